"""What a ruleset inherits by ``extends``: its parent's parts with its own laid over them.

Mappings are merged key by key at every depth, rules by their id; everything else is replaced. What
carries a source of its own (a parameter, a category) is stated whole, so that no value stands under
another's source.
"""

from __future__ import annotations

from collections.abc import Mapping

from docvet.rules.vocabulary import nearest
from docvet.rules.yaml_source import Node
from docvet.words import localized

_WHOLE = frozenset({"sources", "parameters", "categories"})
"""Sections whose entries a child states whole."""
_ENTRIES = frozenset({"sources", "parameters", "categories", "reasons", "documents"})
"""Sections from which a child removes an entry by stating nothing for it."""
_OWN = frozenset({"id", "version", "title", "extends", "replaces", "abstract"})
"""Keys that are never inherited."""


def merged(parent: Node, child: Node) -> Node:
    """The child with all that it does not say itself taken from its parent; every part keeps its place.

    Raises:
        RulesetError: the child removes what is not there, or names a rule twice.
    """
    if not isinstance(child.value, Mapping) or not isinstance(parent.value, Mapping):
        return child
    fresh = child.value.get("replaces")
    dropped = [*_OWN, *(fresh.plain if fresh and isinstance(fresh.value, list) else ())]
    result = {key: node for key, node in parent.value.items() if key not in dropped}
    for key, own in child.value.items():
        known = result.get(key)
        if known is None:
            result[key] = own
        elif key == "rules":
            result[key] = _rules(parent, child)
        elif key in _ENTRIES:
            result[key] = _entries(key, known, own)
        else:
            result[key] = own
    return Node(result, child.place)


def by_id(ruleset: Node) -> dict[str, int]:
    """The ids of the rules in a file and where in its list they stand.

    Raises:
        RulesetError: two rules have one id.
    """
    indexes: dict[str, int] = {}
    rules = ruleset.plain.get("rules")
    for index, rule in enumerate(rules if isinstance(rules, list) else ()):
        identity = rule.get("id") if isinstance(rule, Mapping) else None
        if not isinstance(identity, str):
            continue
        if identity in indexes:
            line = ruleset.place_of(("rules", indexes[identity], "id")).line
            text = localized("ruleset.rule_twice", name=identity, line=line)
            raise ruleset.error_at(("rules", index, "id"), text)
        indexes[identity] = index
    return indexes


def _rules(parent: Node, child: Node) -> Node:
    """The list of rules of both."""
    *_, known = parent.along(("rules",))
    *_, own = child.along(("rules",))
    if not isinstance(known.value, list) or not isinstance(own.value, list):
        return own
    result = list(known.value)
    where = by_id(parent)
    ids = {index: name for name, index in by_id(child).items()}
    for number, rule in enumerate(own.value):
        index = where.get(ids.get(number, ""))
        if index is None:
            result.append(rule)
        else:
            result[index] = _over(result[index], rule)
    return Node(result, own.place)


def _entries(section: str, known: Node, own: Node) -> Node:
    if not isinstance(known.value, Mapping) or not isinstance(own.value, Mapping):
        return own
    result = dict(known.value)
    for name, node in own.value.items():
        if node.value is None:
            if name not in known.value:
                hint = nearest(name, known.value)
                raise node.place.error(localized("ruleset.nothing_to_remove", name=name, hint=hint))
            del result[name]
        elif section in _WHOLE or name not in known.value:
            result[name] = node
        else:
            result[name] = _over(known.value[name], node)
    return Node(result, own.place)


def _over(known: Node, own: Node) -> Node:
    """``own`` laid over ``known``."""
    if not isinstance(known.value, Mapping) or not isinstance(own.value, Mapping):
        return own
    result = dict(known.value)
    for key, node in own.value.items():
        # Of a source all is replaced: no section of the parent's stands under another title.
        result[key] = _over(known.value[key], node) if key in known.value and key != "source" else node
    return Node(result, own.place)
