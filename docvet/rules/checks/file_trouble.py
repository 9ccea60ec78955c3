"""What kept files from being opened or read."""

from __future__ import annotations

from collections.abc import Sequence

from docvet.models import Document, LocalizedText, Reading, Severity, Trouble, TroubleKind
from docvet.rules.arguments import Args
from docvet.rules.case import Case, is_blank, troubles_of
from docvet.rules.checks import Check
from docvet.rules.facts import Fact, unsaid
from docvet.rules.page_runs import pages_named, runs
from docvet.rules.problems import Problem, Result

_WORDS: dict[TroubleKind, LocalizedText] = {
    TroubleKind.EMPTY: {"zh": "文件是空的（0 字节）", "en": "the file is empty (0 bytes)"},
    TroubleKind.DAMAGED: {"zh": "文件已损坏，打不开", "en": "the file is damaged and does not open"},
    TroubleKind.ENCRYPTED: {"zh": "文件设有密码", "en": "the file is protected by a password"},
    TroubleKind.ARCHIVE: {"zh": "文件是压缩包", "en": "the file is an archive"},
    TroubleKind.ATTACHED: {"zh": "PDF 里还附有文件", "en": "files are attached to the PDF"},
    TroubleKind.OFFICE: {"zh": "文件是 Office 文档", "en": "the file is an Office document"},
    TroubleKind.UNKNOWN_TYPE: {"zh": "文件类型无法识别", "en": "the file's type is not known"},
    TroubleKind.NO_ACCESS: {"zh": "文件打不开", "en": "the file cannot be opened"},
    TroubleKind.LINK_OUTSIDE: {
        "zh": "这是指向文件夹之外的链接，未跟随",
        "en": "it is a link out of the folder, which was not followed",
    },
    TroubleKind.LIMIT: {"zh": "超出处理上限", "en": "it exceeds a limit of processing"},
    TroubleKind.CRASHED: {"zh": "读取该文件的进程中断", "en": "the process that read it broke down"},
}
_LOCKED = Trouble(TroubleKind.ENCRYPTED, "company")
_SHOWS = ("picture", "stream")
"""Damage of a file that opens and shows all its pages."""
_DETAILS: dict[tuple[TroubleKind, str], LocalizedText] = {
    (TroubleKind.EMPTY, "blank"): {
        "zh": "没有读到任何内容，可能是空白页",
        "en": "nothing was read on it; it may be blank",
    },
    (TroubleKind.ENCRYPTED, "company"): {
        "zh": "文件被公司的加密软件锁住，只能在该公司的电脑上打开",
        "en": "it is locked by a company's security program and opens on that company's computers alone",
    },
    (TroubleKind.DAMAGED, "truncated"): {
        "zh": "文件末尾缺失，可能没有下载或复制完整",
        "en": "its end is missing; it may not have been downloaded or copied completely",
    },
    (TroubleKind.DAMAGED, "picture"): {
        "zh": "图片数据有损坏，画面可能变色、错位或缺一块",
        "en": "data of a picture are damaged; parts of it may be off-colour, displaced or missing",
    },
    (TroubleKind.DAMAGED, "stream"): {
        "zh": "文件内部的数据有损坏，部分内容可能缺失或不对",
        "en": "data inside it are damaged; parts of it may be missing or wrong",
    },
    (TroubleKind.DAMAGED, "page"): {"zh": "有页面已损坏", "en": "a part of it is damaged"},
    (TroubleKind.DAMAGED, "page size"): {"zh": "有页面没有有效尺寸", "en": "a part of it has no proper page size"},
    (TroubleKind.NO_ACCESS, "broken_link"): {"zh": "链接指向的文件不存在", "en": "the link leads to nothing"},
    (TroubleKind.NO_ACCESS, "permission denied"): {"zh": "没有读取权限", "en": "there is no permission to read it"},
    (TroubleKind.NO_ACCESS, "file name too long"): {
        "zh": "路径太长，打不开",
        "en": "its path is too long to be opened",
    },
    (TroubleKind.LIMIT, "bytes"): {"zh": "文件大小超出读取上限", "en": "it is larger than is read"},
    (TroubleKind.LIMIT, "files"): {"zh": "文件数超出读取上限", "en": "it holds more files than are read"},
    (TroubleKind.LIMIT, "memory"): {
        "zh": "读取所需的内存超出上限",
        "en": "reading it takes more memory than is allowed",
    },
    (TroubleKind.LIMIT, "ocr_pages"): {
        "zh": "需要文字识别的页数超出单个文件的上限",
        "en": "it has more pages to recognise than are read of one file",
    },
    (TroubleKind.LIMIT, "application_ocr_pages"): {
        "zh": "需要文字识别的页数超出整个文件夹的上限",
        "en": "the folder has more pages to recognise than are read",
    },
    (TroubleKind.LIMIT, "cells"): {"zh": "表格的行数超出读取上限", "en": "the sheet has more rows than are read"},
    (TroubleKind.LIMIT, "sheets"): {"zh": "工作表太多，后面的没有读", "en": "it has more sheets than are read"},
    (TroubleKind.LIMIT, "letters"): {
        "zh": "有单元格含有改变文字方向的隐藏字符，显示的顺序可能与实际内容不同",
        "en": "cells hold hidden marks that turn the direction of letters, so that what shows may read otherwise",
    },
    (TroubleKind.LIMIT, "cell"): {"zh": "有单元格的文字过长，未全部读取", "en": "a cell holds more text than is read"},
    (TroubleKind.LIMIT, "expanded"): {
        "zh": "表格解压后的大小超出读取上限",
        "en": "the workbook unfolds to more than is read",
    },
    (TroubleKind.LIMIT, "workbook"): {
        "zh": "docvet 读不了这个工作簿，文件不一定坏；请用 Excel 或 WPS 打开后另存为 .xlsx",
        "en": "docvet cannot read this workbook, which need not be broken; open it in Excel or WPS and save it as .xlsx",
    },
    (TroubleKind.LIMIT, "formulas"): {
        "zh": "有公式没有保存计算结果，请用 Excel 或 WPS 打开后重新保存",
        "en": "formulas in it have no stored results; open it in Excel or WPS and save it again",
    },
    (TroubleKind.LIMIT, "frames"): {
        "zh": "图片会动（有多帧），只读了第一帧，实际看到的可能是另一帧；请改成静态图片",
        "en": "the picture moves, and only its first frame was read; what shows may be another one: hand in a still picture",
    },
    (TroubleKind.LIMIT, "colours"): {
        "zh": "图片带有特殊的颜色设置，别的程序显示的内容可能不同；请重新截图或另存为普通图片",
        "en": "its odd colour settings may make other programs show something else; save it again without them",
    },
    (TroubleKind.LIMIT, "ground"): {
        "zh": "图片有透明部分，在黑色背景上会显示出不同的内容；请另存为不透明的图片",
        "en": "parts of the picture are see-through, and it shows something else on a black ground; save it without them",
    },
    (TroubleKind.LIMIT, "formats"): {
        "zh": "有日期的单元格格式里写了别的数字，显示的可能不是单元格的值；请改用普通日期格式后重新保存",
        "en": "the format of dates in it writes figures of its own, so that what shows need not be their value; give them a plain format and save it again",
    },
    (TroubleKind.LIMIT, "long"): {
        "zh": "图片太长，缩小后文字可能读不清；请按资料拆成几张图片或多页 PDF",
        "en": "the picture is too long, and its print may be lost once it is reduced; split it, one picture or page a document",
    },
    (TroubleKind.LIMIT, "pixels"): {"zh": "图片的像素超出读取上限", "en": "its picture has more pixels than are read"},
    (TroubleKind.LIMIT, "structure"): {
        "zh": "文件的内部结构太复杂，其中可能还有没看到的内容",
        "en": "its structure is too intricate to be searched, and may hold what was not seen",
    },
    (TroubleKind.LIMIT, "time"): {"zh": "读取时间超出上限", "en": "reading it takes longer than is allowed"},
}
"""Said in place of the words above where the detail is known; other details are for the log."""
_VARIABLES = {"time": "seconds", "structure": "structure_seconds"}
_LIMITS = frozenset(
    {
        "BYTES",
        "FILES",
        "MEMORY",
        "OCR_PAGES",
        "APPLICATION_OCR_PAGES",
        "CELLS",
        "PIXELS",
        "SECONDS",
        "STRUCTURE_SECONDS",
    }
)
"""Limits that an environment variable changes."""


