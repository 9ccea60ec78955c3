"""``extends``: what a child may change, and that its mistakes are named in the file where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from docvet.errors import RulesetError
from docvet.models import Judgement, Severity
from docvet.rules import Ruleset, judge, load_ruleset
from docvet.rules.load import parse_ruleset
from tests.rules.builders import case, findings, own_brand

HEAD = 'id: my-shop\nversion: "1"\ntitle: {zh: 我的规则, en: My rules}\nextends: tiktok-shop-pop\n'
NEW_RULE = """\
rules:
  - id: MY-001
    name: one-name-everywhere
    title: {zh: 户名与申请表一致, en: The account is that of the form}
    check: names_agree
    with: {a: bank.account_name, b: form.company}
    severity: review
    basis: practice
    reason: DV-R-MISMATCH
    message: {zh: "{a} 与 {b} 不一致", en: "{a} is not {b}"}
    fix: {zh: 请核对, en: compare them}
    source: our own handbook
"""


def child(text: str) -> Ruleset:
    return parse_ruleset("my.yaml", (HEAD + text).encode())


def fails(text: str) -> str:
    with pytest.raises(RulesetError) as caught:
        child(text)
    return str(caught.value)


def judged_by(ruleset: Ruleset, *without: str) -> Judgement:
    parts = {name: papers for name, papers in own_brand().items() if name not in without}
    return judge(ruleset, case(parts, ruleset)).judgement


def test_nothing_changed_is_the_parent_under_another_name() -> None:
    pop, mine = load_ruleset("tiktok-shop-pop"), child("")
    assert (mine.id, mine.version, mine.title.en) == ("my-shop", "1", "My rules")
    assert mine.mode == pop.mode
    assert mine.rules == pop.rules
    assert mine.parameters == pop.parameters
    assert mine.categories == pop.categories


def test_one_key_of_a_rule() -> None:
    was, now = (
        load_ruleset("tiktok-shop-pop").rule("DV-PHO-001"),
        child("rules:\n  - {id: DV-PHO-001, severity: review, fix: {zh: 请联系我们}}\n").rule("DV-PHO-001"),
    )
    assert now.severity is Severity.REVIEW
    assert (now.fix.zh, now.fix.en) == ("请联系我们", was.fix.en)
    assert now.model_copy(update={"severity": was.severity, "fix": was.fix}) == was


def test_a_tightened_parameter_is_judged_by() -> None:
    mine = child("parameters:\n  photos_min: {value: 5, source: our own handbook, basis: documented}\n")
    assert not findings(judged_by(load_ruleset("tiktok-shop-pop")), "DV-PHO-001")
    (found,) = findings(judged_by(mine), "DV-PHO-001")
    assert found.severity is Severity.REJECT
    assert "5" in found.message["zh"]


def test_a_disabled_rule_says_why_and_is_not_judged() -> None:
    mine = child("rules:\n  - {id: DV-PHO-001, disabled: 由我司摄影师保证}\n")
    assert findings(judged_by(load_ruleset("tiktok-shop-pop"), "photos"), "DV-PHO-001")
    judgement = judged_by(mine, "photos")
    assert not findings(judgement, "DV-PHO-001")
    (skipped,) = [item for item in judgement.not_checked if item.rule == "DV-PHO-001"]
    assert skipped.kind == "not_applicable"
    assert "由我司摄影师保证" in skipped.because[0]["zh"]


def test_a_new_rule_over_an_existing_check() -> None:
    mine = child(NEW_RULE)
    assert mine.rule("MY-001").check == "names_agree"
    assert len(mine.rules) == len(load_ruleset("tiktok-shop-pop").rules) + 1


def test_categories_are_added_replaced_row_by_row_or_as_a_whole() -> None:
    row = (
        "{names: {zh: [乐器], en: [instruments]}, track: 其他, nice: {primary: [15]}, keywords: [乐器零售], source: us}"
    )
    pop = load_ruleset("tiktok-shop-pop").categories
    added = child(f"categories:\n  instruments: {row}\n").categories
    assert set(added) == {*pop, "instruments"}
    changed = child(f"categories:\n  toys: {row}\n").categories
    assert changed["toys"].nice.primary == (15,)
    assert "toys" not in child("categories: {toys: null}\n").categories
    alone = child(f"replaces: [categories]\ncategories:\n  instruments: {row.replace('其他', '许可')}\n").categories
    assert set(alone) == {"instruments"}


def test_a_slot_is_made_optional_or_removed() -> None:
    assert not child("documents: {bank: {required: false}}\n").documents["bank"].required
    assert child("documents: {bank: {required: false}}\n").documents["bank"].kinds == (
        "bank_permit",
        "basic_account_info",
    )
    assert "trademark_proofs" not in child("documents: {trademark_proofs: null}\n").documents


def test_a_platform_of_ones_own_is_for_every_form() -> None:
    mine = child("mode: my-market\n")
    assert mine.mode == "my-market"
    assert mine.serves("pop")
    assert mine.serves("joint")
    assert not load_ruleset("tiktok-shop-joint").serves("pop")


def test_digest_is_of_what_was_inherited_too(tmp_path: Path) -> None:
    parent, mine = tmp_path / "parent.yaml", tmp_path / "mine.yaml"
    parent.write_text(HEAD.replace("my-shop", "parent"), encoding="utf-8")
    mine.write_text(HEAD.replace("tiktok-shop-pop", "parent.yaml"), encoding="utf-8")
    before = load_ruleset(mine).digest
    assert load_ruleset(mine).digest == before == child("").digest
    parent.write_text(
        HEAD.replace("my-shop", "parent") + "rules:\n  - {id: DV-PHO-001, severity: warn}\n", encoding="utf-8"
    )
    assert load_ruleset(mine).digest != before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules:\n  - {id: DV-PHO-01, severity: warn}\n", "my.yaml:6:6: there is no rule 'DV-PHO-01' to change; did you mean DV-PHO-001?"),
        ("rules:\n  - {id: DV-PHO-001, sevrity: warn}\n", "my.yaml:6:22: unknown key 'sevrity'; did you mean severity?"),
        ("rules:\n  - {id: DV-PHO-001, disabled: ''}\n", "my.yaml:6:22: rules."),
        ("rules:\n  - {id: DV-PHO-001, disabled: true}\n", "my.yaml:6:22: rules."),
        ("rules:\n  - {id: DV-CHN-006, severity: reject}\n", "my.yaml:6:22: a rule on the basis 'practice' gives at most 'review'"),
        ("rules:\n  - {id: DV-PHO-001, reason: DV-R-FOTO}\n", "my.yaml:6:22: unknown reason 'DV-R-FOTO'; did you mean DV-R-PHOTO?"),
        ("rules:\n  - {id: DV-PHO-001, with: {min_cont: $photos_min}}\n", "my.yaml:6:29: unknown key 'min_cont'; did you mean min_count?"),
        ("rules:\n  - {id: DV-PHO-001, severity: warn}\n  - {id: DV-PHO-001, severity: info}\n",
         "my.yaml:7:6: the rule DV-PHO-001 stands here a second time; it was first on line 6"),
        (NEW_RULE.replace("MY-001", "DV-MY-001"), "my.yaml:6:5: DV-MY-001: ids that begin with DV- are docvet's"),
        ("reasons:\n  DV-R-MINE: {title: {zh: 一, en: one}}\n", "my.yaml:6:3: DV-R-MINE: ids that begin with DV- are docvet's"),
        ("parameters:\n  photos_min: {value: 5}\n", "my.yaml:6:3: the key 'source' is missing"),
        ("parameters:\n  photo_min: {value: 5, source: us, basis: general}\n", "my.yaml:6:3: no rule uses 'photo_min'; did you mean photos_min?"),
        ("parameters: {photo_min: null}\n", "my.yaml:5:14: there is no 'photo_min' to remove; did you mean photos_min?"),
        ("categories: {toy: null}\n", "my.yaml:5:14: there is no 'toy' to remove; did you mean toys?"),
        ("categories:\n  games: {names: {zh: [飞行棋, 玩具], en: [games]}, track: 母婴, nice: {primary: [28]}, keywords: [玩具], source: us}\n",
         "my.yaml:6:29: '玩具' is a name of the row 'toys' already"),
        ("replaces: [category]\n", "my.yaml:5:12: replaces.0: must be 'sources', 'parameters'"),
        ("documents: {bank: {kinds: [bank_permits]}}\n", "my.yaml:5:28: documents.bank.kinds.0: unknown kind 'bank_permits'; did you mean bank_permit?"),
        ("documents: {photos: null}\n", "my.yaml:4:1: what this file changes breaks what it inherits: tiktok-shop-pop.yaml:"),
        ("mode: point\n", "my.yaml:5:1: mode: 'point' is no mode; did you mean joint?"),
        (NEW_RULE.replace("check: names_agree", "when: {tracks: [数码]}\n    check: names_agree"), "my.yaml:9:21: no category is of the track '数码'"),
        (NEW_RULE.replace("bank.account_name", "statements.account_name"), "my.yaml:10:12: the rule can never apply: no slot of documents takes bank_statement"),
        (NEW_RULE + "    supersedes: [MY-001]\n", "my.yaml:17:18: MY-001 and MY-001 would hide each other"),
        (NEW_RULE + "    supersedes: [DV-BNK-002]\n  - {id: DV-BNK-002, supersedes: [MY-001]}\n", "would hide each other: supersedes runs in a circle"),
        (NEW_RULE.replace("one-name-everywhere", "enough-photos"), "my.yaml:7:5: the rule DV-PHO-001 is named 'enough-photos' already"),
        ("rules: {}\n", "my.yaml:5:1: rules: must be a list"),
        ("rules:\n  - [1]\n", "my.yaml:6:5: rules."),
        ("rules:\n  - {id: [1]}\n", "my.yaml:6:"),
        ("replaces: [[1]]\n", "my.yaml:5:12: replaces.0"),
    ],
)  # fmt: skip
def test_mistakes_of_the_child(text: str, said: str) -> None:
    assert said in fails(text)


def test_a_change_that_breaks_what_is_inherited_is_named_at_the_change() -> None:
    said = fails("rules:\n  - {id: DV-TM-005, check: nice_class}\n")
    assert said.startswith("my.yaml:6:5: the check never fills {")
    assert "(inherited from tiktok-shop-pop.yaml:" in said


def test_a_mistake_of_the_parent_is_named_in_the_parent(tmp_path: Path) -> None:
    (tmp_path / "parent.yaml").write_text(HEAD + "rules:\n  - {id: DV-PHO-001, severity: warm}\n", encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        HEAD.replace("tiktok-shop-pop", "parent.yaml") + "rules:\n  - {id: DV-PHO-001, stage: listing}\n",
        encoding="utf-8",
    )
    with pytest.raises(RulesetError, match=r"parent\.yaml:6:22: rules"):
        load_ruleset(mine)


@pytest.mark.parametrize(
    ("parent", "said"),
    [
        ("tiktok-shop-popp", "my.yaml:4:1: there is no ruleset 'tiktok-shop-popp' to extend; did you mean tiktok-shop-pop?"),
        ("nowhere.yaml", "my.yaml:4:1: there is no file 'nowhere.yaml' to extend"),
        ("/", "my.yaml:4:1: there is no ruleset '/' to extend; allowed: categories, sources, tiktok-shop-base"),
        ("..", "there is no ruleset"),
        ("'a\\0b.yaml'", "there is no file"),
        ("[a]", "my.yaml:4:1: extends: the id of a shipped ruleset, or the path"),
        ("", "my.yaml:4:1: extends: the id of a shipped ruleset, or the path"),
    ],
)  # fmt: skip
def test_a_parent_that_is_not_there(parent: str, said: str) -> None:
    with pytest.raises(RulesetError) as caught:
        parse_ruleset("my.yaml", HEAD.replace("tiktok-shop-pop", parent.replace("'", '"')).encode())
    assert said in str(caught.value)


def test_a_circle_is_refused_at_its_last_link(tmp_path: Path) -> None:
    for name, parent in (("a", "b"), ("b", "sub/../c"), ("c", "a")):
        (tmp_path / "sub").mkdir(exist_ok=True)
        text = HEAD.replace("my-shop", name).replace("tiktok-shop-pop", f"{parent}.yaml")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(
        RulesetError, match=r"c\.yaml:4:1: extends runs in a circle: .*a\.yaml → .*b\.yaml → .*c\.yaml → .*a\.yaml$"
    ):
        load_ruleset(tmp_path / "a.yaml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: [", r"parent\.yaml:\d+:\d+: not valid YAML"),
        ("a: &a [1]\nb: [*a, *a]\n", r"parent\.yaml:2:5: aliases \(\*a\) are not allowed"),
        ("- a\n", r"parent\.yaml:1:1: a ruleset is a mapping"),
    ],
)
def test_a_parent_that_is_no_ruleset(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "parent.yaml").write_text(text, encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text(HEAD.replace("tiktok-shop-pop", "parent.yaml"), encoding="utf-8")
    with pytest.raises(RulesetError, match=said):
        load_ruleset(mine)


def test_a_chain_without_end_is_cut(tmp_path: Path) -> None:
    for number in range(30):
        text = HEAD.replace("my-shop", f"r{number}").replace("tiktok-shop-pop", f"r{number + 1}.yaml")
        (tmp_path / f"r{number}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RulesetError, match="more than 16 rulesets extend each other"):
        load_ruleset(tmp_path / "r0.yaml")


def test_an_abstract_ruleset_is_only_extended(tmp_path: Path) -> None:
    part = tmp_path / "part.yaml"
    part.write_text(HEAD + "abstract: true\n", encoding="utf-8")
    with pytest.raises(RulesetError, match="it is abstract"):
        load_ruleset(part)
    mine = tmp_path / "mine.yaml"
    mine.write_text(HEAD.replace("tiktok-shop-pop", "part.yaml"), encoding="utf-8")
    assert load_ruleset(mine).rules == load_ruleset("tiktok-shop-pop").rules


def test_a_copy_of_a_shipped_ruleset_is_sent_to_extends() -> None:
    with pytest.raises(RulesetError, match=r"my\.yaml:1:1: 'tiktok-shop-pop' is a ruleset of docvet's own; extend it"):
        parse_ruleset("my.yaml", HEAD.replace("my-shop", "tiktok-shop-pop").encode())


def test_in_joint_mode_what_only_the_pop_guide_says_is_a_warning() -> None:
    checked = 0
    for rule in load_ruleset("tiktok-shop-joint").rules:
        if {citation.id for citation in rule.source} <= {"pop-guide", None} and any(c.id for c in rule.source):
            assert rule.severity.rank >= Severity.WARN.rank, rule.id
            checked += 1
    assert checked >= 7


SOURCES = """sources:
  handbook: {title: {zh: 我们的手册, en: Our handbook}, publisher: us, date: "2026-11", file: handbook.pdf}
