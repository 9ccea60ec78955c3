"""What a worker may answer: docvet's own values, numbers, texts, arrays and errors, and nothing that runs as it is read.

Pickled data names the things that it is made of, and reading it calls them. A worker that a stranger's file took over could
name anything; here only plain values can be named, and an answer has a bound.
"""

from __future__ import annotations

import enum
import io
import pickle
from collections.abc import Callable
from dataclasses import is_dataclass
from importlib import import_module
from typing import Any

from pebble import ProcessPool

MOST_BYTES = 700_000_000
"""Of one answer; the largest are packed copies of many scans."""
_PLAIN = frozenset(
    {
        *(("builtins", name) for name in ("frozenset", "set", "bytearray", "complex", "slice", "range")),
        *(("numpy", name) for name in ("ndarray", "dtype")),
        *((f"numpy.{core}.multiarray", name) for core in ("core", "_core") for name in ("_reconstruct", "scalar")),
        *((f"numpy.{core}.numeric", "_frombuffer") for core in ("core", "_core")),
        *(("pathlib", name) for name in ("Path", "PosixPath", "WindowsPath", "PurePosixPath")),
        *(("pathlib._local", name) for name in ("PosixPath", "WindowsPath")),
        *(("datetime", name) for name in ("date", "datetime", "timedelta")),
        ("decimal", "Decimal"),
        ("pebble.common.types", "Result"),
        ("pebble.common.types", "ResultStatus"),
        *(("pebble.pool.process", name) for name in ("TaskResult", "TaskProblem", "Acknowledgement")),
    }
)


class RaisedElsewhere(Exception):
    """An error of another package, known by its name alone: as it is, it could not be answered with."""

    @property
    def name(self) -> str:
        """Its class."""
        return str(self.args[0])


def told(error: Exception) -> Exception:
    """The error as a worker may answer with it."""
    module = type(error).__module__
    known = module == "builtins" or module.startswith("docvet.")
    return error if known else RaisedElsewhere(type(error).__name__)


def loads(data: bytes) -> Any:
    """The values in pickled data.

    Raises:
        pickle.PicklingError: it names what no answer consists of, or is broken.
    """
    try:
        return _Reader(io.BytesIO(data)).load()
    except pickle.PicklingError:
        raise
    except Exception as error:  # broken data makes the reader raise whatever it leads to
        raise pickle.PicklingError(type(error).__name__) from None


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if "." not in name and (module == "builtins" or module.startswith("docvet.")):
            named = getattr(import_module(module), name, None)
            if isinstance(named, type) and named.__module__ == module and _is_value(named):
                return named
        raise pickle.PicklingError(f"{module}.{name}")


def _is_value(cls: type) -> bool:
    return issubclass(cls, (enum.Enum, Exception)) or (is_dataclass(cls) and cls.__module__ != "builtins")


class Pool(ProcessPool):
    """A pool that reads its workers' answers so."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        manager = self._pool_manager.worker_manager
        create: Callable[[], None] = manager.create_channels

        def create_channels() -> None:
            create()
            channel: Any = manager.pool_channel
            channel.recv = lambda: loads(channel.reader.recv_bytes(MOST_BYTES))

        manager.create_channels = create_channels  # type: ignore[method-assign]
