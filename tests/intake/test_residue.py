"""What a reader of the page would not have seen is found, and nothing else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.intake.residue import blanked, residue


def seen(text: str) -> str:
    """Return the text as a reader sees it, without the blanks that stand for the residue."""
    return " ".join(blanked(text, residue(text), "\x00").replace("\x00", "").split())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Fighters in [Tavan](#) left.", "Fighters in Tavan left."),
        ("It [took Oru, killing 9](https://post.example/a_(b)?c=1) on Friday.", "It took Oru, killing 9 on Friday."),
        ('See [the map](maps/oru.png "Map").', "See the map."),
        ("See [the map][1] and [that][] too.", "See the map and that too."),
        ("[![Oru in May](a.jpg)](https://post.example)", "Oru in May"),
        ("The **Battle of Oru** was __long__ and *hard* and _cold_.", "The Battle of Oru was long and hard and cold."),
        ("**[Oru](#)** fell.", "Oru fell."),
        ("## The fall\nOru fell.", "The fall Oru fell."),
        ("Oru\n---\nfell\n* * *\n", "Oru fell"),
        ("> He said: no.\n>> Yes.", "He said: no. Yes."),
        ("- one bridge\n* two roads\n• three posts", "one bridge two roads three posts"),
        ("Oru fell.[1][23] Tavan held.[note 2]", "Oru fell. Tavan held."),
        ("Oru <b>fell</b>.<br/>Tavan held.", "Oru fell.Tavan held."),
    ],
)
def test_the_words_stay_and_the_marks_go(text: str, wanted: str) -> None:
    assert seen(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "He said [the governor] (an ally) left.",
        "The unit [3rd Brigade] (see above) left.",
        "It fired 5 * 7 shells, 2 * 2 rounds.",
        "The file_name_here and the #Oru hashtag, issue #12.",
        "A-ten and B-52, 10 - 12 dead, -5 degrees.",
        "Losses were <10 and >5.",
        "[BEGIN RECORDING] We hold Oru [END RECORDING]",
    ],
)
def test_what_only_looks_like_markup_stays(text: str) -> None:
    assert residue(text) == ()


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("aB #*_-=>[]()!\n.1/<b>🕊ب"), max_size=80))
def test_spans_are_in_order_and_apart(text: str) -> None:
    ends = -1
    for span in residue(text):
        assert ends < span.start < span.end <= len(text)
        ends = span.end
    assert len(blanked(text, residue(text))) == len(text)


@pytest.mark.parametrize("hostile", ["[", "[a](", "**a ", "_a", "* ", "<b ", "![", "[a]("[::-1], "*a_b**"])
def test_time_is_linear_in_hostile_texts(hostile: str) -> None:
    began = time.process_time()
    residue(hostile * (400_000 // len(hostile)))
    assert time.process_time() - began < 5
