"""What a person decides: bound to the very paper, replacing what was read, marking what was found."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from docvet import FormError, UsageError, scan
from docvet.decide import accept, confirm, undo
from docvet.decisions import (
    FILE_NAME,
    Accepted,
    BoundDocument,
    Confirmed,
    Decisions,
    accepted,
    confirmed,
    load_decisions,
)
from docvet.models import Document, Finding, Severity, Source, Verdict
from docvet.rules.engine import verdict_of
from tests.rules.builders import POP, TODAY, licence, unread_file

SPECIMENS = Path(str(files("docvet") / "specimens"))


def entry_of(paper: Document, **changes: object) -> dict[str, object]:
    file = paper.reading.file
    return {
        "file": file.path,
        "sha256": file.sha256,
        "pages": paper.page_range,
        "kind": paper.kind,
        "by": "Li",
        "at": TODAY,
        **changes,
    }


def confirmation(paper: Document, field: str, value: str) -> Decisions:
    return Decisions().adding(Confirmed.model_validate(entry_of(paper, field=field, value=value)))


def acceptance(paper: Document, rule: str, **changes: object) -> Decisions:
    return Decisions().adding(Accepted.model_validate(entry_of(paper, rule=rule, reason="seen", **changes)))


def finding(rule: str, *papers: Document, severity: Severity = Severity.REJECT) -> Finding:
    rules = POP.rule(rule) if any(item.id == rule for item in POP.rules) else POP.rules[0]
    return Finding(
        rule=rule, name="n", severity=severity, stage="onboarding", reason=POP.found_reason(rules),
        message={"zh": "一", "en": "a"}, fix={"zh": "二", "en": "b"}, documents=tuple(p.id for p in papers),
        evidence=(), expected="", found="", source={"zh": "s", "en": "s"},
    )  # fmt: skip


def files_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.pdf")}


def verdict(findings: tuple[Finding, ...]) -> Verdict:
    return verdict_of(POP, findings, ())


def test_a_confirmed_value_replaces_what_was_read_and_needs_no_witness() -> None:
    paper = licence()
    (changed,) = confirmed([paper], confirmation(paper, "established", "2020年1月2日"))
    field = changed.fields["established"]
    assert (field.value, field.source, field.confidence, field.whole) == ("2020-01-02", Source.OPERATOR, 1.0, True)
    assert field.box == paper.fields["established"].box, "the place on the document stays known"
    assert changed.fields["name"] == paper.fields["name"]


def test_a_value_that_was_not_read_at_all_can_be_confirmed() -> None:
    paper = licence()
    bare = replace(paper, fields={})
    (changed,) = confirmed([bare], confirmation(bare, "seals", "company:深圳市鹿鸣样本贸易有限公司"))
    assert changed.value("seals")[0]["owner"] == "company"


def test_a_replaced_file_inherits_nothing_and_says_so() -> None:
    old, new = licence(), licence(sha256="ab" * 32)
    decisions = confirmation(old, "name", "别的公司")
    assert confirmed([new], decisions) == [new]
    (warning,) = accepted((), [new], decisions, TODAY)
    assert (warning.rule, warning.severity, warning.found) == ("DV-DECISION", Severity.WARN, "name")
    assert "执照.pdf" in warning.message["zh"]
    assert verdict((warning,)) is Verdict.CLEAR


def test_an_accepted_finding_stays_and_no_longer_counts() -> None:
    paper = licence()
    marked = accepted((finding("DV-LIC-010", paper),), [paper], acceptance(paper, "DV-LIC-010"), TODAY)
    assert [item.accepted and item.accepted.by for item in marked] == ["Li"]
    assert verdict(marked) is Verdict.CLEAR
    other = accepted((finding("DV-LIC-005", paper),), [paper], acceptance(paper, "DV-LIC-010"), TODAY)
    assert other[0].accepted is None
    assert [item.rule for item in other[1:]] == ["DV-DECISION"]
    assert verdict(other) is Verdict.REJECT


def test_an_acceptance_does_not_reach_a_paper_that_came_later() -> None:
    mark, old, new = licence("证.pdf"), licence("书.pdf"), licence("新书.pdf")
    papers = [mark, old, new]
    decisions = acceptance(mark, "DV-LIC-010", beside=(BoundDocument.of(old),))
    both = accepted((finding("DV-LIC-010", mark, old), finding("DV-LIC-010", mark, new)), papers, decisions, TODAY)
    assert [item.accepted is not None for item in both] == [True, False]


@pytest.mark.parametrize(("day", "counts"), [(date(2024, 7, 1), True), (date(2024, 7, 2), False)])
def test_an_acceptance_ends_after_its_last_day(day: date, counts: bool) -> None:
    paper = licence()
    decisions = acceptance(paper, "DV-LIC-010", until=date(2024, 7, 1))
    marked = accepted((finding("DV-LIC-010", paper),), [paper], decisions, day)
    assert (marked[0].accepted is not None) is counts
    assert ("2024-07-01" in marked[-1].message["zh"]) is not counts


def test_faults_of_docvet_and_unread_files_cannot_be_accepted() -> None:
    paper, unread = licence(), unread_file("坏.pdf")
    for rule, about in (("DV-INTERNAL", paper), ("DV-FILE-005", unread)):
        marked = accepted((finding(rule, about),), [paper, unread], acceptance(about, rule), TODAY)
        assert marked[0].accepted is None


def test_a_later_decision_on_the_same_matter_takes_the_place_of_the_first(tmp_path: Path) -> None:
    paper = licence()
    both = confirmation(paper, "name", "甲").adding(Confirmed.model_validate(entry_of(paper, field="name", value="乙")))
    (tmp_path / FILE_NAME).write_text(both.text(), encoding="utf-8")
    assert [entry.value for entry in load_decisions(tmp_path).confirmed] == ["乙"]
    assert load_decisions(tmp_path) == both


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("confirmed: [{file: a}]", "line 1"),
        ("acepted: []", "did you mean accepted"),
        ("- a", "line 1"),
        ("confirmed: 3", "a list of entries, as docvet confirm writes them"),
        ("accepted:\n- {file: a}", "line 2.*accepted.sha256 must be the file's SHA-256"),
        ("accepted:\n- {file: a, sha256: " + "0" * 64 + ", pages: [1, 1], kind: other}", "accepted.by must be a single text"),
        ("confirmed:\n- {file: a, sha256: " + "0" * 64 + ", pages: [1, 1], kind: other, field: issued, value: x, by: L, at: 2024-06-01}",
         "line 2"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_one_sentence_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(FormError, match=said):
        load_decisions(tmp_path)


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("decided") / "photos"
    shutil.copytree(SPECIMENS / "broken-photos", folder)
    return folder


def test_accepting_each_open_point_of_a_folder_makes_it_clear(photos: Path) -> None:
    found = scan(photos, jobs=2)
    papers = {document.id: document.path for document in found.documents}
    before = files_of(photos)
    marks = [item for item in found.findings if item.rule == "DV-PHO-004"]
    assert found.verdict == "review"
    for item in marks:
        accept(
            photos,
            item.rule.lower(),
            papers[item.documents[0]],
            by="李审核",
            reason="已核对原件",
            until=None,
            page=None,
        )
    after = scan(photos, jobs=2)
    answered = [item.accepted.by for item in after.findings if item.accepted]
    assert answered == ["李审核"] * len(marks)
    assert after.verdict == "clear"
    assert files_of(photos) == before


def test_what_cannot_be_decided_is_one_sentence(photos: Path) -> None:
    name = next(str(path.relative_to(photos)) for path in photos.rglob("*执照*"))
    for assignment, said in (("name", "FIELD=VALUE"), ("nme=x", "did you mean name"), ("issued=never", "it is a date"),
                             ("grantor=x", "has no document")):  # fmt: skip
        with pytest.raises(UsageError, match=said):
            confirm(photos, name, assignment, by="Li", page=None)
    with pytest.raises(UsageError, match="no file"):
        confirm(photos, "执照2.pdf", "name=x", by="Li", page=None)
    with pytest.raises(UsageError, match="cannot be accepted"):
        accept(photos, "DV-INTERNAL", name, by="Li", reason="x", until=None, page=None)
    for until in ("", "2024-99-01", "open-ended", "长期"):
        with pytest.raises(UsageError, match="--until must be a date"):
            accept(photos, "DV-PHO-004", name, by="Li", reason="x", until=until, page=None)
    with pytest.raises(UsageError, match=r"2001-01-01 is before the submission date"):
        accept(photos, "dv-pho-004", name, by="Li", reason="x", until="2001-01-01", page=None)
    with pytest.raises(UsageError, match="nothing to accept"):
        accept(photos, "DV-PHO-004", name, by="Li", reason="x", until=None, page=None)
    with pytest.raises(UsageError, match="did you mean DV-PHO-004"):
        accept(photos, "DV-PH-004", name, by="Li", reason="x", until=None, page=None)


def test_undo_takes_one_back_and_leaves_the_others(tmp_path: Path) -> None:
    paper = licence()
    given = acceptance(paper, "DV-LIC-010").adding(Confirmed.model_validate(entry_of(paper, field="name", value="甲")))
    (tmp_path / FILE_NAME).write_text(given.text(), encoding="utf-8")
    with pytest.raises(UsageError, match="there is no decision"):
        undo(tmp_path, "DV-LIC-011")
    with pytest.raises(UsageError, match="there is no decision"):
        undo(tmp_path, "DV-LIC-010", name="another.pdf")
    taken = undo(tmp_path, "dv-lic-010", name=paper.path)
    assert isinstance(taken, Accepted)
    left = load_decisions(tmp_path)
    assert (left.accepted, len(left.confirmed)) == ((), 1)
    undo(tmp_path, "name")
    assert not (tmp_path / FILE_NAME).exists()


def test_undo_asks_which_of_several(tmp_path: Path) -> None:
    paper = licence()
    (by,) = acceptance(paper, "DV-LIC-010").accepted
    given = Decisions(accepted=(by, by.model_copy(update={"pages": (3, 3)})))
    (tmp_path / FILE_NAME).write_text(given.text(), encoding="utf-8")
    with pytest.raises(UsageError, match="several decisions"):
        undo(tmp_path, "DV-LIC-010")
    assert undo(tmp_path, "DV-LIC-010", page=3).pages == (3, 3)
    assert load_decisions(tmp_path).accepted == (by,)


def test_a_second_person_s_answer_stands_beside_the_first() -> None:
    paper = licence()
    first = acceptance(paper, "DV-LIC-010").accepted[0]
    second = first.model_copy(update={"by": "Wang", "reason": "seen too"})
    both = Decisions().adding(first).adding(second)
    assert both.accepted == (first, second)
    marked = accepted((finding("DV-LIC-010", paper),), [paper], both, TODAY)
    assert [item.rule for item in marked] == ["DV-LIC-010"], "neither answer is called idle"
    assert marked[0].accepted is not None
    assert marked[0].accepted.by == "Wang"
    again = both.adding(first.model_copy(update={"reason": "looked again"}))
    assert [(entry.by, entry.reason) for entry in again.accepted] == [("Wang", "seen too"), (first.by, "looked again")]


def test_two_who_decide_at_once_lose_nothing(tmp_path: Path) -> None:
    """Four processes, each with decisions of its own, all in one file in the end."""
    paper = licence()
    base = entry_of(paper, field="name", value="甲")
    base = {key: str(value) if key == "at" else value for key, value in base.items()}
    code = (
        "import json, sys; from pathlib import Path; from docvet.decide import _change; from docvet.decisions import Confirmed\n"
        "base, who, folder = json.loads(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])\n"
        "for page in range(5):\n"
        "    entry = Confirmed.model_validate({**base, 'pages': (who * 10 + page + 1,) * 2})\n"
        "    _change(folder, lambda decisions: decisions.adding(entry))\n"
    )
    arguments = [sys.executable, "-c", code, json.dumps(base)]
    running = [subprocess.Popen([*arguments, str(who), str(tmp_path)]) for who in range(4)]
    assert [process.wait(timeout=300) for process in running] == [0] * 4
    assert len(load_decisions(tmp_path).confirmed) == 20
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
