"""Every kind of edit, its variants, and how many of its photographs may be accepted."""

from dataclasses import dataclass

import cv2

import colours
from covers import (
    Edit, above_brows, bar, below_nose, blur, both_eyes, cat, clone_eye, clone_mouth, cover, dog, emoji,
    eye_box, eye_ellipse, eyes_ellipse, eyes_for_mouth, finger, flat, gradient, grid, half, heart, in_turn,
    inpaint, left_cheek, left_eye, mosaic, mouth, mouth_box, mouth_ellipse, mouths_for_eyes, noise, nose, of_face,
    right_eye, skin, smear, sockets, stain, stickers, stripes, sunglasses, text, texture, weave, whole_face,
)  # fmt: skip

BLACK, WHITE, GREY = flat(0, 0, 0), flat(255, 255, 255), flat(128, 128, 128)
RED, GREEN, BLUE, BEIGE, BROWN = (
    flat(40, 30, 210), flat(60, 170, 40), flat(200, 70, 30), flat(150, 180, 215), flat(45, 65, 110),
)  # fmt: skip
FINGER_RED, FINGER_PALE = flat(70, 80, 190), flat(140, 160, 225)
SIDES = {"left": -1, "right": 1}
HEIGHTS = (0.4, 0.6, 0.8)

# A mosaic hides from a fifth of an eye distance a cell.
CELLS = (0.2, 0.3, 0.45)
BLURS = (0.12, 0.2, 0.35)

NONE, FEW = 0.0, 1 / 13


@dataclass(frozen=True)
class Kind:
    """`allowance` is the greatest share of its photographs that may be accepted."""

    name: str
    allowance: float
    variants: dict[str, Edit]


def bars(paint) -> dict[str, Edit]:
    return {f"{height} high": cover(bar(height), paint) for height in HEIGHTS}


def over_one_eye(region, paints: dict) -> dict[str, Edit]:
    """Both eyes in turn, two sizes, every paint."""
    return {
        f"{side} {size} {name}": cover(region(sign, size), paint)
        for side, sign in SIDES.items()
        for size in (1.0, 1.4)
        for name, paint in paints.items()
    }


def painted(regions: dict, paints: dict) -> dict[str, Edit]:
    return {
        f"{where} {name}": cover(region, paint) for where, region in regions.items() for name, paint in paints.items()
    }


def mosaics(regions: dict) -> dict[str, Edit]:
    return {f"{where} {cell}": mosaic(region, cell) for where, region in regions.items() for cell in CELLS}


def blurs(regions: dict) -> dict[str, Edit]:
    return {f"{where} {size}": blur(region, size) for where, region in regions.items() for size in BLURS}


PAINTS = {"black": BLACK, "white": WHITE, "skin": skin}
MANY_PAINTS = PAINTS | {"grey": GREY, "beige": BEIGE, "brown": BROWN, "red": RED, "blue": BLUE}
NOISE = {f"{name} noise": noise(paint, 40) for name, paint in PAINTS.items() if name != "white"}
HALVES = {side: half(sign) for side, sign in SIDES.items()}
FACE_HALVES = {f"{side} of the face": of_face(half(sign)) for side, sign in SIDES.items()}
EYE_ELLIPSES = {side: eye_ellipse(sign, 1.2) for side, sign in SIDES.items()}
EYES = {"both": both_eyes, "band": bar(0.6)}
BELOW = {"picture": below_nose, "face": of_face(below_nose)}
ABOVE = {"picture": above_brows, "face": of_face(above_brows)}

