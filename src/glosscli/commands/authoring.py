"""Commands that begin and grow a glossary: init, add, edit."""

import os
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from glosscli import completion, places, settings, streams
from glosscli.commands import NothingFound, command, count
from glosscli.commands.writing import Others, book_of, problems_of
from glosscli.errors import GlossError, UnreadableGlossary, UsageError

if TYPE_CHECKING:
    from glosscli.additions import Draft
    from glosscli.model import Entry, Problem
    from glosscli.records import Record
    from glosscli.sources import Source

LevelName = Literal["beginner", "intermediate", "advanced"]

_CHECKED_BY: dict[str, tuple[str, str]] = {
    "github": (os.path.join(".github", "workflows", "glossary.yml"), "github.yaml"),
    "pre-commit": (".pre-commit-config.yaml", "pre-commit.yaml"),
}
"""Where each service looks for what it should check, and the template that is written there."""
_TEMPLATES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "templates")
_EXPLAINED = """\
# The entry that gloss add should add. Write it, save and close; saved as it is, nothing is added.
# It needs a term and a definition. What else it may have: abbreviation, aliases, lookup, category, level, tags, takeaway,
# in_depth, in_practice, example, confusions, relations, references.
"""
_ROOM = "    definition: >-\n      \n"


@command()
def init(
    folder: Annotated[str, typer.Argument(metavar="[FOLDER]", help="Where to begin; here if none is named.")] = ".",
    ci: Annotated[
        list[str] | None, typer.Option("--ci", metavar="[github|pre-commit]", help="Have it checked there too; may be given twice.")
    ] = None,
) -> int:
    """Begin a glossary: glossary.yaml, with comments that say what can stand in it.

    Beside it comes glossary.schema.json, from which an editor completes. What is there already is left as it is; exit code 1 if
    that is all of it.

    \b
    Examples:
      gloss init
      gloss init --ci github --ci pre-commit
    """
    from glosscli import labels, schemas, sources

    for service in ci or ():
        if service not in _CHECKED_BY:
            raise UsageError(f"gloss cannot be set up for '{service}'", f"--ci knows: {', '.join(_CHECKED_BY)}")
    if not os.path.isdir(folder):
        raise GlossError(f"there is no folder {folder}", f"mkdir {folder}")
    name = labels.slug(os.path.basename(os.path.abspath(folder))) or "team"
    files = {
        "glossary.yaml": _template("glossary.yaml").replace("NAME", name),
        "glossary.schema.json": schemas.text(schemas.glossary()),
    }
    files |= {path: _template(template) for path, template in (_CHECKED_BY[service] for service in ci or ())}
    written = 0
    for path, text in files.items():
        target = os.path.normpath(os.path.join(folder, path))
        _make_folder(os.path.dirname(target))
        if sources.write_new(target, text):
            written += 1
            streams.say(f"{target}\n")
        else:
            streams.tell(f"{target} is there already; it is left as it is")
    if written:
        streams.tell(f"wrote {count(written, 'file')}", "gloss add TERM adds an entry; gloss check glossary.yaml checks it")
    return 0 if written else 1


