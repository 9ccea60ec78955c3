"""Rulesets told to people: the list of rules, one rule explained, the checklist of what to bring."""
