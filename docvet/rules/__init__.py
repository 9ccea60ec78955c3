"""Rules over an application: rulesets as data, checks as code, and what follows from them."""

from docvet.rules.case import Case
from docvet.rules.engine import Outcome, judge
from docvet.rules.load import load_ruleset, shipped
from docvet.rules.ruleset import Ruleset

__all__ = ["Case", "Outcome", "Ruleset", "judge", "load_ruleset", "shipped"]
