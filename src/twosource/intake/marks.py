"""The forms by which a line says what it is: a date line, a dateline, a credit, a byline, a caption, furniture.

In: the words of one paragraph. Out: yes or no, or where the form ends. These are habits of newspapers and of their
pages, not words of war: they are kept together here so that a new one is one line. English, and whatever is written
in figures.
"""

from __future__ import annotations

import re

from twosource.intake.dates import DATED

_LONGEST = 300  # characters of the longest line that can be a date line, a credit or furniture
_TAIL = 250  # characters from a paragraph's end in which a credit is looked for

# ------------------------------------------------------------------------------------------------------------- dates

_LEAD = (
    r"(?:(?:(?:first|originally|article|last)\s+)?(?:published|posted|issued|created|updated|modified|amended|released?|dated?)"
    r"(?:\s+(?:of\s+publication|published|issued))?|publication\s+date|release\s+date)\s*(?:on|at)?\s*[:.]?\s*"
)
_DATE = re.compile(rf"[\W_]{{0,5}}(?P<lead>{_LEAD})?{DATED}", re.IGNORECASE)
_AGENCY_FIRST = re.compile(r"\s*(?:AFP|AP|Reuters|UPI|EPA|DPA|Xinhua|Agencies)\s+(?=[A-Z0-9])")
_PLACED_DATE = re.compile(rf"(?P<place>[^\W\d_][\w.'’ -]{{1,30}},\s*){DATED}", re.IGNORECASE)
_LEADING = re.compile(rf"(?i:{_LEAD})$")
_AFTER_DATE = re.compile(r"(?i:[\W_]*|[\W_]*by\s[^.!?\n]{2,60}|\s*[|·–—-]\s*[^.!?\n]{2,40})")
_GOES_ON = re.compile(r"[\s:–—-]*[A-Z0-9\"“‘'(À-Þ]")


def is_date_line(words: str) -> bool:
    """Tell whether a line is a date and nothing else but a lead-in, a weekday, a time of day, a place or a byline."""
    words = words.strip()
    if len(words) > _LONGEST:
        return False
    placed = _PLACED_DATE.match(words)
    end = _dates_end(words) or (placed.end() if placed else None)
    return end is not None and _AFTER_DATE.fullmatch(words[end:]) is not None


def date_prefix_end(words: str) -> int | None:
    """Return where the date ends with which an opening paragraph begins before its first sentence, else None.

    "20 August 2031 saw raids" is a sentence and no date line; "Posted on 20 August 2031 by a reporter Two men …" is both.
    """
    agency = _AGENCY_FIRST.match(words)
    first = agency.end() if agency else 0
    match = _DATE.match(words, first)
    end = _dates_end(words, first)
    if match is None or end is None:
        return None
    return end if match["lead"] or _GOES_ON.match(words, end) else None


def _dates_end(words: str, at: int = 0) -> int | None:
    """Return where the dates end with which the words begin ("Tue 20 Aug 2031 14.05 BST Last modified on …")."""
    end = None
    while match := _DATE.match(words, at):
        if end is not None and match["lead"] is None:
            break
        at = end = match.end()
    return end


