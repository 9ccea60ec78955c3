"""No personal value survives masking, wherever it stands; what is public stays."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docvet.models import Evidence, Severity
from docvet.report.mask import masked
from docvet.report.model import ApplicationInfo, Report
from tests.report.samples import ACCOUNT, COMPANY, CREDIT_CODE, HOME, ID_NUMBER, document, field, finding, sample

ALL_DIGITS_CODE = "914401015513850042"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def bare(report: Report) -> str:
    """Everything the report says, without anything between letters and digits."""
    return re.sub(r"[\W_]", "", report.model_dump_json().translate({wide: narrow for narrow, wide in WIDE.items()}))


def with_quote(quote: str, kind: str = "product_photo") -> str:
    """What is left of a quote from a paper of this kind, beside an ID card and a bank paper."""
    papers = [
        document(1, "a.pdf", "id_card", id_number=field(ID_NUMBER), birth_date=field("1992-07-06"), address=field(HOME)),
        document(2, "b.pdf", "bank_permit", account_number=field(ACCOUNT)),
        document(3, "c.pdf", kind),
        document(4, "d.pdf", "business_license", credit_code=field(CREDIT_CODE), registration_number=field("440301104012345")),
    ]  # fmt: skip
    problem = finding("DV-A", Severity.WARN, evidence=(Evidence("d3", 1, None, quote),))
    return masked(sample(papers=papers, problems=[problem])).findings[0].evidence[0].quote


def test_the_fields_keep_what_may_be_shown() -> None:
    card, bank = masked(sample()).documents[1].fields, masked(sample()).documents[4].fields
    assert card["id_number"].value == "*" * 14 + "4217"
    assert card["id_number"].raw == "公民身份号码" + "*" * 14 + "4217"
    assert card["birth_date"].value == "1992-**-**"
    assert card["birth_date"].raw == "1992年*月*日"
    assert card["address"].value == "广东省广州市" + "*" * 13
    assert card["name"].value == "张样本"
    assert bank["account_number"].value == "*" * 15 + "1234"
    assert bank["account_number"].raw == "**** **** **** ***1 234"


def test_of_a_field_that_nobody_declared_nothing_is_left() -> None:
    papers = [
        document(1, "a.pdf", "business_license", mobile=field("林晓舟 13800000000"), tags=field(["甲乙丙丁", "2"])),
        document(2, "b.pdf", "warranty_card", name=field("张样本公司")),
    ]
    quoted = finding("DV-A", Severity.WARN, evidence=(Evidence("d1", 1, None, "电话：138 0000 0000"),))
    report = masked(sample(papers=papers, problems=[quoted]))
    mobile, tags = report.documents[0].fields["mobile"], report.documents[0].fields["tags"]
    assert (mobile.value, tags.value) == ("*** ***********", "****")
    assert report.documents[1].fields["name"].value == "*****"
    left = bare(report)
    assert not [text for text in ("1380000", "林晓舟", "甲乙丙丁", "张样本公司") if text in left]
    assert masked(report) == report


def test_nothing_personal_is_left_anywhere() -> None:
    left = bare(masked(sample()))
    for secret in (ID_NUMBER, ACCOUNT, "19920706", "1992年7月6日", "荔湾区样本路18号302房"):
        assert secret not in left
        assert secret in bare(sample())


def test_what_is_public_stays() -> None:
    report = masked(sample())
    assert report.documents[0] == sample().documents[0]
    assert report.documents[3].fields["signed"].value == "2024-05-06"
    assert report.findings[0] == sample().findings[0]
    assert report.application == sample().application
    assert report.stats == sample().stats


def test_masking_twice_changes_nothing_more() -> None:
    assert masked(masked(sample())) == masked(sample())


@pytest.mark.parametrize(
    ("quote", "left"),
    [
        (f"号码{ID_NUMBER}。", "号码**************4217。"),
        ("号码440103 19920706 4217", "号码****** ******** 4217"),
        (f"号码{ID_NUMBER.translate(WIDE)}", "号码**************４２１７"),
        ("11010519491231002x", "**************002x"),
        ("2024-05-06 11010519491231002X", "2024-05-06 **************002X"),
        ("旧号 440103920706421", "旧号 ***********6421"),
        (f"账号：{ACCOUNT[:4]}-{ACCOUNT[4:]}", "账号：****-***********1234"),
        ("生于1992-7-6", "生于1992-*-*"),
        ("生于 1992 年 07 月 06 日", "生于 1992 年 ** 月 ** 日"),
        ("生日19920706", "生日1992****"),
        ("荔湾区 样本路18号 302房", "*** ****** ****"),
        (CREDIT_CODE, CREDIT_CODE),
        (ALL_DIGITS_CODE, ALL_DIGITS_CODE),
        ("注册号 440301104012345", "注册号 440301104012345"),
        ("条码 6901234567892", "条码 6901234567892"),
        ("有效期 2015.06.01-2035.06.01", "有效期 2015.06.01-2035.06.01"),
        ("签署于1992年7月16日", "签署于1992年7月16日"),
    ],
)
def test_free_text(quote: str, left: str) -> None:
    assert with_quote(quote) == left


@pytest.mark.parametrize(
    ("quote", "left"),
    [
        ("公民身份号码4401031992O7064217", "公民身份号码**************4217"),
        ("出生 1991 年 8 月 9 日", "出生 1991 年 * 月 * 日"),
        ("住址 广东省广州市荔弯区样木路", "住址 广东省广州市******"),
        ("区样本路18", "******"),
        ("签发机关 广州市公安局荔湾分局", "签发机关 广州市公安局荔湾分局"),
        ("有效期限 2015.06.01-2035.06.01", "有效期限 2015.06.01-2035.06.01"),
    ],
)
def test_words_from_an_id_card_are_hidden_even_when_misread(quote: str, left: str) -> None:
    assert with_quote(quote, "id_card") == left


@pytest.mark.parametrize(
    ("quote", "left"),
    [
        ("账号 4400012345678901235", "账号 ***************1235"),
        ("核准号 J5810001234501", "核准号 J5810001234501"),
        (f"代码 {ALL_DIGITS_CODE}", f"代码 {ALL_DIGITS_CODE}"),
        ("区间 2024-01-01 2024-03-31", "区间 2024-01-01 2024-03-31"),
    ],
)
def test_every_long_number_of_a_bank_paper_may_be_an_account(quote: str, left: str) -> None:
    assert with_quote(quote, "bank_permit") == left


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("北京市朝阳区样本路1号", "北京市********"),
        ("广西壮族自治区南宁市样本路1号", "广西壮族自治区南宁市*****"),
        ("湖北省恩施土家族苗族自治州样本县1号", "湖北省恩施土家族苗族自治州*****"),
        ("样本县城关镇城市花园1号", "************"),
        ("湖南省样本县1号", "湖南省*****"),
    ],
)
def test_an_address_keeps_its_city_only(address: str, left: str) -> None:
    papers = [document(1, "a.pdf", "id_card", address=field(address))]
    assert masked(sample(papers=papers, problems=[])).documents[0].fields["address"].value == left


@pytest.mark.parametrize(("owner", "hidden"), [("张样本", True), (COMPANY, False), ("LUMORA HOLDINGS LIMITED", False)])
def test_the_address_of_a_person_who_owns_a_mark_is_a_home(owner: str, hidden: bool) -> None:
    fields = {"registrant": field(owner), "registrant_address": field(HOME)}
    report = masked(sample(papers=[document(1, "a.pdf", "trademark_certificate", **fields)], problems=[]))
    assert ("样本路" not in report.model_dump_json()) is hidden


def test_names_of_files_and_folders_are_masked_too() -> None:
    application = ApplicationInfo(
        name=f"张样本{ID_NUMBER}", path=f"in/{ID_NUMBER}", mode="pop", submission_date="2024-06-01"
    )
    report = masked(sample(application=application))
    assert report.application.path == "in/**************4217"
    assert report.documents[1].path == "身份证**************4217.pdf"


def test_a_file_has_one_name_in_its_own_place_and_in_every_sentence() -> None:
    shot, card = "Screenshot_20240528-094100.png", f"{ACCOUNT}.png"
    said = f"文件 {shot} 和 {card}：账号 4400012345678901235"
    papers = [document(1, shot, "bank_permit", account_number=field(ACCOUNT)), document(2, card, "bank_permit")]
    problem = finding("DV-A", Severity.WARN, documents=("d1", "d2"), message={"zh": said, "en": said})
    report = masked(sample(papers=papers, problems=[problem]))
    assert report.documents[0].path == shot
    assert report.findings[0].message.zh == f"文件 {shot} 和 {report.documents[1].path}：账号 ***************1235"
    assert ACCOUNT not in report.model_dump_json()
    assert masked(report) == report


def test_a_credit_code_taken_for_an_account_number_stays() -> None:
    papers = [
        document(1, "a.pdf", "business_license", credit_code=field(ALL_DIGITS_CODE)),
        document(2, "b.pdf", "bank_permit", account_number=field(ALL_DIGITS_CODE)),
    ]
    report = masked(sample(papers=papers, problems=[]))
    assert report.documents[0].fields["credit_code"].value == ALL_DIGITS_CODE


digits = st.text("0123456789", min_size=9, max_size=25)
gaps = st.sampled_from(["", " ", "-", "  ", " - "])
days = st.dates(date(1900, 1, 1), date(2030, 1, 1))
streets = st.text("甲乙丙丁戊己庚辛壬癸", min_size=4, max_size=12)


@settings(max_examples=80, deadline=None)
@given(account=digits, gap=gaps, born=days, street=streets, noise=st.text(max_size=5))
def test_no_known_value_survives_in_any_text(account: str, gap: str, born: date, street: str, noise: str) -> None:
    day = str(born)
    told = f"{noise}{gap.join(account)}；{day}；{day.replace('-', '.')}；{street}1号{noise}"
    problem = finding(
        "DV-A", Severity.WARN, documents=("d3",), expected=told, found=told, message={"zh": told, "en": told},
        evidence=(Evidence("d3", 1, None, told), Evidence("d1", 1, None, told), Evidence("d2", 1, None, told)),
    )  # fmt: skip
    papers = [
        document(1, f"{told}.pdf", "id_card", birth_date=field(day), address=field(f"广东省广州市{street}1号")),
        document(2, "b.pdf", "bank_permit", account_number=field(account)),
        document(3, "c.pdf", "product_photo", texts=field([told, {"text": told}], told)),
    ]
    report = masked(sample(papers=papers, problems=[problem]))
    told_now = json.dumps(
        [[d.path, {n: (f.value, f.raw) for n, f in d.fields.items()}] for d in report.documents]
        + [f.model_dump(mode="json") for f in report.findings],
        ensure_ascii=False,
    )
    assert account not in re.sub(r"[^\w*]", "", told_now)
    assert f"{street}1号" not in told_now
    assert day not in told_now
    assert day.replace("-", ".") not in told_now


@pytest.mark.parametrize(
    ("party", "quote", "open_to"),
    [
        ("陈样本", "购方地址：浙江省杭州市西湖区样本路88号3幢501室", "购方地址：浙江省杭州市"),
        ("陈样本", "收货地址: 杭州市样本路88号 电话 0571-99990000", "收货地址: 杭州市"),
        ("杭州样本贸易有限公司", "地址：浙江省杭州市西湖区样本路88号", "地址：浙江省杭州市西湖区样本路88号"),
        ("杭州样本贸易有限公司", "收货人地址：浙江省杭州市样本路88号", "收货人地址：浙江省杭州市"),
        ("陈样本", "地址：深圳市南山区样本路1号", "地址：深圳市南山区样本路1号"),
    ],
)
def test_addresses_of_private_persons_on_vouchers_and_letters(party: str, quote: str, open_to: str) -> None:
    """Of a company they stay, and so does the licence's own; what only a person's address is called goes in any case."""
    for kind, name in (("sales_voucher", "buyer"), ("authorization_letter", "grantor")):
        papers = [
            document(1, "a.pdf", kind, **{name: field(party)}),
            document(2, "b.pdf", "business_license", address=field("深圳市南山区样本路1号")),
        ]
        problem = finding("DV-A", Severity.WARN, evidence=(Evidence("d1", 1, None, quote),))
        shown = masked(sample(papers=papers, problems=[problem])).findings[0].evidence[0].quote
        assert shown == open_to + re.sub(r"\w", "*", quote[len(open_to) :])
