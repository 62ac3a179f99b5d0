"""One person in 3-D: chosen once as a `Person`, then built as a cloud of labeled points."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from classes import FACIAL_HAIR, HAIR, SCALP, SKIN

from . import cloth, face, hair, head
from .body import BodyHair
from .color import skin_and_hair
from .noise import blurred, chance, fractal_noise, ramp
from .skin import SkinLook, skin_albedo
from .surface import Paint, Surface, join, outward_normals, polar_grid, rotation


@dataclass(frozen=True)
class Person:
    """What is chosen about a person before anything is drawn."""

    skin: SkinLook
    hair: hair.HairStyle
    facial_hair: face.FacialHair
    body_hair: BodyHair
    shape: head.HeadShape
    head_turn: np.ndarray  # of the head against the body
    glasses: bool
    headgear: str  # "", "cap" or "hood"
    collar: bool

    @classmethod
    def choose(cls, rng):
        skin_color, hair_color = skin_and_hair(rng)
        style = hair.HairStyle.choose(rng, hair_color, skin_color)
        bare = style.kind in ("bald", "stubble", "horseshoe", "thin")
        return cls(
            skin=SkinLook.choose(rng, skin_color, bare),
            hair=style,
            facial_hair=face.FacialHair.choose(rng, style.color),
            body_hair=BodyHair.choose(rng, style.color),
            shape=head.HeadShape.choose(rng),
            head_turn=rotation(rng.normal(0, 0.35), rng.normal(0, 0.15), rng.normal(0, 0.12)),
            glasses=chance(rng, 0.17),
            headgear=rng.choice(["", "cap", "hood"], p=[0.935, 0.05, 0.015]),
            collar=chance(rng, 0.5),
        )


def build(rng, person):
    """All points of the person; the head is near the origin."""
    parts = [_head(rng, person), *head.ears(rng, person.shape, person.skin.color, SKIN)]
    if person.hair.kind == "long":
        parts.append(_curtain(rng, person))
    if person.headgear == "hood":
        parts.append(cloth.hood(rng))
    turned = join(parts).turned(person.head_turn)
    torso, cloth_color = cloth.shoulders(rng, person.skin.color, person.body_hair)
    body = [turned, _neck(rng, person), torso]
    if person.collar:
        body.append(cloth.collar(rng, person.shape.neck_radius, cloth_color))
    return join(body)


def _head(rng, person):
    shape, style = person.shape, person.hair
    grid = head.HeadGrid(shape)
    base = head.skull(shape, grid)
    normal = outward_normals(base, 0)
    albedo = grid.wrapped(partial(skin_albedo, rng, person.skin))
    paint = Paint.plain(head.SHAPE, albedo, SKIN, person.skin.gloss, person.skin.sharpness)
    paint.label[grid.is_scalp(shape.eye_height)] = SCALP
    face.paint_eyes_and_mouth(rng, paint, shape, grid)
    brows = face.brow_field(person.facial_hair, shape, grid)
    beard = face.beard_field(rng, person.facial_hair, shape, grid)
    strands = hair.strand_texture(rng, head.SHAPE, rng.choice(["clumped", "down", "curly"]))
    face.paint_facial_hair(paint, person.facial_hair, brows, beard, strands)
    folds = face.paint_folds(rng, paint, grid, person.skin.wrinkles) if person.skin.wrinkles else 0
    cover = hair.cover_field(rng, style, grid, base)
    thick = hair.thickness_field(rng, style, grid, cover)
    texture = hair.paint_hair(rng, paint, style, grid, cover)
    if person.glasses:
        face.paint_glasses(rng, paint, shape, grid)
    _occlude(rng, paint, grid, thick)

    rise = head.face_relief(rng, shape, grid) + person.facial_hair.brow_bush * brows
    if person.skin.bumps:
        bumps = partial(fractal_noise, rng, cells=rng.integers(6, 24), octaves=2)
        rise = rise + person.skin.bumps * grid.wrapped(bumps)
    rise = rise - rng.uniform(0, 0.02) * person.skin.wrinkles * folds
    position = _displaced(rng, base, normal, rise, thick) + face.beard_relief(person.facial_hair, beard, normal, grid)
    if person.headgear == "cap":
        position = cloth.put_on_cap(rng, paint, position, normal, grid)
    strength = 0.8 * style.contrast * cover * (0.15 + np.clip(4 * thick, 0, 1)) * texture
    shading_normal = outward_normals(position, 0) + strength[..., None] * rng.normal(0, 0.5, 3)
    return Surface.from_grid(position, shading_normal, paint)


def _displaced(rng, base, normal, rise, thick):
    """Move the skull's points out by the relief of the face and by the hair, which is combed somewhere."""
    away = base / (np.linalg.norm(base, axis=-1, keepdims=True) + 1e-6)
    comb = np.array([rng.normal(0, 0.5), 0.3, rng.normal(0, 0.7)]) * rng.uniform(-0.5, 0.5)
    out = normal * rise[..., None] + (0.75 * normal + 0.25 * away + comb) * thick[..., None]
    return (base + out).astype(np.float32)


