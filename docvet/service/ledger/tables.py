"""The tables of the ledger, the same on SQLite and Postgres."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

number_type = BigInteger().with_variant(Integer, "sqlite")
time_type = Float(53)


def _id() -> Column[int]:
    return Column("id", number_type, primary_key=True, autoincrement=True)


def _application() -> Column[str]:
    return Column("application_id", String(20), ForeignKey("applications.id"), nullable=False, index=True)


applications = Table(
    "applications",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("client", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("path", Text, nullable=False, unique=True),
    Column("state", String(12), nullable=False, index=True),
    Column("settling", Boolean, nullable=False),
    Column("problem", String(40)),
    Column("problem_detail", Text),
    Column("problem_since_at", time_type),
    Column("stat_digest", String(64)),
    Column("version_id", number_type),
    Column("run_id", number_type),
    Column("report_id", number_type),
    Column("verdict", String(10), index=True),
    Column("assignee", Text, index=True),
    Column("first_seen_at", time_type, nullable=False),
    Column("changed_at", time_type, nullable=False, index=True),
    Column("gone_at", time_type),
    UniqueConstraint("client", "name"),
)
"""``path`` is that of its folder in the inbox. ``state`` is one of ``STATES`` in :mod:`applications`; ``problem`` says why
one cannot go on, whatever its state. ``version_id``, ``run_id``, ``report_id`` and ``verdict`` are those that count now.
``stat_digest`` is a hash of names, sizes and times as last read: unchanged means that no content is read."""

versions = Table(
    "versions",
    metadata,
    _id(),
    _application(),
    Column("digest", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    Column("files", JSON, nullable=False),
    Column("file_count", Integer, nullable=False),
    Column("bytes", number_type, nullable=False),
    Column("seen_at", time_type, nullable=False),
    UniqueConstraint("application_id", "digest"),
    UniqueConstraint("application_id", "number"),
)
"""``files`` maps each relative path to ``[size, mtime in ns, sha256]``."""

runs = Table(
    "runs",
    metadata,
    _id(),
    _application(),
    Column("version_id", number_type, ForeignKey("versions.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("cause", String(20), nullable=False),
    Column("person", Text),
    Column("state", String(12), nullable=False, index=True),
    Column("reason", String(40)),
    Column("reason_detail", Text),
    Column("size", number_type, nullable=False),
    Column("created_at", time_type, nullable=False),
    Column("started_at", time_type),
    Column("finished_at", time_type, index=True),
    Column("ruleset", Text),
    Column("ruleset_version", Text),
    Column("ruleset_digest", Text),
    Column("submission_date", String(10)),
    UniqueConstraint("version_id", "number"),
)
"""``state`` is one of ``STATES`` in :mod:`runs`; ``size`` is the expected length of the work, in bytes of its files."""

attempts = Table(
    "attempts",
    metadata,
    _id(),
    Column("run_id", number_type, ForeignKey("runs.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("job", String(64), nullable=False, unique=True),
    Column("state", String(12), nullable=False, index=True),
    Column("counted", Boolean, nullable=False, default=False),
    Column("fault", String(40)),
    Column("fault_detail", Text),
    Column("worker", String(64), index=True),
    Column("fence", String(32)),
    Column("queued_at", time_type, nullable=False),
    Column("due_at", time_type, nullable=False),
    Column("claimed_at", time_type),
    Column("lease_until_at", time_type, index=True),
    Column("ended_at", time_type),
    UniqueConstraint("run_id", "number"),
)
"""``job`` is the engine's name for it. Whoever holds the ``fence`` of a running attempt, and nobody else, may finish it."""

