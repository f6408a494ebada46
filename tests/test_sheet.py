"""Sections, trees and grids, as each format draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from glosscli.render import Style, renderer
from glosscli.render.sheet import Grid, Line, Section, Sheet

if TYPE_CHECKING:
    from glosscli.render import Format

SHEET = Sheet(
    "A | B",
    [
        Section("Steps", [Line("One", "first", "a number"), Line("Two", "then")], is_numbered=True),
        Section("Tree", [Line("Root", lines=[Line("Left", "is left", lines=[Line("Leaf")]), Line("Right")])], is_tree=True),
        Grid(["A", "B"], [("What it is", ["this", "that"]), ("Only one", ["", "mine"])]),
    ],
    ["gloss define a"],
)
PLAIN = """\
A | B

Steps:
  1. One: first
    a number
  2. Two: then

Tree:
  Root
    Left: is left
      Leaf
    Right

What it is:
  A: this
  B: that
Only one:
  B: mine
"""
MARKDOWN = """\
# A \\| B

## Steps

1. **One**: first a number
2. **Two**: then

## Tree

- **Root**
  - **Left**: is left
    - **Leaf**
  - **Right**

|  | A | B |
| --- | --- | --- |
| **What it is** | this | that |
| **Only one** |  | mine |
"""


@pytest.mark.parametrize(("format", "text"), [("plain", PLAIN), ("markdown", MARKDOWN), ("json", "")])
def test_sheet_is_written(format: Format, text: str) -> None:
    assert renderer(format).sheet(SHEET, Style()) == text


@pytest.mark.parametrize("width", [30, 40, 80, 200])
def test_sheet_fits_its_window_and_stacks_a_grid_where_it_is_narrow(width: int) -> None:
    lines = renderer("terminal").sheet(SHEET, Style(width=width)).splitlines()
    assert max(map(len, lines)) <= width
    assert any("└── Right" in line for line in lines)
    assert any("this" in line and "that" in line for line in lines) == (width >= 60)
    assert lines[-1] == "next: gloss define a"