class FileTrouble(Args):
    """Which obstacles, and what they weigh at most in a file that nobody needs."""

    kinds: tuple[TroubleKind, ...]
    spare: Severity = Severity.REJECT
    """For files without a slot in an application that lacks nothing."""


def run(case: Case, args: FileTrouble) -> Result:
    """A problem for each file with such an obstacle, and for the folder's own."""
    for reading in case.readings:
        documents = case.documents_of(reading)
        for trouble in troubles_of(reading) or _blank(reading, documents):
            if trouble.kind not in args.kinds:
                continue
            variant, at_most = _weight(case, args, reading, trouble)
            yield Problem(
                documents=tuple(document.id for document in documents),
                values={"file": reading.file.path, "trouble": _in_words(trouble, of=reading.page_count)},
                found=unsaid(" ".join(filter(None, (trouble.kind.value, trouble.detail, runs(trouble.pages))))),
                expected=_limit(trouble), variant=variant, at_most=at_most,
            )  # fmt: skip
    for trouble in case.intake_troubles:
        if trouble.kind in args.kinds:
            yield Problem(
                values={"file": {"zh": "文件夹", "en": "the folder"}, "trouble": _in_words(trouble)},
                found=unsaid(f"{trouble.kind.value} {trouble.detail}".strip()), variant="folder",
            )  # fmt: skip