workers = Table(
    "workers",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("service", String(64), nullable=False, index=True),
    Column("host", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("process_started_at", time_type, nullable=False),
    Column("started_at", time_type, nullable=False),
    Column("heartbeat_at", time_type, nullable=False),
    Column("ended_at", time_type),
)
"""Processes that take jobs; a process is known by its host, number and start, since numbers are used again."""

reports = Table(
    "reports",
    metadata,
    _id(),
    Column("run_id", number_type, ForeignKey("runs.id"), nullable=False, unique=True),
    _application(),
    Column("version_id", number_type, ForeignKey("versions.id"), nullable=False, index=True),
    Column("attempt_id", number_type, nullable=False),
    Column("folder", Text, nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("counts", JSON, nullable=False),
    Column("findings", JSON, nullable=False),
    Column("company", Text),
    Column("seconds", Float),
    Column("pages", Integer),
    Column("written_at", time_type, nullable=False, index=True),
    Column("deleted_at", time_type),
)
"""``folder`` is relative to the home; ``counts`` maps a severity to a number; ``findings`` lists
``{rule, name, severity, stage, accepted, title}`` without contents, most serious first."""

document_ends = Table(
    "document_ends",
    metadata,
    _id(),
    _application(),
    Column("report_id", number_type, ForeignKey("reports.id"), nullable=False, index=True),
    Column("file", Text, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("field", String(40), nullable=False),
    Column("ends_on", String(10), nullable=False, index=True),
)
"""When the documents of each application's newest report end, ISO dates."""

decisions = Table(
    "decisions",
    metadata,
    _id(),
    _application(),
    Column("kind", String(10), nullable=False),
    Column("entry", JSON, nullable=False),
    Column("secret", Text),
    Column("person", Text, nullable=False),
    Column("made_at", time_type, nullable=False),
    Column("needs_second", Boolean, nullable=False, default=False),
    Column("second_person", Text),
    Column("second_at", time_type),
    Column("undone_by", Text),
    Column("undone_at", time_type),
)
"""``kind`` is ``confirm`` or ``accept``; ``entry`` is what ``decisions.yaml`` would hold. The value of a personal field
stands encrypted in ``secret`` and not in ``entry``."""

form_values = Table(
    "form_values",
    metadata,
    _id(),
    _application(),
    Column("key", String(60), nullable=False),
    Column("value", JSON),
    Column("person", Text, nullable=False),
    Column("entered_at", time_type, nullable=False),
    UniqueConstraint("application_id", "key"),
)

client_defaults = Table(
    "client_defaults",
    metadata,
    _id(),
    Column("client", Text, nullable=False),
    Column("key", String(60), nullable=False),
    Column("value", JSON),
    Column("person", Text, nullable=False),
    Column("entered_at", time_type, nullable=False),
    UniqueConstraint("client", "key"),
)

passwords = Table(
    "passwords",
    metadata,
    _id(),
    _application(),
    Column("file", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("entered_at", time_type, nullable=False),
    UniqueConstraint("application_id", "file"),
)
"""Passwords of protected files, encrypted; ``file`` is a relative path."""

requests = Table(
    "requests",
    metadata,
    _id(),
    _application(),
    Column("version_id", number_type),
    Column("report_id", number_type),
    Column("text", Text, nullable=False),
    Column("note", Text),
    Column("findings", JSON, nullable=False),
    Column("lang", String(8), nullable=False),
    Column("person", Text, nullable=False),
    Column("sent_at", time_type, nullable=False),
)
"""What the client was asked for, as it was sent; ``note`` is for colleagues only."""

outcomes = Table(
    "outcomes",
    metadata,
    _id(),
    _application(),
    Column("version_id", number_type),
    Column("report_id", number_type),
    Column("result", String(10), nullable=False),
    Column("clause", Text),
    Column("text", Text),
    Column("answered_on", String(10), nullable=False),
    Column("person", Text, nullable=False),
    Column("entered_at", time_type, nullable=False),
)
"""What the platform said: ``passed`` or ``rejected``, set beside the report that counted then."""

notices = Table(
    "notices",
    metadata,
    _id(),
    Column("kind", String(20), nullable=False),
    Column("application_id", String(20), index=True),
    Column("client", Text),
    Column("body", JSON, nullable=False),
    Column("created_at", time_type, nullable=False, index=True),
)
"""The outbox: what happened that people want to hear of. ``body`` holds names, verdicts and counts, never contents."""

deliveries = Table(
    "deliveries",
    metadata,
    _id(),
    Column("notice_id", number_type, ForeignKey("notices.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("channel", String(64), nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("tries", Integer, nullable=False, default=0),
    Column("next_try_at", time_type, nullable=False),
    Column("sent_at", time_type),
    Column("fault", Text),
    UniqueConstraint("notice_id", "channel"),
)
"""One notice to one channel, which is named by a hash of its URL: URLs carry secrets."""

audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", time_type, nullable=False, index=True),
    Column("person", Text, nullable=False, index=True),
    Column("action", String(40), nullable=False),
    Column("application_id", String(20), index=True),
    Column("client", Text),
    Column("detail", JSON, nullable=False),
)
"""Who did what and when. No row is ever changed; of a forgotten application one line stays that names nothing."""

components = Table(
    "components",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("state", String(12), nullable=False),
    Column("detail", JSON, nullable=False),
    Column("since_at", time_type, nullable=False),
    Column("seen_at", time_type, nullable=False),
)
"""How each part of the service is: what ``/healthz`` and ``docvet status`` tell."""

inbox_problems = Table(
    "inbox_problems",
    metadata,
    Column("path", Text, primary_key=True),
    Column("problem", String(40), nullable=False),
    Column("detail", Text),
    Column("since_at", time_type, nullable=False),
    Column("seen_at", time_type, nullable=False),
)
"""What lies in the inbox and belongs to no application, or cannot be read, with the reason."""

settings = Table(
    "settings",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", JSON),
)

Index("ix_runs_application_created", runs.c.application_id, runs.c.created_at)
