"""Beyond the border of a picture that is cut along the face: what lies on the border, carried on outward.

The parser sees 4.8 eye distances, such a picture spans 2.7 of them: it has the edge of what frames the face, but no crown, no
neck and no shoulders. Black around it would teach that who wears a scarf lives in a small window, and so would an outline that
only such pictures have: whole photographs are cut as narrow and carried on as well (`geometry.cut_along_face`).
"""

import cv2
import numpy as np

from labels import Sample
from teacher import BACKGROUND, CLOTHING, HAIR, HAT, SCARF, SKIN, UNKNOWN

from . import geometry, light
from .cloth import plain_cloth
from .headwear import around, drape
from .scarves import folds
from .scene import CHIN, EYE_DISTANCE, SIZE, Scene, filled, smooth_noise

# Of the narrow pictures, how many stay in a black frame, as a photograph that ends there does.
LEFT_BLACK = 0.2
# Of the others, how many get another background beyond the outline of a head ...
NEW_BACKGROUND = 0.9
# ... and of these, how many another person's shoulders and clothes as well.
NEW_BODY = 0.5
# ... and of these, how many nothing of their own any more.
OWN_BACKGROUND_GONE = 0.7
# Of scarves, how many are bound around the head, with cloth around the neck, instead of falling over the shoulders.
BOUND = 0.35
# What is carried on outward stays what it is; of skin, ears and things beyond the border nobody knows.
CARRIED = (BACKGROUND, HAIR, HAT, SCARF, CLOTHING)
# So far outward, eye distances, that still holds.
CERTAIN = 0.8
# Fewer pixels than these of cloth, or of hair, say nothing of what it looks like.
LEAST_PIXELS = 60


