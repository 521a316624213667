"""Mentions that the network finds, gathered into actors and places: what can never be one is kept apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.builders import a_document, words
from twosource.geography import open_gazetteer
from twosource.nouns import Document
from twosource.reading.network import actors, places
from twosource.reading.network.answers import Answers, Seen
from twosource.reading.sentences import sentences
from twosource.reading.sightings import PlaceSeen
from twosource.vocabulary import load

ENGLISH = load().languages["en"]


def seen(
    document: Document, layer: str, quoted: Sequence[str], links: Mapping[str, Mapping[int, Mapping[int, float]]], kind: str = ""
) -> Answers:
    """Return answers with one stretch for each quotation, in the order of the text."""
    found, count = [], dict.fromkeys(quoted, 0)
    for at, quote in enumerate(quoted):
        count[quote] += 1
        labels = {"actor_kind": kind} if kind else {}
        found.append(Seen(at, at, words(document, quote, count[quote]), {layer: 1.0}, labels))
    return Answers(tuple(found), links)


def who(text: str, quoted: Sequence[str], kind: str, linked: Mapping[int, Mapping[int, float]]) -> list[list[str]]:
    document = a_document(text)
    answers = seen(document, "actor", quoted, {"same.actor": linked}, kind)
    found, _ = actors.find(document, answers, (), ENGLISH, open_gazetteer(), None)
    return [[document.quote(span) for span in one.mentions] for one in found]


@pytest.mark.parametrize(
    ("text", "quoted", "kind"),
    [
        ("Turkish officials met Syrian officials.", ["Turkish officials", "Syrian officials"], "government"),
        ("12 people died, then 20 people.", ["12 people", "20 people"], "civilian"),
        ("Ana Sorel spoke, then Ivo Brandt.", ["Ana Sorel", "Ivo Brandt"], "person"),
        ("The Vard Front fought Oru Brigade.", ["The Vard Front", "Oru Brigade"], "armed_group"),
    ],
)
def test_two_states_numbers_persons_or_names_are_two_actors_however_likely_a_link(
    text: str, quoted: list[str], kind: str
) -> None:
    assert who(text, quoted, kind, {1: {0: 0.8}}) == [[one] for one in quoted]


def test_a_last_name_and_initials_are_who_they_belong_to() -> None:
    assert len(who("The minister Ana Sorel spoke. Sorel left.", ["The minister Ana Sorel", "Sorel"], "person", {})) == 1
    assert len(who("The Free Vard Army won. FVA left.", ["The Free Vard Army", "FVA"], "armed_group", {1: {0: 0.7}})) == 1


def where(text: str, quoted: Sequence[str], linked: Mapping[int, Mapping[int, float]] | None = None) -> list[PlaceSeen]:
    document = a_document(text)
    answers = seen(document, "place", quoted, {"same.place": linked or {}})
    found, place_of, means = places.find(document, answers, ENGLISH, open_gazetteer())
    joined, _ = places.meant(document, found, place_of, means, sentences(document, ENGLISH), ENGLISH, None)
    return [place for place in joined if place.mentions]


def test_the_adjective_of_a_state_names_no_place() -> None:
    (place,) = where("They left a Syrian base.", ["a Syrian base"])
    assert not place.is_named
    (place,) = where("They left the Syrian town of Tavan.", ["the Syrian town of Tavan"])
    assert place.name == "Tavan"


def test_the_capital_of_a_state_is_its_name() -> None:
    assert where("They met in the Syrian capital.", ["the Syrian capital"])[0].name == "Damascus"


def test_a_direction_before_a_town_of_a_name_is_not_the_towns() -> None:
    (place,) = where("They took the northern town of Tavan.", ["the northern town of Tavan"])
    assert (place.name, place.near) == ("Tavan", None)


def test_a_town_in_a_province_is_not_the_province() -> None:
    found = where("Rebels left a key town in Vardan province. Tavan town fell.", ["a key town in Vardan province", "Tavan town"])
    assert [len(place.mentions) for place in found] == [2]
    assert found[0].name == "Tavan"


@pytest.mark.parametrize("text", ["Planes hit Tavan, a rebel stronghold.", "Tavan once a rebel stronghold burned."])
def test_a_description_right_behind_a_name_is_that_place(text: str) -> None:
    assert [len(place.mentions) for place in where(text, ["Tavan", "a rebel stronghold"])] == [2]


def test_a_description_further_behind_or_behind_a_province_is_a_place_of_its_own() -> None:
    assert len(where("They left Tavan, and an aide saw a rebel stronghold.", ["Tavan", "a rebel stronghold"])) == 2
    assert len(where("They left Vardan province, a rebel stronghold.", ["Vardan province", "a rebel stronghold"])) == 2


def test_a_description_takes_up_the_name_of_its_own_sentence_whatever_the_network_links_it_to() -> None:
    document = a_document("The city of Vard burned. Troops entered the city of Tavan, taking the city by noon.")
    spans = [words(document, "The city of Vard"), words(document, "the city of Tavan"), words(document, "the city", 2)]
    answers = Answers(
        tuple(Seen(at, at, span, {"place": 1.0}, {}) for at, span in enumerate(spans)), {"same.place": {2: {0: 0.9}}}
    )
    found, place_of, means = places.find(document, answers, ENGLISH, open_gazetteer())
    joined, _ = places.meant(document, found, place_of, means, sentences(document, ENGLISH), ENGLISH, None)
    assert [(place.name, len(place.mentions)) for place in joined if place.mentions] == [("Vard", 1), ("Tavan", 2)]


def test_no_link_makes_a_town_a_province() -> None:
    text = "Fighting spread in Vardan province. Tavan town burned. The town was empty."
    found = where(text, ["Vardan province", "Tavan town", "The town"], {2: {0: 0.9}})
    assert [(place.name, len(place.mentions)) for place in found] == [("Vardan", 1), ("Tavan", 2)]


def test_a_description_right_behind_a_bodys_name_is_that_body_and_not_its_name() -> None:
    text = "FVF, an Oru-linked rebel alliance, left. The Vard Front fought a rebel alliance."
    quoted = ["FVF", "an Oru-linked rebel alliance", "The Vard Front", "a rebel alliance"]
    assert who(text, quoted, "armed_group", {}) == [quoted[:2], quoted[2:3], quoted[3:]]
    document = a_document(text)
    answers = seen(document, "actor", quoted, {"same.actor": {}}, "armed_group")
    found, _ = actors.find(document, answers, (), ENGLISH, open_gazetteer(), None)
    assert [one.name for one in found] == ["FVF", "Vard Front", "rebel alliance"]
