"""Readers that read a file once a test run: folders of one story differ in one file, and reading is what costs."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from docvet.models import Box, File, Reading
from docvet.reading.pool import OnProgress, Readers


class RememberingReaders(Readers):
    """As :class:`Readers`, and what it read stands in ``store``, which several processes may share.

    Real workers do every reading that is not there yet. The order in which files are named does not matter to a
    reading, and neither does its name, so what is stored bears the content's digest and the looks that it had.
    """

    def __init__(self, store: Path) -> None:
        super().__init__(jobs=1)
        self._store = store
        store.mkdir(parents=True, exist_ok=True)

    def read(self, files: Sequence[File], progress: OnProgress | None = None) -> list[Reading]:
        """The first look at each file."""
        first = super().read
        return [
            replace(self._once(_key(file), lambda file=file: first([file], progress)[0]), file=file) for file in files
        ]

    def look_again(
        self,
        wanted: Mapping[str, Mapping[int, Sequence[Box]]],
        readings: Sequence[Reading],
        progress: OnProgress | None = None,
    ) -> list[Reading]:
        """A further look at those that are wanted."""
        return [self._again(wanted, each, progress) if each.file.path in wanted else each for each in readings]

    def _again(
        self, wanted: Mapping[str, Mapping[int, Sequence[Box]]], reading: Reading, progress: OnProgress | None
    ) -> Reading:
        looks = [(page.number, [(done.effort, done.places) for done in page.passes]) for page in reading.pages]
        pages = sorted((number, tuple(places)) for number, places in wanted[reading.file.path].items())
        key = _key(reading.file, looks, pages)
        again = super().look_again
        return replace(self._once(key, lambda: again(wanted, [reading], progress)[0]), file=reading.file)

    def _once(self, key: str, make: Callable[[], Reading]) -> Reading:
        place = self._store / key
        if place.exists():
            return pickle.loads(place.read_bytes())  # noqa: S301 - written by this very run
        made = make()
        draft = place.with_suffix(f".{os.getpid()}")
        draft.write_bytes(pickle.dumps(made))
        draft.replace(place)  # whole or not at all: the other process may be looking
        return made


def _key(file: File, *looks: object) -> str:
    said = repr((file.sha256, file.media_type, file.troubles, *looks))
    return hashlib.sha256(said.encode()).hexdigest()
