"""Scalp hair on the 3-D head: where it grows, how thick it is and how it looks."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from classes import HAIR

from .color import against_skin, from_lab
from .head import LABELLED_FROM, LABELLED_STRANDS_FROM, SHAPE
from .noise import blurred, chance, fractal_noise, pixel_noise, ramp, smooth_noise, standardised, warp

KINDS = {
    "bald": 0.14, "stubble": 0.13, "buzz": 0.12, "fade": 0.13, "short": 0.12, "long": 0.08,
    "horseshoe": 0.17, "thin": 0.1, "afro": 0.04,
}  # fmt: skip
PATTERNS = {"afro": ["curly"], "stubble": ["dotted"], "bald": ["dotted"]}
STRANDS = ["down", "down", "down", "around", "clumped", "curly"]
CROWN = np.array([0, 0.85, -0.5], np.float32)


@dataclass(frozen=True)
class Fade:
    """Cover rises from `floor` at height `low` to 1 at `high`; `tilt` lifts it at the face."""

    low: float
    high: float
    floor: float
    tilt: float
    uneven: float

    @classmethod
    def choose(cls, rng):
        low = rng.uniform(-0.5, 0.25)
        floor = rng.choice([0.0, rng.uniform(0, 0.35), rng.uniform(0.2, 0.5)])
        return cls(low, low + rng.uniform(0.1, 0.6), floor, rng.uniform(-0.1, 0.3), rng.uniform(0, 0.12))


@dataclass(frozen=True)
class BaldTop:
    """No hair above a ceiling, the horseshoe of pattern baldness; heights at face, temple, side, back, nape."""

    ceiling: tuple
    edge: float
    rest: float  # share of the hair that is left on top

    @classmethod
    def choose(cls, rng):
        # More than 0: a thin rim rather than a wide horseshoe.
        low = rng.choice([0.0, rng.uniform(0.1, 0.3), rng.uniform(0.3, 0.6)], p=[0.4, 0.3, 0.3])
        spans = ((0.0, 0.4), (0.2, 0.5), (0.35, 0.75), (0.35, 0.8), (0.25, 0.75))
        ceiling = tuple(rng.uniform(a, b) - low for a, b in spans)
        edge = rng.choice([rng.uniform(0.05, 0.2), rng.uniform(0.15, 0.5), rng.uniform(0.4, 0.9)])
        return cls(ceiling, edge, rng.choice([0, rng.uniform(0, 0.2)], p=[0.7, 0.3]))


@dataclass(frozen=True)
class ThinCrown:
    """Cover falls to `floor` around the crown."""

    inner: float
    outer: float
    floor: float
    shift: np.ndarray

    @classmethod
    def choose(cls, rng):
        inner = rng.uniform(0.05, 0.4)
        outer = inner + rng.choice([rng.uniform(0.15, 0.5), rng.uniform(0.4, 1.2)])
        return cls(inner, outer, rng.uniform(0, 0.6), rng.normal(0, 0.12, 3))


@dataclass(frozen=True)
class HairStyle:
    """One haircut: the hairline, what thins it out, and the look of the strands."""

    kind: str
    color: np.ndarray
    peak_cover: float
    thickness: float
    top_thickness: float  # further thickness on top
    quiff: float  # how much of the top thickness goes to the front
    forehead: float  # height of the hairline in the middle of the forehead
    temples: float
    sides: float
    nape: float
    edge: float  # width of the hairline
    fade: Fade | None
    bald_top: BaldTop | None
    thin_crown: ThinCrown | None
    parting: bool
    pattern: str  # of the strands: down, around, clumped, curly, dotted
    contrast: float
    gloss: float
    gray: float  # share of white hairs at the sides
    second_color: np.ndarray | None

    @classmethod
    def choose(cls, rng, hair_color, skin_color):
        kind = rng.choice(list(KINDS), p=np.array(list(KINDS.values())) / sum(KINDS.values()))
        peak, thickness, top = _length(rng, kind)
        color = hair_color
        if kind in ("stubble", "buzz", "fade", "horseshoe", "thin"):
            color = against_skin(rng, hair_color, skin_color, peak)
        forehead = rng.uniform(0.42, 0.85)
        recedes = kind != "bald" and chance(rng, 0.25)
        bald = kind == "horseshoe" or (kind in ("stubble", "buzz") and chance(rng, 0.35))
        thin = kind == "thin" or (kind in ("short", "buzz", "fade") and chance(rng, 0.12))
        shaved = kind == "horseshoe" and thickness == 0
        patterns = ["dotted"] if shaved else PATTERNS.get(kind, STRANDS)
        lighter = np.clip(color * rng.uniform(0.5, 2.2), 0.003, 0.8) * np.array([1.1, 1, 0.85], np.float32)
        return cls(
            kind=kind, color=color, peak_cover=peak, thickness=thickness, top_thickness=top,
            quiff=rng.uniform(0, 0.8), forehead=forehead,
            temples=forehead + (rng.uniform(0.15, 0.6) if recedes else rng.choice([0.0, rng.uniform(0, 0.3)])),
            sides=rng.uniform(-0.3, 0.1), nape=rng.uniform(-0.75, -0.3),
            edge=rng.choice([rng.uniform(0.01, 0.05), rng.uniform(0.05, 0.25)]),
            fade=Fade.choose(rng) if kind == "fade" else None,
            bald_top=BaldTop.choose(rng) if bald else None,
            thin_crown=ThinCrown.choose(rng) if thin else None,
            parting=kind == "fade" and chance(rng, 0.15),
            pattern=rng.choice(patterns), contrast=rng.uniform(0.1, 0.6),
            gloss=rng.uniform(0, 0.9) * chance(rng, 0.7),
            gray=rng.uniform(0, 0.7) * chance(rng, 0.2),
            second_color=lighter if chance(rng, 0.25) else None,
        )  # fmt: skip


def _length(rng, kind):
    """Peak cover, thickness all over, and further thickness on top."""
    if kind == "bald":
        return rng.choice([0.0, rng.uniform(0.01, 0.05)], p=[0.65, 0.35]), 0.0, 0.0
    if kind == "stubble":
        return rng.choice([rng.uniform(0.14, 0.32), rng.uniform(0.18, 0.65)], p=[0.3, 0.7]), 0.0, 0.0
    if kind == "buzz":
        return rng.uniform(0.55, 0.95), rng.uniform(0.005, 0.03), 0.0
    if kind == "fade":
        return 1.0, rng.uniform(0.005, 0.03), rng.choice([rng.uniform(0.01, 0.05), rng.uniform(0.05, 0.3)])
    if kind == "short":
        return 1.0, rng.uniform(0.02, 0.12), rng.uniform(0, 0.25)
    if kind == "long":
        return 1.0, rng.uniform(0.08, 0.25), 0.0
    if kind == "horseshoe":
        if chance(rng, 0.3):  # the rim is shaved too
            return rng.uniform(0.16, 0.6), 0.0, 0.0
        return rng.uniform(0.5, 1), rng.uniform(0, 0.1), 0.0
    if kind == "thin":
        return 1.0, rng.uniform(0.005, 0.08), 0.0
    return 1.0, rng.uniform(0.25, 0.7), rng.uniform(0, 0.2)  # afro


def cover_field(rng, style, grid, position):
    """Share of the skin hidden by hair at each point, before single hairs are drawn."""
    uneven = fractal_noise(rng, SHAPE, 6, 3, wrap=True)
    cover = hairline(rng, style, grid, uneven) * style.peak_cover
    if style.fade:
        cover = cover * fade_share(style.fade, grid, uneven)
    if style.parting:
        middle = rng.uniform(-2, 2) + grid.height * rng.uniform(-1, 1)
        cover = cover * (1 - 0.9 * np.exp(-(((grid.azimuth - middle) / 0.03) ** 2)))
    if style.bald_top:
        ceiling = np.interp(grid.side, (0, 0.8, 1.3, 1.9, 3.15), style.bald_top.ceiling)
        half = style.bald_top.edge / 2
        below = ramp(ceiling + half, ceiling - half, grid.height + 0.08 * uneven)
        cover = cover * (style.bald_top.rest + (1 - style.bald_top.rest) * below)
    if style.thin_crown:
        crown = style.thin_crown
        away = np.linalg.norm(position - CROWN - crown.shift, axis=-1) + 0.1 * uneven
        cover = cover * (crown.floor + (1 - crown.floor) * ramp(crown.inner, crown.outer, away))
    return np.clip(cover * np.clip(1 + rng.uniform(0, 0.15) * uneven, 0, 1.2), 0, 1).astype(np.float32)


def hairline(rng, style, grid, uneven):
    """1 inside the hair-bearing zone, 0 outside, soft over the hairline's edge."""
    sides = (0, 0.35, 0.75, 1.0, 1.2, 1.45, 1.6, 1.75, 2.1, 2.6, np.pi)
    peak = rng.choice([0, rng.uniform(0, 0.12)])
    heights = (
        style.forehead - peak, (style.forehead + style.temples) / 2, style.temples,
        max(rng.uniform(0.15, 0.5), style.temples - rng.uniform(0.2, 0.7)), rng.uniform(-0.05, 0.25), style.sides, rng.uniform(0.05, 0.2),
        rng.uniform(-0.1, 0.15), rng.uniform(-0.35, 0), (style.nape + rng.uniform(-0.3, 0)) / 1.2, style.nape,
    )  # fmt: skip
    line = np.interp(grid.side, sides, heights) + rng.uniform(0, 0.06) * uneven
    line = line + rng.normal(0, 0.03) * np.sin(grid.azimuth)
    return ramp(-0.3 * style.edge, style.edge, grid.height - line)


