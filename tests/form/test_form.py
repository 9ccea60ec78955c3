from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docvet.errors import FormError
from docvet.form.model import Form, load_form
from docvet.values.clock import today_in_china

WHOLE = """\
mode: joint
category: 女装
brand: ON
company: 深圳市青禾贸易有限公司
credit_code: 91440300ma5 exampl
entity: company
targets: [ID, NO]
submission_date: 2024-06-01
planned_listing_date: 2024-07-15
documents:
  执照.pdf: business_license
joint:
  monthly_gmv_usd: [5200, "6,100", 7000.50]
  shop_opened: 2023-11-01
  admin_holder: 深圳市青禾贸易有限公司
  partner: {name: PT Maju Digital, tier: Tier-1}
  partner_directory: partners.csv
  monthly_sales_by_site_usd: {ID: 3200, NO: 4100}
epr: {DE: DE12345678}
"""


FILES = ("执照.pdf", "a.pdf", unicodedata.normalize("NFD", "sub/café.pdf"))
"""What the folder is said to hold."""


def load(folder: Path, text: str | bytes, name: str = "application.yaml") -> Form:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_form(folder, FILES)


def error(folder: Path, text: str | bytes, lang: str = "zh") -> str:
    with pytest.raises(FormError) as caught:
        load(folder, text)
    assert caught.value.exit_code == 2
    assert str(caught.value) == caught.value.text("en")
    assert not any("\n" in sentence for sentence in caught.value.texts.values())
    return caught.value.text(lang)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_every_key_is_typed_by_its_name(tmp_path: Path, encoding: str) -> None:
    form = load(tmp_path, WHOLE.encode(encoding))
    assert (form.mode, form.category, form.brand, form.targets) == ("joint", ("女装",), "ON", ("ID", "NO"))
    assert form.company == "深圳市青禾贸易有限公司"
    assert form.credit_code == "91440300MA5EXAMPL"
    assert form.submission_day == date(2024, 6, 1)
    assert form.planned_listing_date == date(2024, 7, 15)
    assert form.kind_of("执照.pdf") == "business_license"
    assert form.joint is not None
    assert form.joint.monthly_gmv_usd == (Decimal(5200), Decimal(6100), Decimal("7000.50"))
    assert form.joint.partner is not None
    assert form.joint.partner.tier == "Tier-1"
    assert form.joint.monthly_sales_by_site_usd == {"ID": 3200, "NO": 4100}
    assert form.epr == {"DE": "DE12345678"}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
@pytest.mark.parametrize(("category", "brand"), [("女装", "ON"), ("箱包", "LUMORA")])
def test_two_characters_in_the_encoding_of_an_old_editor_are_read(
    tmp_path: Path, encoding: str, category: str, brand: str
) -> None:
    form = load(tmp_path, f"mode: pop\ncategory: {category}\nbrand: {brand}\n".encode(encoding))
    assert (form.mode, form.category, form.brand) == ("pop", (category,), brand)


def test_a_few_characters_are_not_enough_to_tell_another_encoding(tmp_path: Path) -> None:
    form = load(tmp_path, "company: PROYA Cosmetics Co., Ltd.\nbrand: 珀莱雅\n".encode("gb18030"))
    assert form.brand == "珀莱雅"


@pytest.mark.parametrize("brand", ["L'ORÉAL", "Công ty", "Müller", "ÄÖÜ"])
def test_accented_letters_are_no_chinese_ones(tmp_path: Path, brand: str) -> None:
    assert load(tmp_path, f"brand: {brand}\n").brand == brand


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "brand:\n", "{}", "---\n"])
def test_an_empty_form_is_a_form(tmp_path: Path, text: str) -> None:
    form = load(tmp_path, text)
    assert form == Form()
    assert (form.mode, form.category, form.brand) == ("pop", (), None)
    assert form.submission_day == today_in_china()


def test_no_file_is_an_empty_form(tmp_path: Path) -> None:
    assert load_form(tmp_path, ()) == Form()


def test_scalars_stay_what_they_are(tmp_path: Path) -> None:
    form = load(tmp_path, "brand: 007\ncompany: true\ncategory: 1.50\ncredit_code: 110108000000016\n")
    assert (form.brand, form.company, form.category, form.credit_code) == ("007", "true", ("1.50",), "110108000000016")


