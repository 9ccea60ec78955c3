"""What is asked for before goods are listed: safety reports and registrations for a market's producer duties."""

from __future__ import annotations

from datetime import timedelta

from sample_docs import joint
from sample_docs.application import scope
from sample_docs.defects.details import selling
from sample_docs.defects.registry import BOTH, defect
from sample_docs.documents.safety_report import CPC_LABORATORY, SafetyReport
from sample_docs.plan import Leaf, Plan
from sample_docs.story import CATEGORIES, ONLINE_SALE


def _listing(plan: Plan, category: str, days: int) -> Plan:
    """The same applicant with goods of a category, to be listed so many days after the application."""
    text = scope(CATEGORIES[category].scope, ONLINE_SALE, "货物进出口")
    plan = selling(plan.edit("licence", scope=text), category)
    return plan.typed(planned_listing_date=plan.story.submission + timedelta(days=days))


def _report(plan: Plan) -> Plan:
    return plan.put("report", Leaf("产品检测报告.pdf", (joint.safety_report(plan.story),)))


def _cpc(plan: Plan, days: int) -> Plan:
    """A certificate for the United States that is so many days old."""
    story = plan.story
    issued = story.submission - timedelta(days=days)
    product = f"Building blocks, brand {story.brand}, model {story.skus[0]}"
    holder = f"{story.brand} Sample Trading Co., Ltd."
    document = SafetyReport("cpc", f"CPC-{issued:%Y%m}-099", holder, product, issued, CPC_LABORATORY)
    return plan.put("cpc", Leaf("CPC.pdf", (document,)))


@defect("DV-RPT-001", modes=BOTH)
def report_missing(plan: Plan) -> Plan:
    """Skin care without a safety report."""
    return _listing(plan, "护肤", 45)


@defect("DV-RPT-001", modes=BOTH)
def report_late(plan: Plan) -> Plan:
    """Skin care with a safety report, to be listed ten days after the application."""
    return _report(_listing(plan, "护肤", 10))


@defect(passes=("DV-RPT-001",), modes=BOTH)
def report_in_time(plan: Plan) -> Plan:
    """Skin care with a safety report, to be listed in 45 days (no defect)."""
    return _report(_listing(plan, "护肤", 45))


@defect("DV-RPT-002", modes=BOTH)
def cpc_missing(plan: Plan) -> Plan:
    """Toys for the United States with a Chinese report but no CPC."""
    return _report(_listing(plan, "玩具", 45)).typed(targets=["US"])


@defect("DV-RPT-002", modes=BOTH)
def cpc_old(plan: Plan) -> Plan:
    """Toys for the United States with a CPC issued 400 days ago."""
    return _cpc(_report(_listing(plan, "玩具", 45)), 400).typed(targets=["US"])


@defect(passes=("DV-RPT-002",), modes=BOTH)
def cpc_in_time(plan: Plan) -> Plan:
    """Toys for the United States with a CPC of last month (no defect)."""
    return _cpc(_report(_listing(plan, "玩具", 45)), 30).typed(targets=["US"])


@defect("DV-EPR-001", modes=BOTH)
def epr_missing(plan: Plan) -> Plan:
    """Goods for Germany without a registration number."""
    return plan.without("epr").typed(targets=["DE", "ID"], epr=None)


@defect("DV-EPR-001", modes=BOTH)
def epr_malformed(plan: Plan) -> Plan:
    """Goods for Germany with a number that no German register gives."""
    return plan.without("epr").typed(targets=["DE", "ID"], epr={"DE": "99-LUMORA"})


@defect(passes=("DV-EPR-001",), modes=BOTH)
def epr_declared(plan: Plan) -> Plan:
    """Goods for Germany with the number of the packaging register and its certificate (no defect)."""
    document = joint.epr_certificate(plan.story)
    return plan.typed(targets=["DE", "ID"], epr={"DE": document.number}).put("epr", Leaf("EPR-DE.pdf", (document,)))
