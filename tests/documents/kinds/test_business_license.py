"""Licences: both layouts, old numbers, misreads, QR cards, what stands below the scope. All companies are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docvet.documents.kinds.business_license import LABELS, extract
from docvet.documents.kinds.business_license.doubts import doubts
from docvet.models import OPEN_ENDED, Code, Field, Line, Seal
from tests.documents.pages import TYPE, Placed, line, page, text_of

CODE = "91440300MA5K8WX62T"
OLD_NUMBER = "440301103456781"
NAME = "深圳市岚墨贸易有限公司"
ADDRESS = "广东省深圳市南山区科技园北区12栋301室"
SCOPE = (
    "一般项目：服装服饰批发；鞋帽零售；箱包销售；",
    "日用百货销售。（除依法须经批准的项目外，凭营",
    "业执照依法自主开展经营活动）",
)
SCOPE_READ = (
    "一般项目:服装服饰批发;鞋帽零售;箱包销售;日用百货销售。(除依法须经批准的项目外,凭营业执照依法自主开展经营活动)"
)
TITLE: list[Placed] = [(0.33, 0.17, "营业执照", 0.05)]
COMMON = {
    "name": NAME, "entity_type": "有限责任公司", "representative": "林晓舟", "address": ADDRESS, "registered_capital": "壹佰万元整",
    "established": "2018-03-05", "scope": SCOPE_READ,
}  # fmt: skip


def rows(left: float, value: float, top: float, *pairs: tuple[str, str | tuple[str, ...]]) -> list[Placed]:
    """Labels and values below each other."""
    placed: list[Placed] = []
    for label, said in pairs:
        placed.append((left, top, label))
        for part in (said,) if isinstance(said, str) else said:
            placed.append((value, top, part))
            top += 0.026
        top += 0.008
    return placed


def portrait(*instead: tuple[str, str | tuple[str, ...]], number: str = f"统一社会信用代码 {CODE}") -> list[Placed]:
    """The print of 2014; a pair of ``instead`` replaces the row of its label or is added, an empty value drops it."""
    pairs: dict[str, str | tuple[str, ...]] = {
        "名称": NAME, "类型": "有限责任公司", "住所": ADDRESS, "法定代表人": "林晓舟", "注册资本": "壹佰万元整", "成立日期": "2018年03月05日",
        "营业期限": "2018年03月05日至2038年03月04日", "经营范围": SCOPE,
    }  # fmt: skip
    pairs |= dict(instead)
    kept = [(label, value) for label, value in pairs.items() if value]
    return [*TITLE, (0.35, 0.25, number), *rows(0.15, 0.32, 0.32, *kept), (0.6, 0.8, "登记机关", 0.02), (0.6, 0.85, "2019年04月01日", 0.02)]  # fmt: skip


def landscape(*, term: bool = True) -> list[Placed]:
    """The print of 2019, in two columns."""
    left = rows(0.1, 0.2, 0.40, ("名称", NAME), ("类型", "有限责任公司"), ("法定代表人", "林晓舟"), ("经营范围", SCOPE))
    dates = (("营业期限", "2018年03月05日至长期"),) if term else ()
    pairs = (("注册资本", "壹佰万元整"), ("成立日期", "2018年03月05日"), *dates, ("住所", ADDRESS))
    return [
        *TITLE, (0.1, 0.2, "统一社会信用代码"), (0.1, 0.225, CODE), (0.42, 0.24, "（副本）"), *left, *rows(0.64, 0.75, 0.40, *pairs),
        (0.6, 0.7, "登记机关", 0.02), (0.65, 0.78, "2021年06月09日", 0.02),
        (0.1, 0.9, "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn"), (0.6, 0.93, "国家市场监督管理总局监制"),
    ]  # fmt: skip


def fields(placed: list[Placed], **options: object) -> dict[str, Field]:
    return extract(text_of(placed, **options))


def values(placed: list[Placed]) -> dict[str, object]:
    return {name: field.value for name, field in fields(placed).items()}


def test_the_portrait_print() -> None:
    assert values(portrait()) == COMMON | {
        "credit_code": CODE, "term_start": "2018-03-05", "term_end": "2038-03-04", "issued": "2019-04-01", "duplicate": False,
    }  # fmt: skip


def test_the_landscape_print() -> None:
    assert values(landscape()) == COMMON | {
        "credit_code": CODE, "term_start": "2018-03-05", "term_end": OPEN_ENDED, "issued": "2021-06-09", "duplicate": True,
    }  # fmt: skip


def test_a_licence_without_a_term_states_none() -> None:
    assert not {"term_start", "term_end"} & set(values(landscape(term=False)))


def test_code_dates_and_scope_have_their_witnesses() -> None:
    read = fields(portrait())
    assert read["credit_code"].witnesses == {"check_digit"}
    assert "arithmetic" in read["established"].witnesses & read["term_end"].witnesses
    assert read["scope"].whole


def test_an_individual_business() -> None:
    read = values(
        portrait(
            ("名称", "深圳市南山区岚墨服饰商行"), ("类型", "个体工商户"), ("法定代表人", ""), ("注册资本", ""), ("成立日期", ""), ("营业期限", ""),
            ("经营者", "林晓舟"), ("组成形式", "个人经营"), ("注册日期", "2018年03月05日"),
        )
    )  # fmt: skip
    assert read["name"] == "深圳市南山区岚墨服饰商行"
    assert read["entity_type"] == "个体工商户"
    assert read["representative"] == "林晓舟"
    assert read["established"] == "2018-03-05"


def test_an_individual_business_without_a_name_has_none() -> None:
    assert "name" not in values(portrait(("名称", "***"), ("类型", "个体工商户")))


@pytest.mark.parametrize(
    ("label", "name"), [("负责人", f"{NAME}广州分公司"), ("执行事务合伙人", "深圳市岚墨投资合伙企业(有限合伙)")]
)
def test_branches_and_partnerships(label: str, name: str) -> None:
    read = values(portrait(("名称", name), ("法定代表人", ""), (label, "林晓舟")))
    assert (read["name"], read["representative"]) == (name, "林晓舟")


def test_an_old_number_of_fifteen_digits_has_a_check_digit() -> None:
    read = fields(portrait(number=f"注册号：{OLD_NUMBER}"))
    assert "credit_code" not in read
    assert read["registration_number"].value == OLD_NUMBER
    assert read["registration_number"].witnesses == {"check_digit"}


def test_an_older_number_of_thirteen_digits_has_none_and_stays_in_doubt() -> None:
    read = fields(portrait(number="注册号：4403012034567"))
    assert read["registration_number"].value == "4403012034567"
    assert read["registration_number"].confidence < 0.9
    assert not read["registration_number"].witnesses


def test_a_tax_number_is_no_registration_number() -> None:
    assert "registration_number" not in values(portrait(number=f"税务登记号 {OLD_NUMBER}"))


def test_a_code_misread_at_one_place_is_repaired_and_says_so_by_its_raw_text() -> None:
    read = fields(portrait(number=f"统一社会信用代码 {CODE.replace('MA5', 'MAS')}"))["credit_code"]
    assert read.value == CODE
    assert "MAS" in read.raw
    assert read.confidence <= 0.92


def test_a_code_that_cannot_be_repaired_stays_as_read_in_doubt() -> None:
    wrong = CODE[:9] + "7Y4" + CODE[12:]
    read = fields(portrait(number=f"统一社会信用代码 {wrong}"))["credit_code"]
    assert (read.value, read.witnesses) == (wrong, frozenset())
    assert read.confidence <= 0.5


def card(text: str) -> Code:
    return Code(text, "QRCode", (0.7, 0.1, 0.8, 0.2))


def test_a_qr_card_confirms_code_and_name() -> None:
    told = card(f"统一社会信用代码：{CODE};名称：{NAME};法定代表人：林晓舟;")
    read = extract(text_of(page(portrait(), codes=[told])))
    for name in ("credit_code", "name", "representative"):
        assert "qr" in read[name].witnesses
        assert read[name].confidence == pytest.approx(0.99)


def test_a_qr_code_that_tells_another_company_is_no_witness() -> None:
    told = card("https://www.gsxt.gov.cn/index?uniscid=92330100MA2H7QX83B")
    read = extract(text_of(page(portrait(), codes=[told])))["credit_code"]
    assert (read.value, read.witnesses) == (CODE, {"check_digit"})


def test_an_opaque_link_says_nothing() -> None:
    assert extract(text_of(page(portrait(), codes=[card("https://example.com/q/8f3a")]))) == fields(portrait())


def test_an_electronic_licence_has_the_same_fields() -> None:
    electronic: list[Placed] = [*landscape(term=False), (0.1, 0.26, "电子营业执照")]
    read = values(electronic)
    assert {name: read[name] for name in COMMON} == COMMON


@pytest.mark.parametrize(
    "below",
    [
        "市场主体应当于每年1月1日至6月30日通过国家企业信用信息公示系统报送公示年度报告",
        "南山区市场监管局2014年度验讫",
        "0573714",
        "（每年5月31日前参加验照）",
        "此件仅供平台入驻认证使用",
    ],
)
def test_what_stands_below_the_scope_is_not_of_it(below: str) -> None:
    assert values(portrait(("经营范围", (*SCOPE, below))))["scope"] == SCOPE_READ


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param((SCOPE[0], "业执照依法自主开展经营活动）"), id="a bracket is open"),
        pytest.param(
            (SCOPE[0], "须经批准的项目，经相关部门批准后方可开展经营活动"), id="a formula lacks its beginning"
        ),
        pytest.param(("服装鞋帽、箱包的批", "后方可开展经营活动"), id="a formula lacks its middle"),
        pytest.param(("服装鞋帽、箱包的批发、", "零售、"), id="no end"),
        pytest.param(("许可经营项目：无", "止、限制和许可经营的项目。"), id="what is freely traded is missing"),
    ],
)
def test_a_scope_with_a_row_missing_was_not_seen_whole(seen: tuple[str, ...]) -> None:
    assert not fields(portrait(("经营范围", seen)))["scope"].whole


@pytest.mark.parametrize("first", ["无船承运业务；", "无线电发射设备销售；", "无人机销售；"])
def test_what_begins_like_none_is_no_row_missing(first: str) -> None:
    assert fields(portrait(("经营范围", (f"许可经营项目：{first}", "道路货物运输。"))))["scope"].whole


def test_a_wide_gap_between_rows_of_the_scope_is_a_row_not_seen() -> None:
    placed = portrait(("经营范围", ("服装批发；", "鞋帽批发；", "箱包批发；", "玩具批发。")))
    assert fields(placed)["scope"].whole
    without = [item for item in placed if item[2] != "箱包批发；"]
    assert fields(without)["scope"].value.endswith("玩具批发。")
    assert not fields(without)["scope"].whole


def test_rows_of_small_print_whose_boxes_lie_over_each_other_are_even() -> None:
    rows = ("服装批发;", "鞋帽批发;", "箱包批发;", "玩具批发。")
    placed = portrait(("经营范围", rows))
    dense = page([item for item in placed if item[2] not in rows[1:]])
    (first,) = (item for item in placed if item[2] == rows[0])
    left, top = first[0], first[1]
    below = [line(left, top + 0.6 * TYPE * number, row) for number, row in enumerate(rows[1:], 1)]

    def read(*lines: Line) -> Field:
        return extract(text_of(replace(dense, passes=(replace(dense.passes[0], lines=(*dense.lines, *lines)),))))[
            "scope"
        ]

    assert (read(*below).value, read(*below).whole) == ("".join(rows), True)
    assert not read(below[0], below[2]).whole
    tall = replace(below[1], box=(left, below[0].box[1], below[1].box[2], below[1].box[3] + 0.6 * TYPE))
    assert not read(below[0], tall, below[2]).whole


@pytest.mark.parametrize(
    ("seal", "authority"),
    [
        ("深圳市市场监督管理局", "深圳市市场监督管理局"),
        ("圳市市场监督管理局", None),
        ("上海市市场监督管理局", None),
        (NAME, None),
    ],
)
def test_the_registrar_is_named_by_its_seal_if_it_is_the_address_s(seal: str, authority: str | None) -> None:
    stamped = replace(page(portrait()), seals=(Seal((0.6, 0.78, 0.8, 0.9), "round", "red", seal, 0.98),))
    read = extract(text_of(stamped)).get("authority")
    assert (read.value if read else None) == authority


def test_an_old_number_is_not_cut_by_the_copy_number_beside_it() -> None:
    placed = [*portrait(number=f"注册号 {OLD_NUMBER}"), (0.7, 0.25, "1-1-1")]
    field = extract(text_of(placed))["registration_number"]
    assert (field.value, field.witnesses) == (OLD_NUMBER, {"check_digit"})


def test_a_row_of_the_scope_may_begin_with_the_words_of_its_label() -> None:
    scope = ("服装服饰批发;鞋帽零售。(以上", "经营范围不含前置许可项目)。")
    assert extract(text_of(portrait(("经营范围", scope))))["scope"].value == "".join(scope)


def test_a_name_in_a_seal_and_a_capital_in_figures_are_second_prints() -> None:
    made = page(portrait(("注册资本", "壹佰万元(1000000元)")))
    sealed = replace(made, seals=(Seal((0.6, 0.75, 0.8, 0.9), "round", "red", NAME, 0.9),))
    fields = extract(text_of(sealed))
    assert "repeated" in fields["name"].witnesses
    assert "repeated" in fields["registered_capital"].witnesses
    assert "repeated" not in extract(text_of(portrait()))["name"].witnesses


def test_print_laid_over_the_capital_is_no_capital() -> None:
    assert "registered_capital" not in extract(text_of(portrait(("注册资本", "壹拾万Sample.com"))))


@pytest.mark.parametrize(
    "printed",
    [f"(副本号:1-1){NAME}", f"{NAME}档案号440301123", f"尔{NAME}", f"称{NAME}", f"{NAME}（副本）1-1", f"{NAME}-28"],
)
def test_what_stands_beside_a_name_is_no_part_of_it(printed: str) -> None:
    assert values(portrait(("名称", printed)))["name"] == NAME


def test_a_stamp_of_the_annual_inspection_is_no_part_of_the_type() -> None:
    assert values(portrait(("类型", "有限责任公司2012年度年检")))["entity_type"] == "有限责任公司"


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        ("深圳市岚墨企业管理有限公司（委派代表：林晓舟）", "林晓舟"),
        (("深圳市岚墨企业管理有限公司（委", "派代表：林晓舟）"), "林晓舟"),
        ("林晓舟、沈青禾", "林晓舟、沈青禾"),
        ("林 晓 舟", "林晓舟"),
        ("林晓舟EPT", "林晓舟"),
        ("ANNA KELLER", "ANNAKELLER"),
        ("林晓舟（执行董事）", "林晓舟"),
        ("深圳市岚墨企业管理有限公司", "深圳市岚墨企业管理有限公司"),
    ],
)
def test_who_acts_for_a_partnership(printed: str | tuple[str, ...], people: str) -> None:
    assert values(portrait(("法定代表人", ""), ("执行事务合伙人", printed)))["representative"] == people


def test_a_day_of_issue_in_pieces_around_its_seal() -> None:
    rows = [item for item in portrait() if item[2] != "2019年04月01日"]
    pieces: list[Placed] = [
        (0.60, 0.85, "2019", 0.02),
        (0.68, 0.86, "年", 0.02),
        (0.71, 0.85, "04", 0.02),
        (0.75, 0.86, "月", 0.02),
        (0.78, 0.852, "01日", 0.02),
    ]
    assert values([*rows, *pieces])["issued"] == "2019-04-01"


@pytest.mark.parametrize("read", ["2019年", "2019", "年 月 日", "2019年04月1日"])
def test_a_day_of_issue_that_the_seal_broke_up_is_looked_at_again(read: str) -> None:
    placed = [item for item in portrait() if item[2] != "2019年04月01日"] + [(0.6, 0.85, read, 0.02)]
    document = text_of(placed)
    found = extract(document)
    assert "issued" not in found
    (doubt,) = [doubt for doubt in doubts(LABELS, document, found) if doubt.field == "issued"]
    assert doubt.box is not None
    assert doubt.box[1] < 0.85 < 0.87 < doubt.box[3]
    assert "issued" not in {doubt.field for doubt in doubts(LABELS, text_of(portrait()), fields(portrait()))}


@pytest.mark.parametrize(
    ("pieces", "top", "bottom"),
    [
        ([], 0.812, 0.92),
        ([(0.60, 0.86, "2019", 0.02), (0.68, 0.87, "年", 0.02)], 0.84, 0.91),
        ([(0.60, 0.83, "2019", 0.02)], 0.812, 0.87),
        ([(0.60, 0.83, "2019", 0.02), (0.7, 0.89, "3", 0.02)], 0.812, 0.92),  # no one row
    ],
)
def test_of_a_day_of_issue_in_pieces_only_their_row_is_looked_at(
    pieces: list[Placed], top: float, bottom: float
) -> None:
    document = text_of([item for item in portrait() if item[2] != "2019年04月01日"] + pieces)
    (doubt,) = [doubt for doubt in doubts(LABELS, document, extract(document)) if doubt.field == "issued"]
    assert doubt.box == pytest.approx((0.58, top, 1.0, bottom), abs=0.002)


def test_a_day_of_issue_written_without_zeros_is_whole() -> None:
    placed = [item for item in portrait() if item[2] != "2019年04月01日"] + [(0.6, 0.85, "2019年4月1日", 0.02)]
    assert fields(placed)["issued"].value == "2019-04-01"


def test_a_label_of_the_second_column_is_known_by_its_last_character_beside_the_scope() -> None:
    (row,) = (item for item in landscape() if item[2] == "住所")
    placed = [*(item for item in landscape() if item is not row and item[2] != "住所"), (0.708, row[1], "所")]
    assert {name: values(placed)[name] for name in ("address", "scope")} == {"address": ADDRESS, "scope": SCOPE_READ}


def test_large_print_below_the_scope_is_not_of_it() -> None:
    scope = ("服装批发；", "鞋帽批发")
    placed = portrait(("经营范围", scope))
    below = next(item[1] for item in placed if item[2] == scope[1]) + 0.1
    assert values([*placed, (0.5, below, "市场监督", 0.04)])["scope"] == "服装批发;鞋帽批发"


@pytest.mark.parametrize("mark", ["仅用于平台开店认证", "仅用于某某平台审核认证"])
@pytest.mark.parametrize("end", ["的销售。", "的销售。【涉及行政许可的，凭许可证件经营】"])
def test_a_purpose_below_the_scope_is_not_of_it(end: str, mark: str) -> None:
    read = values(portrait(("经营范围", (f"服装{end}", mark))))["scope"]
    assert read == f"服装{end}".replace("，", ",").replace("【", "[").replace("】", "]")


@pytest.mark.parametrize("heading", ["般项目：", "般经营项目："])
def test_a_heading_without_its_first_stroke_is_whole(heading: str) -> None:
    read = values(portrait(("经营范围", ("许可经营项目：无", f"{heading}服装批发。"))))["scope"]
    assert read == f"许可经营项目:无一{heading}服装批发。".replace("：", ":")


def test_a_term_of_which_only_the_end_was_understood_is_looked_at_again() -> None:
    document = text_of(portrait(("营业期限", "2018年03另05日至长期")))
    found = extract(document)
    assert (found["term_end"].value, "term_start" in found) == (OPEN_ENDED, False)
    assert "term" in {doubt.field for doubt in doubts(LABELS, document, found)}
    endless = text_of(portrait(("营业期限", "长期")))
    assert "term" not in {doubt.field for doubt in doubts(LABELS, endless, extract(endless))}


@pytest.mark.parametrize(("label", "field"), [("住所", "address"), ("法定代表人", "representative")])
@pytest.mark.parametrize("higher", [-0.01, 0.0, 0.006])
def test_print_of_the_page_beside_it_is_no_part_of_a_value(label: str, field: str, higher: float) -> None:
    placed = portrait()
    top = next(item[1] for item in placed if item[2] == label)
    assert values([*placed, (0.88, top + higher, "机关的年度")])[field] == COMMON[field]


def test_an_operator_s_name_that_stands_apart_from_all_values_is_in_doubt() -> None:
    without = [item for item in portrait() if item[2] != COMMON["representative"]]
    top = next(item[1] for item in without if item[2] == "法定代表人")
    document = text_of([*without, (0.42, top, "样本玻璃网", 0.022)])
    found = extract(document)
    assert found["representative"].confidence <= 0.5
    assert "representative" in {doubt.field for doubt in doubts(LABELS, document, found)}
    assert fields(portrait())["representative"].confidence > 0.9
    assert fields(landscape())["representative"].confidence > 0.9


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("米面食品（生制品1（依法须经批准的项目）", "米面食品(生制品)(依法须经批准的项目)"),
        ("米面食品（生制品）1（依法须经批准的项目）", "米面食品(生制品)1(依法须经批准的项目)"),
        ("燃气具1（不含危险品）", "燃气具1(不含危险品)"),
    ],
)
def test_a_bracket_read_as_a_one_closes_what_is_open(printed: str, read: str) -> None:
    assert values(portrait(("经营范围", printed)))["scope"] == read
