"""The bombs by name."""

from __future__ import annotations

from collections.abc import Callable

BOMBS: dict[str, Callable[[], bytes]] = {}
LARGE: dict[str, Callable[[], bytes]] = {}


def bomb(name: str, *, large: bool = False) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Registers what makes the file of this name."""

    def register(make: Callable[[], bytes]) -> Callable[[], bytes]:
        (LARGE if large else BOMBS)[name] = make
        return make

    return register
