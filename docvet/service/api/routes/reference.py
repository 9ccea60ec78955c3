"""The API's own description: OpenAPI, and a page of it that loads nothing from elsewhere."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from docvet.service.api import plain, roles
from docvet.service.api.access import Viewer

router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
def openapi(_person: Viewer, request: Request) -> dict[str, Any]:
    """The description for programs."""
    description: dict[str, Any] = request.app.openapi()
    return description


@router.get("/api")
def page(_person: Viewer, request: Request) -> Response:
    """The description for people."""
    least = roles.table()
    rows = [
        (
            method.upper(), Markup("<code>{}</code>").format(path), least.get((method.upper(), path), ""),
            operation.get("description", ""), _inputs(operation),
        )
        for path, methods in request.app.openapi()["paths"].items()
        for method, operation in methods.items()
    ]  # fmt: skip
    link = Markup('<p><a href="/openapi.json">openapi.json</a></p>')
    return plain.page(request, "API", link, plain.table(("method", "path", "role", "what", "takes"), rows))


def _inputs(operation: dict[str, Any]) -> str:
    names = [item["name"] for item in operation.get("parameters", ()) if item["in"] == "query"]
    bodies = operation.get("requestBody", {}).get("content", {}).values()
    names += [content["schema"].get("$ref", "body").rpartition("/")[2] for content in bodies]
    return ", ".join(names)
