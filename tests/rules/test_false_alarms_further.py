"""What the rules about letters' scope, identity, statements and files must not take for a fault."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from docvet.models import Document, Trouble, TroubleKind
from tests.rules import builders as b
from tests.rules import joint_builders as j
from tests.rules.builders import COMPANY, MIDDLE, OWNER, judged, severities


def letters(rule: str, *chain: Document, **form: object) -> list[str]:
    return severities(judged(b.authorized(*chain), **form), rule)


@pytest.mark.parametrize(
    "territory",
    [
        "全球",
        "全球（除中国大陆外）",
        "东南亚",
        "印度尼西亚、泰国",
        "Indonesia and Thailand",
        "海外市场",
        "Worldwide",
        "甲乙丙丁",
    ],
)
def test_territories_that_cover_indonesia(territory: str) -> None:
    letter = b.letter(OWNER, COMPANY, territory=territory)
    assert letters("DV-LOA-004", letter, targets=["ID"]) == []


@pytest.mark.parametrize(
    "clause", ["不得销售假冒女装。", "授权商品包括女装、童装。", "不包括女装以外的商品。", "除女装外，还可销售男装。"]
)
def test_clauses_that_leave_the_category_in(clause: str) -> None:
    assert letters("DV-LOA-004", b.letter(OWNER, COMPANY, lines=[clause])) == []


@pytest.mark.parametrize("territory", ["除印度尼西亚外的东南亚", "Southeast Asia excluding Indonesia", "中国境内"])
def test_territories_that_leave_indonesia_out(territory: str) -> None:
    letter = b.letter(OWNER, COMPANY, territory=territory)
    assert letters("DV-LOA-004", letter, targets=["ID"]) == ["review"]


@pytest.mark.parametrize(
    "channels",
    ["TikTok Shop", "天猫、京东、TikTok", "全渠道", "线上电商平台", "跨境电商", "all online channels", "某某平台"],
)
def test_channels_that_cover_the_platform(channels: str) -> None:
    assert letters("DV-LOA-004", b.letter(OWNER, COMPANY, channels=channels)) == []


def test_a_silent_letter_grants_what_the_mark_has() -> None:
    assert letters("DV-LOA-004", b.letter(OWNER, COMPANY), targets=["ID"]) == []


def test_a_related_class_is_the_certificates_matter() -> None:
    assert letters("DV-LOA-004", b.letter(OWNER, COMPANY, nice_classes=[10, 25])) == []


def test_a_class_the_mark_itself_lacks_is_the_certificates_matter() -> None:
    parts = b.authorized(b.letter(OWNER, COMPANY, nice_classes=[3])) | {
        "mark": [b.certificate(registrant=OWNER, nice_classes=[3])]
    }
    assert severities(judged(parts), "DV-LOA-004") == []
    assert severities(judged(parts), "DV-TM-004") == ["reject"]


def test_three_levels_are_usual() -> None:
    names = [OWNER, "甲样本贸易有限公司", MIDDLE, COMPANY]
    chain = [b.letter(one, other) for one, other in pairwise(names)]
    assert letters("DV-CHN-008", *chain) == []


def test_a_second_level_grantor_claims_nothing() -> None:
    lines = ["我司经商标注册人" + OWNER + "授权"]
    assert letters("DV-TM-006", b.letter(MIDDLE, COMPANY, lines=lines)) == []
    assert letters("DV-TM-006", b.letter(MIDDLE, COMPANY)) == []


def test_a_certificate_reissued_in_the_new_name_joins_its_proof() -> None:
    proof = b.paper("trademark_change", party_from="旧名样本服饰有限公司", party_to=OWNER)
    assert severities(judged(b.authorized() | {"proof": [proof]}), "DV-TM-006") == []


def test_a_watermark_for_this_platform_is_related() -> None:
    card = b.id_card(lines=["仅供TikTok Shop入驻使用"])
    assert severities(judged(b.own_brand() | {"id": [card]}), "DV-FILE-007") == []


def test_a_scope_that_says_only_for_is_no_watermark() -> None:
    scope = b.SCOPE + "仅限出口商品使用的包装材料销售。"
    licence = b.licence(scope=scope, lines=["仅限出口商品使用的包装材料销售。"])
    assert severities(judged(b.own_brand() | {"licence": [licence]}), "DV-FILE-007") == []


def test_a_letter_may_speak_of_its_purpose() -> None:
    letter = b.letter(OWNER, COMPANY, lines=["本授权书仅用于天猫平台使用,复印无效"])
    assert letters("DV-FILE-007", letter) == []


def test_a_phone_scan_apps_pdf_is_no_edited_one() -> None:
    assert severities(judged(b.own_brand() | {"id": [b.id_card(producer="CamScanner 6.5")]}), "DV-FILE-007") == []


def test_an_opaque_register_link_is_fine() -> None:
    for link in ("http://www.gsxt.gov.cn/x?uuid=1", "https://www.sdsszt.com/q/1", "ABC123"):
        licence = b.licence(codes=[b.qr(link)])
        assert severities(judged(b.own_brand() | {"licence": [licence]}), "DV-LIC-013") == []


def test_a_resident_card_beside_a_passport() -> None:
    passport = b.paper("other_id", "护照.pdf", name=b.PERSON)
    assert severities(judged(b.own_brand() | {"id": [b.id_card(), passport]}), "DV-ID-006") == []


def test_a_passport_alone_is_one_question_and_no_missing_card() -> None:
    passport = b.paper("other_id", "护照.pdf", name=b.PERSON)
    judgement = judged(b.own_brand() | {"id": [passport]})
    assert [(finding.rule, finding.severity.value) for finding in judgement.findings] == [("DV-ID-006", "review")]


def test_an_old_licence_is_a_warning_and_no_unread_code() -> None:
    old = b.licence(credit_code=None, registration_number="440301103097413", codes=[])
    old = b.without(old, "credit_code")
    judgement = judged(b.own_brand() | {"licence": [old]})
    assert {finding.rule for finding in judgement.findings} <= {"DV-LIC-004", "DV-LIC-012"}
    assert severities(judgement, "DV-LIC-004") == ["warn"]


def test_addresses_written_otherwise_or_not_read() -> None:
    for address in ("广东省深圳市龙岗区样本街道样本路1号样本大厦", "深圳市龙岗区 样本街道 样本路１号样本大厦三楼"):
        mark = b.certificate(registrant_address=address)
        assert severities(judged(b.own_brand() | {"mark": [mark]}), "DV-SET-005") == []
    judgement = judged(b.own_brand() | {"mark": [b.without(b.certificate(), "registrant_address")]})
    assert judgement.findings == ()


def test_a_field_that_only_a_warning_needs_makes_no_review() -> None:
    licence = b.without(b.licence(), "issued", "duplicate")
    assert judged(b.own_brand() | {"licence": [licence]}).findings == ()
    assert j.judged({**j.joint(), "licence": [licence]}).findings == ()


CHINESE = "本页是产品使用说明书,请在使用前仔细阅读,按照说明操作,注意防水防潮,存放于干燥通风处,避免阳光直射,如有质量问题请联系售后服务部门,谢谢配合使用本产品"


def test_a_readable_paper_about_something_else_is_no_missing_letter() -> None:
    early = b.letter(OWNER, COMPANY, signed="2022-05-20")
    manual = b.paper("other", "说明书.pdf", confidence=0.3, lines=[CHINESE])
    assert severities(judged(b.authorized(early) | {"more": [manual]}), "DV-CHN-003") == ["reject"]
    broken = b.unread_file("x.pdf", Trouble(TroubleKind.CRASHED))
    assert severities(judged(b.authorized(early) | {"more": [broken]}), "DV-CHN-003") == ["review"]
    spoken = b.paper("other", "说明书.pdf", confidence=0.3, lines=[CHINESE + "经授权"])
    assert severities(judged(b.authorized(early) | {"more": [spoken]}), "DV-CHN-003") == ["review"]
    foreign = b.paper("other", "scan.pdf", confidence=0.3, lines=["surat kuasa " * 20])
    assert severities(judged(b.authorized(early) | {"more": [foreign]}), "DV-CHN-003") == ["review"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (b.COMPANY.replace("样本贸易有限公司", "樣本貿易有限公司"), "繁简"),
        (b.COMPANY.replace("有限公司", "有限责任公司"), "公司形式"),
        (b.COMPANY + "龙岗分公司", "分公司"),
        (b.COMPANY.replace("鹿鸣", "鹿呜"), "差一个字"),
        ("Shenzhen Luming Sample Trading Co., Ltd.", "语言不同"),
    ],
)
def test_a_near_name_says_in_what_it_differs(name: str, says: str) -> None:
    judgement = j.judged({**j.joint(), "statement": [j.statement(account_name=name)]})
    assert severities(judgement, "DV-STM-002") == ["review"]
    assert says in b.findings(judgement, "DV-STM-002")[0].message["zh"]


def test_a_holder_that_the_bank_masked_is_asked_about_and_said_so() -> None:
    hidden = b.bank(account_name=COMPANY[:3] + "****有限公司")
    (finding,) = b.findings(judged({**b.own_brand(), "bank": [hidden]}), "DV-BNK-002")
    assert finding.severity == "review"
    assert "遮住" in finding.message["zh"]
    assert "masked by the bank" in finding.message["en"]


def test_a_partner_company_acts_through_somebody_whom_the_licence_does_not_name() -> None:
    licence = b.licence(representative="杭州青禾样本企业管理有限公司")
    (finding,) = b.findings(judged({**b.own_brand(), "licence": [licence]}), "DV-ID-005")
    assert finding.severity == "review"
    assert "委派代表" in finding.message["zh"]


@pytest.mark.parametrize("printed", ["{}沈青禾", "杭州青禾样本企业管理有限公司委派代表:{0:.1}"])
def test_a_place_that_names_the_holder_among_other_print_is_for_a_person(printed: str) -> None:
    licence = b.licence(representative=printed.format(str(b.id_card().value("name"))))
    (finding,) = b.findings(judged({**b.own_brand(), "licence": [licence]}), "DV-ID-005")
    assert finding.severity == "review"


def test_one_of_several_partners_holds_the_card() -> None:
    representative = str(b.id_card().value("name"))
    licence = b.licence(representative=f"沈青禾、{representative}")
    assert severities(judged({**b.own_brand(), "licence": [licence]}), "DV-ID-005") == []


def test_two_letters_on_one_page_are_two_letters() -> None:
    """A long picture, or two letters on one scan: only the same part of the same page is the same letter."""
    first, second = b.letter(OWNER, MIDDLE, "合集.jpg"), b.letter(MIDDLE, COMPANY, "合集.jpg")
    apart = [replace(first, region=(0.0, 0.0, 1.0, 0.5)), replace(second, region=(0.0, 0.5, 1.0, 1.0))]
    assert letters("DV-CHN-001", *apart) == []
    assert letters("DV-CHN-001", apart[0], replace(apart[0])) == ["reject"]
