"""Handing in an application from another machine."""

from __future__ import annotations

import errno
import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from docvet.form.model import Form
from docvet.service.api.access import Person, Reviewer, TheSite
from docvet.service.api.incoming import Incoming
from docvet.service.api.problems import Problem
from docvet.service.api.routes.runs import check_form
from docvet.service.api.site import Site
from docvet.service.hand_in.names import BadName, folder_name
from docvet.service.hand_in.staging import Elsewhere, LooseFiles, Staging, begin
from docvet.service.ledger import applications, audit, forms, runs

router = APIRouter(tags=["hand-in"])
_OWN_FIELDS = frozenset({"client", "name", "replace"})
_NESTED = frozenset({"documents", "joint", "epr"})
"""Keys of the form whose values are given as JSON."""


@router.post("/api/v1/applications", status_code=201)
async def hand_in(site: TheSite, person: Reviewer, request: Request) -> dict[str, Any]:
    """Multipart: ``client``, ``name``, keys of the form, and files whose names are relative paths.

    The same client and name again adds to the application, which is a new version: a file of the same path takes the
    other's place; with ``replace=yes`` the application holds these files and no others. Until all has come nothing is taken.
    """
    try:
        staging = await run_in_threadpool(begin, site.inbox)
    except OSError as error:
        raise _cannot_write(error) from None
    incoming: Incoming | None = None
    try:
        incoming = Incoming(request.headers.get("content-type", ""), staging, site.bounds)
        async for piece in request.stream():
            await run_in_threadpool(incoming.take, piece)
        incoming.finish()
        return await run_in_threadpool(_enter, site, person, incoming, staging)
    except ClientDisconnect:
        raise Problem(400, "cut_short") from None
    except OSError as error:
        raise _cannot_write(error) from None
    finally:
        if incoming is not None:
            incoming.close()
        if not (staging.folder / "commit.json").exists():
            await run_in_threadpool(staging.discard)


def _enter(site: Site, person: Person, incoming: Incoming, staging: Staging) -> dict[str, Any]:
    fields = dict(incoming.fields)
    client, name = (_folder(fields, key) for key in ("client", "name"))
    replace = fields.get("replace", ["no"])[-1].lower() in ("yes", "true", "1", "on")
    values = form_values({key: given for key, given in fields.items() if key not in _OWN_FIELDS})
    if not staging.paths:
        raise Problem(400, "no_files")
    with site.ledger.write() as connection:
        # Before the files are there, so that their first run knows the form.
        identity = applications.meet(connection, client, name, f"{client}/{name}")
        if values:
            forms.enter(connection, identity, values, person=person.name)
            runs.again(connection, site.jobs, identity, cause="form", person=person.name)
        audit.add(connection, person.name, "hand_in", identity, files=len(staging.paths), bytes=incoming.bytes)
    try:
        staging.commit(client, name, replace=replace)
    except LooseFiles:
        raise Problem(409, "loose_files", client=client) from None
    except Elsewhere:
        raise Problem(409, "elsewhere") from None
    return {
        "id": identity, "client": client, "name": name, "files": len(staging.paths), "bytes": incoming.bytes,
        "ignored": incoming.ignored, "renamed": incoming.renamed,
    }  # fmt: skip


def _folder(fields: Mapping[str, Sequence[str]], key: str) -> str:
    given = fields.get(key, [""])[-1]
    try:
        return folder_name(given)
    except BadName:
        raise Problem(400, "bad_folder_name", place=key, name=given[:200]) from None


def form_values(fields: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Fields of a page's form as keys of ``application.yaml``; what was left empty is left out. Problem 422 as for those."""
    values: dict[str, Any] = {}
    for key, given in fields.items():
        filled = [text for text in given if text.strip()]
        if not filled:
            continue
        if key in _NESTED:
            try:
                values[key] = json.loads(filled[-1])
            except ValueError:
                raise Problem(422, "invalid", place=key, why="JSON") from None
        else:
            values[key] = filled if len(filled) > 1 else filled[0]
    if values:
        check_form(values)
    return values


def _cannot_write(error: OSError) -> Problem:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Problem(507, "disk_full")
    return Problem(503, "inbox_not_writable", why=error.strerror or type(error).__name__)


assert _OWN_FIELDS.isdisjoint(Form.model_fields)  # noqa: S101 - a key of the form of that name could not be handed in
