"""The body behind a speaker: its names are one origin, and so are those who speak for it."""

from __future__ import annotations

import pytest
from builders import a_document, a_reading, a_saying, an_actor

from twosource.nouns import Reading
from twosource.record.roots import core, head, roots_of


def said(name: str, *speakers: tuple[str, str, str], kind: str = "monitor", text: str = "") -> Reading:
    """A report in which speakers (words, actor's name, actor's kind) say things."""
    sentences = [f"So it was number {number}, {words} said." for number, (words, _, _) in enumerate(speakers)]
    document = a_document(" ".join([*sentences, text]), name)
    actors = {actor: an_actor(document, actor, sort, quoted=(words,)) for words, actor, sort in speakers}
    sayings = [
        a_saying(document, words, "said", f"So it was number {number}", actor=actors[actor].id, kind=kind)
        for number, (words, actor, _) in enumerate(speakers)
    ]
    return a_reading(document, actors=list(actors.values()), attributions=sayings)


def roots(*readings: Reading) -> dict[str, str | None]:
    """The body behind each speaker, by the words for it."""
    by_id = {one.document.id: one for one in readings}
    found = {(ref.document, ref.claim): body for ref, body in roots_of(by_id).items()}
    return {
        one.document.quote(saying.source): found.get((one.document.id, saying.id))
        for one in readings
        for saying in one.attributions
        if saying.source
    }


FULL = ("the Orun Observatory for Peace", "Orun Observatory for Peace", "ngo")
NAME = "Orun Observatory for Peace"


def test_the_names_of_one_body_are_one():
    other = said(
        "two",
        ("the Alban-based Orun Observatory", "Alban-based Orun Observatory", "ngo"),
        ("the Observatory", "Observatory", "ngo"),
    )
    assert set(roots(said("one", FULL), said("three", FULL), other).values()) == {NAME}


def test_initials_are_the_body_whose_they_are():
    assert roots(said("one", FULL), said("three", FULL), said("two", ("OOP", "OOP", "ngo")))["OOP"] == NAME


@pytest.mark.parametrize(
    "words", ["Observatory chief Rana Tavel", "the Observatory's director", "Rana Tavel, head of the Orun Observatory for Peace"]
)
def test_who_holds_an_office_speaks_for_the_body(words):
    assert roots(said("one", FULL), said("two", (words, words, "person")))[words] == NAME


@pytest.mark.parametrize(
    "behind", [", who heads the Orun Observatory for Peace.", ", the head of the Orun Observatory for Peace."]
)
def test_an_office_told_in_one_report_counts_in_all(behind):
    document = a_document(f"So it was, said Rana Tavel{behind}", "one")
    who = an_actor(document, "Rana Tavel", "person")
    body = an_actor(document, NAME, "ngo")
    first = a_reading(
        document, actors=[who, body], attributions=[a_saying(document, "Rana Tavel", "said", "So it was", actor=who.id)]
    )
    assert roots(first, said("two", ("Rana Tavel", "Rana Tavel", "person"))) == {"Rana Tavel": NAME}


def test_a_bare_description_is_the_one_body_of_its_kind():
    assert roots(said("one", FULL, ("a monitor", "monitor", "ngo")))["a monitor"] == NAME
    both = said("one", FULL, ("the Tavan Watch Network", "Tavan Watch Network", "ngo"), ("a monitor", "monitor", "ngo"))
    assert roots(both)["a monitor"] is None


def test_a_description_may_be_a_body_that_its_report_only_names():
    reading = said("one", ("a monitor", "monitor", "ngo"), text=f"The {NAME} is a monitor.")
    named = an_actor(reading.document, NAME, "ngo")
    assert (
        roots(a_reading(reading.document, actors=[*reading.actors, named], attributions=reading.attributions))["a monitor"]
        == NAME
    )


def test_residents_and_correspondents_are_no_body():
    reading = said(
        "one",
        FULL,
        ("residents", "residents", "civilian"),
        ("a correspondent", "correspondent", "media"),
        ("monitors", "monitors", "ngo"),
    )
    assert [roots(reading)[words] for words in ("residents", "a correspondent", "monitors")] == [None, None, None]


def test_a_word_that_says_whose_a_medium_is_is_no_name():
    assert roots(said("one", ("Xian state television", "Xian state television", "media"), kind="media")) == {
        "Xian state television": None
    }


def test_a_short_name_of_two_bodies_is_neither():
    two = [said("one", FULL), said("two", ("the Tavan Observatory for Peace", "Tavan Observatory for Peace", "ngo"))]
    assert (
        roots(*two, said("three", ("the Observatory for Peace", "Observatory for Peace", "ngo")))["the Observatory for Peace"]
        != NAME
    )


def test_a_saying_of_nobody_has_no_body():
    document = a_document("So it was, it was said.", "one")
    nobody = a_reading(document, attributions=[a_saying(document, None, "was said", "So it was")])
    assert roots_of({"one": nobody}) == {}


def test_the_proper_name_in_a_description():
    assert core("the Alban-based Orun Observatory for Peace group") == NAME
    assert core("a monitor") == ""
    assert head(NAME) == head("Observatory")
    assert head("") == ""
