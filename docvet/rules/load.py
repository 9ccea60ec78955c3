"""From a name or a file to a ruleset whose every reference holds."""

from __future__ import annotations

import json
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath

from pydantic import ValidationError

from docvet.errors import RulesetError
from docvet.rules.errors import first, model_errors, names
from docvet.rules.inherit import by_id, merged
from docvet.rules.references import reference_errors, unused_errors
from docvet.rules.ruleset import Ruleset
from docvet.rules.vocabulary import nearest
from docvet.rules.yaml_source import MAX_BYTES, Node, Path, in_file, read
from docvet.words import did_you_mean, localized

_SUFFIXES = frozenset({".yaml", ".yml"})
_MAX_PARENTS = 16
_OURS = "DV-"
"""How the ids of docvet's own rules and reasons begin."""
_ABSTRACT = {"mode": "pop", "parameters": {}, "reasons": {}, "documents": {}, "rules": []}
"""What a ruleset that is only extended may leave to its children."""


@dataclass(frozen=True, slots=True)
class _File:
    """A ruleset's file: one of docvet's own, or one of the user's."""

    path: Traversable
    name: str
    """As errors show it."""
    shipped: bool

    def read(self) -> bytes:
        """Its bytes, one more than allowed at most; OSError."""
        with self.path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)


def shipped() -> tuple[str, ...]:
    """The ids of the rulesets that come with docvet."""
    return tuple(sorted(name for name, file in _own_files().items() if file.name == f"{name}.yaml"))


def ruleset_for(mode: str) -> str:
    """The id of the shipped ruleset that judges applications of this mode."""
    return f"tiktok-shop-{mode}"


def load_ruleset(name_or_path: str | FilePath) -> Ruleset:
    """A shipped ruleset by its id, or one from a YAML file, with what it inherits.

    Raises:
        RulesetError: there is no such ruleset, or a file is wrong; names file, line and column.
    """
    name = str(name_or_path)
    if name in shipped():
        return _shipped(name)[0]
    path = FilePath(name_or_path)
    if (own := path.stem) in shipped() and path.resolve() == FilePath(str(_own_files()[own].path)).resolve():
        return _shipped(own)[0]
    if not path.is_file() and (path.suffix not in _SUFFIXES or path.exists()):
        near = did_you_mean(name, shipped())
        raise RulesetError(
            en=f"there is no ruleset {name!r}{near['en']}; allowed: {', '.join(shipped())}, or a .yaml file of your own",
            zh=f"没有规则集 {name!r}{near['zh']}；可用：{'、'.join(shipped())}，或自己的 .yaml 文件",
        )
    try:
        raw = _File(path, name, shipped=False).read()
    except OSError as error:
        reason = error.strerror
        raise RulesetError(
            en=f"{name}: the ruleset cannot be read: {reason}", zh=f"{name}: 规则集读不出（{reason}）"
        ) from None
    return parse_ruleset(name, raw)


def parse_ruleset(name: str, raw: bytes) -> Ruleset:
    """The ruleset in these bytes, with what it inherits; ``name`` is its path, and stands in errors.

    Raises:
        RulesetError: it is wrong, or a file that it extends is; names file, line and column.
    """
    ruleset, _ = _resolved(_File(FilePath(name).resolve(), name, shipped=False), raw, ())
    if ruleset.abstract:
        raise in_file(name, localized("ruleset.abstract"))
    return ruleset


@lru_cache
def _shipped(name: str) -> tuple[Ruleset, Node]:
    file = _own_files()[name]
    return _resolved(file, file.read(), ())


def _folder() -> Traversable:
    """Inside the wheel they are the package's; in a checkout they stand beside it."""
    package = files("docvet")
    inside = package.joinpath("rulesets")
    return inside if inside.is_dir() else FilePath(str(package)).parent / "rulesets"


@lru_cache(maxsize=1)
def _own_files() -> Mapping[str, _File]:
    """The files of docvet's own by id; those in the folder ``parts`` are only extended."""
    folder = _folder()
    return {
        item.name.removesuffix(".yaml"): _File(item, f"{prefix}{item.name}", shipped=True)
        for place, prefix in ((folder, ""), (folder.joinpath("parts"), "parts/"))
        for item in place.iterdir()
        if item.name.endswith(".yaml")
    }


