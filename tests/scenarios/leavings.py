"""An application with every kind of personal data, and what of it can be found in files that a run leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.service_runs import page

PERSON, ID_NUMBER, BORN = "陈样本", "11010119900307293X", (1990, 3, 7)
HOME_DETAIL = "样本街道向阳路88号3幢501室"
HOME = f"浙江省杭州市{HOME_DETAIL}"
ACCOUNT = "6222021234567890128"
COMPANY = "深圳市鹿鸣样本贸易有限公司"


def write(folder: Path) -> Path:
    """An ID card, an account's paper, a letter of a private person and a voucher to one: text layers, so that nothing is misread."""
    folder.mkdir(parents=True, exist_ok=True)
    year, month, day = BORN
    (folder / "身份证.pdf").write_bytes(
        page(
            f"姓名 {PERSON}", "性别 男 民族 汉", f"出生 {year}年{month}月{day}日", f"住址 {HOME}", f"公民身份号码 {ID_NUMBER}",
            "中华人民共和国", "居民身份证", "签发机关 杭州市公安局西湖分局", "有效期限 2015.03.07-2035.03.07",
        )
    )  # fmt: skip
    (folder / "基本存款账户信息.pdf").write_bytes(
        page("基本存款账户信息", f"账户名称：{COMPANY}", f"账户号码：{ACCOUNT}", "开户银行：样本银行深圳分行", f"法定代表人：{PERSON}", "基本存款账户编号：J5840000000001")
    )  # fmt: skip
    (folder / "授权书.pdf").write_bytes(
        page(
            "商标授权书", f"授权方：{PERSON}", f"身份证号：{ID_NUMBER}", f"住址：{HOME}", f"被授权方：{COMPANY}",
            "商标：LUMORA 注册号：99000001", "授权期限：2024年01月01日至2026年12月31日", "授权日期：2024年01月02日",
        )
    )  # fmt: skip
    (folder / "送货单.pdf").write_bytes(
        page("送货单", "日期：2024年04月02日", f"购货单位：{PERSON}", f"收货地址：{HOME}", f"供货单位：{COMPANY}", "品牌：LUMORA 数量 20 金额 ￥2000.00", f"汇款账号：{ACCOUNT}")
    )  # fmt: skip
    (folder / "application.yaml").write_text(f"company: {COMPANY}\nbrand: LUMORA\ncategory: 女装\n", encoding="utf-8")
    return folder


def _spellings() -> Iterator[str]:
    year, month, day = BORN
    gap = r"[\W_]{0,3}"
    yield gap.join(ID_NUMBER)
    yield gap.join(ACCOUNT)
    yield rf"{year}[-年./\s]{{1,3}}0?{month}[-月./\s]{{1,3}}0?{day}(?!\d)"
    yield r"样本街道|向阳路|3幢501"


_PATTERNS = [re.compile(each) for each in _spellings()]


def clear(text: str) -> list[str]:
    """The personal data that stands in the text."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return [match[0] for pattern in _PATTERNS for match in pattern.finditer(text)]


def found(folders: Iterable[Path], but: Iterable[str] = ()) -> dict[str, list[str]]:
    """File → personal data in it, in any encoding; files with a name of ``but`` may hold it."""
    places = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and path.name not in but:
                data = path.read_bytes()
                if hits := [
                    hit for name in ("utf-8", "utf-16-le", "gb18030") for hit in clear(data.decode(name, "replace"))
                ]:
                    places[str(path)] = hits
    return places


def open_to_others(folders: Iterable[Path]) -> list[str]:
    """Files and folders that others than their owner may read or write."""
    return [
        f"{oct(path.stat().st_mode)[-3:]} {path}"
        for folder in folders
        for path in [folder, *folder.rglob("*")]
        if not path.is_symlink() and path.stat().st_mode & 0o077
    ]
