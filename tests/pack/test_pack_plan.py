"""What goes into which slot, in which order, and what stays behind."""

from __future__ import annotations

from dataclasses import replace

from docvet.models import Document, Trouble, TroubleKind
from docvet.pack.manifest import Why
from docvet.pack.plan import Left, Plan, plan
from docvet.rules import judge
from tests.rules import builders as b
from tests.rules.builders import COMPANY, MIDDLE, OWNER


def of(parts: dict[str, list[Document]], **form: object) -> Plan:
    return plan(b.case(parts, **form))


def paths(made: Plan, slot: str) -> list[list[str]]:
    return [
        [f"{source_page.file.path}:{source_page.number}" for source_page in bundle.source_pages]
        for bundle in made.slots[slot]
    ]


def on(document: Document, path: str, first: int, last: int, count: int) -> Document:
    """The document on these pages of a file of ``count`` pages."""
    file = replace(document.reading.file, path=path, sha256=path)
    page = document.reading.pages[0]
    pages = tuple(replace(page, number=number) for number in range(1, count + 1))
    reading = replace(document.reading, file=file, pages=pages, page_count=count)
    return replace(document, reading=reading, page_range=(first, last), id=f"{path}:{first}")


def test_a_clean_folder_is_packed_whole() -> None:
    made = of(b.own_brand())
    assert list(made.slots) == ["licence", "id_card", "bank", "trademark", "photos"]
    assert not made.left
    assert len(made.slots["photos"]) == 3


def test_letters_stand_in_the_order_of_the_chain() -> None:
    upper, lower = b.letter(OWNER, MIDDLE, "z.pdf"), b.letter(MIDDLE, COMPANY, "a.pdf")
    assert paths(of(b.authorized(lower, upper)), "letters") == [["z.pdf:1"], ["a.pdf:1"]]


def test_both_sides_of_a_card_are_one_bundle_with_the_portrait_first() -> None:
    back = b.without(b.id_card("a.jpg", sides=["emblem"]), "name", "id_number")
    front = b.without(b.id_card("b.jpg", sides=["portrait"]), "valid_from", "valid_to")
    assert paths(of(b.own_brand() | {"id": [back, front]}), "id_card") == [["b.jpg:1", "a.jpg:1"]]


def test_papers_of_others_old_copies_and_twins_stay_behind() -> None:
    old = b.licence("old.pdf", issued="2019-05-20")
    theirs = b.licence("theirs.pdf", name=MIDDLE, credit_code=b.OTHER_CODE)
    twin = b.paper("sales_voucher", "twin.pdf", sha256="same", date="2024-04-10")
    parts = b.authorized() | {
        "licence": [b.licence(), old, theirs],
        "vouchers": [replace(twin, id="first"), replace(twin, id="second")],
    }
    made = of(parts)
    assert paths(made, "licence") == [["执照.pdf:1"]]
    assert set(made.left) == {
        Left("old.pdf", Why.OLDER, problem=False),
        Left("theirs.pdf", Why.OTHERS, problem=False),
        Left("twin.pdf", Why.DUPLICATE, problem=False),
    }


def test_where_nobody_knows_whose_licence_it_is_all_are_packed() -> None:
    parts = b.own_brand() | {
        "licence": [b.licence("a.pdf", name=OWNER, credit_code=b.OTHER_CODE), b.licence("b.pdf", name=MIDDLE)],
        "bank": [],
    }
    made = of(parts, company=None, credit_code=None)
    assert sorted(paths(made, "licence")) == [["a.pdf:1"], ["b.pdf:1"]]


def test_signed_files_and_tables_go_whole_and_by_themselves() -> None:
    signed = b.letter(OWNER, COMPANY, "signed.pdf", digitally_signed=True)
    made = of(b.authorized(on(signed, "signed.pdf", 2, 2, 3)))
    (bundle,) = made.slots["letters"]
    assert bundle.verbatim
    assert [source_page.number for source_page in bundle.source_pages] == [1, 2, 3]


