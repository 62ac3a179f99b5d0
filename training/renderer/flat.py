"""Pictures without a 3-D head: close-ups that fill the frame, and plain oval heads without a face."""

import numpy as np

from classes import BACKGROUND, SCALP, SKIN

from .cloth import cloth_albedo
from .color import cloth_color, from_lab, neutral, skin_and_hair
from .noise import blurred, chance, fractal_noise, pixel_grid, pixel_noise, ramp
from .scalp import SHAPE, HairPatch, paint_scalp, zone_depth
from .skin import SkinLook
from .view import SIDE, Buffers


def dome_normal(center, axes, tilt=0.0):
    """Normals of a half ellipsoid seen from above, and the pixels it covers."""
    y, x = pixel_grid(SIDE)
    c, s = np.cos(tilt), np.sin(tilt)
    u = (c * (x - center[0]) + s * (y - center[1])) / axes[0]
    v = (c * (y - center[1]) - s * (x - center[0])) / axes[1]
    inside = u * u + v * v < 1
    z = np.sqrt(np.clip(1 - u * u - v * v, 0.01, 1))
    normal = np.stack([c * u - s * v, -(s * u + c * v), z], -1)
    return (normal / np.linalg.norm(normal, axis=-1, keepdims=True)).astype(np.float32), inside


def close_up(rng):
    """A scalp that fills the frame, or all but a corner of it. Returns buffers, skin and hair color."""
    skin_color, hair_color = skin_and_hair(rng)
    patch = HairPatch.choose(rng, hair_color, skin_color)
    skin = SkinLook.choose(rng, skin_color, bare=True)
    buffers = Buffers.empty()
    radius = rng.uniform(75, 300)
    away = rng.normal(0, 0.3, 2) * radius
    center = SIDE / 2 + (away if radius > 110 else 0.3 * away)
    axes = radius * np.array([1, rng.uniform(0.8, 1.25)])
    buffers.normal, buffers.solid = dome_normal(center, axes, rng.uniform(0, np.pi))
    if chance(rng, 0.6):
        buffers.solid = np.ones(SHAPE, bool)
    folds = rng.uniform(0, 0.06) * pixel_noise(rng, (*SHAPE, 2)) + _waves(rng)
    buffers.normal[..., :2] += folds
    paint_scalp(rng, buffers, skin, patch, zone_depth(rng, patch.zone, (SIDE / 2, SIDE / 2), SIDE / 2))
    return buffers, skin_color, hair_color


def _waves(rng):
    """Slight hills and dents of a scalp as a change of its normals."""
    hills = rng.uniform(0, 1.5) * fractal_noise(rng, SHAPE, 4, 2)
    return np.stack([-np.gradient(hills, axis=1), np.gradient(hills, axis=0)], -1)


def oval_head(rng):
    """A plain head, perhaps with ears, neck and cape. Returns buffers, skin and hair color."""
    skin_color, hair_color = skin_and_hair(rng)
    patch = HairPatch.choose(rng, hair_color, skin_color)
    skin = SkinLook.choose(rng, skin_color, bare=chance(rng, 0.5))
    buffers = Buffers.empty()
    size = rng.uniform(0.25, 0.5) * SIDE
    center = np.array([rng.normal(0.5, 0.08), rng.normal(0.45, 0.07)]) * SIDE
    axes = size * np.array([rng.uniform(0.75, 1), rng.uniform(0.95, 1.2)])
    buffers.normal, buffers.solid = dome_normal(center, axes, rng.normal(0, 0.2))
    depth = zone_depth(rng, patch.zone, center, size)
    face = np.zeros(SHAPE, bool)
    if patch.zone == "side" and chance(rng, 0.6):
        depth = _from_above(rng, center, size)
        face = depth < -0.5 * size
    paint_scalp(rng, buffers, skin, patch, depth)
    buffers.label[face & (buffers.label == SCALP)] = SKIN
    head = buffers.solid.copy()
    if chance(rng, 0.3):
        _ears(buffers, center, axes, skin_color * rng.uniform(0.8, 1.05))
    if chance(rng, 0.6):
        _under(buffers, ~head, _neck(center, size * rng.uniform(0.5, 0.8)), skin_color * rng.uniform(0.75, 1), SKIN)
    if chance(rng, 0.7):
        _cape(rng, buffers, center, size, head)
    return buffers, skin_color, hair_color


def _from_above(rng, center, size):
    """Depth below a hairline that runs across the head: hair above it."""
    y, x = pixel_grid(SIDE)
    bow = rng.uniform(-0.6, 0.6) / size * (x - center[0]) ** 2
    wobble = size * rng.uniform(0, 0.08) * fractal_noise(rng, SHAPE, 3)
    return center[1] + size * rng.uniform(-0.5, 0.7) - y + bow + wobble


def _under(buffers, free, shape, color, label):
    """Lay a part under what is there: `shape` is its normals and its mask."""
    normal, mask = shape
    mask = mask & free
    buffers.normal[mask], buffers.label[mask], buffers.solid[mask] = normal[mask], label, True
    buffers.albedo[mask] = color[mask] if np.ndim(color) == 3 else color
    buffers.gloss[mask], buffers.sharpness[mask] = 0.03, 8


def _neck(center, half_width):
    y, x = pixel_grid(SIDE)
    u = (x - center[0]) / half_width
    normal = np.stack([u, 0 * u, np.sqrt(np.clip(1 - u * u, 0.01, 1))], -1)
    return normal.astype(np.float32), (np.abs(u) < 1) & (y > center[1])


def _ears(buffers, center, axes, color):
    free = ~buffers.solid
    for sign in (-1, 1):
        middle = center + np.array([sign * axes[0], 0.1 * axes[1]])
        _under(buffers, free, dome_normal(middle, 0.22 * axes), color, SKIN)


def _cape(rng, buffers, center, size, head):
    """A cape, often black or blue, from below; it hides the neck and sometimes the lower head."""
    kind = rng.random()
    color = neutral(rng, 3, 18) if kind < 0.45 else cloth_color(rng)
    if 0.45 <= kind < 0.7:
        color = from_lab(rng.uniform(12, 45), rng.uniform(-5, 12), rng.uniform(-45, -12))
    top = center[1] + size * rng.uniform(0.75, 1.5)
    middle = np.array([center[0] + rng.normal(0, 5), top + SIDE])
    shape = dome_normal(middle, (size * rng.uniform(1.6, 4), SIDE))
    free = np.ones(SHAPE, bool) if chance(rng, 0.4) else ~head
    albedo = cloth_albedo(rng, SHAPE, color) if chance(rng, 0.5) else np.broadcast_to(color, (*SHAPE, 3))
    _under(buffers, free, shape, albedo, BACKGROUND)


def soft_focus(rng, picture):
    """Blur the picture toward one side, as the depth of field of a near lens does."""
    y, x = pixel_grid(SIDE) / SIDE
    angle = rng.uniform(0, 2 * np.pi)
    away = ramp(0.1, 0.6, np.cos(angle) * (x - 0.5) + np.sin(angle) * (y - 0.5))[..., None]
    return picture + (blurred(picture, rng.uniform(1, 3)) - picture) * away
