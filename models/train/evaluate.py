"""Judge a network by attributes and pixels on photographs with known labels.

`python evaluate.py` reports on a hand-labelled folder (`dev`), with thresholds
that were chosen on the validation part of `train` by `thresholds.py`.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from augment.compose import attribute_targets, shrink_classes
from augment.geometry import to_scene
from augment.scene import EYE_DISTANCE, FACE_OVAL, Scene
from labels import Sample, load_samples
from teacher import EAR, EYEWEAR, HAT, SCARF, SKIN, UNKNOWN

HERE = Path(__file__).parent


def batch_of(samples: list[Sample]) -> tuple[np.ndarray, list[Scene]]:
    """The crops as the product would cut them: (N, 3, 192, 192) in [0, 1]."""
    rng = np.random.default_rng(0)
    scenes = [to_scene(s, rng, jitter=False) for s in samples]
    images = np.stack([s.image for s in scenes]).transpose(0, 3, 1, 2)
    return np.ascontiguousarray(images, dtype=np.float32) / 255, scenes


def true_attributes(scenes: list[Scene]) -> np.ndarray:
    return np.stack([attribute_targets(s) for s in scenes])


def softmax(logits: np.ndarray) -> np.ndarray:
    """Logits (N, classes) -> probabilities."""
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)


def probabilities(attributes: np.ndarray) -> dict[str, np.ndarray]:
    """Logits (N, 11) -> probabilities by name."""
    eyewear, head = softmax(attributes[:, 0:3]), softmax(attributes[:, 3:6])
    single = 1 / (1 + np.exp(-attributes[:, 6:]))
    return {
        "eyewear": 1 - eyewear[:, 0],
        "tinted": eyewear[:, 2],
        "head": 1 - head[:, 0],
        "hat": head[:, 1],
        "scarf": head[:, 2],
        "ear_left": single[:, 0],
        "ear_right": single[:, 1],
        "covered": single[:, 2],
        "ear_left_full": single[:, 3],
        "ear_right_full": single[:, 4],
    }


# Lines around the top of the head, in eye distances outside of the face's upper outline (the core's `TOP_DISTANCES`).
TOP_DISTANCES = (0.15, 0.3, 0.45, 0.6, 0.75, 0.9)


def hat_on_top(classes: np.ndarray, landmarks: np.ndarray) -> float:
    """Share that a hat fills of the line that hats fill most, as the core measures it."""
    outline = landmarks[list(FACE_OVAL), :2]
    upper = np.concatenate([outline[:7], outline[:-7:-1]])
    outward = upper - outline.mean(axis=0)
    outward /= np.maximum(np.linalg.norm(outward, axis=1, keepdims=True), 1)
    shares = []
    for distance in TOP_DISTANCES:
        points = (upper + outward * distance * EYE_DISTANCE) / 2
        points = points[((points >= 0) & (points < len(classes))).all(axis=1)].astype(int)
        if 2 * len(points) > len(upper):
            shares.append((classes[points[:, 1], points[:, 0]] == HAT).mean())
    return float(max(shares, default=1.0))


def hat_worn(score: dict[str, np.ndarray], top: np.ndarray) -> np.ndarray:
    """What `no-head-covering` is judged by where scarves are accepted: the core's `Covering::hat_worn`."""
    return np.sqrt(score["hat"] * top)


def area_under_curve(score: np.ndarray, truth: np.ndarray) -> float:
    """Chance that a positive scores above a negative."""
    positive, negative = score[truth == 1], score[truth == 0]
    if not len(positive) or not len(negative):
        return float("nan")
    return float((positive[:, None] > negative).mean() + 0.5 * (positive[:, None] == negative).mean())


def attribute_report(attributes: np.ndarray, truth: np.ndarray, classes: np.ndarray, scenes: list[Scene]) -> dict[str, float]:
    """Areas under the curve, caught and false shares at 0.5, and class overlaps."""
    score = probabilities(attributes)
    report = {}

    def add(name: str, values: np.ndarray, known: np.ndarray, positive: np.ndarray) -> None:
        values, positive = values[known], positive[known].astype(int)
        report[f"{name}_auc"] = area_under_curve(values, positive)
        report[f"{name}_caught"] = float((values[positive == 1] > 0.5).mean()) if positive.any() else float("nan")
        report[f"{name}_false"] = float((values[positive == 0] > 0.5).mean()) if (positive == 0).any() else float("nan")
        report[f"{name}_count"] = int(positive.sum())

    add("eyewear", score["eyewear"], truth[:, 0] >= 0, truth[:, 0] == 0)
    add("head", score["head"], truth[:, 3] >= 0, truth[:, 3] == 0)
    add("ear_left", score["ear_left"], truth[:, 6] >= 0, truth[:, 6] == 1)
    add("ear_right", score["ear_right"], truth[:, 7] >= 0, truth[:, 7] == 1)
    add("covered", score["covered"], truth[:, 8] >= 0, truth[:, 8] == 1)
    for side, column in (("left", 9), ("right", 10)):
        add(f"ear_{side}_full", score[f"ear_{side}_full"], truth[:, column] >= 0, truth[:, column] == 1)
    wanted = np.stack([shrink_classes(s.classes) for s in scenes])
    known = wanted != UNKNOWN
    if known.any():
        for name, index in (("skin", SKIN), ("ear", EAR), ("eyewear", EYEWEAR), ("hat", HAT), ("scarf", SCARF)):
            mine, theirs = (classes == index) & known, wanted == index
            report[f"iou_{name}"] = float((mine & theirs).sum() / max(1, (mine | theirs).sum()))
    return report


