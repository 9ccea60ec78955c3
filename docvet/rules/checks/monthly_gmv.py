"""Turnover of the last months, as the applicant states it."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from typing import Annotated

from pydantic import Field

from docvet.rules.arguments import Args
from docvet.rules.case import Case, missing
from docvet.rules.checks import Check
from docvet.rules.facts import Fact, at_least
from docvet.rules.problems import Problem, Result

_DAYS_OF_MONTH = 30
_CENT = Decimal("0.01")


class MonthlyGmv(Args):
    """The least average of a month in USD, and over how many days it is taken."""

    min_usd: Annotated[Decimal, Field(gt=0)]
    window_days: Annotated[int, Field(ge=_DAYS_OF_MONTH, le=3_650)]


def run(case: Case, args: MonthlyGmv) -> Result:
    """A problem where the average of the last months is lower; without all of them it cannot be told."""
    months = args.window_days // _DAYS_OF_MONTH
    stated = case.form.joint.monthly_gmv_usd[-months:] if case.form.joint else ()
    total = sum(stated, Decimal(0))
    if len(stated) < months and total < args.min_usd * months:
        yield missing(
            f"没有填写近 {months} 个月的 GMV",
            f"the GMV of the last {months} months was not stated",
        )
    elif total < args.min_usd * months:
        average = f"{(total / months).quantize(_CENT, ROUND_DOWN):,}"  # 4,999.996 is not 5,000
        yield Problem(
            values={"average": average, "needed": f"{args.min_usd:,}", "days": str(args.window_days)},
            expected=replace(at_least(f"${args.min_usd:,}"), plain=f"≥ {args.min_usd}"), found=Fact(average, f"${average}", f"${average}"),
        )  # fmt: skip


CHECK = Check("monthly_gmv", MonthlyGmv, run, fills=frozenset({"average", "needed", "days"}))
