"""Upper letters that allow their grantee to authorize others."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.case import Case, evidence, missing, not_applicable
from docvet.rules.chain import edges_of
from docvet.rules.chain_view import chain_or_why
from docvet.rules.checks import Check
from docvet.rules.facts import Fact
from docvet.rules.problems import Problem, Result, Unjudged


def run(case: Case, _args: NoArgs) -> Result:
    """A problem for each letter but the last that forbids it, or is silent."""
    chain = chain_or_why(case)
    if isinstance(chain, Unjudged):
        yield chain
        return
    if chain.gap is not None:
        yield missing("授权链不完整", "the chain is broken")
        return
    if len(chain.letters) < 2:
        yield not_applicable("没有下级授权", "there is no lower letter")
        return
    for letter in chain.letters[:-1]:
        clause = letter.value("sublicense")
        if clause != "allowed":
            yield Problem(
                documents=(letter.id,), evidence=evidence(letter, "sublicense"),
                values={"file": letter.path, "grantor": str(letter.value("grantor")), "grantee": str(letter.value("grantee"))},
                found=Fact("forbidden", "不得转授权", "sublicensing forbidden") if clause == "forbidden" else str(clause or ""),
                expected=Fact("allowed", "允许转授权", "sublicensing allowed"), variant="forbidden" if clause == "forbidden" else None,
                at_most=Severity.REVIEW, edges=edges_of(letter),
            )  # fmt: skip


CHECK = Check(
    "may_sublicense",
    NoArgs,
    run,
    papers=("letters",),
    fills=frozenset({"file", "grantor", "grantee"}),
    variants={"forbidden": frozenset()},
)
