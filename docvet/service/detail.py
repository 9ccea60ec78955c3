"""What is said beside a reason: kept as one text in every language that there is, shown in one."""

from __future__ import annotations

import json
from collections.abc import Mapping

from docvet.errors import DocvetError
from docvet.report.personal import Secrets
from docvet.words import LANGUAGES, Lang


def kept(error: DocvetError) -> str:
    """The sentence of an error, for the ledger: what it quotes of a form may be anybody's number."""
    nobody = Secrets((), (), (), frozenset())
    texts = {lang: nobody.hide_on_bank_document(error.text(lang)) for lang in LANGUAGES}
    return json.dumps(texts, ensure_ascii=False)


def texts(text: str | None) -> dict[Lang, str]:
    """What was kept, by language; text that is not of :func:`kept` is the same in each."""
    try:
        parsed = json.loads(text or "")
    except ValueError:
        parsed = None
    return dict(parsed) if isinstance(parsed, Mapping) else dict.fromkeys(LANGUAGES, text or "")


def shown(text: str | None, lang: Lang) -> str:
    """What was kept, in this language."""
    both = texts(text)
    return both.get(lang, both["en"])
