"""Which glossaries there are and where: those named, the project's, the user's own, those configured, the bundled one."""

from __future__ import annotations

import os

from glosscli import glossary, places
from glosscli.errors import UnreadableGlossary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from glosscli.errors import GlossError
    from glosscli.glossary import Glossary
    from glosscli.settings import Settings

    Origin = Literal["named", "project", "own", "configured", "bundled"]

_PACKAGE = os.path.dirname(os.path.abspath(__file__))


def bundled_source() -> str:
    """The path of the bundled glossary's YAML: in the package, or in the checkout around it."""
    packaged = os.path.join(_PACKAGE, "data", "terms.yaml")
    return packaged if os.path.exists(packaged) else os.path.normpath(os.path.join(_PACKAGE, "..", "..", "data", "terms.yaml"))


def bundled_echoes() -> str:
    """The path of the fingerprints of pages that the bundled glossary is measured against; they lie beside it."""
    return os.path.join(os.path.dirname(bundled_source()), "echoes.txt")


def open_glossary(path: str | None = None) -> Glossary:
    """The glossary in a source file, compiled and open; the bundled one without a path.

    Raises ``UnreadableGlossary`` where there is no such file or nothing in it can be answered from.
    """
    if path is None:
        compiled = os.path.join(_PACKAGE, "data", "terms.db")
        if os.path.exists(compiled):
            return glossary.open_glossary(compiled)
        path = bundled_source()
    from glosscli import cache

    return cache.open_through(path)


class Layer:
    """A glossary in force: where it is from, its file (None for the bundled one), and it, open, or why it cannot be asked."""

    __slots__ = ("error", "glossary", "origin", "path")

    def __init__(self, origin: Origin, path: str | None, glossary: Glossary | None, error: GlossError | None = None) -> None:
        self.origin = origin
        self.path = path
        self.glossary = glossary
        self.error = error


def in_force(named: Sequence[str] = (), settings: Settings | None = None, only: bool = False) -> list[Layer]:
    """The glossaries that are asked, nearest first, each open or with what is wrong with it.

    Without ``settings`` those named and the bundled one; with ``only`` those named alone. Each file is asked once, where it is
    nearest. Raises ``UnreadableGlossary`` where one that was named cannot be asked: it was named to be.
    """
    layers: list[Layer] = []
    seen: set[str] = set()
    for origin, path in _paths(named, settings, only):
        if path is None:
            layers.append(Layer(origin, None, open_glossary()))
            continue
        try:
            files = places.glossary_files(path)
        except UnreadableGlossary as error:
            if origin == "named":
                raise
            layers.append(Layer(origin, path, None, error))
            continue
        for file in files:
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                layers.append(_layer(origin, file))
    return layers


def _paths(named: Sequence[str], settings: Settings | None, only: bool) -> Iterator[tuple[Origin, str | None]]:
    for path in named:
        yield "named", path
    if only:
        return
    if settings is not None:
        if settings.wants("project"):
            for path in places.project_glossaries(places.here()):
                yield "project", path
        own = settings.word("own")
        if own is not None or os.path.exists(places.own_glossary()):
            yield "own", own or places.own_glossary()
        for path in settings.paths("glossaries"):
            yield "configured", path
    if settings is None or settings.wants("bundled"):
        yield "bundled", None


def _layer(origin: Origin, path: str) -> Layer:
    try:
        return Layer(origin, path, open_glossary(path))
    except UnreadableGlossary as error:
        if origin == "named":
            raise
        return Layer(origin, path, None, error)


def as_one(layers: Sequence[Layer]) -> Glossary:
    """The glossaries in force, those of them that can be asked, as one. Raises ``UnreadableGlossary`` where none can."""
    glossaries = [layer.glossary for layer in layers if layer.glossary is not None]
    if not glossaries:
        raise UnreadableGlossary(
            "there is no glossary to ask", "gloss glossaries shows what is in force, and what is wrong with it"
        )
    if len(glossaries) == 1 and not glossaries[0].extends():
        return glossaries[0]
    from glosscli.layers import Layers

    return Layers(glossaries)
