"""The command line: options in, answers out, one exit code.

Exit codes: 0 found; 1 not found, or problems found; 2 wrong usage; 3 cannot go on. A broken pipe is no error.
"""

from typing import Annotated

import typer

from glosscli import __version__, streams
from glosscli.commands import EXIT_CODES, app, look_up, overview, standing, writing
from glosscli.errors import UsageError

__all__ = ["EXIT_CODES", "answer", "app", "look_up", "overview", "standing", "writing"]


def answer(arguments: list[str]) -> int:
    """Run a command line and return its exit code. Raises ``GlossError`` with what went wrong, wrong usage included."""
    try:
        return int(app(args=arguments, prog_name="gloss", standalone_mode=False) or 0)
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "gloss"
        raise UsageError(_in_house_style(error.format_message()), f"{command} --help") from error
    except typer.Abort as error:
        raise KeyboardInterrupt from error


def _in_house_style(message: str) -> str:
    words = message.rstrip(".")
    return words[:1].lower() + words[1:]


def _show_version(wanted: bool) -> None:
    if not wanted:
        return
    from glosscli import store

    with store.open_glossary() as glossary:
        head = glossary.head()
        streams.say(f"gloss {__version__}\nglossary {head.name} {head.version}, {glossary.count()} entries\n")
    raise typer.Exit


@app.callback(invoke_without_command=True)
def gloss(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", "-V", callback=_show_version, is_eager=True, help="Show the versions of gloss and its glossary."),
    ] = False,
) -> int | None:
    """Look up what a term means."""
    if context.invoked_subcommand is not None:
        return None
    raise UsageError(
        "name a term to look up, such as: gloss rag", "gloss --help shows what else there is: related, list, random, check"
    )
