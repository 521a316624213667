"""Texts that look back: an encyclopaedia's page or a report on last year, which names days without their year.

In: the time expressions of a text. Out: a Story, or None for news. News count a day without a year from their publication
("on 12 March": the last one); a text that looks back counts it from the day of which it last spoke, so "12 March" behind
"24 February 2022" is in 2022, whenever the text came out. A text looks back where it writes the years of days that lie well
before its publication, opens with no day just past, and hardly ever says "Tuesday" or "yesterday".

Its headings say more: what stands under "March–October 2022" lies in that stretch, and what "Background" opens with lies before
the first day that the text names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from twosource.reading import dates
from twosource.reading.headings import Heading, over

if TYPE_CHECKING:
    from twosource.nouns import Time, When
    from twosource.vocabulary import Language

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WELL_BEFORE = timedelta(days=30)
_NARROW = timedelta(days=31)
_FRESH = timedelta(days=14)
_NEWS = frozenset({"weekday", "today", "yesterday", "tomorrow", "overnight", "weekend"})
"""Rules of `time.toml` that only mean something on the day of publication."""
_RARELY = 3  # yearless days for each "Tuesday" (in a quotation, say) from which a text may still look back
_MAIN = 0.1  # share of the dated days that a year has if the story is told in it; 1945 in a page on today's war has less


@dataclass(frozen=True, slots=True)
class Story:
    """The years in which a text that looks back tells its story, and the first day of it that it names."""

    first: int
    last: int
    lead: When
    published: date

    def anchors(self, told: Sequence[When], stretch: tuple[date, date]) -> list[When]:
        """Return the times from which a day without a year may be counted: those of the story, the first named before all.

        Times of the stretch of which the text tells there are of the story, whatever its years are elsewhere.
        """
        return [self.lead, *(when for when in told if self._is_told(when, stretch))]

    def stretch(self, at: int, titles: Sequence[Heading], told: Sequence[Time], language: Language) -> tuple[date, date]:
        """Return the first and last day of which the text can tell at a character, as the headings over it say.

        `told` are the times before it: those of the headings, and those that have stood under them.
        """
        first, last = date(self.first, 1, 1), min(date(self.last, 12, 31), self.published)
        for title in over(titles, at):
            named = [time.when for time in told if title.line.contains(time.span)] if _YEAR.search(title.name) else []
            opens = min((when.earliest for when in named if when.earliest), default=None)
            if opens is not None:
                return opens, max(opens, *(when.latest or self.published for when in named))
            if title.name.lower() in language.table("realis")["background"]["headings"] and self.lead.earliest is not None:
                is_opening = not any(title.line.end <= time.span.start and time.when.first for time in told)
                return (first, self.lead.earliest + _NARROW) if is_opening else (first, last)
        return first, last

    def _is_told(self, when: When, stretch: tuple[date, date]) -> bool:
        """Tell whether a time is one of the story, not one of its writing ("to this day")."""
        first, last = when.earliest, when.latest
        if first is None or (last is not None and last >= self.published):
            return False
        return self.first <= first.year <= self.last or stretch[0] <= first <= stretch[1]


def story(words: Sequence[str], published: date | None, language: Language, title: str | None = None) -> Story | None:
    """Return the story of a text that looks back, by its time expressions in their order; None for news.

    Years that the title names ("Battle of Oru (2022)") are those of the story, else those of a good share of its days.
    """
    if published is None:
        return None
    kinds = [dates.kind(one, language) for one in words]
    days = [one for one, kind in zip(words, kinds, strict=True) if kind in dates.OF_DAYS]
    yearless = [one for one in days if not _YEAR.search(one)]
    news = sum(kind in _NEWS for kind in kinds)
    if not days or news * _RARELY > len(yearless):
        return None
    whens = [dates.resolve(one, day=published, language=language) for one in words if _YEAR.search(one)]
    dated = [one for one in whens if one.earliest and one.latest and one.latest - one.earliest <= _NARROW]
    counted = Counter(one.earliest.year for one in dated if one.earliest)
    named = {int(year) for year in _YEAR.findall(title or "")} & set(counted)
    years = named or {year for year, count in counted.items() if count >= _MAIN * len(dated)}
    main = [one for one in dated if one.earliest and one.earliest.year in years]
    if not main or (main[0].latest or published) > published - _WELL_BEFORE or _is_fresh(days[0], published, language):
        return None
    return Story(min(years), max(years), main[0], published)


def _is_fresh(words: str, published: date, language: Language) -> bool:
    """Tell whether a day without a year, counted from publication, is just past: news open with it."""
    when = dates.resolve(words, day=published, language=language)
    return not _YEAR.search(words) and when.latest is not None and when.latest > published - _FRESH
