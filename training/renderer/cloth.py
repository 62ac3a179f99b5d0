"""Clothes: cloth textures, shoulders with a shirt or a barber's cape, collars, towels, caps and hoods."""

import numpy as np

from classes import BACKGROUND, SKIN

from .color import any_color, cloth_color, neutral
from .hair import strand_texture
from .noise import chance, fractal_noise, ramp
from .surface import Paint, Surface, ellipsoid, outward_normals, polar_grid


def cloth_albedo(rng, shape, color):
    """Plain, striped, checked, printed, knitted or furry cloth with uneven shade."""
    cloth = np.empty((*shape, 3), np.float32)
    cloth[:] = color
    kind = rng.random()
    if kind < 0.22:
        _stripes(rng, cloth)
    elif kind < 0.33:
        _checks(rng, cloth)
    elif kind < 0.44:
        printed = fractal_noise(rng, shape, rng.integers(4, 25)) > rng.uniform(0, 0.8)
        cloth[printed] = cloth_color(rng)
    elif kind < 0.53:
        cloth *= _knit(rng, shape)[..., None]
    elif kind < 0.67:  # fleece, fur, terry, wool: what looks most like hair
        pile = strand_texture(rng, shape, rng.choice(["clumped", "curly", "around", "down"]), wrap=False)
        cloth *= np.exp(rng.uniform(0.08, 0.45) * pile)[..., None]
    return cloth * np.exp(rng.uniform(0.03, 0.3) * fractal_noise(rng, shape, 5, 4))[..., None]


