"""The directory of local partners that the user has: a CSV list of names and tiers."""

from __future__ import annotations

import csv
import io
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from docvet.errors import FormError
from docvet.sniff import decode
from docvet.values.names import compare

_MAX_BYTES = 5_000_000
_NAMES = ("name", "partner", "名称", "伙伴", "公司", "机构")
_TIERS = ("tier", "level", "等级", "级别", "层级")


@dataclass(frozen=True, slots=True)
class ListedPartner:
    """A row of the directory."""

    name: str
    tier: str


def load_partners(folder: Path, path: str) -> tuple[ListedPartner, ...]:
    """The rows of ``path``, relative to the folder; columns are found by their heads (name, tier; 名称, 等级).

    Its encoding as :func:`.sniff.decode` tells it. FormError where the file is not there, not in the folder, or no such list.
    """
    where = f"application.yaml: joint.partner_directory = 「{path}」"
    try:
        file = (folder / path).resolve()
        if not file.is_relative_to(folder.resolve()):  # the form may be a stranger's
            raise FormError(
                en=f"{where}: the file is not in the application's folder", zh=f"{where}: 文件不在申请文件夹内"
            )
        if not stat.S_ISREG(file.stat().st_mode):
            raise FormError(en=f"{where}: it is no file", zh=f"{where}: 不是文件")
        with file.open("rb") as stream:
            raw = stream.read(_MAX_BYTES + 1)
    except (OSError, RuntimeError, ValueError) as error:  # links in a circle, a zero byte in the name
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise FormError(
            en=f"{where}: the file cannot be read: {reason}", zh=f"{where}: 文件读不出（{reason}）"
        ) from None
    if len(raw) > _MAX_BYTES:
        raise FormError(en=f"{where}: larger than 5 MB", zh=f"{where}: 超过 5 MB")
    try:
        rows = [
            [cell.strip() for cell in row] for row in csv.reader(io.StringIO(_decoded(raw), newline="")) if any(row)
        ]
    except csv.Error as error:
        raise FormError(en=f"{where}: it is no CSV list: {error}", zh=f"{where}: 不是 CSV 表格（{error}）") from None
    head = [cell.casefold() for cell in rows[0]] if rows else []
    name, tier = _column(head, _NAMES), _column(head, _TIERS)
    if name is None or tier is None:
        raise FormError(
            en=f"{where}: it needs the columns name and tier", zh=f"{where}: 需要 name 和 tier（名称、等级）两列"
        )
    return tuple(ListedPartner(row[name], row[tier]) for row in rows[1:] if len(row) > max(name, tier) and row[name])


def find_partner(partners: Iterable[ListedPartner], name: str) -> ListedPartner | None:
    """The row of this name, but for spelling (Co., Ltd. and CO LTD)."""
    return next((partner for partner in partners if compare(partner.name, name).same), None)


def _decoded(raw: bytes) -> str:
    return decode(raw) or raw.decode("gb18030", "replace")


def _column(head: list[str], words: tuple[str, ...]) -> int | None:
    return next((at for word in words for at, cell in enumerate(head) if word in cell), None)
