"""Commands that show what is in force: glossaries, config."""

from typing import TYPE_CHECKING

from glosscli import places, settings, streams
from glosscli.commands import ColorWhen, FormatName, GlossaryFiles, Json, Only, Writer, command, count
from glosscli.render import Style, renderer

if TYPE_CHECKING:
    from glosscli.replies import Standing
    from glosscli.store import Layer


@command()
def glossaries(
    format: FormatName = None,
    json: Json = False,
    color: ColorWhen = None,
    named: GlossaryFiles = None,
    only: Only = False,
) -> int:
    """List the glossaries that are asked, the nearest first.

    Those named with --glossary, then the project's (glossary.yaml, or the files in .gloss, in the nearest folder upwards), your
    own, those in your settings, the bundled one. Each with where it is from, how many entries it has, how large it is, when it
    last changed and what is wrong with it. Exit code 1 if something is wrong with one.

    \b
    Examples:
      gloss glossaries
      gloss glossaries --json
    """
    from msgspec import to_builtins

    from glosscli import store

    writer = Writer(format, json, color)
    standing = [_standing(layer) for layer in store.in_force(named or (), writer.settings, only)]
    streams.say(writer.renderer.table([to_builtins(one) for one in standing], writer.style))
    wrong = [one for one in standing if one.error or one.problems]
    for one in wrong:
        words = one.error or f"{one.path} has {count(one.problems, 'problem')}"
        streams.tell(words, f"gloss check {one.path or ''}".rstrip())
    return 1 if wrong else 0


@command()
def config(format: FormatName = None, json: Json = False) -> int:
    """Show every setting, its value, and where it is from.

    Settings stand in config.toml, whose path is told on standard error. A variable of the environment overrules the file:
    GLOSS_FORMAT sets format. An option of a command overrules both. Exit code 1 if something that is set cannot be meant.

    \b
    Examples:
      gloss config
      gloss config --json
    """
    from msgspec import to_builtins

    from glosscli.replies import Chosen

    chosen = settings.load()
    rows = [
        Chosen(name=name, value=chosen.value(name), origin=chosen.origin(name), does=setting.does)
        for name, setting in settings.KNOWN.items()
    ]
    written = "json" if json else format or streams.default_format()
    streams.say(renderer(written).table([to_builtins(row) for row in rows], Style(streams.style("auto", full=False).width)))
    streams.tell(f"settings stand in {places.settings_file()}")
    for words in (*chosen.wrong, *chosen.unknown):
        streams.tell(words)
    return 1 if chosen.wrong or chosen.unknown else 0


def _standing(layer: "Layer") -> "Standing":
    """What there is to say about a glossary in force."""
    from glosscli import sources
    from glosscli.replies import Standing

    if layer.glossary is None:
        error = layer.error.words if layer.error is not None else None
        return Standing(origin=layer.origin, path=layer.path, error=error)
    look = sources.look(layer.path) if layer.path is not None else None
    with layer.glossary as glossary:
        return Standing(
            name=glossary.name(),
            origin=layer.origin,
            path=layer.path,
            entries=glossary.count(),
            extends=len(glossary.extensions()),
            hides=len(glossary.hidden()),
            bytes=look.bytes if look else None,
            changed=look.changed.isoformat(timespec="seconds") if look else None,
            version=glossary.head().version,
            problems=int(glossary.fact("problems") or 0),
        )
