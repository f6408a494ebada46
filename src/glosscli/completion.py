"""What a shell completes while a term is being typed, told the way that Typer tells it, without Typer.

Only the plainest lines are known here: ``gloss BEGINNING`` and ``gloss define BEGINNING``, in bash and in fish. All others, and all
other shells, go to the whole command line.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 60
"""Entries that are offered at once."""


def terms(beginning: str) -> list[tuple[str, str]]:
    """Slug and definition of the entries that have a name beginning so; none where there is no glossary."""
    from glosscli import store
    from glosscli.errors import GlossError

    try:
        with store.open_glossary() as glossary:
            return glossary.beginning_with(beginning, MOST)
    except GlossError:
        return []


def quick(environment: Mapping[str, str]) -> int | None:
    """Print the completions of a term after ``define`` or ``related``; None where the line may be another."""
    asked = environment["_GLOSS_COMPLETE"]
    if asked != "complete_bash":
        return None
    words = environment.get("COMP_WORDS", "").split()
    if not environment.get("COMP_CWORD", "").isdigit() or len(words) < 2 or words[1] not in ("define", "related"):
        return None
    place = int(environment["COMP_CWORD"])
    beginning = words[place] if place < len(words) else ""
    plain = all(character.isalnum() or character == "-" for character in beginning)
    if place != 2 or len(words) > 3 or not plain or beginning.startswith("-"):
        return None
    from glosscli import streams

    streams.say("\n".join(slug for slug, _ in terms(beginning)) + "\n")
    return 0