COVERS = [
    Kind("black bar over the eyes", NONE, bars(BLACK)),
    Kind("white bar over the eyes", NONE, bars(WHITE)),
    Kind("grey bar over the eyes", NONE, bars(GREY)),
    Kind("skin-coloured bar over the eyes", NONE, bars(skin) | {"soft edge": cover(bar(0.6), skin, 0.15)}),
    Kind("coloured bar over the eyes", NONE, painted({"bar": bar(0.6)}, {"red": RED, "green": GREEN, "blue": BLUE})),
    Kind("brown and beige bar over the eyes", NONE, painted({"bar": bar(0.6)}, {"brown": BROWN, "beige": BEIGE})),
    Kind("gradient over the eyes", NONE, {
        "black to white": cover(bar(0.6), gradient(BLACK, WHITE, 0)),
        "skin to black": cover(bar(0.6), gradient(skin, BLACK, 1)),
        "skin to white": cover(bar(0.6), gradient(skin, WHITE, 0)),
        "red to blue": cover(bar(0.6), gradient(RED, BLUE, 0)),
    }),
    Kind("noise over the eyes", NONE, {name: cover(bar(0.6), paint) for name, paint in NOISE.items()}),
    Kind("texture over the eyes", NONE, {"cloth": cover(bar(0.6), texture), "weave": cover(bar(0.6), weave)}),
    Kind("ellipse over the eyes", NONE, {
        f"{height} {name}": cover(eyes_ellipse(height), paint)
        for height in (0.6, 0.9) for name, paint in PAINTS.items()
    }),
    Kind("box over one eye", NONE, over_one_eye(eye_box, MANY_PAINTS)),
    Kind("ellipse over one eye", NONE, over_one_eye(eye_ellipse, PAINTS)),
    Kind("noise or texture over one eye", NONE, {
        f"{side} {name}": cover(region, paint)
        for side, region in EYE_ELLIPSES.items() for name, paint in (NOISE | {"cloth": texture, "weave": weave}).items()
    }),
    Kind("sockets painted flat", NONE, {
        f"{size} {name}": cover(sockets(size), paint, 0.04)
        for size in (0.05, 0.12) for name, paint in (PAINTS | {"brown": BROWN}).items()
    }),
    Kind("box over the mouth", NONE, {
        f"{size} {name}": cover(mouth_box(size), paint) for size in (1.0, 1.4) for name, paint in MANY_PAINTS.items()
    }),
    Kind("ellipse over the mouth", NONE, {
        f"{name} {edge}": cover(mouth_ellipse(1.1), paint, edge) for edge in (0, 0.15) for name, paint in PAINTS.items()
    }),
    Kind("forehead painted", NONE, painted(ABOVE, PAINTS | {"brown": BROWN})),
    Kind("lower face painted", NONE, painted(BELOW, PAINTS | {"blue": BLUE, "noise": noise(GREY, 40)})),
    Kind("half of the face painted", NONE, painted(HALVES | FACE_HALVES, PAINTS)),
    Kind("half of the face blurred", NONE, blurs(FACE_HALVES)),
    Kind("mosaic over the eyes", NONE, mosaics(EYES)),
    Kind("mosaic over one eye", NONE, mosaics(EYE_ELLIPSES)),
    Kind("mosaic over the mouth", NONE, mosaics({"box": mouth_box(1.2), "ellipse": mouth_ellipse(1.2)})),
    Kind("mosaic over the lower face", NONE, mosaics({"face": of_face(below_nose)})),
    Kind("mosaic over the whole face", NONE, mosaics({"face": whole_face})),
    Kind("mosaic over half of the face", NONE, mosaics(FACE_HALVES)),
    Kind("blurred eyes", FEW, blurs(EYES)),
    Kind("one eye blurred", FEW, blurs(EYE_ELLIPSES)),
    Kind("blurred mouth", FEW, blurs({"ellipse": mouth_ellipse(1.3)})),
    Kind("smeared eyes", FEW, {
        f"{degrees} degrees {length}": smear(both_eyes, length, degrees) for degrees in (0, 60) for length in (0.4, 0.8)
    }),
    Kind("smeared mouth", FEW, {f"{length}": smear(mouth_ellipse(1.3), length, 90) for length in (0.4, 0.8)}),
    Kind("cheek cloned over one eye", FEW, {
        f"{side} {size}": clone_eye(sign, size) for side, sign in SIDES.items() for size in (0.9, 1.2)
    }),
    Kind("cheeks cloned over both eyes", FEW, {
        f"{size}": in_turn(clone_eye(-1, size), clone_eye(1, size)) for size in (0.9, 1.2)
    }),
    Kind("cheek cloned over the mouth", FEW, {f"{size}": clone_mouth(size) for size in (0.9, 1.2)}),
    Kind("eyes inpainted", FEW, {
        "Telea": inpaint(both_eyes, cv2.INPAINT_TELEA), "Navier-Stokes": inpaint(both_eyes, cv2.INPAINT_NS),
        "left": inpaint(eye_ellipse(-1, 1.1), cv2.INPAINT_TELEA), "right": inpaint(eye_ellipse(1, 1.1), cv2.INPAINT_NS),
    }),
    Kind("mouth inpainted", FEW, {"Telea": inpaint(mouth_box(1.0), cv2.INPAINT_TELEA)}),
    Kind("mouth for the eyes, an eye for the mouth", FEW, {
        "0.9": mouths_for_eyes(0.9), "1.2": mouths_for_eyes(1.2), "eye": eyes_for_mouth,
    }),
    Kind("emoji", FEW, {
        "eyes": stickers(emoji, 0.7, left_eye, right_eye), "one eye": stickers(emoji, 0.8, right_eye),
        "mouth": stickers(emoji, 1.0, mouth), "face": stickers(emoji, 1.9, nose),
    }),
    Kind("hearts", FEW, {
        "eyes": stickers(heart, 0.7, left_eye, right_eye), "one eye": stickers(heart, 0.8, left_eye),
        "mouth": stickers(heart, 1.1, mouth),
    }),
    Kind("sunglasses drawn flat", FEW, {
        "black": sunglasses((15, 15, 15), 1.0), "large": sunglasses((15, 15, 15), 1.2),
        "red": sunglasses((30, 20, 200), 1.1), "white": sunglasses((240, 240, 240), 1.1),
    }),
    Kind("cat", FEW, {"black": cat((20, 20, 20), 1.2), "pink": cat((170, 140, 240), 1.0)}),
    Kind("dog", FEW, {"short tongue": dog(0.4), "long tongue": dog(0.8)}),
    Kind("finger before the lens", FEW, {
        f"{where} {name}": finger(*ends, 1.3, paint)
        for where, ends in {
            "eye": (0.6, -0.1, 6, 3), "other eye": (-0.6, 0, -6, 1),
            "mouth": (0.1, 1.2, 2, 6), "brow": (0, -0.4, 1, -6),
        }.items()
        for name, paint in {"red": FINGER_RED, "pale": FINGER_PALE}.items()
    }),
    Kind("blown area", FEW, {
        f"{name} {size}": stain(place, size, WHITE)
        for name, place in {"eye": left_eye, "cheek": left_cheek, "mouth": mouth}.items() for size in (0.8, 1.2)
    }),
    Kind("black area", FEW, {
        f"{name} {size}": stain(place, size, BLACK)
        for name, place in {"eye": right_eye, "cheek": left_cheek, "mouth": mouth}.items() for size in (0.8, 1.2)
    }),
    Kind("text over the eyes", FEW, {
        "black": text("SECRET", 2, 0.35, (0, 0, 0)), "white": text("SAMPLE", 2, 0.35, (255, 255, 255)),
        "red, one line": text("VOID", 1, 0.6, (30, 20, 220)),
    }),
    Kind("stripes", FEW, {
        f"{where} {name} {axis}": stripes(region, 0.14, number, paint)
        for where, region in {"eyes": bar(0.7), "face": whole_face}.items()
        for name, paint in {"black": BLACK, "white": WHITE}.items()
        for axis, number in {"upright": 0, "level": 1}.items()
    }),
    Kind("grid", FEW, {
        f"{where} {name}": grid(region, 0.1, paint)
        for where, region in {"eyes": bar(0.7), "face": whole_face}.items() for name, paint in PAINTS.items()
    }),
]  # fmt: skip

