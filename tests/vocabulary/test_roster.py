"""A project's roster: names with their days, sides and parents; what contradicts itself is refused by file and line."""

from datetime import date
from pathlib import Path

import pytest

from twosource.errors import VocabularyError
from twosource.vocabulary.roster import Roster, load_roster

WAR = """
[[side]]
name = "government"
words = ["the regime"]

[[side]]
name = "rebels"
words = ["rebels", "insurgents"]

[[actor]]
name = "Vard"
country = "XA"
side = "government"

[[actor]]
name = "Tavan Brigade"
names = ["TB", { name = "the brigade", since = 2031-01-01, until = 2031-06-01 }]
kind = "armed_group"
parent = "Vard"

[[actor]]
name = "Falcon"
side = "government"
until = 2031-03-01

[[actor]]
name = "Falcon"
side = "rebels"
since = 2031-03-01

[[source]]
name = "Vard TV"
root = "Vard Agency"

[[source]]
name = "Vard Agency"
root = "Vard"
"""


@pytest.fixture
def roster(tmp_path):
    def load(text: str) -> Roster:
        file = tmp_path / "roster.toml"
        file.write_text(text, encoding="utf-8")
        return load_roster(file)

    return load


def test_names_mean_one_actor_on_a_day_and_a_child_is_of_its_parents_side(roster):
    war = roster(WAR)
    brigade = war.actor(["The Brigade"], date(2031, 2, 1))
    assert brigade is not None
    assert (brigade.name, brigade.side) == ("Tavan Brigade", "government")
    assert war.actor(["the brigade"], date(2031, 6, 1)) is None
    assert war.actor(["nobody", "T.B."], None) is None
    sides = [one.side for day in (28, 1) if (one := war.actor(["falcon"], date(2031, 2 if day == 28 else 3, day)))]
    assert sides == ["government", "rebels"]
    assert war.actor(["Falcon"], None) is None, "without a day it may be either"


def test_an_umbrella_word_means_its_side_and_the_first_name_that_is_known_goes_first(roster):
    war = roster(WAR)
    found = [war.actor(names, None) for names in (["insurgents"], ["TB", "insurgents"], ["some men", "insurgents"])]
    assert [one and one.sort for one in found] == ["side", "actor", "side"]
    assert [one and one.side for one in found] == ["rebels", "government", "rebels"]
    assert found[0] is not None
    assert (found[0].called(["The insurgents"]), found[0].called(["fighters"])) == ("insurgents", None)


def test_a_source_leads_to_its_root(roster):
    assert [roster(WAR).root(name, None) for name in ("vard tv", "Vard Agency", "Vard", "Nobody")] == ["Vard", "Vard", None, None]


def test_without_a_file_nobody_is_known():
    assert load_roster(None) == Roster()
    assert Roster().actor(["rebels"], None) is None


def test_the_roster_of_the_examples_loads():
    file = Path(__file__).parents[2] / "examples/roster.toml"
    found = load_roster(file).actor(["General Command"], None)
    assert found is not None
    assert found.side == "government"


A = '[[actor]]\nname = "A"\n'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (A + '[[actor]]\nname = "B"\nnames = ["the A"]\n', 5, "the name 'the A' is at the same time one of actor 'A' on line 1"),
        ('[[side]]\nname = "x"\nwords = ["rebels"]\n[[actor]]\nname = "Rebels"\n', 5, "at the same time one of side 'x'"),
        (A + 'parent = "C"\n', 3, "parent 'C' of 'A' does not exist"),
        (A + 'until = 2031-01-01\nparent = "B"\n[[actor]]\nname = "B"\nsince = 2031-01-01\n', 4, "does not exist at that time"),
        (A + 'parent = "B"\n[[actor]]\nname = "B"\nparent = "A"\n', 6, "parent 'A' of 'B' leads back to 'A'"),
        ('[[source]]\nname = "A"\nroot = "A"\n', 3, "root 'A' of 'A' leads back to 'A'"),
        (
            '[[side]]\nname = "x"\n[[side]]\nname = "y"\n[[actor]]\nname = "B"\nside = "x"\n' + A + 'side = "y"\nparent = "B"\n',
            10,
            "'A' is of side 'y', its parent 'B' of side 'x'",
        ),
        (A + 'side = "z"\n', 3, "no [[side]] is called 'z'"),
        (A + "since = 2031-02-01\nuntil = 2031-01-01\n", 4, "until 2031-01-01 does not lie after since 2031-02-01"),
        (A + 'names = [\n  { name = "B", since = "May" },\n]\n', 4, "since 'May' is no day"),
        (A + "names = [3]\n", 3, "3 is no name"),
        (A + 'colour = "red"\n', 3, "unknown key 'colour' under [[actor]]"),
        (A + 'kind = "army"\n', 3, "kind 'army' is not one of"),
        (A + 'country = "Vardia"\n', 3, "no ISO 3166 code"),
        (A + "side = 3\n", 3, "side must be a text"),
        ("[[actor]]\nside = 'x'\n", 1, "the actor has no name"),
        ("\n[[actors]]\nname = 'A'\n", 2, "unknown part 'actors'"),
        ("actor = 3\n", 1, "write each actor as a table of its own"),
        ("[[actor]]\nname = \n", 2, "not valid TOML"),
    ],
)
def test_a_roster_that_contradicts_itself_is_refused_by_file_and_line(roster, tmp_path, text, line, words):
    with pytest.raises(VocabularyError) as caught:
        roster(text)
    assert str(caught.value).startswith(f"{tmp_path / 'roster.toml'}, line {line}: ")
    assert words in str(caught.value)


def test_a_roster_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(VocabularyError, match=r"nowhere\.toml: cannot be read"):
        load_roster(tmp_path / "nowhere.toml")
