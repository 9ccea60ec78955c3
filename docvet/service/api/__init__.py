"""The service over HTTP: one app made of small routers; each path says who may use it.

    app = create_app(Site(ledger=…, jobs=…, key=…, home=…, inbox=…))

Everything that changes something needs the owner's token, or a signed-in person's cookie and the header
``X-CSRF-Token`` with what ``GET /api/v1/me`` gives as ``csrf``.
"""

from __future__ import annotations

from importlib import import_module

from fastapi import APIRouter, FastAPI

from docvet.service.api import problems
from docvet.service.api.shield import Shield
from docvet.service.api.site import Bounds, Site
from docvet.version import VERSION

__all__ = ["Bounds", "Site", "create_app", "routers"]
ROUTES = (
    "sign_in", "me", "applications", "reports", "decisions", "work", "runs", "hand_in", "pages", "events", "overview", "people", "passkeys",
    "shares", "clients", "health",
    "reference",
)  # fmt: skip
"""Modules of :mod:`docvet.service.api.routes`."""
DESK = ("files", "board", "case", "asking", "hand_in", "overviews", "team", "client")
"""Modules of :mod:`docvet.service.desk`: pages over the same functions."""
_FOLDERS = {"docvet.service.api.routes": ROUTES, "docvet.service.desk": DESK}


def routers() -> list[APIRouter]:
    """All of them."""
    return [import_module(f"{folder}.{name}").router for folder, names in _FOLDERS.items() for name in names]


def create_app(site: Site) -> FastAPI:
    """The app of a service, all of its paths included."""
    app = FastAPI(title="docvet", version=VERSION, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = site
    for router in routers():
        app.include_router(router)
    problems.install(app)
    app.add_middleware(Shield, site=site)
    return app
