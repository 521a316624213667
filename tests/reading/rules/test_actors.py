"""Who there is in a report."""

import pytest

from tests.reading.rules.voices import Report


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("At least nine rebel fighters were killed near Tavan.", "At least nine rebel fighters", "armed_group"),
        ("Government forces entered Tavan on Monday.", "Government forces", "military"),
        ("Three residents of Tavan fled.", "Three residents of Tavan", "civilian"),
        ("The Tavan Observatory for Rivers counted the dead.", "The Tavan Observatory for Rivers", "ngo"),
        ("The state news agency reported the raid.", "The state news agency", "media"),
        ("The interior ministry denied it.", "The interior ministry", "government"),
        ("The UN warned both sides.", "The UN", "igo"),
        ("President Xan Oru said nothing.", "President Xan Oru", "person"),
    ],
)
def test_the_head_noun_tells_the_kind(text, words, kind):
    assert Report(text, places=("Tavan",) if "Tavan on" in text or "near Tavan" in text else ()).actor(words).kind == kind


def test_a_state_is_its_government_where_it_acts_and_a_place_where_something_lies():
    report = Report("Ruritania condemned the raid. Two people were killed in Ruritania.")
    assert [report.words(span) for span in report.actor("Ruritania").mentions] == ["Ruritania"]
    assert report.actor("Ruritania").kind == "government"


def test_the_capital_the_state_and_its_officials_are_one_government():
    report = Report("Strelsau said no. Ruritanian officials agreed. Ruritania dispatched envoys.")
    government = report.actor("Strelsau")
    assert government.country == "RR"
    assert {"Strelsau", "Ruritanian officials", "Ruritania"} <= {report.words(span) for span in government.mentions}


def test_a_state_has_one_army_and_it_is_not_the_government():
    report = Report("The Ruritanian army left Tavan. Ruritanian forces shelled it. Ruritanian officials denied it.")
    army = report.actor("Ruritanian forces")
    assert (army.kind, army.country, len(army.mentions)) == ("military", "RR", 2)
    assert army is not report.actor("Ruritanian officials")


def test_a_nation_before_an_attack_is_the_nation_that_attacks():
    report = Report("Bordurian airstrikes hit a school. A Bordurian town was quiet.")
    assert report.mentions.count("Bordurian") == 1
    assert report.actor("Bordurian").country == "BD"


def test_who_holds_a_place_stands_in_a_compound():
    assert "rebel" in Report("The raid hit the rebel-held district.").mentions


def test_a_person_is_one_under_title_full_name_and_surname():
    report = Report("General Xan Oru said the town was lost. Oru blamed the rain. Mr Oru left.")
    assert len(report.actor("Oru").mentions) == 3


def test_an_office_beside_a_name_is_the_same_person():
    report = Report("Xan Oru, head of the Tavan Observatory, said so.")
    assert report.actor("Xan Oru") is report.actor("head of the Tavan Observatory")
    assert "the Tavan Observatory" in report.mentions


def test_initials_stand_for_the_name_that_introduced_them():
    report = Report("The Free Tavan Army (FTA) seized the bridge. FTA fighters held it. The FTA later withdrew.")
    assert report.actor("The FTA") is report.actor("The Free Tavan Army")


def test_a_name_that_acts_once_is_an_actor_where_it_only_stands():
    report = Report("Zorvad attacked the base. Planes struck Zorvad command centres.")
    assert report.mentions.count("Zorvad") == 2


def test_a_name_that_only_lies_somewhere_is_no_actor():
    assert "Velen" not in Report("The shells fell in Velen and the road to Velen was closed.").mentions


def test_lost_commas_do_not_make_one_person_of_two_phrases():
    report = Report("The missiles also wounded nine others Xan Oru told the Tavan Agency.")
    assert "Xan Oru" in report.mentions
    assert "nine others" in report.mentions


def test_a_day_is_no_part_of_an_actor():
    assert "Ruritanian forces" in Report("The road was cut by Ruritanian forces Thursday when they took a hill.").mentions


def test_states_in_a_list_act_together():
    report = Report("Ruritania, Borduria and Oland signed the text.")
    assert {"Ruritania", "Borduria", "Oland"} <= set(report.mentions)


def test_bare_numbers_behind_a_killing_are_people():
    assert "16" in Report("A bomber killed 16 outside a bakery.").mentions


def test_pronouns_are_no_mentions():
    assert not {"they", "it", "he"} & set(Report("The rebels said they would stay and he agreed with it.").mentions)


def test_the_same_text_gives_the_same_actors():
    text = "Rebels and residents of Tavan said Ruritanian forces shelled the Free Tavan Army."
    assert Report(text).actors == Report(text).actors


