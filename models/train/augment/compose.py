"""One training example: which augmentations meet, and how often."""

import numpy as np

from align import turn
from labels import ATTRIBUTES, UNSURE, Sample
from teacher import BACKGROUND, EYEWEAR, HAT, OCCLUDER, SCARF, UNKNOWN

from . import eyewear, facial_hair, geometry, hair, headwear, light, occluders, outward, scarves, shadow, solid
from .cloth import swatches
from .scene import Scene

HATS = (*headwear.HATS, *(solid.draw_solid_hat,) * 8)
# From this turn of the head on, degrees, a photograph is drawn more often: two of a hundred are.
TURNED = 20.0

# A covering of which less is in the picture may or may not be seen.
LEAST_COVERING_PIXELS = 150
# Nor may what has lost more than three quarters of its pixels.
LEAST_SHARE_LEFT = 0.25


def attribute_targets(scene: Scene) -> np.ndarray:
    """The attribute vector as int8: 0, 1, or -1 where it is not known."""
    target = np.full(len(ATTRIBUTES), -1, np.int8)
    if scene.eyewear >= 0:
        target[0:3] = np.arange(3) == scene.eyewear
    if scene.head >= 0:
        target[3:6] = np.arange(3) == scene.head
    for side in (0, 1):
        if scene.ears[side] >= 0:
            target[6 + side] = scene.ears[side] > 0
            target[9 + side] = scene.ears[side] == 2
    if scene.covered >= 0:
        target[8] = scene.covered
    return target


# How often a photograph of each source is drawn; of an unknown one, 2.
SOURCE_WEIGHTS = {
    "congress": 1.0, "generated": 2.5, "london": 0.8, "canada": 1.2, "interfaces": 4.0, "pixabay": 1.5,
}  # fmt: skip
# Of heads cut along the face, by what they wear: there are thousands of bare ones and hundreds of hijabs.
NARROW_WEIGHTS = {
    "bare": 0.25, "headband": 1.5, "hat": 0.5, "hood": 1.0, "hijab": 1.6, "niqab": 1.6, "turban": 1.2, "loose": 1.0,
}  # fmt: skip
# How often a whole photograph is cut as narrow as those, so that how a picture is cut says nothing of what is worn in it.
CUT_LIKE_NARROW = 0.6
# Of the others that are bare, how many say nothing of the head: what is real to the edge of the crop has hardly ever a scarf on it, and
# a network that learns so takes real scarves for hair.
BARE_AND_WHOLE_UNTOLD = 0.75
# Of a head cut along the face, how often a thing is drawn on top of what it wears or does not.
DRAWN_ON_NARROW = 0.5


def balance(samples: list[Sample]) -> np.ndarray:
    """Weight of each photograph: few sources, rare things and turned heads more often."""
    weights = []
    for sample in samples:
        if sample.is_narrow:
            weights.append(NARROW_WEIGHTS[sample.note])
            continue
        weight = SOURCE_WEIGHTS.get(sample.source, 2.0)
        if sample.eyewear > 0:
            weight *= 1.6
        if sample.head > 0:
            weight *= 2.0
        if abs(turn(sample.landmarks)) > TURNED:
            weight *= 2.5
        weights.append(weight)
    return np.array(weights) / np.sum(weights)


def worn_pixels(scene: Scene) -> tuple[int, int, int]:
    """Pixels of coverings, eyewear and things before the face."""
    return tuple(int(np.isin(scene.classes, kind).sum()) for kind in ((HAT, SCARF), (EYEWEAR,), (OCCLUDER,)))


def doubt_what_is_gone(scene: Scene, before: tuple[int, int, int]) -> None:
    """What was worn and can hardly be seen any more is not known."""
    now = worn_pixels(scene)
    gone = [left < LEAST_SHARE_LEFT * had for left, had in zip(now, before, strict=True)]
    if scene.head > 0 and (gone[0] or now[0] < LEAST_COVERING_PIXELS):
        scene.head = UNSURE
    if scene.eyewear > 0 and gone[1]:
        scene.eyewear = UNSURE
    if scene.covered == 1 and gone[2]:
        scene.covered = UNSURE


