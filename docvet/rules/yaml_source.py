"""YAML read with the place of every key, so that a mistake can be shown where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from docvet.errors import RulesetError
from docvet.models import LocalizedText
from docvet.words import localized

MAX_BYTES = 2_000_000
"""The shipped rulesets have some 60 kB."""
_MAX_DEPTH = 32

Path = tuple[str | int, ...]
"""Keys and indexes from the root: ``("rules", 3, "with", "months")``."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file, and in it line and column, both from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def error(self, text: LocalizedText) -> RulesetError:
        """An error at this place."""
        return in_file(str(self), text)


@dataclass(frozen=True, slots=True)
class Node:
    """A value with where it stands: a mapping's at its key."""

    value: Mapping[str, Node] | Sequence[Node] | str | int | float | None
    place: Place

    @property
    def plain(self) -> Any:
        """The value and all below it as plain data."""
        if isinstance(self.value, Mapping):
            return {key: node.plain for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain for node in self.value]
        return self.value

    def along(self, path: Path) -> Iterator[Node]:
        """The nodes from this one that lead to the path, as far as they exist."""
        yield self
        node = self
        for step in path:
            below = node.value
            if isinstance(below, Mapping) and step in below:
                node = below[str(step)]
            elif isinstance(below, list) and isinstance(step, int) and step < len(below):
                node = below[step]
            else:
                return
            yield node

    def place_of(self, path: Path) -> Place:
        """Where this path stands, or its nearest parent that stands in a file."""
        return [*self.along(path)][-1].place

    def error_at(self, path: Path, text: LocalizedText) -> RulesetError:
        """An error at this path, or at its nearest parent that stands in a file."""
        return self.place_of(path).error(text)


def in_file(name: str, text: LocalizedText) -> RulesetError:
    """An error of the file, or place in a file, of this name."""
    return RulesetError(**{lang: f"{name}: {words}" for lang, words in text.items()})


# The C parser is ten times faster; wheels of PyYAML have it nearly everywhere.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Safe, and leaving dates as the text they are."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(name: str, raw: bytes) -> Node:
    """The file's data with its places; ``name`` stands in errors.

    Raises:
        RulesetError: too large, not UTF-8, not YAML, with an alias, too deep, or a key twice in one mapping.
    """
    if len(raw) > MAX_BYTES:
        raise in_file(name, localized("ruleset.too_large", bytes=MAX_BYTES))
    try:
        text = raw.decode("utf-8-sig")
        _refuse_tricks(name, text)
        node = yaml.compose(text, Loader=_Loader)
    except UnicodeDecodeError as error:
        raise in_file(name, localized("ruleset.not_utf8", byte=error.start)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _place(name, mark) if mark else Place(name, 1, 1)
        raise place.error(localized("ruleset.not_yaml", reason=error.problem or error.context)) from None
    except yaml.YAMLError as error:
        raise in_file(name, localized("ruleset.not_yaml", reason=" ".join(str(error).split()))) from None
    return _node(name, node, None) if node is not None else Node(None, Place(name, 1, 1))


def _refuse_tricks(name: str, text: str) -> None:
    """No aliases (a few lines of them unfold to gigabytes), no tags, no depth that exhausts the stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        place = _place(name, event.start_mark) if event.start_mark else Place(name, 1, 1)
        if isinstance(event, yaml.AliasEvent):
            raise place.error(localized("ruleset.alias", name=event.anchor))
        if getattr(event, "tag", None):
            raise place.error(localized("ruleset.tag"))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                raise place.error(localized("ruleset.deep", levels=_MAX_DEPTH))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _node(name: str, node: yaml.Node, place: Place | None) -> Node:
    place = place or _place(name, node.start_mark)
    if isinstance(node, yaml.SequenceNode):
        return Node([_node(name, item, None) for item in node.value], place)
    if isinstance(node, yaml.MappingNode):
        nodes: dict[str, Node] = {}
        for key_node, value_node in node.value:
            at = _place(name, key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                raise at.error(localized("ruleset.plain_key"))
            key = str(key_node.value)
            if key in nodes:
                line = nodes[key].place.line
                raise at.error(localized("ruleset.key_twice", name=key, line=line))
            nodes[key] = _node(name, value_node, at)
        return Node(nodes, place)
    try:
        return Node(_Loader("").construct_object(node), place)
    except (yaml.YAMLError, ValueError) as error:
        text = error.problem if isinstance(error, yaml.MarkedYAMLError) else str(error)
        raise _place(name, node.start_mark).error(localized("ruleset.not_here", reason=text)) from None


def _place(name: str, mark: Any) -> Place:
    return Place(name, mark.line + 1, mark.column + 1)