def _occlude(rng, paint, grid, thick):
    """Less light under the chin, behind the ears and on the skin next to thick hair."""
    paint.occlusion *= 1 - rng.uniform(0, 0.5) * ramp(-0.7, -1.2, grid.height)
    paint.occlusion *= 1 - rng.uniform(0.1, 0.5) * grid.bump(1.72, -0.1, 0.2, 0.3)
    contact = np.clip(blurred(thick, 5) * rng.uniform(0, 2.5), 0, 0.5)
    paint.occlusion *= 1 - contact * (paint.label != HAIR)


def _neck(rng, person):
    """The neck, with hair down to a little below the nape line unless the head is bald, and the end of a beard."""
    style, beard = person.hair, person.facial_hair
    end, soft = style.nape - rng.uniform(-0.1, 0.35), rng.uniform(0.03, 0.35)
    grows = style.kind != "bald" and chance(rng, 0.8)
    most = grows * rng.uniform(0.3, 1) * (0.3 if style.kind == "stubble" else rng.uniform(0.2, 1))

    def nape(height, azimuth):
        line = height + 0.04 * fractal_noise(rng, height.shape, 6, 3, wrap=True)
        line = line - 0.5 * np.clip(1 + np.cos(azimuth), 0, 2)
        return most * ramp(end - soft, end + soft, line)

    lowest = rng.uniform(-1.5, -0.9)

    def throat(height, azimuth):
        line = height - lowest + 0.05 * fractal_noise(rng, height.shape, 6, 3, wrap=True)
        return beard.throat_cover * ramp(0, beard.beard_edge, line) * ramp(-0.1, 0.3, np.cos(azimuth))

    shade = rng.uniform(0.85, 1.02)
    return head.neck(
        rng, person.shape, lambda size: shade * skin_albedo(rng, person.skin, size, wrap=True),
        ((style.color, nape, HAIR), (beard.beard_color, throat, FACIAL_HAIR)), SKIN,
    )  # fmt: skip


def _curtain(rng, person):
    """Long hair hanging around the back and the sides of the head."""
    rows, columns = 120, 240
    down, azimuth = polar_grid(rows, columns, 0.0, 1.0)
    height = 0.55 - (0.55 + rng.uniform(0.7, 2.2)) * down
    lumps = 0.05 * fractal_noise(rng, (rows, columns), 5, 3, wrap=True)
    spread = 0.12 * np.clip(0.5 - height, 0, 1) * rng.uniform(-1, 1.5)
    radius = person.shape.half_width + rng.uniform(0.12, 0.35) + spread
    position = np.stack(
        [(radius + lumps) * np.sin(azimuth), height, (1.15 * radius + lumps) * np.cos(azimuth) - 0.1], -1
    )
    texture = hair.strand_texture(rng, (rows, columns), "down")
    normal = np.stack([np.sin(azimuth) + 0.4 * texture, 0 * azimuth, np.cos(azimuth) + 0.12 * texture], -1)
    color = person.hair.color * np.exp(rng.uniform(0.15, 0.5) * texture)[..., None]
    paint = Paint.plain((rows, columns), color, HAIR, 0, 8)
    paint.gloss = rng.uniform(0, 0.15) * np.clip(1 + texture, 0, 3)
    hangs = np.abs(azimuth) + 0.1 * lumps > rng.uniform(0.9, 1.5)
    return Surface.from_grid(position, normal, paint).kept(hangs.reshape(-1))
