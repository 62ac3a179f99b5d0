"""Smooth random fields and other small tools that every drawing step uses."""

import cv2
import numpy as np


def chance(rng, probability):
    """True with the given probability."""
    return rng.random() < probability


def ramp(low, high, x):
    """0 below `low`, 1 above `high`, smooth between; `low` may be above `high`."""
    t = np.clip((x - low) / (high - low + 1e-9), 0, 1)
    return t * t * (3 - 2 * t)


def smooth_noise(rng, shape, cells, wrap=False):
    """Unit-variance noise with `cells` (rows, columns) bumps over `shape`; columns may wrap around."""
    height, width = shape
    rows, columns = (max(2, int(n)) for n in cells)
    values = rng.standard_normal((rows, columns), dtype=np.float32)
    if not wrap:
        return cv2.resize(values, (width, height), interpolation=cv2.INTER_CUBIC)
    values = np.concatenate([values[:, -2:], values, values[:, :2]], 1)
    wide = cv2.resize(values, (int(width * (columns + 4) / columns) + 1, height), interpolation=cv2.INTER_CUBIC)
    start = int(2 * width / columns)
    return wide[:, start : start + width]


def fractal_noise(rng, shape, cells, octaves=3, wrap=False):
    """A sum of smooth noises, each twice as fine and 0.6 times as strong as the one before."""
    height, width = shape
    total, strength = 0, 0.85
    for octave in range(octaves):
        rows = min(cells * 2**octave, height)
        total = total + strength * smooth_noise(rng, shape, (rows, min(rows * width / height, width)), wrap)
        strength *= 0.6
    return total


def pixel_noise(rng, shape):
    """Unit-variance noise, each pixel by itself."""
    return rng.standard_normal(shape, dtype=np.float32)


def warp(field, dx, dy, wrap=False):
    """`field` read at positions moved by `dx`, `dy` pixels."""
    height, width = field.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    border = cv2.BORDER_WRAP if wrap else cv2.BORDER_REFLECT
    x, y = (x + dx).astype(np.float32), (y + dy).astype(np.float32)
    return cv2.remap(field.astype(np.float32), x, y, cv2.INTER_LINEAR, borderMode=border)


def standardised(field):
    """`field` with mean 0 and variance 1."""
    return (field - field.mean()) / (field.std() + 1e-6)


def pixel_grid(side):
    """Row and column of every pixel as two float arrays."""
    return np.mgrid[0:side, 0:side].astype(np.float32)


def blurred(field, sigma):
    """Gaussian blur."""
    return cv2.GaussianBlur(field, (0, 0), sigma)
