"""docvet on a real terminal: narrow, in an old Chinese locale, with and without colours, through a pager."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.shell import docvet, environment

pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
termios = pytest.importorskip("termios", reason="needs a pseudo-terminal")
_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_PATIENCE = 120


def on_terminal(*arguments: object, columns: int, lang: str, **more: str) -> str:
    """What the terminal is sent, as UTF-8; it fails on bytes that are none."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (40, columns))
    command = [sys.executable, "-m", "docvet", *map(str, arguments)]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment(lang) | more)
    os.close(slave)
    sent = b""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if select.select([master], [], [], 0.2)[0]:
            try:
                data = os.read(master, 65536)
            except OSError:  # the last writer has gone
                break
            if not data:
                break
            sent += data
    process.wait(timeout=_PATIENCE)
    os.close(master)
    return sent.decode("utf-8").replace("\r\n", "\n")


def shown(text: str) -> list[str]:
    """The lines without colours, and without the line of progress that was wiped."""
    return [_ESCAPE.sub("", line).rpartition("\r")[2] for line in text.split("\n")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An application of one empty file, judged without any text recognition."""
    made = tmp_path / "客户们" / "深圳市一家名称特别特别长的样本电子商务有限公司"
    made.mkdir(parents=True)
    (made / "营业执照-加盖公章的彩色扫描件-最终版.pdf").write_bytes(b"")
    return made


@pytest.mark.parametrize("columns", [40, 60])
def test_a_report_fits_a_narrow_terminal_of_an_old_chinese_locale(columns: int, folder: Path) -> None:
    text = on_terminal(
        "scan", folder, columns=columns, lang="zh_CN.GB18030", DOCVET_CACHE_DIR=str(folder.parent.parent / "cache")
    )
    lines = shown(text)
    assert any("下一步" in line for line in lines)
    wide = [line for line in lines if cell_len(line) > columns and "docvet " not in line]
    assert wide == []


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("command", [[], ["scan"], ["pack"]])
def test_a_help_page_fits_and_leaves_its_examples_whole(command: list[str], columns: int) -> None:
    lines = docvet(*command, "--help", lang="zh_CN.UTF-8", COLUMNS=str(columns)).stdout.splitlines()
    wide = [line for line in lines if cell_len(line) > columns and not re.search(r"docvet |^  -", line)]
    assert wide == []
    if command == ["scan"]:
        assert "  例：docvet scan 材料/LUMORA --category 女装 --brand LUMORA" in lines
        assert not re.search(r"list\[|\[default|x>=1", "\n".join(lines))


def test_colours_follow_the_terminal_and_what_the_user_asks_for() -> None:
    assert "\x1b[" in on_terminal("rules", columns=80, lang="zh_CN.UTF-8", TERM="xterm", NO_COLOR="")
    assert "\x1b[" not in on_terminal("rules", columns=80, lang="zh_CN.UTF-8", TERM="xterm", NO_COLOR="1")
    assert "\x1b[" not in on_terminal("rules", columns=80, lang="zh_CN.UTF-8", TERM="dumb", NO_COLOR="")
    assert "\x1b[" not in docvet("rules", NO_COLOR="").stdout
    assert "\x1b[" in docvet("rules", FORCE_COLOR="1", NO_COLOR="").stdout
    assert "\x1b[" not in docvet("rules", FORCE_COLOR="1", NO_COLOR="1").stdout


def test_a_pager_that_is_left_early_is_no_error() -> None:
    line = f"{sys.executable} -m docvet rules --lang zh | head -1"
    done = subprocess.run(
        ["sh", "-c", line], capture_output=True, encoding="utf-8", env=environment() | {"FORCE_COLOR": "1"}, check=False
    )  # fmt: skip
    assert "TikTok小店" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("word", "lang", "there"),
    [
        ("授权", "zh", "DV-CHN-001"),
        ("sublicense", "en", "DV-CHN-007"),
        ("流水", "zh", "DV-STM-001"),
        ("dv-chn-003", "en", "DV-CHN-003"),
    ],
)
def test_explain_takes_a_word_in_either_language(word: str, lang: str, there: str) -> None:
    done = docvet("explain", word, "--lang", lang)
    assert done.returncode == 0
    assert there in done.stdout


def test_a_word_of_no_rule_and_a_number_of_none_are_one_sentence() -> None:
    for word, said in (("qqqq", "no rule mentions 'qqqq'"), ("DV-CHN-0033", "did you mean DV-CHN-003")):
        done = docvet("explain", word)
        assert done.returncode == 2
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
