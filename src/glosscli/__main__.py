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
    from glosscli.render import Format

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
    command = words.pop(0) if arguments[:1] and arguments[0] in COMMANDS else "define"
    if len(words) != {"define": 1, "search": 1, "path": 2}.get(command) or len(formats) > 1 or "" in files or (only and not files):
        return None
    if any(word.startswith("-") or not word.strip() for word in words):
        return None
    from glosscli import settings, store
    from glosscli.render import Style, renderer

    gc.disable()  # One answer leaves nothing to collect, and looking for it costs a tenth of the time that Rich takes to load.
    chosen = settings.load()
    if chosen.wrong or chosen.unknown:
        return None
    layers = store.in_force(files, chosen, only)
    if any(layer.glossary is None or layer.glossary.fact("problems") for layer in layers):
        return None
    with store.as_one(layers) as glossary:
        format = formats[0] if formats else chosen.format() or streams.default_format()
        style = streams.style(chosen.color(), chosen.wants("full")) if format == "terminal" else Style(full=chosen.wants("full"))
        if command == "search":
            from glosscli import passages

            results = passages.find(glossary, words[0])
            streams.say(renderer(format).results(results, style))
            if not results.found:
                streams.tell(*passages.miss(results))
            return 0 if results.found else 1
        if command == "path":
            from glosscli import routes
            from glosscli.render import ways

            route = routes.path(glossary, words[0], words[1])
            if format == "json":
                streams.say(renderer(format).table([route.data()], style))
            elif route.found:
                streams.say(renderer(format).sheet(ways.route(route), style))
            for remark in route.remarks():
                streams.tell(*remark)
            return 0 if route.found else 1
        from glosscli import search

        answer = search.answer(glossary, words[0])
        streams.say(renderer(format).answer(answer, style))
    if answer.found:
        return 0
    streams.tell(*search.miss(answer))
    return 1


if __name__ == "__main__":
    main()
