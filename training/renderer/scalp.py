"""Scalp drawn flat in the plane of the picture: skin, a zone of hair, and the single hairs in it."""

from dataclasses import dataclass

import cv2
import numpy as np

from classes import BACKGROUND, HAIR, SCALP

from .color import against_skin
from .head import LABELLED_FROM
from .noise import chance, fractal_noise, pixel_grid, pixel_noise, ramp, smooth_noise, standardised, warp
from .skin import skin_albedo, turned_creases
from .view import SIDE

SHAPE = (SIDE, SIDE)
ZONES = {"none": 0.15, "all": 0.17, "side": 0.28, "corner": 0.12, "band": 0.1, "island": 0.08, "bald spot": 0.1}
FORMS = {"veil": 0.3, "dots": 0.3, "strokes": 0.2, "strands": 0.2}


@dataclass(frozen=True)
class HairPatch:
    """Hair on a close-up scalp: where it is, how much of the skin it hides, and the form of single hairs."""

    zone: str
    edge: float  # width of the hairline, pixels
    peak_cover: float
    outside: float  # share of the peak that is left outside the zone
    form: str
    size: float  # radius of a dot or width of a stroke, pixels
    length: float
    direction: float
    bend: float
    opacity: float
    tone: float  # how much the shaved hair darkens the skin between the hairs
    color: np.ndarray

    @classmethod
    def choose(cls, rng, hair_color, skin_color):
        choice = lambda table: rng.choice(list(table), p=list(table.values()))  # noqa: E731
        form, zone = choice(FORMS), choice(ZONES)
        most = {"veil": 0.9, "dots": 0.8, "strokes": 0.9, "strands": 0.99}[form]
        peak = rng.choice([rng.uniform(0.15, 0.4), rng.uniform(0.2, most)], p=[0.3, 0.7])
        if form == "veil" and zone == "all":  # nothing else tells it from skin
            peak = max(peak, 0.4)
        opacity = rng.uniform(0.4, 1)
        return cls(
            zone=zone,
            edge=rng.choice([rng.uniform(1, 8), rng.uniform(8, 80)]),
            peak_cover=peak,
            outside=rng.uniform(0, 0.15) * chance(rng, 0.3),
            form=form,
            size=rng.uniform(0.2, 1.6),
            length=rng.uniform(4, 16),
            direction=rng.uniform(0, np.pi),
            bend=rng.uniform(1, 14),
            opacity=opacity,
            tone=rng.uniform(0, 0.35) * chance(rng, 0.6),
            color=against_skin(rng, hair_color, skin_color, min(peak, opacity)),
        )


def zone_depth(rng, zone, center, reach):
    """Signed distance in pixels into the hair zone; `center` and `reach` say where the scalp is."""
    y, x = pixel_grid(SIDE)
    wobble = reach * rng.uniform(0.01, 0.15) * fractal_noise(rng, SHAPE, 3, 3)
    if zone == "all":
        return np.full(SHAPE, 1e3, np.float32)
    if zone == "none":
        return np.full(SHAPE, -1e3, np.float32)
    point = np.asarray(center) + rng.normal(0, 0.35 * reach, 2)
    angle = rng.uniform(0, 2 * np.pi)
    along = np.cos(angle) * (x - point[0]) + np.sin(angle) * (y - point[1])
    other = angle + rng.uniform(0.5, 2.2)
    if zone == "side":
        bow = rng.uniform(-0.5, 0.5) / reach
        across = np.cos(angle) * (y - point[1]) - np.sin(angle) * (x - point[0])
        return along + bow * across**2 + wobble
    if zone == "corner":
        second = np.cos(other) * (x - point[0]) + np.sin(other) * (y - point[1])
        depth = np.minimum(along, second)
        return (depth if chance(rng, 0.5) else -depth) + wobble
    if zone == "band":
        return reach * rng.uniform(0.2, 0.5) - np.abs(along) + wobble
    across = np.cos(angle) * (y - point[1]) - np.sin(angle) * (x - point[0])
    oval = np.hypot(along, across * rng.uniform(0.6, 1.4))
    depth = reach * rng.uniform(0.3, 0.75) - oval + wobble
    return depth if zone == "island" else -depth


