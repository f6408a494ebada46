"""Where a run of gloss begins: the quick way for the commonest question, else the whole command line.

The quick way answers one term of a line such as ``gloss rag --json``, on whatever rung it is found, with what the answer needs and
nothing else. Whatever it does not know for certain - another option, another command, several words - goes to the command line,
whose answer would be the same to the byte.
"""

from __future__ import annotations

import gc
import os
import sys

from glosscli import streams
from glosscli.errors import DamagedGlossary, GlossError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from glosscli.glossary import Glossary
    from glosscli.render import Format, Style

    Reply = tuple[str, Iterable[tuple[str, ...]], bool]
    """What goes to standard output, what a person is told beside it, and whether anything was found."""

COMMANDS = {
    name: module
    for module, names in {
        "look_up": "define related search list random",
        "writing": "check fmt schema",
        "authoring": "init add edit",
        "routes": "path learn",
        "overview": "compare map",
        "standing": "glossaries config",
    }.items()
    for name in names.split()
}
"""The commands of the command line, each with the module that has it: as the first word, none of these is a term."""
_FORMATS: dict[str, Format] = {
    "--json": "json",
    "-j": "json",
    "--format=json": "json",
    "--format=plain": "plain",
    "--format=markdown": "markdown",
}


def main() -> None:
    """Answer the command line of this process, and leave with the exit code of the run."""
    streams.leave(run(sys.argv[1:]))


def run(arguments: list[str], *, quick: bool = True) -> int:
    """Answer a command line and return its exit code; the one place where an error becomes words.

    Without ``quick`` the whole command line answers, whatever is asked.
    """
    streams.prepare()
    try:
        try:
            return _answer(arguments, quick)
        except DamagedGlossary as damage:
            from glosscli import cache

            if streams.has_said() or not cache.forget(damage.path):
                raise
            return _answer(arguments, quick)
    except streams.ReaderLeft:
        return 0
    except GlossError as error:
        streams.tell(error.words, *(error.hint.split("\n") if error.hint else ()))
        return error.exit_code
    except KeyboardInterrupt:
        return 130


def _answer(arguments: list[str], quick: bool) -> int:
    code = _quick(arguments) if quick else None
    if code is None:
        from glosscli import cli

        code = cli.answer(arguments, COMMANDS)
    return code


def _quick(arguments: list[str]) -> int | None:
    """The exit code of a line ``[define | search | path A] TERM [--json | --format=...] [-g FILE]... [--only]``.

    None where it may be another line, and where something is wrong with a setting or a glossary: the whole command line tells that.
    """
    if "_GLOSS_COMPLETE" in os.environ:
        from glosscli import completion

        return completion.quick(os.environ, COMMANDS)
    words: list[str] = []
    formats: list[Format] = []
    files: list[str] = []
    only = False
    rest = iter(arguments)
    for argument in rest:
        if argument in _FORMATS:
            formats.append(_FORMATS[argument])
        elif argument in ("-g", "--glossary"):
            files.append(next(rest, ""))
        elif argument in ("-o", "--only"):
            only = True
        else:
            words.append(argument)
    ask, terms = _QUICK.get(words.pop(0), (None, 0)) if words and arguments[0] in COMMANDS else (_define, 1)
    if ask is None or len(words) != terms or len(formats) > 1 or "" in files or (only and not files):
        return None
    if any(word.startswith("-") or not word.strip() for word in words):
        return None
    from glosscli import settings, store
    from glosscli.render import Style

    gc.disable()  # One answer leaves nothing to collect, and looking for it costs a tenth of the time that Rich takes to load.
    chosen = settings.load()
    if chosen.wrong or chosen.unknown:
        return None
    layers = store.in_force(files, chosen, only)
    if any(layer.glossary is None or layer.glossary.fact("problems") for layer in layers):
        return None
    format = formats[0] if formats else chosen.format() or streams.default_format()
    full = chosen.wants("full")
    style = streams.style(chosen.color(), full) if format == "terminal" else Style(full=full)
    with store.as_one(layers) as glossary:
        text, remarks, found = ask(glossary, words, format, style)
    streams.say(text)
    for remark in remarks:
        streams.tell(*remark)
    return 0 if found else 1


def _define(glossary: Glossary, words: list[str], format: Format, style: Style) -> Reply:
    from glosscli import search
    from glosscli.render import renderer

    answer = search.answer(glossary, words[0])
    return renderer(format).answer(answer, style), () if answer.found else (search.miss(answer),), answer.found


def _search(glossary: Glossary, words: list[str], format: Format, style: Style) -> Reply:
    from glosscli import passages
    from glosscli.render import renderer

    results = passages.find(glossary, words[0])
    return renderer(format).results(results, style), () if results.found else (passages.miss(results),), results.found


def _path(glossary: Glossary, words: list[str], format: Format, style: Style) -> Reply:
    from glosscli import routes
    from glosscli.render import renderer, ways

    route = routes.path(glossary, words[0], words[1])
    if format == "json":
        text = renderer(format).table([route.data()], style)
    else:
        text = renderer(format).sheet(ways.route(route), style) if route.found else ""
    return text, route.remarks(), route.found


_QUICK = {"define": (_define, 1), "search": (_search, 1), "path": (_path, 2)}
"""The commands that have a quick way, and how many terms each takes."""


if __name__ == "__main__":
    main()
