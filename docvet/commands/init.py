"""``docvet init``: a commented ``application.yaml``."""

from __future__ import annotations

import sys

from docvet import console
from docvet.commands import options
from docvet.words import Words, words


def run(
    folder: options.Folder,
    mode: options.Mode = None,
    category: options.Category = None,
    brand: options.Brand = None,
    company: options.Company = None,
    credit_code: options.CreditCode = None,
    entity: options.Entity = None,
    targets: options.Targets = None,
    submission_date: options.SubmissionDate = None,
    planned_listing_date: options.ListingDate = None,
    lang: options.Language = None,
) -> int:
    """Write the form file with the flags filled in; one that is there is never overwritten."""
    speak = words(options.language(lang))
    place = options.places([folder])[0]
    form = options.form_of(
        mode=mode, category=category, brand=brand, company=company, credit_code=credit_code, entity=entity,
        targets=targets, submission_date=submission_date, planned_listing_date=planned_listing_date,
    )  # fmt: skip

    from docvet.form.template import check_place, write_template
    from docvet.report.settling import quoted

    check_place(place)
    if not form and sys.stdin.isatty() and sys.stderr.isatty():
        from docvet.form.questions import ask

        console.note(speak("ask.head"))
        form = dict(ask(speak, _read, console.complain, lambda key, value: _doubt(key, value, speak)))
    path = write_template(place, form, speak)
    console.say((speak("init.filled", path=path) if form else speak("init.done", path=path)) + "\n")
    console.note(speak("end.next"))
    console.note(f"  docvet scan {quoted(str(place))}")
    return 0


def _doubt(key: str, value: object, speak: Words) -> str:
    """A category that the table does not have: the nearest ones, so that it can be put right at once."""
    if key != "category" or not isinstance(value, list):
        return ""
    from docvet.rules.case import join
    from docvet.rules.categories import find_category, nearest_categories
    from docvet.rules.load import load_ruleset, ruleset_for

    ruleset = load_ruleset(ruleset_for("pop"))
    for name in value:
        if find_category(ruleset, name) is None:
            return speak("ask.category", category=name, near=join(nearest_categories(ruleset, name))[speak.lang])
    return ""


def _read(question: str) -> str:
    """A line of the user's; the question goes to standard error, as all that is no result."""
    sys.stderr.write(question)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line