@pytest.mark.parametrize(
    ("text", "line", "allowed"),
    [
        ("mode: pop\ncatgory: 女装", 2, "category"),
        ("joint:\n  partner: {nmae: x}", 2, "name"),
        ("mode: shop", 1, "pop 或 joint"),
        ("brand: [a]", 1, "一行文字"),
        ("brand: a\nbrand: b", 2, "两次"),
        ("entity: 公民", 1, "individual"),
        ("targets:\n  - ID\n  - XX", 3, "ISO 3166"),
        ("submission_date: 2024-02-30", 1, "2024-06-01"),
        ("submission_date: 2024-06-01 oder so", 1, "2024-06-01"),
        ("documents:\n  a.pdf: bussiness_license", 2, "是否想写 business_license"),
        ("documents:\n  a.pdf: other\n  ./a.pdf: other", 1, "每个文件一行"),
        ("documents: [a.pdf]", 1, "对应表"),
        ("documents:\n  a.pdf: other\n  执罩.pdf: business_license", 3, "没有 执罩.pdf，是否想写 执照.pdf"),
        ("documents: {/etc/passwd: other}", 1, "没有 /etc/passwd"),
        ("brand: !Hot", 1, "标签"),
        ("brand:\tLUMORA", 1, "制表符"),
        ("brand: A: B", 1, "加引号"),
        ("submission_date: 1024-06-01", 1, "2000 至 2100"),
        ("planned_listing_date: 9999-12-31", 1, "2000 至 2100"),
        ("joint: 5", 1, "一组键"),
        ("joint:\n  monthly_gmv_usd: [1,\n    abc]", 3, "数字列表"),
        ("joint:\n  monthly_gmv_usd: [-1]", 2, "数字列表"),
        ("epr: {D: 1}", 1, "国家代码"),
        ("credit_code: '  '", 1, "一行文字"),
        ("just text", 1, "mode: pop"),
        ("- a\n- b", 1, "mode: pop"),
        ("brand: 'x\nmode: pop", 1, "引号没有成对"),
        ("brand: [A\nmode: pop", 1, "括号没有成对"),
        ("mode: pop\n  brand: A", 2, "缩进"),
        ("mode: pop\n- brand", 2, "列表"),
        ("brand: @A", 1, "符号开头"),
        ("brand: &港 A", 1, "& 或 *"),
        ("mode: pop\nbrand LUMORA", 2, "冒号"),
        ('brand: "A\\q"', 1, "反斜杠"),
        ("mode: pop\n\tbrand: x", 2, "制表符"),
        ("brand: \x00", 1, "YAML"),
        ("? [a]\n: b", 1, "键应为文字"),
        ("a: &x [1]\nb: [*x, *x]", 1, "锚点"),
        ("brand: a\n---\nbrand: b", 2, "多个"),
        ("[" * 5000, 1, "层次过深"),
    ],
)
def test_an_error_names_file_line_and_what_is_allowed(tmp_path: Path, text: str, line: int, allowed: str) -> None:
    message = error(tmp_path, text)
    assert message.startswith(f"application.yaml 第 {line} 行: ")
    assert allowed in message
    assert error(tmp_path, text, "en").startswith(f"application.yaml, line {line}: ")


@pytest.mark.parametrize(
    ("text", "line", "stands", "write"),
    [
        ("mode: pop\ncategory：女装\nbrand: A", 2, "category：女装", "category: 女装"),
        ("\ufeffmode:pop\nbrand: A", 1, "mode:pop", "mode: pop"),
        ("mode: pop\ncategory :女装\nbrand: A", 2, "category :女装", "category: 女装"),
        ("brand ： LUMORA", 1, "brand ： LUMORA", "brand: LUMORA"),
        ("brand= LUMORA", 1, "brand= LUMORA", "brand: LUMORA"),
        ("brand: “LUMORA”", 1, "brand: “LUMORA”", "brand: LUMORA"),
        ("targets: 【ID，TH】", 1, "targets: 【ID，TH】", "targets: [ID, TH]"),
        ("targets: [ID，TH]", 1, "targets: [ID，TH]", "targets: [ID, TH]"),
        ("category: 女装、童装", 1, "category: 女装、童装", "category: [女装, 童装]"),
        (
            "joint:\n  monthly_gmv_usd: [5200，6100]",
            2,
            "monthly_gmv_usd: [5200，6100]",
            "monthly_gmv_usd: [5200, 6100]",
        ),
        (
            "joint:\n  partner: {name：PT X，tier：A}",
            2,
            "partner: {name：PT X，tier：A}",
            "partner: {name: PT X, tier: A}",
        ),
        ("epr: {DE：DE1}", 1, "epr: {DE：DE1}", "epr: {DE: DE1}"),
        ("documents:\n  执照.pdf：business_license", 2, "执照.pdf：business_license", "执照.pdf: business_license"),
        ("mode: pop，", 1, "mode: pop，", "mode: pop"),
        ("documents:\n\u3000执照.pdf: other", 2, "执照.pdf: other", "执照.pdf: other"),
    ],
)
def test_a_slip_of_the_input_method_is_told_by_what_to_write(
    tmp_path: Path, text: str, line: int, stands: str, write: str
) -> None:
    message = error(tmp_path, text)
    assert message == f"application.yaml 第 {line} 行: 「{stands}」" + message.partition("」")[2]
    assert message.endswith(f"请写成「{write}」")
    assert error(tmp_path, text, "en").startswith(f"application.yaml, line {line}: “{stands}”")
    assert error(tmp_path, text, "en").endswith(f"write “{write}”")


