"""LocalizedText of the engine itself, and filling those of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docvet.models import Document, Evidence, Finding, LocalizedText, Reason, Severity
from docvet.rules.case import listed
from docvet.rules.problems import Value
from docvet.rules.renames import Rename, renamed
from docvet.rules.ruleset import Rule
from docvet.values.names import Near, near_reason

_HEDGE: LocalizedText = {
    "zh": "（此处只读到一次或读得不够清楚，请对照原件确认。）",
    "en": " (This was read only once or not clearly enough; compare it with the original.)",
}
_PERHAPS: LocalizedText = {
    "zh": "（以下文件没有读出或没有认出，其中可能就有合格的资料：{files}。请先核对。）",
    "en": " (These files could not be read or recognised, and the right paper may be among them: {files}. Check them first.)",
}
_DIFFERENCES: Mapping[Near | None, LocalizedText] = {
    Near.SCRIPT: {"zh": "只是繁简写法不同", "en": "one in traditional, one in simplified characters"},
    Near.LEGAL_FORM: {"zh": "公司形式的写法不同", "en": "the legal form is worded otherwise"},
    Near.BRANCH: {"zh": "一个是总公司、一个是分公司", "en": "one is a branch of the other"},
    Near.PUNCTUATION: {"zh": "只差括号或标点", "en": "only brackets or dots differ"},
    Near.PRIVATE: {"zh": "一个写明个体户、一个只写姓名", "en": "only one says that the person is a trader (个体户)"},
    Near.ONE_CHARACTER: {"zh": "差一个字", "en": "one character differs"},
    None: {"zh": "语言不同，无法直接对照", "en": "they are in different languages"},
}
_RENAMED: LocalizedText = {
    "zh": "按所附变更证明是同一主体的新旧名称",
    "en": "by the proof of change attached one is the former name of the other",
}
INTERNAL = Reason(
    id="DV-R-INTERNAL",
    title={"zh": "docvet 自身的错误", "en": "a fault of docvet itself"},
    platform_code=None, platform_code_basis="not-documented", share=None,
)  # fmt: skip


def filled(template: LocalizedText, values: Mapping[str, Value]) -> LocalizedText:
    """The template in each language with its placeholders filled; KeyError for one without a value."""
    return {
        lang: text.format_map(
            {name: value if isinstance(value, str) else value[lang] for name, value in values.items()}
        )
        for lang, text in template.items()
    }


def hedged(message: LocalizedText) -> LocalizedText:
    """The message with the remark that its reading is not beyond doubt."""
    return {lang: text + _HEDGE[lang] for lang, text in message.items()}


def with_files(message: LocalizedText, paths: Sequence[str]) -> LocalizedText:
    """The message with the remark that one of these files may settle it."""
    files = listed(paths)
    return {lang: text + _PERHAPS[lang].format(files=files[lang]) for lang, text in message.items()}


def difference(one: str, other: str, known: Sequence[Rename] = ()) -> LocalizedText:
    """In what two names differ that are nearly the same, that a change of name links, or that cannot be compared."""
    return _RENAMED if renamed(one, other, known) else _DIFFERENCES[near_reason(one, other)]


def rule_failed(rule: Rule, error: Exception) -> Finding:
    """The finding for a check that raised: it never passes silently and never blames the applicant."""
    subject = {"zh": f"检查 {rule.id}（{rule.title.zh}）", "en": f"checking {rule.id} ({rule.title.en})"}
    return _failed(subject, type(error).__name__, rule.id, rule.stage, ())


def document_failed(document: Document) -> Finding:
    """The same for a document over which docvet failed."""
    subject = {"zh": f"读取 {document.path}", "en": f"reading {document.path}"}
    return _failed(subject, document.failure, document.path, "onboarding", (document.id,))


def _failed(subject: LocalizedText, fault: str, where: str, stage: str, documents: tuple[str, ...]) -> Finding:
    return Finding(
        rule="DV-INTERNAL", name="docvet-failed", severity=Severity.ERROR, stage=stage, reason=INTERNAL,
        message={
            "zh": f"{subject['zh']}时 docvet 自身出错（{fault}），这不是申请人的问题；这一项没有得到结论。",
            "en": f"docvet itself failed while {subject['en']}: {fault}. This is not the applicant's fault; "
            "the point was not decided.",
        },
        fix={
            "zh": "请把日志报告给 docvet 的维护者；在此之前请人工核对这一项。",
            "en": "Report the log to docvet's maintainers; until then check this point by hand.",
        },
        documents=documents, evidence=tuple(Evidence(name) for name in documents), expected="",
        found=f"{where}: {fault}", source={"zh": "docvet", "en": "docvet"},
    )  # fmt: skip
