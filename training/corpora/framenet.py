"""FrameNet's frames of saying and of violence: who said what, who did what to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from training.corpora.corpus import Split, Text, json_lines, split_of
from training.examples import Example, Stretch

WORDS = 150
"""Words of consecutive sentences of running text that make one example."""

TEST = {
    "ANC__110CYL067",
    "ANC__110CYL069",
    "ANC__112C-L013",
    "ANC__IntroHongKong",
    "ANC__StephanopoulosCrimes",
    "ANC__WhereToHongKong",
    "KBEval__atm",
    "KBEval__Brandeis",
    "KBEval__cycorp",
    "KBEval__parc",
    "KBEval__Stanford",
    "KBEval__utd-icsi",
    "LUCorpus-v0.3__AFGP-2002-602187-Trans",
    "LUCorpus-v0.3__IZ-060316-01-Trans-1",
    "LUCorpus-v0.3__SNO-525",
    "Miscellaneous__Hound-Ch14",
    "Miscellaneous__SadatAssassination",
    "NTI__NorthKorea_Introduction",
    "NTI__Syria_NuclearOverview",
}
"""The documents of SEMAFOR's test set that the shared folder holds."""
DEV = {"ANC__110CYL072", "KBEval__MIT", "Miscellaneous__Hijack", "NTI__NorthKorea_NuclearOverview", "NTI__WMDNews_062606"}

SAYING = {
    "Attributed_information",
    "Commitment",
    "Communicate_categorization",
    "Communication",
    "Communication_manner",
    "Communication_response",
    "Complaining",
    "Expressing_publicly",
    "Mention",
    "Predicting",
    "Questioning",
    "Reassuring",
    "Reporting",
    "Request",
    "Reveal_secret",
    "Statement",
    "Telling",
    "Unattributed_information",
}
PARTS = {
    "speaker": {"Speaker", "Communicator", "Complainer", "Informer"},
    "message": {
        "Message",
        "Content",
        "Information",
        "Complaint",
        "Eventuality",
        "Proposition",
        "Reported_fact",
        "Specified_content",
    },
}

VIOLENCE: Mapping[str, Mapping[str, str]] = {
    "Arrest": {"Authorities": "agent", "Suspect": "target"},
    "Arson": {"Perpetrator": "agent", "Victim": "target"},
    "Attack": {"Assailant": "agent", "Victim": "target"},
    "Besieging": {"Assailant": "agent", "Victim": "target"},
    "Cause_harm": {"Agent": "agent", "Victim": "target"},
    "Conquering": {"Conqueror": "agent", "Theme": "target"},
    "Damaging": {"Agent": "agent", "Patient": "target"},
    "Death": {"Protagonist": "target"},
    "Destroying": {"Destroyer": "agent", "Undergoer": "target"},
    "Detaining": {"Authorities": "agent", "Suspect": "target", "Holding_Location": "place"},
    "Execution": {"Executioner": "agent", "Executed": "target"},
    "Fighting_activity": {"Combatants": "agent"},
    "Hit_target": {"Agent": "agent", "Target": "target"},
    "Hostile_encounter": {"Side_1": "agent", "Sides": "agent", "Side_2": "target"},
    "Imprisonment": {"Authorities": "agent", "Prisoner": "target", "Prison": "place"},
    "Invading": {"Invader": "agent", "Land": "target"},
    "Kidnapping": {"Perpetrator": "agent", "Victim": "target"},
    "Killing": {"Killer": "agent", "Victim": "target"},
    "Piracy": {"Perpetrator": "agent", "Vehicle": "target", "Victim": "target"},
    "Rape": {"Perpetrator": "agent", "Victim": "target"},
    "Releasing": {"Agent": "agent", "Theme": "target"},
    "Repel": {"Defender": "agent", "Enemy": "target"},
    "Setting_fire": {"Kindler": "agent", "Flammables": "target"},
    "Shoot_projectiles": {"Agent": "agent", "Goal": "target", "Projectile": "instrument"},
    "Surrendering": {"Fugitive": "agent", "Authorities": "target"},
    "Terrorism": {"Terrorist": "agent", "Victim": "target"},
    "Use_firearm": {"Agent": "agent", "Goal": "target", "Firearm": "instrument"},
}
"""The frames of violence, and which of their own elements fill which of our roles."""
ANYWHERE = {"Place": "place", "Time": "time", "Weapon": "instrument", "Instrument": "instrument"}
"""Elements that mean the same in every frame."""

