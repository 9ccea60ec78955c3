"""More wordings of letters, each for one way in which a reading went wrong."""

from __future__ import annotations

import re

import pytest

from docvet.documents.kinds import kinds
from docvet.documents.kinds.authorization_letter import extract
from docvet.models import Field
from tests.documents.pages import Placed, prose, text_of

A = "深圳市晨曦云帆贸易有限公司"
B = "广州市悦海潮生电子商务有限公司"
MIN_REJECT = 0.9


def read(text: str) -> dict[str, Field]:
    return dict(extract(text_of(prose(text))))


def values(text: str, *names: str) -> list[object]:
    fields = read(text)
    return [fields[name].value if name in fields else None for name in names]


def test_a_label_that_begins_a_sentence_has_no_value() -> None:
    letter = (
        f"兹授权{B}销售本公司LUMORA商品。\n被授权方不得转授予第三方。本授权书经本公司盖章后生效。\n授权方（盖章）：{A}"
    )
    assert values(letter, "grantor", "grantee", "sublicense") == [A, B, "forbidden"]


@pytest.mark.parametrize("stop", ["类别：18；25", "类别：18、25"])
def test_brackets_with_a_semicolon_do_not_part_the_grantor_from_its_verb(stop: str) -> None:
    letter = f"{A}，系LUMORA商标（注册号：12345678；{stop}）的注册人，特此授权{B}经营LUMORA品牌旗舰店，被授权人有权再授权其全资子公司。"
    assert values(letter, "grantor", "grantee", "sublicense") == [A, B, "allowed"]


def test_one_company_is_never_both() -> None:
    assert values(f"我司授权{B}销售本公司产品。", "grantor", "grantee") == [None, B]


def test_the_addressee_is_the_grantee_where_the_letter_says_you() -> None:
    letter = f"致 {B}：\n    {A}同意贵公司在泰国销售“LUMORA”品牌商品。\n\n授权人：{A}"
    assert values(letter, "grantor", "grantee", "territory") == [A, B, "泰国"]


def test_the_platform_as_addressee_is_no_grantee() -> None:
    assert values(f"致：某某平台科技有限公司\n{A}现授权{B}销售LUMORA品牌商品。", "grantee") == [B]


def test_bilingual_cells_without_colons() -> None:
    rows: list[Placed] = [
        (0.1, 0.2, "Authorizer 授权方"), (0.5, 0.2, "Zenith Example (HK) Limited"),
        (0.1, 0.24, "Authorized Party 被授权方"), (0.5, 0.24, B), (0.1, 0.28, "Brand 品牌"), (0.5, 0.28, "ZENEX"),
        (0.1, 0.32, "Trademark No. 商标注册号"), (0.5, 0.32, "45678123"), (0.1, 0.4, "Authorized signatory: Anna Keller"),
    ]  # fmt: skip
    fields = extract(text_of(rows))
    assert [fields[name].value for name in ("grantor", "grantee", "brand", "registration_numbers")] == [
        "Zenith Example (HK) Limited", B, "ZENEX", ["45678123"],
    ]  # fmt: skip


def test_a_person_grants_in_the_first_person() -> None:
    letter = f"商标授权声明\n本人林晓舟（身份证号11010519491231002X）是“拾光里”商标的注册人，现授权{B}使用上述商标。\n声明人（签字）：林晓舟"
    fields = read(letter)
    assert (fields["grantor"].value, fields["grantee"].value) == ("林晓舟", B)


def test_numbers_and_classes_of_a_table() -> None:
    rows: list[Placed] = [
        (0.1, 0.2, "商标"), (0.35, 0.2, "申请/注册号"), (0.6, 0.2, "国际分类"), (0.8, 0.2, "商品"),
        (0.1, 0.23, "LUMO"), (0.35, 0.23, "22334455"), (0.6, 0.23, "18"), (0.8, 0.23, "背包"),
        (0.1, 0.26, "LUMORA"), (0.35, 0.26, "52334457"), (0.6, 0.26, "35"), (0.8, 0.26, "广告"),
    ]  # fmt: skip
    fields = extract(text_of(rows))
    assert fields["registration_numbers"].value == ["22334455", "52334457"]
    assert fields["nice_classes"].value == [18, 35]


def test_a_number_of_another_register() -> None:
    assert values("Trademark Registration No. IDM000912345", "registration_numbers") == [["IDM000912345"]]


