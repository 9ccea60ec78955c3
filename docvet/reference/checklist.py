"""What an applicant has to bring, for a mode and a category, as a ruleset asks for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from docvet.errors import UsageError
from docvet.report.styled_text import StyledText
from docvet.rules.case import join
from docvet.rules.categories import find_category, nearest_categories
from docvet.rules.ruleset import Category, Ruleset
from docvet.words import Words, localized

FORMATS = ("text", "markdown", "json")


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One document to bring."""

    slot: str
    title: str
    required: bool
    points: tuple[str, ...]
    """What it has to be like."""


def render_checklist(
    ruleset: Ruleset, category: str | None, format_name: str, words: Words, *, width: int, colour: bool
) -> str:
    """The checklist; UsageError for a category that the ruleset does not know."""
    chosen = _category(ruleset, category)
    items = _items(ruleset, words)
    if format_name == "json":
        return json.dumps(_data(ruleset, chosen, items, words), ensure_ascii=False, indent=2) + "\n"
    if format_name == "markdown":
        return _markdown(ruleset, chosen, items, words)
    return _text(ruleset, chosen, items, words, StyledText(width, colour))


def _category(ruleset: Ruleset, stated: str | None) -> Category | None:
    if stated is None:
        return None
    category = find_category(ruleset, stated)
    if category is None:
        near = join(nearest_categories(ruleset, stated))
        raise UsageError(**localized("error.no_category", category=stated, near=near))
    return category


def _items(ruleset: Ruleset, words: Words) -> list[ChecklistItem]:
    """The documents, those that everybody brings in front; a slot that only takes what comes is none to prepare."""
    lang = words.lang
    return [
        ChecklistItem(
            name, slot.title.in_language(lang), slot.required, tuple(note.in_language(lang) for note in slot.notes)
        )
        for name, slot in sorted(ruleset.documents.items(), key=lambda pair: not pair[1].required)
        if slot.required or slot.notes
    ]


def _text(
    ruleset: Ruleset, category: Category | None, items: list[ChecklistItem], words: Words, out: StyledText
) -> str:
    out.write(words("checklist.title", ruleset=ruleset.title.in_language(words.lang)), "bold")
    for line in _notes(ruleset, category, words):
        out.write(line)
    for required in (True, False):
        chosen = [item for item in items if item.required is required]
        if chosen:
            out.gap()
            out.write(_heading(words, required), "bold")
        for item in chosen:
            out.write(item.title, indent=2, first="[ ] ")
            for point in item.points:
                out.write(point, "dim", indent=6, first="- ")
    return out.text()


def _markdown(ruleset: Ruleset, category: Category | None, items: list[ChecklistItem], words: Words) -> str:
    lines = [f"# {words('checklist.title', ruleset=ruleset.title.in_language(words.lang))}", ""]
    lines += [f"{line}  " for line in _notes(ruleset, category, words)]
    for required in (True, False):
        chosen = [item for item in items if item.required is required]
        if chosen:
            lines += ["", f"## {_heading(words, required)}", ""]
        for item in chosen:
            lines.append(f"- [ ] **{item.title}**")
            lines += [f"  - {point}" for point in item.points]
    return "\n".join(lines) + "\n"


def _heading(words: Words, required: bool) -> str:
    return words("checklist.required") if required else words("checklist.if_needed")


def _notes(ruleset: Ruleset, category: Category | None, words: Words) -> list[str]:
    notes = []
    limit, formats = ruleset.parameters.get("max_file_mb"), ruleset.parameters.get("allowed_formats")
    if limit and formats and isinstance(formats.value, list):
        kinds = ", ".join(str(name).upper() for name in formats.value)
        notes.append(words("checklist.files", formats=kinds, size=limit.value))
    if category:
        notes.append(
            words(
                "checklist.category", category=category.in_language(words.lang),
                classes=", ".join(map(str, category.nice.primary)), terms="、".join(category.keywords),
            )
        )  # fmt: skip
    return notes


def _data(ruleset: Ruleset, category: Category | None, items: list[ChecklistItem], words: Words) -> dict[str, Any]:
    return {
        "ruleset": ruleset.id,
        "version": ruleset.version,
        "category": category.in_language(words.lang) if category else None,
        "nice_classes": list(category.nice.primary) if category else [],
        "scope_terms": list(category.keywords) if category else [],
        "documents": [
            {"slot": item.slot, "title": item.title, "required": item.required, "points": list(item.points)}
            for item in items
        ],
    }