def test_every_mention_lies_in_the_text_and_belongs_to_one_actor():
    report = Report("The rebels, led by Xan Oru, attacked. The army said the rebels lost. Rebels denied it. Oru fled.")
    spans = [span for one in report.actors for span in one.mentions]
    assert len(spans) == len(set(spans))
    assert all(report.words(span) for span in spans)


def test_officials_in_a_capital_are_of_the_state_whose_capital_it_is():
    report = Report("Shells fell in Borduria and in northern Borduria. Officials in Strelsau condemned the raid.")
    assert report.actor("Officials").country == "RR"


def test_a_name_is_what_the_description_beside_it_says():
    report = Report(
        "Sura al Tavan, an Oru-linked rebel alliance, seized the bridge. Later Sura al Tavan left. The alliance wept."
    )
    group = report.actor("Sura al Tavan")
    assert (group.kind, group.name) == ("armed_group", "Sura al Tavan")
    assert {"an Oru-linked rebel alliance", "The alliance"} <= {report.words(span) for span in group.mentions}


def test_a_paper_described_as_a_daily_is_media():
    assert Report("The bridge fell, said Al Tavan, a pro-government Ruritanian daily.").actor("Al Tavan").kind == "media"


def test_a_name_behind_its_noun_is_the_name_and_its_initials_stand_for_it():
    report = Report(
        "The extremist group Jund Sura al-Tavan (JST) held the town. A JST statement said the group had moved its fighters."
    )
    group = report.actor("JST")
    assert (group.kind, group.name) == ("armed_group", "Jund Sura al-Tavan")
    assert {"the group", "its fighters"} <= {report.words(span) for span in group.mentions}


def test_our_troops_are_the_speakers():
    report = Report(
        "Ruritanian forces advanced in Ruritania. On Monday Bordurian Foreign Minister Xan Oru said the post is for our troops."
    )
    assert report.actor("our troops").country == "BD"


def test_a_ruler_is_one_under_office_name_and_abuse():
    report = Report(
        "Ruritanian President Xan Oru left. Later the Ruritanian leader, Xan al-Oru, spoke. Nobody saw the Ruritanian dictator."
    )
    assert report.actor("the Ruritanian dictator") is report.actor("Ruritanian President Xan Oru")


@pytest.mark.parametrize("words", ["Ruritania's transport network", "to about 20 people", "A row of army trucks passes"])
def test_what_is_no_actor_or_more_than_one_is_no_mention(words):
    report = Report(
        "Ruritania's transport network broke. It was home to about 20 people. A row of army trucks passes through Oru."
    )
    assert words not in report.mentions


def test_a_count_of_people_begins_its_own_mention():
    assert "hundreds of residents" in Report("In recent days hundreds of residents stayed.").mentions
    assert "tens of thousands of refugees" in Report("It sent tens of thousands of refugees away.").mentions


def test_a_body_of_states_is_one_name_to_its_end():
    report = Report("The Organisation for the Study of Tidal Rivers blamed the army.")
    assert report.actor("The Organisation for the Study of Tidal Rivers").kind == "igo"


def test_a_states_army_and_its_high_command_are_one():
    report = Report("The General Command of the Ruritanian army spoke. The command said the Ruritanian army had won.")
    command = report.actor("The command")
    assert command.kind == "military"
    assert command is report.actor("the Ruritanian army")


def test_two_states_joined_by_and_are_two():
    assert {"Borduria", "Western countries"} <= set(Report("Factions supported by Borduria and Western countries left.").mentions)


def test_another_name_is_the_same_actor():
    report = Report("The Ruritanian Civil Defense, also known as the Grey Hats, dug all night.")
    assert report.actor("the Grey Hats") is report.actor("The Ruritanian Civil Defense")


def test_initials_met_first_join_the_long_form():
    report = Report("The UN counted. The United Nations estimates more.")
    assert report.actor("The UN") is report.actor("The United Nations")


def test_the_wire_in_a_dateline_is_media():
    assert Report("TAVAN, 3 May (Northern Wire) - Shells fell on the town.").actor("Northern Wire").kind == "media"


def test_troops_for_a_ruler_are_the_army_of_his_land():
    report = Report("The Ruritanian leader, Xan Oru, spoke. The town was taken by pro-Oru forces. The Ruritanian army rejoiced.")
    assert report.actor("pro-Oru forces") is report.actor("The Ruritanian army")


def test_a_body_is_one_whether_the_state_stands_as_noun_or_adjective():
    report = Report("Men of the Ruritanian Civil Defense dug. A worker with the Ruritania Civil Defense group counted the dead.")
    assert report.actor("the Ruritanian Civil Defense") is report.actor("the Ruritania Civil Defense group")
