"""Paint on the front of the head: eyes, mouth, brows, beard, glasses, forehead and nape folds."""

from dataclasses import dataclass

import numpy as np

from classes import BACKGROUND, FACIAL_HAIR, HAIR

from .color import cloth_color, from_lab, gray_hair
from .head import SHAPE
from .noise import blurred, chance, fractal_noise, ramp
from .skin import creases

LABELLED_FROM = 0.25  # share of facial hair from which a point is labeled so
BEARD_TOP = ((0, 0.2, 0.28, 0.5, 0.9, 1.25, 1.45, 1.7), (-0.42, -0.42, -0.5, -0.55, -0.3, 0.1, 0.3, -0.5))
CHEEK = ((0.2, 0.5, 0.9, 1.25, 1.5), (0, 0.2, 0.25, 0.12, 0))  # how much higher a wide beard reaches


@dataclass(frozen=True)
class FacialHair:
    """Brows and beard. Cover is the share of skin hidden."""

    brow_color: np.ndarray
    brow_cover: float
    brow_width: float
    brow_bush: float  # how far the brows stand out
    contrast: float  # of the strands
    beard_color: np.ndarray
    beard_cover: float  # 0: shaved
    throat_cover: float
    beard_edge: float
    beard_rise: float
    goatee: float  # azimuth at which the beard ends; large: full beard
    beard_width: float  # 0: along the jaw; 1: over the cheeks up to the sideburns
    beard_length: float
    beard_fall: float  # how far a long beard hangs down, a share of its length

    @classmethod
    def choose(cls, rng, hair_color):
        warmer = np.array([1.1, 1, 0.95])
        beard = gray_hair(rng) if chance(rng, 0.4) else hair_color * rng.uniform(0.7, 1.5) * warmer
        brow = gray_hair(rng) if chance(rng, 0.25) else hair_color * rng.uniform(0.6, 1.3)
        full, heavy, long = chance(rng, 0.8), chance(rng, 0.3), chance(rng, 0.2)
        cover = rng.choice([rng.uniform(0.2, 1), rng.uniform(0.85, 1), 0], p=[0.42, 0.3, 0.28])
        return cls(
            brow_color=np.clip(brow, 0.003, 0.8),
            brow_cover=rng.uniform(0.7, 1) if heavy else rng.uniform(0.3, 0.95),
            brow_width=rng.uniform(0.06, 0.12) if heavy else rng.uniform(0.03, 0.07),
            brow_bush=rng.uniform(0.04, 0.14) if heavy else rng.uniform(0.01, 0.06) * chance(rng, 0.5),
            contrast=rng.uniform(0.1, 0.5),
            beard_color=np.clip(beard, 0.003, 0.85),
            beard_cover=cover,
            throat_cover=cover * rng.uniform(0, 1) * full,
            beard_edge=rng.uniform(0.03, 0.2),
            beard_rise=rng.normal(0, 0.06),
            goatee=9.0 if full else rng.uniform(0.3, 0.6),
            beard_width=rng.uniform(0, 1) * chance(rng, 0.5),
            beard_length=rng.uniform(0.15, 0.55) if long else rng.uniform(0.0, 0.18) * chance(rng, 0.45),
            beard_fall=rng.uniform(0.2, 1.6),
        )


def brow_field(hair, shape, grid):
    """Share of the skin that the brows hide."""
    middle = shape.eye_height + 0.17 - 0.25 * (grid.side - 0.42) ** 2
    inside = ((grid.side - 0.42) / 0.22) ** 2 + ((grid.height - middle) / hair.brow_width) ** 2
    return np.clip(1.6 - inside, 0, 1) * hair.brow_cover


def beard_field(rng, hair, shape, grid):
    """Share of the skin that the beard hides."""
    top = np.interp(grid.side, *BEARD_TOP) + hair.beard_width * np.interp(grid.side, *CHEEK)
    top = top.astype(np.float32) + hair.beard_rise
    uneven = 0.04 * fractal_noise(rng, SHAPE, 6, 3, wrap=True)
    lips = ramp(0.02, 0.0, np.hypot(grid.side * 0.22, grid.height - shape.mouth_height) - 0.05)
    field = ramp(0, hair.beard_edge, top - grid.height + uneven) * (grid.side < 1.5) * (1 - lips)
    return field * (grid.side < hair.goatee) * hair.beard_cover


