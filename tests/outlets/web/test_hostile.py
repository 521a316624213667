"""Reports that are made to harm whoever looks at them: every answer stays data, and nothing of them can run."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from urllib.parse import quote

import pytest

from outlets.web.serving import a_record, serving
from twosource.nouns import Document, Span
from twosource.outlets.web import reader
from twosource.plugins import exports

RUNS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</script><script>alert(1)//",
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} <%= 1 %> #{1}",
    "\u202eesrever\u202c \u2066x\u2069 \u200f",
    "\x1b]8;;http://evil.example\x07click\x1b]8;;\x07",
    "' OR 1=1; DROP TABLE documents; --",
    "\u2028\u2029\ufeff\ufffe",
    '"}],"incidents":[{"id":"forged"',
    '=HYPERLINK("http://evil.example")',
    "z̴̢̛͇͈̤̪̼̻̬̲͉̪̗̩̩̹͎̜̪͚̦̗̈́͐̍͑̓̋̈́̄̋̍̚͝͝",
)


PAGE = """<html><head><title><script>alert(1)</script></title>
<link rel=canonical href='javascript:alert(1)'><meta property=og:url content='javascript:alert(1)'>
<meta property=og:site_name content='&lt;script&gt;alert(1)&lt;/script&gt;'></head>
<body><article><p onclick="alert(1)">Shells fell on Lomar on Sunday and killed 12 people, the mayor of the town said to reporters
who had come to see what was left of it.<script>alert(1)</script></p></article></body></html>"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A record in which every word that somebody else chose is made to harm."""
    folder = tmp_path_factory.mktemp("hidden-folder")
    told = "{0} Warplanes of the {0} army bombed Lomar on Sunday and killed {1} people, {0} said. {0}"
    reports = [(f"{bad} {number}", f"Herald {bad}", told.format(bad, number)) for number, bad in enumerate(RUNS, 3)]
    path = a_record(folder / "war.db", reports)
    with serving(path) as served:
        served.read(("<script>alert(1)</script>.html", PAGE.encode()), ("x\x00y.txt", b"Shells fell on Lomar.\x00 <b>\x00</b>"))
        yield served


def every_answer(served):
    record = served.keeper.present.record
    yield from (f"/api/{name}" for name in ("record", "situation", "map", "reports", "figures", "sources", "review", "exports"))
    yield from (f"/api/reports/{one.document.id}" for one in record.readings)
    yield from (f"/api/incidents/{one.id}" for one in record.incidents)
    yield from (f"/api/figures/{one.id}" for one in record.figures)
    yield from (f"/api/places/{one.id}" for one in record.places)
    yield from (f"/api/claims/{ref.document}:{ref.claim}" for one in record.incidents for ref in one.mentions)
    if len(record.readings) > 1:
        yield "/api/comparison?" + "&".join(f"report={one.document.id}" for one in record.readings[:8])


def test_whatever_a_report_says_is_sent_as_data(hostile):
    asked = list(every_answer(hostile))
    assert len(asked) > 40
    for path in asked:
        answer = hostile.client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["content-type"] in {"application/json", "application/geo+json"}
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert json.loads(answer.content.decode("utf-8")) is not None
    assert "alert(1)" in hostile.client.get("/api/reports").text  # as words it is kept: nothing a report says is lost


def test_an_address_that_would_run_is_no_address(hostile):
    addresses = [hostile.get(f"/api/reports/{one['id']}")["url"] for one in hostile.get("/api/reports")]
    assert all(one is None or one.startswith(("http://", "https://")) for one in addresses)


def test_what_is_taken_away_is_never_shown_as_a_page(hostile):
    for name in exports():
        answer = hostile.client.get(f"/api/exports/{name}")
        if answer.status_code == 200:
            assert answer.headers["content-disposition"].startswith("attachment; ")
            assert answer.headers["content-type"] == "application/octet-stream"
            assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_a_refusal_repeats_is_data_too(hostile):
    for bad in RUNS:
        for path in ("/api/incidents/", "/api/exports/", "/api/claims/", "/api/works/", "/"):
            answer = hostile.client.get(f"{path}{quote(bad, safe='')}")
            assert answer.status_code in {200, 404}
            assert "script" not in answer.headers["content-type"]
            if answer.headers["content-type"].startswith("text/html"):
                assert answer.text == "<!doctype html><title>shell</title>"
        answer = hostile.client.get("/api/map", params={"at": bad})
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/json")


