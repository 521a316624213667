"""The annotated reports as examples for the network, and which of them are kept apart to judge it.

Two sources, one shape: the shared folder's reports, and the project's own (`annotations/reports.jsonl`), whose words are read
from the shared news folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

from quality.annotations import Annotated, load
from training.examples import Example, Stretch
from training.reports import text_of, title_of
from twosource.nouns import ROLES, ActorKind, FigureKind, Page, QuoteKind, Realis, SourceKind, Stance
from twosource.vocabulary import load as load_vocabulary

FOLDER = Path(__file__).with_name("annotations")
LEARNT = FOLDER / "learnt.txt"
"""The names of the reports that the shipped bundle has learnt from; `training.export` writes it."""
LAYERS = ("actor", "place", "weapon", "time", "figure", "source", "cue", "content", "trigger", "argument")
LABELS: dict[str, tuple[str, ...]] = {
    "actor_kind": get_args(ActorKind),
    "figure_kind": get_args(FigureKind),
    "event_type": tuple(load_vocabulary().events),
    "realis": get_args(Realis),
    "background": ("no", "yes"),
    "stance": get_args(Stance),
    "source_kind": get_args(SourceKind),
    "quote": get_args(QuoteKind),
}
LINKS = (
    *(f"role.{role}" for role in ROLES),
    "at",
    "when",
    "said.source",
    "said.cue",
    "figure.event",
    "same.actor",
    "same.place",
    "same.event",
)
KEPT_APART = "gaza-un-school-shelling-2009-01"
"""Reports of a topic of ECB+'s test split; the network is scored on that split, so it never learns from them."""


def reports(shared: Path, *, second: bool = False) -> Iterator[Annotated]:
    """Yield every annotated report: the shared folder's, then the project's own (`second`: the second readings alone)."""
    if not second:
        yield from load(shared / "annotation")
    for row in rows(second=second):
        text = text_of(shared / "news", row)
        page = Page(
            origin=row["id"],
            text=text,
            raw=row["sha256"],
            extractor="plain",
            outlet=row["outlet"],
            published=row["published"],
            title=title_of(shared / "news", row),
        )
        yield Annotated(row["id"], row["cluster"], page, row["found"])


def rows(*, second: bool = False) -> Iterator[dict[str, Any]]:
    """Yield the rows of the project's own annotations."""
    lines = (FOLDER / ("second.jsonl" if second else "reports.jsonl")).read_text(encoding="utf-8").splitlines()
    yield from map(json.loads, lines)


def held_out(report: Annotated) -> bool:
    """Return whether a report is of the development set: a tenth by a hash of its id, clusters of one story whole."""
    key = report.cluster or report.name
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 10 == 0


def learnt(report: Annotated) -> bool:
    """Return whether the network may learn from a report."""
    return not held_out(report) and report.cluster != KEPT_APART


def unseen(report: Annotated) -> bool:
    """Return whether the shipped bundle has not learnt from a report, though a network may.

    What comes after the network and trusts it (linking) is judged by it on such reports alone: it knows the others by heart.
    """
    return learnt(report) and report.name not in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(LEARNT.read_text(encoding="utf-8").split())


