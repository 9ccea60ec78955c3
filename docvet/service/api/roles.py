"""Who gets in where: the least role of each path and method, as the paths themselves ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from docvet.service.api import access, routers
from docvet.service.ledger.people import ROLES, Role

NOBODY = "nobody"
"""Whoever reaches the service, signed in or not."""
_ASKED: dict[Callable[..., Any], Role] = {
    access.who: "viewer",
    access.is_reviewer: "reviewer",
    access.is_owner: "owner",
}
_HEAD = """\
# Who may do what

Every path of the service, from its own code by `make docs`. ✓ gets in; 401 and 403 are what the others are answered. Nobody is whoever has not
signed in. A program with the owner's token is an owner. A test asks every path once in each role.

| method | path | nobody | viewer | reviewer | owner |
|---|---|---|---|---|---|
"""


def least(route: APIRoute) -> str:
    """The least role that gets in."""
    asked = [_ASKED[call] for call in _calls(route.dependant) if call in _ASKED]
    return max(asked, key=[*ROLES].index) if asked else NOBODY


def table(of: Iterable[APIRouter] | None = None) -> dict[tuple[str, str], str]:
    """(method, path) → the least role."""
    routes = [route for router in of or routers() for route in router.routes if isinstance(route, APIRoute)]
    return {(method, route.path): least(route) for route in routes for method in route.methods or ()}


def page() -> str:
    """``docs/roles.md``."""
    ranks = (NOBODY, *ROLES)
    rows = []
    for (method, path), role in sorted(table().items(), key=lambda item: (item[0][1], item[0][0])):
        cells = [
            "✓" if ranks.index(rank) >= ranks.index(role) else "401" if rank == NOBODY else "403" for rank in ranks
        ]
        rows.append(f"| {method} | `{path}` | {' | '.join(cells)} |\n")
    return _HEAD + "".join(rows)


def _calls(dependant: Dependant) -> Iterable[Callable[..., Any]]:
    if dependant.call is not None:
        yield dependant.call
    for below in dependant.dependencies:
        yield from _calls(below)
