"""Identity documents other than the resident's card."""

from __future__ import annotations

from docvet.models import Document, Severity
from docvet.rules.applicant import of_kind
from docvet.rules.arguments import Args, SlotName
from docvet.rules.case import Case, evidence, unread
from docvet.rules.checks import Check
from docvet.rules.facts import Fact
from docvet.rules.problems import Problem, Result
from docvet.values.codes import compact


class OtherId(Args):
    """Beginnings of numbers that are no citizen's, and the slot that such a document may fill."""

    prefixes: tuple[str, ...]
    slot: SlotName


def run(case: Case, args: OtherId) -> Result:
    """A question for each, if the representative has no resident's card as well."""
    cast = case.cast("representative_id")
    foreign = [card for card in cast.chosen if _foreign(card, args)]
    yield from (unread(card, "id_number") for card in cast.chosen if card.value("name") and not card.value("id_number"))
    if [card for card in cast.chosen if card.value("name") and card not in foreign]:
        return
    for document in (*of_kind(case.documents, "other_id"), *foreign):
        yield Problem(
            documents=(document.id,), evidence=evidence(document, "id_number"), values={"file": document.path}, found=document.path,
            expected=Fact("居民身份证", "居民身份证", "a Chinese resident ID card"), rests_on_kind=(document.id,), topic=args.slot if document.kind == "other_id" else "",
            variant="permit" if document in foreign else None, at_most=Severity.REVIEW,
        )  # fmt: skip


def _foreign(card: Document, args: OtherId) -> bool:
    return compact(str(card.value("id_number") or "")).startswith(args.prefixes)


CHECK = Check("other_id", OtherId, run, fills=frozenset({"file"}), variants={"permit": frozenset()})
