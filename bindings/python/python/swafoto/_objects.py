"""The native library's classes, mended: what the generator leaves open is closed here, for all of them at once.

Their types are in `_objects.pyi`, since the generator's annotations know neither buffers nor `with` nor the errors' variants.
"""

from __future__ import annotations


from ._buffers import mend_buffers
from ._callbacks import mend_callbacks
from ._copying import mend_errors, mend_objects, objects
from ._native import swafoto as _native
from ._records import mend_records

for _mend in (mend_objects, mend_errors, mend_records, mend_buffers, mend_callbacks):
    _mend(_native)


def _enter(self):
    return self


def _exit(self, kind, value, traceback):
    self.release()


# What can be released before its last reference goes.
for _, _cls in objects(_native):
    if hasattr(_cls, "release"):
        _cls.__enter__, _cls.__exit__ = _enter, _exit

Capture = _native.Capture
Engine = _native.Engine
Policy = _native.Policy
SelfieFlow = _native.SelfieFlow
SelfieSession = _native.SelfieSession
SwafotoError = _native.SwafotoError
