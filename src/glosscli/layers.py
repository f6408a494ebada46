"""Several glossaries asked as one: the nearest wins a label, and may extend, replace or hide an entry of those below it.

Nothing is merged beforehand: each glossary stays compiled on its own, and what stands above what is found out for the entries that
a question touches. An entry is numbered by its glossary and its number there; the entry of a slug is that of the nearest glossary
which has one, together with those that it extends.
"""

from __future__ import annotations

from glosscli.glossary import EVERYTHING, INVERSE, Glossary, Hit, Name, json_text
from glosscli.glossary.page import Page
from glosscli.stack import SHIFT, Stack, by_layer, entry_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from typing import Any

    from glosscli import labels
    from glosscli.glossary import Filter
    from glosscli.model import Head, NeighborKind
    from glosscli.stack import Standing


class Layers(Glossary):
    """Open glossaries, nearest first, that answer as one. Close it, or use it as a context: they are closed with it."""

    def __init__(self, glossaries: Sequence[Glossary], *, only_nearest: bool = False) -> None:
        """With ``only_nearest`` only the entries of the nearest one are found; those below tell what they extend and relate to."""
        self.glossaries = tuple(glossaries)
        self._stack = Stack(glossaries, only_nearest)

    def close(self) -> None:
        """Let the files go."""
        for glossary in self.glossaries:
            glossary.close()

    def each(self) -> list[Glossary]:
        """Every glossary by itself, nearest first: what it would answer if none stood above it."""
        return [Layers(self.glossaries[number:], only_nearest=True) for number in range(len(self.glossaries))]

    def head(self) -> Head:
        """What the nearest glossary says about itself."""
        return self.glossaries[0].head()

    def name(self) -> str:
        """The name of the nearest glossary."""
        return self.glossaries[0].name()

    def name_of(self, entry: int) -> str:
        """The name of the glossary that an entry is from."""
        return self.glossaries[entry >> SHIFT].name()

    def fact(self, name: str) -> str | int | None:
        """Something noted when the nearest glossary was compiled."""
        return self.glossaries[0].fact(name)

    # Labels.

    def exact_hits(self, folded: str) -> list[Hit]:
        """The labels of the nearest glossary that has the query as written, names before lookup phrases."""
        return self._nearest_hits(lambda glossary: glossary.exact_hits(folded))

    def hits(self, keys: labels.Keys) -> list[Hit]:
        """The labels that share a form with the query, each form from the nearest glossary that has it; the surest form first."""
        return self._nearest_hits(lambda glossary: glossary.hits(keys))

    def _nearest_hits(self, ask: Callable[[Glossary], list[Hit]]) -> list[Hit]:
        nearest: dict[tuple[int, bool], int] = {}
        kept: list[Hit] = []
        for layer, glossary in enumerate(self.glossaries):
            hits = ask(glossary)
            seen = self._stack.seen(layer, [hit.entry for hit in hits]) if hits else {}
            kept += [
                Hit(hit.form, seen[hit.entry], hit.kind, hit.label)
                for hit in hits
                if hit.entry in seen and nearest.setdefault((hit.form, hit.kind == "lookup"), layer) == layer
            ]
        return sorted(kept, key=lambda hit: (hit.form, hit.kind == "lookup"))

    def labels_with(self, numbers: Iterable[int], least: int) -> list[tuple[int, str]]:
        """The labels that have at least so many of these segments: number and folded words of each."""
        wanted = list(numbers)
        return [
            (layer << SHIFT | number, words)
            for layer, glossary in enumerate(self.glossaries)
            for number, words in glossary.labels_with(wanted, least)
        ]

    def names(self, numbers: Iterable[int]) -> dict[int, Name]:
        """Some labels, by their numbers, with the entries they lead to; of one label, only where the nearest glossary has it."""
        found: dict[int, Name] = {}
        taken: dict[str, int] = {}
        for layer, local in sorted(by_layer(numbers).items()):
            names = self.glossaries[layer].names(local)
            seen = self._stack.seen(layer, [name.entry for name in names.values()])
            for number, name in names.items():
                if name.entry in seen and taken.setdefault(name.words, layer) == layer:
                    found[layer << SHIFT | number] = _moved(name, seen[name.entry])
        return found

    def names_beginning(self, squashed: str, most: int) -> list[Name]:
        """The labels whose folded words begin with these letters, the shortest first."""
        return self._nearest_names(lambda glossary: glossary.names_beginning(squashed, most), most)

    def names_worded(self, expression: str, most: int) -> list[Name]:
        """The labels whose folded words fit a full-text expression, names before lookup phrases, the shortest first."""
        return self._nearest_names(lambda glossary: glossary.names_worded(expression, most), most)

    def _nearest_names(self, ask: Callable[[Glossary], list[Name]], most: int) -> list[Name]:
        found: list[Name] = []
        taken: dict[str, int] = {}
        for layer, glossary in enumerate(self.glossaries):
            names = ask(glossary)
            seen = self._stack.seen(layer, [name.entry for name in names]) if names else {}
            found += [
                _moved(name, seen[name.entry])
                for name in names
                if name.entry in seen and taken.setdefault(name.words, layer) == layer
            ]
        return sorted(found, key=lambda name: (name.kind == "lookup", len(name.words), -name.links))[:most]

    # Text.

    def passages(self, expression: str, most: int, keep: Filter = EVERYTHING) -> list[tuple[int, float]]:
        """The entries whose text fits a full-text expression, the most telling first, each with its weight.

        How telling a word is depends on the glossary it stands in, so weights are told as shares of the heaviest one there.
        """
        weights: dict[int, float] = {}
        for layer, glossary in enumerate(self.glossaries):
            found = glossary.passages(expression, most, keep)
            seen = self._stack.seen(layer, [entry for entry, _ in found]) if found else {}
            for entry, weight in found:
                if entry in seen:
                    share = weight / found[0][1]
                    weights[seen[entry]] = max(share, weights.get(seen[entry], 0.0))
        return sorted(weights.items(), key=lambda pair: -pair[1])[:most]

    def texts(self, entry: int) -> dict[str, str]:
        """The slug, term and definition of an entry, and the further fields of text that it has, applications a line each."""
        texts: dict[str, str] = {}
        for layer, local in reversed(self._stack.parts([entry])[entry]):
            texts.update(self.glossaries[layer].texts(local))
        return texts

    def phrases(self, entries: Iterable[int]) -> list[tuple[int, str, float]]:
        """What entries say of themselves in one breath: entry, folded words of a label or definition, how much that counts."""
        return [
            (whole[entry], words, share)
            for layer, whole in self._wholes(entries).items()
            for entry, words, share in self.glossaries[layer].phrases(whole)
        ]

    def is_common(self, expression: str) -> bool:
        """Whether so many entries of one of the glossaries fit that weighing them all would take long and tell little."""
        return any(glossary.is_common(expression) for glossary in self.glossaries)

    def fitting(self, expression: str, entries: Iterable[int]) -> set[int]:
        """Those among some entries whose text fits a full-text expression."""
        return {
            whole[entry]
            for layer, whole in self._wholes(entries).items()
            for entry in self.glossaries[layer].fitting(expression, whole)
        }

    def _wholes(self, entries: Iterable[int]) -> dict[int, dict[int, int]]:
        """The parts of some entries, by glossary: the number there, and the number of the entry that it is part of."""
        wholes: dict[int, dict[int, int]] = {}
        for number, parts in self._stack.parts(entries).items():
            for layer, entry in parts:
                wholes.setdefault(layer, {})[entry] = number
        return wholes

    # Entries.

    def page(self, entry: int) -> Page:
        """One entry with its neighbors: its own relations in their order, then those of others that point here."""
        (standing,) = self._stack.parts([entry]).values()
        (slug,) = self.glossaries[standing[0][0]].slugs([standing[0][1]]).values()
        links = self._links_of(slug, standing)
        others = self._told([other for _, _, other, _ in links])
        related = ",".join(
            f'{{"kind":"{kind}","slug":"{other}","term":{json_text(others[other][0])},'
            f'"definition":{json_text(others[other][1])},"why":{json_text(why)}}}'
            for _, kind, other, why in links
        )
        return self._page(standing, f'"related":[{related}],')

    def neighbors(self, entries: Collection[int]) -> dict[int, list[tuple[NeighborKind, int, str]]]:
        """The relations of some entries: kind, other entry, reason; of each its own in their order, then those of others to it."""
        slugs = self.slugs(entries)
        standing = self._stack.standing(slugs.values())
        links = {entry: self._links_of(slug, standing[slug]) for entry, slug in slugs.items()}
        others = self._stack.standing({other for found in links.values() for _, _, other, _ in found})
        return {entry: [(kind, entry_of(others[other]), why) for _, kind, other, why in found] for entry, found in links.items()}

    def links(self, slug: str) -> list[tuple[int, NeighborKind, str, str]]:
        """The relations of the entry with a slug: place, kind, slug of the other one, reason; its own first.

        What others write of it has places from ``INVERSE`` on.
        """
        return self._links_of(slug, self._stack.standing([slug])[slug])

    def _links_of(self, slug: str, standing: Standing) -> list[tuple[int, NeighborKind, str, str]]:
        """Place, kind, slug and reason of each relation between what is answered: its own first, each once."""
        layers = {layer for layer, _ in standing}
        found = sorted(
            (place >= INVERSE, layer, place, other, kind, why)
            for layer, glossary in enumerate(self.glossaries)
            for place, kind, other, why in glossary.links(slug)
            if place >= INVERSE or layer in layers
        )
        others = self._stack.standing([other for _, _, _, other, _, _ in found])
        links: dict[tuple[NeighborKind, str], tuple[int, str]] = {}
        for inverse, layer, place, other, kind, why in found:
            is_told = any(part == layer for part, _ in others[other]) if inverse else bool(others[other])
            if is_told:
                links.setdefault((kind, other), (place, why))
        return [(place, kind, other, why) for (kind, other), (place, why) in links.items()]

    def _told(self, slugs: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Term and definition of what slugs stand for."""
        standing = {slug: parts for slug, parts in self._stack.standing(slugs).items() if parts}
        bodies = self._bodies(standing.values())
        return {slug: _told_by(bodies[part] for part in parts) for slug, parts in standing.items()}

    def _bodies(self, standings: Iterable[Standing]) -> dict[tuple[int, int], tuple[str, str, str]]:
        """Term, definition and JSON of each part."""
        parts = [entry_of([part]) for standing in standings for part in standing]
        return {
            (layer, entry): body
            for layer, local in by_layer(parts).items()
            for entry, body in self.glossaries[layer].bodies(local).items()
        }

    def _page(self, standing: Standing, related: str = "") -> Page:
        """The page of what a slug stands for, all of it from the nearest part that says it; lists are joined."""
        bodies = self._bodies([standing])
        body = bodies[standing[0]][2]
        name, base = self.glossaries[standing[0][0]].name(), ""
        if len(standing) > 1:
            base = self.glossaries[standing[-1][0]].name()
        if base or '"term":null' in body:
            body = self._joined([bodies[part][2] for part in standing])
        extended = f',"base":"{base}"' if base else ""
        whence = f"{name}, extending {base}" if base else name
        connection = self.glossaries[standing[0][0]]._connection
        return Page(f'{body},{related}"glossary":"{name}"{extended}}}', connection, whence)

    def _joined(self, bodies: Sequence[str]) -> str:
        """The JSON of an entry from that of its parts; confusions are given the terms of entries in other glossaries."""
        import json

        values: dict[str, Any] = {}
        for part in map(json.loads, (body + "}" for body in reversed(bodies))):
            for field, value in part.items():
                if isinstance(value, list):
                    known = values.get(field, [])
                    values[field] = value + [item for item in known if item not in value]
                elif value or field not in values:
                    values[field] = value
        told = self._told(mixup["with"] for mixup in values["confusions"])
        for mixup in values["confusions"]:
            mixup["term"] = told[mixup["with"]][0] if mixup["with"] in told else None
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))[:-1]

    def entry(self, slug: str) -> int | None:
        """The entry of a slug; None where there is none."""
        standing = self._stack.standing([slug])[slug]
        return entry_of(standing) if standing else None

    def brief(self, entry: int) -> tuple[str, str]:
        """The slug and the term of an entry."""
        (standing,) = self._stack.parts([entry]).values()
        (slug,) = self.glossaries[standing[0][0]].slugs([standing[0][1]]).values()
        return slug, self._told([slug])[slug][0]

    def outlines(self, entries: Iterable[int]) -> dict[int, dict[str, str]]:
        """The slug, term, definition and level of some entries, by their numbers; what one does not have is absent."""
        outlines: dict[int, dict[str, str]] = {}
        for number, standing in self._stack.parts(entries).items():
            for layer, entry in reversed(standing):
                outlines.setdefault(number, {}).update(self.glossaries[layer].outlines([entry])[entry])
        return outlines

    def slugs(self, entries: Iterable[int]) -> dict[int, str]:
        """The slugs of some entries, by their numbers."""
        return {
            layer << SHIFT | entry: slug
            for layer, local in by_layer(entries).items()
            for entry, slug in self.glossaries[layer].slugs(local).items()
        }

    def entries(self, keep: Filter = EVERYTHING) -> Iterator[Page]:
        """The entries that a filter keeps, by term, one at a time, without their neighbors."""
        from heapq import merge

        def of_one(glossary: Glossary) -> Iterator[tuple[str, str, Page]]:
            for page in glossary.entries(keep):
                if page.slug not in overlapping:
                    page.whence = glossary.name()
                    yield page.term.lower(), page.slug, page

        overlapping = self._stack.overlap()
        joined = [(page.term.lower(), page.slug, page) for page in self._overlap_kept(keep)]
        streams = [sorted(joined, key=lambda row: row[:2]), *(of_one(glossary) for glossary in self.glossaries)]
        for _, _, page in merge(*streams, key=lambda row: row[:2]):
            yield page

    def count(self, keep: Filter = EVERYTHING) -> int:
        """How many entries a filter keeps."""
        own = sum(glossary.count(keep) - glossary.count_of(self._stack.overlap(), keep) for glossary in self.glossaries)
        return own + sum(1 for _ in self._overlap_kept(keep))

    def nth(self, number: int, keep: Filter = EVERYTHING, without: Iterable[str] = ()) -> int:
        """The entry that stands at a number, counted from 0, among those that a filter keeps, some slugs left out."""
        overlapping = self._stack.overlap().union(without)
        for layer, glossary in enumerate(self.glossaries):
            here = glossary.count(keep) - glossary.count_of(overlapping, keep)
            if number < here:
                return layer << SHIFT | glossary.nth(number, keep, overlapping)
            number -= here
        slugs = [page.slug for page in self._overlap_kept(keep) if page.slug not in without]
        return entry_of(self._stack.standing([slugs[number]])[slugs[number]])

    def _overlap_kept(self, keep: Filter) -> Iterator[Page]:
        """The pages of what those slugs stand for, as far as a filter keeps them."""
        for standing in self._stack.standing(sorted(self._stack.overlap())).values():
            if standing:
                page = self._page(standing)
                if (
                    keep.category in (None, page.category or "")
                    and keep.level in (None, page.level)
                    and (keep.tag is None or keep.tag in page.tags)
                ):
                    yield page

    def counts(self) -> dict[str, int]:
        """How many entries each category has; those that have none are counted under an empty name."""
        from collections import Counter

        found = Counter(page.category or "" for page in self._overlap_kept(EVERYTHING))
        for glossary in self.glossaries:
            found.update(glossary.counts())
            found.subtract(glossary.counts_of(self._stack.overlap()))
        return dict(+found)

    def most_linked(self, most: int, keep: Filter = EVERYTHING, without: Iterable[str] = ()) -> list[int]:
        """Of the entries that a filter keeps those with the most relations, so many of each glossary, and all that several have."""
        alone = self._stack.overlap().union(without)
        found = [
            layer << SHIFT | entry
            for layer, glossary in enumerate(self.glossaries)
            for entry in glossary.most_linked(most, keep, alone)
        ]
        slugs = [page.slug for page in self._overlap_kept(keep) if page.slug not in without]
        return found + [entry_of(standing) for standing in self._stack.standing(slugs).values()]

    def choices(self, field: str) -> list[str]:
        """The categories, levels or tags that occur, in order; ``field`` is one of these three words."""
        return sorted({choice for glossary in self.glossaries for choice in glossary.choices(field)})

    def beginning_with(self, prefix: str, most: int) -> list[tuple[str, str]]:
        """Slug and definition of the first entries whose slug begins with these letters, for completion."""
        slugs = sorted({slug for glossary in self.glossaries for slug, _ in glossary.beginning_with(prefix, most)})
        return [(slug, definition) for slug, (_, definition) in self._told(slugs[:most]).items()]


def _moved(name: Name, entry: int) -> Name:
    return Name(name.words, entry, name.kind, name.label, name.links)


def _told_by(bodies: Iterable[tuple[str, str, str]]) -> tuple[str, str]:
    """The term and the definition, each of the nearest part that gives one."""
    term = definition = ""
    for own_term, own_definition, _ in bodies:
        term, definition = term or own_term, definition or own_definition
    return term, definition
