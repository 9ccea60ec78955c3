"""The tables brought to this version (Alembic), and those of the engine beside them."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
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
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def check(engine: Engine) -> None:
    """LedgerError unless the tables are those of this version."""
    with engine.connect().execution_options(docvet_reads=True) as connection:
        if not _is_current(connection):
            raise LedgerError(words(default_language())("service.old_ledger"))


def _is_current(connection: Connection) -> bool:
    scripts = ScriptDirectory.from_config(_config())
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is not None and revision not in {script.revision for script in scripts.walk_revisions()}:
        raise LedgerError(words(default_language())("service.later_ledger"))
    return revision == scripts.get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    return config