def example(report: Annotated) -> Example:
    """Return an annotated report as an example; everything is complete in it."""
    wanted, text = report.wanted, report.page.text
    spans: list[tuple[str, Stretch]] = []
    labels: list[tuple[str, Stretch, str]] = []
    links: list[tuple[str, Stretch, Stretch]] = []
    actors = {one["id"]: [_stretch(mention) for mention in one["mentions"]] for one in wanted["actors"]}
    places = {one["id"]: [_stretch(mention) for mention in one["mentions"]] for one in wanted["places"]}
    for one in wanted["actors"]:
        for mention in actors[one["id"]]:
            spans.append(("actor", mention))
            labels.append(("actor_kind", mention, one["kind"]))
        links += _all_pairs("same.actor", actors[one["id"]])
    for one in wanted["places"]:
        spans += [("place", mention) for mention in places[one["id"]]]
        links += _all_pairs("same.place", places[one["id"]])
    spans += [("weapon", _stretch(span)) for span in wanted["weapons"]]
    spans += [("time", _stretch(one["span"])) for one in wanted["times"]]
    for one in wanted["attributions"]:
        _attribution(one, spans, labels, links)
    triggers = {one["id"]: _stretch(one["trigger"]) for one in wanted["events"]}
    for one in wanted["events"]:
        trigger = triggers[one["id"]]
        spans.append(("trigger", trigger))
        labels.append(("event_type", trigger, one["type"]))
        labels.append(("realis", trigger, one["realis"]))
        labels.append(("background", trigger, "yes" if one.get("background") else "no"))
        for role in ROLES:
            for span in map(_stretch, one.get(role) or ()):
                spans.append(("argument", span))
                links.append((f"role.{role}", trigger, span))
        links += [("at", trigger, mention) for mention in places.get(one.get("at"), ())]
        links += [("when", trigger, span) for span in _times_of(one, wanted["times"])]
    for chain in chains(wanted["events"]):
        links += _all_pairs("same.event", [triggers[one] for one in chain])
    for one in wanted["figures"]:
        span = _stretch(one["span"])
        spans.append(("figure", span))
        labels.append(("figure_kind", span, one["kind"]))
        if one.get("event"):
            links.append(("figure.event", span, triggers[one["event"]]))
    return Example(
        name=report.name,
        text=text,
        spans=tuple(dict.fromkeys(spans)),
        labels=tuple(dict.fromkeys(labels)),
        links=tuple(dict.fromkeys(links)),
        complete=frozenset((*LAYERS, *LINKS)),
    )


def _attribution(
    one: Mapping[str, Any],
    spans: list[tuple[str, Stretch]],
    labels: list[tuple[str, Stretch, str]],
    links: list[tuple[str, Stretch, Stretch]],
) -> None:
    if not one.get("content"):
        return
    content = _stretch(one["content"])
    spans.append(("content", content))
    labels.append(("stance", content, one.get("stance") or "asserts"))
    labels.append(("source_kind", content, one.get("kind") or "none"))
    labels.append(("quote", content, one.get("quote") or "indirect"))
    for part in ("source", "cue"):
        if one.get(part):
            spans.append((part, _stretch(one[part])))
            links.append((f"said.{part}", content, _stretch(one[part])))


def _times_of(event: Mapping[str, Any], times: list[dict[str, Any]]) -> list[Stretch]:
    """Return the time expression that dates an event: its own if it has one, else the nearest of the same dates before it."""
    own = [_stretch(span) for span in event.get("time") or ()]
    if own or not event.get("from"):
        return own
    at = event["trigger"][0]
    same = [
        _stretch(time["span"])
        for time in times
        if time.get("from") == event["from"] and time.get("to") == event.get("to") and time["span"][0] < at
    ]
    return sorted(same)[-1:]


def chains(events: list[dict[str, Any]]) -> list[list[str]]:
    """Return the ids of the mentions of each event that is told more than once, in the order of the text."""
    first = {one["id"]: one.get("same_as") for one in events}
    found: dict[str, list[str]] = {}
    for one in sorted(events, key=lambda event: event["trigger"]):
        root, seen = one["id"], set()
        while first.get(root) and root not in seen:
            seen.add(root)
            root = first[root]
        found.setdefault(root, []).append(one["id"])
    return [chain for chain in found.values() if len(chain) > 1]


def _all_pairs(kind: str, mentions: list[Stretch]) -> list[tuple[str, Stretch, Stretch]]:
    """Return a link from each mention to every one before it."""
    ordered = sorted(set(mentions))
    return [(kind, later, earlier) for at, later in enumerate(ordered) for earlier in ordered[:at]]


def _stretch(span: Any) -> Stretch:
    return int(span[0]), int(span[1])
