"""Shops that are old and busy enough for a joint operation to be advised."""

from __future__ import annotations

from decimal import Decimal

from docvet.models import Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, missing
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result


class ShopFacts(Args):
    """The least age of the shop in days, and the least sales of each site in a month, in USD."""

    min_days: int
    min_site_usd: Decimal


def run(case: Case, args: ShopFacts) -> Result:
    """A warning for a younger shop, and one for the sites that sell less."""
    joint = case.form.joint
    if joint is None or (joint.shop_opened is None and not joint.monthly_sales_by_site_usd):
        yield missing(
            "没有填写开店日期和各站点月销售额（joint）", "opening day and sales by site were not stated (joint)"
        )
        return
    if joint.shop_opened is not None:
        age = (case.submission_date - joint.shop_opened).days
        if age < args.min_days:
            yield _problem(args, str(age), "", "age")
    low = [f"{site} ${sales:,}" for site, sales in joint.monthly_sales_by_site_usd.items() if sales < args.min_site_usd]
    if low:
        yield _problem(args, "", ", ".join(low), None)


def _problem(args: ShopFacts, age: str, sites: str, variant: str | None) -> Problem:
    return Problem(
        values={"age": age, "sites": sites, "min_days": str(args.min_days), "min_usd": f"{args.min_site_usd:,}"},
        found=age or sites, variant=variant, at_most=Severity.WARN,
    )  # fmt: skip


CHECK = Check(
    "shop_facts",
    ShopFacts,
    run,
    fills=frozenset({"age", "sites", "min_days", "min_usd"}),
    variants={"age": frozenset()},
)
