"""The list: what is to be done, for whom, and what lies wrongly in the inbox."""

from __future__ import annotations

import time
from dataclasses import asdict, fields
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from docvet.service.api.access import TOKEN_PERSON, Person, TheSite, Viewer
from docvet.service.api.looks import language
from docvet.service.desk.shell import age, query, render
from docvet.service.ledger import applications, board, health, people
from docvet.service.ledger.board import Chosen
from docvet.values.clock import now_in_china
from docvet.words import Lang, words

router = APIRouter(include_in_schema=False)
_COLUMNS = ("client", "name", "verdict", None, "state", "assignee", "age", "changed")


def chosen_in(request: Request) -> Chosen:
    """What the address of the list says; what makes no sense in it is left out."""
    allowed = {
        "state": applications.STATES, "verdict": ("reject", "review", "clear", "error"), "waits": board.WAITS,
        "sort": (*board.SORTS, *(f"-{name}" for name in board.SORTS)),
    }  # fmt: skip
    given = {field.name: request.query_params.get(field.name, "")[:200] for field in fields(Chosen)}
    return Chosen(**{key: value for key, value in given.items() if value and value in allowed.get(key, (value,))})


@router.get("/")
def listing(
    site: TheSite, person: Viewer, request: Request, page: Annotated[int, Query(ge=1, le=1_000_000)] = 1
) -> HTMLResponse:
    """A page of the list."""
    site.pictures.wake()  # whoever sees the list will open an application
    chosen, lang = chosen_in(request), language(request)
    today = now_in_china().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
    with site.ledger.read() as connection:
        total = board.count(connection, chosen)
        pages = max(1, -(-total // board.PAGE))
        page = min(page, pages)
        rows = board.page(connection, chosen, page)
        context: dict[str, Any] = {
            "waiting": board.waiting(connection), "today": board.since(connection, today),
            "problems": health.inbox_problem_list(connection), "clients": board.clients(connection),
            "names": assignable(connection, person),
        }  # fmt: skip
    plain = {key: value for key, value in asdict(chosen).items() if not (key == "sort" and value == board.SORT)}
    say = words(lang)
    context |= {
        "rows": [_row(row, lang, plain) for row in rows], "chosen": chosen, "total": total, "page": page, "pages": pages,
        "links": [None if name is None else query(**(plain | {"sort": _turned(chosen.sort, name)})) for name in _COLUMNS],
        "columns": _COLUMNS, "states": applications.STATES, "waits": board.WAITS,
        "waits_names": {name: say(f"waits.{name}") for name in board.WAITS},
        "earlier": query(**plain, page=page - 1) if page > 1 else None,
        "later": query(**plain, page=page + 1) if page < pages else None,
        "by_waits": {name: query(**(plain | {"waits": "" if chosen.waits == name else name})) for name in board.WAITS},
        "inbox": site.inbox.name, "is_filtered": any(value for key, value in plain.items() if key != "sort"),
    }  # fmt: skip
    return render(request, "board.html", context, person=person)


def assignable(connection: Any, person: Person) -> list[str]:
    """Names of those who can work on an application."""
    names = [row["name"] for row in people.listing(connection) if row["role"] != "viewer"]
    return names if person.name == TOKEN_PERSON or person.name in names else [person.name, *names]


def _row(row: Any, lang: Lang, plain: dict[str, Any]) -> dict[str, Any]:
    findings = [
        item for item in row["findings"] or () if not item.get("accepted") and item["severity"] in ("reject", "review")
    ]
    now = time.time()
    return {
        **row, "href": f"/applications/{row['id']}{query(**plain)}", "more": max(0, len(findings) - 1),
        "top": findings[0]["title"].get(lang) or findings[0]["title"]["en"] if findings else "",
        "age": age(now - row["first_seen_at"], lang), "changed": age(now - row["changed_at"], lang),
    }  # fmt: skip


def _turned(sort: str, name: str) -> str:
    first = f"-{name}" if name == "changed" else name
    return {name: f"-{name}", f"-{name}": name}.get(sort, first)