@command()
def add(
    words: Annotated[list[str] | None, typer.Argument(metavar="TERM...", help="The term; several words need no quotes.")] = None,
    definition: Annotated[str | None, typer.Option("--definition", "-d", help="What it is, in one sentence.")] = None,
    aliases: Annotated[list[str] | None, typer.Option("--alias", "-a", help="Another name of it; may be given again.")] = None,
    abbreviation: Annotated[str | None, typer.Option("--abbreviation", help="Its short form.")] = None,
    takeaway: Annotated[str | None, typer.Option("--takeaway", help="What to keep when the definition is forgotten.")] = None,
    category: Annotated[str | None, typer.Option("--category", "-c", help="One that the head of the file declares.")] = None,
    level: Annotated[LevelName | None, typer.Option("--level", "-l", help="For which readers it is.")] = None,
    tags: Annotated[list[str] | None, typer.Option("--tag", "-t", help="A word to list it by; may be given again.")] = None,
    lookup: Annotated[list[str] | None, typer.Option("--lookup", help="A phrase that finds it; may be given again.")] = None,
    slug: Annotated[str | None, typer.Option("--slug", help="Its permanent id, if not the one made from the term.")] = None,
    extend: Annotated[
        bool, typer.Option("--extend", "-x", help="Add to the entry that TERM finds in another glossary, instead of a new one.")
    ] = False,
    file: Annotated[str | None, typer.Option("--to", metavar="FILE", help="The glossary file to add to.")] = None,
    edit: Annotated[bool, typer.Option("--edit", "-e", help="Write the entry in your editor.")] = False,
    kept: Annotated[
        str | None, typer.Option("--from", metavar="FILE", help="Add the one entry in this file, such as one kept aside.")
    ] = None,
) -> int:
    """Add an entry to the glossary of the project that you stand in, else to your own.

    At a terminal what is needed is asked for; --edit opens an editor instead. All else in the file stays as it is. An entry that
    breaks a rule of the file is not taken: it is kept aside, and the command that tries again is told.

    \b
    Examples:
      gloss add deploy window --definition "The two hours on Tuesday in which releases go out."
      gloss add rag --extend --alias "our search bot"
    """
    fields = {
        "definition": definition,
        "aliases": aliases,
        "abbreviation": abbreviation,
        "takeaway": takeaway,
        "category": category,
        "level": level,
        "tags": tags,
        "lookup": lookup,
    }
    from glosscli import labels

    if kept is not None:
        if words or slug or extend or any(fields.values()):
            raise UsageError("with --from the entry is taken from a file", f"gloss add --from {kept}")
        return _add_kept(kept, file, edit)
    term = _on_one_line(" ".join(words or ()))
    if not term and not streams.is_asked_by_a_person():
        raise UsageError("name the term to add", 'gloss add TERM --definition "..."')
    target = _target(file)
    if term:
        _refuse_known(target, (slug or labels.slug(term)))
    asks = not edit and streams.is_asked_by_a_person() and not (any(fields.values()) if extend else definition)
    if asks or not term:
        term = _ask_for(term, fields, needs_definition=not extend)
    entry = _extension(term, fields, may_be_empty=edit) if extend else _new(term, slug, fields)
    _refuse_known(target, entry.slug)
    return _add(_written(entry, edit), target, file, entry.slug)


@command()
def edit(
    words: Annotated[
        list[str], typer.Argument(metavar="TERM...", help="The term whose entry to open.", autocompletion=completion.terms)
    ],
    where: Annotated[bool, typer.Option("--where", "-w", help="Only say where the entry stands: path:line.")] = False,
) -> int:
    """Open the file of an entry in your editor, at its line.

    The glossary of the project that you stand in is looked in first, then your own, then those in your settings. Exit code 1 if the
    file has errors when it is closed.

    \b
    Examples:
      gloss edit gradient descent
      gloss edit --where gradient descent
    """
    from glosscli import editors

    path, line = _place_of(" ".join(words))
    if where:
        streams.say(f"{_shown(path)}:{line}\n")
        return 0
    editors.open_at(editors.wanted(settings.heeded().word("editor")), path, line)
    return _tell_problems_of(path)


def _template(name: str) -> str:
    with open(os.path.join(_TEMPLATES, name), encoding="utf-8") as file:
        return file.read()


def _make_folder(path: str) -> None:
    try:
        os.makedirs(path or ".", exist_ok=True)
    except OSError as error:
        raise GlossError(f"cannot make the folder {path}: {error.strerror}") from error


def _target(file: str | None) -> str:
    """The file to add to: the one that is named, else that of the project, else the person's own, which is made."""
    from glosscli import sources
    from glosscli.formats import layout

    set_ = settings.heeded()
    if file is None:
        found = places.project_glossaries(places.here()) if set_.wants("project") else []
        file = _first_to_write(found[0]) if found else set_.word("own") or places.own_glossary()
        if not os.path.lexists(file):
            _make_folder(os.path.dirname(file))
            sources.write_new(file, _template("own.yaml"))
    elif not os.path.exists(file):
        raise UnreadableGlossary(f"there is no file {file}", "gloss init begins a glossary")
    if not layout.applies_to(file):
        raise UsageError(f"{file} is not in YAML; entries are added only to that", "gloss add TERM --to glossary.yaml")
    return _shown(file)


def _refuse_known(path: str, slug: str) -> None:
    """Raise ``UsageError`` where a file has an entry of that slug, before anything is written about it in vain."""
    from glosscli import sources

    if any(entry.slug == slug for entry, _ in sources.read(path).entries):
        raise UsageError(f"{path} has an entry '{slug}' already", f"gloss edit {slug}")


