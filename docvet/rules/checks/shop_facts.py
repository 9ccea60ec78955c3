"""Shops that are old and busy enough for a joint operation to be advised."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from docvet.models import Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, missing
from docvet.rules.checks import Check
from docvet.rules.facts import Fact, fact
from docvet.rules.problems import Problem, Result
from docvet.values.countries import country


class ShopFacts(Args):
    """The least age of the shop in days, and the least sales of each site in a month, in USD."""

    min_days: int
    min_site_usd: Decimal


def run(case: Case, args: ShopFacts) -> Result:
    """A warning for a younger shop, and one for the sites that sell less."""
    joint = case.form.joint
    if joint is None or (joint.shop_opened is None and not joint.monthly_sales_by_site_usd):
        yield missing("没有填写开店日期和各站点月销售额", "opening day and sales by site were not stated")
        return
    if joint.shop_opened is not None:
        age = (case.submission_date - joint.shop_opened).days
        if age < args.min_days:
            yield _problem(args, str(age), fact(""), "age")
    low = [
        (site, f"${sales:,}") for site, sales in joint.monthly_sales_by_site_usd.items() if sales < args.min_site_usd
    ]
    if low:
        yield _problem(args, "", _sales(low), None)


def _sales(low: Sequence[tuple[str, str]]) -> Fact:
    """The sites and what they sell."""
    by_lang = [", ".join(f"{country(site)[lang]} {sales}" for site, sales in low) for lang in ("zh", "en")]
    return Fact(", ".join(f"{site} {sales}" for site, sales in low), *by_lang)


def _problem(args: ShopFacts, age: str, sites: Fact, variant: str | None) -> Problem:
    return Problem(
        values={"age": age, "sites": sites.words, "min_days": str(args.min_days), "min_usd": f"{args.min_site_usd:,}"},
        found=Fact(age, f"{age} 天", f"{age} days") if age else sites, variant=variant, at_most=Severity.WARN,
    )  # fmt: skip


CHECK = Check(
    "shop_facts",
    ShopFacts,
    run,
    fills=frozenset({"age", "sites", "min_days", "min_usd"}),
    variants={"age": frozenset()},
)
