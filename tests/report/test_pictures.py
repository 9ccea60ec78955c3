"""Crops of real papers: the right place, with a bar over what is personal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from docvet.application import load_application
from docvet.documents import build as papers_of
from docvet.models import Box, Document, Evidence, File, Reading, Severity
from docvet.reading.cache import PageCache
from docvet.reading.originals import upright
from docvet.reading.pool import Readers
from docvet.report import covering
from docvet.report.covering import covers
from docvet.report.pictures import Crop, Key, take
from docvet.scanning import Examined, examine
from sample_docs.folders import build
from sample_docs.story import Story
from tests.documents.pages import HEIGHT, WIDTH, Placed, page
from tests.documents.test_build import CERTIFICATE, PORTRAIT
from tests.report.samples import field, finding, sample


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Examined]:
    whole = build(Story.invent(31), tmp_path_factory.mktemp("whole"))
    folder = tmp_path_factory.mktemp("cards")
    for path in whole.glob("0*"):  # licence, card, account
        (folder / path.name).write_bytes(path.read_bytes())
    with Readers(1, cache=PageCache()) as readers:
        yield examine(load_application(folder), readers)


def of(examined: Examined, name: str, *, show: bool) -> Crop:
    paper = next(paper for paper in examined.report.documents if name in paper.fields)
    read = paper.fields[name]
    assert read.page is not None
    assert read.box is not None
    key: Key = (paper.id, read.page, read.box)
    return take(examined.report, examined.documents, show_personal_data=show)[key]


def dark(crop: Crop, part: slice) -> float:
    """Share of the crop's middle row that the colour of a bar covers, in a part of its width (percent)."""
    picture = cv2.imdecode(np.frombuffer(crop.jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    height, width = picture.shape
    row = picture[height // 2 - 2 : height // 2 + 2, int(part.start * width / 100) : int(part.stop * width / 100)]
    return float((np.abs(row.astype(int) - 40) < 25).mean())


@pytest.mark.parametrize("name", ["id_number", "account_number"])
def test_numbers_are_covered_but_for_their_end(examined: Examined, name: str) -> None:
    hidden, shown = (of(examined, name, show=show) for show in (False, True))
    assert dark(hidden, slice(45, 75)) > 0.9
    assert dark(hidden, slice(86, 95)) < 0.6, "the last four characters stay"
    assert dark(shown, slice(45, 75)) < 0.6


def test_what_is_public_stays_legible(examined: Examined) -> None:
    assert dark(of(examined, "credit_code", show=False), slice(5, 95)) < 0.6


def test_a_card_whose_number_nobody_located_gives_no_picture(examined: Examined) -> None:
    blind = [
        replace(paper, fields={name: read for name, read in paper.fields.items() if name != "id_number"})
        if paper.kind == "id_card"
        else paper
        for paper in examined.documents
    ]
    cards = {paper.id for paper in blind if paper.kind == "id_card" and "portrait" in (paper.value("sides") or [])}
    assert cards
    made = take(examined.report, blind, show_personal_data=False)
    assert not cards & {key[0] for key in made}
    assert made
    assert cards & {key[0] for key in take(examined.report, blind, show_personal_data=True)}


def blank(folder: Path, placed: list[Placed]) -> tuple[Document, ...]:
    """The papers of a page on which these lines were read, while its picture is white: what is dark is a bar."""
    path = folder / "page.png"
    cv2.imwrite(str(path), np.full((HEIGHT, WIDTH, 3), 255, np.uint8))
    file = File("page.png", path, "0" * 64, path.stat().st_size, "image/png")
    return tuple(papers_of([Reading(file, (page(placed),), 1)]))


def covered(papers: tuple[Document, ...], paper: Document, box: Box) -> set[str]:
    """The lines of the page that are under a bar, in part or whole, in the crop of a finding about this paper, at this place."""
    about = finding("DV-A", Severity.REJECT, documents=(paper.id,), evidence=(Evidence(paper.id, 1, box, ""),))
    report = sample(papers=papers, problems=[about], not_checked=())
    crop = take(report, papers, show_personal_data=False)[paper.id, 1, box]
    picture = cv2.imdecode(np.frombuffer(crop.jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    whole = papers[0].reading.pages[0]
    hidden = set()
    for line in whole.lines:
        left, top, right, bottom = (
            int(edge * size) for edge, size in zip(line.box, (*picture.shape[::-1], *picture.shape[::-1]), strict=True)
        )
        if (picture[top + 2 : bottom - 2, left:right] < 100).mean() > 0.15:
            hidden.add(line.text)
    return hidden


WHOLE: Box = (0.0, 0.0, 1.0, 1.0)


def test_a_crop_that_reaches_into_a_card_on_the_same_page_shows_nothing_private(tmp_path: Path) -> None:
    card = [(left, top + 0.45, *rest) for left, top, *rest in PORTRAIT]
    papers = blank(tmp_path, CERTIFICATE + card)  # type: ignore[operator]
    certificate = next(paper for paper in papers if paper.kind == "trademark_certificate")
    assert len(papers) == 2
    hidden = covered(papers, certificate, WHOLE)
    assert {"公民身份号码 11010519491231002X", "出生 1990 年 1 月 1 日", "住址 某市某路1号"} <= hidden
    assert not hidden & {"商标注册证", "第12345678号", "姓名 王小明"}


def test_lines_of_a_card_that_nobody_made_out_are_covered(tmp_path: Path) -> None:
    papers = blank(tmp_path, [*PORTRAIT, (0.1, 0.6, "样本路18号302房"), (0.1, 0.7, "中华人民共和国居民身份证")])
    hidden = covered(papers, papers[0], WHOLE)
    assert "样本路18号302房" in hidden
    assert not hidden & {"姓名 王小明", "中华人民共和国居民身份证"}


def test_the_number_of_a_report_is_no_personal_number(tmp_path: Path) -> None:
    (paper,) = blank(tmp_path, [(0.1, 0.2, "检测报告"), (0.1, 0.3, "报告编号 SR20240101")])
    paper = replace(paper, kind="safety_report", fields={"number": field("SR20240101", box=(0.1, 0.3, 0.4, 0.316))})
    assert covered((paper,), paper, WHOLE) == set()


def whole(examined: Examined, kind: str) -> tuple[Document, np.ndarray, np.ndarray]:
    """A document of the kind with its first page as it is, and covered."""
    paper = next(paper for paper in examined.documents if paper.kind == kind)
    number = paper.page_range[0]
    cover = covers(examined.report, examined.documents).of(paper.path, number)
    assert cover is not None
    rgb = upright(paper.reading.file, number, turned=paper.pages[0].upright.turned)
    assert rgb is not None
    return paper, rgb, covering.covered(rgb, cover)


def cut(picture: np.ndarray, box: Box | None) -> np.ndarray:
    assert box is not None
    height, width = picture.shape[:2]
    return picture[int(box[1] * height) : int(box[3] * height), int(box[0] * width) : int(box[2] * width)]


def legible(rgb: np.ndarray, shown: np.ndarray) -> float:
    """Share of the ink that is where it was; a bar is as dark as ink, and shows none."""
    ink = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY) < 110
    same = (np.abs(rgb.astype(int) - shown).max(axis=2) < 12) & (shown != 40).any(axis=2)
    return float(same[ink].mean())


def test_a_covered_page_shows_what_is_public_and_no_more(examined: Examined) -> None:
    licence, rgb, shown = whole(examined, "business_license")
    for name in ("credit_code", "name"):
        assert legible(cut(rgb, licence.fields[name].box), cut(shown, licence.fields[name].box)) == 1
    card, rgb, shown = whole(examined, "id_card")
    for name in ("id_number", "birth_date", "address"):
        assert legible(cut(rgb, card.fields[name].box), cut(shown, card.fields[name].box)) < 0.05, name
    # Wherever nothing was read, as on the portrait, the page is too coarse to be made out.
    for line in (line for item in card.pages[0].upright.passes for line in item.lines):
        cut(rgb, line.box)[:] = 255
    assert legible(rgb, shown) < 0.2  # a flat dark area keeps its shade


def test_a_page_of_no_known_kind_stays_closed(examined: Examined) -> None:
    unknown = [replace(paper, kind="other", fields={}) for paper in examined.documents]
    made = covers(examined.report, unknown)
    assert all(not cover.opened for pages in made.pages.values() for cover in pages.values())
    assert made.of("elsewhere.pdf", 1) is None
