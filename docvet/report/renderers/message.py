"""A message for WeChat or WeCom that a clerk forwards as it is: plain text, numbered, the most urgent first.

Each part stays below the length that WeCom takes in one message.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docvet.decisions import DECISION
from docvet.report.grouping import ProblemGroup
from docvet.report.mask import masked
from docvet.report.model import Report
from docvet.report.renderers import RenderOptions
from docvet.report.view import View
from docvet.visible import visible

PART_BYTES = 2000
"""UTF-8 bytes of one part at most; WeCom's bound for a text message is 2,048."""
_REASONS = 3
"""Why something could not be judged: so many reasons are named."""
_HEAD_BYTES = 16
"""Room for the count of parts (``(12/34)`` and a line break)."""


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """Every report in parts, an empty line between them; personal data is masked whatever the options say."""
    return "\n\n".join(part for report in reports for part in parts(report, options)) + "\n"


def parts(report: Report, options: RenderOptions) -> list[str]:
    """The message on one report, in as many parts as its length asks for."""
    view = View(masked(report), options.lang)
    chunks: list[str] = []
    for block in _blocks(view, numbers=options.verbose):
        for piece in _cut(block, PART_BYTES - _HEAD_BYTES):
            if chunks and _size(chunks[-1]) + 1 + _size(piece) <= PART_BYTES - _HEAD_BYTES:
                chunks[-1] += "\n" + piece
            else:
                chunks.append(piece.lstrip("\n"))
    if len(chunks) == 1:
        return chunks
    return [f"({number}/{len(chunks)})\n{chunk}" for number, chunk in enumerate(chunks, 1)]


def _blocks(view: View, *, numbers: bool) -> Iterator[str]:
    """Pieces that stay together: the opening, a heading with its first item, each further item, the ending."""
    report, say = view.report, view.say
    name = visible(view.company or report.application.name)
    brand = report.application.brand
    yield f"{name}{say('message.brand', brand=visible(brand)) if brand else ''}\n{view.verdict_for_client}"
    if view.notice:
        yield visible(view.notice)
    if view.changed:
        fixed = dict.fromkeys(visible(view.own(item.message)) for state, item in view.gone() if state == "mended")
        yield "\n".join([view.comparison(), *(say("message.fixed", text=text) for text in fixed)])
    for group in ("must", "confirm", "advice"):
        heading = f"\n{say(f'group.{group}')}\n"
        for problem in view.problems[group]:
            if problem.first.rule != DECISION:
                yield f"{heading}{problem.number}. {_item(view, problem, numbers=numbers)}"
                heading = "\n"
    if count := view.count("internal") + view.open_rules:
        still_open = (item for item in report.not_checked if item.kind != "not_applicable")
        parts = (part for item in still_open for part in view.reasons(item))
        why = list(dict.fromkeys(parts))[:_REASONS]
        reasons = say("message.because", reasons=say("message.or").join(map(visible, why))) if why else ""
        yield "\n" + say("message.open", count=count, because=reasons)


def _item(view: View, problem: ProblemGroup, *, numbers: bool) -> str:
    findings, first = problem.findings, problem.first
    messages = list(dict.fromkeys(visible(view.own(finding.message)) for finding in findings))
    lines = [*messages, view.say("message.fix", fix=visible(view.own(first.fix)))]
    paths = dict.fromkeys(
        view.documents[name].path for finding in findings for name in finding.documents if name in view.documents
    )
    unnamed = [path for path in paths if not any(path in line for line in lines)]
    if unnamed:
        lines.append(view.say("message.files", files=view.say("message.and").join(map(visible, unnamed))))
    if actor := view.actor(first):
        lines.append(view.say("message.actor", who=actor, lead=view.say(f"lead.{first.reason.lead}")))
    if first.stage == "listing":
        lines.append(view.say("listing"))
    if numbers:
        lines.append(first.rule)
    return "\n".join(lines)


def _cut(text: str, limit: int) -> Iterator[str]:
    """The text in pieces of at most so many bytes, at a line's end where there is one, else after a sentence."""
    while _size(text) > limit:
        head = text.encode()[:limit].decode(errors="ignore")
        ends = [head.rfind("\n"), *(head.rfind(mark) + 1 for mark in "。；，、;, ")]
        at = next((end for end in ends if end > len(head) // 2), len(head))
        yield head[:at]
        text = text[at:].lstrip("\n")
    yield text


def _size(text: str) -> int:
    return len(text.encode())
