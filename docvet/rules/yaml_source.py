"""YAML read with the place of every key, so that a mistake can be shown where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from docvet.errors import RulesetError

MAX_BYTES = 2_000_000
"""The shipped rulesets have some 60 kB."""
_MAX_DEPTH = 32

Path = tuple[str | int, ...]
"""Keys and indexes from the root: ``("rules", 3, "with", "months")``."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Line and column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML file as plain data, with where each part of it stands."""

    name: str
    data: Any
    places: Mapping[Path, Place]

    def place(self, path: Path) -> Place:
        """Where this path stands, or its nearest parent that stands in the file."""
        while path not in self.places and path:
            path = path[:-1]
        return self.places.get(path, Place(1, 1))

    def fault(self, path: Path, said: str) -> RulesetError:
        """An error at this path."""
        return _error(self.name, self.place(path), said)


# The C parser is ten times faster; wheels of PyYAML have it nearly everywhere.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Safe, and leaving dates as the text they are."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(name: str, raw: bytes) -> Source:
    """The file's data and places.

    Raises:
        RulesetError: too large, not UTF-8, not YAML, with an alias, too deep, or a key twice in one mapping.
    """
    if len(raw) > MAX_BYTES:
        raise RulesetError(f"{name}: too large for a ruleset; allowed are {MAX_BYTES} bytes")
    try:
        text = raw.decode("utf-8-sig")
        _refuse_tricks(name, text)
        node = yaml.compose(text, Loader=_Loader)
    except UnicodeDecodeError as error:
        raise RulesetError(f"{name}: not UTF-8 at byte {error.start}") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _place(mark) if mark else Place(1, 1)
        raise _error(name, place, f"not valid YAML: {error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise RulesetError(f"{name}: not valid YAML: {' '.join(str(error).split())}") from None
    places: dict[Path, Place] = {}
    return Source(name, _plain(name, node, (), places), places)


def _refuse_tricks(name: str, text: str) -> None:
    """No aliases (a few lines of them unfold to gigabytes), no tags, no depth that exhausts the stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        place = _place(event.start_mark) if event.start_mark else Place(1, 1)
        if isinstance(event, yaml.AliasEvent):
            raise _error(name, place, f"aliases (*{event.anchor}) are not allowed; write it out")
        if getattr(event, "tag", None):
            raise _error(name, place, "tags (!…) are not allowed")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                raise _error(name, place, f"nested deeper than {_MAX_DEPTH} levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _plain(name: str, node: yaml.Node | None, path: Path, places: dict[Path, Place]) -> Any:
    if node is None:
        return None
    places.setdefault(path, _place(node.start_mark))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(name, item, (*path, index), places) for index, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = _place(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                raise _error(name, place, "a key must be a plain word")
            key = str(key_node.value)
            if key in found:
                first = places[(*path, key)]
                raise _error(
                    name, place, f"the key {key!r} stands here a second time; it was first on line {first.line}"
                )
            places[(*path, key)] = place
            found[key] = _plain(name, value_node, (*path, key), places)
        return found
    return _scalar(name, node)


def _scalar(name: str, node: yaml.Node) -> Any:
    try:
        return _Loader("").construct_object(node)
    except (yaml.YAMLError, ValueError) as error:
        said = error.problem if isinstance(error, yaml.MarkedYAMLError) else str(error)
        raise _error(name, _place(node.start_mark), f"not allowed here: {said}") from None


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)


def _error(name: str, place: Place, said: str) -> RulesetError:
    return RulesetError(f"{name}:{place.line}:{place.column}: {said}")
