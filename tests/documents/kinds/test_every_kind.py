"""What holds for all kinds: odd text never raises, evidence points at the document, titles do not collide."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import docvet.documents
from docvet.documents.classify import guess
from docvet.documents.fields import FIELDS, FieldType, privacy, types_of
from docvet.documents.kinds import PARTS, kinds
from docvet.documents.text.document import DocumentText
from docvet.documents.text.page import PageText
from docvet.models import DocumentKind
from docvet.values.field_types import Privacy
from docvet.values.field_values import fits
from tests.documents.kinds import test_accounts, test_id_card, test_sales_voucher, test_trademarks
from tests.documents.kinds.test_authorization_letter import EXPECTED
from tests.documents.pages import Placed, page, prose, text_of

OWN = sorted(PARTS.own)
WORDS = ["姓名", "性别", "住址", "公民身份号码", "有效期限", "授权方:", "被授权方:", "兹授权", "授权书", "商标注册证", "第12345678号", "注册人", "地址", "核定使用商品", "第25类", "有效期至", "2024年1月1日", "2024.01.01-2034.01.01", "至", "长期", "名称:", "账号", "核准号", "J1000012345601", "价税合计", "¥11300.00", "壹万元整", "购买方", "销售方", "甲方:", "乙方:", "深圳市晨曦云帆贸易有限公司", "有限公司", "公司", "Ltd.", "hereby", "authorize", "We,", "Nordlys", "GmbH", "SKU:", "货号", "报告编号:", "LUCID", "DE1234567890123", "统一社会信用代码", "经营范围", "合规声明", "联合运营协议", "乙方:", "受让人", "变更前", "变更后", "申请号", "护照", "余额", "借方", "贷方", "交易日期", "2024-01-31", "(", ")", ":", ";", "。", ",", "-", "11010519491231002X"]  # fmt: skip
coordinate = st.floats(0, 0.95)
texts = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map("".join),
    st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join),
)
placed_lines = st.lists(st.tuples(coordinate, coordinate, texts, st.floats(0.005, 0.1)), max_size=14)


@pytest.mark.parametrize("name", OWN)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(placed=placed_lines)
def test_odd_text_never_raises_and_evidence_holds(name: str, placed: list[Placed]) -> None:
    types = types_of(name)
    for read, field in kinds()[name].extract(text_of(placed)).items():
        assert fits(types[read], field.value), f"{read}: {field.value!r} is no {types[read].type}"
        assert 0 <= field.confidence <= 1
        assert field.page == 1
        assert field.value not in (None, "", [])
        assert field.raw


def test_the_pipeline_names_no_kind() -> None:
    rooms = Path(docvet.documents.__path__[0])
    for path in [*rooms.glob("*.py"), *(rooms / "text").glob("*.py"), *(rooms / "shared").glob("*.py")]:
        assert not set(re.findall(r"[\"'](\w+)[\"']", path.read_text("utf-8"))) & set(OWN), path.name


def test_the_enumeration_of_the_report_names_every_kind() -> None:
    assert sorted(get_args(DocumentKind)) == sorted([*OWN, "other"])


@pytest.mark.parametrize("name", OWN)
def test_every_field_is_in_the_table(name: str) -> None:
    assert set(types_of(name)) <= set(FIELDS)
    kind = kinds()[name]
    assert set(kind.privacy) <= set(types_of(name))
    assert {"zh", "en"} <= set(kind.title)
    assert set(kind.needs({})) <= set(types_of(name))


def test_a_field_that_nobody_declared_is_closed() -> None:
    assert privacy("business_license", "mobile") is Privacy.CLOSED
    assert privacy("id_card", "credit_code") is Privacy.CLOSED
    assert privacy("unheard_of", "name") is Privacy.CLOSED
    assert FieldType("mobile", {"zh": "手机", "en": "mobile"}).privacy is Privacy.CLOSED


@pytest.mark.parametrize("name", OWN)
def test_an_empty_paper_has_no_fields(name: str) -> None:
    assert not kinds()[name].extract(DocumentText([]))


PAPERS: dict[str, tuple[str, list[Placed]]] = {
    "portrait": ("id_card", test_id_card.PORTRAIT),
    "emblem": ("id_card", test_id_card.EMBLEM),
    "permit": ("bank_permit", test_accounts.PERMIT),
    "info": ("basic_account_info", test_accounts.INFO),
    "old mark": ("trademark_certificate", test_trademarks.OLD),
    "new mark": ("trademark_certificate", test_trademarks.NEW),
    **{name: ("sales_voucher", placed) for name, placed in test_sales_voucher.PAPERS.items()},
    **{f"letter {name}": ("authorization_letter", prose(text)) for name, (text, _) in EXPECTED.items()},
}


@pytest.mark.parametrize("name", PAPERS)
def test_each_paper_is_told_by_its_print_alone(name: str) -> None:
    kind, placed = PAPERS[name]
    made = page(placed)
    assert guess(made, PageText(made, made.passes[-1]), "scan0001.pdf").kind == kind


@pytest.mark.parametrize("name", [name for name in PAPERS if name not in ("portrait",)])
def test_a_misread_title_does_not_hide_the_kind(name: str) -> None:
    kind, placed = PAPERS[name]
    tallest = max(placed, key=lambda item: (item[3] if len(item) > 3 else 0, -item[1]))
    misread = [item if item is not tallest else (*item[:2], "囗" + item[2][1:], *item[3:]) for item in placed]
    made = page(misread)  # type: ignore[arg-type]
    assert guess(made, PageText(made, made.passes[-1]), "scan0001.pdf").kind == kind


def test_four_lines_of_noise_are_no_paper() -> None:
    made = page(
        [
            (0.1, 0.1, "2024年1月1日"),
            (0.1, 0.2, "深圳市晨曦云帆贸易有限公司"),
            (0.1, 0.3, "地址：深圳"),
            (0.1, 0.4, "姓名"),
        ]
    )
    assert guess(made, PageText(made, made.passes[-1]), "scan0001.pdf").kind == "other"