def fade_share(fade, grid, uneven):
    """Share of the hair that a fade leaves at each height."""
    height = grid.height + fade.uneven * uneven - fade.tilt * grid.forward
    return fade.floor + (1 - fade.floor) * ramp(fade.low, fade.high, height)


def thickness_field(rng, style, grid, cover):
    """How far the hair stands off the skull."""
    low, high = rng.uniform(0.1, 0.5), rng.uniform(0.55, 0.9)
    on_top = ramp(low, high, grid.height + 0.25 * grid.forward * rng.uniform(-1, 1))
    top = style.top_thickness * on_top * (1 + style.quiff * ramp(0.2, 0.9, grid.forward))
    lumps = 1 + rng.uniform(0, 0.35) * fractal_noise(rng, SHAPE, rng.choice([4, 8, 30, 60]), 2, wrap=True)
    thick = np.clip((style.thickness + top) * cover * lumps, 0, 0.8).astype(np.float32)
    return blurred(thick, rng.uniform(0.5, 4))


def strand_texture(rng, shape, pattern, wrap=True):
    """Light and dark of strands, unit variance."""
    height, width = shape
    if pattern == "clumped":
        return standardised(fractal_noise(rng, shape, rng.integers(12, 50), 3, wrap))
    if pattern == "curly":
        curls = 2 * np.abs(smooth_noise(rng, shape, (40, 70), wrap))
        return standardised(curls + 0.6 * smooth_noise(rng, shape, shape, wrap))
    fine, coarse = rng.integers(60, 170), rng.integers(4, 14)
    if pattern == "down":
        cells, finest = (coarse, fine * 1.7), (coarse * 2, width)
    else:
        cells, finest = (fine, coarse), (height, coarse * 2)
    lines = smooth_noise(rng, shape, cells, wrap) + 0.6 * smooth_noise(rng, shape, finest, wrap)
    bend = rng.uniform(2, 22)
    dx, dy = (bend * smooth_noise(rng, shape, (4, 6), wrap) for _ in range(2))
    return standardised(warp(lines, dx, dy, wrap))


