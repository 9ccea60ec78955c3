"""Passkeys (WebAuthn): made by a person who is signed in, used instead of a password where there is TLS."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass
from typing import Any

import webauthn
from sqlalchemy.engine import Connection, RowMapping
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from docvet.service.ledger import people

_SECONDS = 300.0
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """The site that a passkey is bound to."""

    name: str
    """The host's name without its port."""
    origin: str


class Refused(Exception):
    """The browser's answer does not prove what it should."""


class Challenges:
    """Challenges given out and not yet answered: each works once, for a few minutes."""

    def __init__(self) -> None:
        self._until: dict[bytes, float] = {}
        self._lock = threading.Lock()

    def remember(self, challenge: bytes) -> None:
        """It was given out."""
        now = time.monotonic()
        with self._lock:
            self._until = {key: until for key, until in self._until.items() if until > now}
            while len(self._until) >= _MOST:
                self._until.pop(next(iter(self._until)))
            self._until[challenge] = now + _SECONDS

    def take(self, credential: dict[str, Any]) -> bytes:
        """The challenge that an answer is for. Refused where there is none."""
        try:
            client = json.loads(base64url_to_bytes(credential["response"]["clientDataJSON"]))
            challenge = base64url_to_bytes(client["challenge"])
        except (KeyError, TypeError, ValueError):
            raise Refused from None
        with self._lock:
            until = self._until.pop(challenge, 0.0)
        if until < time.monotonic():
            raise Refused
        return challenge


def registration(place: Place, challenges: Challenges, person: int, name: str, known: list[str]) -> dict[str, Any]:
    """What a browser needs to make a passkey for a person who has the ``known`` ones already."""
    options = webauthn.generate_registration_options(
        rp_id=place.name, rp_name="docvet", user_id=f"docvet-{person}".encode(), user_name=name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(base64url_to_bytes(credential)) for credential in known],
    )  # fmt: skip
    challenges.remember(options.challenge)
    return _plain(webauthn.options_to_json(options))


def register(
    connection: Connection, place: Place, challenges: Challenges, person: int, credential: dict[str, Any], label: str
) -> None:
    """Keep the passkey that a browser has made. Refused where its answer is not right."""
    challenge = challenges.take(credential)
    try:
        made = webauthn.verify_registration_response(
            credential=credential, expected_challenge=challenge, expected_rp_id=place.name,
            expected_origin=place.origin, require_user_verification=True,
        )  # fmt: skip
    except (WebAuthnException, KeyError, TypeError, ValueError):
        raise Refused from None
    identity = bytes_to_base64url(made.credential_id)
    if people.passkey(connection, identity) is not None:
        raise Refused
    people.add_passkey(
        connection, person, credential=identity, public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count, label=label,
    )  # fmt: skip


def authentication(place: Place, challenges: Challenges) -> dict[str, Any]:
    """What a browser needs to sign in with any passkey of this site."""
    options = webauthn.generate_authentication_options(
        rp_id=place.name, user_verification=UserVerificationRequirement.REQUIRED
    )
    challenges.remember(options.challenge)
    return _plain(webauthn.options_to_json(options))


def authenticate(
    connection: Connection, place: Place, challenges: Challenges, credential: dict[str, Any]
) -> RowMapping:
    """The person whose passkey this is. Refused where it is nobody's or its answer is not right."""
    challenge = challenges.take(credential)
    key = people.passkey(connection, str(credential.get("id", "")))
    person = people.find(connection, key["person_id"]) if key is not None else None
    if key is None or person is None:
        raise Refused
    try:
        proven = webauthn.verify_authentication_response(
            credential=credential, expected_challenge=challenge, expected_rp_id=place.name,
            expected_origin=place.origin, credential_public_key=base64url_to_bytes(key["public_key"]),
            credential_current_sign_count=key["sign_count"], require_user_verification=True,
        )  # fmt: skip
    except (WebAuthnException, KeyError, TypeError, ValueError):
        raise Refused from None
    people.use_passkey(connection, key["id"], proven.new_sign_count)
    return person


def _plain(text: str) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(text)
    return tree
