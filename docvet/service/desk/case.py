"""The case: one application with everything that is known of it, and everything that can be decided."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.engine import RowMapping

from docvet.form.model import Form
from docvet.report.compare import compared
from docvet.report.mask import masked
from docvet.report.model import Report
from docvet.service.api import lookup, views
from docvet.service.api.access import Person, TheSite, Viewer
from docvet.service.api.looks import language
from docvet.service.api.problems import Problem
from docvet.service.api.site import Site
from docvet.service.desk import report_view, trail
from docvet.service.desk.board import assignable, chosen_in
from docvet.service.desk.points import Asked, state_of
from docvet.service.desk.shell import age, query, render
from docvet.service.ledger import board, forms, reports, versions
from docvet.words import Lang, words

router = APIRouter(include_in_schema=False)
REASONS = ("checked", "misread", "same", "platform", "client", "later", "other")
"""Why a finding is accepted; the words of the list are the key's of the catalogue, and people add their own."""
FORM_KEYS = ("category", "brand", "company", "credit_code", "entity", "targets", "submission_date", "planned_listing_date", "mode")  # fmt: skip
CHOICES = {"entity": ("company", "individual"), "mode": ("pop", "joint")}
_LISTS = ("category", "targets")


@router.get("/applications/{identity}")
def case(site: TheSite, person: Viewer, request: Request, identity: str) -> HTMLResponse:
    """One application."""
    site.pictures.wake()
    lang, chosen = language(request), chosen_in(request)
    plain = {key: value for key, value in asdict(chosen).items() if not (key == "sort" and value == board.SORT)}
    with site.ledger.read() as connection:
        row = lookup.application(connection, identity)
        tree = views.whole(connection, row, site.cipher if person.sees_personal_data else None)
        before, after = board.beside(connection, chosen, identity)
        of_reports = reports.of_application(connection, identity)
        entered = {item["key"]: item for item in forms.entered(connection, identity)}
        defaults = forms.defaults(connection, row["client"])
        names = assignable(connection, person)
        waits = board.waits_for(connection, identity)
        current = next((item for item in of_reports if item["id"] == row["report_id"]), None)
        version_of_report = versions.one(connection, current["version_id"])["digest"] if current is not None else None
    report, gone = _read(site, current, person)
    earlier = next(
        (item for item in of_reports if current is not None and item["run_id"] < current["run_id"] and item["deleted_at"] is None), None
    )  # fmt: skip
    if report is not None and earlier is not None and (before_it := _read(site, earlier, None)[0]):
        report = compared(report, [before_it], alone=True)
    titles = (
        {name: rule.title.model_dump().get(lang, rule.title.en) for name, rule in report.rules.items()}
        if report is not None
        else {}
    )
    shown = report_view.shown(report, lang) if report is not None else None
    asked = [(item, list(_points(site, item, report, current, of_reports, lang))) for item in tree["requests"][:1]]
    say = words(lang)
    version = next((item for item in tree["versions"] if item["version"] == tree["version"]), None)
    last_run = next((run for item in tree["versions"] for run in item["runs"]), None)
    context = {
        "application": tree, "report": shown, "gone": gone, "current": version, "last_run": last_run,
        "case": identity, "waits": say(f"waits.{waits}"), "names": names, "asked": asked, "back": "/" + query(**plain),
        "before": f"/applications/{before}{query(**plain)}" if before else None,
        "after": f"/applications/{after}{query(**plain)}" if after else None,
        "form": _form(report, entered, defaults, lang), "no_category": report is not None and not report.application.categories,
        "reasons": [(name, say(f"accepting.{name}")) for name in REASONS], "history": _history(tree), "matter": partial(trail.matter, titles=titles, lang=lang),
        "last_decision": max((item["decision"] for item in tree["decisions"]), default=0),
        "received": age(time.time() - row["first_seen_at"], lang), "is_asked": report_view.is_asked,
        "version_of_report": version_of_report,
        "pages": "pages" if person.sees_personal_data else "covered" if current is not None and lookup.has_covers(site, current) else "",
        "waiting_decisions": [item for item in tree["decisions"] if item["needs_second"] and not item["second_person"] and not item["undone"]],
        "locked": _locked(shown),
    }  # fmt: skip
    return render(request, "case.html", context, person=person)


def _locked(shown: Mapping[str, Any] | None) -> list[str]:
    """Files that may need a password: those that gave no page."""
    return [item["path"] for item in (shown or {}).get("documents", ()) if not item["pages"]]


def _read(site: Site, row: RowMapping | None, person: Person | None) -> tuple[Report | None, bool]:
    """The report as the person may see it, masked for nobody in particular; and whether it is no longer kept."""
    if row is None:
        return None, False
    name = lookup.json_of(person) if person is not None else lookup.MASKED
    try:
        return lookup.read_report(site, row, name), False
    except Problem:
        return None, True


def _points(
    site: Site,
    request: Mapping[str, Any],
    report: Report | None,
    current: RowMapping | None,
    of_reports: Any,
    lang: Lang,
) -> Iterator[tuple[str, str]]:
    """(state, text) of each point that the client was asked for, by the newest report."""
    asked = [Asked.model_validate(item) for item in request["findings"] if isinstance(item, dict) and "rule" in item]
    states = ["asked"] * len(asked)
    if report is not None and current is not None and request["report"] not in (None, current["id"]):
        then = next((item for item in of_reports if item["id"] == request["report"]), None)
        before = _read(site, then, None)[0]
        if before is not None:
            states = state_of(asked, masked(report), before)
    for point, state in zip(asked, states, strict=True):
        yield state, point.message.get(lang) or point.message.get("en", point.rule)


def _form(
    report: Report | None, entered: Mapping[str, Any], defaults: Mapping[str, Any], lang: Lang
) -> list[dict[str, Any]]:
    say = words(lang)
    read: dict[str, Any] = {}
    if report is not None:
        info = report.application
        read = {"category": info.categories, "brand": info.brand, "company": info.company, "mode": info.mode, "submission_date": info.submission_date}  # fmt: skip
    rows = []
    for key in FORM_KEYS:
        value = entered[key]["value"] if key in entered else read.get(key) or defaults.get(key)
        text = "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
        rows.append({
            "key": key, "label": say(f"form.{key}"), "hint": say(f"init.{key}"), "value": text, "is_list": key in _LISTS,
            "choices": [(name, say(f"form.{key}_{name}")) for name in CHOICES.get(key, ())],
            "is_date": key.endswith("date"),
            "by": entered[key]["person"] if key in entered else "",
        })  # fmt: skip
    return rows


def _history(tree: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Everything that happened, the latest first."""
    entries: list[dict[str, Any]] = []
    for version in tree["versions"]:
        entries.append({"at": version["seen"], "kind": "version", "item": version})
        entries += [{"at": run["created"], "kind": "run", "item": run | {"version": version["version"], "number": version["number"]}} for run in version["runs"]]  # fmt: skip
    entries += [{"at": item["made"], "kind": "decision", "item": item} for item in tree["decisions"]]
    entries += [{"at": item["sent"], "kind": "request", "item": item} for item in tree["requests"]]
    entries += [{"at": item["entered"], "kind": "outcome", "item": item} for item in tree["outcomes"]]
    return sorted(entries, key=lambda entry: str(entry["at"]), reverse=True)


assert set(FORM_KEYS) <= set(Form.model_fields)  # noqa: S101 - a key that the form does not have could not be sent
