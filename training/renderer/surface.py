"""Points in space with what is needed to shade and label them, and the pixel buffers they end up in."""

from dataclasses import dataclass, fields

import cv2
import numpy as np


@dataclass
class Paint:
    """The look of every point of a grid of points."""

    albedo: np.ndarray  # h x w x 3, linear light
    label: np.ndarray  # h x w, a class
    gloss: np.ndarray  # h x w, strength of the highlight
    sharpness: np.ndarray  # h x w, exponent of the highlight
    occlusion: np.ndarray  # h x w, share of the light that arrives

    @classmethod
    def plain(cls, shape, color, label, gloss=0.03, sharpness=8.0):
        """One color and one class all over; `color` is one RGB or one per point."""
        albedo = np.broadcast_to(np.asarray(color, np.float32), (*shape, 3)).copy()
        planes = (np.full(shape, value, np.float32) for value in (gloss, sharpness, 1))
        return cls(albedo, np.full(shape, label, np.uint8), *planes)

    def darken(self, amount):
        """Take away a share 0..1 of the reflected light."""
        self.albedo *= (1 - amount)[..., None]

    def blend(self, color, amount):
        """Cover with `color` (one RGB or one per point) to the share `amount`."""
        amount = amount[..., None]
        self.albedo += (color - self.albedo) * amount


@dataclass
class Surface:
    """A list of points: everything flat, one row per point."""

    position: np.ndarray
    normal: np.ndarray
    albedo: np.ndarray
    label: np.ndarray
    gloss: np.ndarray
    sharpness: np.ndarray
    occlusion: np.ndarray

    @classmethod
    def from_grid(cls, position, normal, paint):
        """The points of a grid."""
        flat = [getattr(paint, field.name) for field in fields(paint)]
        parts = [position.astype(np.float32), normal.astype(np.float32), *flat]
        return cls(*(p.reshape(-1, 3) if p.ndim == 3 else p.reshape(-1) for p in parts))

    def turned(self, rotation):
        """The surface after a rotation about the origin."""
        return Surface(rotate(self.position, rotation), rotate(self.normal, rotation), *self._look())

    def kept(self, mask):
        """Only the points where `mask` is true."""
        return Surface(*(getattr(self, field.name)[mask] for field in fields(self)))

    def _look(self):
        return [getattr(self, field.name) for field in fields(self)[2:]]


def join(surfaces):
    """All points of several surfaces."""
    return Surface(*(np.concatenate([getattr(s, field.name) for s in surfaces]) for field in fields(Surface)))


def rotate(vectors, rotation):
    """Every row of `vectors` after a rotation."""
    return cv2.transform(vectors[None], rotation)[0]


def rotation(yaw, pitch, roll):
    """Turn about the vertical axis, then nod, then tilt; angles in radians."""
    cy, sy, cp, sp, cr, sr = (f(a) for a in (yaw, pitch, roll) for f in (np.cos, np.sin))
    turn = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    nod = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
    tilt = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
    return (tilt @ nod @ turn).astype(np.float32)


def outward_normals(position, inside):
    """Unit normals of a grid that wraps in its columns, pointing away from the point or axis `inside`."""
    down = np.gradient(position, axis=0)
    across = np.roll(position, -1, 1) - np.roll(position, 1, 1)
    normal = np.cross(down, across)
    normal /= np.sqrt((normal * normal).sum(-1, keepdims=True)) + 1e-9
    return normal * np.sign((normal * (position - inside)).sum(-1).mean())


def polar_grid(rows, columns, start=0.01, stop=np.pi - 0.01):
    """Polar angle from the top and azimuth (0 = front) as two full arrays."""
    polar = np.linspace(start, stop, rows, dtype=np.float32)
    azimuth = np.linspace(-np.pi, np.pi, columns, endpoint=False, dtype=np.float32)
    return np.meshgrid(polar, azimuth, indexing="ij")


def ellipsoid(center, axes, rows, columns):
    """Positions, normals, polar angles and azimuths of an ellipsoid."""
    polar, azimuth = polar_grid(rows, columns)
    sine = np.sin(polar)
    direction = np.stack([sine * np.sin(azimuth), np.cos(polar), sine * np.cos(azimuth)], -1)
    axes = np.asarray(axes, np.float32)
    normal = direction / axes
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    return direction * axes + np.asarray(center, np.float32), normal, polar, azimuth
