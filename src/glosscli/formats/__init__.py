"""How a file becomes records: one module for each format, which yields heads and entries and never raises over content.

A reader takes an open file and its path (for places) and yields, in the order of the file, a ``Record`` for the head, one for
each entry, and a ``Problem`` wherever something cannot be read.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from glosscli.formats import jsonl, yaml
from glosscli.model import Problem
from glosscli.records import Record

Reader = Callable[[BinaryIO, str], Iterator[Record | Problem]]

READERS: dict[str, Reader] = {".yaml": yaml.read, ".yml": yaml.read, ".jsonl": jsonl.read}
"""The reader for each file name ending, in lower case."""

LARGEST: dict[str, int] = {".yaml": yaml.LARGEST, ".yml": yaml.LARGEST}
"""The bytes that a file may have, for each file name ending whose reader holds it in memory as a whole."""
