"""Applications put together in memory: invented people, companies and numbers with valid check digits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from stdnum.cn import ric, uscc

from docvet.form.model import Form
from docvet.models import (
    Code,
    Document,
    Effort,
    Field,
    File,
    Finding,
    Hidden,
    Judgement,
    Line,
    Page,
    Pass,
    Picture,
    Reading,
    Source,
    Trouble,
)  # fmt: skip
from docvet.rules import Case, Ruleset, judge, load_ruleset

TODAY = date(2024, 6, 1)
COMPANY = "深圳市鹿鸣样本贸易有限公司"
OWNER = "广州市星河样本服饰有限公司"
MIDDLE = "杭州市青禾样本商贸有限公司"
PERSON = "陈样本"
ADDRESS = "深圳市龙岗区样本街道样本路1号样本大厦3楼"
SCOPE = "一般项目:互联网销售(除销售需要许可的商品);服装服饰零售;日用百货销售(不含化妆品)。"

POP: Ruleset = load_ruleset("tiktok-shop-pop")


def credit_code(body: str = "91440300MA5SAMP1") -> str:
    """A code of 18 characters with its check character; the body is filled up to 17."""
    body = (body.replace("S", "5").replace("I", "1").replace("O", "0") + "0" * 17)[:17]
    return body + uscc.calc_check_digit(body)


CODE = credit_code()
OTHER_CODE = credit_code("91330100MA2KKKK8")
TRADER_CODE = credit_code("92440300MA5TTTT9")
ID_NUMBER = "11010119900101123" + ric.calc_check_digit("11010119900101123" + "0")


def field(value: Any, **changes: Any) -> Field:
    """A field that is beyond doubt unless ``changes`` say otherwise."""
    raw = value if isinstance(value, str) else str(value)
    known = Field(value, raw, 0.98, 1, (0.1, 0.1, 0.9, 0.9), "rapidocr", frozenset({"second_pass"}), whole=True)
    return replace(known, **changes)


def seal(text: str, owner: str, shape: str = "round") -> dict[str, Any]:
    """An entry of a ``seals`` field."""
    return {"text": text, "shape": shape, "owner": owner, "page": 1, "box": [0.6, 0.7, 0.8, 0.9]}


def without(document: Document, *names: str) -> Document:
    """The document without these fields."""
    return replace(document, fields={name: value for name, value in document.fields.items() if name not in names})


def typed_over(document: Document, text: str) -> Document:
    """The document with other print over this text on its first page."""
    return _on_first_page(document, typed_over=(_under(text),))


def covered(document: Document, text: str) -> Document:
    """The document with this text under a picture on its first page."""
    return _on_first_page(document, hidden=(_under(text),))


def _under(text: str) -> Line:
    return Line(text, (0.2, 0.2, 0.8, 0.25), 1.0, Source.TEXT_LAYER)


def _on_first_page(document: Document, **changes: Any) -> Document:
    first, *others = document.reading.pages
    return replace(document, reading=replace(document.reading, pages=(replace(first, **changes), *others)))


PICTURE = Picture(coloured=True, sharpness=400.0, glare=0.0, dpi=300.0, phash=0)


def hiding(document: Document, *hidden: Hidden) -> Document:
    """The document in a file that holds these."""
    return replace(document, reading=replace(document.reading, hidden=hidden))


def paper(
    kind: str,
    path: str | None = None,
    *,
    confidence: float = 0.97,
    picture: Picture | None = PICTURE,
    media_type: str = "application/pdf",
    size: int = 300_000,
    troubles: Sequence[Trouble] = (),
    lines: Iterable[str] = (),
    digitally_signed: bool = False,
    sha256: str | None = None,
    codes: Sequence[Code] = (),
    producer: str = "",
    **values: Any,
) -> Document:
    """A paper of one page, read at full size, with these fields."""
    path = path or f"{kind}.pdf"
    fields = {name: value if isinstance(value, Field) else field(value) for name, value in values.items()}
    line_texts = tuple(Line(text, (0.2, 0.2, 0.8, 0.25), 0.98, "rapidocr") for text in lines)
    passes = (Pass(Effort.FIRST, "rapidocr", line_texts), Pass(Effort.FULL, "rapidocr", line_texts))
    digest = sha256 or hashlib.sha256(path.encode()).hexdigest()
    file = File(path, Path("/nowhere") / path, digest, size, media_type)
    page = Page(1, 1654, 2339, passes, picture=picture, codes=tuple(codes))
    reading = Reading(file, (page,), 1, tuple(troubles), signed=digitally_signed, producer=producer)
    return Document(f"{kind}:{path}", reading, (1, 1), kind, confidence, fields)


def unread_file(path: str, *troubles: Trouble, media_type: str = "application/pdf", size: int = 1000) -> Document:
    """A file that could not be read: one document of kind ``other`` without pages."""
    file = File(path, Path("/nowhere") / path, hashlib.sha256(path.encode()).hexdigest(), size, media_type)
    return Document(f"other:{path}", Reading(file, (), 0, tuple(troubles)), (1, 1), "other", 0.0, {})


def with_pages(document: Document, count: int) -> Document:
    """The document of a file that has so many pages."""
    return replace(document, reading=replace(document.reading, page_count=count))


def licence(path: str = "执照.pdf", **changes: Any) -> Document:
    """The applicant's licence."""
    values: dict[str, Any] = {
        "credit_code": CODE, "name": COMPANY, "entity_type": "有限责任公司", "representative": PERSON, "scope": SCOPE,
        "established": "2019-05-20", "term_end": "open-ended", "issued": "2023-05-20", "duplicate": True,
        "address": ADDRESS,
        "seals": [seal("深圳市市场监督管理局", "registrar"), seal(COMPANY, "company")],
    }  # fmt: skip
    values |= changes
    stated = values.get("credit_code")
    codes = [qr(f"http://www.gsxt.gov.cn/index.html?uniscid={stated}")] if isinstance(stated, str) else []
    return paper("business_license", path, **{"codes": codes, **values})


