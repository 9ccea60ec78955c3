"""The tables brought to this version (Alembic), and those of the engine beside them."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from docvet.service.ledger.errors import LedgerError
from docvet.words import default_language, words

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 0x646F6376
"""Several machines may start at once on one Postgres: one brings the tables up, the others wait."""


def bring_up(engine: Engine) -> None:
    """Create or upgrade the tables. LedgerError where they are of a later docvet."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if _is_current(connection):
            return
        _upgrade(connection)


def check(engine: Engine) -> None:
    """LedgerError unless the tables are those of this version."""
    with engine.connect().execution_options(docvet_reads=True) as connection:
        if not _is_current(connection):
            raise LedgerError(words(default_language())("service.old_ledger"))


def revisions() -> list[str]:
    """The names of all revisions, the last one last: each is the beginning of its file's name."""
    return sorted(path.stem.partition("_")[0] for path in (_SCRIPTS / "versions").glob("[0-9]*.py"))


def _is_current(connection: Connection) -> bool:
    """Without Alembic, which takes a quarter of a second to load."""
    known = revisions()
    revision = None
    if sa.inspect(connection).has_table("alembic_version"):
        revision = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    if revision is not None and revision not in known:
        raise LedgerError(words(default_language())("service.later_ledger"))
    return bool(revision == known[-1])


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
