"""Which earlier mention of the same event a mention repeats."""

from reading.rules.scene import Scene

REBELS = {"Rebels": "armed_group", "rebels": "armed_group", "fighters": "armed_group"}


def read(text, places=("Oru",), times=()):
    names = {name: kind for name, kind in {**REBELS, "The army": "military", "the army": "military"}.items() if name in text}
    return Scene(text, names, [one for one in places if one in text], times)


def test_a_definite_noun_points_back():
    assert read("Rebels shelled Oru. The shelling went on.")["shelling"].same_as == 0


def test_an_indefinite_noun_opens_a_new_event_at_another_place():
    assert read("Rebels shelled Oru. A shelling of Tavan followed.", ("Oru", "Tavan"))["shelling"].same_as is None


def test_a_withdrawal_in_other_words_is_one_act_where_side_and_place_fit():
    scene = read("Rebels withdrew from Oru. The group said its fighters had redeployed from Oru.")
    assert scene["redeployed"].type == "withdrawal"
    assert scene["redeployed"].same_as == 0


def test_what_is_told_behind_a_newer_date_is_new():
    scene = read("Rebels shelled Oru. On 4 March rebels shelled Oru.", times=["4 March"])
    assert [one.same_as for one in scene.events] == [None, None]


def test_the_next_step_of_an_advance_is_not_the_one_before():
    scene = read("The army captured Oru. The army captured Tavan.", ("Oru", "Tavan"))
    assert [one.same_as for one in scene.events] == [None, None]


def test_an_agreement_is_told_one_at_a_time():
    scene = read("The deal was signed in Oru. The agreement never held.")
    assert scene["agreement"].same_as == 0
