"""``docvet retry``: a failed application is tried once more."""

from __future__ import annotations

from docvet.errors import UsageError
from docvet.service.engine import Engine
from docvet.service.home import Home
from docvet.service.ledger import applications, audit, open_ledger, runs
from docvet.words import default_language, words

OPERATOR = "docvet"
"""The person that the audit trail names for commands on the machine itself."""

say = words(default_language())


def retry(home: Home, identity: str, database: str | None = None) -> str:
    """Queue one more run of a failed application. Returns its client and name.

    Raises:
        UsageError: there is no such application, it has not failed, or it has nothing to read.
    """
    ledger = open_ledger(home.known_database(database), migrate=False)
    engine = Engine(ledger)
    try:
        with ledger.write() as connection:
            row = applications.find(connection, identity)
            if row is None:
                raise UsageError(say("service.no_application", id=identity))
            name = f"{row['client']}/{row['name']}"
            if row["state"] != "failed":
                raise UsageError(say("service.not_failed", name=name, state=say(f"state.{row['state']}")))
            if runs.again(connection, engine, identity, cause="retry", person=OPERATOR) is None:
                raise UsageError(say("service.no_version", name=name))
            audit.add(connection, OPERATOR, "retry", identity)
            return name
    finally:
        engine.close()
        ledger.close()
