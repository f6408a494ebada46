"""What the standard streams can show, and how text reaches them: data on standard output, talk on standard error.

Reads the environment: ``COLUMNS``, ``NO_COLOR``, ``FORCE_COLOR``, ``TERM``.
"""

from __future__ import annotations

import io
import os
import sys

from glosscli.errors import GlossError
from glosscli.render import Style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn, TextIO

    from glosscli.render import Format
    from glosscli.settings import Color


_said = False


class ReaderLeft(Exception):
    """Whoever read standard output has had enough; no error."""


def prepare() -> None:
    """Make the streams fit for any text: a closed one swallows it, a character outside its encoding becomes a question mark."""
    global _said
    _said = False
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def default_format() -> Format:
    """Panels for a person, plain text for a pipe or a file."""
    return "terminal" if sys.stdout.isatty() else "plain"


def style(color: Color, full: bool) -> Style:
    """The width of the window, and color where the person and the terminal want it."""
    return Style(width=_columns(), color=_wants_color(color, sys.stdout), full=full)


def has_said() -> bool:
    """Whether anything has been written to standard output by ``say``."""
    return _said


def say(text: str) -> None:
    """Write data to standard output at once.

    Raises ``ReaderLeft`` where the other end of a pipe is closed, ``GlossError`` where nothing can be written.
    """
    global _said
    _said = _said or bool(text)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError as error:
        _swallow_the_rest()
        raise ReaderLeft from error
    except OSError as error:
        _swallow_the_rest()
        raise GlossError(f"cannot write to standard output: {error.strerror}") from error


def tell(words: str, *hints: str) -> None:
    """Write a line for the person to standard error, and under it what they can do; what they quote can harm no terminal."""
    from glosscli import labels

    try:
        sys.stdout.flush()
        sys.stderr.write("".join((f"gloss: {labels.shown(words)}\n", *(f"  {labels.shown(hint)}\n" for hint in hints))))
        sys.stderr.flush()
    except OSError:
        pass


def ask(prompt: str) -> str:
    """The line that a person types after a prompt. Raises ``KeyboardInterrupt`` where they type Ctrl-C or Ctrl-D."""
    try:
        if sys.stdout.isatty():
            import contextlib

            with contextlib.suppress(ImportError):
                import readline  # noqa: F401 -- with it the line can be edited.
            return input(prompt)
        sys.stderr.write(prompt)
        sys.stderr.flush()
        if line := sys.stdin.readline():
            return line
    except (KeyboardInterrupt, EOFError, OSError):
        pass
    sys.stderr.write("\n")
    raise KeyboardInterrupt


def is_asked_by_a_person() -> bool:
    """Whether someone sits at a terminal who can be asked for something."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def leave(code: int) -> NoReturn:
    """End the process at once: nothing is open, and taking the interpreter down piece by piece costs two milliseconds."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        pass
    os._exit(code)


def lines_of_stdin() -> TextIO:
    """Standard input, to be read line by line as it comes."""
    return sys.stdin


def _columns() -> int:
    """The width of the window: ``COLUMNS`` where it is set, else what the terminal says, else 80."""
    told = os.environ.get("COLUMNS", "")
    if told.isdigit() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _wants_color(color: Color, stream: TextIO) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _swallow_the_rest() -> None:
    """Point standard output to nowhere, so that what is still buffered raises nothing at the end of the run."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
