"""What skin looks like: the same textures serve the 3-D head and the close-ups."""

from dataclasses import dataclass

import numpy as np

from .noise import chance, fractal_noise, ramp, smooth_noise, warp

VEIN_TINT = np.array([1.0, 0.75, 0.6], np.float32)
SPOT_TINT = np.array([0.5, 0.8, 1.0], np.float32)
BLUSH_TINT = np.array([-0.3, 1.0, 0.9], np.float32)


@dataclass(frozen=True)
class SkinLook:
    """Strengths are shares of the reflected light."""

    color: np.ndarray  # linear RGB
    blotches: float
    blush: float
    pores: float
    mottling: float
    spots: float  # age spots and freckles
    veins: float
    wrinkles: float
    bumps: float  # height of dents and hills, head units
    gloss: float
    sharpness: float

    @classmethod
    def choose(cls, rng, color, bare):
        """`bare`: a bald scalp, which is more often shiny, mottled, spotted and wrinkled."""
        often = 0.55 if bare else 0.25
        some = lambda high: rng.uniform(0, high) * chance(rng, often)  # noqa: E731
        shine = [rng.uniform(0, 0.2), rng.uniform(0.1, 0.7), rng.uniform(0.4, 1.6)]
        flushed = color * [1.03, rng.uniform(0.65, 0.9), rng.uniform(0.65, 0.95)]  # sunburnt, evenly pink
        deep = chance(rng, 0.4)
        return cls(
            color=flushed.astype(np.float32) if bare and chance(rng, 0.2) else color,
            blotches=rng.uniform(0.02, 0.18 if bare else 0.12),
            blush=rng.uniform(0, 0.14),
            pores=some(0.16),
            mottling=some(0.3),
            spots=some(0.5),
            veins=some(0.3),
            wrinkles=(rng.uniform(0.5, 0.85) if deep else rng.uniform(0.05, 0.5)) * chance(rng, 0.6 if bare else 0.45),
            bumps=rng.uniform(0.001, 0.008) * chance(rng, 0.5 if bare else 0.15),
            gloss=0.6 * rng.choice(shine, p=[0.25, 0.35, 0.4] if bare else [0.35, 0.45, 0.2]),
            sharpness=rng.uniform(6, 70 if bare else 45),
        )


def skin_albedo(rng, look, shape, wrap=False):
    """Skin color with its large and small unevenness, h x w x 3."""
    shade = look.blotches * fractal_noise(rng, shape, 5, 4, wrap)
    if look.pores:
        grain = smooth_noise(rng, shape, np.array(shape) / rng.uniform(1, 3), wrap)
        shade = shade + look.pores * grain
    if look.mottling:
        shade = shade + look.mottling * np.minimum(smooth_noise(rng, shape, (4, 6), wrap), 0.5)
    albedo = look.color * np.exp(shade)[..., None]
    blush = look.blush * np.clip(smooth_noise(rng, shape, (4, 7), wrap), 0, 2)
    albedo *= 1 - 0.5 * blush[..., None] * BLUSH_TINT
    if look.spots:
        albedo *= 1 - look.spots * age_spots(rng, shape, wrap)[..., None] * SPOT_TINT
    if look.veins:
        albedo *= 1 - look.veins * veins(rng, shape, wrap)[..., None] * VEIN_TINT
    return np.clip(albedo, 0.002, 0.95).astype(np.float32)


def age_spots(rng, shape, wrap):
    """Scattered round darker patches, 0..1."""
    size = rng.uniform(4, 14)
    field = smooth_noise(rng, shape, np.array(shape) / size, wrap)
    edge = rng.uniform(1.2, 2.2)
    return ramp(edge, edge + 0.5, field)


def veins(rng, shape, wrap):
    """Branching soft lines, 0..1: the zero set of a smooth field, broken up by another."""
    line = np.abs(smooth_noise(rng, shape, (4, 6), wrap) + 0.3 * smooth_noise(rng, shape, (9, 13), wrap))
    return ramp(0.12, 0.0, line) * ramp(0.2, 0.8, smooth_noise(rng, shape, (3, 5), wrap))


def creases(rng, shape, count, wrap=False):
    """Parallel wavering dark lines across the rows, 0..1."""
    rows = np.linspace(0, 1, shape[0], dtype=np.float32)[:, None]
    phase = 2 * np.pi * count * rows + rng.uniform(0.5, 2) * fractal_noise(rng, shape, 4, 2, wrap)
    return np.clip(np.sin(phase), 0, 1) ** rng.uniform(1, 4)


def turned_creases(rng, side):
    """Creases in any direction over a square picture, 0..1."""
    lines = creases(rng, (side, side), rng.uniform(3, 14)).astype(np.float32)
    angle, middle = rng.uniform(0, np.pi), side / 2
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) - middle
    row = np.cos(angle) * y + np.sin(angle) * x
    column = np.cos(angle) * x - np.sin(angle) * y
    return warp(lines, column - x, row - y) * ramp(-0.3, 0.8, smooth_noise(rng, (side, side), (3, 3)))
