"""The whole record as one JSON object, in the shape of `twosource report --json`.

In: a Situation. Out: UTF-8, one object, indented by one space so that two exports can be compared line by line.
"""

from __future__ import annotations

import json
from typing import BinaryIO

from twosource.exports._incidents import seen, terms
from twosource.record import Situation, record_to_json

NAME = "json"
SUFFIX = ".json"
MEDIA_TYPE = "application/json"

FIELDS = {
    "record": {
        "documents": "the reports, with their days and what dates them",
        "incidents": "what happened: place, days, standing and why, mentions, differences, what one side leaves out",
        "figures": "groups of counts of one thing, every source's own side by side",
        "control": "who is said to hold, gain, lose, contest or surround what",
        "holdings": "who holds each place, every claimant weighed",
        "routes": "roads and their state",
        "movements": "forces on the way",
        "agreements": "agreements with parties, brokers and terms",
        "relations": "who backs, leads or fights whom",
        "actors": "actors with every name and mention",
        "places": "places with every name and mention, and positions",
        "judgements": "decisions that two things are the same or not",
        "corrections": "what persons made of claims",
        "copies": "reports that are one text",
        "versions": "texts of one article and what changed",
        "notes": "what is doubtful in the record",
        "notices": "where positions are from and what is withheld",
    }
}


def write(situation: Situation, out: BinaryIO) -> None:
    """Write the record of a situation."""
    found = {**record_to_json(seen(situation)), "notices": list(terms(situation))}
    text = json.dumps(found, ensure_ascii=False, indent=1)
    out.write(text.encode("utf-8", errors="replace") + b"\n")