def single_hairs(rng, patch, cover):
    """Opacity of the hair at each pixel when single hairs are drawn at the density of `cover`."""
    if patch.form == "veil":
        return np.clip(cover + cover * (1 - cover) * rng.uniform(0.1, 1) * pixel_noise(rng, SHAPE), 0, 1)
    if patch.form == "strands":
        return _strands(rng, patch, cover)
    kernel = _dot(patch.size) if patch.form == "dots" else _stroke(patch)
    density = 1 - (1 - np.clip(cover / patch.opacity, 0, 0.97)) ** (1 / max(kernel.sum(), 1))
    roots = (rng.random(SHAPE, dtype=np.float32) < density).astype(np.float32)
    drawn = patch.opacity * np.clip(cv2.filter2D(roots, -1, kernel), 0, 1)
    if patch.form == "strokes":
        dx, dy = (0.5 * patch.bend * smooth_noise(rng, SHAPE, (4, 4)) for _ in range(2))
        drawn = warp(drawn, dx, dy)
    return drawn


def _dot(radius):
    y, x = np.mgrid[-3:4, -3:4]
    return np.clip(1.2 - np.hypot(x, y) / (radius + 0.3), 0, 1).astype(np.float32)


def _stroke(patch):
    half = int(patch.length / 2) + 2
    kernel = np.zeros((2 * half + 1, 2 * half + 1), np.float32)
    tip = 0.5 * patch.length * np.array([np.cos(patch.direction), np.sin(patch.direction)])
    ends = [tuple(int(v) for v in np.rint((half + sign * tip) * 16)) for sign in (-1, 1)]
    cv2.line(kernel, *ends, 1, max(1, round(patch.size)), cv2.LINE_AA, 4)
    return kernel if kernel.max() <= 1 else kernel / kernel.max()


def _strands(rng, patch, cover):
    """Long hairs along one bent direction, thicker where the cover is higher."""
    fine = rng.integers(40, 110)
    lines = smooth_noise(rng, SHAPE, (fine, rng.integers(2, 6))) + 0.7 * pixel_rows(rng)
    y, x = pixel_grid(SIDE) - SIDE / 2
    c, s = np.cos(patch.direction), np.sin(patch.direction)
    bend = patch.bend * smooth_noise(rng, SHAPE, (3, 3))
    lines = standardised(warp(lines, c * x - s * y - x, s * x + c * y + bend - y))
    level = np.log(np.clip(cover, 0.01, 0.99) / np.clip(1 - cover, 0.01, 0.99))
    return patch.opacity * np.clip(0.5 + 0.5 * (lines + level) / rng.uniform(0.4, 1.5), 0, 1) * (cover > 0.02)


def pixel_rows(rng):
    """Noise that differs from row to row and hardly along a row."""
    return smooth_noise(rng, SHAPE, (SIDE, 5))


def paint_scalp(rng, buffers, skin, patch, depth):
    """Fill albedo, gloss and label of the solid pixels with skin and the hair that grows on it."""
    inside = ramp(-0.5 * patch.edge, 0.5 * patch.edge, depth)
    uneven = np.clip(1 + rng.uniform(0, 0.25) * fractal_noise(rng, SHAPE, 4), 0, 1.5)
    cover = np.clip(patch.peak_cover * (patch.outside + (1 - patch.outside) * inside) * uneven, 0, 1)
    cover = np.where(patch.zone == "none", 0.3 * patch.outside, cover).astype(np.float32)
    albedo = skin_albedo(rng, skin, SHAPE)
    if skin.wrinkles:
        albedo *= 1 - 0.7 * min(skin.wrinkles, 0.5) * turned_creases(rng, SIDE)[..., None]
    albedo *= 1 - patch.tone * cover[..., None] * np.array([1, 0.85, 0.7], np.float32)
    visible = single_hairs(rng, patch, cover)[..., None]
    shade = np.exp(rng.uniform(0, 0.5) * smooth_noise(rng, SHAPE, (SIDE / 2, SIDE / 2)))
    albedo += (patch.color * shade[..., None] - albedo) * visible
    buffers.albedo = albedo
    buffers.gloss = (skin.gloss * (1 - cover) + rng.uniform(0, 0.1) * cover).astype(np.float32)
    buffers.sharpness[:] = skin.sharpness
    zone = cover > min(LABELLED_FROM, 0.5 * patch.peak_cover)
    if patch.zone == "none":
        zone = np.zeros(SHAPE, bool)
    buffers.label = np.where(buffers.solid, np.where(zone, HAIR, SCALP), BACKGROUND).astype(np.uint8)
