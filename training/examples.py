"""What the network learns from: one text with the spans, labels and links that a corpus gives for it.

Every corpus reader yields `Example`s, in character offsets of its own text. A corpus annotates some things and not others;
`complete` names the layers that it annotates wholly, so that what is not marked is known not to be there. A layer that is not
named teaches nothing by being empty: its loss is masked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Stretch = tuple[int, int]
"""A half-open stretch of characters of the example's text."""


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated text.

    `spans`: (layer, stretch). A layer of a public corpus carries the corpus' name: "muc4.Victim", "timex", "re3d.Location".
    `labels`: (head, stretch, value): what a span is, such as ("event_type", (10, 16), "attack").
    `links`: (kind, stretch, stretch): the first is the trigger, cue, figure or later mention, the second what it points to.
    `complete`: the span layers and link kinds that are annotated wholly within `within` (everywhere if None).
    """

    name: str
    text: str
    spans: Sequence[tuple[str, Stretch]] = ()
    labels: Sequence[tuple[str, Stretch, str]] = ()
    links: Sequence[tuple[str, Stretch, Stretch]] = ()
    complete: frozenset[str] = frozenset()
    within: Sequence[Stretch] | None = field(default=None)
