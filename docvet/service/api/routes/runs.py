"""What starts a run: a rescan of one or many, the form, a file's password."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from docvet.form.model import Form
from docvet.service.api import lookup, views
from docvet.service.api.access import Reviewer, TheSite, Viewer
from docvet.service.api.problems import Problem
from docvet.service.ledger import applications, audit, forms, passwords, runs

router = APIRouter(tags=["runs"])


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FormBody(_Body):
    """Keys of ``application.yaml`` and their values; null takes a key out."""

    values: dict[str, Any]
    for_client: bool = False
    """They hold for all of the client's applications, where neither the folder nor a person says otherwise."""


class PasswordBody(_Body):
    """The password of a protected file; null takes it out."""

    file: Annotated[str, Field(min_length=1, max_length=4000)]
    password: Annotated[str, Field(min_length=1, max_length=200)] | None


@router.post("/api/v1/applications/{identity}/rescan", status_code=202)
def rescan(site: TheSite, person: Reviewer, identity: str) -> dict[str, Any]:
    """One more run of what the folder holds."""
    with site.ledger.write() as connection:
        lookup.application(connection, identity)
        run = runs.again(connection, site.jobs, identity, cause="rescan", person=person.name)
        if run is None:
            raise Problem(409, "nothing_to_scan")
        audit.add(connection, person.name, "rescan", identity)
        return {"run": runs.one(connection, run)["number"]}


@router.post("/api/v1/rescan", status_code=202)
def rescan_many(
    site: TheSite, person: Reviewer, client: str | None = None, verdict: str | None = None
) -> dict[str, Any]:
    """One more run of many, or of all."""
    with site.ledger.read() as connection:
        chosen = applications.listing(connection, client=client, verdict=verdict, size=None)
    started = 0
    for row in chosen:
        # One short transaction each: nobody has to wait until ten thousand are queued.
        with site.ledger.write() as connection:
            if applications.find(connection, row["id"]) is not None:
                run = runs.again(connection, site.jobs, row["id"], cause="rescan", person=person.name)
                started += run is not None
    with site.ledger.write() as connection:
        audit.add(connection, person.name, "rescan_many", client=client, verdict=verdict, started=started)
    return {"started": started}


@router.get("/api/v1/applications/{identity}/form")
def form(site: TheSite, person: Viewer, identity: str) -> dict[str, Any]:
    """What people entered for the application, with who and when, and what holds for all of its client."""
    with site.ledger.read() as connection:
        row = lookup.application(connection, identity)
        entered = forms.entered(connection, identity)
        defaults = forms.defaults(connection, row["client"])
    tree = {
        "entered": {
            item["key"]: {"value": item["value"], "person": item["person"], "entered": views.moment(item["entered_at"])}
            for item in entered
        },
        "client_defaults": dict(defaults),
    }  # fmt: skip
    return tree if person.sees_personal_data else {key: views.hidden(value) for key, value in tree.items()}


@router.post("/api/v1/applications/{identity}/form", status_code=202)
def enter_form(site: TheSite, person: Reviewer, identity: str, body: FormBody) -> dict[str, Any]:
    """Enter what the platform's form would hold; starts a run, for a client's defaults one of each application."""
    check_form(body.values)
    with site.ledger.write() as connection:
        row = lookup.application(connection, identity)
        if body.for_client:
            forms.enter_default(connection, row["client"], body.values, person=person.name)
            concerned = [other["id"] for other in applications.named(connection, row["client"])]
        else:
            forms.enter(connection, identity, body.values, person=person.name)
            concerned = [identity]
        audit.add(connection, person.name, "form", identity, keys=sorted(body.values), for_client=body.for_client)
        started = [runs.again(connection, site.jobs, one, cause="form", person=person.name) for one in concerned]
        own = started[concerned.index(identity)]
        return {
            "run": None if own is None else runs.one(connection, own)["number"],
            "started": sum(run is not None for run in started),
        }


def check_form(values: dict[str, Any]) -> None:
    """Problem 422 for a key that does not exist; FormError (422) for a value that does not fit."""
    unknown = set(values) - set(Form.model_fields)
    if unknown or not values:
        allowed = ", ".join(Form.model_fields)
        raise Problem(422, "no_form_key", place=", ".join(sorted(unknown)) or "-", allowed=allowed)
    Form().with_flags(**values)


@router.post("/api/v1/applications/{identity}/passwords", status_code=202)
def enter_password(site: TheSite, person: Reviewer, identity: str, body: PasswordBody) -> dict[str, Any]:
    """Give the password of a protected file; it stands encrypted in the ledger and starts a run."""
    with site.ledger.write() as connection:
        row = lookup.application(connection, identity)
        if row["version_id"] is None or body.file not in lookup.version(connection, identity, "current")["files"]:
            raise Problem(404, "no_file")
        passwords.enter(connection, site.cipher, identity, body.file, body.password, person=person.name)
        audit.add(connection, person.name, "password", identity, file=body.file, taken_out=body.password is None)
        run = runs.again(connection, site.jobs, identity, cause="form", person=person.name)
        return {"run": None if run is None else runs.one(connection, run)["number"]}