def _first_to_write(path: str) -> str:
    """The file in a project's folder of glossaries that is added to: the first in YAML; in an empty folder a new one."""
    from glosscli.formats import layout

    if not os.path.isdir(path):
        return path
    with suppress(UnreadableGlossary):
        return next(filter(layout.applies_to, places.glossary_files(path)), os.path.join(path, "glossary.yaml"))
    return os.path.join(path, "glossary.yaml")


def _ask_for(term: str, fields: dict[str, Any], *, needs_definition: bool) -> str:
    """Ask a person for what an entry needs and commonly has; what they type comes to the fields, the term back."""
    try:
        while not term:
            term = _on_one_line(streams.ask("term: "))
        fields["definition"] = _on_one_line(streams.ask("definition: "))
        while needs_definition and not fields["definition"]:
            streams.tell("an entry needs a definition", "Ctrl-C adds nothing")
            fields["definition"] = _on_one_line(streams.ask("definition: "))
        if not fields["aliases"]:
            fields["aliases"] = streams.ask("other names, with commas between (Enter: none): ").split(",")
        if not fields["takeaway"]:
            fields["takeaway"] = streams.ask("takeaway, what to keep of it (Enter: none): ")
    except KeyboardInterrupt:
        streams.tell("nothing is added")
        raise
    return term


def _new(term: str, slug: str | None, fields: dict[str, Any]) -> "Entry":
    from glosscli import labels
    from glosscli.model import Entry

    slug = slug or labels.slug(term)
    if not slug:
        raise UsageError(f"no id can be made from '{term}'; give it one", f"gloss add '{term}' --slug in-latin-letters")
    return Entry(slug=slug, **{"definition": "", **_clean(fields), "term": term})


def _extension(term: str, fields: dict[str, Any], *, may_be_empty: bool) -> "Entry":
    from glosscli import search, store
    from glosscli.model import Entry

    with store.as_one(store.in_force(settings=settings.heeded())) as glossary:
        found = search.hit(glossary, term)
        slugs = [str(page.slug) for page in found.pages] if found else []
        if not slugs:
            raise NothingFound(*search.miss(search.answer(glossary, term)))
    if len(slugs) > 1:
        raise UsageError(f'"{term}" means {" and ".join(slugs)}; name one of them', f"gloss add {slugs[0]} --extend")
    given = _clean(fields)
    if not given and not may_be_empty:
        raise UsageError("say what to add to the entry", f'gloss add {term} --extend --alias "another name"')
    return Entry(slug=slugs[0], extends=slugs[0], **{"definition": "", **given, "term": ""})


