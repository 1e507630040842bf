import films
import pytest

import swafoto


@pytest.fixture(scope="session")
def engine() -> swafoto.Engine:
    return swafoto.default_engine()


@pytest.fixture
def perfect() -> films.Case:
    return films.case("perfect")