class Composer:
    """Draws examples from samples and donors of head coverings."""

    def __init__(self, samples: list[Sample], seed: int):
        self.samples = samples
        self.weights = balance(samples)
        # Coverings and cloth that a picture cuts off would be moved with a straight edge.
        whole = [sample for sample in samples if not sample.is_narrow]
        self.donors = headwear.donors(whole)
        self.swatches = swatches(whole)
        self.backgrounds = whole
        # Hats and scarves as often, however many of each there are.
        labels = np.array([donor.label for donor in self.donors])
        share = np.array([1 / max(1, (labels == label).sum()) for label in labels])
        self.donor_weights = share / share.sum() if len(share) else share
        self.rng = np.random.default_rng(seed)

    def _light(self, scene: Scene) -> None:
        rng = self.rng
        if rng.random() < 0.3:
            shadow.light_from(scene, rng)
        if rng.random() < 0.2:
            shadow.cast_shadow(scene, rng)

    def _draw_hair(self, scene: Scene) -> None:
        rng = self.rng
        if rng.random() < 0.15:
            facial_hair.thicken_brows(scene, rng)
        if rng.random() < 0.14:
            facial_hair.draw_beard(scene, rng)
        if scene.head == 0 and rng.random() < 0.3:
            hair.blacken(scene, rng)
        if scene.head == 0 and rng.random() < 0.35:
            rng.choice(hair.STYLES)(scene, rng)
        if rng.random() < 0.3:
            hair.over_ears(scene, rng)
        if rng.random() < 0.07:
            facial_hair.draw_strands(scene, rng)

    def _draw_covering(self, scene: Scene) -> None:
        rng = self.rng
        kind = rng.random()
        if kind < 0.14:
            draw = rng.choice(HATS)
        elif kind < 0.26 and self.donors:
            donor = self.donors[rng.choice(len(self.donors), p=self.donor_weights)]
            headwear.transplant(scene, donor, rng)
            scene.made_of.append("transplant")
            return
        elif kind < 0.39:
            draw = rng.choice(scarves.SCARVES)
        elif kind < 0.43:
            draw = headwear.draw_headband
        else:
            return
        draw(scene, rng)
        scene.made_of.append(draw.__name__)

    def _draw_things(self, scene: Scene) -> None:
        """Things as they lie over each other: hair under hats, eyewear before what covers it."""
        rng = self.rng
        own_eyewear = worn_pixels(scene)[1]
        if rng.random() < 0.4:
            light.change_skin_tone(scene, rng)
        lit_before = rng.random() < 0.5
        if lit_before:
            self._light(scene)
        if rng.random() < 0.4:
            shadow.shade_eye_sockets(scene, rng)
        if rng.random() < 0.15:
            shadow.shade_below_chin(scene, rng)
        self._draw_hair(scene)
        if rng.random() < 0.08:
            occluders.draw_earphone(scene, rng)
        bare_eyes = scene.eyewear == 0
        wants_eyewear = rng.random()
        if scene.head == 0:
            if rng.random() < 0.25:
                headwear.dress(scene, rng)
            self._draw_covering(scene)
        if rng.random() < 0.2:
            shadow.gloss(scene, rng)
        if bare_eyes and headwear.hides_eyes(scene):
            # What is worn below a brim is not known, and nobody wears it above.
            scene.eyewear = UNSURE
        elif bare_eyes:
            if wants_eyewear < 0.2:
                eyewear.draw_eyewear(scene, rng, tinted=False)
            elif wants_eyewear < 0.31:
                eyewear.draw_eyewear(scene, rng, tinted=True)
            elif wants_eyewear < 0.35 and scene.head == 0:
                eyewear.draw_eyewear_on_head(scene, rng)
        # A brim may hide glasses that were worn before it.
        covering, eyewear_pixels, _ = worn_pixels(scene)
        seen = (covering, max(own_eyewear, eyewear_pixels))
        thing = rng.random()
        if thing < 0.09:
            occluders.draw_mask(scene, rng)
        elif thing < 0.17:
            occluders.draw_hand(scene, rng)
        elif thing < 0.2:
            occluders.draw_thing(scene, rng)
        elif thing < 0.22 and scene.head == 0:
            occluders.draw_headphones(scene, rng)
        if not lit_before:
            self._light(scene)
        seen = (*seen, worn_pixels(scene)[2])
        # Nothing that was drawn reaches beyond the photograph.
        scene.image[scene.outside] = 0
        scene.classes[scene.outside] = BACKGROUND
        doubt_what_is_gone(scene, seen)

    def scene(self) -> Scene:
        """One head with things drawn on it and around it, before a camera sees it."""
        rng = self.rng
        sample = self.samples[rng.choice(len(self.samples), p=self.weights)]
        scene = geometry.to_scene(sample, rng)
        scene.swatches = self.swatches
        body = self.backgrounds[rng.integers(len(self.backgrounds))]
        other = body.image
        if scene.head > 0 and rng.random() < 0.5:
            headwear.recolour_worn(scene, rng)
            scene.made_of.append("recolour_worn")
        cut = not sample.is_narrow and rng.random() < CUT_LIKE_NARROW
        if cut:
            seen = worn_pixels(scene)
            geometry.cut_along_face(scene, rng)
            doubt_what_is_gone(scene, seen)
        if sample.is_narrow or cut:
            outward.carry_on(scene, rng, body)
            scene.made_of.append("carry_on")
        other_background = rng.random() < 0.45 and not (sample.is_narrow or cut) and light.knows_background(scene)
        # Behind what was drawn as well, half of the time: else a hat would be told by what its drawing left beside it.
        afterwards = rng.random() < 0.5
        if other_background and not afterwards:
            light.change_background(scene, rng, other)
        if other_background and afterwards:
            scene.outside[:] = False
        if rng.random() < (DRAWN_ON_NARROW if sample.is_narrow else 0.85):
            self._draw_things(scene)
        if other_background and afterwards:
            light.change_background(scene, rng, other)
        if scene.head == 0 and not (sample.is_narrow or cut) and rng.random() < BARE_AND_WHOLE_UNTOLD:
            scene.head = UNSURE
        if rng.random() < 0.15:
            seen = worn_pixels(scene)
            geometry.half_seen(scene, rng)
            doubt_what_is_gone(scene, seen)
        return scene

    def examples(self, views: int = 1) -> list[tuple[np.ndarray, np.ndarray, np.ndarray, str]]:
        """One scene as `views` cameras see it: each its own mirroring, light, noise and compression.

        Each is a picture (192, 192, 3) uint8, classes (96, 96) uint8, attributes (11,) int8, and what it is made of, by
        name. Drawing a scene costs several times as much as another view of it.
        """
        scene, seen = self.scene(), []
        for _ in range(views):
            if self.rng.random() < 0.5:
                scene = geometry.mirrored(scene)
            image = light.degrade(scene.image, self.rng)
            seen.append((image, shrink_classes(scene.classes), attribute_targets(scene), " ".join(scene.made_of)))
        return seen

    def example(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, str]:
        """One scene, seen once."""
        return self.examples()[0]


def shrink_classes(classes: np.ndarray) -> np.ndarray:
    """192 -> 96: of each 2x2 the rarest class there, so that thin rims stay."""
    blocks = classes.reshape(96, 2, 96, 2).transpose(0, 2, 1, 3).reshape(96, 96, 4)
    # Eyewear wins with two of four, else the first of the diagonal.
    result = blocks[..., 0].copy()
    agree = blocks[..., 1] == blocks[..., 2]
    result[agree] = blocks[..., 1][agree]
    result[(blocks == 4).sum(axis=2) >= 2] = 4
    result[(blocks == UNKNOWN).sum(axis=2) >= 3] = UNKNOWN
    return result
