"""Many reports made from the few of `examples/`: other towns, groups, days and counts, the same kinds of story.

In: how many reports, and a seed. Out: JSON lines. Each story of the examples is told again about another town and day, so that
the number of incidents grows with the number of reports and linking has as much to part as to join.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "reports"
SYLLABLES = ("ka", "lo", "mar", "pel", "tan", "ri", "sa", "vo", "dun", "bel", "ner", "os", "tu", "gra", "shi", "zem")
GROUPS = ("Free Vard Front", "Northern Brigade", "People's Army of Tavan", "Mountain Council", "Harbour Militia")


def many(number: int, seed: int = 7) -> Iterator[str]:
    """Yield so many reports as JSON lines, the same ones for the same seed."""
    chance = random.Random(seed)
    stories = list(_stories())
    for at in range(number):
        if at % len(stories) == 0:
            town, other, village = (_name(chance) for _ in range(3))
            group, shift = chance.choice(GROUPS), chance.randrange(0, 1500)
        outlet, text = stories[at % len(stories)]
        for old, new in (("Oru", town), ("Pelmast", other), ("Lesk", village), ("Free Vard Front", group)):
            text = text.replace(old, new)
        text = re.sub(r"\b\d{1,2}\b(?! May|/)", lambda found: str(int(found[0]) + chance.randrange(3)), text)
        day = date(2020, 5, 2) + timedelta(days=shift + at % 6)
        yield json.dumps({"id": f"r{at}", "outlet": outlet, "published": day.isoformat(), "text": text})


def _stories() -> Iterator[tuple[str, str]]:
    """Yield the outlet and the text of each example report, without its date line."""
    for path in sorted(EXAMPLES.iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            yield from ((row["outlet"], row["text"]) for row in map(json.loads, text.splitlines()))
        elif path.suffix == ".txt":
            yield path.stem, re.sub(r"(?m)^\d.*2025$", "", text)


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randrange(2, 4))).capitalize()