def hair_albedo(rng, style, grid, texture):
    """Color of the hair at each point, with a second color or white hairs where the style has them."""
    color = np.empty((*SHAPE, 3), np.float32)
    color[:] = style.color
    if style.second_color is not None:
        where = ramp(0.2, 0.9, grid.height) if chance(rng, 0.5) else ramp(-0.4, 0.6, texture)
        color += (style.second_color - color) * where[..., None]
    if style.gray:
        white = style.gray * ramp(0, 1.5, pixel_noise(rng, SHAPE)) * ramp(1.2, 0.1, grid.height)
        color += (from_lab(rng.uniform(55, 80), 0, 2) - color) * white[..., None]
    return color * np.exp(style.contrast * (texture - 0.15))[..., None]


def single_strands(rng, cover, texture):
    """Opacity where long hairs lie over skin that shows between them."""
    level = np.log(np.clip(cover, 0.01, 0.99) / np.clip(1 - cover, 0.01, 0.99))
    strands = np.clip(0.5 + 0.5 * (texture + level) / rng.uniform(0.6, 1.8), 0, 1)
    return (strands * (cover > 0.02)).astype(np.float32)


def paint_hair(rng, paint, style, grid, cover):
    """Put the hair on the skin. Returns the strand texture, which also roughens the surface."""
    if style.pattern == "dotted":
        texture = standardised(grid.wrapped(partial(fractal_noise, rng, cells=rng.integers(20, 90), octaves=2)))
    elif chance(rng, 0.6):  # combed over the crown; otherwise the strands meet there in a whorl
        texture = grid.wrapped(partial(strand_texture, rng, pattern=style.pattern))
    else:
        texture = strand_texture(rng, SHAPE, style.pattern)
    # Little speckle: stubble that is too fine for the camera and reads as a gray veil.
    speckle = rng.uniform(0.05, 1.2) * pixel_noise(rng, SHAPE) + rng.uniform(0, 0.8) * texture
    visible = np.clip(cover + cover * (1 - cover) * speckle, 0, 1).astype(np.float32)
    strands_over_skin = style.kind in ("thin", "horseshoe") and style.pattern != "dotted"
    if strands_over_skin and chance(rng, 0.5):
        visible = single_strands(rng, cover, texture)
    if chance(rng, 0.5):  # shaved hair shows through the skin as a cooler tone
        paint.albedo *= 1 - cover[..., None] * np.array([0.08, 0.03, -0.02], np.float32)
    paint.blend(hair_albedo(rng, style, grid, texture), visible)
    zone = cover > (LABELLED_STRANDS_FROM if strands_over_skin else LABELLED_FROM)
    paint.label[zone] = HAIR
    strands = 0.18 * style.gloss * cover * np.clip(1 + rng.uniform(0.2, 0.9) * texture, 0, 3)
    paint.gloss = np.where(zone, strands + 0.6 * paint.gloss * (1 - cover) ** 2, paint.gloss * (1 - 0.5 * cover))
    paint.sharpness = np.where(zone, np.float32(rng.uniform(4, 20)), paint.sharpness)
    return texture