def report_line(report: dict[str, float]) -> str:
    return " ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in report.items())


# Where each attribute stands for the mirror image: the ears change places.
MIRRORED = [0, 1, 2, 3, 4, 5, 7, 6, 8, 10, 9]


# How much hat and scarf pixels follow the attributes (the core's constant of the same name).
SHARE_OF_WORN = 0.25


class Network:
    """The exported network in ONNX Runtime."""

    def __init__(self, model: Path):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def run(self, images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Attribute logits (N, 11) and class labels (N, 96, 96): of the mean of each head and its mirror image, as the
        product judges a photograph."""
        attributes, classes = [], []
        for image in images:
            upright, vector = self._session.run(None, {"image": image[None]})
            mirrored, mirrored_vector = self._session.run(None, {"image": np.ascontiguousarray(image[None, :, :, ::-1])})
            logits = (vector[0] + mirrored_vector[0][MIRRORED]) / 2
            pixels = (upright[0] + mirrored[0][:, :, ::-1]) / 2
            for index, worn in ((HAT, logits[4]), (SCARF, logits[5])):
                pixels[index] += SHARE_OF_WORN * (worn - logits[3])
            attributes.append(logits)
            classes.append(pixels.argmax(axis=0).astype(np.uint8))
        return np.stack(attributes), np.stack(classes)


# Chosen by `thresholds.py` on held-out people of `train`.
THRESHOLDS = {"eyewear": 0.7, "head": 0.5, "hat_worn": 0.35, "ear": 0.6, "covered": 0.3}


def hand_rows(folder: Path) -> dict[str, dict[str, str]]:
    import csv

    with open(folder / "labels.csv", newline="") as table:
        return {row["file"]: row for row in csv.DictReader(table)}


def skin_brightness(scene: Scene) -> float:
    """Median brightness of the cheeks: thirds of it are the skin-tone slices."""
    cheeks = scene.landmarks[[50, 101, 118, 280, 330, 347], :2].round().astype(int).clip(2, 189)
    values = [scene.image[y - 2 : y + 3, x - 2 : x + 3].mean() for x, y in cheeks]
    return float(np.median(values))


def dev_report(rows: list[dict[str, str]], score: dict[str, np.ndarray], tone: np.ndarray) -> dict[str, str]:
    """Counts as `right/all` for each rule and slice."""
    glasses = np.array([r["glasses"] for r in rows])
    cover = np.array([r["head_cover"] for r in rows])
    occlusion = np.array([r["occlusion"] for r in rows])
    third = np.digitize(tone, np.quantile(tone, [1 / 3, 2 / 3]))
    eyewear = score["eyewear"] > THRESHOLDS["eyewear"]
    head = score["head"] > THRESHOLDS["head"]
    covered = score["covered"] > THRESHOLDS["covered"]
    report = {}

    def count(name: str, chosen: np.ndarray, hit: np.ndarray) -> None:
        report[name] = f"{int(hit[chosen].sum())}/{int(chosen.sum())}"

    for value in ("clear", "sun"):
        count(f"eyewear caught: {value}", glasses == value, eyewear)
    count("eyewear false: none", glasses == "none", eyewear)
    count("eyewear false: on_head", glasses == "on_head", eyewear)
    for value in ("hat", "hood", "helmet", "hijab", "traditional_or_wrap"):
        count(f"head covering caught: {value}", cover == value, head)
    count("head covering false: none", cover == "none", head)
    count("head covering false: headband", cover == "headband", head)
    worn = score["hat_worn"] > THRESHOLDS["hat_worn"]
    for value in ("hat", "hood", "helmet", "none", "headband", "hijab", "traditional_or_wrap"):
        count(f"judged a hat: {value}", cover == value, worn)
    hat_scarf = np.isin(cover, ("hat", "hood", "helmet"))
    count("hat rather than scarf", hat_scarf, score["hat"] > score["scarf"])
    count("scarf rather than hat", np.isin(cover, ("hijab", "traditional_or_wrap")), score["scarf"] > score["hat"])
    count("covered false: occlusion none", occlusion == "none", covered)
    count("covered caught: mask or other", np.isin(occlusion, ("mask", "other")), covered)
    agree, decided = np.zeros(len(rows), int), np.zeros(len(rows), int)
    for side in ("left", "right"):
        label = np.array([r[f"ear_image_{side}"] for r in rows])
        shown = score[f"ear_{side}"] > THRESHOLDS["ear"]
        for value in ("visible", "partly", "hidden"):
            count(f"ear {side} shown: {value}", label == value, shown)
        agree += ((label == "visible") & shown) | ((label == "hidden") & ~shown)
        decided += label != "partly"
    for name, chosen in (("all", tone > -1), *((f"tone third {k}", third == k) for k in range(3))):
        report[f"ears like the label, {name}"] = f"{agree[chosen].sum()}/{decided[chosen].sum()}"
        count(f"eyewear false, {name}", chosen & (glasses == "none"), eyewear)
        count(f"eyewear caught, {name}", chosen & np.isin(glasses, ("clear", "sun")), eyewear)
        count(f"head covering false, {name}", chosen & (cover == "none"), head)
    lenient = np.array([r["pass_lenient_ears"] == "1" for r in rows])
    both = (score["ear_left"] > THRESHOLDS["ear"]) & (score["ear_right"] > THRESHOLDS["ear"])
    count("pass_lenient_ears blocked by ears", lenient, ~both)
    count("pass_lenient_ears accepted by all attributes", lenient, both & ~eyewear & ~worn & ~covered)
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True, help="cache that holds the folder's crops")
    parser.add_argument("--folder", type=Path, required=True, help="hand-labelled folder, for example dev")
    parser.add_argument("--out", type=Path, help="JSON to write")
    parser.add_argument("--sheet", type=Path, help="contact sheet of the photographs judged wrongly")
    arguments = parser.parse_args()
    samples = load_samples(arguments.cache, [arguments.folder.name])
    hand = hand_rows(arguments.folder)
    rows = [hand[s.name] for s in samples]
    images, scenes = batch_of(samples)
    attributes, classes = Network(arguments.model).run(images)
    score = probabilities(attributes)
    top = np.array([hat_on_top(c, s.landmarks) for c, s in zip(classes, scenes, strict=True)])
    score["hat_worn"] = hat_worn(score, top)
    report = dev_report(rows, score, np.array([skin_brightness(s) for s in scenes]))
    print(f"{len(samples)} photographs with a face")
    for name, value in report.items():
        print(f"  {name}: {value}")
    if arguments.out:
        arguments.out.write_text(json.dumps(report, indent=1))
    if arguments.sheet:
        _wrong_sheet(arguments.sheet, rows, scenes, classes, score)


def _wrong_sheet(
    path: Path, rows: list[dict[str, str]], scenes: list[Scene], classes: np.ndarray, score: dict[str, np.ndarray]
) -> None:
    """Draw what was judged unlike its label, with the pixels beside it."""
    import cv2

    from contact_sheet import overlay, save, sheet

    tiles, captions = [], []
    for index, row in enumerate(rows):
        wrong = []
        if row["glasses"] != "on_head" and (row["glasses"] != "none") != (score["eyewear"][index] > THRESHOLDS["eyewear"]):
            wrong.append(f"eyew {row['glasses']} {score['eyewear'][index]:.2f}")
        covering = row["head_cover"] not in ("none", "headband")
        if covering != (score["head"][index] > THRESHOLDS["head"]):
            wrong.append(f"{row['head_cover']} {score['head'][index]:.2f}")
        for side in ("left", "right"):
            label = row[f"ear_image_{side}"]
            shown = score[f"ear_{side}"][index] > THRESHOLDS["ear"]
            if label != "partly" and (label == "visible") != shown:
                wrong.append(f"{side[0]} {label[:3]} {score[f'ear_{side}'][index]:.2f}")
        if (row["occlusion"] in ("mask", "other")) != (score["covered"][index] > THRESHOLDS["covered"]):
            wrong.append(f"occ {row['occlusion']} {score['covered'][index]:.2f}")
        if wrong:
            big = cv2.resize(classes[index], (192, 192), interpolation=cv2.INTER_NEAREST)
            tiles += [scenes[index].image, overlay(scenes[index].image, big)]
            captions += [Path(row["file"]).stem + " " + wrong[0], " ".join(wrong[1:])]
    save(path, sheet(tiles, captions, 10, 150))


if __name__ == "__main__":
    main()
