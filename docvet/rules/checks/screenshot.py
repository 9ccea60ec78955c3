"""Pages that look like a picture of a screen."""

from __future__ import annotations

import re

from docvet.models import Document, Evidence, Page, Words
from docvet.rules.arguments import Args
from docvet.rules.case import Case
from docvet.rules.checks import Check, Problem, Result

_SIGNS: dict[str, Words] = {
    "device_size": {"zh": "尺寸与手机或电脑屏幕一致", "en": "the size of a device's screen"},
    "no_dpi_png": {"zh": "没有分辨率信息的 PNG", "en": "a PNG without resolution"},
    "screenshot_software": {"zh": "由截图软件生成", "en": "made by a screenshot program"},
    "status_bar": {"zh": "顶部有手机状态栏", "en": "a phone's status bar at the top"},
}


_TOP = 0.06
"""Part of a page that a status bar may take."""
_STATUS = re.compile(r"^(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)|(?:^|\W)[45]G(?:\W|$)|Wi-?Fi|(?:^|\s)\d{1,3}%$", re.IGNORECASE)


class Screenshot(Args):
    """How many signs together make a suspicion, and which programs make screenshots."""

    min_signs: int
    tools: tuple[str, ...]
    """Names of screenshot programs, in small letters, as files state their maker."""


def run(case: Case, args: Screenshot) -> Result:
    """A problem for each document with a page that shows so many signs."""
    for document in case.documents:
        if case.spare(document):
            continue
        for page in document.pages:
            signs = _signs(document, page, args.tools)
            if len(set(signs)) >= args.min_signs:
                words = [_SIGNS.get(sign, {"zh": sign, "en": sign}) for sign in dict.fromkeys(signs)]
                yield Problem(
                    documents=(document.id,), evidence=(Evidence(document.id, page.number),),
                    values={
                        "file": document.path, "page": str(page.number),
                        "signs": {"zh": "、".join(w["zh"] for w in words), "en": ", ".join(w["en"] for w in words)},
                    },
                    found=", ".join(dict.fromkeys(signs)),
                )  # fmt: skip
                break


def _signs(document: Document, page: Page, tools: tuple[str, ...]) -> list[str]:
    if page.picture is None:
        return []
    signs = list(page.picture.screen)
    if any(tool in document.reading.producer.lower() for tool in tools):
        signs.append("screenshot_software")
    if any(line.box[3] < _TOP and _STATUS.search(line.text) for line in page.lines):
        signs.append("status_bar")
    return list(dict.fromkeys(signs))


CHECK = Check("screenshot", Screenshot, run, fills=frozenset({"file", "page", "signs"}))
