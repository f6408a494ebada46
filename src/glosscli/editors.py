"""Which editor a person wants, and how each is told to open a file at a line.

Reads the environment: ``VISUAL``, ``EDITOR``.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Mapping

from glosscli.errors import GlossError, UsageError

_PLUS = frozenset("vi vim nvim view gvim nano pico emacs emacsclient micro kak joe jed ne mcedit".split())
"""Editors that are told a line as ``+LINE FILE``."""
_COLON = frozenset("hx helix subl zed".split())
"""Editors that are told a line as ``FILE:LINE``."""
_GOTO = frozenset("code code-insiders codium vscodium cursor windsurf".split())
"""Editors that are told a line as ``--goto FILE:LINE``."""
_LEAVES_AT_ONCE = _GOTO | {"subl", "zed"}
"""Editors that come back before the file is closed, unless they are told to wait."""


def wanted(setting: str | None, environment: Mapping[str, str] | None = None) -> list[str]:
    """The editor and its options: what is set, else ``$VISUAL``, else ``$EDITOR``. Raises ``UsageError`` where there is none."""
    environment = os.environ if environment is None else environment
    named = setting or environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()
    posix = os.name != "nt"
    try:
        words = shlex.split(named, posix=posix)
    except ValueError as error:
        raise UsageError(f"the editor is set to '{named}', in which a quotation does not end") from error
    if not words:
        raise UsageError("no editor is set", 'set $EDITOR, or in config.toml: editor = "nano"')
    return words if posix else [word.strip('"') for word in words]


def line_of(editor: list[str], path: str, line: int) -> list[str]:
    """The command line that opens a file at a line; an editor that is not known opens it at its beginning."""
    name = os.path.basename(editor[0].replace("\\", "/")).lower()
    name = name.removesuffix(".exe").removesuffix(".cmd")
    waiting = ["--wait"] if name in _LEAVES_AT_ONCE and not {"-w", "--wait"} & {*editor} else []
    if name in _PLUS:
        return [*editor, f"+{line}", path]
    if name in _GOTO:
        return [*editor, *waiting, "--goto", f"{path}:{line}"]
    return [*editor, *waiting, f"{path}:{line}" if name in _COLON else path]


def open_at(editor: list[str], path: str, line: int) -> None:
    """Open a file in an editor and come back when it is closed.

    Raises ``GlossError`` where the editor cannot be run, or says that it failed.
    """
    program = shutil.which(editor[0])
    if program is None:
        raise GlossError(f"there is no editor '{editor[0]}'", 'set $EDITOR, or in config.toml: editor = "nano"')
    try:
        running = subprocess.Popen([program, *line_of(editor, path, line)[1:]])
    except OSError as error:
        raise GlossError(f"cannot run the editor '{editor[0]}': {error.strerror}") from error
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the editor is the editor's.
    try:
        code = running.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    if code:
        ended = f"was stopped by signal {-code}" if code < 0 else f"ended with exit code {code}"
        raise GlossError(f"the editor '{editor[0]}' {ended}")