def _clean(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that were given, without what could harm a terminal; only prose has more than one line."""
    from glosscli import labels

    given: dict[str, Any] = {}
    for name, value in fields.items():
        if isinstance(value, list):
            given[name] = tuple(filter(None, map(_on_one_line, value)))
        elif value is not None:
            lines = labels.clean(value).split("\n") if name in ("definition", "takeaway") else [value]
            given[name] = "\n".join(filter(None, map(_on_one_line, lines)))
    return {name: value for name, value in given.items() if value}


def _on_one_line(text: str) -> str:
    from glosscli import labels

    return " ".join(labels.clean(text).split())


def _written(entry: "Entry", edit: bool) -> "Draft":
    """The draft of an entry, as the person finishes it in the editor where that is asked for."""
    from glosscli import additions

    text = additions.text_of(entry)
    if edit:
        return _edited(_EXPLAINED + text + ("" if entry.definition or entry.extends else _ROOM), entry.slug)
    if not entry.definition and not entry.extends:
        raise UsageError("an entry needs a definition", f'gloss add {entry.term} --definition "..."')
    return additions.draft(text)


def _edited(text: str, name: str) -> "Draft":
    """What a person makes of a text in their editor, without the lines that explain. Raises where they leave it as it is."""
    from tempfile import TemporaryDirectory

    from glosscli import additions, editors, sources

    editor = editors.wanted(settings.heeded().word("editor"))
    with TemporaryDirectory(prefix="gloss-") as folder:
        path = os.path.join(folder, f"{name}.yaml")
        sources.write_new(path, text)
        failed = None
        try:
            editors.open_at(editor, path, text.count("\n"))
        except GlossError as error:
            failed = error
        saved = sources.read_text(path).replace("\r\n", "\n") if os.path.exists(path) else ""
    typed = saved.removeprefix(_EXPLAINED)
    lines = {line.strip() for line in typed.split("\n") if not line.lstrip().startswith("#")}
    if saved == text or lines <= {"", "entries:"}:
        raise failed or NothingFound("nothing was written; nothing is added")
    if failed:
        aside = additions.keep(typed, name)
        raise GlossError(f"{failed.words}; nothing is added, and what was written is kept in {aside}", f"gloss add --from {aside}")
    return additions.draft(typed)


def _add_kept(path: str, file: str | None, edit: bool) -> int:
    """Add the entry of a file; one that was kept aside is removed when it has been taken."""
    from glosscli import additions, sources

    target = _target(file)
    text = sources.read_text(path)
    name = os.path.splitext(os.path.basename(path))[0]
    wanted = _edited(_EXPLAINED + text, name) if edit else additions.draft(text, path)
    code = _add(wanted, target, file, name, None if edit else path)
    if code == 0 and os.path.dirname(os.path.realpath(path)) == os.path.realpath(places.kept_folder()):
        with suppress(OSError):
            os.remove(path)
    return code


def _add(wanted: "Draft", target: str, file: str | None, name: str, kept: str | None = None) -> int:
    """Add a draft to a file and tell what became of it; ``kept`` is where it is kept already."""
    from glosscli import additions

    try:
        added = additions.add(target, wanted, _check)
        failed = None
    except GlossError as error:
        added, failed = additions.Added(None, ()), error
    if added.line is not None:
        place = f"{target}:{added.line}"
        shown = wanted.entry.term or wanted.entry.slug if wanted.entry else name
        streams.tell(f'added "{shown}" to {place}', *(f"{problem.code} {problem.words}" for problem in added.problems))
        if streams.default_format() != "terminal":
            streams.say(f"{place}\n")
        return 0
    aside = kept or additions.keep(wanted.text, name)
    problems = additions.moved(added.problems, aside)
    again = f"gloss add --from {aside}{f' --to {file}' if file else ''}"
    if failed is not None:
        raise GlossError(f"{failed.words}; the entry is kept in {aside}", again) from failed
    streams.tell(
        f"{target} is left as it is; the entry has {count(sum(problem.is_error for problem in problems), 'error')}",
        *map(str, problems),
        f"it is kept in {aside}; mend it there, then: {again}",
    )
    return 1


def _check(source: "Source", entries: "Sequence[tuple[Entry, Record]]") -> "Iterable[Problem]":
    """What breaks a rule in force in some of the entries of a file."""
    from glosscli import checks

    with closing(Others([source])) as others:
        return [*checks.check(book_of(source, others), entries)]


def _place_of(term: str) -> tuple[str, int]:
    """The file and the line of the entry that a term means, in the nearest file that has it."""
    from glosscli import search, sources, store

    layers = store.in_force(settings=settings.heeded())
    with store.as_one(layers) as glossary:
        answer = search.answer(glossary, term)
        found = [(str(page.slug), str(page.term)) for page in answer.pages]
        sure = search.hit(glossary, term) is not None
    files = [layer.path for layer in layers if layer.path is not None and layer.glossary is not None]
    for path in files:
        lines = {entry.slug: record.place.line for entry, record in sources.read(path).entries}
        for slug, name in found:
            if slug in lines:
                if not sure:
                    streams.tell(f'no entry for "{term}"; this is "{name}"')
                return path, lines[slug]
    if found and sure:
        words = f'"{term}" is in the bundled glossary only, which is not edited'
        raise NothingFound(words, f"gloss add {term} --extend adds to it")
    where = ", ".join(map(_shown, files)) or "a glossary of your own, and there is none yet"
    raise NothingFound(f'no entry for "{term}" in {where}', f"gloss add {term}")


def _tell_problems_of(path: str) -> int:
    """Tell in a line what is wrong with a file; 1 if it has errors."""
    from glosscli import sources

    source = sources.read(path)
    with closing(Others([source])) as others:
        problems = [*problems_of(source, others)]
    errors = sum(problem.is_error for problem in problems)
    if problems:
        told = ", ".join(count(number, word) for number, word in ((errors, "error"), (len(problems) - errors, "warning")) if number)
        streams.tell(f"{_shown(path)} has {told} now", f"gloss check {_shown(path)}")
    return 1 if errors else 0


def _shown(path: str) -> str:
    """A path as a person writes it from where they stand."""
    here = places.here()
    return os.path.relpath(path, here) if here and path.startswith(os.path.join(here, "")) else path
