"""Writes the files that are made from the code: the JSON Schemas of an answer and of a glossary file, and the man pages.

python tools/generate.py           writes them
python tools/generate.py --check   only says whether they are as the code would make them (exit code 1 if not)
"""

import sys
from pathlib import Path
from typing import Any

import typer
from click_man.man import ManPage

from glosscli import __version__, cli, schemas
from glosscli.__main__ import COMMANDS

ROOT = Path(__file__).parent.parent
RELEASED = "2026-11-21"
ENVIRONMENT = """\
GLOSS_GLOSSARIES, GLOSS_OWN, GLOSS_PROJECT, GLOSS_BUNDLED, GLOSS_FORMAT, GLOSS_COLOR, GLOSS_FULL, GLOSS_EDITOR: settings, over those
in config.toml; gloss config tells them. NO_COLOR, FORCE_COLOR: no color, or color in a pipe too. COLUMNS: the width of the page.
XDG_CONFIG_HOME: where settings and your own glossary lie. XDG_CACHE_HOME: where glossaries other than the bundled one are kept
compiled."""


def man_pages() -> dict[Path, str]:
    """A page for gloss and one for each of its commands."""
    group: Any = typer.main.get_command(cli.whole(COMMANDS, COMMANDS))
    context = typer.Context(group, info_name="gloss")
    pages = {ROOT / "man" / "gloss.1": page(context, group.commands)}
    for name, command in group.commands.items():
        pages[ROOT / "man" / f"gloss-{name}.1"] = page(typer.Context(command, info_name=name, parent=context), {})
    return pages


def page(context: typer.Context, commands: dict[str, Any]) -> str:
    command = context.command
    sheet = ManPage(context.command_path)
    sheet.version, sheet.date = __version__, RELEASED
    sheet.short_help, _, _ = (command.help or "").partition("\n")
    sheet.description = (command.help or "").replace("\b\n", "")
    sheet.synopsis = " ".join(command.collect_usage_pieces(context))
    options = [parameter for parameter in command.get_params(context) if parameter.param_type_name == "option"]
    sheet.options = [record for option in options if (record := option.get_help_record(context))]
    sheet.commands = [(name, (known.help or "").partition("\n")[0]) for name, known in commands.items()]
    return f"{sheet}.SH EXIT STATUS\n{cli.EXIT_CODES.removeprefix('Exit codes: ')}\n.SH ENVIRONMENT\n{ENVIRONMENT}\n"


def published_schemas() -> dict[Path, str]:
    package = ROOT / "src" / "glosscli"
    return {
        package / "answer.schema.json": schemas.text(schemas.answers()),
        package / "glossary.schema.json": schemas.text(schemas.glossary()),
    }


def main(check: bool) -> int:
    stale = 0
    for path, text in {**published_schemas(), **man_pages()}.items():
        if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            print(f"{path.relative_to(ROOT)} is not as the code would make it; run: python tools/generate.py")
            stale = 1
        elif not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
