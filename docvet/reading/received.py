"""Files of a worker's task: opened by the parent and received as descriptors, since a worker can open none itself.

Without a parent that sends them (other systems, tests) a file is opened by its path.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import mmap
import os
import socket
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

POSSIBLE = hasattr(socket, "send_fds") and hasattr(socket, "AF_UNIX")
"""Whether descriptors can be sent here."""
_TICKET = struct.Struct("=Q")
_AT_ONCE = 200
"""Descriptors of one message; Linux takes 253."""


class Outlet:
    """The parent's end: sends the files of one task after the other."""

    def __init__(self) -> None:
        self._here, self.there = socket.socketpair()
        """``there`` is the worker's end, and that of the worker that replaces it."""
        self._here.settimeout(10.0)
        self._ticket = 0

    def send(self, paths: Sequence[Path]) -> int:
        """Send the files; the ticket by which the task takes them. What cannot be opened arrives as an empty device."""
        self._ticket += 1
        for start in range(0, len(paths), _AT_ONCE):
            descriptors: list[int] = []
            try:
                descriptors += map(_opened, paths[start : start + _AT_ONCE])
                socket.send_fds(self._here, [_TICKET.pack(self._ticket)], descriptors)
            finally:
                _close(descriptors)
        return self._ticket

    def close(self) -> None:
        """Close both ends."""
        self._here.close()
        self.there.close()


class Inlet:
    """The worker's end, with the files of its present task."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._files: dict[Path, int] = {}

    def connect(self, there: socket.socket) -> None:
        """Receive from here on; paths are not opened any more."""
        self._socket = there

    def take(self, ticket: int, paths: Sequence[Path]) -> None:
        """The files of the task with this ticket; those of tasks that never ran are closed.

        Raises:
            EOFError: the parent is gone.
            OSError: more files than a worker may have open.
        """
        self.release()
        while self._socket is not None and len(self._files) < len(set(paths)):
            data, descriptors, flags, _ = socket.recv_fds(self._socket, _TICKET.size, _AT_ONCE)
            if not data:
                raise EOFError
            if flags & socket.MSG_CTRUNC:
                _close(descriptors)
                raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
            if _TICKET.unpack(data)[0] != ticket:
                _close(descriptors)
                continue
            self._files |= zip(tuple(dict.fromkeys(paths))[len(self._files) :], descriptors, strict=False)

    def release(self) -> None:
        """Close the files of the task that is done."""
        _close(self._files.values())
        self._files = {}

    def open(self, path: Path) -> BinaryIO:
        """The file, from its beginning.

        Raises:
            PermissionError: it was not sent, or is no file.
            OSError: it cannot be opened.
        """
        if self._socket is None:
            return path.open("rb")
        held = self._files.get(path)
        if held is None or not S_ISREG(os.fstat(held).st_mode):
            raise PermissionError(path)
        stream = os.fdopen(os.dup(held), "rb")
        stream.seek(0)
        return stream


INLET = Inlet()
"""That of this process."""


def opened(path: Path) -> BinaryIO:
    """See :meth:`Inlet.open`."""
    return INLET.open(path)


def mapped(path: Path) -> ctypes.Array[ctypes.c_ubyte]:
    """The bytes of the file, as a private mapping that takes no memory until it is read and ends with its last user.

    Raises:
        OSError: as :meth:`Inlet.open`.
        ValueError: the file is empty.
    """
    with opened(path) as stream:
        held = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_COPY)
    return (ctypes.c_ubyte * len(held)).from_buffer(held)


def _opened(path: Path) -> int:
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        return os.open(path, flags | os.O_NOFOLLOW)  # as intake opened it
    except OSError:
        return os.open(os.devnull, flags)


def _close(descriptors: Iterable[int]) -> None:
    for descriptor in descriptors:
        with contextlib.suppress(OSError):
            os.close(descriptor)
