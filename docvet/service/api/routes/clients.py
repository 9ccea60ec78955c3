"""Clients, for owners: what the service knows of one is forgotten."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from docvet.service.api.access import Owner, TheSite
from docvet.service.forget import forget_in
from docvet.service.home import Home

router = APIRouter(tags=["clients"])


@router.delete("/api/v1/clients/{client}")
def forget(site: TheSite, person: Owner, client: str, application: str | None = None) -> dict[str, Any]:
    """Delete what is known of a client, or of one application. 422 while the folder stands in the inbox."""
    number = forget_in(site.ledger, site.jobs, Home(site.home), site.inbox, client, application, person=person.name)
    return {"applications": number}
