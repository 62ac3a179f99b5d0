"""What stands around a head that is seen from above: chairs, sofas, laps and other people, drawn flat."""

import numpy as np

from classes import BACKGROUND, SKIN

from .body import BodyHair
from .cloth import cloth_albedo
from .color import cloth_color
from .noise import blurred, chance, fractal_noise, pixel_grid
from .overlay import SHAPE, capsule, put
from .view import SIDE

THINGS = {"chair": 0.35, "sofa": 0.2, "lap": 0.25, "other person": 0.2}


def furnish(rng, picture, label, view, skin_color):
    """Put one to three things into a picture of the ground and its label map."""
    size = view.head_share * SIDE
    for _ in range(rng.integers(1, 4)):
        angle = rng.uniform(0, 2 * np.pi)
        middle = view.center + size * rng.uniform(0.2, 1.1) * np.array([np.cos(angle), np.sin(angle)])
        DRAWN[rng.choice(list(THINGS), p=list(THINGS.values()))](rng, picture, label, middle, size, skin_color)
    return blurred(picture, rng.uniform(0.6, 3)) if chance(rng, 0.5) else picture


def _chair(rng, picture, label, middle, size, _):
    """The back or the seat of a chair, upholstered or of slats."""
    mask, edge = _cushion(middle, size * rng.uniform(0.3, 1.1, 2), rng.uniform(0, np.pi), rng.uniform(2, 10))
    if chance(rng, 0.25):
        y, x = pixel_grid(SIDE)
        tilt, gap = rng.uniform(0, np.pi), rng.uniform(4, 16)
        mask &= (np.cos(tilt) * x + np.sin(tilt) * y) % gap < gap * rng.uniform(0.4, 0.8)
    put(picture, label, mask, _upholstery(rng, edge), BACKGROUND)


def _sofa(rng, picture, label, middle, size, _):
    """Two to four cushions in a row, of one cloth."""
    half, angle = size * rng.uniform(0.35, 0.9, 2), rng.uniform(0, np.pi)
    along = np.array([np.cos(angle), np.sin(angle)])
    for place in range(rng.integers(2, 5)):
        mask, edge = _cushion(middle + 2 * (place - 1) * half[0] * along, half, angle, rng.uniform(4, 12))
        if place == 0:
            cloth = cloth_albedo(rng, SHAPE, cloth_color(rng))
        put(picture, label, mask, cloth * _bulge(rng, edge), BACKGROUND)


def _lap(rng, picture, label, middle, size, skin_color):
    """Two thighs in trousers or bare."""
    angle, spread, thick = rng.uniform(0, 2 * np.pi), rng.uniform(0.1, 0.6), size * rng.uniform(0.35, 0.7)
    bare = chance(rng, 0.2)
    color, kind = (skin_color, SKIN) if bare else (cloth_albedo(rng, SHAPE, cloth_color(rng)), BACKGROUND)
    fur = BodyHair.choose(rng, 0.3 * skin_color)
    for side in (-1, 1):
        toward = np.array([np.cos(angle + side * spread), np.sin(angle + side * spread)])
        away = 0.4 * thick * side * np.array([-np.sin(angle), np.cos(angle)])
        mask, across = capsule(middle + away, middle + away + size * rng.uniform(0.8, 1.6) * toward, thick)
        put(picture, label, mask, color * _bulge(rng, across), kind)
        if bare:
            fur.grow(rng, picture, label, mask)


def _other_person(rng, picture, label, middle, size, skin_color):
    """A trunk in clothes with one or two arms, in sleeves or bare; no head."""
    reach = size * rng.uniform(0.5, 1) * rng.choice([-1, 1], 2)
    mask, edge = _cushion(middle, size * rng.uniform(0.5, 1.1, 2), rng.uniform(0, np.pi), rng.uniform(2, 4))
    cloth = cloth_albedo(rng, SHAPE, cloth_color(rng))
    put(picture, label, mask, cloth * _bulge(rng, edge), BACKGROUND)
    fur = BodyHair.choose(rng, 0.3 * skin_color)
    for _ in range(rng.integers(1, 3)):
        start = middle + rng.normal(0, 0.3, 2) * size
        mask, across = capsule(start, start + reach * rng.uniform(0.5, 1.2, 2), size * rng.uniform(0.15, 0.3))
        if chance(rng, 0.5):
            put(picture, label, mask, cloth * _bulge(rng, across), BACKGROUND)
        else:
            put(picture, label, mask, skin_color * rng.uniform(0.7, 1.2) * _bulge(rng, across), SKIN)
            fur.grow(rng, picture, label, mask)


DRAWN = {"chair": _chair, "sofa": _sofa, "lap": _lap, "other person": _other_person}


def _cushion(middle, half, angle, power):
    """Mask of a rounded box, and how near each point is to its edge, 0..1."""
    y, x = pixel_grid(SIDE)
    c, s = np.cos(angle), np.sin(angle)
    u = (c * (x - middle[0]) + s * (y - middle[1])) / half[0]
    v = (c * (y - middle[1]) - s * (x - middle[0])) / half[1]
    edge = (np.abs(u) ** power + np.abs(v) ** power) ** (1 / power)
    return edge < 1, np.minimum(edge, 1)


def _upholstery(rng, edge):
    """Cloth over a bulge, or leather with a sheen."""
    cloth = cloth_albedo(rng, SHAPE, cloth_color(rng)) * _bulge(rng, edge)
    sheen = rng.uniform(0, 0.4) * chance(rng, 0.4) * np.clip(fractal_noise(rng, SHAPE, 3, 2), 0, 1) ** 2
    return cloth + sheen[..., None]


def _bulge(rng, edge):
    """Light on something round that falls off toward its edge, with folds."""
    folds = np.exp(rng.uniform(0, 0.3) * fractal_noise(rng, SHAPE, rng.integers(3, 9), 3))
    light = rng.uniform(0.4, 1.1) * (1 - rng.uniform(0.2, 0.8) * edge ** rng.uniform(1.5, 6))
    return (light * folds)[..., None].astype(np.float32)
