"""A local partner of a tier that the platform certifies."""

from __future__ import annotations

import re

from docvet.form.partners import find_partner
from docvet.models import Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, missing
from docvet.rules.checks import Check
from docvet.rules.facts import one_of
from docvet.rules.problems import Problem, Result


class PartnerTier(Args):
    """The tiers."""

    tiers: tuple[str, ...]


def run(case: Case, args: PartnerTier) -> Result:
    """A question for another tier, and for a partner that the user's directory does not have or has otherwise."""
    name, tier = _partner(case)
    if not (name or tier):
        yield missing("没有填写合作伙伴", "no partner was stated")
        return
    if not tier:
        yield _problem(args, name, tier, "", "no_tier", Severity.REVIEW)
    elif not _certified(args, tier):
        yield _problem(args, name, tier, "", None, Severity.REVIEW)
    if case.partners is None:
        yield _problem(args, name, tier, "", "no_directory", Severity.WARN)
    elif not name:
        yield missing("没有填写合作伙伴的名称", "the partner's name was not stated")
    else:
        listed = find_partner(case.partners, name)
        if listed is None:
            yield _problem(args, name, tier, "", "unlisted", Severity.REVIEW)
        elif tier and _key(listed.tier) != _key(tier):
            yield _problem(args, name, tier, listed.tier, "otherwise", Severity.REVIEW)


def _partner(case: Case) -> tuple[str, str]:
    """Name and tier as the form states them, else as the agreement does."""
    partner = case.form.joint.partner if case.form.joint else None
    name, tier = (partner.name or "", partner.tier or "") if partner else ("", "")
    for document in case.cast("agreements").chosen:
        name = name or str(document.value("partner") or "")
        tier = tier or str(document.value("partner_tier") or "")
    return name, tier


def _certified(args: PartnerTier, tier: str) -> bool:
    return _key(tier) in {_key(known) for known in args.tiers}


def _key(tier: str) -> str:
    """Tier-1, tier 1, T1 and 一级 alike."""
    digits = re.sub(r"\D", "", tier.translate(str.maketrans("一二三", "123")))
    return digits or tier.casefold()


def _problem(args: PartnerTier, name: str, tier: str, listed: str, variant: str | None, at_most: Severity) -> Problem:
    return Problem(
        values={"partner": name or "—", "tier": tier or "—", "listed": listed, "tiers": " / ".join(args.tiers)},
        expected=one_of(args.tiers), found=listed or tier or name, variant=variant, at_most=at_most,
    )  # fmt: skip


CHECK = Check(
    "partner_tier", PartnerTier, run, fills=frozenset({"partner", "tier", "listed", "tiers"}),
    variants={name: frozenset() for name in ("no_tier", "no_directory", "unlisted", "otherwise")},
)  # fmt: skip