@pytest.mark.parametrize(
    ("letter", "start", "end"),
    [
        ("自签署之日起生效，有效期两年。\n签署日期：2026年9月10日", "2026-09-10", "2028-09-09"),
        ("授权期限：自本授权书签署之日起一年。\n签署日期：2026年9月10日", "2026-09-10", "2027-09-09"),
        ("本授权书自双方盖章之日起生效，有效期叁年。\n\n2026年6月18日", "2026-06-18", "2029-06-17"),
        ("valid for two (2) years from the date of issue.\nIssued on: 15 March 2026", "2026-03-15", "2028-03-14"),
        ("effective as of March 1, 2026 and will remain in force until February 29, 2028.", "2026-03-01", "2028-02-29"),
        ("takes effect on 1 April 2026 and expires on 31 March 2029.", "2026-04-01", "2029-03-31"),
        ("授权开始日期    2026-08-20    授权结束日期    2027-08-19", "2026-08-20", "2027-08-19"),
        ("授权期限：即日起一年。\n签署日期：2026年9月10日", "2026-09-10", "2027-09-09"),
        ("授权期限：自签署之日起至2028年底。\n签署日期：2026年9月10日", "2026-09-10", "2028-12-31"),
        ("Term: 12 months from the date of signature.\nDate: 15 March 2026", "2026-03-15", "2027-03-14"),
        ("授权时限：2026年8月1日起，至2028年7月31日止。", "2026-08-01", "2028-07-31"),
    ],
)
def test_periods(letter: str, start: str, end: str) -> None:
    assert values(letter, "period_start", "period_end") == [start, end]


def test_a_computed_end_is_not_sure() -> None:
    assert read("自签署之日起生效，有效期两年。\n签署日期：2026年9月10日")["period_end"].confidence < MIN_REJECT


def test_a_letter_that_runs_on_by_itself_is_not_surely_over() -> None:
    stated = "授权期限：2024年1月1日至2024年12月31日，期满"
    assert read(f"{stated}自动顺延一年。")["period_end"].confidence < MIN_REJECT
    assert read(f"{stated}不自动顺延。")["period_end"].confidence >= MIN_REJECT


def test_the_period_of_the_upper_grant_is_not_this_ones() -> None:
    letter = f"{A}经商标注册人合法授权（授权期限：2024年1月1日至2030年12月31日）。现我司授权{B}销售。\n授权期限：2026年4月1日至2027年3月31日。"
    assert values(letter, "period_start", "period_end") == ["2026-04-01", "2027-03-31"]


def test_two_periods_are_not_sure() -> None:
    fields = read("授权期限：2024年1月1日至2025年12月31日。\n授权期限：2026年4月1日至2027年3月31日。")
    assert fields["period_end"].confidence < MIN_REJECT


@pytest.mark.parametrize(
    ("clause", "answer"),
    [
        ("是否可转授权：□是 ☑否", "forbidden"),
        ("是否可转授权：是□ 否☑", "forbidden"),
        ("是否允许转授权：☑是 □否", "allowed"),
        ("是否可转授权：□是 □否", None),
        ("是否可转授权：□是 否", None),
        ("能否转授权    不能", "forbidden"),
        ("不得将本授权转授予任何第三方", "forbidden"),
        ("The reseller is permitted to grant sublicenses to its affiliates.", "allowed"),
    ],
)
def test_the_right_to_pass_it_on(clause: str, answer: str | None) -> None:
    assert values(clause, "sublicense") == [answer]


@pytest.mark.parametrize(
    ("sentence", "brand"),
    [
        ("我司授权其为我司旗下LANGEX（商标注册号55667788）品牌产品的经销商", "LANGEX"),
        ("为我公司 海屿宝 品牌的网络经销商", "海屿宝"),
        ("为绒屿”品牌（注册号7654321）产品的销售商", "绒屿"),
    ],
)
def test_brands_without_quotes(sentence: str, brand: str) -> None:
    assert values(sentence, "brand") == [brand]


def test_all_countries_of_a_list() -> None:
    letter = "distributor in the territory of Indonesia, Malaysia, Thailand, Vietnam and the Philippines."
    assert values(letter, "territory") == ["Indonesia, Malaysia, Thailand, Vietnam and the Philippines"]


@pytest.mark.parametrize("title", ["商标授权声明", "品牌授权协议书", "品牌授权证明书", "Letter of Appointment"])
def test_titles(title: str) -> None:
    squeezed = title.replace(" ", "")
    assert any(re.fullmatch(pattern, squeezed) for pattern in kinds()["authorization_letter"].titles)


