"""The shape of a head: skull, face, ears, neck. One unit is about the half height of a head.

x points to the head's left, y up, z out of the face. Azimuth 0 is the face, +-pi the nape.
"""

from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np

from .noise import chance, fractal_noise, ramp
from .surface import Paint, Surface, ellipsoid, outward_normals, polar_grid

ROWS, COLUMNS = 200, 340
SHAPE = (ROWS, COLUMNS)
# Bare skin above this line is scalp or forehead: azimuth, and height above the eyes in front, above the middle behind.
SCALP_LINE = ((0, 0.8, 1.15, 1.65, 1.9, 2.4, 3.15), (0.26, 0.26, 0.12, 0.15, -0.1, -0.4, -0.5))
# A point is labeled hair where hair hides at least this share of the skin around it.
LABELLED_FROM = 0.12
LABELLED_STRANDS_FROM = 0.25  # where skin shows between long hairs
CAP_SHAPE, CAP_REACH = (160, 160), 1.2  # of the round cap that hides the pole: pixels, polar angle


@dataclass(frozen=True)
class HeadShape:
    """Measures of one head."""

    half_width: float
    depth_front: float
    depth_back: float
    half_height: float
    crown_roundness: float
    jaw_roundness: float
    jaw_taper: float
    nape_taper: float
    brow_ridge: float
    nose_size: float
    nose_height: float
    eye_height: float
    mouth_height: float
    ear_out: float
    ear_size: tuple
    ear_angle: float
    neck_radius: float

    @classmethod
    def choose(cls, rng):
        return cls(
            half_width=rng.uniform(0.7, 0.84),
            depth_front=rng.uniform(0.85, 0.98),
            depth_back=rng.uniform(0.88, 1.08),
            half_height=rng.uniform(1.05, 1.2),
            crown_roundness=rng.uniform(0.8, 1.0),
            jaw_roundness=rng.uniform(0.5, 0.7),
            jaw_taper=rng.uniform(0.12, 0.3),
            nape_taper=rng.uniform(0.35, 0.55),
            brow_ridge=rng.uniform(0.12, 0.2) if chance(rng, 0.15) else rng.uniform(0.03, 0.1),
            nose_size=rng.uniform(0.1, 0.22),
            nose_height=rng.uniform(-0.35, -0.2),
            eye_height=rng.uniform(-0.06, 0.08),
            mouth_height=rng.uniform(-0.68, -0.58),
            ear_out=rng.uniform(0.02, 0.09),
            ear_size=(rng.uniform(0.24, 0.34), rng.uniform(0.13, 0.2)),
            ear_angle=rng.uniform(0.1, 0.9),
            neck_radius=rng.uniform(0.44, 0.64),
        )


