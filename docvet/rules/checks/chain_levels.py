"""Chains of no more letters than the platform follows."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, not_applicable
from docvet.rules.chain import edges_of
from docvet.rules.chain_view import chain_or_why
from docvet.rules.checks import Check
from docvet.rules.facts import Fact, at_most
from docvet.rules.problems import Problem, Result, Unjudged


class ChainLevels(Args):
    """The most letters between the owner and the applicant."""

    most: int


def run(case: Case, args: ChainLevels) -> Result:
    """A question for a longer chain that holds."""
    chain = chain_or_why(case)
    if isinstance(chain, Unjudged):
        yield chain
        return
    if chain.gap is not None:
        yield not_applicable("授权链不完整，无法计算层级", "the chain is broken and has no length")
        return
    levels = len(chain.letters)
    if levels > args.most:
        names = [chain.owner.text if chain.owner else "", *(str(letter.value("grantee")) for letter in chain.letters)]
        yield Problem(
            documents=tuple(letter.id for letter in chain.letters),
            values={"levels": str(levels), "most": str(args.most), "chain": " → ".join(names), "owner": names[0]},
            expected=at_most(args.most, "{} 级", "{} levels"), found=Fact(str(levels), f"{levels} 级", f"{levels} levels"), at_most=Severity.REVIEW, edges=edges_of(*chain.letters),
        )  # fmt: skip


CHECK = Check("chain_levels", ChainLevels, run, fills=frozenset({"levels", "most", "chain", "owner"}))
