"""What a shell completes while a term is being typed, told as Typer tells it, without Typer.

Only plain lines are known here: ``gloss BEGINNING``, one such as ``gloss define BEGINNING``, and ``gloss path TERM BEGINNING``. All
others go to the whole command line.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

MOST = 60
"""Entries that are offered at once."""
_TAKE_TERMS = frozenset({"define", "related", "path", "learn"})
_HELP = 60
"""Characters of a definition that stand beside a completion; more would be broken over lines."""
_OF_ZSH = str.maketrans({'"': '""', "'": "''", "$": "\\$", "`": "\\`", ":": "\\\\:"})


def terms(beginning: str) -> list[tuple[str, str]]:
    """Slug and short definition of the entries whose slug begins so; none where there is no glossary."""
    from glosscli import settings, store
    from glosscli.errors import GlossError

    try:
        with store.as_one(store.in_force(settings=settings.load())) as glossary:
            return [(slug, _short(definition)) for slug, definition in glossary.beginning_with(beginning, MOST)]
    except GlossError:
        return []


def quick(environment: Mapping[str, str], commands: Collection[str]) -> int | None:
    """Print what completes a term and return the exit code; None where the line may be another."""
    shell = environment["_GLOSS_COMPLETE"].removeprefix("complete_")
    if shell == "bash":
        words = environment.get("COMP_WORDS", "").split()
        place = environment.get("COMP_CWORD", "")
        if not place.isdigit() or int(place) < len(words) - 1:
            return None
        words += [""] * (int(place) + 1 - len(words))
    elif shell in ("zsh", "fish", "powershell", "pwsh"):
        line = environment.get("_TYPER_COMPLETE_ARGS", "")
        words = line.split()
        if shell in ("zsh", "fish") and (not words or line.endswith(" ")):
            words.append("")
        elif shell in ("powershell", "pwsh") and environment.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "") != (words or [""])[-1]:
            return None
    else:
        return None
    if len(words) != 2 and not (len(words) == 3 and words[1] in _TAKE_TERMS) and not (len(words) == 4 and words[1] == "path"):
        return None
    beginning = words[-1]
    if not beginning.replace("-", "").isalnum() or not beginning[0].isalnum():
        return None
    if len(words) == 2 and any(command.startswith(beginning) for command in commands):
        return None
    return _tell(shell, terms(beginning), environment)


def _tell(shell: str, found: list[tuple[str, str]], environment: Mapping[str, str]) -> int | None:
    from glosscli import streams

    if shell == "bash":
        text = "\n".join(slug for slug, _ in found)
    elif shell == "zsh":
        pairs = "\n".join(f'"{slug}":"{definition.translate(_OF_ZSH)}"' for slug, definition in found)
        text = f"_arguments '*: :(({pairs}))'" if found else "_files"
    elif shell == "fish":
        action = environment.get("_TYPER_COMPLETE_FISH_ACTION", "")
        if action == "is-args":
            return 0 if found else 1
        text = "\n".join(f"{slug}\t{definition}" for slug, definition in found) if action == "get-args" else ""
    else:
        text = "\n".join(f"{slug}:::{definition}" for slug, definition in found)
    streams.say(text + "\n")
    return 0


def _short(definition: str) -> str:
    """The beginning of a definition, without what a shell or a renderer of markup would take for its own."""
    plain = definition.replace("[", "(").replace("]", ")")
    return plain if len(plain) <= _HELP else plain[: _HELP - 1].rstrip() + "…"
