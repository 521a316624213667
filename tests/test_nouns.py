from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.nouns import Document, Span, When, fingerprint

TEXT = "see [Oru](#) and **the [old] town** now"
RESIDUE = (Span(4, 5), Span(8, 12), Span(17, 19), Span(33, 35))
DOCUMENT = Document("d", "d", TEXT, "", "", residue=RESIDUE)


def test_words_leave_the_residue_of_markup_out() -> None:
    assert DOCUMENT.quote(Span(4, 12)) == "[Oru](#)"
    assert DOCUMENT.words(Span(4, 12)) == "Oru"
    assert DOCUMENT.words(Span(0, len(TEXT))) == "see Oru and the [old] town now"
    assert DOCUMENT.words(Span(0, 3)) == "see"


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
@settings(max_examples=100, deadline=None)
def test_words_are_the_characters_of_the_span_outside_residue(one: int, other: int) -> None:
    span = Span(min(one, other), max(one, other))
    plain = "".join(TEXT[at] for at in range(span.start, span.end) if not any(r.start <= at < r.end for r in RESIDUE))
    assert "".join(DOCUMENT.words(span).split()) == "".join(plain.split())


def test_a_shortened_day_has_the_edges_of_its_month_or_year() -> None:
    assert When("2024-02", "2024-02").earliest == date(2024, 2, 1)
    assert When("2024-02", "2024-02").latest == date(2024, 2, 29)
    assert When("2014", None).earliest == date(2014, 1, 1)
    assert When("2014", None).latest is None


def test_spans_share_characters_or_not() -> None:
    assert Span(0, 2).overlaps(Span(1, 3))
    assert not Span(0, 2).overlaps(Span(2, 3))
    assert Span(0, 3).contains(Span(1, 3))
    assert not Span(0, 3).contains(Span(1, 4))


def test_a_fingerprint_keeps_its_parts_apart() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert fingerprint("a", None) == fingerprint("a", None)
    assert len(fingerprint("a")) == 16