def _nearest(known: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row and column of the nearest known pixel, and its distance."""
    distance, label = cv2.distanceTransformWithLabels(
        (~known).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    rows, columns = np.nonzero(known)
    row_of, column_of = np.zeros(label.max() + 1, np.int32), np.zeros(label.max() + 1, np.int32)
    row_of[label[rows, columns]], column_of[label[rows, columns]] = rows, columns
    return row_of[label], column_of[label], distance


def _carried(image: np.ndarray, rows: np.ndarray, columns: np.ndarray, rng: np.random.Generator, soft: float) -> np.ndarray:
    """The nearest known pixels, from a little inside of the border and blurred: else they would leave streaks."""
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    fold, wander = rng.uniform(0.0, 0.3), rng.uniform(0.5, 2.0)
    source_y = rows + fold * (rows - y) + wander * rng.standard_normal((SIZE, SIZE))
    source_x = columns + fold * (columns - x) + wander * rng.standard_normal((SIZE, SIZE))
    carried = cv2.remap(
        image, source_x.astype(np.float32), source_y.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return cv2.GaussianBlur(carried, (0, 0), soft).astype(np.float32)


def _head(scene: Scene, rng: np.random.Generator, with_shoulders: bool) -> np.ndarray:
    """Where a head, what is on it and, if asked for, its shoulders may be."""
    middle, across, down = scene.axes()
    unit = across / (np.linalg.norm(across) + 1e-6) * np.linalg.norm(down)
    wide, high = rng.uniform(1.3, 1.9), rng.uniform(1.4, 1.8) if scene.head == 0 else rng.uniform(1.4, 2.2)
    angle = np.linspace(0, 2 * np.pi, 40)
    low = rng.uniform(1.8, 2.6)
    y = np.where(np.sin(angle) > 0, np.sin(angle) * low, np.sin(angle) * high)
    head = filled(middle + np.cos(angle)[:, None] * wide * unit + y[:, None] * down, 1.5)
    if not with_shoulders:
        return head
    chin = middle + down * 1.9
    broad = rng.uniform(1.6, 3.0)
    shoulders = [chin - unit * 1.0, chin + unit * 1.0, chin + unit * broad + down * 1.2, chin + unit * broad + down * 3]
    shoulders += [chin - unit * broad + down * 3, chin - unit * broad + down * 1.2]
    return np.maximum(head, filled(np.array(shoulders), 1.5))


def _body(other: Sample) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Another person in the training crop: picture, classes, and where clothes and background are."""
    matrix = np.array([
        [1 / geometry.ZOOM, 0, geometry.EYES_IN_CROP[0] - geometry.EYES_IN_BASE[0] / geometry.ZOOM],
        [0, 1 / geometry.ZOOM, geometry.EYES_IN_CROP[1] - geometry.EYES_IN_BASE[1] / geometry.ZOOM],
    ])  # fmt: skip
    picture = cv2.warpAffine(other.image, matrix, (SIZE, SIZE), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    classes = cv2.warpAffine(
        other.classes, matrix, (SIZE, SIZE), flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE
    )
    return picture.astype(np.float32), classes, np.isin(classes, (BACKGROUND, CLOTHING))


def _scarf(
    scene: Scene, rng: np.random.Generator, cloth: np.ndarray, nearest: np.ndarray, distance: np.ndarray
) -> tuple[np.ndarray, np.ndarray, bool]:
    """The rest of a scarf of which `cloth` is in the picture: its picture, where it is, whether it is bound."""
    outer = around(scene, rng.uniform(1.15, 1.65), rng.uniform(1.12, 1.5), rng.uniform(1.02, 1.25))
    inner = filled(scene.oval, 0.5)
    bound = rng.random() < BOUND
    region = filled(outer, 0.5) if bound else drape(scene, rng, outer)
    rows, columns, _ = _nearest(cloth)
    fabric = _carried(scene.image, rows, columns, rng, rng.uniform(1.0, 4.0))
    fabric *= 1 + rng.uniform(0, 0.08) * smooth_noise(rng, int(rng.integers(8, 40)))[..., None]
    neck = np.zeros((SIZE, SIZE), np.float32)
    if bound:
        _, across, down = scene.axes()
        unit = across / (np.linalg.norm(across) + 1e-6) * np.linalg.norm(down)
        chin = scene.landmarks[CHIN, :2]
        top, foot, deep = rng.uniform(0.6, 0.95), rng.uniform(0.6, 1.3), rng.uniform(0.4, 1.1)
        neck = filled(np.array([
            chin - unit * top - down * 0.5, chin + unit * top - down * 0.5, chin + unit * foot + down * deep,
            chin + down * (deep + 0.1), chin - unit * foot + down * deep,
        ]), 0.6)  # fmt: skip
        if rng.random() < 0.4:
            # The cloth around the neck is another than that around the head.
            below = neck * (np.arange(SIZE)[:, None] > chin[1])
            fabric = fabric * (1 - below[..., None]) + plain_cloth(rng) * below[..., None]
    # Where the picture ends in cloth, that goes on a little; where it ends in background, so does that.
    reach = rng.uniform(2, 12)
    region = np.maximum(region, neck) * np.clip((distance - 2) / 4 + (nearest != BACKGROUND), 0, 1)
    region = np.maximum(region, ((nearest == SCARF) & (distance < reach)).astype(np.float32))
    depth = 1 + np.clip(distance / 14, 0, 1) * (folds(scene, inner, rng) - 1)
    return np.clip(fabric * depth[..., None], 0, 255), region, bound


def _crown(scene: Scene, inside: np.ndarray) -> np.ndarray:
    """Pixels that may go on above the eyes: what is on the head, or else its hair. A forehead does not."""
    for kinds in ((HAT, SCARF), (HAIR,)):
        worn = inside & np.isin(scene.classes, kinds)
        if worn.sum() >= LEAST_PIXELS:
            return worn
    return inside


def carry_on(scene: Scene, rng: np.random.Generator, other: Sample) -> None:
    """Fill what lies outside of a narrow picture; `other` is a photograph to take a background or a body from."""
    outside = scene.outside
    if not outside.any() or outside.all() or rng.random() < LEFT_BLACK:
        return
    # The picture's border is half black, from sampling it.
    inside = cv2.erode((~outside).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    if not inside.any():
        return
    rows, columns, distance = _nearest(inside)
    beyond = scene.classes[rows, columns]
    cloth = inside & (scene.classes == SCARF)
    frames_the_face = scene.head == 2 and scene.note not in ("turban", "loose")
    if frames_the_face and cloth.sum() < LEAST_PIXELS:
        return
    middle, _, down = scene.axes()
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    above = ((x - middle[0]) * down[0] + (y - middle[1]) * down[1]) / (down @ down) < 0.2
    crown_rows, crown_columns, _ = _nearest(_crown(scene, inside))
    skin_above = above & (beyond == SKIN)
    rows, columns = np.where(skin_above, crown_rows, rows), np.where(skin_above, crown_columns, columns)
    beyond = scene.classes[rows, columns]
    picture = inside.astype(np.float32)
    alpha = cv2.GaussianBlur(picture, (0, 0), 0.7) * picture
    filling = _carried(scene.image, rows, columns, rng, rng.uniform(0.8, 3.0))
    known = np.isin(beyond, CARRIED) & (distance < CERTAIN * EYE_DISTANCE)
    labels, bound = np.where(known, beyond, UNKNOWN).astype(np.uint8), False
    away = np.zeros((SIZE, SIZE), np.float32)
    if frames_the_face:
        fabric, region, bound = _scarf(scene, rng, cloth, beyond, distance)
    if frames_the_face or rng.random() < NEW_BACKGROUND:
        has_body = bound or rng.random() < NEW_BODY
        away = 1 - (region if frames_the_face else _head(scene, rng, with_shoulders=not has_body))
        if not frames_the_face:
            away = np.maximum(away, cv2.GaussianBlur(((beyond == BACKGROUND) & (distance > 3)).astype(np.float32), (0, 0), 1.0))
        behind, behind_labels = light.ground(rng, other.image), np.full((SIZE, SIZE), BACKGROUND, np.uint8)
        if has_body:
            body, behind_labels, free = _body(other)
            clothes = cv2.GaussianBlur((behind_labels == CLOTHING).astype(np.float32), (0, 0), 0.8)[..., None]
            behind = behind * (1 - clothes) + body * clothes
            if not frames_the_face:
                away *= cv2.GaussianBlur(free.astype(np.float32), (0, 0), 0.8)
            behind_labels = np.where(free, behind_labels, BACKGROUND).astype(np.uint8)
        if frames_the_face:
            filling, labels = fabric, np.full((SIZE, SIZE), SCARF, np.uint8)
        filling = filling * (1 - away[..., None]) + behind * away[..., None]
        labels = np.where(away > 0.5, behind_labels, labels)
        if rng.random() < OWN_BACKGROUND_GONE:
            # What little the picture has of its own would show where its border was.
            own = cv2.GaussianBlur(((scene.classes == BACKGROUND) & inside).astype(np.float32), (0, 0), 0.8)[..., None]
            scene.image = (scene.image * (1 - own) + behind * own).astype(np.uint8)
    image = scene.image * alpha[..., None] + filling * (1 - alpha[..., None])
    scene.image = np.clip(image, 0, 255).astype(np.uint8)
    scene.classes = np.where(inside, scene.classes, labels).astype(np.uint8)
    scene.outside = np.zeros((SIZE, SIZE), bool)
