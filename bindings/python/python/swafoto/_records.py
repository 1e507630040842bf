"""Records of the native library as dataclasses that know their fields.

The generator writes dataclasses without fields: `repr` shows none, `asdict` is empty, and a comparison with anything else fails.
"""

from __future__ import annotations

import dataclasses
import inspect
from typing import Any


def mend_records(native: Any) -> None:
    """Makes each record of the library a dataclass of the fields that its constructor takes."""
    record: Any
    for _, record in inspect.getmembers(native, dataclasses.is_dataclass):
        fields = inspect.signature(record).parameters.values()
        record.__annotations__ = {field.name: field.annotation for field in fields}
        for method in ("__repr__", "__str__", "__eq__"):
            delattr(record, method)
        dataclasses.dataclass(init=False, kw_only=True)(record)
