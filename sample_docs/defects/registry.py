"""The defects by name."""

from __future__ import annotations

from collections.abc import Callable

from sample_docs.plan import Plan

Defect = Callable[[Plan], Plan]

DEFECTS: dict[str, Defect] = {}
"""Every defect, by the name that ``build(…, defect=…)`` takes."""


def defect(function: Defect) -> Defect:
    """Registers a defect under its function's name."""
    DEFECTS[function.__name__] = function
    return function


@defect
def clean(plan: Plan) -> Plan:
    """Nothing is wrong."""
    return plan
