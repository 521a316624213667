"""Whose word it is that a report says itself: its agency's, else its outlet's.

In: readings by document, and the groups of copies. Out: the name of each document's narrator. A copy that drops the agency's
line has the narrator of the copy that keeps it; each group is looked at once, for a wire story may have a thousand copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from twosource.nouns import Document, Reading

AGENCY = re.compile(r"\b(AFP|AP|Reuters|Associated Press|Agence France-Presse|dpa|EFE|ANSA|Kyodo|Xinhua|TASS|Interfax|UPI)\b")
_DATELINE = re.compile(r"(?:.*\n)*?[^a-z\n]{0,30}(?:,[^()\n]{0,30})?\(([A-Z][^()\n]{1,40})\)\s*[-–—]")
_PICTURE = re.compile(r"(?i)photo|picture|image|getty|\bvia\b|/")
_HEAD = 400  # characters in which a dateline such as "ORU, 2 June (An Agency) -" stands
AGENCY_NAMES = {"Associated Press": "AP", "Agence France-Presse": "AFP"}


def narrators_of(readings: Mapping[str, Reading], copies: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return the narrator of each document."""
    found: dict[str, str] = {}
    alone = ([name] for name in readings)
    for group in (*copies, *alone):
        texts = [readings[one].document for one in group if one in readings and one not in found]
        if texts:
            credited = next((agency for one in texts if (agency := _agency(one))), None)
            found |= {one.id: credited or texts[0].outlet or texts[0].origin for one in texts}
    return found


def _agency(document: Document) -> str | None:
    """Return the agency of a report's text: the one in its dateline, or in a credit that is not a photograph's."""
    dateline = _DATELINE.match(document.text[:_HEAD])
    if dateline:
        return AGENCY_NAMES.get(dateline.group(1), dateline.group(1))
    quoted = [document.quote(block.span) for block in document.blocks if block.kind in {"credit", "dateline"}]
    named = [match.group() for one in quoted if not _PICTURE.search(one) and (match := AGENCY.search(one))]
    return AGENCY_NAMES.get(named[0], named[0]) if named else None
