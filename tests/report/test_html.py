"""The HTML report in a real browser: nothing leaves it, nothing in it runs, everybody can use it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from docvet.models import Evidence, NotChecked, Severity, Verdict
from docvet.report.compare import compared
from docvet.report.model import Report, ReportChain, ReportLink, ReportText
from docvet.report.page.content import content
from docvet.report.pictures import Crop, Key
from docvet.report.renderers import RenderOptions, render
from tests.chromium import chromium
from tests.report.samples import APPLICATION, CHAIN, document, field, finding, sample

PHONE = {"width": 375, "height": 740}
HOSTILE = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>\"'&\u202egnp.exe"
NAMES = ("很长的公司名称" * 28 + "有限公司", "ئۇيغۇر سودا شىركىتى", "ᠮᠣᠩᠭᠤᠯ ᠬᠤᠳᠠᠯᠳᠤᠭ᠎ᠠ", "㛃𠮷贸易有限公司")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def crop() -> Crop:
    picture = np.full((120, 360, 3), 240, np.uint8)
    cv2.putText(picture, "SAMPLE", (20, 70), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (60, 60, 60), 3)
    return Crop(cv2.imencode(".jpg", picture)[1].tobytes(), 360, 120)


def crops(report: Report) -> Mapping[Key, Crop]:
    return {
        (item.document, item.page, item.box): crop()
        for each in report.findings
        for item in each.evidence
        if item.page and item.box
    } | {
        (paper.id, read.page, read.box): crop()
        for paper in report.documents
        for read in paper.fields.values()
        if read.page and read.box
    }


def html(*reports: Report, lang: str = "zh") -> str:
    options = RenderOptions(lang="zh" if lang == "zh" else "en", crops=[crops(report) for report in reports])
    return render(list(reports), "html", options)


def with_chain(report: Report) -> Report:
    why = ReportText(zh="缺少这一级的授权书", en="the letter of this level is missing")
    links = (
        ReportLink(
            giver="甲样本公司",
            taker="乙样本公司",
            kind="letter",
            document="d4",
            state="ok",
            why=ReportText(zh="", en=""),
        ),
        ReportLink(
            giver="乙样本公司", taker="广州样本服饰有限公司", kind="letter", document=None, state="broken", why=why
        ),
    )
    chain = ReportChain(
        certificate="d3",
        mark="LUMORA",
        registrant="甲样本公司",
        applicant="广州样本服饰有限公司",
        holds=False,
        links=links,
    )
    return report.model_copy(update={"chain": chain})


def many(count: int) -> Report:
    problems = [
        finding(
            f"DV-A-{n:03}", Severity.REJECT if n % 3 else Severity.REVIEW, reason=CHAIN, documents=("d1",),
            evidence=(Evidence("d1", 1, (0.1, n / 100, 0.5, n / 100 + 0.02), f"第 {n} 处"),),
        )
        for n in range(count)
    ]  # fmt: skip
    return sample(problems=problems, verdict=Verdict.REJECT if count else Verdict.CLEAR)


def different(count: int) -> Report:
    """As :func:`many`, where each asks for a step of its own."""
    problems = [
        finding(
            f"DV-A-{n:03}", Severity.REJECT if n % 3 else Severity.REVIEW, documents=("d1",), expected="PDF", found="PNG",
            fix={"zh": f"请在第 {n} 处重新扫描并加盖公章", "en": f"Scan place {n} again with the seal"},
            evidence=(Evidence("d1", 1, (0.1, n / 100, 0.5, n / 100 + 0.02), f"第 {n} 处"),),
        )
        for n in range(count)
    ]  # fmt: skip
    return sample(problems=problems)


def opened(browser: Browser, tmp_path: Path, text: str, **viewport: int) -> tuple[Page, list[str]]:
    """The page in the browser, and all that went wrong or left the machine."""
    path = tmp_path / "report.html"
    path.write_text(text, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1100, "height": 900} | viewport)
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
    page.on(
        "request", lambda request: None if request.url.startswith(("file:", "data:")) else trouble.append(request.url)
    )
    page.on("requestfailed", lambda request: trouble.append(f"refused ({request.failure}): {request.url}"))
    page.goto(path.as_uri())
    return page, trouble


@pytest.mark.parametrize("count", [0, 1, 60])
def test_reports_of_every_size_open_without_complaint(browser: Browser, tmp_path: Path, count: int) -> None:
    page, trouble = opened(browser, tmp_path, html(with_chain(many(count))))
    assert trouble == []
    assert page.locator(".finding").count() == count
    assert page.locator("h1").inner_text() == APPLICATION.name
    assert page.locator("img").evaluate_all("all => all.every(img => img.naturalWidth > 0 || !img.checkVisibility())")


@pytest.mark.parametrize(("viewport", "scheme"), [({}, "light"), (PHONE, "light"), ({}, "dark")])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_serious(
    browser: Browser, tmp_path: Path, viewport: dict[str, int], scheme: str, lang: str
) -> None:
    after = compared(with_chain(sample()), [many(2)], alone=True)
    page, _ = opened(browser, tmp_path, html(after, lang=lang), **viewport)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.locator(".documents > summary").click()
    for paper in page.locator(".documents > details").all():
        paper.locator("> summary").click()
    found = Axe().run(page).response["violations"]
    assert [
        (item["id"], item["nodes"][0]["html"][:120])
        for item in found
        if item["impact"] in {"serious", "critical"} or item["id"] == "heading-order"
    ] == []


def test_the_switch_shows_one_language_at_a_time_also_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, html(sample()))
    assert "先别提交" in page.locator("main").inner_text()
    assert "Do not submit yet" not in page.locator("main").inner_text()
    page.get_by_text("English", exact=True).click()
    assert "Do not submit yet" in page.locator("main").inner_text()
    assert "先别提交" not in page.locator("main").inner_text()
    page.locator("#lang-en").focus()
    page.keyboard.press("ArrowLeft")
    assert "先别提交" in page.locator("main").inner_text()


def test_a_first_step_leads_to_its_finding_and_a_field_to_its_crop(browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, html(sample()))
    page.locator(".steps a").first.click()
    assert page.evaluate("document.querySelector(':target').id") == "finding-1-1"
    page.locator(".documents > summary").click()
    page.locator(".documents > details > summary").first.click()
    row = page.locator(".documents .crop").first
    assert not row.locator("img").is_visible()
    row.locator("summary").click()
    assert row.locator("img").is_visible()


@pytest.mark.parametrize("company", NAMES)
def test_no_name_is_too_long_or_too_rare_for_a_phone(browser: Browser, tmp_path: Path, company: str) -> None:
    application = APPLICATION.model_copy(update={"company": company, "name": company})
    problems = [
        finding("DV-A", Severity.REJECT, expected=company, found=company, message={"zh": company, "en": company})
    ]
    made = with_chain(sample(application=application, problems=problems))
    page, trouble = opened(browser, tmp_path, html(made), **PHONE)
    assert trouble == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert company in page.locator("main").inner_text()


def test_nothing_from_the_papers_runs_or_turns_the_text(browser: Browser, tmp_path: Path) -> None:
    papers = [document(1, f"{HOSTILE}.pdf", "business_license", name=field(HOSTILE))]
    problems = [
        finding("DV-A", Severity.REJECT, documents=("d1",), expected=HOSTILE, found=HOSTILE,
                evidence=(Evidence("d1", 1, (0.1, 0.2, 0.5, 0.25), HOSTILE),)),
    ]  # fmt: skip
    application = APPLICATION.model_copy(update={"name": HOSTILE, "company": HOSTILE, "brand": HOSTILE})
    text = html(sample(application=application, papers=papers, problems=problems))
    assert "<script" not in text.lower()
    assert "\u202e" not in text
    page, trouble = opened(browser, tmp_path, text)
    assert trouble == []
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == len({item.box for each in problems for item in each.evidence}) * 2
    assert "\\u202e" in page.locator("main").inner_text()


def test_a_policy_forbids_what_the_report_does_not_need(browser: Browser, tmp_path: Path) -> None:
    text = html(sample()).replace(
        "</main>", '</main><img src="https://example.org/x.png"><script>window.ran = 1</script>'
    )
    page, trouble = opened(browser, tmp_path, text)
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in item for item in trouble)
    assert "refused (csp): https://example.org/x.png" in trouble, "the request was stopped before it left"


def test_several_reports_are_an_index_that_leads_to_each(browser: Browser, tmp_path: Path) -> None:
    other = sample(application=APPLICATION.model_copy(update={"name": "VELLO", "path": "乙方/VELLO"}), problems=[])
    page, trouble = opened(browser, tmp_path, html(sample(), other), **PHONE)
    assert trouble == []
    assert page.locator(".summary tbody tr").count() == 2
    page.get_by_role("link", name="VELLO").click()
    assert page.evaluate("document.querySelector(':target').querySelector('.name').innerText") == "VELLO"
    page.locator(":target .up").click()
    assert page.evaluate("document.querySelector(':target').innerText") == "汇总"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_it_prints_on_a4(browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, html(with_chain(sample())))
    printed = pdfium.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    width, height = printed[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    text = "".join(sheet.get_textpage().get_text_bounded() for sheet in printed)
    assert "授权书早于商标注册日" in text
    assert "LUMORA · 广州样本服饰有限公司" in text, "the running head"
    assert f"1 / {len(printed)}" in text
    assert "English" not in text


def test_twenty_findings_are_short_on_a_desktop_and_on_paper(browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, html(with_chain(different(20))))
    assert page.locator(".finding").count() == 20
    assert page.evaluate("document.documentElement.scrollHeight") <= 3500
    assert len(pdfium.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))) <= 4


def test_alike_problems_are_one_with_all_their_places(browser: Browser, tmp_path: Path) -> None:
    alike = [
        finding("DV-A", Severity.REJECT, message={"zh": f"第 {n} 张有水印", "en": f"photo {n} has a watermark"})
        for n in range(7)
    ]
    page, _ = opened(browser, tmp_path, html(sample(problems=alike)))
    assert page.locator(".finding").count() == 1
    assert page.locator(".finding .also").get_by_text("还有 4 处").is_visible()
    assert not page.get_by_text("第 6 张有水印").is_visible()
    page.get_by_text("还有 4 处").click()
    assert page.get_by_text("第 6 张有水印").is_visible()


def test_a_filter_leaves_one_group_or_one_document(browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, html(sample()))
    seen = page.locator(".finding:visible")
    everything = seen.count()
    page.locator(".filters label").filter(has_text="必改").click()
    assert seen.count() == 1
    page.locator(".filters label").filter(has_text="开户许可证").click()
    assert "户名需要核对" in seen.inner_text()
    page.locator(".filters label").filter(has_text="全部").click()
    assert seen.count() == everything


def test_the_running_head_takes_nothing_for_a_rule_of_style(browser: Browser, tmp_path: Path) -> None:
    name = '"} body { display: none } </style><b>x'
    application = APPLICATION.model_copy(update={"name": name, "company": name})
    page, trouble = opened(browser, tmp_path, html(sample(application=application)))
    assert trouble == []
    assert page.locator("h1").inner_text() == name
    printed = pdfium.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert "display: none" in printed[0].get_textpage().get_text_bounded()


def test_twenty_findings_stay_below_three_megabytes() -> None:
    noise = np.random.default_rng(1).integers(150, 255, (400, 720, 3)).astype(np.uint8)
    soft = cv2.GaussianBlur(noise, (0, 0), 2)
    heavy = Crop(cv2.imencode(".jpg", soft, [cv2.IMWRITE_JPEG_QUALITY, 62])[1].tobytes(), 720, 400)
    report = many(20)
    text = render([report], "html", RenderOptions(crops=[dict.fromkeys(crops(report), heavy)]))
    assert len(text.encode()) <= 3_000_000


def test_both_languages_tell_the_same_steps_and_reasons() -> None:
    """Also where one language has one wording for what are two in the other."""
    fixes = [{"zh": "请补交授权书", "en": f"Add letter {n}"} for n in (1, 2)]
    problems = [finding(f"DV-A-{n}", Severity.REJECT, fix=fix) for n, fix in enumerate(fixes)]
    missed = [
        NotChecked(f"DV-B-{n}", "unreadable", ({"zh": "授权书无法读取", "en": f"letter {n} is illegible"},))
        for n in (1, 2)
    ]
    made = content(sample(problems=problems, not_checked=missed), {}, masked=True)
    assert [fix.en for _, _, fix in made.first_steps] == ["Add letter 1", "Add letter 2"]
    ((_, _, reasons),) = made.not_checked
    assert [(rules.en, reason.en) for rules, reason in reasons] == [
        ("DV-B-1", "letter 1 is illegible"), ("DV-B-2", "letter 2 is illegible"),
    ]  # fmt: skip
