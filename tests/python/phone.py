"""A platform in a page: drives a flow as a phone's wrapper does, and writes down what it shows and is asked to do.

A wrapper for a new platform does this and no more, with a camera in place of the film and drawing in place of the record.
"""

from __future__ import annotations

import films
import swafoto
from swafoto import Command, Event
from swafoto._native import swafoto as native

AREA = swafoto.PreviewArea(width=360, height=720, density=1, mirrored=True)
MILLISECOND_NS = 1_000_000


class Phone:
    def __init__(self, engine: swafoto.Engine, request: swafoto.FlowRequest):
        self.flow = swafoto.SelfieFlow(request, engine)
        self.record = ""
        self.asks = False
        self.waits = False
        self.over = False
        self.wants_still = False

    def take(self, turn: swafoto.Turn) -> None:
        if turn.screen is not None:
            self.asks = turn.screen.question is not None
            self.waits = turn.screen.waits
        self.wants_still |= Command.TAKE_STILL in turn.commands
        self.over |= Command.FINISH in turn.commands
        self.record += swafoto.turn_record(turn)

    def tell(self, event: Event, at_ns: int) -> None:
        self.take(self.flow.tell(event, at_ns))


def watch(engine: swafoto.Engine, case: films.Case) -> str:
    """Runs a film to its end."""
    still, still_layout = films.still(case.name)
    size = (still_layout.width, still_layout.height)
    if case.facts.rotation % 180:
        size = size[::-1]
    session = swafoto.SessionRequest(retake=case.retake, declared_covering=case.declared_covering)
    policy = swafoto.PolicyChoice.TOML(text=(films.FILMS / case.name / "policy.toml").read_text())
    phone = Phone(engine, swafoto.FlowRequest(policy=policy, session=session, languages=["id"]))
    phone.tell(Event.PERMISSION(permission=swafoto.CameraPermission.GRANTED), 0)
    phone.tell(Event.SHOWN(), 0)
    phone.tell(Event.LAID_OUT(area=AREA), 0)
    phone.tell(Event.OPENED(still_size=swafoto.PictureSize(width=size[0], height=size[1])), 0)
    film = films.preview(case.name)
    layout = film.format()
    busy_until = at_ns = 0
    open_since = None
    for index, planes in enumerate(film):
        at_ns = index * 1_000_000_000 // film.frames_per_second
        if at_ns < busy_until:
            # While the camera takes the still it delivers no preview.
            continue
        if open_since is not None and case.covers_head is not None and at_ns - open_since >= films.READING_NS:
            phone.tell(Event.ANSWERED(covered=case.covers_head), at_ns)
        phone.take(phone.flow.frame_yuv420(*planes, layout, case.facts, at_ns))
        open_since = (open_since if open_since is not None else at_ns) if phone.asks else None
        if phone.wants_still:
            phone.wants_still = False
            busy_until = at_ns + films.SHUTTER_NS
            phone.tell(Event.STILL_TAKEN(), busy_until)
            phone.take(phone.flow.still_yuv420(*still, still_layout, case.facts, busy_until))
        if phone.over or phone.waits:
            break
    end_ns = max(at_ns, busy_until)
    if phone.waits:
        phone.tell(Event.PRESSED(action=swafoto.Action.LEAVE), end_ns)
    elif not phone.over:
        phone.tell(Event.CANCELLED(), end_ns)
    return phone.record


def play(engine: swafoto.Engine, script: str) -> str:
    """Goes through the states of `tests/screens/states.script`."""
    black = swafoto.PackedFormat(layout=swafoto.PackedLayout.RGB, width=96, height=128, row_stride=288)
    record, phone, now_ns = "", None, 0
    for line in script.splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("="):
            record += f"{phone.record}\n" if phone else ""
            record += f"{line}\n"
            phone, now_ns = Phone(engine, swafoto.FlowRequest(
                policy=swafoto.PolicyChoice.STANDARD(), session=swafoto.SessionRequest(), languages=["id"])), 0
            continue
        phone.record += f"> {line}\n"
        name, _, number = line.partition(" ")
        if name == "wait":
            for _ in range(int(number) // swafoto.tick_interval_ms()):
                now_ns += swafoto.tick_interval_ms() * MILLISECOND_NS
                phone.tell(Event.TICK(), now_ns)
        elif name == "black":
            for _ in range(int(number) // 50):
                now_ns += 50 * MILLISECOND_NS
                phone.take(phone.flow.frame_packed(bytes(3 * 96 * 128), black, swafoto.FrameFacts(), now_ns))
        else:
            phone.tell(native.probe_event(line), now_ns)
    return record + phone.record