def _resolved(file: _File, raw: bytes, children: tuple[_File, ...]) -> tuple[Ruleset, Node]:
    """The ruleset of the file, and its data with that of all its parents under it."""
    own = read(file.name, raw)
    if not isinstance(own.value, Mapping):
        raise own.place.error(localized("ruleset.mapping", names=", ".join(names(Ruleset))))
    by_id(own)
    whole = own
    if (extends := own.value.get("extends")) is not None:
        above = _above(file, extends, (*children, file))
        if not file.shipped:
            _refuse_our_ids(own, above)
        whole = merged(above, own)
    elif not file.shipped:
        _refuse_our_ids(own, None)
    return _validated(whole, own), whole


def _above(file: _File, extends: Node, line: tuple[_File, ...]) -> Node:
    """What the file inherits; ``line`` are the files from the first child to it."""
    parent = _parent(file, extends)
    if parent.shipped:
        return _shipped(FilePath(parent.name).stem)[1]
    if any(parent.path == other.path for other in line):
        circle = " → ".join(other.name for other in (*line, parent))
        raise extends.place.error(localized("ruleset.circle", circle=circle))
    if len(line) > _MAX_PARENTS:
        raise extends.place.error(localized("ruleset.many_parents", number=_MAX_PARENTS))
    try:
        raw = parent.read()
    except OSError as error:
        raise extends.place.error(
            localized("ruleset.unreadable_parent", name=parent.name, reason=error.strerror)
        ) from None
    return _resolved(parent, raw, line)[1]


def _parent(file: _File, extends: Node) -> _File:
    """The file that ``extends`` names: an id of docvet's, or a path from the folder of the file."""
    name = extends.value
    if not isinstance(name, str):
        raise extends.place.error(localized("ruleset.extends"))
    if name in _own_files():
        return _own_files()[name]
    path = FilePath(file.name).parent / name
    if not file.shipped and path.suffix in _SUFFIXES:
        try:
            if stat.S_ISREG(path.stat().st_mode):
                return _File(path.resolve(), str(path), shipped=False)
        except (OSError, ValueError):  # ValueError: a zero byte
            pass
        raise extends.place.error(localized("ruleset.no_parent_file", path=str(path)))
    allowed = localized("ruleset.parents_allowed", names=", ".join(sorted(_own_files())))
    hint = nearest(name, _own_files(), allowed)
    raise extends.place.error(localized("ruleset.no_parent", name=name, hint=hint))


def _refuse_our_ids(own: Node, above: Node | None) -> None:
    """Ids of other makers are not mistaken for docvet's, and a misspelt id is no new rule."""
    own_data, inherited = own.plain, above.plain if above else {}
    if (identity := own_data.get("id")) in list(_own_files()):
        raise own.error_at(("id",), localized("ruleset.own_id", name=identity))
    known = {rule["id"] for rule in inherited.get("rules", ())}
    new: list[tuple[str, Path]] = []
    for name, index in by_id(own).items():
        if name not in known:
            if known and "check" not in own_data["rules"][index]:
                hint = nearest(name, known)
                raise own.error_at(("rules", index, "id"), localized("ruleset.no_rule", name=name, hint=hint))
            new.append((name, ("rules", index, "id")))
    reasons = own_data.get("reasons")
    known = set(inherited.get("reasons", ()))
    new += [
        (name, ("reasons", name)) for name in (reasons if isinstance(reasons, Mapping) else ()) if name not in known
    ]
    for name, at in new:
        if name.startswith(_OURS):
            raise own.error_at(at, localized("ruleset.own_prefix", name=name, prefix=_OURS))


def _validated(whole: Node, own: Node) -> Ruleset:
    data = whole.plain
    if data.get("abstract") is True:
        data = {**_ABSTRACT, **data}
    try:
        ruleset = Ruleset.model_validate_json(json.dumps(data))
    except ValidationError as error:
        raise first(whole, own, model_errors(error, Ruleset)) from None
    errors = list(reference_errors(ruleset)) or ([] if ruleset.abstract else list(unused_errors(ruleset, own)))
    if errors:
        raise first(whole, own, errors)
    return ruleset