@pytest.mark.parametrize(
    "text",
    [
        "Shells fell on Lomar on Sunday. " + "x" * 1_000_000,
        "Shells fell on Lomar on Sunday.\n" + "\n" * 200_000,
        "Shells fell on Lomar. \x00\x01\x02\x7f\x85 It killed 12 people.",
        "Shells fell on Lomar. " + "<" * 50_000,
        "Shells fell on Lomar. " + "a\u0301" * 50_000,
        "Shells fell on Lomar. \ufffd\U0010ffff\ufdd0 It killed 12 people.",
    ],
    ids=["one word", "empty lines", "controls", "brackets", "accents", "no characters"],
)
def test_a_text_of_a_strange_shape_is_read_and_shown(nothing, text):
    work = nothing.read(("odd.txt", text.encode()))
    assert work["state"] == "done"
    for name in work["reports"]:
        begun = time.process_time()
        answer = nothing.get(f"/api/reports/{name}")
        assert time.process_time() - begun < 5
        shown = "".join(one["text"] for part in answer["paragraphs"] for one in part["segments"])
        document = nothing.keeper._monitor.store.document(name)
        assert "".join(shown.split()) == "".join(document.text.split())


def test_half_a_character_in_json_lines_is_no_fault(nothing):
    line = b'{"id": "\\ud800", "outlet": "\\udfff", "text": "Shells fell on Lomar \\ud83d on Sunday and killed 12 people."}'
    assert nothing.read(("lines.jsonl", line))["state"] == "done"
    for path in every_answer(nothing):
        assert nothing.client.get(path).status_code == 200


def test_a_hundred_thousand_marks_are_cut_in_the_time_of_one_walk():
    text = "ab" * 200_000
    document = replace(a_document(text), residue=tuple(Span(at, at + 1) for at in range(0, len(text), 8)))
    marks = [(f"M{at}", Span(4 * at, 4 * at + 6)) for at in range(100_000)]
    begun = time.thread_time()
    (paragraph,) = reader._paragraphs(document, marks)
    assert time.thread_time() - begun < 10
    assert "".join(one.text for one in paragraph.segments) == text
    assert paragraph.segments[0].marks == ("M0",)
    assert ("M0", "M1") in {one.marks for one in paragraph.segments[:5]}


def test_many_lines_under_many_marks_are_cut_in_the_time_of_one_walk():
    text = "some words\n" * 50_000
    marks = [(f"M{at}", Span(11 * at, 11 * at + 4)) for at in range(50_000)] + [("long", Span(0, len(text)))]
    begun = time.thread_time()
    paragraphs = list(reader._paragraphs(a_document(text), marks))
    assert time.thread_time() - begun < 10
    assert len(paragraphs) == 50_000
    assert [one.marks for one in paragraphs[7].segments] == [("M7", "long"), ("long",)]


def a_document(text):
    return Document(id="d", origin="d.txt", text=text, raw="", extractor="test")


def test_marks_that_overlap_in_every_way_stand_over_their_characters():
    text = "0123456789\n\nabcdefghij"
    spans = [Span(start, end) for start in range(len(text)) for end in range(start, len(text) + 1)]
    marks = [(f"M{number}", span) for number, span in enumerate(spans)]
    document = replace(a_document(text), residue=(Span(2, 5), Span(9, 14)))
    at = 0
    for paragraph in reader._paragraphs(document, marks):
        for segment in paragraph.segments:
            at = text.index(segment.text, at)
            here = range(at, at + len(segment.text))
            for name, span in marks:
                assert (name in segment.marks) == (span.start <= here[0] and here[-1] < span.end)
            assert segment.residue == any(one.start <= here[0] < one.end for one in document.residue)
