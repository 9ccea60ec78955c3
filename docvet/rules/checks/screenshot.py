"""Pages that look like a picture of a screen."""

from __future__ import annotations

from docvet.models import Evidence, Words
from docvet.rules.arguments import Args
from docvet.rules.case import Case
from docvet.rules.checks import Check, Problem, Result

_SIGNS: dict[str, Words] = {
    "device_size": {"zh": "尺寸与手机或电脑屏幕一致", "en": "the size of a device's screen"},
    "no_dpi_png": {"zh": "没有分辨率信息的 PNG", "en": "a PNG without resolution"},
    "status_bar": {"zh": "有状态栏或导航栏", "en": "a status or navigation bar"},
}


class Screenshot(Args):
    """How many signs together make a suspicion."""

    min_signs: int


def run(case: Case, args: Screenshot) -> Result:
    """A problem for each document with a page that shows so many signs."""
    for document in case.documents:
        if case.spare(document):
            continue
        for page in document.pages:
            signs = page.picture.screen if page.picture else ()
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


CHECK = Check("screenshot", Screenshot, run, fills=frozenset({"file", "page", "signs"}))