def _stripes(rng, cloth):
    count, axis = rng.integers(3, 30), int(chance(rng, 0.4))
    size = cloth.shape[axis]
    odd = (np.arange(size) * count // size) % 2 == 1
    cloth[(odd,) if axis == 0 else (slice(None), odd)] = cloth_color(rng)


def _checks(rng, cloth):
    height, width = cloth.shape[:2]
    count = rng.integers(4, 20)
    for size, times, axis in ((height, count, 0), (width, 1.6 * count, 1)):
        wave = np.sin(np.arange(size) * 2 * np.pi * times / size) > rng.uniform(-0.5, 0.8)
        share = 0.5 * wave.astype(np.float32)
        share = share[:, None, None] if axis == 0 else share[None, :, None]
        cloth += (cloth_color(rng) - cloth) * share


def _knit(rng, shape):
    """Light and dark of stitches in ribs."""
    rows, columns = (np.linspace(0, 2 * np.pi, size, dtype=np.float32) for size in shape)
    ribs, stitches, slant = rng.integers(10, 50), rng.integers(10, 60), rng.uniform(0, 2)
    across = np.sin(ribs * columns)
    stitch = np.sin(stitches * rows[:, None] + slant * across)
    return np.exp(rng.uniform(0.05, 0.3) * across + rng.uniform(0.05, 0.3) * stitch)


def _creased(rng, normal):
    """Normals of cloth that lies in folds, or of a thick pile."""
    depth, cells = rng.uniform(0, 0.45), rng.choice([3, 6, 60])
    hills = (fractal_noise(rng, normal.shape[:2], cells, 2) for _ in range(3))
    return normal + depth * np.stack(list(hills), -1)


def shoulders(rng, skin_color, body_hair):
    """A torso in a shirt or a cape, with a neckline of skin in about half of the shirts; some are naked."""
    cape = chance(rng, 0.25)
    width, top = rng.uniform(1.7, 2.4), rng.uniform(-2.6, -2.05)
    axes = (width, rng.uniform(0.8, 1.1), rng.uniform(0.6, 0.85) + 0.3 * cape)
    position, normal, polar, azimuth = ellipsoid((0, top, -0.2), axes, 200, 300)
    position[..., 1] -= np.where(polar > 1.6, (polar - 1.6) * 3, 0)
    x = position[..., 0]
    position[..., 0] = width * np.sign(x) * np.abs(x / width) ** 0.75
    color = neutral(rng, 4, 20) if cape and chance(rng, 0.6) else cloth_color(rng)
    gloss = rng.uniform(0.05, 0.3) if cape and chance(rng, 0.5) else 0.01
    paint = Paint.plain(polar.shape, cloth_albedo(rng, polar.shape, color), BACKGROUND, gloss, 10)
    from_neck = np.hypot(0.8 * position[..., 0], position[..., 2] + 0.2)
    if not cape and chance(rng, 0.55):
        _neckline(rng, paint, position, azimuth, from_neck, top, skin_color)
        body_hair.grow(rng, paint.albedo, paint.label, paint.label == SKIN)
    cloth = (paint.label == BACKGROUND)[..., None]
    normal = np.where(cloth, _creased(rng, normal), normal)
    paint.occlusion *= 1 - 0.3 * np.exp(-((from_neck / 0.8) ** 4))
    return Surface.from_grid(position, normal, paint), color


def _neckline(rng, paint, position, azimuth, from_neck, top, skin_color):
    naked = chance(rng, 0.5)
    reach = 3.0 if naked else rng.uniform(0.1, 0.6)
    open_skin = from_neck < 0.45 + reach * (1 + 0.4 * np.cos(azimuth))
    open_skin &= position[..., 1] > (-9 if naked else top)
    paint.albedo[open_skin] = 0.97 * skin_color
    paint.label[open_skin] = SKIN


def collar(rng, neck_radius, color):
    """A funnel around the neck: shirt collar, cape collar, neck strip or towel."""
    towel = chance(rng, 0.25)
    down, azimuth = polar_grid(40, 200, 0.0, 1.0)
    flare, drop = rng.uniform(0.2, 0.5), rng.uniform(0.3, 0.7)
    radius = neck_radius * rng.uniform(1.05, 1.35) + flare * down
    if towel:
        radius = radius + 0.1 * np.sin(np.pi * down)
    height = rng.uniform(-1.75, -1.2) - drop * down - rng.uniform(0, 0.25) * np.cos(azimuth)
    position = np.stack([radius * np.sin(azimuth), height, radius * np.cos(azimuth) - 0.25], -1).astype(np.float32)
    other = neutral(rng, 70, 96) if towel else cloth_color(rng)
    albedo = cloth_albedo(rng, down.shape, other if towel or chance(rng, 0.5) else color)
    axis = np.stack([0 * height, height, 0 * height - 0.25], -1)
    paint = Paint.plain(down.shape, albedo, BACKGROUND, 0.01, 6)
    return Surface.from_grid(position, outward_normals(position, axis), paint)


def put_on_cap(rng, paint, position, normal, grid):
    """Turn the upper head into a cap, a beanie, a headscarf or a swimming cap. Returns the new positions."""
    rim = rng.uniform(-0.1, 0.55) + rng.uniform(-0.25, 0.25) * grid.forward
    worn = grid.height > rim
    cuff = worn & (grid.height < rim + rng.uniform(0.08, 0.35)) & chance(rng, 0.4)
    cloth = cloth_albedo(rng, grid.height.shape, _hat_color(rng))
    if chance(rng, 0.5):
        cloth *= 1 - rng.uniform(0.2, 0.6) * _seams(rng, grid)[..., None]
    if chance(rng, 0.5):
        cloth[cuff] = cloth_albedo(rng, grid.height.shape, _hat_color(rng))[cuff]
    paint.albedo[worn] = cloth[worn]
    paint.label[worn] = BACKGROUND
    paint.gloss[worn], paint.occlusion[worn] = 0.01, 1
    hem = np.exp(-(((grid.height - rim) / 0.04) ** 2)) * rng.uniform(0.2, 0.7)
    paint.darken(hem)
    rise = rng.uniform(0.06, 0.16) * worn + rng.uniform(0.03, 0.08) * cuff
    brim = rng.uniform(0.3, 0.7) * worn * ramp(rim + 0.15, rim, grid.height)
    kind = rng.choice(["peak", "brim", "none"], p=[0.45, 0.15, 0.4])
    if kind != "none":  # over the face only, or all around
        rise = rise + brim * (ramp(0.7, 0.1, grid.side) if kind == "peak" else 1)
    return position + normal * rise[..., None]


def _hat_color(rng):
    """A linear color of a hat; not as often black as other clothes, which nobody could tell from short hair."""
    return any_color(rng) if chance(rng, 0.45) else cloth_color(rng)


def _seams(rng, grid):
    """Where the panels of a hat meet, 0..1."""
    panels = rng.integers(3, 9)
    from_seam = np.abs(np.sin(0.5 * panels * grid.azimuth)) * np.sin(grid.polar)
    return np.exp(-((from_seam / 0.06) ** 2))


def hood(rng):
    """A shell of cloth around head and neck, open to the front."""
    position, normal, polar, azimuth = ellipsoid((0, -0.25, -0.2), (1.0, 1.6, 1.25), 140, 240)
    albedo = cloth_albedo(rng, polar.shape, cloth_color(rng))
    paint = Paint.plain(polar.shape, albedo, BACKGROUND, 0.01, 6)
    opening = rng.uniform(0.6, 1.2)
    closed = (np.abs(azimuth) > opening) | (polar < rng.uniform(0.3, 0.7))
    return Surface.from_grid(position, normal, paint).kept(closed.reshape(-1))
