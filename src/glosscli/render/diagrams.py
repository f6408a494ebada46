"""Surroundings as a drawing to be: in the language of Graphviz (dot), and in that of Mermaid."""

from __future__ import annotations

from glosscli.render import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from glosscli.surroundings import Surroundings

_WIDTH = 24
"""Letters after which a name in a box is broken."""


def dot(around: Surroundings) -> str:
    """A directed graph for ``dot``; nothing for a miss. Relations that hold both ways have no arrow head."""
    lines = [
        "digraph gloss {",
        "  rankdir=LR;",
        '  node [shape=box, style=rounded, fontname="sans-serif"];',
        '  edge [fontname="sans-serif", fontsize=10];',
    ]
    for node in around.nodes:
        strong = ", penwidth=2" if node.depth == 0 else ""
        lines.append(f'  "{node.slug}" [label="{_of_dot(_broken(node.term))}", tooltip="{_of_dot(node.definition)}"{strong}];')
    for edge in around.edges:
        plain = ", dir=none" if edge.kind in words.MUTUAL else ""
        lines.append(f'  "{edge.source}" -> "{edge.target}" [label="{words.BRANCHES[edge.kind]}"{plain}];')
    return "\n".join([*lines, "}"]) + "\n" if around.tree is not None else ""


def mermaid(around: Surroundings) -> str:
    """A flowchart for Mermaid; nothing for a miss. Relations that hold both ways have no arrow head."""
    numbers = {node.slug: f"n{number}" for number, node in enumerate(around.nodes)}
    lines = ["flowchart LR"]
    lines += [f'  {numbers[node.slug]}["{_of_mermaid(node.term)}"]' for node in around.nodes]
    for edge in around.edges:
        arrow = "---" if edge.kind in words.MUTUAL else "-->"
        lines.append(f'  {numbers[edge.source]} {arrow}|"{words.BRANCHES[edge.kind]}"| {numbers[edge.target]}')
    return "\n".join([*lines, "  style n0 stroke-width:3px"]) + "\n" if around.tree is not None else ""


def _broken(name: str) -> str:
    """A name over several lines, as the text of a box."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) > _WIDTH:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return "\n".join(lines)


def _of_dot(text: str) -> str:
    """A text in quotes; Graphviz reads entities of HTML there, so what begins one is written as one."""
    return text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _of_mermaid(text: str) -> str:
    """A text in quotes: what Mermaid would take for its own stands as the code of its character."""
    return "".join(f"#{ord(letter)};" if letter in _SPECIAL_TO_MERMAID else letter for letter in text.replace("\n", " "))


_SPECIAL_TO_MERMAID = frozenset('"#;&<>`\\*_')

WRITERS = {"dot": dot, "mermaid": mermaid}
"""The writer for each language of diagrams."""
