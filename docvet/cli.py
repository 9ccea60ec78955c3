"""The console script: the app, its help, and what every error of it looks like.

The commands stand in ``docvet/commands``. What is heavy is imported when a command runs, so that
``docvet --help`` stays quick.
"""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from docvet import console
from docvet.commands import CommandGroup
from docvet.errors import DocvetError, ExitCode
from docvet.interrupt import Interrupts
from docvet.usage import in_own_words
from docvet.version import VERSION
from docvet.words import default_language, words

say = words(default_language())

app = typer.Typer(
    cls=CommandGroup, help=say("help.app"), add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", is_eager=True, help=say("help.version"))] = False,
) -> None:
    """Answer what needs no command."""
    if version:
        console.say(f"docvet {VERSION}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        console.say(context.get_help() + "\n")
        raise typer.Exit(ExitCode.ERROR)


def main() -> NoReturn:
    """Run the console script: every error is one sentence on standard error, never a traceback."""
    console.use_utf8()
    interrupts = Interrupts()
    interrupts.install()
    try:
        code: int = app(standalone_mode=False, prog_name="docvet") or 0
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "docvet"
        console.complain(
            say("error.usage", problem=in_own_words(error.format_message().rstrip("."), say.lang), command=command)
        )
        code = ExitCode.ERROR
    except DocvetError as error:
        console.complain(error)
        code = error.exit_code
    except Exception as error:
        console.complain(say("error.unexpected", kind=type(error).__name__))
        if "--verbose" in sys.argv:
            import traceback

            traceback.print_exc()
        code = ExitCode.ERROR
    interrupts.finish()
    sys.exit(int(code))
