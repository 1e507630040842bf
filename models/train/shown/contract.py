"""What `face_shown` is shown, and what its numbers mean; written into the ONNX file, and held against the core's own list there
(core/src/face/shown.rs).
"""

VERSION = 1

# The middle of the head crop, in its pixels: 40 to an eye distance. The face of a level head, from the hair to below the chin.
WIDTH, HEIGHT = 112, 128
EYE_DISTANCE = 40.0
EYES_AT = (56.0, 44.0)
# Input pixels to a cell of the answer, in both directions.
STEP = 4
COLUMNS, ROWS = WIDTH // STEP, HEIGHT // STEP

OUTPUTS = ("seen", "natural")


def metadata() -> dict[str, str]:
    """The same as the ONNX file carries it."""
    return {
        "contract": str(VERSION),
        "outputs": ", ".join(OUTPUTS),
        "input": f"{WIDTH}, {HEIGHT}",
        "eye_distance": f"{EYE_DISTANCE:g}",
        "eyes_at": ", ".join(f"{value:g}" for value in EYES_AT),
        "step": str(STEP),
    }
