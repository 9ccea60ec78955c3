"""What kept files from being opened or read."""

from __future__ import annotations

from docvet.models import Severity, TroubleKind, Words
from docvet.rules.arguments import Args
from docvet.rules.case import Case, troubles_of
from docvet.rules.checks import Check, Problem, Result

_WORDS: dict[TroubleKind, Words] = {
    TroubleKind.EMPTY: {"zh": "文件是空的（0 字节）", "en": "the file is empty (0 bytes)"},
    TroubleKind.DAMAGED: {"zh": "文件已损坏，打不开", "en": "the file is damaged and does not open"},
    TroubleKind.ENCRYPTED: {"zh": "文件设有密码", "en": "the file is protected by a password"},
    TroubleKind.ARCHIVE: {"zh": "文件是压缩包", "en": "the file is an archive"},
    TroubleKind.OFFICE: {"zh": "文件是 Office 文档", "en": "the file is an Office document"},
    TroubleKind.UNKNOWN_TYPE: {"zh": "文件类型无法识别", "en": "the file's type is not known"},
    TroubleKind.NO_ACCESS: {
        "zh": "文件没有读取权限或链接已失效",
        "en": "the file may not be opened, or its link is broken",
    },
    TroubleKind.LINK_OUTSIDE: {
        "zh": "这是指向文件夹之外的链接，未跟随",
        "en": "it is a link out of the folder, which was not followed",
    },
    TroubleKind.LIMIT: {"zh": "超出处理上限", "en": "it exceeds a limit of processing"},
    TroubleKind.CRASHED: {"zh": "读取该文件的进程中断", "en": "the process that read it broke down"},
}


class FileTrouble(Args):
    """Which obstacles; ``spare_is_info`` for those that do not matter in a file nobody needs."""

    kinds: tuple[TroubleKind, ...]
    spare_is_info: bool = False


def run(case: Case, args: FileTrouble) -> Result:
    """A problem for each file with such an obstacle, and for the folder's own."""
    for reading in case.readings:
        documents = case.documents_of(reading)
        declared = case.form.kind_of(reading.file.path) is not None
        for trouble in troubles_of(reading):
            if trouble.kind not in args.kinds:
                continue
            spare = args.spare_is_info and not declared and not case.open_slots
            pages = ", ".join(map(str, trouble.pages))
            yield Problem(
                documents=tuple(document.id for document in documents),
                values={"file": reading.file.path, "trouble": _detailed(trouble.kind, trouble.detail, pages)},
                found=" ".join(filter(None, (trouble.kind.value, trouble.detail, pages))),
                variant="spare" if spare else trouble.kind.value,
                at_most=Severity.INFO if spare else Severity.REJECT,
            )
    for trouble in case.intake_troubles:
        if trouble.kind in args.kinds:
            yield Problem(
                values={"file": {"zh": "文件夹", "en": "the folder"}, "trouble": _detailed(trouble.kind, trouble.detail, "")},
                found=f"{trouble.kind.value} {trouble.detail}".strip(), variant="folder",
            )  # fmt: skip


def _detailed(kind: TroubleKind, detail: str, pages: str) -> Words:
    words = _WORDS[kind]
    zh = "，".join(filter(None, (detail, f"第 {pages} 页" if pages else "")))
    en = ", ".join(filter(None, (detail, f"pages {pages}" if pages else "")))
    return {"zh": words["zh"] + (f"（{zh}）" if zh else ""), "en": words["en"] + (f" ({en})" if en else "")}


CHECK = Check(
    "file_trouble", FileTrouble, run, fills=frozenset({"file", "trouble"}),
    variants={name: frozenset() for name in (*(kind.value for kind in TroubleKind), "spare", "folder")},
)  # fmt: skip
