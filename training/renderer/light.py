"""Light on what the camera sees: one or two lamps, sky, highlights and cast shadows."""

from dataclasses import dataclass

import cv2
import numpy as np

from .noise import blurred, chance, pixel_grid, ramp, smooth_noise
from .view import SIDE

VIEWER = np.array([0, 0, 1.0])


@dataclass(frozen=True)
class Lamp:
    """A distant lamp: unit direction toward it and strength."""

    direction: np.ndarray
    strength: float

    def highlight(self, normal, sharpness):
        """Blinn-Phong highlight before gloss."""
        half = self.direction + VIEWER
        half = half / np.linalg.norm(half)
        return self.strength * np.clip(normal @ half.astype(np.float32), 0, 1) ** sharpness


@dataclass(frozen=True)
class Light:
    """The lamps, the light from everywhere, and how soft all of it is."""

    key: Lamp
    fill: Lamp | None
    ambient: float
    sky: float  # how much more ambient light comes from above
    wrap: float  # softness of the key's terminator
    rim: float
    halo: float  # light from behind that glows in the outline, in dark hair too
    tint: np.ndarray

    @classmethod
    def choose(cls, rng):
        if chance(rng, 0.12):
            return cls._flash(rng)
        ambient = rng.choice([rng.uniform(0.25, 0.9), rng.uniform(0.06, 0.3)], p=[0.75, 0.25])
        key = _direction(rng.normal(0, 0.7), rng.uniform(-0.1, 1.2), rng.uniform(0.1, 1.2))
        fill = _direction(rng.normal(0, 1), rng.uniform(0, 1.2), rng.uniform(-0.3, 1))
        return cls(
            key=Lamp(key, rng.uniform(0.3, 1.1) * (1.3 - ambient)),
            fill=Lamp(fill, rng.uniform(0.1, 0.8)) if chance(rng, 0.4) else None,
            ambient=ambient,
            sky=rng.uniform(-0.2, 0.5),
            wrap=rng.uniform(0, 0.5),
            rim=rng.uniform(0, 0.15),
            halo=rng.uniform(0.1, 1) * chance(rng, 0.18),
            tint=np.exp(rng.normal(0, 0.08, 3)).astype(np.float32),
        )

    @classmethod
    def _flash(cls, rng):
        """The phone's own lamp: from beside the lens, hard, with a glint on what faces it."""
        return cls(
            key=Lamp(_direction(rng.normal(0, 0.12), rng.normal(0.1, 0.12), 1), rng.uniform(0.7, 1.6)),
            fill=None, ambient=rng.uniform(0.05, 0.3), sky=0.2, wrap=0.0, rim=0.0, halo=0.0,
            tint=np.exp(rng.normal(0, 0.05, 3)).astype(np.float32),
        )  # fmt: skip


def _direction(x, y, z):
    vector = np.array([x, y, z], np.float32)
    return vector / np.linalg.norm(vector)


def shade(light, buffers):
    """Linear light of the solid pixels, n x 3."""
    where = buffers.solid
    normal, occlusion = buffers.normal[where], buffers.occlusion[where]
    diffuse = np.clip((normal @ light.key.direction + light.wrap) / (1 + light.wrap), 0, 1) * light.key.strength
    diffuse = diffuse + light.ambient * (1 + light.sky * (0.5 * normal[:, 1]))
    sharpness = buffers.sharpness[where]
    shine = light.key.highlight(normal, sharpness)
    if light.fill:
        diffuse = diffuse + light.fill.strength * np.clip(normal @ light.fill.direction, 0, 1)
        shine = shine + light.fill.highlight(normal, sharpness)
    grazing = (1 - np.clip(normal[:, 2], 0, 1)) ** 3
    reflected = buffers.albedo[where] * ((diffuse * occlusion)[:, None] * light.tint + light.rim * grazing[:, None])
    reflected += (light.halo * grazing * (0.1 + 0.9 * buffers.albedo[where].mean(-1)))[:, None]
    return (reflected + (shine * buffers.gloss[where])[:, None]).astype(np.float32)


def against_window(rng, picture, solid):
    """The room behind the head is far brighter than the head, and some of its light veils the picture."""
    behind = picture * rng.uniform(2, 7)
    if chance(rng, 0.5):  # a window rather than a bright room
        left, top = rng.uniform(-0.3, 0.7, 2) * SIDE
        width, height = rng.uniform(0.3, 1.1, 2) * SIDE
        y, x = pixel_grid(SIDE)
        pane = (x > left) & (x < left + width) & (y > top) & (y < top + height)
        behind = np.where(pane[..., None], np.float32(rng.uniform(1.5, 6)), picture)
    picture = np.where(solid[..., None], picture, blurred(behind.astype(np.float32), rng.uniform(0.5, 3)))
    veil = blurred(np.minimum(picture, 4), rng.uniform(8, 40))
    return picture + rng.choice([rng.uniform(0, 0.12), rng.uniform(0.1, 0.3)], p=[0.65, 0.35]) * veil


def cast_shadows(rng, picture, hard):
    """Darken parts of the picture; `hard`: more often with a sharp edge, as of a phone or an arm."""
    if chance(rng, 0.2):
        cloudy = ramp(0, rng.uniform(0.05, 0.8), smooth_noise(rng, (SIDE, SIDE), (3, 3)))
        picture = picture * (1 - rng.uniform(0.2, 0.6) * cloudy)[..., None]
    if chance(rng, 0.35 if hard else 0.12):
        mask = np.zeros((SIDE, SIDE), np.float32)
        around = np.sort(rng.uniform(0, 2 * np.pi, 4))
        middle, reach = SIDE / 2 + rng.normal(0, 30, 2), rng.uniform(20, 80)
        corners = middle + reach * np.stack([np.cos(around), np.sin(around)], -1)
        if chance(rng, 0.4):  # a whole side of the picture
            angle = rng.uniform(0, 2 * np.pi)
            along = np.array([np.cos(angle), np.sin(angle)])
            away = np.array([-along[1], along[0]]) * 3 * SIDE
            start = SIDE / 2 + rng.normal(0, 30, 2)
            ends = start + 3 * SIDE * along, start - 3 * SIDE * along
            corners = np.array([ends[0], ends[1], ends[1] + away, ends[0] + away])
        cv2.fillPoly(mask, [corners.astype(np.int32)], 1)
        mask = blurred(mask, rng.uniform(0.6, 5))
        picture = picture * (1 - rng.uniform(0.2, 0.8) * mask)[..., None]
    return picture
