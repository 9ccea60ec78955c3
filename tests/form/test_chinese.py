"""Forms as sellers write them: in Chinese, answered at a terminal, saved with an ending too many."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from docvet.errors import FormError
from docvet.form.chinese import TITLES
from docvet.form.model import Form, load_form
from docvet.form.questions import ask
from docvet.form.template import filled, template
from docvet.words import words
from tests.shell import environment

CHINESE = """\
模式: 联合运营
类目: [女装, 童装]
品牌: LUMORA
公司: 深圳市某某贸易有限公司
统一社会信用代码: 91440300MA5XXXXXXX
主体: 个体工商户
目标市场: [印尼, 泰国, VN]
提交日期: 2024年6月1日
材料:
  执照.pdf: 营业执照
联合运营:
  近三个月GMV: [5200, 6100, 7000]
  合作方: {名称: PT Maju Digital, 等级: Tier-1}
  各站点月销售额: {印度尼西亚: 3200}
EPR: {德国: DE12345678}
"""
ENGLISH = """\
mode: joint
category: [女装, 童装]
brand: LUMORA
company: 深圳市某某贸易有限公司
credit_code: 91440300MA5XXXXXXX
entity: individual
targets: [ID, TH, VN]
submission_date: 2024-06-01
documents:
  执照.pdf: business_license
joint:
  monthly_gmv_usd: [5200, 6100, 7000]
  partner: {name: PT Maju Digital, tier: Tier-1}
  monthly_sales_by_site_usd: {ID: 3200}
epr: {DE: DE12345678}
"""


def form(folder: Path, text: str, name: str = "application.yaml") -> Form:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return load_form(folder, ["执照.pdf"])


def test_a_chinese_form_is_the_english_one(tmp_path: Path) -> None:
    assert form(tmp_path / "a", CHINESE) == form(tmp_path / "b", ENGLISH)


@pytest.mark.parametrize("text", ["品牌: A\nbrand: B\n", "公司: A\n公司名称: B\n"])
def test_both_names_of_one_key_are_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(FormError, match="is given twice"):
        form(tmp_path, text)


def test_a_wrong_chinese_value_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(FormError, match="line 2"):
        form(tmp_path, "品牌: A\n目标市场: [火星]\n")


@pytest.mark.parametrize("name", ["application.yaml.txt", "Application.YML.txt", "application.txt"])
def test_an_ending_that_windows_hides_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(FormError, match="rename the file to application"):
        form(tmp_path, "brand: A\n", name)


def test_questions_are_asked_again_until_the_answer_fits() -> None:
    lines = iter(["联合营", "联合运营", "女装、童装", "", "", "", "印尼，泰国"])
    wrong: list[str] = []

    def read(question: str) -> str:
        assert question.endswith("：")
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    answers = ask(words("zh"), read, lambda error: wrong.append(str(error)))
    assert answers == {"mode": "joint", "category": ["女装", "童装"], "targets": ["ID", "TH"]}
    assert len(wrong) == 1


def test_a_form_written_for_packed_copies_says_the_same_but_of_files(tmp_path: Path) -> None:
    first = form(tmp_path / "a", CHINESE)
    again = form(tmp_path / "b", filled(first))
    assert again == first.model_copy(update={"documents": {}})
    assert filled(Form()) == ""


def test_the_chinese_template_is_read_back(tmp_path: Path) -> None:
    text = template({"category": ["女装"], "targets": ["ID", "TH"]}, words("zh"))
    assert f"{TITLES['category']}: 女装" in text
    filled = form(tmp_path, text)
    assert (filled.category, filled.targets) == (("女装",), ("ID", "TH"))


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of Unix")
def test_init_asks_on_a_terminal(tmp_path: Path) -> None:
    import pty

    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(sys.executable, [sys.executable, "-m", "docvet", "init", str(tmp_path)], environment("zh_CN.UTF-8"))  # noqa: S606
    os.write(terminal, "pop\n女装\nLUMORA\n\n\n印尼\n\n".encode())
    shown = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0, shown.decode("utf-8", "replace")
    told = load_form(tmp_path, [])
    assert (told.category, told.brand, told.targets) == (("女装",), "LUMORA", ("ID",))
    assert "docvet scan" in shown.decode("utf-8", "replace"), "what to do next"


def answered(*lines: str) -> tuple[Mapping[str, Any], list[str]]:
    """What was answered, and everything that was asked or complained of."""
    left, shown = list(lines), []

    def read(question: str) -> str:
        shown.append(question)
        if not left:
            raise EOFError
        return left.pop(0)

    def doubt(key: str, value: Any) -> str:
        return f"没有 {value[0]}" if key == "category" and value == ["潮玩手办"] else ""

    return ask(words("zh"), read, lambda error: shown.append(error.text("zh")), doubt), shown


def test_an_answer_that_is_odd_is_asked_for_once_more_and_kept_where_nothing_else_is_said() -> None:
    better, shown = answered("pop", "潮玩手办", "女装")
    assert better["category"] == ["女装"]
    assert "没有 潮玩手办：" in shown
    kept, _ = answered("pop", "潮玩手办", "", "LUMORA")
    assert (kept["category"], kept["brand"]) == (["潮玩手办"], "LUMORA")


def test_a_wrong_answer_is_told_without_words_of_programs() -> None:
    _, shown = answered("pop", "女装", "LUMORA", "", "", "印尼", "明天")
    [told] = [line for line in shown if "明天" in line]
    assert told.startswith("提交日期的值「明天」不对")
    assert "submission" not in told