def test_the_day_it_ends_is_not_the_day_of_signature() -> None:
    letter = f"生效日期：2026年7月15日\n失效日期：2028年7月14日\n\n{A}\n2026年7月12日"
    assert values(letter, "signed", "period_start", "period_end") == ["2026-07-12", "2026-07-15", "2028-07-14"]


def test_a_date_behind_an_unknown_label_is_not_sure() -> None:
    assert read("备案日期：2026年7月12日")["signed"].confidence < MIN_REJECT
    assert read("发证日期：2026年7月12日")["signed"].confidence >= MIN_REJECT


@pytest.mark.parametrize(
    "sentence",
    [
        f"兹有{B}（统一社会信用代码：91440101MAX000000X），系我司长期合作客户，我司授权其在TikTok Shop销售LUMORA商品。",
        f"我公司{A}，现授权我公司全资子公司{B}及其下属门店销售LUMORA商品。",
        f"现授权我司合作伙伴{B}销售LUMORA商品。",
    ],
)
def test_a_grantee_that_is_told_by_what_it_is_to_the_grantor(sentence: str) -> None:
    assert values(f"授权书\n{sentence}\n授权单位：{A}", "grantor", "grantee") == [A, B]


@pytest.mark.parametrize(
    "several",
    [
        f"兹授权下列经销商（1）{B}（2）厦门市屿茂供应链管理有限公司销售LUMORA商品。",
        f"被授权方：A. {B}  B. 厦门市屿茂供应链管理有限公司",
        f"被授权公司：1.{B} 2.厦门市屿茂供应链管理有限公司",
    ],
)
def test_a_list_within_one_row(several: str) -> None:
    assert values(f"授权书\n授权方：{A}\n{several}", "grantor", "grantees") == [A, [B, "厦门市屿茂供应链管理有限公司"]]


def test_labels_whose_colon_was_lost() -> None:
    assert values(
        f"授权书\n授权方 {A}\n被授权方 {B}\n授权期限：2024年1月1日至2025年12月31日", "grantor", "grantee", "grantees"
    ) == [A, B, None]


@pytest.mark.parametrize("where", ["附件一所列公司", "下表中的公司", "名单所列公司"])
def test_a_list_elsewhere_is_nobodys_name(where: str) -> None:
    assert values(f"授权方：{A}\n兹授权{where}销售我司LUMORA商品。", "grantor", "grantee") == [A, None]


@pytest.mark.parametrize(
    ("words", "revoked"),
    [
        ("（本授权书已于2024年3月1日作废）", True),
        ("作废", True),
        ("双方确认本授权自2024年4月30日起提前终止。", True),
        ("该授权书现已撤销。", True),
        ("如被授权方违约，本授权书已出具的部分自动作废。", False),
        ("期满后本授权书自动失效。", False),
        ("我司此前出具的授权书自即日起废止，以本授权书为准。", False),
        ("逾期作废，涂改无效。", False),
    ],
)
def test_a_letter_that_says_it_is_over(words: str, revoked: bool) -> None:
    assert ("revoked" in read(f"授权书\n兹授权{B}销售我司LUMORA品牌商品。\n{words}\n授权方（盖章）：{A}")) is revoked


C = "厦门市屿茂供应链管理有限公司"


@pytest.mark.parametrize(
    ("wording", "start", "end"),
    [
        ("授权期限：自2024年1月1日起至12月31日止。", "2024-01-01", "2024-12-31"),
        ("授权期限：2024.1.1-12.31", "2024-01-01", "2024-12-31"),
        ("授权期限：01.01.2024-31.12.2025", "2024-01-01", "2025-12-31"),
        ("有效期：2024年1月至12月", "2024-01-01", "2024-12-31"),
        ("授权期限：2024年度", "2024-01-01", "2024-12-31"),
        ("授权期限：自2024年3月1日至商标有效期满\n日期：2024年2月28日", "2024-03-01", "open-ended"),
        ("授权期限：自2024年3月1日至商标有效期满\n2024年2月28日", "2024-03-01", "open-ended"),
        ("授权期限：自2024年3月1日至\n2026年2月28日", "2024-03-01", "2026-02-28"),
        ("代理期限自签署日起至2025年12月31日。\n签署日：2024年1月1日", "2024-01-01", "2025-12-31"),
        ("授权期限：贰零贰肆年壹月壹日至贰零贰伍年拾贰月叁拾壹日", "2024-01-01", "2025-12-31"),
        ("授权期限：24.1.1-25.12.31", "2024-01-01", "2025-12-31"),
        ("授权期限：2024年第一季度", "2024-01-01", "2024-03-31"),
        ("授权期限：2024年1月1日至2026年底", "2024-01-01", "2026-12-31"),
        ("授权期限：至2026年底", None, "2026-12-31"),
        ("授权期限与商标有效期一致。", None, "open-ended"),
        ("授权期限：至商标专用权期限届满之日止。", None, "open-ended"),
    ],
)
def test_periods_that_leave_something_out(wording: str, start: str | None, end: str | None) -> None:
    letter = f"授权书\n兹授权{B}销售我司LUMORA品牌商品。\n{wording}\n特此授权。\n授权方（盖章）：\n{A}"
    assert values(letter, "period_start", "period_end") == [start, end]


