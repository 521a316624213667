"""A dossier to read, print and cite (HTML, one page): each incident with every claim, its words and its speaker.

In: a Situation. Out: one page without script, picture or outside reference. For each incident: when and where, how well it is
supported and why, every claim in its sentence with speaker, stance, report and characters; where the accounts differ, field by
field; figures side by side; what persons judged and corrected. Below, the reports with the SHA-256 of what came in. Where
positions are from and what is withheld stands at the end.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

from twosource import __version__
from twosource.exports._incidents import Row, edtf, rows, seen, terms
from twosource.exports._index import Index, Told
from twosource.exports._markup import Markup, inside, table, tag
from twosource.nouns import Correction, Difference, Document, FigureGroup, Judgement, Record, Ref, When
from twosource.record import Situation

NAME = "dossier"
SUFFIX = ".html"
MEDIA_TYPE = "text/html"

FIELDS = {
    "incident": {
        "when, where, type": "as the accounts together leave them",
        "standing": "how well it is supported, and why",
        "claims": "words in their sentence, speaker, stance, report, day, characters",
        "differences": "each field in which accounts differ: every value with its speaker, the kind of difference and why",
        "figures": "every count side by side, with speaker, day and words; what its own voice brought up to date is marked",
        "only one side": "what only one side's sources tell",
        "history": "judgements and corrections by persons, and the machine's judgements with their evidence",
    }
}

STYLE = (
    "body{font:16px/1.5 serif;max-width:64em;margin:2em auto;padding:0 1em;color:#111;background:#fff}"
    "h1,h2,h3{font-family:sans-serif;line-height:1.2}h2{margin-top:2.5em;border-top:2px solid #111;padding-top:.5em}"
    "table{border-collapse:collapse;width:100%;margin:.5em 0 1em;font-size:.9em}"
    "caption{text-align:left;font-weight:bold;padding:.3em 0}"
    "th,td{border:1px solid #888;padding:.3em .5em;text-align:left;vertical-align:top}th{background:#eee}"
    "mark{background:#fe8}.quiet{color:#555;font-size:.85em}code{overflow-wrap:anywhere}"
    "@media print{body{font-size:11pt;margin:0;max-width:none}h2{break-before:page}tr{break-inside:avoid}nav{display:none}}"
)
_AROUND = 160  # characters on either side of the words, at most: the sentence, not the report


def write(situation: Situation, out: BinaryIO) -> None:
    """Write the page."""
    record = seen(situation)
    index = Index(record)
    found = list(rows(record, index))
    title = found[0].incident.title if len(found) == 1 else f"{len(found)} incidents in {len(record.readings)} reports"
    body = tag(
        "body",
        tag("h1", title),
        tag("p", _moments(situation), class_="quiet"),
        _contents(found),
        *(_incident(row, index, record) for row in found),
        _reports(record),
        tag("footer", *(tag("p", one) for one in terms(situation)), tag("p", f"Made with twosource {__version__}.")),
    )
    policy = f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
    head = tag(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        Markup('<meta name="viewport" content="width=device-width">'),
        tag("title", title),
        tag("style", Markup(STYLE)),
    )
    page = f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}\n"
    out.write(page.encode("utf-8", errors="replace"))


def _moments(situation: Situation) -> str:
    at = f"The record at {situation.at}" if situation.at else "The whole record"
    return f"{at}{f', as known by {situation.known_by}' if situation.known_by else ''}."


def _contents(found: list[Row]) -> Markup | None:
    if len(found) < 2:
        return None
    links = (
        tag("li", tag("a", row.incident.title, href=f"#{row.incident.id}"), f" ({row.incident.standing.word})") for row in found
    )
    return tag("nav", tag("ol", *links))


def _incident(row: Row, index: Index, record: Record) -> Markup:
    incident = row.incident
    told = [index.one(ref) for ref, _ in row.mentions]
    place = ", ".join(
        dict.fromkeys(
            one for one in (row.place.name if row.place else "", row.within, row.country.name if row.country else "") if one
        )
    )
    facts = (
        ("When", _time(incident.when)),
        ("Where", f"{place} ({row.place.precision})" if row.place else "not known"),
        (
            "What",
            " / ".join(
                dict.fromkeys(one for one in (incident.type.replace("_", " "), row.type, row.subtype) if one not in {"", "-"})
            ),
        ),
        ("Told as", incident.realis + (", as history" if incident.background else "")),
        ("Standing", f"{incident.standing.word}: {incident.standing.why}"),
        ("Id", incident.id),
    )
    return tag(
        "section",
        tag("h2", incident.title, id=incident.id),
        tag("table", tag("tbody", *(tag("tr", tag("th", name, scope="row"), tag("td", value)) for name, value in facts))),
        _claims(told),
        _differences(incident.differences, index),
        *(_figures(group, index) for group in row.figures),
        table(
            ("Field", "What", "Told by", "Left out by"),
            ((one.field, one.value, one.told_by, ", ".join(one.left_out_by)) for one in incident.omissions),
            "Told by one side only",
        ),
        _history(row, record),
    )


def _time(when: When | None) -> str:
    return f"{edtf(when)} ({when.rule})" if when and when.rule and edtf(when) else edtf(when) or "not known"


def _claims(told: list[Told]) -> Markup:
    return table(
        ("Words", "Who says so", "Stance", "Report", "Characters"),
        (
            (
                _in_context(one),
                one.speaker,
                one.stance,
                _report(one.document),
                f"{one.ref.address} {one.span.start}–{one.span.end}",
            )
            for one in told
        ),
        "Every claim",
    )


def _in_context(told: Told) -> Markup:
    """Return the words of a claim, marked, in as much of their line as is read with them."""
    text, span = told.document.text, told.span
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _AROUND)
    end = text.find("\n", span.end)
    end = min(len(text) if end < 0 else end, span.end + _AROUND)
    return inside(text[start : span.start], tag("mark", text[span.start : span.end]), text[span.end : end])


def _report(document: Document) -> str:
    day = f", {document.published}" if document.published else ""
    return f"{document.outlet or document.origin}{day}"


def _differences(found: tuple[Difference, ...], index: Index) -> Markup:
    return table(
        ("Field", "Value", "Who says so", "Report", "Kind of difference"),
        (
            (
                one.field,
                value.value,
                value.said_by or "the report itself",
                _report(index.readings[value.ref.document].document),
                f"{one.kind}: {one.why}" if one.why else one.kind,
            )
            for one in found
            for value in one.values
        ),
        "Where the accounts differ",
    )


def _figures(group: FigureGroup, index: Index) -> Markup:
    caption = f"{group.what}: {group.relation}" + (f" ({group.difference})" if group.difference else "")
    return table(
        ("Low", "High", "Words", "Who says so", "Report", "Since brought up to date by"),
        (
            (
                _bound(claim.low),
                _bound(claim.high),
                index.words(claim.ref),
                claim.said_by or "the report itself",
                _report(index.readings[claim.ref.document].document),
                claim.succeeded_by.address if claim.succeeded_by else "",
            )
            for claim in group.claims
        ),
        caption + (f". {group.why}" if group.why else ""),
    )


def _bound(end: int | None) -> str:
    return "open" if end is None else str(end)


def _history(row: Row, record: Record) -> Markup:
    own: set[Ref] = {ref for ref, _ in row.mentions} | {claim.ref for group in row.figures for claim in group.claims}
    wanted = set(row.incident.judgements)
    judged = [_judged(one) for one in record.judgements if one.id in wanted]
    made = [_made(one) for one in record.corrections if one.ref in own]
    return table(("When", "Who", "What", "Why"), [*judged, *made], "Judgements and corrections")


def _judged(one: Judgement) -> tuple[str, ...]:
    evidence = "; ".join(f"{line.sentence} ({line.weight:+.1f})" for line in one.evidence)
    return one.made or "", one.judge, f"{one.verdict}: {one.left.address} and {one.right.address}", one.why or evidence


def _made(one: Correction) -> tuple[str, ...]:
    change = f", {one.field} is {one.value} (the machine's value: {one.was})" if one.field else ""
    return one.made, one.judge, f"{one.verdict} {one.ref.address}{change}", one.why


def _reports(record: Record) -> Markup:
    def row(one: Document) -> Iterator[str | None]:
        yield from (one.title, one.outlet, one.published.isoformat() if one.published else "not known", one.origin)
        yield inside(tag("code", one.id), " ", one.url)
        yield tag("code", one.raw)

    headings = ("Title", "Outlet", "Published", "Origin", "Id and address", "SHA-256 of what came in")
    return tag("section", tag("h2", "The reports"), table(headings, (list(row(one.document)) for one in record.readings)))
