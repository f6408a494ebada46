"""Commands that follow relations from one term toward another: path, learn."""

from typing import TYPE_CHECKING, Annotated

import typer

from glosscli import completion, streams
from glosscli.commands import ColorWhen, Exact, FormatName, GlossaryFiles, Json, Only, Writer, command
from glosscli.errors import UsageError
from glosscli.render import ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glosscli.glossary import Glossary

FEW = 5
"""How many chains are told where more than the best is asked for."""


@command()
def path(
    terms: Annotated[
        list[str],
        typer.Argument(metavar="A B", help="The two terms; quote one of several words.", autocompletion=completion.terms),
    ],
    every: Annotated[bool, typer.Option("--all", "-a", help=f"Show the best {FEW} chains.")] = False,
    exact: Exact = False,
    format: FormatName = None,
    json: Json = False,
    color: ColorWhen = None,
    glossaries: GlossaryFiles = None,
    only: Only = False,
) -> int:
    """Say what connects two terms.

    The shortest chain of relations from one to the other, each told as a sentence with its reason; of equally short ones the
    strongest. Exit code 1 if a term was not found or nothing connects them.

    \b
    Examples:
      gloss path hallucination attention
      gloss path "gradient descent" rag --all
    """
    from glosscli import routes

    writer = Writer(format, json, color)
    with writer.open(glossaries, only) as glossary:
        start, goal = _two(glossary, terms)
        route = routes.path(glossary, start, goal, FEW if every else 1, exact=exact)
    if writer.format == "json":
        streams.say(writer.renderer.table([route.data()], writer.style))
    elif route.found:
        streams.say(writer.renderer.sheet(ways.route(route, every), writer.style))
    for remark in route.remarks():
        streams.tell(*remark)
    return 0 if route.found else 1


@command()
def learn(
    terms: Annotated[
        list[str],
        typer.Argument(metavar="TERM...", help="The term to understand in the end.", autocompletion=completion.terms),
    ],
    known: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            metavar="TERM",
            help="A term that you know, with all that it rests on; may be repeated.",
            autocompletion=completion.terms,
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=ways.LONGEST, help="Show at most so many terms, the nearest.")
    ] = 40,
    exact: Exact = False,
    format: FormatName = None,
    json: Json = False,
    color: ColorWhen = None,
    glossaries: GlossaryFiles = None,
    only: Only = False,
) -> int:
    """Say what to understand before a term, in order.

    A reading list that ends at the term: what it rests on (prerequisites, then broader kinds), what that rests on, and so on, each
    with its level, its definition and what it is needed for. Exit code 1 if a term was not found.

    \b
    Examples:
      gloss learn transformer
      gloss learn transformer --from "machine learning" --json
    """
    from glosscli import routes

    writer = Writer(format, json, color)
    with writer.open(glossaries, only) as glossary:
        query = _named(" ".join(terms), "transformer")
        reading = routes.learn(
            glossary, query, [_named(one, "transformer --from token") for one in known or ()], limit, exact=exact
        )
    if writer.format == "json":
        streams.say(writer.renderer.table([reading.data()], writer.style))
    elif reading.found:
        streams.say(writer.renderer.sheet(ways.reading(reading), writer.style))
    for remark in reading.remarks():
        streams.tell(*remark)
    return 0 if all(end.slug for end in (reading.goal, *reading.known)) else 1


def _named(term: str, example: str) -> str:
    if not term.strip():
        raise UsageError("the term is empty", f"name one, such as: gloss learn {example}")
    return term


def _two(glossary: "Glossary", terms: "Sequence[str]") -> tuple[str, str]:
    """The two terms that a line names; of more than two words the one way to make them two known terms."""
    from glosscli import routes

    if len(terms) == 2 and all(term.strip() for term in terms):
        return terms[0], terms[1]
    if len(terms) > 2 and len(found := routes.halves(glossary, terms)) == 1:
        return found[0]
    start, goal = found[0] if len(terms) > 2 and found else ("gradient descent", "rag")
    raise UsageError("gloss path takes two terms; put one of several words in quotes", f'such as: gloss path "{start}" "{goal}"')