_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.]+(?:[ /|-][A-ZÀ-Þ(][A-ZÀ-Þ'’.)]+){0,3}"
_NAMED_PLACE = r"[A-ZÀ-Þ][\w'’.-]+(?:[ /][A-ZÀ-Þ][\w'’.-]+){0,3}"
_MONTH = r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_REGION = rf"(?:,\s*(?!{_MONTH}[a-z]*\.?\s*\d)[A-ZÀ-Þ][\w.'’ -]{{1,30}}?){{0,2}}"
_SHORT_DAY = (
    rf"(?:(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(?:{_MONTH}[a-z]*\.?\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH}[a-z]*\.?)"
)
_AGENCY = r"\((?=[^()]*[A-Z])[^()\n]{2,60}\)"
_DASH = r"\s*/?(?:\s+[-–—]{1,2}|\s*[–—]|\s*--)\s*(?:\[[A-Z ]{3,40}\]\s*)*"
_FULL_DAY = rf"(?i:{DATED})"
_DATELINES = (
    re.compile(rf"\s*(?P<place>{_PLACE}|{_NAMED_PLACE}){_REGION},?\s+(?:{_FULL_DAY})\s*(?:{_AGENCY})?{_DASH}"),
    re.compile(rf"\s*(?:{_PLACE}|{_NAMED_PLACE}){_REGION},?\s+{_SHORT_DAY}\s*(?:{_AGENCY})?{_DASH}"),
    re.compile(rf"\s*(?:{_PLACE}|{_NAMED_PLACE}){_REGION}\s*{_AGENCY}(?:{_DASH}|\s*:\s+)"),
)
_BARE_DATELINE = re.compile(rf"\s*{_PLACE}{_REGION}{_DASH}(?=[A-ZÀ-Þ0-9\"“‘'])")


def dateline_end(words: str) -> int | None:
    """Return where the dateline ends with which a body paragraph begins ("ORU, Aug. 20, 2031 (XYZ) — "), else None.

    In capitals throughout a bare place and a dash are no witness: any clause looks so.
    """
    opening = words[:_LONGEST]
    for pattern in _DATELINES:
        match = pattern.match(opening)
        if match and words[match.end() :].strip():
            return match.end()
    match = _BARE_DATELINE.match(opening)
    if match is None:
        return None
    rest = words[match.end() : match.end() + 200]
    return match.end() if any(letter.islower() for letter in rest) else None


_WIRE = r"(?:AFP|AP|Reuters|UPI|EPA|DPA|Xinhua|Agencies)"
_HEADLINE_ENDS = re.compile(
    rf"(?<=[\w?!”’)'\"])[ -]+(?P<placed>(?={_PLACE}{_REGION}\s[–—]\s))"
    rf"|(?<=[\w?!”’)'\"]) (?P<dated>(?={_WIRE} {_FULL_DAY} [A-ZÀ-Þ“\"]))"
    r"|(?<=[\w?!”’)])(?<!\b[Aa]l)(?<!\b[Ee]l)(?<!\b[Aa]nti)(?<!\b[Pp]ro)(?<!\b[Nn]on)(?<!\b[Ee]x)(?<!\b[Pp]ost)"
    r" ?- ?(?=[A-ZÀ-Þ“\"])"
)
_LONGER_WORD = re.compile(r"[^\W\d_]{4,}")


def headline_end(words: str) -> int | None:
    """Return where the headline ends that a long paragraph begins with, without a mark or with a bare hyphen, else None.

    Some archives print "Army Takes Bridge in Oru-The army said …", "Army Takes Bridge ORU — The army said …" or "Army takes
    bridge AFP Tuesday 4 May 2031 The army said …". What tells is the place or the day, else the change from words with capitals
    to words without; a hyphen needs five longer words before it, because "The Second Battle of New-Oru" looks the same.
    """
    for match in _HEADLINE_ENDS.finditer(words[:_LONGEST]):
        before, after = words[: match.start()], words[match.end() : match.end() + 120]
        if match.start() > 160 or re.search(r"[.…;]\s", before):
            return None
        is_said = match["placed"] is not None and _capitals(before, least=3) >= 0.6
        is_seen = _capitals(before, least=5) >= 0.6 and _capitals(after) <= 0.5
        if match["dated"] is not None or is_said or is_seen:
            return match.end()
    return None


def _capitals(words: str, least: int = 1) -> float:
    """Return the share of longer words that begin with a capital; 0 where there are fewer than `least`."""
    longer: list[str] = _LONGER_WORD.findall(words)
    return len([word for word in longer if word[0].isupper()]) / len(longer) if len(longer) >= least else 0.0


# ------------------------------------------------------------------------------------------------- credits, captions

_AGENCIES = (
    r"AFP|AP|Reuters|REUTERS|EPA|UPI|DPA|dpa|ANSA|EFE|Xinhua|Sputnik|TASS|SANA|Anadolu|AA|Getty(?: Images)?|Shutterstock|Alamy|"
    r"Rex(?: Features)?|Corbis|NurPhoto|Zuma|ZUMA|Magnum|Maxar(?: Technologies)?|Planet Labs|PA(?: Images)?|Bloomberg|VOA|RFE/RL"
)
_PHOTO = r"(?:[Pp]hotographs?|[Pp]hotos?|PHOTOS?|[Pp]ictures?|[Ii]mages?|[Vv]ideo|[Hh]andout|[Cc]ourtesy|[Ff]ile)"
_CREDIT_LEAD = (
    r"(?:Photograph|Photography|Photo|Photos|PHOTO|Picture|Pictures|Image|Illustration|Composite|Video|"
    r"(?:Photo|Image|Picture|Video)\s+(?:credit|source|courtesy)|Credit|CREDIT|Source\s+image)s?"
)
_PERSON = r"[A-ZÀ-Þ][\w'’.-]+(?: [\w'’.-]+){0,4}"
_NAMED = r"[A-ZÀ-Þ@](?:[^.!?\n]|(?<=[A-ZÀ-Þ])\.){1,100}"
_CREDITS = (
    re.compile(rf"{_CREDIT_LEAD}\s*(?:by|of)?\s*:\s*{_NAMED}\.?$"),
    re.compile(rf"(?:Photo|Photograph|Picture|Image)s?\s+(?:by|courtesy of|from)\s*:?\s*{_NAMED}\.?$"),
    re.compile(rf"[(\[](?=[^()\[\]]*(?:\b(?:{_AGENCIES})\b|{_PHOTO}))(?=[^()\[\]]*(?:/|\bvia\b|{_PHOTO}|Images))[^()\[\]\n]{{3,140}}[)\]]\.?$"),
    re.compile(rf"©\s*{_NAMED}\.?$"),
    re.compile(rf"(?:{_PERSON}\s*/\s*)?\b(?:{_AGENCIES})(?:\s+(?:Photo|Images|Pictures))?\s*/\s*[A-ZÀ-Þ][\w'’./ -]{{1,80}}$"),
    re.compile(rf"(?<![\w'’.-] )[A-ZÀ-Þ][\w'’.-]+(?: [\w'’.-]+){{1,4}}\s*/\s*(?:{_AGENCIES})$"),
)  # fmt: skip
_CREDIT_HINT = re.compile(r"[/:©(\[]|[Pp]hoto|[Pp]icture|[Ii]mage")  # every form has one; most paragraphs do not
_BEFORE_CREDIT = re.compile(r"(?:^|[.!?…)\]\"”’|\w])\s+$")
_CAPTION = re.compile(
    r"\s*(?:FILE(?:\s+(?:PHOTO|PICTURE|IMAGE))?|(?:Image |Photo |Media )?[Cc]aption|CAPTION|PHOTO|IMAGE|"
    r"In this (?:file )?(?:photo|image|picture))"
    r"(?:\s*[:–—-]\s*|\s+(?=taken|released|provided|made|from|by))"
)
_BYLINE = re.compile(
    r"(?:By|BY|Written by|Reported by)\s+[A-ZÀ-Þ][\w'’.-]*"
    r"(?:(?:\s+(?:(?:and|in|for|of|de|al|bin)\s+)?|,\s*|\s*[|/]\s*)[A-ZÀ-Þ][\w'’.-]*){1,12}"
)
_NO_BYLINE = re.compile(
    r"(?i)\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|"
    r"october|november|december)\b"
)


def is_credit(words: str) -> bool:
    """Tell whether a line says who made a picture, and nothing else."""
    words = words.strip()
    return len(words) <= _LONGEST and bool(_CREDIT_HINT.search(words)) and any(one.fullmatch(words) for one in _CREDITS)


def credit_at(words: str) -> int | None:
    """Return where the credit of a picture begins with which a paragraph ends, else None."""
    whole = words.rstrip()
    first = max(0, len(whole) - _TAIL)
    if not _CREDIT_HINT.search(whole, first):
        return None
    found = [
        match.start()
        for pattern in _CREDITS
        for match in [pattern.search(whole, first)]
        if match and match.start() and _BEFORE_CREDIT.search(whole[max(0, match.start() - 20) : match.start()])
    ]
    return min(found, default=None)


def is_caption(words: str) -> bool:
    """Tell whether a paragraph calls itself a caption ("FILE - ", "Image caption")."""
    return _CAPTION.match(words) is not None


def is_byline(words: str) -> bool:
    """Tell whether a line only says who wrote the report."""
    words = words.strip()
    return len(words) <= 120 and _BYLINE.fullmatch(words) is not None and _NO_BYLINE.search(words) is None


# --------------------------------------------------------------------------------------------------------- furniture

_WHOLE = (
    r"advert(?:isement|ising)?s?(?: - (?:scroll to continue|continue reading below))?|sponsored(?: content)?|promoted",
    r"(?:most )?(?:read|viewed|popular|shared)(?: stories| articles| now)?|recommended(?: (?:for you|stories))?",
    r"related(?: (?:stories|articles|content|topics|news|coverage|links))?|you (?:may|might) also (?:like|be interested in)",
    r"more (?:stories|news|on this(?: story)?|coverage)|see also|read (?:also|more|next|on)|also read|continue reading",
    r"show more|view (?:all|more)|(?:back to )?top|next|previous|menu|home|loading(?:\.\.\.)?|skip to (?:main )?content",
    r"share(?: (?:this|on|via|now|article|story|page)\b.{0,60})?|tweet|e-?mail|print|copy link",
    r"whatsapp|facebook|twitter|telegram|linkedin|reddit",
    r"(?:\d[\d,.]*k? )?(?:comments?|shares?|likes?|views?|reads?)|leave a (?:comment|reply)",
    r"(?:\d+|a few|one) min(?:ute)?s? (?:read|ago)|listen(?: to (?:this|the) (?:article|story))?(?: \d+ min(?:ute)?s?)?",
    r"story continues below(?: advertisement)?|image \d+ of \d+|breaking(?: news)?",
    r"for immediate release|release (?:number|no\.?)\s*:?\s*[\w -]{3,40}|(?:press|news) release|-?\s*(?:30|end|ends|more)\s*-?",
    r"(?:\[(?:text|report|begin recording|end recording|passage omitted|continued)\]\s*)+",
    r"all rights reserved|terms (?:of use|and conditions|of service)|(?:privacy|cookie) policy|about us|contact us",
)
"""Lines that are furniture if they say this and nothing else."""

_OPENINGS = (
    r"read (?:also|more|next)\b|also read\b|see also\b|related(?: (?:stories|articles|content|coverage))?\s*:",
    r"more(?: on this| from [^.:]{2,40})?\s*:|(?:don['’]t )?miss(?: out)?\s*:|(?:watch|listen)(?: now| live| more)?\s*:",
    r"in pictures\s*:|explainer\s*:|topics\s*:|tags\s*:|filed under\b|our standards\s*:",
    r"(?:please )?(?:sign up|subscribe)\b",
    r"get (?:the|our) (?:latest|best|daily|free|top)\b[^.]{0,80}(?:inbox|newsletters?|email|app)",
    r"(?:join|follow|like|find) (?:us|our|@\w+)\b[^.]{0,60}(?:twitter|facebook|telegram|whatsapp|instagram|youtube|channel)",
    r"follow (?:us|@\w+)|download (?:the|our) [^.]{0,40}app\b|click here\b|share (?:this|on|via)\b",
    r"donate\b[^.]{0,40}(?:now|today|here)|support (?:our|independent|quality) (?:work|journalism|reporting|newsroom)",
    r"(?:copyright|©|\(c\))\s|.{0,60}\ball rights reserved\b",
    r"\(?(?:additional |further )?(?:reporting|writing|editing|edited|compiled|translation) by\b",
    r"(?:you can )?unsubscribe\b|thank you for (?:reading|subscribing)|this (?:site|website|page) (?:uses|is protected)",
    r"we use cookies|enter your e-?mail|your e-?mail address|by (?:signing up|subscribing|clicking)\b",
)
"""Lines that are furniture if they begin so."""

_IS_WHOLE = re.compile(rf"(?i)[\W_]*(?:{'|'.join(_WHOLE)})[\W_]*")
_IS_OPENING = re.compile(rf"(?i)[\W_]*(?:{'|'.join(_OPENINGS)})")


_TAIL_OF_PAGE = re.compile(
    r"(?<=[.!?…)\]\"”’])\s+(?:\(click to enlarge\)\s*)?"
    r"(?:(?:read also|also read|read more|see also|\(click to enlarge\))[\s.:]*$|"
    r"(?:our standards|last updated?)\s*:[^.!?]{0,100}\.?$)",
    re.IGNORECASE,
)


def furniture_at(words: str) -> int | None:
    """Return where the furniture begins with which a paragraph ends ("… he said. Read Also"), else None."""
    whole = words.rstrip()
    match = _TAIL_OF_PAGE.search(whole, max(0, len(whole) - 150))
    return match.start() if match else None


def is_furniture(words: str) -> bool:
    """Tell whether a line belongs to the page and not to the report: an advertisement, a link to other reports, a share bar."""
    words = words.strip()
    if len(words) > _LONGEST:
        return False
    return _IS_WHOLE.fullmatch(words) is not None or _IS_OPENING.match(words) is not None