def test_an_annex_goes_with_the_paper_before_it() -> None:
    whole = on(b.letter(OWNER, COMPANY), "letter.pdf", 1, 1, 2)
    annex = replace(on(b.paper("other"), "letter.pdf", 2, 2, 2), reading=whole.reading)
    made = of(b.authorized(whole) | {"rest": [annex]})
    assert paths(made, "letters") == [["letter.pdf:1", "letter.pdf:2"]]
    assert not made.left


def test_an_unknown_page_between_papers_of_several_slots_is_a_question() -> None:
    licence = on(b.licence(), "all.pdf", 1, 1, 3)
    unknown = replace(on(b.paper("other"), "all.pdf", 2, 2, 3), reading=licence.reading)
    mark = replace(on(b.certificate(), "all.pdf", 3, 3, 3), reading=licence.reading)
    made = of(b.own_brand() | {"licence": [licence], "mark": [mark], "rest": [unknown]})
    assert paths(made, "licence") == [["all.pdf:1"]]
    assert paths(made, "trademark") == [["all.pdf:3"]]
    assert made.left == (Left("all.pdf", Why.UNKNOWN, True, (2,)),)


def test_pages_beyond_a_limit_are_packed_with_their_paper() -> None:
    letter = on(b.letter(OWNER, COMPANY), "long.pdf", 1, 2, 4)
    assert paths(of(b.authorized(letter)), "letters") == [[f"long.pdf:{number}" for number in (1, 2, 3, 4)]]


def test_turns_are_carried_over() -> None:
    card = b.id_card()
    page = replace(card.reading.pages[0], turned=90)
    card = replace(card, reading=replace(card.reading, pages=(page,)))
    (bundle,) = of(b.own_brand() | {"id": [card]}).slots["id_card"]
    assert [source_page.turned for source_page in bundle.source_pages] == [90]


def test_two_papers_on_one_page_of_one_slot_give_that_page_once() -> None:
    front = replace(b.id_card("both.pdf", sides=["portrait"]), region=(0.0, 0.0, 1.0, 0.5))
    back = replace(b.id_card("both.pdf", sides=["emblem"]), id="second", region=(0.0, 0.5, 1.0, 1.0))
    back = replace(back, reading=front.reading)
    assert paths(of(b.own_brand() | {"id": [front, back]}), "id_card") == [["both.pdf:1"]]


def test_unreadable_files_are_named_with_what_is_wrong() -> None:
    trouble = [TroubleKind.ENCRYPTED, TroubleKind.ARCHIVE, TroubleKind.DAMAGED]
    rest = [b.unread_file(f"{kind}.bin", Trouble(kind)) for kind in trouble]
    note = b.unread_file("notes.txt", Trouble(TroubleKind.UNKNOWN_TYPE), media_type="text/plain")
    cut = b.certificate("cut.pdf", troubles=[Trouble(TroubleKind.DAMAGED, "truncated")])
    made = of(b.own_brand() | {"mark": [cut], "rest": [*rest, note]})
    assert {(item.path, item.why, item.problem) for item in made.left} == {
        ("encrypted.bin", Why.ENCRYPTED, True),
        ("archive.bin", Why.ARCHIVE, True),
        ("damaged.bin", Why.DAMAGED, True),
        ("cut.pdf", Why.DAMAGED, True),
        ("notes.txt", Why.SPARE, False),
    }
    assert "trademark" not in made.slots


def test_a_letter_between_strangers_is_not_packed_for_a_trader_without_a_name() -> None:
    """The trader goes by its operator's name only in the case that was judged: that one is laid out by."""
    licence = b.without(b.licence(credit_code=b.TRADER_CODE, entity_type="个体工商户", unnamed=True), "name")
    own, strangers = b.letter(OWNER, b.PERSON, "own.pdf"), b.letter(MIDDLE, COMPANY, "strangers.pdf")
    case = b.case(b.authorized(own, strangers) | {"licence": [licence]}, company=None, credit_code=b.TRADER_CODE)
    made = plan(judge(b.POP, case).case)
    assert paths(made, "letters") == [["own.pdf:1"]]
    assert Left("strangers.pdf", Why.OTHERS, problem=False) in made.left
