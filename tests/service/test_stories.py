"""What people do at the desk from beginning to end, in a real Chromium; the first of them with a whole service and real documents."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from docvet.models import Severity, Verdict
from docvet.report.covering import Covers, PageCover
from docvet.report.model import Report, ReportEvidence, ReportText
from docvet.service.api import Site
from docvet.service.api.server import Web
from docvet.service.ledger import applications, decisions, forms, outcomes, tables
from docvet.service.people import invitations
from sample_docs.folders import Story, build, planned
from tests.service.browsing import Enter, drop, serious, without_complaints
from tests.service.test_desk import made, picture, rejected
from tests.service.web import CARD, CARD_NUMBER, LICENCE, add_files, finish_run

READING = 150_000
"""Milliseconds for what takes ten seconds on a machine with nothing else to do."""
DEFECTS = ("licence_expired", "letter_expired")


@dataclass
class Desk:
    """``docvet desk`` as a person starts it."""

    process: subprocess.Popen[str]
    link: str


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    command = [sys.executable, "-m", "docvet", "desk", "--home", tmp_path / "家 home", "--no-browser", "--workers", "1"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env={**os.environ, "LANG": "zh_CN.UTF-8"}
    ) as process:  # fmt: skip
        assert process.stdout is not None
        links = (re.search(r"http://\S+/sign-in/\S+#now", line) for line in process.stdout)
        link = next(filter(None, links))[0]
        yield Desk(process, link)
        process.kill()


def test_from_the_first_start_to_a_folder_fixed_in_two_rounds(desk: Desk, browser: Browser, tmp_path: Path) -> None:
    story = Story.invent(31)
    folder = build(story, tmp_path / "六月女装", defect=DEFECTS)
    fixed = [_fixed(story, tmp_path / f"fixed{number}", defect) for number, defect in enumerate(DEFECTS)]
    with without_complaints() as watched:
        page = watched(browser.new_page(locale="zh-CN"))
        page.goto(desk.link, wait_until="commit")
        expect(page.locator("#drop")).to_be_visible(timeout=READING)  # nothing to be set up, nothing to be looked for
        drop(page, "#drop", folder)
        expect(page.locator("#name")).to_have_value("六月女装")
        page.fill("#client", "我的店")
        page.fill("[name=submission_date]", str(planned(story).form["submission_date"]))  # else it is today
        page.click("#send")
        expect(page.locator(".findings")).to_be_visible(timeout=READING)
        expect(page.locator("#stage img")).to_have_js_property("complete", True)
        must = [page.locator(".finding.must").count()]
        for files in fixed:
            before = str(page.locator("#case").get_attribute("data-report"))
            page.click("#add-files")
            expect(page.locator("#name")).to_have_value("六月女装")
            drop(page, "#drop", *files.iterdir())
            page.click("#send")
            expect(page.locator("#case")).not_to_have_attribute("data-report", before, timeout=READING)
            expect(page.locator(".changed .good").first).to_be_visible()
            must.append(page.locator(".finding.must").count())
        assert must[0] > must[1] > must[2] == 0
        page.click(".menu summary")
        page.click("[data-end]")
        expect(page.locator("body")).to_contain_text("docvet")
    assert desk.process.wait(40) == 0


def _fixed(story: Story, folder: Path, defect: str) -> Path:
    """Only the documents that the defect had spoiled, as they should be; side by side, as a client sends them."""
    folder.mkdir()
    whole = build(story, folder.with_name(folder.name + "-whole"))
    spoiled, right = planned(story, defect=defect), planned(story)
    for slot, leaf in right.leaves.items():
        if spoiled.leaves[slot] != leaf:
            shutil.copy(whole / leaf.path, folder)
    return folder


def with_field(report: Report) -> Report:
    """A finding that points at the name on the card, and boxes for its fields."""
    card = report.documents[1]
    fields = {
        name: field.model_copy(update={"box": (0.1, 0.1 + 0.1 * at, 0.5, 0.15 + 0.1 * at)})
        for at, (name, field) in enumerate(card.fields.items())
    }
    name = fields["name"]
    finding = report.findings[0].model_copy(
        update={
            "severity": Severity.REVIEW, "documents": ("d2",), "message": ReportText(zh="姓名看不清", en="The name is unclear"),
            "evidence": (ReportEvidence(document="d2", page=1, box=name.box, quote=name.raw),),
        }
    )  # fmt: skip
    documents = (report.documents[0], card.model_copy(update={"fields": fields}))
    return report.model_copy(update={"documents": documents, "findings": (finding,), "verdict": Verdict.REVIEW})


def test_a_field_is_corrected_and_the_form_filled(site: Site, enter: Enter) -> None:
    identity = made(site, "表单公司", "六月", with_field)
    page = enter("reviewer", f"/applications/{identity}")
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("#confirm [name=value]")).to_have_value("样本人")
    page.keyboard.type("样本乙")
    page.keyboard.press("Enter")
    expect(page.locator(".history")).to_contain_text("样本乙")
    expect(page.locator("#form-part .bad")).to_be_visible()  # no category yet: it stands open
    page.fill("#form [name=category]", "女装、女鞋")
    page.fill("#form [name=brand]", "SAMPLE")
    page.check("[data-for-client]")
    page.click("#form button.main")
    expect(page.locator("#told")).to_contain_text("已保存")
    expect(page.locator("#form [name=category]")).to_have_value("女装、女鞋")
    with site.ledger.read() as connection:
        (decided,) = decisions.of_application(connection, identity)
        defaults = forms.defaults(connection, "表单公司")
    assert (decided["kind"], decided["entry"]["field"], decided["person"]) == ("confirm", "name", "审核员")
    assert (defaults["category"], defaults["brand"]) == (["女装", "女鞋"], "SAMPLE")


def test_a_file_replaced_while_somebody_decides_gets_no_decision(site: Site, enter: Enter) -> None:
    identity = made(site, "换文件", "六月", rejected)
    page = enter("reviewer", f"/applications/{identity}")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#accept")).to_be_visible()
    add_files(site, "换文件", "六月", {LICENCE: picture() + b"new", CARD: picture() + b"new"})
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.locator("#told .wrong")).to_be_visible()
    with site.ledger.read() as connection:
        assert decisions.of_application(connection, identity) == []


def test_an_answer_of_the_platform_is_entered_in_two_clicks(site: Site, enter: Enter) -> None:
    wrong, right = made(site, "结果公司", "误判", rejected), made(site, "结果公司", "相符", rejected)
    page = enter("reviewer", f"/applications/{wrong}")
    page.click(".outcome .row-of > button")  # one is enough
    expect(page.locator(".outcome .pill.clear")).to_be_visible()
    page.goto(page.url.replace(wrong, right))
    page.click(".outcome summary")
    page.click(".outcome form button.main")
    expect(page.locator(".outcome .pill.reject")).to_be_visible()
    with site.ledger.read() as connection:
        assert [outcomes.of_application(connection, each)[0]["result"] for each in (wrong, right)] == [
            "passed",
            "rejected",
        ]
    page.goto(page.url.partition("/applications")[0] + "/outcomes")
    expect(page.locator(".count.accused b")).to_have_text("1")
    expect(page.locator(".count.agreed b")).to_have_text("1")


def with_covers(site: Site, identity: str) -> None:
    """What a worker writes beside the report: the upper half of the licence may be seen."""
    with site.ledger.read() as connection:
        row = applications.one(connection, identity)
        folder = connection.execute(tables.reports.select().where(tables.reports.c.id == row["report_id"])).mappings().one()["folder"]  # fmt: skip
    covers = Covers(pages={LICENCE: {1: PageCover(opened=((0.0, 0.0, 1.0, 0.5),))}})
    (site.home / folder / "covers.json").write_text(covers.model_dump_json())


def test_a_client_opens_the_link_on_a_phone(site: Site, browser: Browser, enter: Enter) -> None:
    identity = made(site, "手机客户", "六月", rejected)
    with_covers(site, identity)
    owner = enter("owner", "/people")
    owner.locator("form[data-api='POST /api/v1/shares'] select").select_option("手机客户")
    owner.click("form[data-api='POST /api/v1/shares'] button.main")
    link = owner.locator("form[data-api='POST /api/v1/shares'] output input")
    expect(link).to_have_value(re.compile("/share/"))
    with without_complaints() as watched:
        page = watched(browser.new_page(viewport={"width": 375, "height": 740}, locale="zh-CN"))
        page.goto(link.input_value(), wait_until="load")
        expect(page.locator(".to-do .what")).to_have_text("执照过期")
        expect(page.locator(".shots img").first).to_have_js_property("complete", True)
        assert page.locator(".shots img").first.evaluate("image => image.naturalWidth") > 0
        assert CARD_NUMBER not in page.content()
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        for lang in ("en", "zh"):
            page.click(f".switch a[lang={lang}]")
            expect(page.locator("html")).to_have_attribute("lang", re.compile(f"^{lang}"))
            assert serious(page) == []
        owner.click("#shares li:has-text('手机客户') button")
        expect(owner.locator("#shares li:has-text('手机客户')")).to_have_count(0)
        page.reload()
        expect(page.locator(".plain .card")).to_contain_text("链接无效")


def test_a_viewer_sees_the_page_covered(site: Site, enter: Enter) -> None:
    identity = made(site, "遮盖公司", "六月", rejected)
    with_covers(site, identity)
    page = enter("viewer", f"/applications/{identity}")
    expect(page.locator("#stage img")).to_have_js_property("naturalWidth", 1000, timeout=30_000)
    address = str(page.locator("#stage img").evaluate("image => image.src"))
    assert "/covered/" in address
    assert (
        page.request.get(address.replace("/d1/", "/d2/")).status == 404
    )  # nothing is known of it, so nothing is shown
    assert page.request.get(address.replace("/covered/", "/pages/")).status == 403


def test_keys_alone_from_the_list_to_a_case_and_back(site: Site, enter: Enter) -> None:
    identity = made(site, "只用键盘", "独一份", rejected)
    page = enter("reviewer", "/")
    page.keyboard.press("/")
    page.keyboard.type("独一份")
    expect(page.locator(".row")).to_have_count(1)
    _tab_to(page, f"row-{identity}")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/applications/{identity}**", wait_until="domcontentloaded")
    page.keyboard.press("m")
    expect(page.locator("#assign-person")).to_have_value("审核员")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#help")).not_to_be_visible()
    page.keyboard.press("b")
    page.wait_for_url(re.compile(r"/\?q="), wait_until="domcontentloaded")
    expect(page.locator("td.c-assignee")).to_have_text(re.compile("审核员"))


def _tab_to(page: Page, identity: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == identity:
            return
    raise AssertionError(f"{identity} is not reached by Tab")


def test_clocks_that_are_wrong_harm_nothing(site: Site, enter: Enter) -> None:
    identity = made(site, "时钟公司", "六月", rejected)
    with site.ledger.write() as connection:  # as a server writes whose clock was a day ahead
        ahead = time.time() + 86400
        changed = {"first_seen_at": ahead, "changed_at": ahead}
        connection.execute(tables.applications.update().where(tables.applications.c.id == identity).values(changed))
    page = enter("reviewer", "/?q=时钟公司")
    expect(page.locator("td.c-age")).to_have_text(re.compile("^0 分钟前"))
    page.clock.set_system_time("2001-01-01T00:00:00Z")  # the browser's
    page.goto(page.url.partition("/?")[0] + f"/applications/{identity}")
    for key in ("j", "a", "1", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#accept")).not_to_be_visible()
    with site.ledger.read() as connection:
        (decided,) = decisions.of_application(connection, identity)
    assert abs(decided["made_at"] - time.time()) < 600  # the server's time, whatever the browser thinks
    finish_run(site, identity)
    expect(page.locator(".history")).to_contain_text("审核员")


def test_a_passkey_made_on_the_page_signs_in(site: Site, web: Web, browser: Browser) -> None:
    base = web.url.replace("127.0.0.1", "localhost")
    with site.ledger.write() as connection:
        _, path = invitations.invite(connection, "带钥匙的人", "reviewer", by="owner")
    context = browser.new_context(locale="zh-CN")
    with without_complaints() as watched:
        page = watched(context.new_page())
        keys = context.new_cdp_session(page)
        keys.send("WebAuthn.enable")
        about = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        keys.send("WebAuthn.addVirtualAuthenticator", {"options": about})
        page.goto(f"{base}{path}")
        page.click("#sign-in button")
        page.goto(f"{base}/me")
        page.fill("#passkey-label", "测试机")
        page.click("[data-passkey=add]")
        expect(page.locator("main")).to_contain_text("测试机")
        context.clear_cookies()
        page.goto(f"{base}/sign-in?lang=zh")
        page.click("[data-passkey=sign-in]")
        page.wait_for_url(f"{base}/", wait_until="domcontentloaded")
        expect(page.locator(".menu summary")).to_have_text("带钥匙的人")
        page.goto(f"{web.url}/sign-in")  # by its address there can be none
        expect(page.locator("[data-passkey]")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_without_a_navigation_are_whole_pages_too(
    site: Site, web: Web, browser: Browser, enter: Enter, lang: str
) -> None:
    with site.ledger.write() as connection:
        _, path = invitations.invite(connection, f"新人{lang}", "viewer", by="owner")
    with without_complaints() as watched:
        page = watched(browser.new_page(locale="de-DE"))
        for place, status in (("/sign-in", 200), (path, 200), ("/sign-in/used", 410), ("/share/none", 404)):
            answer = page.goto(f"{web.url}{place}?lang={lang}")
            assert answer is not None
            assert answer.status == status
            expect(page.locator("html")).to_have_attribute("lang", {"zh": "zh-CN", "en": "en"}[lang])
            assert serious(page) == [], place
    page = enter("reviewer", f"/people?lang={lang}")
    expect(page.locator(".plain .button")).to_be_visible()
    assert serious(page) == []
