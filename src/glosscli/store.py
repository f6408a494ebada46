"""Which glossary there is and where: the bundled one, compiled with the package or lying in a checkout, or any other file."""

from __future__ import annotations

import os

from glosscli import glossary

_PACKAGE = os.path.dirname(os.path.abspath(__file__))


def bundled_source() -> str:
    """The path of the bundled glossary's YAML: in the package, or in the checkout around it."""
    packaged = os.path.join(_PACKAGE, "data", "terms.yaml")
    return packaged if os.path.exists(packaged) else os.path.normpath(os.path.join(_PACKAGE, "..", "..", "data", "terms.yaml"))


def bundled_echoes() -> str:
    """The path of the fingerprints of pages that the bundled glossary is measured against; they lie beside it."""
    return os.path.join(os.path.dirname(bundled_source()), "echoes.txt")


def open_glossary(path: str | None = None) -> glossary.Glossary:
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
