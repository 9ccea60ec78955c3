"""The database behind the ledger: opened, checked, brought to this version's tables, and written to in whole transactions."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, NoSuchModuleError, OperationalError

from docvet.service.ledger.errors import LedgerError
from docvet.words import default_language, words

_BUSY_SECONDS = 30
"""How long a writer waits for the others on SQLite."""
_RETRY_SECONDS = 0.5
_DRIVERS = {"sqlite": "sqlite", "postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
_BROKEN = ("malformed", "not a database", "disk image", "corrupt")

T = TypeVar("T")


class Away(Exception):
    """The database does not answer now; trying again later is right."""


class Ledger:
    """An open ledger. Transactions are short: nothing is read from a disk or a share inside one."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def url(self) -> str:
        """The database's URL with its password: never to be logged."""
        return self.engine.url.render_as_string(hide_password=False)

    @property
    def is_sqlite(self) -> bool:
        """One file on this machine, rather than a server."""
        return self.engine.dialect.name == "sqlite"

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes; on SQLite the only one at its time. Away where the database does not answer."""
        with answering(), self.engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads, which on SQLite waits for nobody. Away as :meth:`write`."""
        with answering(), self.engine.connect().execution_options(docvet_reads=True) as connection:
            yield connection

    def patiently(self, work: Callable[[Connection], T], *, seconds: float = 60.0) -> T:
        """The result of work done in a transaction, tried again while the database is away.

        Raises:
            Away: it still is after ``seconds``.
        """
        deadline = time.monotonic() + seconds
        while True:
            try:
                with self.write() as connection:
                    return work(connection)
            except Away:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_RETRY_SECONDS)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


@contextlib.contextmanager
def answering() -> Iterator[None]:
    """Turns what drivers say of a database that is not there into :class:`Away`."""
    try:
        yield
    except OperationalError as error:
        raise Away(_cause(error)) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise Away(_cause(error)) from error
        raise


def open_ledger(url: str, *, migrate: bool = True, check: bool = True) -> Ledger:
    """The ledger at a database URL, brought to this version's tables unless ``migrate`` is false.

    Without ``check`` it is taken to be whole and of this version, as its service has found just before.

    Raises:
        LedgerError: a wrong URL; the server does not answer; the file is damaged (says how to restore it) or
            lies on a network share; the tables are of a later version of docvet, or absent where they may not be made.
    """
    from docvet.service.ledger import migrate as migration

    say = words(default_language())
    parsed = _parsed(url)
    place = parsed.database if parsed.drivername == "sqlite" else _shown(parsed)
    if parsed.drivername == "sqlite":
        _check_place(Path(str(parsed.database)), migrate=migrate)
    ledger = Ledger(_engine(parsed))
    try:
        if check:
            _check(ledger)
            migration.bring_up(ledger.engine) if migrate else migration.check(ledger.engine)
    except DatabaseError as error:
        ledger.close()
        cause = _cause(error)
        if any(word in cause for word in _BROKEN):
            raise LedgerError(say("service.damaged", place=place)) from None
        raise LedgerError(say("service.unreachable", place=place, cause=cause)) from None
    except LedgerError:
        ledger.close()
        raise
    return ledger


def sqlite_url(path: Path) -> str:
    """The URL of a ledger in a file."""
    return URL.create("sqlite", database=str(path)).render_as_string()


def _parsed(url: str) -> URL:
    say = words(default_language())
    try:
        parsed = make_url(url)
        driver = _DRIVERS[parsed.drivername.split("+")[0]]
    except (ArgumentError, KeyError, NoSuchModuleError, ValueError):
        raise LedgerError(say("service.bad_url")) from None
    if driver == "sqlite" and not parsed.database:
        raise LedgerError(say("service.bad_url"))
    return parsed.set(drivername=driver)


def _shown(url: URL) -> str:
    """As people write it, without the password."""
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def _check_place(path: Path, *, migrate: bool) -> None:
    from docvet.service.places import is_network_share

    say = words(default_language())
    if is_network_share(path.parent):
        raise LedgerError(say("service.sqlite_on_share", place=path.parent))
    if not path.exists() and not migrate:
        raise LedgerError(say("service.no_ledger", place=path))
    if migrate:
        with contextlib.suppress(OSError):  # whatever keeps it from being made is said by the driver
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _engine(url: URL) -> Engine:
    if url.drivername != "sqlite":
        # A dead server is noticed within seconds, also in the middle of a conversation.
        how = {"connect_timeout": 5, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
        return sa.create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=10, connect_args=how)
    engine = sa.create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin as we say, not as the driver guesses
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # what a person decided survives a power cut
        f"busy_timeout={_BUSY_SECONDS * 1000}",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that first reads and then wants to write could fail at once; one that says so beforehand waits its turn.
    reads = connection.get_execution_options().get("docvet_reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _check(ledger: Ledger) -> None:
    with ledger.engine.connect().execution_options(docvet_reads=True) as connection:
        if not ledger.is_sqlite:
            connection.execute(sa.select(1))
        elif (said := connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()) != "ok":
            raise DatabaseError("PRAGMA quick_check", None, RuntimeError(f"malformed: {said}"))


def _cause(error: DBAPIError) -> str:
    """What the driver says, one line, without the statement and its values."""
    lines = str(error.orig).strip().splitlines()
    return lines[0] if lines else type(error.orig).__name__
