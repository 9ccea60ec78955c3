"""Which places are looked at again: where a field is missing, doubtful, or was not read whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from docvet.documents import build, pages_of, worth_another_look
from docvet.models import Box, Document, Effort, File, Line, Page, Pass, Reading, Straightening, Trouble, TroubleKind
from tests.documents.kinds.test_business_license import CODE, portrait
from tests.documents.pages import Placed, page


def licence(placed: list[Placed], *more: Pass) -> Document:
    made = page(placed)
    return of(replace(made, passes=(*made.passes, *more)))


def of(made: Page, *troubles: Trouble) -> Document:
    (document,) = build([Reading(File("a.jpg", Path("a.jpg"), "0", 1, "image/jpeg"), (made,), 1, troubles)])
    return document


def places(document: Document) -> dict[str, Box | None]:
    return {doubt.field: doubt.box for doubt in document.doubts}


def covers(place: Box | None, line: Line) -> bool:
    assert place is not None
    return Pass(Effort.CLOSE, "rapidocr", (), (place,)).saw(line.box)


def find(document: Document, text: str) -> Line:
    return next(line for line in document.pages[0].lines if text in line.text)


def test_a_licence_read_well_needs_no_other_look() -> None:
    document = licence(portrait())
    assert document.doubts == ()
    assert worth_another_look([document]) == {}


def test_a_code_that_fails_its_check_digit_is_looked_for_beside_its_label() -> None:
    wrong = f"统一社会信用代码 {CODE[:-1]}A"
    document = licence(portrait(number=wrong))
    assert covers(places(document)["credit_code"], find(document, "信用代码"))
    assert worth_another_look([document])["a.jpg"] == {1: (places(document)["credit_code"],)}


def test_a_page_that_seems_another_document_by_words_alone_is_looked_at_again() -> None:
    scope = [(0.1, 0.2, "许可项目:食品销售"), (0.1, 0.3, "备案编号 进出口企业代码"), (0.1, 0.4, "税务登记")]
    part = licence(scope)
    assert (part.kind, part.value("document_type")) == ("other", "other_permit")
    assert worth_another_look([part])["a.jpg"] == {1: ()}
    assert worth_another_look([licence([(0.3, 0.1, "食品经营许可证", 0.04), *scope])]) == {}


def test_a_code_that_was_not_seen_is_looked_for_below_the_title() -> None:
    whole = portrait()
    there = licence(whole)
    document = licence([item for item in whole if "信用代码" not in item[2]])
    assert covers(places(document)["credit_code"], find(there, "信用代码"))


def test_a_row_that_is_missing_leaves_a_gap_to_look_at() -> None:
    whole = portrait()
    there = licence(whole)
    document = licence([item for item in whole if item[2] not in ("成立日期", "2018年03月05日")])
    assert "established" not in document.fields
    assert covers(places(document)["established"], find(there, "2018年03月05日"))


def test_a_scope_with_a_row_missing_is_looked_at_whole() -> None:
    whole = portrait()
    document = licence([item for item in whole if not item[2].startswith("日用百货")])
    place = places(document)["scope"]
    assert covers(place, find(licence(whole), "日用百货"))
    assert covers(place, find(document, "一般项目"))


def test_of_a_scope_with_one_row_read_badly_that_row_is_looked_at() -> None:
    made = page(portrait())
    lines = [replace(line, confidence=0.7) if line.text.startswith("日用百货") else line for line in made.lines]
    document = of(replace(made, passes=(Pass(Effort.FIRST, "rapidocr", tuple(lines)),)))
    place = places(document)["scope"]
    assert covers(place, find(document, "日用百货"))
    assert not covers(place, find(document, "一般项目"))


def test_each_page_is_looked_at_closely_once() -> None:
    wrong = portrait(number=f"统一社会信用代码 {CODE[:-1]}A")
    first = licence(wrong)
    near = Pass(Effort.CLOSE, "rapidocr", first.pages[0].lines, ((0.0, 0.2, 1.0, 0.3),))
    assert worth_another_look([licence(wrong, near)]) == {}


def test_a_page_whose_further_look_failed_is_left_alone() -> None:
    made = page(portrait(number=f"统一社会信用代码 {CODE[:-1]}A"))
    assert worth_another_look([of(made, Trouble(TroubleKind.LIMIT, "time", (1,)))]) == {}


def test_a_close_look_speaks_for_its_place_only() -> None:
    first = licence(portrait())
    lines = first.pages[0].lines
    elsewhere = Pass(Effort.CLOSE, "rapidocr", lines, ((0.0, 0.9, 1.0, 1.0),), lines)
    assert "second_pass" not in licence(portrait(), elsewhere).fields["name"].witnesses
    there = replace(elsewhere, places=((0.0, 0.0, 1.0, 1.0),))
    assert "second_pass" in licence(portrait(), there).fields["name"].witnesses


def test_a_close_look_that_read_nothing_confirms_nothing() -> None:
    lines = licence(portrait()).pages[0].lines
    blind = Pass(Effort.CLOSE, "rapidocr", lines, ((0.0, 0.0, 1.0, 1.0),))
    assert "second_pass" not in licence(portrait(), blind).fields["name"].witnesses


def test_a_scope_is_whole_only_where_all_of_it_was_looked_at_closely() -> None:
    document = licence(portrait())
    lines, box = document.pages[0].lines, document.fields["scope"].box
    assert box is not None
    assert not document.fields["scope"].whole
    all_of_it = Pass(Effort.CLOSE, "rapidocr", lines, (box,), lines)
    assert licence(portrait(), all_of_it).fields["scope"].whole
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    its_middle = replace(all_of_it, places=((across - 0.01, down - 0.005, across + 0.01, down + 0.005),))
    assert not licence(portrait(), its_middle).fields["scope"].whole


def wanted(document: Document, name: str, *, unseen: bool = False, decides: bool = True) -> tuple[Box, ...] | None:
    asked = {("d1", name)}
    return pages_of(asked, asked if unseen else (), [document], decides=decides).get("a.jpg", {}).get(1)


def test_rules_ask_for_a_place_then_for_the_page_and_then_for_nothing() -> None:
    first = licence(portrait())
    lines, box = first.pages[0].lines, find(first, "2018年03月05日").box
    near = Pass(Effort.CLOSE, "rapidocr", lines, (box,), lines)
    closely, whole = licence(portrait(), near), licence(portrait(), Pass(Effort.FULL, "rapidocr", lines), near)
    assert wanted(first, "established") == wanted(first, "established", decides=False) == (box,)
    assert wanted(closely, "established") == ()
    assert wanted(whole, "established") is None
    assert wanted(closely, "established", decides=False) is None, "the folder is rejected anyway"


def test_one_close_look_at_its_page_is_enough_for_a_field_on_which_no_verdict_hangs() -> None:
    lines = licence(portrait()).pages[0].lines
    document = licence(portrait(), Pass(Effort.CLOSE, "rapidocr", lines, ((0.0, 0.9, 1.0, 1.0),), lines))
    assert wanted(document, "established", decides=False) is None
    assert wanted(document, "established") == (find(document, "2018年03月05日").box,)


def test_what_was_not_seen_is_looked_for_on_the_whole_page_where_that_decides() -> None:
    document = licence(portrait())
    assert wanted(document, "scope", unseen=True) == ()
    assert wanted(document, "scope", unseen=True, decides=False) is None, (
        "it was read surely, and the folder is rejected anyway"
    )
    doubtful = replace(document, fields={"scope": replace(document.fields["scope"], confidence=0.7)})
    assert wanted(doubtful, "scope", unseen=True, decides=False) == wanted(doubtful, "scope")
    assert wanted(document, "seals", unseen=True) == ()
    assert wanted(document, "seals", unseen=True, decides=False) is None, "no further look searches seals"
    codes = replace(document.fields["scope"], value=["A1"])
    listed = replace(document, fields={"sku_codes": codes})
    assert wanted(listed, "sku_codes", unseen=True, decides=False) == ()


def test_a_field_that_nobody_read_is_looked_for_on_the_whole_page() -> None:
    document = licence([item for item in portrait() if item[2] not in ("成立日期", "2018年03月05日")])
    asked = {("d1", "established"), ("d1", "name")}
    assert pages_of(asked, (), [document], decides=False) == {"a.jpg": {1: ()}}


def test_a_field_that_was_missed_where_it_should_stand_is_looked_for_everywhere_only_where_that_decides() -> None:
    placed = [item for item in portrait() if item[2] not in ("成立日期", "2018年03月05日")]
    place = places(licence(placed))["established"]
    assert place is not None
    document = licence(placed, Pass(Effort.CLOSE, "rapidocr", licence(placed).pages[0].lines, (place,)))
    assert wanted(document, "established", decides=False) is None
    assert wanted(document, "established") == ()


def test_the_place_of_a_field_is_one_of_the_page_as_it_was_read() -> None:
    shrunk = Straightening((0.5, 0.0, 0.25, 0.0, 0.5, 0.25, 0.0, 0.0, 1.0), 1000, 1400)
    document = of(replace(page(portrait()), straightening=shrunk))
    (line,) = (line for line in document.reading.pages[0].lines if line.text == "2018年03月05日")
    assert document.fields["established"].box == shrunk.back(line.box)
    assert wanted(document, "established") == (line.box,)
