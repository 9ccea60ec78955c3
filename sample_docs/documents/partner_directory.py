"""The list of certified local partners that a user keeps: names and tiers."""

from __future__ import annotations

from dataclasses import dataclass

from sample_docs.paint.workbook import separated, xlsx


@dataclass(frozen=True, slots=True)
class PartnerDirectory:
    """A table of partners, invented as everything here."""

    partners: tuple[tuple[str, str], ...]
    """Name and tier."""

    def csv(self) -> bytes:
        """``name,tier`` and a row a partner."""
        return separated([("name", "tier"), *self.partners], "utf-8", ",")

    def xlsx(self) -> bytes:
        """The same as a workbook."""
        return xlsx({"partners": [("name", "tier"), *self.partners]})
