"""Pages that look like a picture of a screen."""

from __future__ import annotations

from docvet.models import Document, Evidence, LocalizedText, Page
from docvet.rules.arguments import Args
from docvet.rules.case import Case
from docvet.rules.checks import Check
from docvet.rules.facts import unsaid
from docvet.rules.problems import Problem, Result
from docvet.values.screens import in_app_bar, in_status_bar

_SIGNS: dict[str, LocalizedText] = {
    "device_size": {"zh": "尺寸与手机或电脑屏幕一致", "en": "the size of a device's screen"},
    "no_dpi_png": {"zh": "没有分辨率信息的 PNG", "en": "a PNG without resolution"},
    "screenshot_software": {"zh": "由截图软件生成", "en": "made by a screenshot program"},
    "status_bar": {"zh": "顶部有手机状态栏", "en": "a phone's status bar at the top"},
    "grid": {"zh": "有屏幕的摩尔纹", "en": "the moiré of a screen"},
    "bezel": {"zh": "四周有屏幕边框", "en": "a screen's frame around it"},
    "app_bar": {"zh": "有 App 的导航栏或输入栏", "en": "an app's title or input bar"},
}


_TOP, _BAR = 0.06, 0.15
"""Parts of a page that a status bar, and an app's bars at the top and bottom, may take."""


class Screenshot(Args):
    """How many signs together make a suspicion, and which programs make screenshots."""

    min_signs: int
    tools: tuple[str, ...]
    """Names of screenshot programs, in small letters, as files state their maker."""
    max_grid: float
    """Coloured stripes beyond which they are a screen's."""


def run(case: Case, args: Screenshot) -> Result:
    """A problem for each document with a page that shows so many signs."""
    for document in case.documents:
        if case.spare(document):
            continue
        for page in document.pages:
            signs = signs_of(document, page, args)
            if len(set(signs)) >= args.min_signs:
                words = [_SIGNS.get(sign, {"zh": sign, "en": sign}) for sign in dict.fromkeys(signs)]
                yield Problem(
                    documents=(document.id,), evidence=(Evidence(document.id, page.number),),
                    values={
                        "file": document.path, "page": str(page.number),
                        "signs": {"zh": "、".join(w["zh"] for w in words), "en": ", ".join(w["en"] for w in words)},
                    },
                    found=unsaid(", ".join(dict.fromkeys(signs))),
                )  # fmt: skip
                break


def signs_of(document: Document, page: Page, args: Screenshot) -> list[str]:
    """What speaks for the page being a picture of a screen."""
    if page.picture is None:
        return []
    signs = list(page.picture.screen)
    if any(tool in document.reading.producer.lower() for tool in args.tools):
        signs.append("screenshot_software")
    if any(line.box[3] < _TOP and in_status_bar(line.text) for line in page.lines):
        signs.append("status_bar")
    if any((line.box[3] < _BAR or line.box[1] > 1 - _BAR) and in_app_bar(line.text) for line in page.lines):
        signs.append("app_bar")
    if page.picture.grid > args.max_grid:
        signs.append("grid")
    return list(dict.fromkeys(signs))


CHECK = Check("screenshot", Screenshot, run, fills=frozenset({"file", "page", "signs"}))
