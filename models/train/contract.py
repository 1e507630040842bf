"""What the network's numbers mean: its classes, its attributes and the crop that it is shown.

Written down here for all of training, into the ONNX file by `export.py`, and held against the core's own list when the core
loads the file (core/src/face/contract.rs): a network that means something else is refused there by name.
"""

# Of the metadata's form, and of what the names below stand for.
VERSION = 1

# In the order of the outputs `classes` and `attributes`. "left" and "right" are the picture's.
CLASSES = ("background", "skin", "ear", "hair", "eyewear", "hat", "scarf", "neck", "clothing", "other_occluder")
ATTRIBUTES = (
    "eyewear_none", "eyewear_clear", "eyewear_tinted",
    "head_none", "head_hat", "head_scarf",
    "ear_image_left_shown", "ear_image_right_shown", "face_covered",
    "ear_image_left_full", "ear_image_right_full",
)  # fmt: skip

# Which attribute each becomes in the mirror image, and where that stands.
MIRRORED_ATTRIBUTES = tuple(
    name.replace("left", "right") if "left" in name else name.replace("right", "left") for name in ATTRIBUTES
)
MIRRORED = [ATTRIBUTES.index(name) for name in MIRRORED_ATTRIBUTES]

# The aligned crop, in pixels: its side, the distance of the eye centres in three dimensions, and where their midpoint lies.
CROP_SIDE = 192
CROP_EYE_DISTANCE = 40.0
CROP_EYES_AT = (96.0, 100.0)


def metadata() -> dict[str, str]:
    """The same as the ONNX file carries it: lists are separated by commas."""

    def numbers(*values: float) -> str:
        return ", ".join(f"{value:g}" for value in values)

    return {
        "contract": str(VERSION),
        "classes": ", ".join(CLASSES),
        "attributes": ", ".join(ATTRIBUTES),
        "mirrored_attributes": ", ".join(MIRRORED_ATTRIBUTES),
        "crop_side": numbers(CROP_SIDE),
        "crop_eye_distance": numbers(CROP_EYE_DISTANCE),
        "crop_eyes_at": numbers(*CROP_EYES_AT),
    }
