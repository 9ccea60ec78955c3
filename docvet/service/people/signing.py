"""Links that carry their own right: signed with a key of the home, good as long as the ledger says so."""

from __future__ import annotations

from itsdangerous import BadData, URLSafeSerializer

from docvet.service.ledger.links import Kind

PATHS: dict[Kind, str] = {"client": "/share/", "calendar": "/calendar/"}


def path(key: bytes, kind: Kind, identity: int) -> str:
    """The path of a link; ``key`` is derived from the home's for links."""
    return PATHS[kind] + _serializer(key, kind).dumps(identity) + (".ics" if kind == "calendar" else "")


def identity(key: bytes, kind: Kind, signed: str) -> int | None:
    """The link's id, or None where the link is not ours, letter by letter.

    The last letter of a signature has bits to spare: several letters there mean the same bytes, and only one is ours.
    """
    serializer = _serializer(key, kind)
    try:
        value = serializer.loads(signed)
    except BadData:
        return None
    return value if isinstance(value, int) and serializer.dumps(value) == signed else None


def _serializer(key: bytes, kind: Kind) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt=f"docvet {kind}", signer_kwargs={"digest_method": _sha256})


def _sha256(data: bytes = b"") -> object:
    import hashlib

    return hashlib.sha256(data)
