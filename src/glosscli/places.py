"""Where things lie: a user's settings, own glossary and cache, and the glossary of the project that one stands in.

The only door to platformdirs. On Linux its answers are given here, without the 7 ms that importing it takes.
"""

from __future__ import annotations

import os
import sys

from glosscli.errors import UnreadableGlossary

OF_A_PROJECT = ("glossary.yaml", ".gloss")
"""What a project's glossary is called: a file, or a folder of files; where both are there, the file comes first."""
ENDINGS = (".yaml", ".yml", ".jsonl")
"""How the names of glossary files end: as ``formats`` has readers, which are too heavy to be asked here."""
MOST_FILES = 50
"""Glossary files that a folder may hold; each is opened for every answer."""


def settings_file() -> str:
    """The path of the user's ``config.toml``, whether or not it is there."""
    return os.path.join(_folder("config"), "config.toml")


def own_glossary() -> str:
    """The path of the user's own glossary, whether or not it is there: beside the settings."""
    return os.path.join(_folder("config"), "glossary.yaml")


def compiled_folder() -> str:
    """The folder in which compiled glossaries are kept, whether or not it is there."""
    return os.path.join(_folder("cache"), "compiled")


def lock_folder() -> str:
    """The folder of the files by which writers wait for each other, whether or not it is there."""
    return os.path.join(_folder("cache"), "locks")


def kept_folder() -> str:
    """The folder in which entries that were not taken into a glossary are kept for the person, whether or not it is there."""
    return os.path.join(_folder("data"), "kept")


def here() -> str | None:
    """The folder that the process stands in; None where it is gone."""
    try:
        return os.getcwd()
    except OSError:
        return None


def project_glossaries(folder: str | None) -> list[str]:
    """The glossary file, the folder of such files, or both, in the nearest folder upwards that has any; none where none has."""
    while folder is not None:
        found = [path for path in (os.path.join(folder, name) for name in OF_A_PROJECT) if os.path.exists(path)]
        if found:
            return found
        above = os.path.dirname(folder)
        folder = above if above != folder else None
    return []


def glossary_files(path: str) -> list[str]:
    """The glossary files that a path stands for: itself, or those in the folder that it is, by name; hidden ones are passed over.

    Raises ``UnreadableGlossary`` where it is a folder that cannot be read, holds no glossary file, or holds too many.
    """
    if not os.path.isdir(path):
        return [path]
    try:
        names = sorted(os.listdir(path))
    except OSError as error:
        raise UnreadableGlossary(f"cannot read the folder {path}: {error.strerror}") from error
    files = [os.path.join(path, name) for name in names if name.lower().endswith(ENDINGS) and not name.startswith(".")]
    files = [file for file in files if not os.path.isdir(file)]
    if not files:
        raise UnreadableGlossary(f"the folder {path} holds no glossary file", f"name one with an ending of: {', '.join(ENDINGS)}")
    if len(files) > MOST_FILES:
        raise UnreadableGlossary(f"the folder {path} holds {len(files)} glossary files; {MOST_FILES} are read", "join some of them")
    return files


_ON_LINUX = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
    "data": ("XDG_DATA_HOME", ".local/share"),
}


def _folder(kind: str) -> str:
    """The folder of gloss for settings (``config``), for what can be made again (``cache``), or for what cannot (``data``)."""
    if sys.platform == "linux":
        variable, usual = _ON_LINUX[kind]
        base = os.environ.get(variable, "").strip() or os.path.join(os.path.expanduser("~"), usual)
        return os.path.join(base, "gloss")
    import platformdirs

    folder: str = getattr(platformdirs, f"user_{kind}_dir")("gloss", appauthor=False)
    return folder