def _blank(reading: Reading, documents: Sequence[Document]) -> tuple[Trouble, ...]:
    """That nothing shows on any of its pages."""
    pictured = reading.file.media_type == "application/pdf" or reading.file.media_type.startswith("image/")
    known = any(document.kind != "other" for document in documents)
    blank = pictured and not known and bool(reading.pages) and all(map(is_blank, reading.pages))
    return (Trouble(TroubleKind.EMPTY, "blank"),) if blank else ()


def _limit(trouble: Trouble) -> Fact:
    """Which limit it is, for those who may raise it."""
    names = _VARIABLES.get(trouble.detail, trouble.detail).upper()
    if trouble.kind is not TroubleKind.LIMIT or names not in _LIMITS:
        return unsaid("")
    return Fact(
        "", f"不超过上限（可用 DOCVET_LIMIT_{names} 调整）", f"within the limit (DOCVET_LIMIT_{names} changes it)"
    )


def _weight(case: Case, args: FileTrouble, reading: Reading, trouble: Trouble) -> tuple[str, Severity]:
    """The variant of the words, and what the obstacle weighs at most."""
    if trouble.kind is TroubleKind.DAMAGED and trouble.detail in _SHOWS:
        return "partial", Severity.REVIEW  # it shows, and most of it may be right
    if trouble.detail == "blank":
        return "blank", Severity.REVIEW
    if args.spare is not Severity.REJECT and not case.open_slots and case.declared_slot(reading.file.path) is None:
        return "spare", args.spare
    some = 0 < len(trouble.pages) < reading.page_count
    if trouble.kind is TroubleKind.DAMAGED and (some or trouble.detail == "truncated"):
        return "partial", Severity.REVIEW  # it opens; another program may show all of it
    return "locked" if trouble == _LOCKED else trouble.kind.value, Severity.REJECT


def _in_words(trouble: Trouble, of: int = 0) -> LocalizedText:
    """The obstacle in words, with its pages where the file has more than one (``of``)."""
    whole = trouble.kind is TroubleKind.DAMAGED and trouble.detail not in _SHOWS and len(trouble.pages) == of
    words = (None if whole else _DETAILS.get((trouble.kind, trouble.detail))) or _WORDS[trouble.kind]
    zh, en = words["zh"], words["en"]
    if trouble.kind is TroubleKind.ARCHIVE and trouble.detail:
        zh, en = f"{zh}（{trouble.detail.upper()}）", f"{en} ({trouble.detail.upper()})"
    if trouble.kind is TroubleKind.ATTACHED:
        count, _, names = trouble.detail.partition(": ")
        zh, en = f"{zh}（{count} 个：{names}）", f"{en} ({count}: {names})"
    if trouble.pages and len(trouble.pages) != of:
        named = pages_named(trouble.pages)
        zh, en = f"{zh}（{named['zh']}）", f"{en} ({named['en']})"
    return {"zh": zh, "en": en}


CHECK = Check(
    "file_trouble", FileTrouble, run, fills=frozenset({"file", "trouble"}),
    variants={name: frozenset() for name in (*(kind.value for kind in TroubleKind), "locked", "spare", "partial", "blank", "folder")},
)  # fmt: skip