TINTS = {
    "green": (0, 255, 0), "blue": (255, 0, 0), "red": (0, 0, 255), "yellow": (0, 255, 255), "magenta": (255, 0, 255),
}  # fmt: skip

COLOURS = [
    Kind("grey", NONE, {"grey": colours.saturation(0)}),
    Kind("sepia", NONE, {
        "light": colours.duotone((10, 20, 30), (200, 230, 250)),
        "strong": colours.duotone((0, 15, 40), (130, 200, 240)),
    }),
    Kind("duotone", NONE, {
        "blue and yellow": colours.duotone((120, 20, 20), (80, 240, 255)),
        "purple and green": colours.duotone((90, 10, 80), (150, 255, 180)),
        "black and red": colours.duotone((0, 0, 0), (90, 90, 255)),
    }),
    Kind("red and blue exchanged", NONE, {"": colours.swapped(2, 1, 0)}),
    Kind("green and red exchanged", NONE, {"": colours.swapped(0, 2, 1)}),
    Kind("green and blue exchanged", NONE, {"": colours.swapped(1, 0, 2)}),
    Kind("hue turned", NONE, {f"{degrees} degrees": colours.hue(degrees) for degrees in (60, 120, 180, 240, 300)}),
    *(
        Kind(f"{name} tint", NONE, {f"{strength}": colours.tint(colour, strength) for strength in (0.6, 0.75, 0.9)})
        for name, colour in TINTS.items()
    ),
    Kind("negative", NONE, {"": colours.negative}),
    Kind("negative of the luminance", NONE, {"": colours.negative_luminance}),
    Kind("posterised", NONE, {f"{levels} levels": colours.posterised(levels) for levels in (2, 3, 4, 6)}),
    Kind("cartoon", NONE, {f"{levels} levels": colours.cartoon(levels) for levels in (4, 6, 8)}),
    Kind("pencil", NONE, {"grey": colours.pencil(False), "coloured": colours.pencil(True)}),
    Kind("one bit", NONE, {"": colours.one_bit}),
    Kind("halftone", NONE, {f"{dot}": colours.halftone(dot) for dot in (0.04, 0.08)}),
    Kind("solarised", NONE, {f"lightest {share}": colours.solarised(share) for share in (0.4, 0.7, 0.9)}),
    Kind("hardly any colour", NONE, {"10 %": colours.saturation(0.1), "5 %": colours.saturation(0.05)}),
    Kind("too much colour", NONE, {f"{factor} times": colours.saturation(factor) for factor in (3, 5)}),
]  # fmt: skip

KINDS = COVERS + COLOURS
