"""Hair on chest, shoulders, back and arms. It is no hair of the head, so it is never labeled so."""

from dataclasses import dataclass

import numpy as np

from classes import FACIAL_HAIR, SKIN

from .color import gray_hair
from .hair import strand_texture
from .noise import chance, fractal_noise, ramp

LABELLED_FROM = 0.4  # share of body hair from which a point is labeled as facial hair, which is measured as nothing


@dataclass(frozen=True)
class BodyHair:
    """How much hair grows on the body, and what it looks like."""

    color: np.ndarray
    cover: float  # 0: none
    patches: int  # bumps of the field that says where it grows; few: all over one side
    bare: float  # level of that field below which nothing grows
    pattern: str
    contrast: float

    @classmethod
    def choose(cls, rng, hair_color):
        color = gray_hair(rng) if chance(rng, 0.3) else hair_color * rng.uniform(0.7, 1.6)
        return cls(
            color=np.clip(color, 0.003, 0.8).astype(np.float32),
            cover=rng.choice([0, rng.uniform(0.1, 0.5), rng.uniform(0.4, 0.95)], p=[0.35, 0.3, 0.35]),
            patches=int(rng.integers(2, 7)),
            bare=rng.normal(-0.2, 0.7),
            pattern=rng.choice(["clumped", "curly", "around", "down"]),
            contrast=rng.uniform(0.1, 0.6),
        )

    def grow(self, rng, albedo, label, skin):
        """Cover the points of the mask `skin` in place with hair, where it grows."""
        if not self.cover:
            return
        where = ramp(self.bare, self.bare + rng.uniform(0.3, 1.5), fractal_noise(rng, skin.shape, self.patches, 2))
        texture = strand_texture(rng, skin.shape, self.pattern, wrap=False)
        cover = self.cover * where
        visible = np.clip(cover + rng.uniform(0.2, 1) * cover * (1 - cover) * texture, 0, 1)[..., None]
        color = self.color * np.exp(self.contrast * texture)[..., None]
        albedo[skin] += ((color - albedo) * visible)[skin]
        label[skin & (cover > LABELLED_FROM)] = FACIAL_HAIR
        label[skin & (cover <= LABELLED_FROM)] = SKIN
