"""Where a run of gloss begins: the quick way for the commonest question, else the whole command line.

The quick way answers one term of the bundled glossary that is found by name. Whatever it does not know for certain - another
option, another command, a term that is not a name - goes to the command line, whose answer would be the same to the byte.
"""

import os
import sys

from glosscli import streams
from glosscli.errors import GlossError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from glosscli.render import Format

COMMANDS = frozenset({"define", "related", "list", "random", "check", "fmt", "schema", "search"})
"""The commands of the command line: as the first word, none of these is a term."""
_FORMATS: "dict[str, Format]" = {
    "--json": "json",
    "-j": "json",
    "--format=json": "json",
    "--format=plain": "plain",
    "--format=markdown": "markdown",
}


def main() -> int:
    """Answer the command line of this process; the exit code of the run."""
    return run(sys.argv[1:])


def run(arguments: list[str], *, quick: bool = True) -> int:
    """Answer a command line and return its exit code; the one place where an error becomes words.

    Without ``quick`` the whole command line answers, whatever is asked.
    """
    streams.prepare()
    try:
        code = _quick(arguments) if quick else None
        if code is None:
            from glosscli import cli

            code = cli.answer(arguments)
    except streams.ReaderLeft:
        return 0
    except GlossError as error:
        streams.tell(error.words, *filter(None, [error.hint]))
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return code


def _quick(arguments: list[str]) -> int | None:
    """The exit code where the line is ``[define] TERM [--json | --format=...]`` and the term is a name; else None."""
    words = [argument for argument in arguments if argument not in _FORMATS]
    options = [_FORMATS[argument] for argument in arguments if argument in _FORMATS]
    if words[:1] == ["define"] and arguments[0] == "define":
        words = words[1:]
    elif COMMANDS.intersection(arguments[:1]):
        return None
    if len(words) != 1 or len(options) > 1 or words[0].startswith("-") or "_GLOSS_COMPLETE" in os.environ:
        return None
    from glosscli import search, store
    from glosscli.render import renderer

    with store.open_glossary() as glossary:
        answer = None if glossary.fact("problems") else search.hit(glossary, words[0])
        if answer is None:
            return None
        writer = renderer(options[0] if options else streams.default_format())
        streams.say(writer.answer(answer, streams.style("auto", full=False)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