@pytest.mark.parametrize(
    "wording",
    [
        f"被授权方：{B}、{C}\n授权方：{A}",
        f"{A}授权{B}和{C}销售LUMORA商品。",
        f"{A}兹授权以下公司销售LUMORA商品：（1）{B}；（2）{C}。",
        f"授权方：{A}\n兹授权下列公司销售LUMORA商品。\n期限一年。\n1. {B}\n2. {C}\n特此授权。\n授权方（盖章）：\n{A}",
        f"Grantor: {A}\nWe hereby authorize {B} and {C} to sell LUMORA products.",
        f"授权方：{A}\n被授权方一：{B}\n被授权方二：{C}",
        f"授权方（甲方）：{A}\n被授权方（乙方）：{B}\n被授权方（丙方）：{C}",
        f"甲方：{A}\n乙方：{B}\n丙方：{C}\n甲方特授权乙方及丙方销售LUMORA商品。",
        f"授权方：{A}\n被授权方：{B}\n              {C}",
        f"授权方：{A}\n被授权单位：\n（1）{B}\n（2）{C}",
        f"{A}同意以下两家企业：{B}、{C}销售LUMORA商品。\n授权方（盖章）：{A}",
        f"{A}授权{B}及其关联公司（包括但不限于{C}）销售LUMORA商品。",
        f"{A}特授权{B}以及其全资子公司{C}经销LUMORA商品。",
    ],
)
def test_several_grantees(wording: str) -> None:
    assert values(wording, "grantor", "grantee", "grantees") == [A, B, [B, C]]


def test_a_shop_beside_the_verb_ends_its_name() -> None:
    assert values(f"{A}授权{B}与义乌市木槿电子商行销售LUMORA商品。", "grantees") == [[B, "义乌市木槿电子商行"]]


def test_one_grantee_is_no_list() -> None:
    letter = f"授权方：{A}\n被授权方：{B}\n兹授权{B}销售LUMORA商品，可授权其经销商{C}的门店。\n授权方（盖章）：\n{A}"
    assert values(letter, "grantee", "grantees", "affiliates") == [B, None, None]


def test_affiliates_that_the_letter_does_not_name() -> None:
    assert values(f"{A}授权{B}及其关联公司销售LUMORA商品。", "grantee", "affiliates") == [B, True]


def test_a_companys_name_is_no_territory() -> None:
    giver = "晨曦云帆（中国）有限公司"
    assert values(f"授权方：{giver}\n兹授权{B}销售LUMORA品牌商品。", "grantor", "territory") == [
        giver.replace("（", "(").replace("）", ")"),
        None,
    ]
    assert values(f"授权方：{giver}\n兹授权{B}在中国境内销售LUMORA品牌商品。", "territory") == ["中国境内"]


@pytest.mark.parametrize("lead", ["鉴于", "章", "合同专用章", "★"])
def test_what_stands_before_a_name_is_no_part_of_it(lead: str) -> None:
    assert values(f"授权方：{lead}{A}\n被授权方：{B}", "grantor") == [A]


@pytest.mark.parametrize("piece", ["供应链", "栎岚", "管理有限"])
def test_a_piece_of_the_seal_beside_its_label_is_no_party(piece: str) -> None:
    letter = f"授权方 Grantor：{A}\n被授权方 Grantee：{B}\n兹授权被授权方销售LUMORA商品。\n授权方（盖章）：    {piece}\n{A}\n签署日期：2023年12月09日"
    assert values(letter, "grantor", "grantee") == [A, B]


