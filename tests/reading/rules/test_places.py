import pytest

from tests.geography.earth import an_earth
from twosource.nouns import Block, Document, Span
from twosource.reading.rules import places
from twosource.reading.sentences import sentences
from twosource.vocabulary import load


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory):
    return an_earth(tmp_path_factory.mktemp("earth"))


@pytest.fixture
def read(gazetteer):
    def reader(text):
        document = Document("d", "d", text, "", "", blocks=(Block("body", Span(0, len(text))),))
        language = load().languages["en"]
        told = sentences(document, language)
        found = places.with_definite(places.find(document, told, language, gazetteer), told, language, "Xanadia")
        return [(one, [document.quote(span) for span in one.mentions]) for one in found]

    return reader


def words(found):
    return [mention for _, mentions in found for mention in mentions]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Fighting broke out in the town of Mirek.", ["Mirek"]),
        ("Shells fell near Zelmar airport on Monday.", ["Zelmar airport"]),
        ("Rebels left Oru province for Mirek.", ["Oru province", "Mirek"]),
        ("They moved from Oru to Tavan al-Bahr.", ["Oru", "Tavan al-Bahr"]),
        ("Troops seized the Xanadian city of Zelmar.", ["Zelmar"]),
        ("ZELMAR (XNA) - Two people died.", ["ZELMAR"]),
        ("Clashes went on in Zelmar, Dorrin and Mirek.", ["Zelmar", "Dorrin", "Mirek"]),
        ("They crossed the Xanadian border at night.", ["the Xanadian border"]),
        ("Fighters entered Qwortle village at dawn.", ["Qwortle village"]),
        ("Shelling hit southern Oru.", ["southern Oru"]),
        ("Ships sailed into the Gulf of Pell.", ["Gulf of Pell"]),
        ("The mayor of Zelmar spoke.", ["Zelmar"]),
        ("The hospital in Zelmar said so.", ["Zelmar"]),
    ],
)
def test_named_places_are_found_as_an_annotator_marks_them(read, text, mentions):
    assert words(read(text)) == mentions


@pytest.mark.parametrize(
    "text",
    [
        "Salvet said the army would leave.",
        "General Salvet visited the wounded.",
        "Xanadian troops and Xanadians fled.",
        "Rebels seize a strategic Xanadian town.",
        "The Zelmar Media Network reported clashes.",
        "Aran Salvet told reporters.",
        "The University of Zelmar published a study.",
        "On Monday, the brigade withdrew.",
        "",
    ],
)
def test_persons_bodies_and_adjectives_are_no_places(read, text):
    assert words(read(text)) == []


def test_spellings_of_one_name_are_one_place_and_a_province_is_another(read):
    found = read("Rebels held Tavan al-Bahr. Tavan el Bahr fell. In Oru province, the city of Oru was shelled.")
    assert [(one.name, one.head, len(mentions)) for one, mentions in found] == [
        ("Tavan al-Bahr", None, 2),
        ("Oru", "province", 1),
        ("Oru", "city", 1),
    ]


def test_a_name_that_stands_once_as_a_place_stands_everywhere(read):
    found = read("Fighting raged in Mirek in Xanadia. Mirek had been calm.")
    assert [mention for mention in words(found) if mention == "Mirek"] == ["Mirek", "Mirek"]


@pytest.mark.parametrize(
    ("text", "mention", "head", "bearing", "km"),
    [
        ("A convoy was in a village north of Oru in Xanadia.", "a village north of Oru", "village", 0.0, None),
        (
            "A blast hit a camp about 10 km (six miles) north-east of Oru.",
            "a camp about 10 km (six miles) north-east of Oru",
            "camp",
            45.0,
            10.0,
        ),
        ("Two died some 20 kilometres west of Oru.", "some 20 kilometres west of Oru", None, 270.0, 20.0),
        ("They hid in Oru's southern suburbs.", "Oru's southern suburbs", "suburbs", 180.0, None),
        ("Jets bombed the eastern countryside of Oru.", "the eastern countryside of Oru", "countryside", 90.0, None),
        ("Jets bombed western Xanadia.", "western Xanadia", None, 270.0, None),
    ],
)
def test_a_place_described_by_another_hangs_on_it(read, text, mention, head, bearing, km):
    found = read(text)
    place = next(one for one, mentions in found if mention in mentions)
    assert (place.head, place.bearing, place.distance_km) == (head, bearing, km)
    assert found[place.near][0].name in {"Oru", "Xanadia"}


def test_a_named_place_with_a_description_keeps_both(read):
    found = read("A convoy stood in Oru while troops encircled a post in the town of Mirek, five miles to the southeast.")
    names = [one.name for one, _ in found]
    mirek = found[names.index("Mirek")][0]
    assert (mirek.near, mirek.bearing, mirek.distance_km) == (names.index("Oru"), 135.0, 8.0)


def test_an_apposition_describes_the_place_before_it(read):
    found = read("Troops took Mirek, a village south of Oru.")
    names = [one.name for one, _ in found]
    mirek = found[names.index("Mirek")][0]
    assert (names[mirek.near], mirek.bearing) == ("Oru", 180.0)


def test_an_area_between_two_places_is_one(read):
    found = read("Tanks filled the area between Oru and Mirek in Xanadia.")
    place, mentions = next(one for one in found if one[0].head == "between")
    assert mentions == ["the area between Oru and Mirek"]
    assert found[place.near][0].name == "Oru"


def test_definite_descriptions_mean_the_place_of_their_kind(read):
    found = read("Rebels left Mirek in Oru province. Troops entered the town at dawn. The province is tense.")
    by_name = {(one.name, one.head): mentions for one, mentions in found}
    assert by_name["Mirek", None] == ["Mirek", "the town"]
    assert by_name["Oru", "province"] == ["Oru province", "The province"]


def test_a_key_town_in_the_opening_is_the_town_named_next(read):
    found = read("Forces surrounded a key town in Xanadia. The town of Mirek had been held by rebels.")
    assert "a key town" in next(mentions for one, mentions in found if one.name == "Mirek")
    found = read("Rebels left a key town. Forces entered Mirek, and took the town. The road leads to Oru city.")
    assert "a key town" in next(mentions for one, mentions in found if one.name == "Mirek")


def test_the_country_is_the_one_in_which_the_report_plays(read):
    story = "Zelmar is a city in Xanadia. Arms came from Norland. The country's last stronghold fell. The country is in ruins."
    found = read(story)
    assert [(one.name, mentions.count("The country")) for one, mentions in found if "The country" in mentions] == [("Xanadia", 1)]


def test_the_city_council_is_no_description_of_the_city(read):
    assert "the city" not in words(read("Rebels left Zelmar. Troops entered the city council building."))


@pytest.mark.parametrize("text", ["FIGHTING REACHES OUTSKIRTS OF ZELMAR CITY", "fighting goes on in zelmar, say residents"])
def test_capitals_everywhere_or_nowhere_do_not_hide_a_place(read, text):
    assert any("zelmar" in mention.lower() for mention in words(read(text)))


def test_the_order_is_that_of_the_text(read):
    found = read("In Zelmar and Dorrin, then near Mirek, Xanadia.")
    starts = [one.mentions[0].start for one, _ in found if one.mentions]
    assert starts == sorted(starts)