def qr(text: str) -> Code:
    """A QR code that says this."""
    return Code(text, "QRCode", (0.8, 0.1, 0.9, 0.2))


def id_card(path: str = "身份证.pdf", **changes: Any) -> Document:
    """The representative's ID card, both sides."""
    values: dict[str, Any] = {
        "sides": ["portrait", "emblem"], "name": PERSON, "id_number": ID_NUMBER,
        "valid_from": "2016-06-01", "valid_to": "2036-06-01",
    }  # fmt: skip
    return paper("id_card", path, **{**values, **changes})


def certificate(path: str = "商标注册证.pdf", **changes: Any) -> Document:
    """The certificate of the applicant's own mark."""
    values: dict[str, Any] = {
        "registration_number": "61234567", "mark": "LUMORA", "nice_classes": [25], "registrant": COMPANY,
        "registered": "2022-05-21", "valid_from": "2022-05-21", "valid_to": "2032-05-20",
        "registrant_address": ADDRESS,
    }  # fmt: skip
    return paper("trademark_certificate", path, **{**values, **changes})


def letter(by: str, to: str, path: str | None = None, **changes: Any) -> Document:
    """An authorization letter with everything in it."""
    values: dict[str, Any] = {
        "grantor": by, "grantee": to, "registration_numbers": ["61234567"], "brand": "LUMORA",
        "period_start": "2023-01-01", "period_end": "2026-12-31", "signed": "2023-01-01", "sublicense": "allowed",
        "seals": [seal(by, "grantor")],
    }  # fmt: skip
    return paper("authorization_letter", path or f"授权书 {by}-{to}.pdf", **{**values, **changes})


