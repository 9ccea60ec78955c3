"""``docvet doctor``: whether this machine is ready."""

from __future__ import annotations

from docvet import console
from docvet.commands import options
from docvet.errors import ExitCode
from docvet.words import words


def run(lang: options.Language = None) -> int:
    """Show what is there and what is missing; exit code 2 where docvet cannot work."""
    speak = words(options.language(lang))

    from docvet import doctor
    from docvet.report.styled_text import StyledText

    answers = doctor.examine(speak)
    fine = doctor.ready(answers)
    out = StyledText(console.width(), console.colours())
    if fine:
        out.write(speak("doctor.ready"), "bold green")
    else:
        out.write(speak("doctor.not_ready"), "bold red")
    out.gap()
    for answer in answers:
        mark = "ok" if answer.ready else ("!!" if answer.needed else "--")
        out.row(f"{mark}  {answer.subject}", answer.state, 32, "" if answer.ready else "bold", indent=2)
    console.say(out.text())
    return int(ExitCode.CLEAR if fine else ExitCode.ERROR)
