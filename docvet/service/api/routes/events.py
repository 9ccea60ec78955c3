"""Server-sent events as applications change."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import sqlalchemy as sa
from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from docvet.service.api import views
from docvet.service.api.access import TheSite, Viewer, who
from docvet.service.api.problems import Problem
from docvet.service.api.site import Site
from docvet.service.ledger.database import Away
from docvet.service.ledger.tables import applications

router = APIRouter(tags=["events"])
_EVERY = 1.0
_HEARTBEAT = 15.0
"""Seconds after which a line is sent even if nothing happened, and it is asked anew whether the person may listen."""
_OVERLAP = 5.0
"""Seconds looked back: a transaction that began earlier may end later, and clocks of two machines differ a little."""
_MOST = 500


@router.get("/api/v1/events")
def events(site: TheSite, _person: Viewer, request: Request) -> StreamingResponse:
    """Event ``application`` with a row of the list as data, whenever one has changed; ``again`` where too many have."""
    headers = {"X-Accel-Buffering": "no"}
    return StreamingResponse(_stream(site, request), media_type="text/event-stream", headers=headers)


async def _stream(site: Site, request: Request) -> AsyncIterator[str]:
    since = time.time()
    sent: dict[str, float] = {}
    heard = time.monotonic()
    yield "retry: 3000\n\n"
    while not site.stopping.is_set() and not await request.is_disconnected():
        try:
            rows = await run_in_threadpool(_changed, site, since - _OVERLAP)
        except Away:
            rows = []
        fresh = [
            row for row in rows if sent.get(row["id"]) != row["changed_at"] and row["changed_at"] > since - _OVERLAP
        ]
        if len(fresh) >= _MOST:
            yield "event: again\ndata: {}\n\n"
        else:
            for row in fresh:
                yield f"event: application\ndata: {json.dumps(views.application(row), ensure_ascii=False)}\n\n"
        sent = {row["id"]: row["changed_at"] for row in rows}
        now = time.time()  # a row of a clock that is ahead must not hide what comes after it
        since = max([since, *(min(row["changed_at"], now) for row in rows)])
        if time.monotonic() - heard > _HEARTBEAT:
            heard = time.monotonic()
            if not await run_in_threadpool(_may_listen, request, site):
                return
            yield ": here\n\n"
        await asyncio.sleep(_EVERY)


def _may_listen(request: Request, site: Site) -> bool:
    try:
        who(request, site)
    except Problem:
        return False
    except Away:
        return True
    return True


def _changed(site: Site, since: float) -> list[Any]:
    query = sa.select(applications).where(applications.c.changed_at > since).order_by(applications.c.changed_at)
    with site.ledger.read() as connection:
        return list(connection.execute(query.limit(_MOST)).mappings())