def voucher(path: str = "发票.pdf", **changes: Any) -> Document:
    """A voucher of this spring: the owner sells to the applicant."""
    values = {"date": "2024-04-10", "seller": OWNER, "buyer": COMPANY, "brand": "LUMORA", "amount": "12800.00"}
    return paper("sales_voucher", path, **{**values, **changes})


def bank(path: str = "基本存款账户信息.pdf", kind: str = "basic_account_info", **changes: Any) -> Document:
    """The applicant's basic account."""
    values: dict[str, Any] = {
        "account_name": COMPANY, "account_number": "44201500123456789012", "representative": PERSON,
        "approval_number": "J5840000000001",
    }  # fmt: skip
    return paper(kind, path, **{**values, **changes})


def photo(number: int, **changes: Any) -> Document:
    """A product photo with brand and SKU; each number is another picture."""
    values: dict[str, Any] = {
        "texts": ["LUMORA", f"SKU LM-00{number}"],
        "sku_codes": [f"LM-00{number}"],
        "sharpness": 300.0,
    }
    picture = changes.pop("picture", replace(PICTURE, phash=0x0123456789ABCDEF * number % 2**64))
    path = changes.pop("path", f"实物图{number}.pdf")
    return paper("product_photo", path, picture=picture, confidence=0.9, **{**values, **changes})


def photos() -> list[Document]:
    """Three different photos."""
    return [photo(1), photo(2), photo(3)]


def own_brand() -> dict[str, list[Document]]:
    """A clean application with the applicant's own mark, by part."""
    return {"licence": [licence()], "id": [id_card()], "mark": [certificate()], "bank": [bank()], "photos": photos()}


def authorized(*letters: Document) -> dict[str, list[Document]]:
    """A clean application with another's mark: the owner authorizes a middle company, that one the applicant."""
    chain = list(letters) or [letter(OWNER, MIDDLE), letter(MIDDLE, COMPANY)]
    return own_brand() | {"mark": [certificate(registrant=OWNER)], "letters": chain, "vouchers": [voucher()]}


def childrens() -> dict[str, list[Document]]:
    """A clean application for children's clothes to be sold in Germany and the United States."""
    report = paper(
        "safety_report", "CPC.pdf", lines=["Children's Product Certificate", "Tested by Sample Laboratory Ltd."],
        number="SAMPLE-1", applicant=COMPANY, product="Dress", laboratory="Sample Laboratory Ltd.", issued="2024-03-01",
    )  # fmt: skip
    return own_brand() | {"reports": [report]}


CHILDRENS_FORM: Mapping[str, Any] = {
    "category": "童装", "targets": ["DE", "US"], "epr": {"DE": "DE12345678"}, "planned_listing_date": date(2024, 7, 1),
}  # fmt: skip
FORM: Mapping[str, Any] = {"category": "女装", "brand": "LUMORA", "company": COMPANY, "credit_code": CODE}


def case(parts: Mapping[str, Sequence[Document]], ruleset: Ruleset = POP, today: date = TODAY, **form: Any) -> Case:
    """A case of these parts, with the usual form unless ``form`` says otherwise (None takes a key away)."""
    documents = tuple(document for part in parts.values() for document in part)
    readings = {document.path: document.reading for document in documents}
    filled = {key: value for key, value in {**FORM, **form}.items() if value is not None}
    trusted = frozenset({"rapidocr"})
    return Case(Form.model_validate(filled), documents, tuple(readings.values()), (), today, ruleset, trusted)


def judged(parts: Mapping[str, Sequence[Document]], today: date = TODAY, **form: Any) -> Judgement:
    """The judgement of the shipped ruleset."""
    return judge(POP, case(parts, today=today, **form)).judgement


def findings(judgement: Judgement, rule: str) -> list[Finding]:
    """The findings of one rule."""
    return [finding for finding in judgement.findings if finding.rule == rule]


def severities(judgement: Judgement, rule: str) -> list[str]:
    """The severities of one rule's findings."""
    return [finding.severity.value for finding in findings(judgement, rule)]
