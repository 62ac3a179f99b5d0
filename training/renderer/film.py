"""From linear light to the 8-bit picture of a phone: exposure, white balance, tone, blur, noise, JPEG."""

import cv2
import numpy as np

from .color import encode
from .noise import blurred, chance, pixel_grid, pixel_noise
from .view import SIDE


def develop(rng, picture):
    """An RGB picture, 8 bits, from linear light."""
    picture = _expose(rng, picture.astype(np.float32))
    picture = blurred(picture, rng.choice([rng.uniform(0.35, 0.7), rng.uniform(0.5, 1.6)]))
    encoded = _tone(rng, encode(picture))
    if chance(rng, 0.08):
        encoded = np.repeat(encoded.mean(-1, keepdims=True), 3, -1)
    if chance(rng, 0.4):
        encoded = encoded + rng.uniform(0.2, 1.2) * (encoded - blurred(encoded, 1.2))
    encoded = encoded + rng.uniform(0, 0.03) * pixel_noise(rng, encoded.shape)
    result = (np.clip(encoded, 0, 1) * 255 + 0.5).astype(np.uint8)
    return _compressed(result, int(rng.integers(45, 97))) if chance(rng, 0.7) else result


def _expose(rng, picture):
    """Vignette, white balance, exposure toward a bright percentile, haze."""
    if chance(rng, 0.3):
        y, x = pixel_grid(SIDE) / SIDE - 0.5
        picture = picture * (1 - rng.uniform(0, 0.8) * (x**2 + y**2))[..., None]
    warm = rng.normal(0, 0.13) * chance(rng, 0.7)
    balance = np.exp([warm, rng.normal(0, 0.04), -warm])
    if chance(rng, 0.05):
        balance = np.exp(rng.normal(0, 0.4, 3))
    bright = np.percentile(picture[..., 1], rng.uniform(75, 98))
    gain = rng.uniform(0.22, 0.95) / (bright + 1e-3)
    gain = np.clip(gain, 0.4, 3.5) if chance(rng, 0.85) else rng.uniform(0.4, 2)
    haze = rng.uniform(0, 0.05) * chance(rng, 0.4)
    if chance(rng, 0.1):  # a smeared lens
        haze = rng.uniform(0.05, 0.3)
        picture = picture + rng.uniform(0, 0.5) * blurred(picture, rng.uniform(4, 30))
    return ((picture * gain + haze) * balance).astype(np.float32)


def _tone(rng, encoded):
    """Gamma, contrast and saturation of a phone's processing."""
    if chance(rng, 0.6):
        encoded = np.clip(encoded, 0, 1) ** rng.uniform(0.75, 1.35)
    if chance(rng, 0.4):
        curve = 3 * encoded**2 - 2 * encoded**3
        encoded = encoded + rng.uniform(0, 0.5) * (curve - encoded)
    if chance(rng, 0.5):
        gray = encoded.mean(-1, keepdims=True)
        encoded = gray + (encoded - gray) * rng.uniform(0.6, 1.4)
    return encoded.astype(np.float32)


def _compressed(picture, quality):
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(data, cv2.IMREAD_COLOR)