def beard_relief(hair, beard, normal, grid):
    """How far the beard moves each point: out of the face and, below the mouth, down."""
    bush = hair.beard_length * blurred(beard.astype(np.float32), 4)
    fall = hair.beard_fall * ramp(-0.5, -0.9, grid.height)
    return bush[..., None] * (normal - fall[..., None] * np.array([0, 1, 0], np.float32))


def paint_eyes_and_mouth(rng, paint, shape, grid):
    """Eyes in dark sockets, lips with a dark slit, nostrils."""
    x, half_width, half_height = rng.uniform(0.38, 0.46), rng.uniform(0.13, 0.17), rng.uniform(0.02, 0.055)
    up = (grid.height - shape.eye_height) / half_height
    lid = ((grid.side - x) / half_width) ** 2 + up**2
    iris = ((grid.side - x) / (0.45 * half_width)) ** 2 + up**2
    if chance(rng, 0.25):  # closed
        paint.darken(0.6 * ((lid > 0.7) & (lid < 1.4) & (up < 0)))
    else:
        paint.albedo[lid < 1] = from_lab(rng.uniform(60, 80), 2, 4)
        paint.albedo[(iris < 1) & (lid < 1)] = from_lab(rng.uniform(5, 35), 3, 6)
        paint.darken(0.55 * ((lid > 0.8) & (lid < 1.7) & (up > 0)))
    socket = (rng.uniform(0.17, 0.3), rng.uniform(0.08, 0.16))
    paint.darken(rng.uniform(0.05, 0.75) * grid.bump(x, shape.eye_height + 0.03, *socket))
    from_mouth = grid.height - shape.mouth_height
    lips = 0.8 * np.clip(1.3 - (grid.side / 0.25) ** 2 - (from_mouth / 0.055) ** 2, 0, 1)
    paint.blend(paint.albedo * np.array([0.85, 0.5, 0.5], np.float32), lips)
    paint.darken(0.65 * ((np.abs(from_mouth) < 0.012) & (grid.side < 0.25)))
    paint.darken(0.5 * grid.bump(0.08, shape.nose_height - 0.09, 0.04, 0.025))


def paint_folds(rng, paint, grid, strength):
    """Forehead wrinkles and skin folds of the nape. Returns how deep they are, 0..1."""
    forehead = grid.bump(0, rng.uniform(0.25, 0.6), rng.uniform(0.6, 1.2), rng.uniform(0.15, 0.5))
    nape = grid.bump(np.pi, -0.55, 0.8, 0.25)
    lines = creases(rng, SHAPE, rng.uniform(14, 36), wrap=True)
    folds = lines * np.minimum(forehead + nape, 1)
    paint.darken(strength * folds)
    return folds


def paint_facial_hair(paint, hair, brows, beard, texture):
    """Put brows and beard on the skin; `texture` has unit variance."""
    strands = np.exp(hair.contrast * texture)[..., None]
    for color, cover in ((hair.brow_color, brows), (hair.beard_color, beard)):
        paint.blend((color * strands).astype(np.float32), cover)
        paint.label[cover > LABELLED_FROM] = FACIAL_HAIR
        paint.gloss *= 1 - 0.8 * cover


def paint_glasses(rng, paint, shape, grid):
    """Frames and temples in one color, background where they do not lie over hair."""
    temples = (np.abs(grid.height - shape.eye_height - 0.03) < 0.025) & (grid.side > 0.75) & (grid.side < 1.5)
    lens = ((grid.side - 0.42) / 0.3) ** 2 + ((grid.height - shape.eye_height) / 0.17) ** 2
    bridge = (grid.side < 0.14) & (np.abs(grid.height - shape.eye_height - 0.05) < 0.02)
    rim = np.abs(lens - 1) < 0.2
    if chance(rng, 0.3):
        rim = lens < 1.2
    frame = temples | rim | bridge
    paint.albedo[frame] = cloth_color(rng)
    paint.label[frame & (paint.label != HAIR)] = BACKGROUND
