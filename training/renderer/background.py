"""What is behind a head: plain walls, gradients, clutter, grain, blur."""

import cv2
import numpy as np

from .color import any_color, from_lab
from .noise import blurred, chance, fractal_noise, pixel_grid, pixel_noise, ramp, smooth_noise
from .view import SIDE

SHAPE = (SIDE, SIDE)
LIGHT_HAIR, DARK_HAIR = 0.35, 0.06  # mean of linear RGB


def background(rng, hair_color, skin_color):
    """A picture of a backdrop in linear light. Its colors may be near those of the hair or the skin."""
    color = lambda: backdrop_color(rng, hair_color, skin_color)  # noqa: E731
    picture = np.empty((*SHAPE, 3), np.float32)
    picture[:] = color()
    kind = rng.random()
    if kind < (0.35 if hair_color.mean() > LIGHT_HAIR else 0.12):  # a white wall, more often behind light hair
        picture[:] = from_lab(rng.uniform(88, 100), rng.normal(0, 1), rng.normal(0, 2))
        return picture * rng.uniform(0.8, 1.3)
    if hair_color.mean() < DARK_HAIR and chance(rng, 0.2):
        picture = _dark_room(rng, hair_color)
    elif chance(rng, 0.3):
        picture = _ground(rng, picture, color)
    elif kind < 0.17:
        picture = _gradient(rng, picture, lambda: hair_color * rng.uniform(0.6, 1.6))
    elif kind < 0.4:
        picture = _gradient(rng, picture, color) if chance(rng, 0.6) else picture
    else:
        for _ in range(rng.integers(2, 30)):
            _clutter(rng, picture, color())
    picture = _grain(rng, picture)
    if chance(rng, 0.5):
        picture = blurred(picture, rng.uniform(0.6, 6))
    return picture * rng.uniform(0.5, 1.3)


def backdrop_color(rng, hair_color, skin_color):
    """Walls, dark rooms, wood, something like the skin or the hair, grays, anything."""
    kind = rng.random()
    if kind < 0.3:
        return from_lab(rng.uniform(60, 98), rng.normal(0, 3), rng.normal(3, 6))
    if kind < 0.5:
        return from_lab(rng.uniform(3, 30), rng.normal(0, 3), rng.normal(1, 4))
    if kind < 0.62:
        return from_lab(rng.uniform(25, 60), rng.uniform(5, 18), rng.uniform(12, 35))
    if kind < 0.68:
        return np.clip(skin_color * rng.uniform(0.6, 1.3), 0, 1)
    if kind < 0.78:
        return np.clip(hair_color * rng.uniform(0.6, 2), 0, 1)
    if kind < 0.85:
        return from_lab(rng.uniform(25, 75), rng.normal(0, 4), rng.normal(0, 5))
    return any_color(rng)


def _ground(rng, picture, color):
    """What lies below a head that is seen from above: carpet, tiles, boards, a chair."""
    kind = rng.choice(["carpet", "tiles", "boards"], p=[0.5, 0.25, 0.25])
    scale, angle, move = rng.uniform(0.02, 0.12), rng.uniform(0, np.pi), rng.uniform(0, 99, 2)
    y, x = pixel_grid(SIDE)
    u = (np.cos(angle) * x + np.sin(angle) * y) * scale + move[0]
    v = (np.cos(angle) * y - np.sin(angle) * x) * scale * rng.uniform(0.7, 1.4) + move[1]
    if kind == "carpet":
        for _ in range(rng.integers(1, 4)):  # ornaments that repeat and mirror themselves
            field = fractal_noise(rng, (64, 64), rng.integers(3, 9), 3)
            picture[_mirrored(field, u, v) > rng.uniform(0, 0.8)] = color()
    else:
        length = 5 if kind == "boards" else 1
        u = u / length + (0.5 * np.floor(v) if chance(rng, 0.5) else 0)
        tone = rng.normal(0, 0.15 * chance(rng, 0.6), (64, 64))
        picture = picture * np.exp(tone[v.astype(int) % 64, u.astype(int) % 64])[..., None]
        from_joint = np.minimum(length * (0.5 - np.abs(u % 1 - 0.5)), 0.5 - np.abs(v % 1 - 0.5))
        picture[from_joint < rng.uniform(0.01, 0.06)] = color()
    if chance(rng, 0.4):
        for _ in range(rng.integers(1, 4)):
            _clutter(rng, picture, color())
    return picture.astype(np.float32)