class HeadGrid:
    """Where each point of the head lies: its azimuth, its height, and how far it faces forward."""

    def __init__(self, shape):
        self.polar, self.azimuth = polar_grid(ROWS, COLUMNS, 0.001, np.pi - 0.001)
        self.side = np.abs(self.azimuth)
        self.forward = np.cos(self.azimuth)
        self.height = np.cos(self.polar) * np.float32(shape.half_height)

    def bump(self, side, height, side_width, height_width):
        """A Gaussian bump of height 1 on both halves of the head."""
        s, h = (self.side - side) / side_width, (self.height - height) / height_width
        return np.exp(-s * s - h * h)

    def is_scalp(self, eye_height):
        """Which points lie on the scalp or the forehead."""
        return self.height > np.interp(self.side, *SCALP_LINE) + eye_height * (self.side < 1.15)

    def wrapped(self, draw):
        """A field or picture all over the head: `draw(shape, wrap)` around it, and laid flat over the crown.

        Near the pole what is drawn around the head would be drawn out to rays, which look like strands.
        """
        around, flat = draw(SHAPE, wrap=True), draw(CAP_SHAPE, wrap=False)
        middle = len(flat) / 2
        radius = self.polar * np.float32(middle / CAP_REACH)
        x, y = middle + radius * np.sin(self.azimuth), middle + radius * np.cos(self.azimuth)
        over = cv2.remap(flat, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        share = ramp(CAP_REACH, 0.7 * CAP_REACH, self.polar)
        return around + (over - around) * (share if around.ndim == 2 else share[..., None])


def skull(shape, grid):
    """Positions of the head without its face."""
    lower = ramp(-0.1, -1.1, grid.height)
    upper_half = grid.polar < np.pi / 2
    radius = np.sin(grid.polar) ** np.where(upper_half, shape.crown_roundness, shape.jaw_roundness)
    x = shape.half_width * radius * np.sin(grid.azimuth) * (1 - shape.jaw_taper * lower)
    front = shape.depth_front * (1 - 0.06 * lower)
    back = shape.depth_back * (1 - shape.nape_taper * ramp(-0.15, -0.9, grid.height))
    z = radius * grid.forward * np.where(grid.forward > 0, front, back)
    y = grid.height - 0.12 * lower * np.clip(grid.forward, 0, 1) + 0.2 * lower * np.clip(-grid.forward, 0, 1)
    return np.stack([x, y, z], -1).astype(np.float32)


def face_relief(rng, shape, grid):
    """How far nose, brows, sockets, lips, chin and cheeks stand out of the skull."""
    below_bridge = grid.height - shape.nose_height + 0.02
    fall = np.clip(1 - np.abs(below_bridge / np.where(below_bridge > 0, 0.38, 0.1)), 0, 1)
    relief = shape.nose_size * np.exp(-((grid.azimuth / 0.13) ** 2)) * fall
    relief += shape.brow_ridge * grid.bump(0.25, 0.14, 0.35, 0.09) - 0.06 * grid.bump(0.4, 0, 0.16, 0.09)
    relief += 0.04 * grid.bump(0, -0.62, 0.22, 0.07) - 0.03 * grid.bump(0, -0.78, 0.3, 0.05)
    relief += 0.05 * grid.bump(0, -0.95, 0.2, 0.14) + 0.03 * grid.bump(0.6, -0.25, 0.25, 0.15)
    return relief + rng.uniform(0.003, 0.025) * grid.wrapped(partial(fractal_noise, rng, cells=5, octaves=2))


def ears(rng, shape, skin_color, label):
    """Both ears: flat ellipsoids with a dark hollow and a groove behind the rim."""
    color = np.clip(skin_color * np.array([1.08, 0.9, 0.88]) * rng.uniform(0.85, 1.1), 0, 1)
    hollow, height = rng.uniform(0.3, 0.95), -0.08 + rng.normal(0, 0.02)
    tall, long = shape.ear_size
    surfaces = []
    for sign in (-1, 1):
        position, normal, polar, azimuth = ellipsoid((0, 0, 0), (0.06, tall, long), 46, 60)
        up, back = np.cos(polar), np.sin(polar) * np.cos(azimuth)
        groove = 0.5 * np.exp(-(((np.hypot(up, back) - 0.68) / 0.1) ** 2)) * (back < 0.5)
        concha = np.exp(-((back - 0.15) ** 2 + (up + 0.1) ** 2) / 0.14)
        outside = sign * np.sin(azimuth) > 0
        paint = Paint.plain(polar.shape, color, label, gloss=0.05, sharpness=12)
        paint.darken(outside * np.clip(hollow * (concha + groove), 0, 0.85))
        surfaces.append(_attach_ear(Surface.from_grid(position, normal, paint), shape, sign, height))
    return surfaces


def _attach_ear(ear, shape, sign, height):
    angle = -sign * shape.ear_angle
    c, s = np.cos(angle), np.sin(angle)
    ear = ear.turned(np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]], np.float32))
    ear.position = ear.position + np.array([sign * (shape.half_width + shape.ear_out), height, -0.08])
    return ear


def neck(rng, shape, albedo_of, coats, skin_label):
    """A flaring tube below the head; hair may grow down its back and its front.

    Each of `coats` is a hair's color, a function of height and azimuth that gives its share, and its class;
    `albedo_of(shape)` gives the skin's colors.
    """
    rows, columns = 90, 200
    down, azimuth = polar_grid(rows, columns, 0.0, 1.0)
    height = -0.35 - 1.6 * down
    flare = 1 + 1.2 * np.clip(down - 0.55, 0, 1) ** 2 * np.abs(np.sin(azimuth)) + 0.1 * down
    radius = shape.neck_radius * flare
    z = 1.02 * radius * np.cos(azimuth) - 0.16 - 0.12 * down
    position = np.stack([radius * np.sin(azimuth), height, z], -1)
    paint = Paint.plain((rows, columns), albedo_of((rows, columns)), skin_label, 0.05, 10)
    for color, cover_at, label in coats:
        cover = cover_at(height, azimuth)
        paint.blend(color, cover)
        paint.label[cover > LABELLED_FROM] = label
    under_chin = ramp(0.75, 0.2, down) * (np.cos(azimuth) > -0.2)
    paint.occlusion *= 1 - rng.uniform(0.1, 0.6) * under_chin
    if chance(rng, 0.04):
        _tattoo(rng, paint)
    axis = np.stack([0 * height, height, 0 * height - 0.2], -1)
    return Surface.from_grid(position, outward_normals(position, axis), paint)


def _tattoo(rng, paint):
    drawn = fractal_noise(rng, paint.label.shape, 8, 3, wrap=True) > 0.6
    paint.albedo[drawn] *= 0.3
