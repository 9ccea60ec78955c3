"""The defects by name, each with the rule that should name it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sample_docs.plan import Mode, Plan

Spoil = Callable[[Plan], Plan]

POP: tuple[Mode, ...] = ("pop",)
JOINT: tuple[Mode, ...] = ("joint",)
BOTH: tuple[Mode, ...] = ("pop", "joint")


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing that can be wrong with a folder."""

    name: str
    """As ``build(…, defect=…)`` takes it."""
    says: str
    """What is wrong, in one sentence."""
    spoil: Spoil
    """Takes the clean plan, gives the broken one."""
    rule: str = ""
    """The rule that should name it; empty for what no rule may complain of."""
    code: str = ""
    """The platform's code that the finding should bear; empty where the platform published none."""
    passes: tuple[str, ...] = ()
    """Of a harmless folder: the rules that judge it and are content, where a clean folder gives them nothing to judge."""
    modes: tuple[Mode, ...] = POP
    """In which modes' folders it can be staged."""
    at_most: str = ""
    """The finding's severity where it weighs less than its rule may: a question or a warning."""


DEFECTS: dict[str, Defect] = {}
"""Every defect by its name."""


def defect(
    rule: str = "", *, code: str = "", passes: tuple[str, ...] = (), modes: tuple[Mode, ...] = POP, at_most: str = ""
) -> Callable[[Spoil], Spoil]:
    """Registers a defect under its function's name; its docstring says what is wrong."""

    def register(spoil: Spoil) -> Spoil:
        name = spoil.__name__
        says = " ".join((spoil.__doc__ or "").split())
        DEFECTS[name] = Defect(name, says, spoil, rule, code, passes, modes, at_most)
        return spoil

    return register


def staged(rule: str, mode: Mode) -> tuple[Defect, ...]:
    """The defects that this rule should name in folders of this mode."""
    return tuple(each for each in DEFECTS.values() if each.rule == rule and mode in each.modes)


def content(rule: str, mode: Mode) -> str:
    """The harmless folder of this mode that gives the rule something to judge: a variant made for it, else clean."""
    made = (each.name for each in DEFECTS.values() if rule in each.passes and mode in each.modes)
    return next(made, "clean")


@defect(modes=BOTH)
def clean(plan: Plan) -> Plan:
    """Nothing is wrong."""
    return plan
