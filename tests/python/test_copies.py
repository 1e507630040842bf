"""What is copied, pickled or taken along by a fork works or refuses: no two objects own one piece of memory."""

import copy
import inspect
import multiprocessing
import os
import pickle
import warnings
from concurrent.futures import ProcessPoolExecutor

import films
import pytest

import swafoto
from swafoto import SwafotoError
from swafoto._native import swafoto as native

# Every class that the generator wrote around a pointer of the library, also one that it writes tomorrow.
CLASSES = [cls for _, cls in inspect.getmembers(native, inspect.isclass) if "_handle" in inspect.get_annotations(cls)]

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)

WAYS = {"copy": copy.copy, "deepcopy": copy.deepcopy} | {
    f"pickle {protocol}": lambda value, protocol=protocol: pickle.loads(pickle.dumps(value, protocol))
    for protocol in PROTOCOLS
}


@pytest.fixture(params=WAYS.values(), ids=WAYS.keys())
def copied(request):
    return request.param


def test_the_classes_are_found():
    assert {native.Policy, native.Engine, native.SelfieSession, native.Capture} <= set(CLASSES)


@pytest.mark.parametrize("cls", set(CLASSES) - {native.Policy})
def test_what_holds_memory_refuses_and_says_what_to_do(cls, copied):
    name = cls.__name__
    with pytest.raises(TypeError, match=f"^{name} holds memory of this process .*: .") as refused:
        copied(cls.__new__(cls))
    if cls in (native.Engine, native.SelfieSession, native.Capture):
        assert "make another" not in str(refused.value)


@pytest.mark.parametrize("cls", CLASSES)
def test_a_pickle_that_holds_a_pointer_is_refused(cls):
    class Former:
        def __reduce__(self):
            return object.__new__, (cls,), {"_handle": 0x1000}

    with pytest.raises(TypeError, match="holds memory"):
        pickle.loads(pickle.dumps(Former()))


def test_a_policy_travels_as_its_text(copied):
    policy = swafoto.Policy.preset("icao-9303")
    for _ in range(3):
        policy = copied(policy)
    assert policy.sha256() == swafoto.Policy.preset("icao-9303").sha256()
    before = native.probe_live_objects().policies if hasattr(native, "probe_live_objects") else None
    several = [copied(policy) for _ in range(20)]
    assert {one.sha256() for one in several} == {policy.sha256()}
    if before is not None:
        assert native.probe_live_objects().policies == before + len(several)
        del several
        assert native.probe_live_objects().policies == before


def test_objects_that_were_refused_work_on(engine, copied):
    policy = swafoto.Policy.preset("prakerja-2020")
    session = swafoto.SelfieSession(engine, policy, swafoto.SessionRequest())
    for value in (engine, session):
        with pytest.raises(TypeError):
            copied(value)
    assert session.tick(0).state == session.state()
    assert engine.judge_file(films.PORTRAIT.read_bytes(), policy).checks


def variants():
    for variant in SwafotoError.__subclasses__():
        fields = inspect.signature(variant).parameters
        values = {"fault": swafoto.FileFault.DAMAGED}
        yield variant(**{field: values.get(field, f"a {field}") for field in fields})


@pytest.mark.parametrize("error", list(variants()), ids=lambda error: type(error).__name__)
def test_errors_are_copied_whole_and_say_something(error, copied):
    twin = copied(error)
    assert type(twin) is type(error) and vars(twin) == vars(error)
    assert str(twin) == str(error) != ""


def test_records_and_enumerations_are_copied_whole(copied):
    verdict = swafoto.check(films.PORTRAIT.read_bytes())
    assert copied(verdict) == verdict and copied(verdict) is not verdict
    assert copied(swafoto.Hint.MOVE_CLOSER) is swafoto.Hint.MOVE_CLOSER


@pytest.mark.parametrize("method", sorted(set(multiprocessing.get_all_start_methods())))
def test_processes_are_handed_a_policy(method):
    photo, policy = films.PORTRAIT.read_bytes(), swafoto.Policy.preset("icao-9303")
    here = swafoto.check(photo, policy)
    context = multiprocessing.get_context(method)
    with warnings.catch_warnings(), ProcessPoolExecutor(2, mp_context=context) as pool:
        # Python 3.12 warns of forks beside threads, of which the pool has one.
        warnings.simplefilter("ignore", DeprecationWarning)
        there = [pool.submit(swafoto.check, photo, policy) for _ in range(4)]
        unusable = pool.submit(swafoto.check, b"no photograph", policy)
        refused = pool.submit(swafoto.check, photo, policy, engine=swafoto.default_engine())
        assert [verdict.result() for verdict in there] == [here] * 4
        with pytest.raises(SwafotoError.UnusableFile) as error:
            unusable.result()
        assert error.value.fault == swafoto.FileFault.FORMAT and error.value.reason
        with pytest.raises(TypeError, match="Engine holds memory"):
            refused.result()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_fork_takes_live_objects_along(engine):
    policy = swafoto.Policy.preset("prakerja-2020")
    photo = films.PORTRAIT.read_bytes()
    session = swafoto.SelfieSession(engine, policy, swafoto.SessionRequest())
    here = engine.judge_file(photo, policy)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        right = False
        try:
            right = engine.judge_file(photo, policy) == swafoto.check(photo, policy) == here
            right = right and session.cancel().ending == swafoto.Ending.CANCELLED
            del session, policy
        finally:
            os._exit(0 if right else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    # What the child let go of was its own.
    assert session.tick(0).ending is None
    assert engine.judge_file(photo, policy) == here
