"""Letters that cover the goods, the markets and the platform applied for, and narrow down from level to level."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from docvet.models import Document, Evidence, Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, evidence
from docvet.rules.categories import called
from docvet.rules.chain import edges_of
from docvet.rules.chain_view import letters_or_why
from docvet.rules.checks import Check
from docvet.rules.facts import countries, fact
from docvet.rules.problems import Problem, Result, Unjudged, Value
from docvet.rules.texts import full_text
from docvet.values.countries import ALPHA_2
from docvet.values.text import simplified, squeezed

_EXCEPT = re.compile(
    r"(?:除去?|不含|不包括|不包含|不得在|禁止在|excluding|except(?:for)?|otherthan)(?P<what>[^,。;)]*?)(?:以?外|之外|$|[,。;)])"
)
_ALL = "*"
_HOME = frozenset({"CN"})


class LetterScope(Args):
    """Words by which letters name markets and platforms."""

    regions: Mapping[str, tuple[str, ...]]
    """Word → countries (ISO 3166 alpha-2); ``*`` is all of them, ``-CN`` takes one away."""
    covering: tuple[str, ...]
    """Words for channels that TikTok Shop is one of."""
    elsewhere: tuple[str, ...]
    """Words for other platforms: beside none of ``covering`` they are all that is granted."""


def run(case: Case, args: LetterScope) -> Result:
    """A question for each letter in play that does not cover what is needed; what it is silent about it grants."""
    chain = letters_or_why(case)
    if isinstance(chain, Unjudged):
        yield chain
        return
    for letter in chain.letters:
        yield from _classes(case, letter, chain.certificate)
        yield from _goods(case, letter)
        yield from _territory(case, args, letter)
        yield from _channels(args, letter)
    if chain.gap is None:
        for upper, lower in zip(chain.letters, chain.letters[1:], strict=False):
            yield from _wider(args, upper, lower)


def _classes(case: Case, letter: Document, certificate: Document) -> Result:
    """What the mark itself does not cover is the certificate's matter."""
    granted, registered = (set(document.value("nice_classes") or ()) for document in (letter, certificate))
    for asked, category in case.categories.items():
        needed = {*category.nice.primary, *category.nice.also} if category else set()
        if category and granted and not granted & needed and (registered & needed or not registered):
            scope = ", ".join(str(number) for number in sorted(granted))
            yield _problem(letter, "nice_classes", scope, called(asked, category), None)


def _goods(case: Case, letter: Document) -> Result:
    """The letter leaves out by name what is applied for (不含女装); what it says of fakes or of other goods does not."""
    text = full_text(letter).replace("\n", "")
    for asked, category in case.categories.items():
        word, need = re.escape(_plain(asked)), called(asked, category) if category else asked
        left_out = re.search(
            rf"(?:不含|不包括|不包含)[^,。;:]{{0,10}}{word}(?!以外|之外|外的)|{word}[^,。;:]{{0,4}}除外", text
        )
        if left_out:
            yield Problem(
                documents=(letter.id,), evidence=(Evidence(letter.id, letter.page_range[0], None, left_out.group()),),
                values={"file": letter.path, "grantor": str(letter.value("grantor") or ""), "scope": left_out.group(), "need": need, "upper": ""},
                found=left_out.group(), variant="goods", at_most=Severity.REVIEW, edges=edges_of(letter),
            )  # fmt: skip


def _territory(case: Case, args: LetterScope, letter: Document) -> Result:
    text = letter.value("territory")
    granted = _countries(args, str(text)) if text else None
    if granted is None:
        return
    lacking = [market for market in case.form.targets if market not in granted]
    if lacking:
        yield _problem(letter, "territory", str(text), countries(lacking).words, "territory")
    elif not case.form.targets and granted == _HOME:
        yield _problem(letter, "territory", str(text), "", "home_only")


def _channels(args: LetterScope, letter: Document) -> Result:
    text = letter.value("channels")
    if not text:
        return
    plain = _plain(str(text))
    kept, excluded = _EXCEPT.sub(" ", plain), " ".join(match["what"] for match in _EXCEPT.finditer(plain))
    platform = _plain(args.covering[0])
    if platform in excluded or (
        not any(_plain(word) in kept for word in args.covering) and any(_plain(word) in kept for word in args.elsewhere)
    ):
        yield _problem(letter, "channels", str(text), args.covering[0], "channels")


def _wider(args: LetterScope, upper: Document, lower: Document) -> Result:
    """A lower letter cannot grant more than the one above it does."""
    above, below = set(upper.value("nice_classes") or ()), set(lower.value("nice_classes") or ())
    if above and below - above:
        extra = ", ".join(str(number) for number in sorted(below - above))
        yield _problem(lower, "nice_classes", ", ".join(map(str, sorted(above))), extra, "wider", upper)
    one, other = (
        _countries(args, str(letter.value("territory"))) if letter.value("territory") else None
        for letter in (upper, lower)
    )
    if one is not None and other is not None and other - one:
        yield _problem(lower, "territory", str(upper.value("territory")), str(lower.value("territory")), "wider", upper)


def _countries(args: LetterScope, text: str) -> frozenset[str] | None:
    """The countries that a text of territory names; None where it holds no word that is known."""
    plain = _plain(text)
    granted = _named(args.regions, _EXCEPT.sub(" ", plain))
    excluded = frozenset().union(*(_named(args.regions, m["what"]) or () for m in _EXCEPT.finditer(plain)))
    if granted is None:
        return frozenset(ALPHA_2) - excluded if excluded else None
    return granted - excluded


def _named(regions: Mapping[str, tuple[str, ...]], plain: str) -> frozenset[str] | None:
    """Longest words first, each taken out of the text, so that 中国大陆 is not also 大陆."""
    regions_named: set[str] = set()
    hit = False
    for word in sorted(regions, key=len, reverse=True):
        if (key := _plain(word)) in plain:
            plain, hit = plain.replace(key, " "), True
            regions_named |= set(_expanded(regions[word]))
    return frozenset(regions_named) if hit else None


def _expanded(codes: Sequence[str]) -> Iterator[str]:
    without = {code[1:] for code in codes if code.startswith("-")}
    for code in codes:
        yield from (ALPHA_2 - without) if code == _ALL else () if code.startswith("-") else (code,)


def _plain(text: str) -> str:
    return simplified(squeezed(text)).casefold()


def _problem(
    letter: Document, field: str, scope: str, need: Value, variant: str | None, upper: Document | None = None
) -> Problem:
    documents = (upper, letter) if upper else (letter,)
    return Problem(
        documents=tuple(document.id for document in documents),
        evidence=tuple(item for document in documents for item in evidence(document, field)),
        values={"file": letter.path, "grantor": str(letter.value("grantor") or ""), "scope": scope, "need": need,
                "upper": upper.path if upper else ""},
        expected=fact(need), found=scope, variant=variant,
        rests_on=tuple((document.id, field) for document in documents), at_most=Severity.REVIEW,
        edges=edges_of(*documents),
    )  # fmt: skip


CHECK = Check(
    "letter_scope", LetterScope, run, fills=frozenset({"file", "grantor", "scope", "need", "upper"}),
    variants={"goods": frozenset(), "territory": frozenset(), "home_only": frozenset(), "channels": frozenset(), "wider": frozenset()},
)  # fmt: skip
