"""One picture from beginning to end.

A seed and an index give a scene: a person seen by a camera, a close-up of a scalp, or a plain oval head.
Each becomes buffers of color, normal and class; light, backdrop, things in front and the camera follow.
"""

import numpy as np

from classes import BACKGROUND

from . import flat, light, overlay, person, room, view
from .background import background
from .film import develop
from .noise import chance

KINDS = {"person": 0.76, "close-up": 0.15, "oval head": 0.09}
FRAYED = ("short", "long", "fade", "thin", "afro")


def render(seed, index):
    """The picture (side x side x 3, 8 bits, RGB) and its label map number `index` of the series `seed`."""
    rng = np.random.default_rng([seed, index])
    kind = rng.choice(list(KINDS), p=list(KINDS.values()))
    if kind == "person":
        picture, label = _person(rng)
    else:
        picture, label = _flat(rng, fills_frame=kind == "close-up")
    picture = develop(rng, picture)
    if chance(rng, 0.06):
        overlay.bars(rng, picture, label)
    return picture, label


def _person(rng):
    chosen = person.Person.choose(rng)
    camera = view.View.choose(rng)
    buffers = view.project(person.build(rng, chosen), camera)
    lamps = light.Light.choose(rng)
    picture = background(rng, chosen.hair.color, chosen.skin.color)
    label = np.full_like(buffers.label, BACKGROUND)
    if chance(rng, 0.5 if camera.from_above else 0.15):
        picture = room.furnish(rng, picture, label, camera, chosen.skin.color)
    picture[buffers.solid] = light.shade(lamps, buffers)
    label[buffers.solid] = buffers.label[buffers.solid]
    if chance(rng, 0.17):
        picture = light.against_window(rng, picture, buffers.solid)
    if chance(rng, 0.13):
        overlay.hand(rng, picture, label, chosen.skin.color, rng.uniform(0.6, 1.2))
    if chance(rng, 0.08):
        overlay.tool(rng, picture, label)
    if chance(rng, 0.05):
        overlay.gray_card(rng, picture, label, rng.uniform(0.5, 1.1))
    if chosen.hair.kind in FRAYED and chance(rng, 0.5):
        picture, label = overlay.flyaway(rng, picture, label)
    bare = chosen.hair.kind in ("bald", "stubble", "horseshoe")
    return light.cast_shadows(rng, picture, hard=bare), label


def _flat(rng, fills_frame):
    buffers, skin_color, hair_color = flat.close_up(rng) if fills_frame else flat.oval_head(rng)
    lamps = light.Light.choose(rng)
    picture = background(rng, hair_color, skin_color)
    if not fills_frame and chance(rng, 0.5):
        picture[:] = picture.mean((0, 1))
    if fills_frame or chance(rng, 0.8):
        picture[buffers.solid] = light.shade(lamps, buffers)
    else:  # a drawing: even color, no shade
        picture[buffers.solid] = buffers.albedo[buffers.solid]
    brightness = np.float32(rng.uniform(0.6, 1.2))
    if fills_frame and chance(rng, 0.4):
        overlay.edge_cloth(rng, picture, buffers.label, brightness)
    if chance(rng, 0.3):
        overlay.gray_card(rng, picture, buffers.label, brightness)
    if chance(rng, 0.2):
        overlay.hand(rng, picture, buffers.label, skin_color, brightness)
    picture = light.cast_shadows(rng, picture, hard=True)
    if fills_frame and chance(rng, 0.3):
        picture = flat.soft_focus(rng, picture)
    return picture, buffers.label
