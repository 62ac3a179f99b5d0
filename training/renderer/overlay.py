"""Things in front of the head, drawn flat into the picture: hands, gloves, cloth, gray cards, tools."""

import cv2
import numpy as np

from classes import BACKGROUND, HAIR, SCALP, SKIN

from .body import BodyHair
from .cloth import cloth_albedo
from .color import cloth_color, from_lab, glove_color, neutral
from .noise import chance, fractal_noise, pixel_grid, smooth_noise, warp
from .view import SIDE

SHAPE = (SIDE, SIDE)
CORNERS = ((-1, -1), (1, -1), (1, 1), (-1, 1))


def put(picture, label, mask, color, kind):
    """Cover the pixels of `mask` with `color` (one RGB or a picture) and label them `kind`."""
    picture[mask] = color[mask] if np.ndim(color) == 3 else color
    label[mask] = kind


def hand(rng, picture, label, skin_color, brightness):
    """A forearm or fingers reaching in from an edge, bare or gloved, shaded across."""
    gloved = chance(rng, 0.6)
    body_hair = None if gloved else BodyHair.choose(rng, skin_color * rng.uniform(0.1, 0.5))
    color = glove_color(rng) if gloved else skin_color * rng.uniform(0.8, 1.15)
    kind = BACKGROUND if gloved else SKIN
    start = edge_point(rng)
    aim = start + (rng.uniform(0.2, 0.8, 2) * SIDE - start) * rng.uniform(0.25, 0.8)
    thickness = rng.uniform(14, 42)
    fingers = [(start, aim, thickness)] if chance(rng, 0.7) else []
    for _ in range(rng.integers(1, 5)):
        tip = aim + rng.normal(0, 0.14 * SIDE, 2)
        base = aim if fingers else edge_point(rng) * 0.3 + start * 0.7
        fingers.append((base, tip, thickness * rng.uniform(0.3, 0.55)))
    for base, tip, width in fingers:
        mask, across = capsule(base, tip, width)
        light = brightness * (1 - rng.uniform(0.2, 0.8) * across**2)
        shade = np.exp(0.1 * fractal_noise(rng, SHAPE, 8)) * light
        shine = rng.uniform(0, 0.3) * gloved * np.exp(-(((across - 0.3) / 0.15) ** 2)) * brightness
        limb = color * shade[..., None] + shine[..., None]
        put(picture, label, mask, limb, kind)
        if body_hair and base is start:
            body_hair.grow(rng, picture, label, mask)


def edge_point(rng):
    """A point on or a little outside the border of the picture."""
    along = rng.uniform(0, SIDE)
    return np.array([(along, -5), (along, SIDE + 5), (-5, along), (SIDE + 5, along)][rng.integers(4)])


def capsule(start, end, width):
    """Mask of a thick line with round ends, and the distance from its middle, 0..1."""
    y, x = pixel_grid(SIDE)
    axis = end - start
    along = ((x - start[0]) * axis[0] + (y - start[1]) * axis[1]) / (axis @ axis + 1e-6)
    along = np.clip(along, 0, 1)
    across = np.hypot(x - start[0] - along * axis[0], y - start[1] - along * axis[1]) / (width / 2)
    return across < 1, np.minimum(across, 1)


def edge_cloth(rng, picture, label, brightness):
    """A cape, a towel, a shirt or a backdrop over one side of the picture."""
    y, x = pixel_grid(SIDE)
    angle = rng.uniform(0, 2 * np.pi)
    from_middle = np.cos(angle) * (x - SIDE / 2) + np.sin(angle) * (y - SIDE / 2)
    wave = rng.uniform(0, 8) * smooth_noise(rng, SHAPE, (3, 3))
    mask = from_middle + wave > rng.uniform(0.28, 0.5) * SIDE
    color = neutral(rng, 4, 20) if chance(rng, 0.35) else cloth_color(rng)
    put(picture, label, mask, cloth_albedo(rng, SHAPE, color) * brightness * rng.uniform(0.6, 1.2), BACKGROUND)


