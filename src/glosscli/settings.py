"""What a person has set, and where: in ``config.toml``, overruled by the environment; a command's options overrule both.

Reads the environment: ``GLOSS_*``.
"""

from __future__ import annotations

import os

from glosscli import places
from glosscli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from glosscli.render import Format

    Color = Literal["auto", "always", "never"]
    Value = bool | str | tuple[str, ...] | None

_PREFIX = "GLOSS_"
_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


class Setting:
    """Something that can be set: what it is called, what it does, its value where nobody sets it, and the words it may be."""

    __slots__ = ("choices", "default", "does", "name")

    def __init__(self, name: str, default: Value, does: str, choices: tuple[str, ...] = ()) -> None:
        self.name = name
        self.default = default
        self.does = does
        self.choices = choices

    @property
    def variable(self) -> str:
        """The name of the variable of the environment that sets it."""
        return _PREFIX + self.name.upper()


KNOWN = {
    setting.name: setting
    for setting in (
        Setting("glossaries", (), "further glossaries, files or folders, asked after your own and before the bundled one"),
        Setting("own", None, "the file of your own glossary; where it is not set, glossary.yaml beside config.toml"),
        Setting("project", True, "whether the glossary of the project that you stand in is asked"),
        Setting("bundled", True, "whether the bundled glossary is asked"),
        Setting("format", None, "how answers are written", ("terminal", "plain", "json", "markdown")),
        Setting("color", "auto", "when pages are colored", ("auto", "always", "never")),
        Setting("full", False, "whether every part of an entry is shown"),
        Setting("editor", None, "the command that opens a file to edit; where it is not set, $VISUAL or $EDITOR"),
    )
}
"""Every setting, by its name."""


class Settings:
    """The value of every setting, where each is from, and what is wrong with what was set."""

    __slots__ = ("_values", "origins", "unknown", "wrong")

    def __init__(self) -> None:
        self._values: dict[str, Value] = {}
        self.origins: dict[str, str] = {}
        self.wrong: list[str] = []
        self.unknown: list[str] = []

    def value(self, name: str) -> Value:
        """The value of a setting, the default where nobody has set it."""
        return self._values.get(name, KNOWN[name].default)

    def word(self, name: str) -> str | None:
        """The value of a setting that is a word or a path."""
        value = self.value(name)
        return value if isinstance(value, str) else None

    def wants(self, name: str) -> bool:
        """The value of a setting that is yes or no."""
        return self.value(name) is True

    def paths(self, name: str) -> tuple[str, ...]:
        """The value of a setting that is a list of paths."""
        value = self.value(name)
        return value if isinstance(value, tuple) else ()

    def format(self) -> Format | None:
        """How answers are written; None where that is left to where they go."""
        return self._values.get("format")  # type: ignore[return-value]  # one of the choices, as read

    def color(self) -> Color:
        """When pages are colored."""
        return self.value("color")  # type: ignore[return-value]  # one of the choices, as read

    def origin(self, name: str) -> str:
        """Where the value is from: a file, a variable of the environment, or ``default``."""
        return self.origins.get(name, "default")

    def set(self, name: str, value: Value, origin: str) -> None:
        """Let a value hold, over one that held before."""
        self._values[name] = value
        self.origins[name] = origin


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """What is set in the user's file and, over it, in the environment (by default that of the process).

    Nothing is raised for what is wrong; it stands in ``wrong`` and ``unknown``, a sentence each.
    """
    environment = os.environ if environment is None else environment
    settings = Settings()
    path = places.settings_file()
    if os.path.exists(path):
        _read_file(path, settings)
    for variable, text in environment.items():
        if variable.startswith(_PREFIX) and text.strip():
            _set_from_environment(variable, text.strip(), settings)
    return settings


def heeded(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings, for a command that acts on them. Raises ``UsageError`` for the first value that cannot be meant."""
    settings = load(environment)
    if settings.wrong:
        raise UsageError(settings.wrong[0], "gloss config shows every setting and where it is from")
    return settings


def _read_file(path: str, settings: Settings) -> None:
    import tomllib

    try:
        with open(path, "rb") as file:
            written = tomllib.load(file)
    except OSError as error:
        settings.wrong.append(f"cannot read {path}: {error.strerror}")
        return
    except (ValueError, RecursionError) as error:
        settings.wrong.append(f"{path} is not valid TOML: {' '.join(str(error).split())}")
        return
    for name, value in written.items():
        setting = KNOWN.get(name)
        if setting is None:
            settings.unknown.append(f"{path} sets '{name}', which is not known; {_nearest(name, list(KNOWN))}")
            continue
        fitting = value
        if isinstance(setting.default, tuple):
            listed = [value] if isinstance(value, str) else value
            is_list = isinstance(listed, list) and all(isinstance(part, str) and part for part in listed)
            fitting = tuple(_whole(part, path) for part in listed) if is_list else None
        elif isinstance(setting.default, bool):
            fitting = value if isinstance(value, bool) else None
        elif not isinstance(value, str) or not value or (setting.choices and value not in setting.choices):
            fitting = None
        elif name == "own":
            fitting = _whole(value, path)
        if fitting is None:
            settings.wrong.append(f"{path} sets {name} to {value!r}; it is {_kind(setting)}")
        else:
            settings.set(name, fitting, path)


def _set_from_environment(variable: str, text: str, settings: Settings) -> None:
    setting = next((known for known in KNOWN.values() if known.variable == variable), None)
    if setting is None:
        nearest = _nearest(variable, [known.variable for known in KNOWN.values()])
        settings.unknown.append(f"the environment sets {variable}, which is not known; {nearest}")
        return
    value: Value = text
    if isinstance(setting.default, tuple):
        value = tuple(os.path.expanduser(part) for part in text.split(os.pathsep) if part)
    elif isinstance(setting.default, bool):
        value = True if text.lower() in _YES else False if text.lower() in _NO else None
    elif setting.choices and text not in setting.choices:
        value = None
    elif setting.name == "own":
        value = os.path.expanduser(text)
    if value is None:
        settings.wrong.append(f"{variable} is '{text}'; it is {_kind(setting)}")
    else:
        settings.set(setting.name, value, variable)


def _whole(path: str, beside: str) -> str:
    """A path as it is meant in a file: from home where it begins with ~, else from the folder of that file."""
    return os.path.join(os.path.dirname(beside), os.path.expanduser(path))


def _kind(setting: Setting) -> str:
    if setting.choices:
        return f"one of {', '.join(setting.choices)}"
    if isinstance(setting.default, bool):
        return "true or false"
    return "a list of paths" if isinstance(setting.default, tuple) else "text"


def _nearest(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f"did you mean '{near[0]}'?" if near else f"known are {', '.join(known)}"