def test_a_person_who_seals_is_still_a_grantor() -> None:
    assert values(f"授权书\n被授权方：{B}\n兹授权销售拾光里商品。\n授权人（签章）：林晓舟", "grantor") == ["林晓舟"]


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("本授权书自签发之日起贰年内有效。", "2024-01-05", "2026-01-04"),
        ("本授权书自签署之日起一年内有效。", "2024-01-05", "2025-01-04"),
        ("有效期至2025年12月", None, "2025-12-31"),
        ("授权期限自签署之日起至2025年6月止。", "2024-01-05", "2025-06-30"),
        ("授權期限：民國113年1月1日至114年12月31日", "2024-01-01", "2025-12-31"),
        ("授权期限：2024年1月1日至25年12月31日", "2024-01-01", "2025-12-31"),
        ("截至2024年6月，我司在全国已有120家门店。", None, None),
        ("该商标专用权有效期至2031年6月。", None, None),
        ("授权期限自签署之日起至2026年6月中旬。", "2024-01-05", None),
        ("授权期限1年6个月，自2024年2月1日起。", "2024-02-01", "2025-07-31"),
    ],
)
def test_periods_told_by_a_length_a_month_or_another_calendar(said: str, start: str | None, end: str | None) -> None:
    letter = f"授权书\n授权方：{A}\n被授权方：{B}\n{said}\n授权方（盖章）：{A}\n2024年1月5日"
    assert values(letter, "period_start", "period_end") == [start, end]


@pytest.mark.parametrize(
    ("said", "territory"),
    [
        (f"本公司{A}作为LUMORA品牌在中国的总代理，特授权{B}销售该品牌商品。", None),
        (f"{A}系LUMORA品牌中国地区独家代理商，现授权{B}在泰国销售。", "泰国"),
        (f"我司授权{B}作为LUMORA品牌在泰国的总代理。", "泰国"),
        (f"现授权{B}为LUMORA品牌在越南地区的独家经销商。", "越南地区"),
        (f"兹确认{B}系我司在越南地区的官方经销商。", "越南地区"),
        (f"兹证明{B}是LUMORA品牌在越南的独家经销商，授权其开设店铺。", "越南"),
        ("乙方是我司在越南地区的独家代理商。", "越南地区"),
    ],
)
def test_where_the_grantor_is_agent_is_not_where_it_grants(said: str, territory: str | None) -> None:
    assert values(said, "territory") == [territory]


def test_labels_of_numbered_clauses_and_of_licences_of_marks() -> None:
    letter = f"许可方：{A}\n被许可方：{B}\n三、许可商标：L'AURÉLIE®（注册号第12345678A号）\n四、授权区域：除中国大陆以外的全部国家和地区。"
    assert values(letter, "brand", "registration_numbers", "territory") == [
        "L'AURÉLIE", ["12345678A"], "除中国大陆以外的全部国家和地区",
    ]  # fmt: skip


@pytest.mark.parametrize("number", ["第 1234 5678 号", "第1234 5678号", "第 12 345 678 号"])
def test_a_number_in_groups_between_its_two_words(number: str) -> None:
    assert values(f"{A}系{number}“LUMORA”商标的注册人，授权{B}使用。", "registration_numbers") == [["12345678"]]


def test_numbers_beside_each_other_are_no_groups_of_one() -> None:
    assert values(f"授权{B}使用第12345678号 23456789号商标。", "registration_numbers") == [["12345678"]]


@pytest.mark.parametrize("blank", ["：", "：________", "\n    ________________", ""])
@pytest.mark.parametrize(
    "following",
    ["二、授权期限：2024年1月1日至2025年12月31日。", "第二条 授权渠道：TikTok Shop", "2、授权渠道：TikTok Shop"],
)
def test_a_heading_whose_place_is_blank_does_not_take_the_next_one(blank: str, following: str) -> None:
    letter = f"授权书\n    {A}授权{B}使用“LUMORA”商标。\n一、授权区域{blank}\n{following}"
    assert values(letter, "territory") == [None]


def test_a_blank_heading_leaves_a_later_one_its_value() -> None:
    letter = (
        f"授权书\n    {A}授权{B}使用“LUMORA”商标。\n授权区域：\n授权渠道：TikTok Shop\n补充条款\n授权区域：印尼、泰国"
    )
    assert values(letter, "territory", "channels") == ["印尼、泰国", "TikTok Shop"]


@pytest.mark.parametrize("length", ["有效期1年6个月", "有效期限为一年零六个月", "授权期一年半", "期限18个月"])
def test_years_and_months_are_one_length(length: str) -> None:
    assert values(f"{A}授权{B}使用商标。授权期自2024年1月1日起，{length}。", "period_end") == ["2025-06-30"]
