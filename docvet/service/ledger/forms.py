"""What the platform's form would hold, as people entered it: for an application, or for all of a client."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from docvet.service.ledger import applications
from docvet.service.ledger.tables import client_defaults, form_values


def enter(connection: Connection, application: str, values: Mapping[str, Any], *, person: str) -> None:
    """Set keys of an application's form; None takes a key out."""
    for key, value in values.items():
        where = (form_values.c.application_id == application, form_values.c.key == key)
        connection.execute(form_values.delete().where(*where))
        if value is not None:
            connection.execute(
                form_values.insert().values(
                    application_id=application, key=key, value=value, person=person, entered_at=time.time()
                )
            )


def enter_default(connection: Connection, client: str, values: Mapping[str, Any], *, person: str) -> None:
    """Set keys that hold for all of a client's applications; None takes a key out."""
    for key, value in values.items():
        connection.execute(
            client_defaults.delete().where(client_defaults.c.client == client, client_defaults.c.key == key)
        )
        if value is not None:
            connection.execute(
                client_defaults.insert().values(
                    client=client, key=key, value=value, person=person, entered_at=time.time()
                )
            )


def entered(connection: Connection, application: str) -> Sequence[RowMapping]:
    """The keys that people entered for an application, with who and when."""
    query = sa.select(form_values).where(form_values.c.application_id == application).order_by(form_values.c.key)
    return connection.execute(query).mappings().all()


def defaults(connection: Connection, client: str) -> Mapping[str, Any]:
    """What holds for all of a client's applications unless their folder or a person says otherwise."""
    query = sa.select(client_defaults.c.key, client_defaults.c.value).where(client_defaults.c.client == client)
    return {str(name): value for name, value in connection.execute(query)}


def flags(connection: Connection, application: str) -> Mapping[str, Any]:
    """What people entered for an application: it wins over the folder's file."""
    return {row["key"]: row["value"] for row in entered(connection, application)}


def of(connection: Connection, application: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The client's defaults, which the folder's file overrides, and what people entered, which overrides the file."""
    return defaults(connection, applications.one(connection, application)["client"]), flags(connection, application)
