"""The parts of a face that must show, by MediaPipe's mesh indices; "left" is the image's. The core has the same list
(core/src/measure/shown.rs).
"""

EYE_LEFT = (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246)
EYE_RIGHT = (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466)
BROW_LEFT = (70, 63, 105, 66, 107, 55, 65, 52, 53, 46)
BROW_RIGHT = (300, 293, 334, 296, 336, 285, 295, 282, 283, 276)
NOSE = (6, 48, 64, 98, 97, 2, 326, 327, 294, 278)
MOUTH = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185)
OVER_BROWS = (105, 66, 107, 336, 296, 334)
MIDDLE_OF_FOREHEAD = (299, 337, 151, 108, 69)
FOREHEAD = OVER_BROWS + MIDDLE_OF_FOREHEAD
CHEEK_LEFT = (116, 117, 118, 101, 36, 205, 187, 147, 123)
CHEEK_RIGHT = (345, 346, 347, 330, 266, 425, 411, 376, 352)
CHIN = (83, 18, 313, 421, 377, 152, 148, 201)

PARTS = {
    "eye_left": EYE_LEFT,
    "eye_right": EYE_RIGHT,
    "nose": NOSE,
    "mouth": MOUTH,
    "forehead": FOREHEAD,
    "cheek_left": CHEEK_LEFT,
    "cheek_right": CHEEK_RIGHT,
    "chin": CHIN,
}
# Of a part the harmonic mean of these counts, where it is named here.
HALVES = {"forehead": (OVER_BROWS, MIDDLE_OF_FOREHEAD)}
