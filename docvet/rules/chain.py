"""The authorization chain: from the registrant of a mark, letter by letter, down to the applicant.

Letters are edges of a directed multigraph over names. Names meet when they are the same; names that
are nearly the same, or cannot be compared (another language), meet with a doubt that a person settles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import heappop, heappush
from typing import Literal

from docvet.models import ChainEdge, Document
from docvet.rules.problems import FieldOf
from docvet.rules.renames import Rename, renamed
from docvet.values.names import Likeness, compare, normal

Where = Literal["start", "middle", "end"]

Cost = tuple[int, int, int, int]
"""Faulty letters, names not read, doubtful joints, length: less is better, in this order.

A letter that would serve and was not read well goes before one that was and would not: that is the honest question.
"""

_SAME: Cost = (0, 0, 0, 0)
_UNREAD: Cost = (0, 1, 0, 0)
_DOUBTFUL: Cost = (0, 0, 1, 0)


@dataclass(frozen=True, slots=True)
class Name:
    """A name and the field it stands in; no field where it was typed into the form."""

    text: str
    field: FieldOf | None = None
    affiliates: bool = False
    """With companies that belong to it and are not named, so that another name may be one of theirs."""


@dataclass(frozen=True, slots=True)
class NameJoint:
    """Two names that should be the same party's and are not written the same."""

    above: Name
    below: Name
    where: Where
    level: int
    """The letter above it: 1 is the owner's; 0 is the certificate itself."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The first edge that is missing: ``giver`` has not authorized ``taker``."""

    giver: Name
    taker: Name
    where: Where
    level: int
    rests_on: tuple[FieldOf, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """What the documents say about one mark. Exactly one of own, held, ``gap`` and ``unread`` is the case."""

    certificate: Document
    owner: Name | None
    applicant: Name
    letters: tuple[Document, ...] = ()
    """Those in play, the owner's first; none for an own mark."""
    joints: tuple[NameJoint, ...] = ()
    gap: Gap | None = None
    own: bool = False
    personal: bool = False
    """The mark is registered for the applicant's representative in person."""
    unread: tuple[FieldOf, ...] = ()
    cost: Cost = _SAME

    @property
    def holds(self) -> bool:
        """From the owner to the applicant without a gap."""
        return self.gap is None and not self.unread

    @property
    def rank(self) -> tuple[bool, bool, bool, Cost]:
        """Smaller for the certificate that serves the applicant better."""
        return (not self.holds, self.gap is not None, not self.own, self.cost)

    @property
    def own_edge(self) -> ChainEdge:
        """The one step of an own mark, which the certificate proves."""
        owner = self.owner.text if self.owner else str(self.certificate.value("registrant") or "")
        return ChainEdge(owner, self.applicant.text, self.certificate.id)


_PARTIES = {
    "authorization_letter": ("grantor", "grantee"),
    "trademark_assignment": ("party_from", "party_to"),
    "trademark_change": ("party_from", "party_to"),
}
"""Kinds of document that prove a step, and the fields of who gives and who takes."""


def edges_of(*documents: Document) -> tuple[ChainEdge, ...]:
    """The steps that these documents prove; other kinds prove none."""
    return tuple(
        ChainEdge(str(document.value(giver) or "?"), str(document.value(taker) or "?"), document.id)
        for document in documents
        if document.kind in _PARTIES
        for giver, taker in [_PARTIES[document.kind]]
    )


@dataclass(frozen=True, slots=True)
class Question:
    """All that the chain of one certificate is made of."""

    certificate: Document
    owners: tuple[Name, ...]
    """Names of today's owner, the current one first."""
    applicant: Name
    representative: str | None
    letters: tuple[Document, ...]
    renames: tuple[Rename, ...] = ()
    """Changes of name that the folder proves: a letter may still bear the former one, which a person settles."""
    defective: frozenset[str] = frozenset()
    """Letters that would not serve: expired, dated before the registration, of another mark."""


def trace(question: Question) -> Chain:
    """The best chain that the letters give, or the first missing edge."""
    q = question
    owner = q.owners[0] if q.owners else None
    plain = Chain(q.certificate, owner, q.applicant)
    if owner is None:
        return replace(plain, unread=((q.certificate.id, "registrant"),))
    likenesses = [compare(name.text, q.applicant.text) for name in q.owners]
    if any(likeness.same for likeness in likenesses):
        return replace(plain, own=True)
    personal = q.representative is not None and any(compare(n.text, q.representative).same for n in q.owners)
    plain = replace(plain, personal=personal)
    path = _cheapest(q)
    if path is not None:
        joints = tuple(_joints(q, path))
        unread = tuple(_unread(path))
        return replace(plain, letters=path, joints=joints, unread=unread, cost=_cost(q, path))
    doubtful = [
        name
        for name, likeness in zip(q.owners, likenesses, strict=True)
        if _doubtful(likeness) or renamed(name.text, q.applicant.text, q.renames)
    ]
    if doubtful and not personal and not _is_licensed(q):
        return replace(plain, own=True, joints=(NameJoint(doubtful[0], q.applicant, "start", 0),), cost=_DOUBTFUL)
    (upper, giver), (lower, taker) = _deepest(q, down=True), _deepest(q, down=False)
    where: Where = "start" if not upper else "middle" if lower else "end"
    in_play = (*upper, *(letter for letter in lower if letter not in upper))
    rests = [name.field for name in (owner, giver, taker, q.applicant) if name.field]
    rests += [(letter.id, field) for letter in q.letters for field in ("grantor", "grantee")]
    gap = Gap(giver, taker, where, len(upper), tuple(dict.fromkeys(rests)))
    return replace(plain, letters=in_play, gap=gap, cost=(0, 0, 0, -len(in_play)))


def circle(letters: Sequence[Document]) -> tuple[Document, ...]:
    """The letters that lead in a circle, with those between circles; empty if none do."""
    left = [
        (letter, normal(str(letter.value("grantor"))), normal(str(letter.value("grantee"))))
        for letter in letters
        if letter.value("grantor") and letter.value("grantee")
    ]
    while True:
        grantors, grantees = {grantor for _, grantor, _ in left}, {grantee for _, _, grantee in left}
        inner = [edge for edge in left if edge[1] in grantees and edge[2] in grantors]
        if len(inner) == len(left):
            return tuple(letter for letter, _, _ in inner)
        left = inner


def _name(letter: Document, field: str) -> Name | None:
    value = letter.value(field)
    return Name(str(value), (letter.id, field)) if value else None


def _grantees(letter: Document) -> tuple[Name, ...]:
    """All whom a letter authorizes, the first one first; none where that was not read."""
    first = _name(letter, "grantee")
    if first is None:
        return ()
    first = replace(first, affiliates=bool(letter.value("affiliates")))
    others = [str(name) for name in letter.value("grantees") or () if str(name) != first.text]
    return (first, *(Name(name, (letter.id, "grantees")) for name in others))


@lru_cache(maxsize=50_000)
def _alike(one: str, other: str) -> Likeness:
    """:func:`compare`; the search asks the same again and again."""
    return compare(one, other)


def _doubtful(likeness: Likeness) -> bool:
    return likeness in (Likeness.NEAR, Likeness.UNCOMPARABLE)


def _joining(q: Question, above: Sequence[Name | None], below: Name | None) -> Cost | None:
    """What it costs to take one of these names for the other; None if they differ."""
    known = [name for name in above if name is not None]
    if below is None or not known:
        return _UNREAD
    likenesses = [_alike(name.text, below.text) for name in known]
    if any(likeness.same for likeness in likenesses):
        return _SAME
    linked = any(_doubtful(likeness) for likeness in likenesses) or any(
        name.affiliates or renamed(name.text, below.text, q.renames) for name in known
    )
    return _DOUBTFUL if linked else None


def _add(*costs: Cost) -> Cost:
    a, b, c, d = (sum(column) for column in zip(*costs, strict=True))
    return (a, b, c, d)


def _own_cost(q: Question, letter: Document) -> Cost:
    return (int(letter.id in q.defective), 0, 0, 1)


def _cheapest(q: Question) -> tuple[Document, ...] | None:
    """The path from the owner to the applicant of least cost (Dijkstra over letters)."""
    heap: list[tuple[Cost, tuple[int, ...]]] = []
    for index, letter in enumerate(q.letters):
        if (join := _joining(q, q.owners, _name(letter, "grantor"))) is not None:
            heappush(heap, (_add(join, _own_cost(q, letter)), (index,)))
    best: tuple[Cost, tuple[int, ...]] | None = None
    done: set[int] = set()
    while heap:
        cost, way = heappop(heap)
        if best is not None and best[0] <= cost:
            break
        if way[-1] in done:
            continue
        done.add(way[-1])
        grantees = _grantees(q.letters[way[-1]])
        if (join := _joining(q, grantees, q.applicant)) is not None:
            total = _add(cost, join)
            best = min(best, (total, way)) if best else (total, way)
        for index, letter in enumerate(q.letters):
            if index not in done and (join := _joining(q, grantees, _name(letter, "grantor"))) is not None:
                heappush(heap, (_add(cost, join, _own_cost(q, letter)), (*way, index)))
    return tuple(q.letters[index] for index in best[1]) if best else None


def _cost(q: Question, path: Sequence[Document]) -> Cost:
    joins = [_joining(q, above, below) for above, below in _meetings(q, path)]
    return _add(*(join for join in joins if join is not None), *(_own_cost(q, letter) for letter in path))


def _is_licensed(q: Question) -> bool:
    """A letter is plainly the owner's, or leads plainly to the applicant: the mark is used as another's."""
    given = [name for letter in q.letters if (name := _name(letter, "grantor"))]
    taken = [name for letter in q.letters for name in _grantees(letter)]
    return any(_alike(owner.text, name.text).same for owner in q.owners for name in given) or any(
        _alike(name.text, q.applicant.text).same for name in taken
    )


def _meetings(q: Question, path: Sequence[Document]) -> Iterable[tuple[Sequence[Name | None], Name | None]]:
    above: Sequence[Name | None] = q.owners
    for letter in path:
        yield above, _name(letter, "grantor")
        above = _grantees(letter)
    yield above, q.applicant


def _joints(q: Question, path: Sequence[Document]) -> Iterable[NameJoint]:
    for level, (above, below) in enumerate(_meetings(q, path)):
        join = _joining(q, above, below)
        if join == _DOUBTFUL and below is not None:
            where: Where = "start" if level == 0 else "end" if level == len(path) else "middle"
            near = [name for name in above if name is not None and _joining(q, [name], below) == _DOUBTFUL]
            yield NameJoint(near[0], below, where, level)


def _unread(path: Sequence[Document]) -> Iterable[FieldOf]:
    for letter in path:
        for field in ("grantor", "grantee"):
            if _name(letter, field) is None:
                yield letter.id, field


def _deepest(q: Question, *, down: bool) -> tuple[tuple[Document, ...], Name]:
    """The run of letters that hangs farthest from the owner (down) or from the applicant (up), and the name at its end."""
    left: list[tuple[Document, tuple[Name, ...], tuple[Name, ...]]] = []
    for letter in q.letters:
        grantor, grantees = _name(letter, "grantor"), _grantees(letter)
        if grantor is not None and grantees:
            left.append((letter, (grantor,), grantees) if down else (letter, grantees, (grantor,)))
    ends = q.owners if down else (q.applicant,)
    frontier: list[tuple[tuple[Document, ...], tuple[Name, ...]]] = [((), ends)]
    best = frontier[0]
    while frontier:
        best = frontier[0]
        following: list[tuple[tuple[Document, ...], tuple[Name, ...]]] = []
        for way, names in frontier:
            for edge in list(left):
                letter, near, far = edge
                if any(_joining(q, names, name) is not None for name in near):
                    left.remove(edge)
                    following.append(((*way, letter) if down else (letter, *way), far))
        frontier = following
    return best[0], best[1][0]
