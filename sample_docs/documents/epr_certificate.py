"""Certificates of registration for packaging or electronics in one market (EPR)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sample_docs.documents.base import Truth, marked, stated
from sample_docs.paint.drawing import Colour, Drawing
from sample_docs.paint.fonts import Font

_GREEN: Colour = (24, 110, 84)
_SCHEMES = {
    "LUCID": ("DE", "Zentrale Stelle Verpackungsregister", "Registrierung im Verpackungsregister LUCID", "Registrierungsnummer"),
    "WEEE": ("DE", "Stiftung Elektro-Altgeräte Register", "Registrierung nach ElektroG (WEEE)", "WEEE-Reg.-Nr."),
    "UIN": ("FR", "ADEME – SYDEREP", "Identifiant unique (UIN) – REP Emballages ménagers", "Identifiant unique"),
}  # fmt: skip
"""Scheme: market, office, title, what the number is called."""


@dataclass(frozen=True, slots=True)
class EprCertificate:
    """Who is registered where, under which number."""

    scheme: Literal["LUCID", "WEEE", "UIN"]
    number: str
    holder: str
    """In Latin letters, as foreign registers keep it."""
    registered: date

    @property
    def market(self) -> str:
        """ISO 3166 alpha-2."""
        return _SCHEMES[self.scheme][0]

    def draw(self) -> Drawing:
        """The certificate on A4."""
        _, office, title, called = _SCHEMES[self.scheme]
        german = self.market == "DE"
        sheet = Drawing(210, 297)
        sheet.box(0, 0, 210, 10, 0, _GREEN, _GREEN)
        sheet.text(26, 22, office, 5, font=Font.HEI, colour=_GREEN)
        sheet.block(26, 40, title, 158, 7, font=Font.HEI, bold=True)
        rows = [
            ("Hersteller / Producer" if german else "Producteur / Producer", self.holder),
            (f"{called} / EPR Registration No.", self.number),
            ("Markt / Market" if german else "Marché / Market", "Deutschland (DE)" if german else "France (FR)"),
            ("Datum / Date" if german else "Date", f"{self.registered:%Y-%m-%d}"),
        ]
        y = sheet.table(26, 68, (64, 94), rows, size=4.2, height=14, font=Font.HEI)
        note = "Extended Producer Responsibility (EPR) registration confirmation. This letter was made by machine and is valid without signature."
        sheet.block(26, y + 10, note, 158, 3.8, font=Font.HEI)
        return marked(sheet)

    def truth(self) -> Truth:
        """What it says."""
        return Truth(
            "epr_certificate",
            stated(
                scheme="packaging" if self.scheme == "UIN" else self.scheme,
                market=self.market,
                number=self.number,
                holder=self.holder,
            ),
        )
