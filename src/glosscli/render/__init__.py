"""How an answer is written out: one module for each format; every renderer makes text from values and writes nothing itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal, Protocol, cast

if TYPE_CHECKING:
    from glosscli.model import Answer, Entry, Results

Format = Literal["terminal", "plain", "json", "markdown"]

_MODULES: dict[Format, str] = {"terminal": "terminal", "plain": "plain", "json": "lines", "markdown": "markdown"}


@dataclass(frozen=True, slots=True)
class Style:
    """How the person wants to see it: width in columns, whether with color, whether with every part of an entry."""

    width: int = 80
    color: bool = False
    full: bool = False


class Renderer(Protocol):
    """What each format can write. An empty text means that there is nothing to write on standard output."""

    def answer(self, answer: "Answer", style: Style) -> str:
        """The answer to one query; what is shown of a miss on standard output."""
        ...

    def related(self, answer: "Answer", style: Style) -> str:
        """The neighbors of the entry that was found."""
        ...

    def results(self, results: "Results", style: Style) -> str:
        """What was found in the text of the entries."""
        ...

    def listing(self, entries: "Iterable[Entry]", style: Style) -> Iterable[str]:
        """A line or so for each of many entries, as they come."""
        ...


def renderer(name: Format) -> Renderer:
    """The renderer of a format; its module, and the libraries behind it, are loaded only here."""
    return cast(Renderer, import_module(f"glosscli.render.{_MODULES[name]}"))
