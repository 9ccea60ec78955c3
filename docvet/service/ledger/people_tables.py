"""The tables of people: who may sign in, with what, and which links were given out."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from docvet.service.ledger.tables import metadata, number_type, time_type

people = Table(
    "people",
    metadata,
    Column("id", number_type, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", String(10), nullable=False),
    Column("password", Text),
    Column("added_by", Text, nullable=False),
    Column("added_at", time_type, nullable=False),
    Column("removed_at", time_type),
)
"""``role`` is ``viewer``, ``reviewer`` or ``owner``; ``password`` is a hash (Argon2). A name is never given to another
person: the audit trail goes by names."""

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("id", number_type, primary_key=True, autoincrement=True),
    Column("person_id", number_type, ForeignKey("people.id"), nullable=False, index=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("made_by", Text, nullable=False),
    Column("expires_at", time_type, nullable=False),
    Column("used_at", time_type),
)
"""``digest`` is the sha256 of what stands in the link, which works once."""

sessions = Table(
    "sessions",
    metadata,
    Column("id", number_type, primary_key=True, autoincrement=True),
    Column("person_id", number_type, ForeignKey("people.id"), nullable=False, index=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("started_at", time_type, nullable=False),
    Column("seen_at", time_type, nullable=False),
    Column("ended_at", time_type),
    Column("browser", Text, nullable=False),
)
"""``digest`` is the sha256 of the cookie."""

passkeys = Table(
    "passkeys",
    metadata,
    Column("id", number_type, primary_key=True, autoincrement=True),
    Column("person_id", number_type, ForeignKey("people.id"), nullable=False, index=True),
    Column("credential", Text, nullable=False, unique=True),
    Column("public_key", Text, nullable=False),
    Column("sign_count", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("added_at", time_type, nullable=False),
    Column("used_at", time_type),
)
"""``credential`` and ``public_key`` in base64url."""

links = Table(
    "links",
    metadata,
    Column("id", number_type, primary_key=True, autoincrement=True),
    Column("kind", String(10), nullable=False),
    Column("client", Text, index=True),
    Column("made_by", Text, nullable=False),
    Column("made_at", time_type, nullable=False),
    Column("expires_at", time_type, nullable=False),
    Column("revoked_at", time_type),
)
"""Signed links that need no sign-in: ``client`` (one client's reports, masked) and ``calendar`` (what ends soon)."""

endings_noticed = Table(
    "endings_noticed",
    metadata,
    Column("id", number_type, primary_key=True, autoincrement=True),
    Column("application_id", String(20), ForeignKey("applications.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("file", Text, nullable=False),
    Column("field", String(40), nullable=False),
    Column("ends_on", String(10), nullable=False),
    Column("noticed_at", time_type, nullable=False),
    UniqueConstraint("application_id", "file", "field", "ends_on"),
)
"""Ends of documents that people were told of: once each."""