def test_all_slips_are_told_at_once(tmp_path: Path) -> None:
    message = error(tmp_path, "mode：pop\ncategory：女装\nbrand：A")
    assert re.findall(r"第 (\d) 行", message) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "text",
    [
        "company: 样本：贸易有限公司",
        "brand: A、B",
        "# 品牌：A\nbrand: A",
        "company: '【样本】，公司'",
        "submission_date: 2024/6/1",
    ],
)
def test_full_width_signs_may_stand_in_texts(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, text)


def test_a_day_that_can_be_meant_is_proposed(tmp_path: Path) -> None:
    assert "是否想写 2024-06-01？" in error(tmp_path, "submission_date: 24-06-01")
    assert "是否想写" not in error(tmp_path, "submission_date: 6/1/2024")


def test_a_long_wrong_value_is_shown_in_part(tmp_path: Path) -> None:
    assert len(error(tmp_path, "entity: " + "x" * 5000)) < 400


def test_a_file_that_is_too_large_or_no_text(tmp_path: Path) -> None:
    assert "256 KB" in error(tmp_path, b"#" * 300_000)
    assert "GB18030" in error(tmp_path, b"brand: \xff\xff")


def test_both_names_and_either_name(tmp_path: Path) -> None:
    assert load(tmp_path, "brand: A", "application.yml").brand == "A"
    assert "application.yml" in error(tmp_path, "brand: B")


def test_a_form_must_be_a_file_of_the_folder(tmp_path: Path) -> None:
    inside = tmp_path / "application"
    inside.mkdir()
    (tmp_path / "elsewhere").write_text("brand: A")
    (inside / "application.yaml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FormError):
        load_form(inside, ())
    (inside / "application.yaml").unlink()
    (inside / "application.yaml").mkdir()
    with pytest.raises(FormError):
        load_form(inside, ())


def test_file_names_are_found_however_the_disk_composes_them(tmp_path: Path) -> None:
    form = load(tmp_path, "documents: {./sub\\café.pdf: other}")
    for shape in ("NFC", "NFD"):
        assert form.kind_of(unicodedata.normalize(shape, "sub/café.pdf")) == "other"
    assert form.kind_of("café.pdf") is None


def test_flags_win_and_the_rest_stays(tmp_path: Path) -> None:
    form = load(tmp_path, WHOLE)
    changed = form.with_flags(mode="pop", category=["童装", "鞋"], brand=None, targets=(), submission_date="2024-05-05")
    assert (changed.mode, changed.category, changed.brand) == ("pop", ("童装", "鞋"), "ON")
    assert changed.targets == ("ID", "NO")
    assert changed.submission_date == date(2024, 5, 5)
    assert changed.joint == form.joint
    assert changed.documents == form.documents
    assert Form().with_flags(category="女装").category == ("女装",)


def test_a_wrong_flag_is_named_as_a_flag() -> None:
    with pytest.raises(FormError, match=r"^--submission-date: .*2024-06-01"):
        Form().with_flags(submission_date="yesterday")
    with pytest.raises(FormError, match="brand"):
        Form().with_flags(brnd="x")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.binary(max_size=200) | st.text(alphabet="brand: mode\n-[]{}&*!'\"|>%@#,女\t").map(str.encode))
def test_any_bytes_are_a_form_or_a_form_error(tmp_path: Path, data: bytes) -> None:
    try:
        said = repr(load(tmp_path, data))
    except FormError as error:
        said = str(error)
    assert said.startswith(("Form(", "application.yaml"))