parameters:
  photos_min: {value: 5, basis: practice, source: {id: handbook, section: {zh: 第三页, en: page 3}}}
"""


def test_sources_are_cited_by_id_and_section() -> None:
    mine = child(
        SOURCES
        + "rules:\n  - {id: DV-PHO-001, source: [{id: handbook, section: §4, note: {zh: 新, en: new}}, own words]}\n"
    )
    assert mine.citation(mine.rule("DV-PHO-001").source) == {
        "zh": "我们的手册, §4 (新)；own words", "en": "Our handbook, §4 (new); own words",
    }  # fmt: skip
    assert mine.citation(mine.parameters["photos_min"].source)["en"] == "Our handbook, page 3"
    assert "pop-guide" in mine.sources


def test_no_section_of_the_parents_stands_under_a_childs_source() -> None:
    assert any(citation.section for citation in load_ruleset("tiktok-shop-pop").rule("DV-ID-001").source)
    mine = child("rules:\n  - {id: DV-ID-001, source: {id: joint-guide}}\n")
    (citation,) = mine.rule("DV-ID-001").source
    assert (citation.id, citation.section) == ("joint-guide", None)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("rules:\n  - {id: DV-ID-001, source: {id: pop-gide}}\n", "unknown source 'pop-gide'; did you mean pop-guide?"),
        ("rules:\n  - {id: DV-ID-001, source: [us, {id: pop-gide}]}\n", "unknown source 'pop-gide'; did you mean pop-guide?"),
        ("sources:\n  pop-guide: null\n", "unknown source 'pop-guide'"),
        ("parameters:\n  photos_min: {value: 5, basis: practice, source: {id: pop-gide}}\n", "unknown source 'pop-gide'"),
        (SOURCES.replace("id: handbook", "id: pop-guide"), "nothing cites 'handbook'"),
        ("rules:\n  - {id: DV-ID-001, source: {section: 三}}\n", "a source is a text, {id, section} or {zh, en}"),
        ("rules:\n  - {id: DV-ID-001, source: {id: pop-guide, zh: 三, en: three}}\n", "not both"),
        ("rules:\n  - {id: DV-ID-001, source: {id: pop-guide, page: 3}}\n", "unknown key 'page'"),
        ("rules:\n  - {id: DV-ID-001, source: []}\n", "at least 1 item"),
    ],
)  # fmt: skip
def test_a_source_that_leads_nowhere_is_named(text: str, error: str) -> None:
    with pytest.raises(RulesetError) as raised:
        child(text)
    assert error in str(raised.value)
    assert str(raised.value).startswith("my.yaml:")


@pytest.mark.parametrize("name", ["tiktok-shop-pop", "tiktok-shop-joint"])
def test_shipped_rules_name_their_sources_as_people_know_them(name: str) -> None:
    ruleset = load_ruleset(name)
    cited = [*(rule.source for rule in ruleset.rules), *(item.source for item in ruleset.parameters.values())]
    shown = [text for item in cited for text in ruleset.citation(item).values()]
    assert not [text for text in shown if ".txt" in text or "http" in text]
    assert all(source.facts for key, source in ruleset.sources.items() if key != "general-knowledge")
    assert (
        ruleset.citation(ruleset.rule("DV-SET-007" if name.endswith("pop") else "DV-JO-005").source)["zh"]
        == {
            "tiktok-shop-pop": "TikTok小店POP模式详解, 核心准入条件 ③ 类目准入 (其中没有列出 29 个类目)",
            "tiktok-shop-joint": "TK小店联合运营, FAQ 适合哪些卖家",
        }[name]
    )
