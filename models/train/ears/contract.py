"""What `ear_shown` is shown, and what its numbers mean; written into the ONNX file, and held against the core's own list there
(core/src/face/ear_shown.rs).
"""

VERSION = 1

# A picture of one ear with the head's roll taken out, in pixels of this many to an eye distance: the subject's right ear as it is, the
# left one mirrored, so that the face always lies to the right.
WIDTH, HEIGHT = 80, 112
EYE_DISTANCE = 88.0
# Where the mesh's point on the edge of the face before the ear lies in it.
EDGE_AT = (50.0, 58.0)
# That point, by the picture's side.
EDGE = {"left": 234, "right": 454}

OUTPUTS = ("state",)
# What the ear is, in the order of the output: some of it shows; hair, or cloth or a thing, is over all of it; or else the face itself
# hides it, or the picture ends before it.
STATES = ("shown", "hair", "cloth", "away")


def metadata() -> dict[str, str]:
    """The same as the ONNX file carries it."""
    return {
        "contract": str(VERSION),
        "outputs": ", ".join(OUTPUTS),
        "states": ", ".join(STATES),
        "input": f"{WIDTH}, {HEIGHT}",
        "eye_distance": f"{EYE_DISTANCE:g}",
        "edge_at": ", ".join(f"{value:g}" for value in EDGE_AT),
    }
