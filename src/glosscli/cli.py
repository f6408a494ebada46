"""The command line: options in, answers out, one exit code.

Exit codes: 0 found; 1 not found, or problems found; 2 wrong usage; 3 cannot go on. A broken pipe is no error.
"""

import os
from collections.abc import Iterable, Mapping
from copy import copy
from importlib import import_module
from typing import Annotated

import typer

from glosscli import streams
from glosscli.commands import EXIT_CODES, app
from glosscli.errors import UsageError
from glosscli.version import __version__

__all__ = ["EXIT_CODES", "answer", "whole"]


def answer(arguments: list[str], commands: Mapping[str, str]) -> int:
    """Run a command line and return its exit code. Raises ``GlossError`` with what went wrong, wrong usage included.

    ``commands`` says which module has each command. Only that of the command at hand is loaded: all of them, with what Typer finds
    out about each option, would cost as much again as Typer does.
    """
    first = arguments[0] if arguments else ""
    is_of_one = first in commands or (first and not first.startswith("-"))
    asked = {"define", first} & commands.keys() if is_of_one and "_GLOSS_COMPLETE" not in os.environ else commands.keys()
    try:
        return int(whole(commands, asked)(args=arguments, prog_name="gloss", standalone_mode=False) or 0)
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "gloss"
        raise UsageError(_in_house_style(error.format_message()), f"{command} --help") from error
    except typer.Abort as error:
        raise KeyboardInterrupt from error


def whole(commands: Mapping[str, str], asked: Iterable[str]) -> typer.Typer:
    """The command line with the commands that are asked for."""
    names = [name for name in commands if name in asked]
    for name in names:
        import_module(f"glosscli.commands.{commands[name]}")
    known = {command.name: command for command in app.registered_commands}
    line = copy(app)
    line.registered_commands = [known[name] for name in names]
    return line


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
