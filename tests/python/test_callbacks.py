"""The app's own code, called by the SDK: it hears what it should, and may raise what it likes."""

import base64
import hashlib
import json

import films
import jwt
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

import swafoto
from swafoto import SwafotoError


class Listener(swafoto.SessionListener):
    def __init__(self, raises=None):
        self.heard = []
        self._raises = raises

    def changed(self, update):
        self.heard.append(update)
        if self._raises:
            raise self._raises


class Log(swafoto.LogSink):
    def __init__(self):
        self.lines = []

    def log(self, level, target, message):
        self.lines.append((level, message))


class Key(swafoto.ReceiptSigner):
    def __init__(self):
        self.private = ec.generate_private_key(ec.SECP256R1())

    def key_id(self):
        return "key of the test"

    def sign(self, bytes):
        return self.private.sign(bytes, ec.ECDSA(hashes.SHA256()))


@pytest.fixture
def log():
    sink = Log()
    swafoto.set_logger(swafoto.LogLevel.WARNING, sink)
    yield sink
    swafoto.set_logger(swafoto.LogLevel.ERROR, None)


def test_the_listener_hears_each_change_once(engine, perfect):
    listener = Listener()
    run = films.Replay(engine, perfect, listener)
    run.session.cancel()
    told = [
        (update.state, update.hint, update.ask_covering, update.help, update.ending) for update in listener.heard
    ]
    assert all(before != after for before, after in zip(told, told[1:]))
    assert [update.ending for update in listener.heard].count(None) == len(listener.heard) - 1
    assert listener.heard[-1].ending == swafoto.Ending.ACCEPTED


@pytest.mark.parametrize("raises", [RuntimeError("of the app"), SwafotoError.Callback("declared")])
def test_a_listener_that_raises_changes_nothing(engine, perfect, log, raises):
    run = films.Replay(engine, perfect, Listener(raises))
    assert run.ending == "accepted"
    assert any(level == swafoto.LogLevel.WARNING and "listener threw" in line for level, line in log.lines)


@pytest.mark.parametrize("raises", [KeyboardInterrupt("ctrl-c"), SystemExit(3)])
def test_what_ends_the_program_is_not_held_up(engine, perfect, log, raises):
    listener = Listener(raises)
    with pytest.raises(type(raises)) as ended:
        films.Replay(engine, perfect, listener)
    assert ended.value is raises
    assert len(listener.heard) == 1
    # Raised once, in the call that it belongs to.
    assert films.Replay(engine, perfect).ending == "accepted"


def test_what_ends_the_program_leaves_the_inmost_call_first(engine, perfect):
    session = swafoto.SelfieSession(engine, perfect.policy, swafoto.SessionRequest())
    other = swafoto.SelfieSession(engine, perfect.policy, swafoto.SessionRequest(), Listener(KeyboardInterrupt()))
    seen = []

    class Nesting(swafoto.SessionListener):
        def changed(self, update):
            try:
                other.cancel()
            except KeyboardInterrupt:
                seen.append("inside")
            seen.append(session.state())

    swafoto.SelfieSession(engine, perfect.policy, swafoto.SessionRequest(), Nesting()).cancel()
    assert seen == ["inside", swafoto.State.SEARCHING]


def test_a_signer_that_ends_the_program_leaves_the_photo(engine, perfect):
    capture = films.Replay(engine, perfect).session.take_capture()

    class Interrupted(Key):
        def sign(self, bytes):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        capture.sign(Interrupted())
    assert capture.sign(Key()).count(".") == 2


def test_a_signature_comes_in_any_buffer(engine, perfect):
    capture = films.Replay(engine, perfect).session.take_capture()

    class Holding(Key):
        def sign(self, bytes):
            return memoryview(super().sign(bytes))

    assert capture.sign(Holding()).count(".") == 2


def test_any_server_can_verify_a_receipt(engine, perfect):
    capture = films.Replay(engine, perfect).session.take_capture()
    key = Key()
    token = capture.sign(key)
    receipt = jwt.decode_complete(token, key.private.public_key(), algorithms=["ES256"], options={"verify_aud": False})
    assert receipt["header"]["kid"] == "key of the test"
    payload = receipt["payload"]
    assert payload["photo"]["sha256"] == hashlib.sha256(capture.jpeg()).hexdigest() == capture.sha256()
    assert payload["nonce"] == "nonce of perfect"
    assert payload["policy"] == {"id": perfect.policy.id(), "sha256": perfect.policy.sha256()}
    assert [check["rule"] for check in payload["checks"]] == [
        swafoto.rule_name(rule.rule) for rule in perfect.policy.rules()
    ]
    assert json.loads(capture.receipt()) == payload

    header, body, signature = token.split(".")
    body = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).replace(b'"compliant":true', b'"compliant":false')
    forged = ".".join([header, base64.urlsafe_b64encode(body).rstrip(b"=").decode(), signature])
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(forged, key.private.public_key(), algorithms=["ES256"])
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, Key().private.public_key(), algorithms=["ES256"])


def test_a_signer_that_fails_leaves_the_photo(engine, perfect):
    session = films.Replay(engine, perfect).session
    capture = session.take_capture()
    assert session.take_capture() is None

    class Locked(Key):
        def sign(self, bytes):
            raise PermissionError("locked")

    class Nonsense(Key):
        def sign(self, bytes):
            return b"no"

    with pytest.raises(SwafotoError.Callback, match="locked"):
        capture.sign(Locked())
    with pytest.raises(SwafotoError.Receipt):
        capture.sign(Nonsense())
    assert capture.sign(Key()).count(".") == 2
    assert capture.jpeg().startswith(b"\xff\xd8")