def gray_card(rng, picture, label, brightness):
    """A gray card or a strip of four to eight gray or colored patches, usually near a corner."""
    count = 1 if chance(rng, 0.35) else int(rng.integers(4, 9))
    long, short = rng.uniform(0.2, 0.55) * SIDE, rng.uniform(0.06, 0.2) * SIDE
    if count == 1:
        long = short * rng.uniform(1, 1.8)
    angle = rng.choice([0, np.pi / 2]) + rng.normal(0, 0.1)
    along, across = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    corner = rng.choice([0.0, 1.0], 2) * SIDE
    middle = corner + (SIDE / 2 - corner) * rng.uniform(0.15, 0.5, 2)
    board = [0.5 * (a * long + 4) * along + 0.5 * (b * short + 4) * across for a, b in CORNERS]
    frame = neutral(rng, 5, 25) if chance(rng, 0.5) else neutral(rng, 85, 97)
    _quad(picture, label, middle + board, frame * brightness)
    if count > 1:
        lightness = np.linspace(rng.uniform(10, 30), rng.uniform(80, 96), count)
    else:
        lightness = [rng.uniform(45, 70)]
    colored = chance(rng, 0.2)
    for place, value in enumerate(lightness):
        center = middle + along * long * ((place + 0.5) / count - 0.5)
        size = [0.5 * a * (long / count - 1) * along + 0.5 * b * short * across for a, b in CORNERS]
        color = cloth_color(rng) if colored else from_lab(value, 0, 0)
        _quad(picture, label, center + size, color * brightness)


def _quad(picture, label, corners, color):
    mask = np.zeros(SHAPE, np.uint8)
    cv2.fillPoly(mask, [np.rint(corners).astype(np.int32)], 1)
    put(picture, label, mask > 0, color, BACKGROUND)


def tool(rng, picture, label):
    """A comb, a cable, a pen: a straight bar of one color."""
    start = rng.uniform(0, SIDE, 2)
    mask, _ = capsule(start, start + rng.normal(0, 50, 2), rng.uniform(2, 12))
    put(picture, label, mask, cloth_color(rng), BACKGROUND)


def bars(rng, picture, label):
    """What a screenshot or a messenger adds: bars or a frame of exactly one color, into the 8-bit picture."""
    color = rng.choice([[0, 0, 0], [255, 255, 255], rng.integers(0, 256, 3)], p=[0.5, 0.25, 0.25])
    first, second = (rng.uniform(0.03, 0.22, 2) * SIDE).astype(int)
    edges = [np.s_[:first], np.s_[-second:], np.s_[:, :first], np.s_[:, -second:]]
    chosen = [(0, 1), (2, 3), (0, 1, 2, 3), (rng.integers(4),)][rng.choice(4, p=[0.35, 0.3, 0.15, 0.2])]
    for edge in chosen:
        picture[edges[edge]] = color
        label[edges[edge]] = BACKGROUND


def flyaway(rng, picture, label):
    """Fray the outline of the hair against the background."""
    reach = rng.uniform(0.5, 2.5)
    dx, dy = (reach * smooth_noise(rng, SHAPE, (SIDE / 2, SIDE / 2)) for _ in range(2))
    around = np.ones((5, 5), np.uint8)
    near_hair = cv2.dilate((label == HAIR).astype(np.uint8), around) > 0
    near_skin = cv2.dilate(np.isin(label, (SKIN, SCALP)).astype(np.uint8), around) > 0
    moves = near_hair & ~near_skin
    y, x = pixel_grid(SIDE)
    from_x, from_y = (x + dx * moves).astype(np.float32), (y + dy * moves).astype(np.float32)
    frayed = cv2.remap(label, from_x, from_y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REFLECT)
    return warp(picture, dx * moves, dy * moves), frayed
