"""A reminder of the languages in which the goods will have to be shown."""

from __future__ import annotations

from collections.abc import Mapping

from docvet.models import Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, join, not_applicable
from docvet.rules.checks import Check
from docvet.rules.facts import countries, unsaid
from docvet.rules.model import Bilingual
from docvet.rules.problems import Problem, Result


class ListingLanguages(Args):
    """Market → its language."""

    languages: Mapping[str, Bilingual]


def run(case: Case, args: ListingLanguages) -> Result:
    """One remark for all target markets: pictures of listings are not among the documents."""
    known = [market for market in case.form.targets if market in args.languages]
    if not known:
        yield not_applicable("没有填写目标市场", "no target markets were stated")
        return
    words = join([args.languages[market].words for market in known])
    yield Problem(
        values={"languages": words, "markets": countries(known).words},
        found=unsaid(countries(known).plain),
        at_most=Severity.INFO,
    )


CHECK = Check("listing_languages", ListingLanguages, run, fills=frozenset({"languages", "markets"}))
