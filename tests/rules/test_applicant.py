"""Whose paper is it, and what confirms what."""

from __future__ import annotations

from docvet.form.model import Form
from docvet.rules.applicant import find_licence, find_representative_ids
from docvet.rules.witnesses import cross_witnesses
from tests.rules import builders as b
from tests.rules.builders import COMPANY, MIDDLE, OWNER, PERSON

MINE = b.licence("mine.pdf")
THEIRS = b.licence("theirs.pdf", name=MIDDLE, credit_code=b.OTHER_CODE)


def chosen(*papers: b.Document, **form: str) -> list[str]:
    return [paper.path for paper in find_licence(papers, Form(**form)).chosen]


def test_the_form_decides() -> None:
    assert chosen(THEIRS, MINE, credit_code=b.CODE) == ["mine.pdf"]
    assert chosen(THEIRS, MINE, company=MIDDLE) == ["theirs.pdf"]


def test_else_the_last_grantee() -> None:
    letters = (b.letter(OWNER, MIDDLE), b.letter(MIDDLE, COMPANY))
    assert chosen(THEIRS, MINE, *letters) == ["mine.pdf"]


def test_else_the_account_holder() -> None:
    assert chosen(THEIRS, MINE, b.bank(account_name=MIDDLE)) == ["theirs.pdf"]


def test_else_nobody_but_the_only_one() -> None:
    assert chosen(THEIRS, MINE) == []
    assert find_licence((THEIRS, MINE), Form()).undecided
    assert chosen(THEIRS, company=COMPANY) == ["theirs.pdf"], "the only licence is looked at, and found to be another's"


def test_newer_copy_of_one_licence() -> None:
    old, new = b.licence("old.pdf", issued="2019-05-20"), b.licence("new.pdf", issued="2023-01-05")
    cast = find_licence((old, new), Form())
    assert [paper.path for paper in (*cast.chosen, *cast.copies)] == ["new.pdf", "old.pdf"]


def test_owners_card_is_not_the_representatives() -> None:
    mine, owners = b.id_card("mine.pdf"), b.id_card("owner.pdf", name="林示例")
    assert find_representative_ids([owners, mine], PERSON, ["林示例"]).chosen == (mine,)
    assert find_representative_ids([owners], PERSON, ["林示例"]).chosen == ()
    assert find_representative_ids([owners], PERSON, []).chosen == (owners,), "else it is a mismatch to be told"


def test_backs_of_two_people_cannot_be_told_apart() -> None:
    mine = b.paper("id_card", "a.pdf", sides=["portrait"], name=PERSON)
    owners = b.paper("id_card", "b.pdf", sides=["portrait"], name="林示例")
    backs = [b.paper("id_card", f"{at}.pdf", sides=["emblem"], valid_to="2035-01-01") for at in (1, 2)]
    cast = find_representative_ids([mine, owners, *backs], PERSON, ["林示例"])
    assert cast.chosen == (mine,)
    assert cast.copies == tuple(backs)


def bare(kind: str, path: str, sha256: str | None = None, **values: object) -> b.Document:
    return b.paper(
        kind, path, sha256=sha256, **{name: b.field(value, witnesses=frozenset()) for name, value in values.items()}
    )


def test_two_papers_confirm_each_other() -> None:
    one = bare("business_license", "a.pdf", name="某某（样本）有限公司")
    other = bare("basic_account_info", "b.pdf", account_name="某某(样本)有限公司")
    third = bare("authorization_letter", "c.pdf", grantee="别家样本有限公司")
    seen = cross_witnesses([one, other, third], Form())
    assert [bool(field.witnesses) for document in seen for field in document.fields.values()] == [True, True, False]


def test_two_copies_of_one_file_do_not() -> None:
    papers = [bare("business_license", f"{at}.pdf", "0" * 64, name=COMPANY) for at in (1, 2)]
    assert not any(
        field.witnesses for document in cross_witnesses(papers, Form()) for field in document.fields.values()
    )


def test_the_form_confirms_names_and_codes() -> None:
    paper = bare("business_license", "a.pdf", name=COMPANY, credit_code=b.CODE)
    (seen,) = cross_witnesses([paper], Form(company=COMPANY, credit_code=b.CODE))
    assert all(field.witnesses for field in seen.fields.values())
