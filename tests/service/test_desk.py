"""The desk in a real Chromium: whole stories over a real ledger, and axe on every page in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import cv2
import httpx
import numpy as np
import pytest
from playwright.sync_api import expect

from docvet.models import Severity, Verdict
from docvet.report.model import Report, ReportEvidence, ReportText
from docvet.service.api import Site
from docvet.service.api.server import Web
from docvet.service.ledger import decisions, health, outcomes, requests
from docvet.service.ledger.database import sqlite_url
from docvet.service.people import invitations
from tests.service import web as helpers
from tests.service.browsing import Enter, drop, serious
from tests.service.web import CARD, LICENCE, add_files, finish_run

HOSTILE = "甲<img src=x onerror=alert(1)>\u202efdp"
TEN = 10


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("desk")
    return helpers.make_site(folder, sqlite_url(folder / "ledger.db"), four_eyes=True)


def picture() -> bytes:
    page = np.full((1400, 1000, 3), 255, np.uint8)
    cv2.putText(page, "SAMPLE", (200, 300), cv2.FONT_HERSHEY_SIMPLEX, 4, (40, 40, 40), 8)
    return cv2.imencode(".png", page)[1].tobytes()


def with_ten(report: Report) -> Report:
    first = report.findings[0]
    evidence = (ReportEvidence(document="d1", page=1, box=(0.2, 0.1, 0.6, 0.2), quote="样本"),)
    findings = tuple(
        first.model_copy(
            update={
                "rule": f"DV-LIC-{number:03}", "severity": Severity.REVIEW, "documents": ("d1",), "evidence": evidence,
                "message": ReportText(zh=f"第 {number} 个问题", en=f"Problem {number}"),
            }
        )
        for number in range(1, TEN + 1)
    )  # fmt: skip
    return report.model_copy(update={"findings": findings, "verdict": Verdict.REVIEW})


def rejected(report: Report) -> Report:
    text = ReportText(zh="执照过期", en="The licence has expired")
    return report.model_copy(update={"findings": (report.findings[0].model_copy(update={"message": text}),)})


def made(site: Site, client: str, name: str, change: Callable[[Report], Report]) -> str:
    identity = add_files(site, client, name, {LICENCE: picture(), CARD: picture()})
    finish_run(site, identity, change=change)
    return identity


def test_ten_findings_are_cleared_by_keys(site: Site, enter: Enter) -> None:
    identity = made(site, "键盘", "十项", with_ten)
    page = enter("reviewer", f"/applications/{identity}")
    strokes = 0

    def press(key: str) -> None:
        nonlocal strokes
        strokes += 1
        page.keyboard.press(key)

    expect(page.locator("#stage img")).to_have_js_property("naturalWidth", 1000, timeout=30_000)
    press("j")
    expect(page.locator(".mark")).to_be_visible()
    for number in range(1, TEN + 1):
        press("a")
        expect(page.locator("#accept .about")).to_have_text(f"第 {number} 个问题")
        press("1")
        press("Enter")
        expect(page.locator("#accept")).not_to_be_visible()
    with site.ledger.read() as connection:
        rows = decisions.of_application(connection, identity)
    assert sorted(row["entry"]["rule"] for row in rows) == [f"DV-LIC-{number:03}" for number in range(1, TEN + 1)]
    assert strokes <= 40
    press("u")
    expect(page.locator(".history s")).to_have_count(1)


def test_a_client_is_asked_once_and_hands_in_again(site: Site, enter: Enter) -> None:
    identity = made(site, "两轮", "六月", rejected)
    page = enter("reviewer", f"/applications/{identity}")
    page.keyboard.press("r")
    text = page.locator("#ask-text")
    expect(text).to_be_visible()
    assert "执照过期" in text.input_value()
    assert helpers.CARD_NUMBER not in text.input_value()
    page.check("#ask input[value=en]")
    expect(text).to_have_value(re.compile("expired"))
    page.fill("#ask [name=note]", "催一下")
    page.click("#ask button[value=save]")
    expect(page.locator(".asked-points .point-asked")).to_have_count(1)
    with site.ledger.read() as connection:
        sent = requests.of_application(connection, identity)[0]
    assert (sent["note"], sent["lang"], "催一下" in sent["text"]) == ("催一下", "en", False)
    add_files(site, "两轮", "六月", {LICENCE: picture() + b" ", CARD: picture()})
    finish_run(site, identity, verdict=Verdict.CLEAR, change=lambda report: report.model_copy(update={"findings": ()}))
    expect(page.locator(".asked-points .point-done")).to_have_count(1)  # by itself: the page is live


def test_what_a_person_opens_ticks_or_types_stays_when_news_come(site: Site, enter: Enter) -> None:
    identity = made(site, "打字", "六月", rejected)
    page = enter("reviewer", f"/applications/{identity}")
    ticked = page.locator(".asked").first
    was = ticked.is_checked()
    ticked.click()
    page.click(".outcome summary")
    page.evaluate("document.getElementById('case').classList.add('before')")
    page.evaluate("document.dispatchEvent(new CustomEvent('desk:changed'))")
    expect(page.locator("#case:not(.before)")).to_have_count(1)
    assert page.locator(".asked").first.is_checked() is not was
    page.fill(".outcome [name=clause]", "BR-204")  # it stands open: what is hidden cannot be filled
    add_files(site, "打字", "六月", {LICENCE: picture() + b" ", CARD: picture()})
    finish_run(site, identity, verdict=Verdict.CLEAR, change=lambda report: report.model_copy(update={"findings": ()}))
    expect(page.locator("#told")).to_contain_text("有新的结果")
    expect(page.locator(".outcome [name=clause]")).to_have_value("BR-204")
    expect(page.locator(".asked")).to_have_count(1)  # not while it is typed
    page.fill(".outcome [name=clause]", "")
    page.locator(".outcome [name=clause]").blur()
    expect(page.locator(".asked")).to_have_count(0)


def test_two_people_and_four_eyes(site: Site, enter: Enter) -> None:
    identity = made(site, "四眼", "六月", rejected)
    first, second = enter("reviewer", f"/applications/{identity}"), enter("owner", f"/applications/{identity}")
    second.keyboard.press("j")
    second.keyboard.press("a")  # who has the dialog open while another decides is told
    expect(second.locator("#accept")).to_be_visible()
    for key in ("j", "a", "2", "Enter"):
        first.keyboard.press(key)
    expect(first.locator("#accept")).not_to_be_visible()
    expect(first.locator(".second")).to_be_visible()
    expect(first.locator(".second button")).to_have_count(0)
    second.keyboard.press("1")
    second.keyboard.press("Enter")
    expect(second.locator("#told .wrong")).to_contain_text("审核员")
    second.keyboard.press("Escape")
    second.click(".second button")
    expect(second.locator(".history")).to_contain_text("主管 同意")
    with site.ledger.read() as connection:
        assert [row["second_person"] for row in decisions.of_application(connection, identity)] == ["主管"]


def test_a_folder_is_handed_in(site: Site, enter: Enter, tmp_path: Path) -> None:
    folder = tmp_path / "七月<b>"
    (folder / "子").mkdir(parents=True)
    (folder / "执照.png").write_bytes(picture())
    (folder / "子" / "证.png").write_bytes(picture())
    (folder / ".DS_Store").write_bytes(b"x")
    page = enter("reviewer", "/hand-in")
    page.set_input_files("#folder", folder)
    expect(page.locator("#list li")).to_have_count(2)
    page.reload(wait_until="domcontentloaded")
    drop(page, "#drop", folder)
    expect(page.locator("#list li")).to_have_count(2)
    expect(page.locator("#name")).to_have_value("七月<b>")
    page.fill("#client", "新客户")
    page.fill("[name=category]", "女装")
    page.context.set_offline(True)
    page.click("#send")
    expect(page.locator("#told .wrong")).to_be_visible()
    page.context.set_offline(False)
    assert not (site.inbox / "新客户").exists()
    page.click("#send")
    page.wait_for_url("**/applications/*", wait_until="commit")
    assert sorted(file.name for file in (site.inbox / "新客户").rglob("*.png")) == ["执照.png", "证.png"]
    expect(page.locator(".waiting")).to_be_visible()


def test_five_hundred_files_are_taken_and_more_or_two_gigabytes_refused_before_they_are_sent(
    site: Site, enter: Enter, tmp_path: Path
) -> None:
    many, huge = tmp_path / "多", tmp_path / "大"
    for folder in (many, huge):
        folder.mkdir()
    for number in range(500):
        (many / f"{number}.png").write_bytes(b"x")
    for number in range(11):
        with (huge / f"{number}.pdf").open("wb") as file:
            file.truncate(190_000_000)  # has no blocks on the disk
    one_more = tmp_path / "又一.png"
    one_more.write_bytes(b"x")
    page = enter("reviewer", "/hand-in")
    drop(page, "#drop", huge)
    expect(page.locator("#sum")).to_have_class("bad")
    expect(page.locator("#send")).to_be_disabled()
    page.reload(wait_until="domcontentloaded")
    drop(page, "#drop", many)
    expect(page.locator("#list li")).to_have_count(500)
    drop(page, "#drop", one_more)
    expect(page.locator("#sum")).to_have_class("bad")
    page.click("#list li:last-child button")
    expect(page.locator("#sum")).to_have_class("small")
    page.fill("#client", "五百")
    page.click("#send")
    page.wait_for_url("**/applications/*", wait_until="commit")
    assert len(list((site.inbox / "五百").rglob("*.png"))) == 500


def test_a_link_works_once_and_a_viewer_sees_no_page(site: Site, web: Web, enter: Enter) -> None:
    with site.ledger.write() as connection:
        _, path = invitations.invite(connection, "一次", "viewer", by="owner")
    assert httpx.post(web.url + path).status_code == 303
    again = httpx.post(web.url + path)
    assert again.status_code == 410
    identity = made(site, HOSTILE, "查看", rejected)
    page = enter("viewer", f"/applications/{identity}")
    assert helpers.CARD_NUMBER not in page.content()
    expect(page.locator("#stage")).to_have_count(0)
    expect(page.locator(".findings button[data-open=accept]")).to_have_count(0)
    board = enter("viewer", "/?q=" + "查看")
    expect(board.locator(".row .c-client")).to_contain_text("<img src=x onerror=alert(1)>\\u202efdp")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_serious(site: Site, enter: Enter, lang: str) -> None:
    identity = made(site, f"无障碍{lang}", "六月", rejected)
    with site.ledger.write() as connection:
        health.set_inbox_problems(connection, {"散放.pdf": ("wrong_level", "")})
        outcomes.add(connection, identity, result="rejected", answered_on="2024-06-03", person="主管", clause="BR-204")
    found = []
    for path in ("/", "/?q=nothing-like-it", f"/applications/{identity}", "/hand-in", "/expiring", "/outcomes", "/audit", "/people", "/me"):  # fmt: skip
        for theme in ("light", "dark") if path in ("/", f"/applications/{identity}") else ("light",):
            sign = "&" if "?" in path else "?"
            page = enter("owner", f"{path}{sign}lang={lang}&theme={theme}")
            expect(page.locator("html")).to_have_attribute("lang", "zh-CN" if lang == "zh" else "en")
            found += [(path, theme, *item) for item in serious(page)]
    assert found == []
