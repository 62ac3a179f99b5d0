"""Where the camera stands, and the projection of points onto pixels."""

from dataclasses import dataclass

import cv2
import numpy as np

from classes import BACKGROUND

from .noise import chance
from .surface import rotate, rotation

SIDE = 160  # of the rendered pictures, pixels
CROWN_VIEWS = 0.4
HEAD_HEIGHT = 2.3
DEPTH_STEPS = 60000  # resolution of the z-buffer


@dataclass(frozen=True)
class View:
    """Turn of the person, distance in head units, size and place of the head in the picture."""

    turn: np.ndarray
    distance: float
    head_share: float  # height of the head against the picture
    center: tuple
    from_above: bool

    @classmethod
    def choose(cls, rng):
        from_above = chance(rng, CROWN_VIEWS)
        pitch = rng.uniform(0.35, 1.6) if from_above else rng.normal(0.05, 0.2)
        roll = rng.normal(0, 0.3 if from_above else 0.1)
        share = rng.uniform(0.32, 0.8) if chance(rng, 0.5) else rng.uniform(0.7, 1.2)
        row = 0.5 if from_above else rng.normal(0.46, 0.1)
        row = rng.normal(0.55, 0.08) if share > 0.8 else row
        return cls(
            turn=rotation(_front_or_back(rng) if from_above else _yaw(rng), pitch, roll),
            distance=rng.uniform(4, 12) if chance(rng, 0.55) else rng.uniform(2.4, 4),  # near: a wide angle
            head_share=share,
            center=(SIDE * rng.normal(0.5, 0.1), SIDE * row),
            from_above=from_above,
        )


def _front_or_back(rng):
    """Who photographs a head from above mostly stands before or behind it, or is the person."""
    if chance(rng, 0.2):
        return rng.uniform(-np.pi, np.pi)
    return rng.choice([0, np.pi]) + rng.normal(0, 0.35)


def _yaw(rng):
    """Any side, with more backs, profiles and fronts than chance gives."""
    if chance(rng, 0.22):
        return rng.normal(0, 0.45)
    kind = rng.choice(3, p=[0.5, 0.22, 0.28])
    if kind == 0:
        return rng.uniform(-np.pi, np.pi)
    return rng.normal(np.pi, 0.5) if kind == 1 else rng.choice([-1, 1]) * rng.normal(1.6, 0.4)


@dataclass
class Buffers:
    """What the camera sees at each pixel before light falls on it."""

    albedo: np.ndarray
    normal: np.ndarray
    label: np.ndarray
    gloss: np.ndarray
    sharpness: np.ndarray
    occlusion: np.ndarray
    solid: np.ndarray  # false where only the backdrop is

    @classmethod
    def empty(cls):
        albedo, normal = (np.zeros((SIDE, SIDE, 3), np.float32) for _ in range(2))
        gloss, sharpness, occlusion = (np.full((SIDE, SIDE), value, np.float32) for value in (0, 8, 1))
        label, solid = np.full((SIDE, SIDE), BACKGROUND, np.uint8), np.zeros((SIDE, SIDE), bool)
        return cls(albedo, normal, label, gloss, sharpness, occlusion, solid)


def project(surface, view):
    """Splat the points of a surface into pixels, nearest first."""
    position = rotate(surface.position, view.turn)
    normal = rotate(surface.normal, view.turn)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True) + 1e-6
    depth = view.distance - position[:, 2]
    focal = view.head_share * SIDE / HEAD_HEIGHT * view.distance
    column = np.rint(view.center[0] + focal * position[:, 0] / depth).astype(np.int32)
    row = np.rint(view.center[1] - focal * position[:, 1] / depth).astype(np.int32)
    toward = np.stack([-position[:, 0], -position[:, 1], depth], -1)
    facing = (normal * toward).sum(-1) > -0.05 * view.distance
    inside = (column >= 0) & (column < SIDE) & (row >= 0) & (row < SIDE)
    index = _nearest(row, column, depth, np.nonzero(facing & inside & (depth > 0.5))[0])

    buffers = Buffers.empty()
    solid = index >= 0
    seen = index[solid]
    for name in ("albedo", "label", "gloss", "sharpness", "occlusion"):
        getattr(buffers, name)[solid] = getattr(surface, name)[seen]
    buffers.normal[solid] = normal[seen]
    buffers.solid = solid
    return buffers


def _nearest(row, column, depth, candidates):
    """Index of the nearest point at each pixel, -1 where there is none; small holes are closed."""
    near, far = depth[candidates].min(), depth[candidates].max()
    closeness = ((far - depth[candidates]) / (far - near + 1e-6) * DEPTH_STEPS).astype(np.uint16)
    order = candidates[np.argsort(closeness, kind="stable")]
    index = np.full((SIDE, SIDE), -1, np.int32)
    index[row[order], column[order]] = order
    hit = (index >= 0).astype(np.uint8)
    distance = np.where(index >= 0, depth[np.maximum(index, 0)], 1e3).astype(np.float32)
    # A pixel far behind its neighbors shows the back of the head through a hole.
    behind = (distance - cv2.morphologyEx(distance, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)) > 0.2) & (hit > 0)
    hole = (cv2.morphologyEx(hit, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)) > 0) & (hit == 0) | behind
    index[behind] = -1
    for _ in range(3):
        for shift in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            neighbor = np.roll(index, shift, (0, 1))
            fill = hole & (index < 0) & (neighbor >= 0)
            index[fill] = neighbor[fill]
    return index