LAYERS = frozenset({"frame.event", "frame.cue", "frame.speaker", "frame.message"})
LINKS = frozenset(
    {
        *(f"frame.{role}" for role in ("agent", "target", "place", "time", "instrument")),
        *(f"frame.cue.{part}" for part in PARTS),
    }
)


def examples(data: Path, split: Split) -> Iterator[Example]:
    """Yield sentences of the lexicon, of which one word is annotated, and stretches of the texts annotated in full.

    The lexicon's sentences are training material but for one in fifty; the texts are split as SEMAFOR splits them.
    """
    folder = data / "framenet15_subset"
    for row in json_lines(folder / "exemplars.jsonl.gz"):
        if (row["frame"] in SAYING or row["frame"] in VIOLENCE) and split_of(row["text"], dev=0.02, test=0) == split:
            yield exemplar(row)
    yield from running(row for row in json_lines(folder / "fulltext.jsonl.gz") if _split(row["doc"]) == split)


def exemplar(row: Mapping[str, Any]) -> Example:
    """Return a sentence of the lexicon: only one of its words is annotated, so that no layer is complete, but its links are."""
    return Example(f"framenet:{row['id']}", row["text"], *_told([(row, 0)]), complete=LINKS)


def running(rows: Iterable[Mapping[str, Any]]) -> Iterator[Example]:
    """Yield consecutive sentences of each text, joined; a sentence without any frame was not annotated."""
    waiting: list[Mapping[str, Any]] = []
    for row in rows:
        words = sum(one["text"].count(" ") for one in waiting)
        if waiting and (row["doc"] != waiting[0]["doc"] or words >= WORDS):
            yield joined(waiting)
            waiting = []
        if row["frames"] or waiting:
            waiting.append(row)
    if waiting:
        yield joined(waiting)


def joined(rows: Sequence[Mapping[str, Any]]) -> Example:
    """Return sentences of one text as an example; those that have frames are `within`."""
    text = Text()
    within: list[Stretch] = []
    frames: list[tuple[Mapping[str, Any], int]] = []
    for row in rows:
        stretch = text.add(row["text"].rstrip())
        if row["frames"]:
            within.append(stretch)
            frames += [(frame, stretch[0]) for frame in row["frames"]]
    name = f"framenet:{rows[0]['doc']}/{rows[0]['sent']}"
    return Example(name, str(text), *_told(frames), complete=LAYERS | LINKS, within=within)


def _told(
    frames: Iterable[tuple[Mapping[str, Any], int]],
) -> tuple[tuple[tuple[str, Stretch], ...], tuple[tuple[str, Stretch, str], ...], tuple[tuple[str, Stretch, Stretch], ...]]:
    """Return spans, labels and links of annotated frames, each with where its sentence begins."""
    spans: list[tuple[str, Stretch]] = []
    labels: list[tuple[str, Stretch, str]] = []
    links: list[tuple[str, Stretch, Stretch]] = []
    for frame, begin in frames:
        name = frame["frame"]
        if not frame["target"] or (name not in SAYING and name not in VIOLENCE):
            continue
        start, end = frame["target"][0]
        target = begin + start, begin + end
        filled = [((begin + start, begin + end), element) for start, end, element in frame["fes"] if start < end]
        if name in VIOLENCE:
            spans.append(("frame.event", target))
            labels.append(("frame", target, name))
            roles = {**ANYWHERE, **VIOLENCE[name]}
            links += [(f"frame.{roles[element]}", target, stretch) for stretch, element in filled if element in roles]
        else:
            spans.append(("frame.cue", target))
            for part, elements in PARTS.items():
                for stretch in (stretch for stretch, element in filled if element in elements):
                    spans.append((f"frame.{part}", stretch))
                    links.append((f"frame.cue.{part}", target, stretch))
    return tuple(dict.fromkeys(spans)), tuple(dict.fromkeys(labels)), tuple(dict.fromkeys(links))


def _split(document: str) -> Split:
    return "test" if document in TEST else "dev" if document in DEV else "train"
