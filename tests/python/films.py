"""The cases of tests/cases and their films, read as an app's camera would send them."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import swafoto

ROOT = Path(os.environ.get("SWAFOTO_ROOT", Path(__file__).parents[2]))
FILMS = ROOT / "target/cases"
# Between a still that is asked for and the camera's delivery.
SHUTTER_NS = 120_000_000
# Between the question if the head is covered and the answer.
READING_NS = 600_000_000
PORTRAIT = ROOT / "tests/fixtures/astronaut.jpg"


@dataclass
class Case:
    name: str
    policy: swafoto.Policy
    facts: swafoto.FrameFacts
    retake: list[swafoto.RuleId]
    declared_covering: bool
    # What the person answers to the question if they cover their head; `None` where they do not answer.
    covers_head: bool | None
    expect: dict

    def request(self, **more) -> swafoto.SessionRequest:
        return swafoto.SessionRequest(
            retake=self.retake, declared_covering=self.declared_covering, nonce=f"nonce of {self.name}", **more
        )


def names() -> list[str]:
    return sorted(path.parent.name for path in FILMS.glob("*/case.json"))


def case(name: str) -> Case:
    told = json.loads((FILMS / name / "case.json").read_text())
    rules = {swafoto.rule_name(rule): rule for rule in swafoto.RuleId}
    return Case(
        name=name,
        policy=swafoto.Policy.from_toml((FILMS / name / "policy.toml").read_text()),
        facts=swafoto.FrameFacts(rotation=told["rotation"], mirrored=told["mirrored"]),
        retake=[rules[rule] for rule in told["request"]["retake"]],
        declared_covering=told["request"]["declared_covering"],
        covers_head=told["request"].get("covers_head"),
        expect=told["expect"],
    )


class Film:
    """A Y4M file of 4:2:0 frames in BT.601 full range: an iterator of (y, u, v)."""

    def __init__(self, path: Path):
        self._file = path.open("rb")
        header = self._file.readline().decode().split()
        assert header[0] == "YUV4MPEG2", path
        tags = {word[0]: word[1:] for word in header[1:]}
        self.width, self.height = int(tags["W"]), int(tags["H"])
        self.frames_per_second = int(tags["F"].split(":")[0])
        self._chroma = ((self.width + 1) // 2, (self.height + 1) // 2)

    def format(self, **changes) -> swafoto.Yuv420Format:
        chroma_width = self._chroma[0]
        layout = {
            "encoding": swafoto.YuvEncoding.BT601_FULL_RANGE,
            "width": self.width,
            "height": self.height,
            "y_row_stride": self.width,
            "u_row_stride": chroma_width,
            "u_pixel_stride": 1,
            "v_row_stride": chroma_width,
            "v_pixel_stride": 1,
        }
        return swafoto.Yuv420Format(**(layout | changes))

    def __iter__(self):
        return self

    def __next__(self) -> tuple[bytes, bytes, bytes]:
        if not self._file.readline():
            self._file.close()
            raise StopIteration
        chroma = self._chroma[0] * self._chroma[1]
        return tuple(self._file.read(size) for size in (self.width * self.height, chroma, chroma))


def preview(name: str) -> Film:
    return Film(FILMS / name / "preview.y4m")


def still(name: str) -> tuple[tuple[bytes, bytes, bytes], swafoto.Yuv420Format]:
    film = Film(FILMS / name / "still.y4m")
    return next(film), film.format()


class Replay:
    """A film that went through a session."""

    def __init__(self, engine: swafoto.Engine, case: Case, listener: swafoto.SessionListener | None = None):
        self.states: list[str] = []
        self.hints: list[str] = []
        # When the session first asked if the head is covered.
        self.asked_ns: int | None = None
        self.ending: str | None = None
        self.reasons: list[str] = []
        self.still_verdict: swafoto.Verdict | None = None
        planes, layout = still(case.name)
        size = (layout.width, layout.height) if case.facts.rotation % 180 == 0 else (layout.height, layout.width)
        request = case.request(still_size=swafoto.PictureSize(width=size[0], height=size[1]))
        self.session = swafoto.SelfieSession(engine, case.policy, request, listener)
        self.states.append(swafoto.state_name(self.session.state()))
        self._film(case, planes, layout)
        if self.ending is None:
            self._take(self.session.cancel())

    def _film(self, case: Case, still: tuple[bytes, bytes, bytes], still_layout: swafoto.Yuv420Format) -> None:
        film = preview(case.name)
        layout = film.format()
        busy_until = 0
        open_since = None
        for index, planes in enumerate(film):
            at_ns = index * 1_000_000_000 // film.frames_per_second
            if at_ns < busy_until:
                # While the camera takes the still it delivers no preview.
                continue
            if open_since is not None and case.covers_head is not None and at_ns - open_since >= READING_NS:
                self.session.declare_covering(case.covers_head)
            update = self.session.preview_yuv420(*planes, layout, case.facts, at_ns)
            if not update.ask_covering:
                open_since = None
            elif open_since is None:
                open_since = at_ns
            if self.asked_ns is None:
                self.asked_ns = open_since
            self._take(update)
            if update.capture:
                busy_until = at_ns + SHUTTER_NS
                self._take(self.session.still_yuv420(*still, still_layout, case.facts, busy_until))
                self.still_verdict = self.session.verdict()
            if self.ending is not None:
                return

    def _take(self, update: swafoto.Update) -> None:
        state = swafoto.state_name(update.state)
        if self.states[-1:] != [state]:
            self.states.append(state)
        if update.hint is not None:
            hint = swafoto.hint_name(update.hint)
            if self.hints[-1:] != [hint]:
                self.hints.append(hint)
        if update.ending is not None:
            self.ending = swafoto.ending_name(update.ending)
            self.reasons = [swafoto.rule_name(rule) for rule in update.reasons]