def _dark_room(rng, hair_color):
    """A wall or a room about as dark as the hair before it, with a few things in it hardly to be seen."""
    shade = lambda: hair_color * rng.uniform(0.2, 1.6)  # noqa: E731
    picture = np.empty((*SHAPE, 3), np.float32)
    picture[:] = shade()
    for _ in range(rng.integers(0, 8)):
        _clutter(rng, picture, shade())
    return _gradient(rng, picture, shade)


def _mirrored(field, u, v):
    """A square field read at u, v (1 is its side), every other repetition mirrored."""
    fold = lambda t: (np.abs(t % 2 - 1) * (len(field) - 1)).astype(np.float32)  # noqa: E731
    return cv2.remap(field.astype(np.float32), fold(u), fold(v), cv2.INTER_LINEAR)


def _gradient(rng, picture, color):
    y, x = pixel_grid(SIDE) / SIDE
    if chance(rng, 0.6):
        angle = rng.uniform(0, 2 * np.pi)
        along = np.cos(angle) * (x - 0.5) + np.sin(angle) * (y - 0.5)
    else:
        along = np.hypot(x - rng.uniform(0, 1), y - rng.uniform(0, 1))
    share = ramp(rng.uniform(-0.5, 0), rng.uniform(0.2, 0.9), along)[..., None]
    other = color() if chance(rng, 0.4) else picture * rng.uniform(0.3, 1.8)
    return picture + (other - picture) * share


def _clutter(rng, picture, color):
    """One box, disc, polygon, bar or striped patch."""
    mask = np.zeros(SHAPE, np.uint8)
    point = lambda low, high: tuple(int(v) for v in rng.integers(low, high, 2))  # noqa: E731
    kind = rng.random()
    if kind < 0.35:
        x, y = point(-40, SIDE)
        width, height = point(8, 110)
        cv2.rectangle(mask, (x, y), (x + width, y + height), 1, -1)
    elif kind < 0.5:
        cv2.ellipse(mask, point(0, SIDE), point(3, 45), rng.uniform(0, 180), 0, 360, 1, -1)
    elif kind < 0.75:
        corners = rng.integers(0, SIDE, 2) + rng.integers(-50, 50, (rng.integers(3, 7), 2))
        cv2.fillPoly(mask, [corners.astype(np.int32)], 1)
    elif kind < 0.87:
        cv2.line(mask, point(-20, SIDE + 20), point(-20, SIDE + 20), 1, int(rng.integers(1, 8)))
    else:
        _striped_patch(rng, mask)
    mask = mask.astype(bool)
    texture = 1
    if chance(rng, 0.3):
        texture = np.exp(rng.uniform(0, 0.3) * fractal_noise(rng, SHAPE, 6)[mask])[:, None]
    picture[mask] = color * texture


def _striped_patch(rng, mask):
    y, x = pixel_grid(SIDE) / SIDE
    angle = rng.choice([0, np.pi / 2, rng.uniform(0, np.pi)])
    wave = np.sin((np.cos(angle) * x + np.sin(angle) * y) * 2 * np.pi * rng.uniform(6, 60))
    left, top = np.maximum(rng.integers(-30, SIDE - 20, 2), 0)
    width, height = rng.integers(20, 160, 2)
    mask[top : top + height, left : left + width] = 1
    mask &= (wave > rng.uniform(-0.6, 0.8)).astype(np.uint8)


def _grain(rng, picture):
    """Wood or fabric grain, blotches, or fine grain."""
    kind = rng.random()
    if kind < 0.25:
        cells = np.array((4, 80) if chance(rng, 0.5) else (80, 4))
        lines = smooth_noise(rng, SHAPE, cells) + 0.5 * smooth_noise(rng, SHAPE, 2 * cells)
        picture = picture * np.exp(rng.uniform(0.05, 0.35) * lines)[..., None]
    elif kind < 0.6:
        blotches = fractal_noise(rng, SHAPE, rng.integers(3, 40), 4)
        picture = picture * np.exp(rng.uniform(0.02, 0.35) * blotches)[..., None]
    if chance(rng, 0.25):
        picture = picture * np.exp(rng.uniform(0.05, 0.4) * pixel_noise(rng, SHAPE))[..., None]
    return picture
