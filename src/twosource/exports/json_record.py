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


def write(situation: Situation, out: BinaryIO) -> None:
    """Write the record of a situation."""
    found = {**record_to_json(seen(situation)), "notices": list(terms(situation))}
    text = json.dumps(found, ensure_ascii=False, indent=1)
    out.write(text.encode("utf-8", errors="replace") + b"\n")
