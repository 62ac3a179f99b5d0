"""Colors in linear light: conversions, and what hair, skin and cloth look like.

Tables are CIELAB (D65) chosen by hand over the range of human hair and skin.
"""

import numpy as np

from .noise import chance

# (L*, a*, b*), how often: black to blonde, red, gray, white, dyed.
HAIR_COLORS = (
    ((12, 1, 1), 4.5), ((15, 2, 2), 5), ((19, 4, 4), 5), ((23, 6, 7), 4), ((29, 8, 11), 4),
    ((37, 9, 16), 3), ((46, 8, 19), 2.2), ((58, 7, 23), 2), ((70, 4, 22), 1.4), ((80, 2, 18), 0.8),
    ((34, 18, 23), 1), ((45, 24, 34), 0.8), ((40, 1, 3), 2), ((55, 0, 3), 2), ((68, 0, 3), 1.4),
    ((80, 0, 3), 1.2), ((89, 0, 4), 1.6), ((84, 1, 10), 1), ((60, 20, 0), 0.3),
)  # fmt: skip
DARK_HAIRS = 4
SKIN_COLORS = (
    ((76, 9, 15), 1.1), ((72, 10, 16), 1.4), ((68, 12, 17), 1.4), ((64, 13, 18), 1.4), ((58, 14, 20), 1.4),
    ((52, 14, 21), 1.4), ((45, 13, 20), 1.4), ((38, 12, 17), 1.2), ((32, 9, 12), 0.8),
)  # fmt: skip
DARK_SKIN, LIGHT_HAIR = 50, 30
JUST_SEEN = 0.06  # contrast of hair and skin below which nobody could draw the hair zone


def decode(encoded):
    """sRGB-encoded 0..1 to linear light."""
    encoded = np.asarray(encoded, np.float32)
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4).astype(np.float32)


def encode(linear):
    """Linear light to sRGB-encoded 0..1, clipped."""
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def from_lab(lightness, a, b):
    """Linear RGB of a CIELAB color (D65), clipped to the gamut."""
    fy = (lightness + 16) / 116
    f = np.array([fy + a / 500, fy, fy - b / 200])
    xyz = np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29)) * [0.9505, 1, 1.089]
    to_rgb = np.array([[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.204, 1.057]])
    return np.clip(to_rgb @ xyz, 0.001, 1).astype(np.float32)


def pick(rng, table, spread):
    """A Lab triple drawn from `table` with Gaussian scatter."""
    weights = np.array([weight for _, weight in table])
    color = table[rng.choice(len(table), p=weights / weights.sum())][0]
    return np.array(color) + rng.normal(0, spread)


def skin_and_hair(rng):
    """Linear colors of a skin and a hair that may belong together; light hair on dark skin is rare."""
    skin, hair = pick(rng, SKIN_COLORS, [3, 2.5, 4]), pick(rng, HAIR_COLORS, [2, 1, 1.5])
    gray = hair[1] ** 2 + hair[2] ** 2 < 30
    if skin[0] < DARK_SKIN and hair[0] > LIGHT_HAIR and chance(rng, 0.4 if gray else 0.75):
        hair = pick(rng, HAIR_COLORS[:DARK_HAIRS], [2, 1, 1.5])
    return from_lab(*skin), from_lab(max(hair[0], 8), *hair[1:])


def contrast(one, other):
    """Largest difference of two linear colors over the channels, sRGB-encoded, 0..1."""
    return np.abs(encode(one) - encode(other)).max()


def against_skin(rng, hair, skin, cover):
    """A hair color that can be told from the skin when it hides the share `cover`: `hair` or a darker one."""
    for _ in range(4):
        if contrast(skin + (hair - skin) * cover, skin) > JUST_SEEN:
            return hair
        darker, gray = pick(rng, HAIR_COLORS[:DARK_HAIRS], [2, 1, 1.5]), gray_hair(rng)
        hair = from_lab(max(darker[0], 8), *darker[1:]) if chance(rng, 0.75) else gray
    return hair


def gray_hair(rng):
    """A linear color from iron gray to white."""
    return from_lab(rng.uniform(38, 92), rng.normal(0, 1), rng.normal(3, 2))


def any_color(rng):
    """A linear color anywhere in the sRGB cube."""
    return decode(rng.uniform(0, 1, 3))


def neutral(rng, low, high, spread=2):
    """A nearly gray linear color with L* between `low` and `high`."""
    return from_lab(rng.uniform(low, high), rng.normal(0, spread), rng.normal(0, spread))


def cloth_color(rng):
    """A linear color of clothes: often black, white, gray, blue or brown."""
    kind = rng.random()
    if kind < 0.38:
        return neutral(rng, 4, 20)
    if kind < 0.52:
        return neutral(rng, 75, 95)
    if kind < 0.62:
        return neutral(rng, 20, 75)
    if kind < 0.75:
        return from_lab(rng.uniform(12, 50), rng.normal(2, 6), rng.uniform(-40, -5))
    if kind < 0.86:  # brown, beige, camel
        return from_lab(rng.uniform(12, 65), rng.uniform(2, 14), rng.uniform(5, 28))
    return any_color(rng)


def glove_color(rng):
    """A linear color of a disposable glove: black, blue, white or purple."""
    kind = rng.choice(4, p=[0.45, 0.25, 0.2, 0.1])
    if kind == 0:
        return neutral(rng, 4, 18)
    if kind == 1:
        return from_lab(rng.uniform(30, 65), rng.uniform(-10, 5), rng.uniform(-45, -15))
    if kind == 2:
        return neutral(rng, 75, 95)
    return from_lab(rng.uniform(25, 50), rng.uniform(15, 40), rng.uniform(-45, -20))
