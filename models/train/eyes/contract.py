"""What `face_eyes` is shown, and what its numbers mean; written into the ONNX file, and held against the core's own list there
(core/src/face/contract.rs).
"""

VERSION = 1

# One eye along the line of both, the middle of its corners in the picture's middle, its inner corner to the right: the subject's left
# eye is mirrored.
WIDTH, HEIGHT = 64, 48
EYE_DISTANCE = 72.0

OUTPUTS = ("open", "seen")


def metadata() -> dict[str, str]:
    """The same as the ONNX file carries it."""
    return {
        "contract": str(VERSION),
        "outputs": ", ".join(OUTPUTS),
        "input": f"{WIDTH}, {HEIGHT}",
        "eye_distance": f"{EYE_DISTANCE:g}",
        "mirrored_eye": "left",
    }
