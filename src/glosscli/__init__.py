"""Look up what a term means, from a terminal, a script or a program.

A program begins with ``open_glossary``; docs/library.md shows the rest by examples.
"""

from __future__ import annotations

__all__ = ["__version__", "open_glossary"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os

    from glosscli.library import Library
    from glosscli.version import __version__


def __getattr__(name: str) -> str:
    """The version, where somebody asks for it; a look-up does not."""
    if name == "__version__":
        from glosscli import version

        return version.__version__
    raise AttributeError(f"module 'glosscli' has no attribute '{name}'")


def open_glossary(*paths: str | os.PathLike[str], bundled: bool = True, in_force: bool = False) -> Library:
    """Open glossaries that answer as one: those in the given files and folders, nearest first, and below them the bundled one.

    ``bundled=False`` leaves the bundled one out. ``in_force=True`` asks those that the command line would ask here too: the
    project's, the user's own and those in the settings, which then say whether the bundled one is asked. Raises
    ``glosscli.errors.GlossError`` with what is wrong where there is nothing to ask.
    """
    from glosscli import library

    return library.open_library([str(path) for path in paths], bundled, in_force)
