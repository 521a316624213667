"""Who says what in a report."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.rules.voices import Report

FELL = "the town of Tavan had fallen"


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (f"The army said that {FELL}.", "The army", FELL),
        (f"The army said on Monday {FELL}.", "The army", FELL),
        ("The town of Tavan had fallen, the army said.", "the army", "The town of Tavan had fallen"),
        ("The town of Tavan had fallen the army said on Monday.", "the army", "The town of Tavan had fallen"),
        ("“The town of Tavan has fallen,” said Xan Oru, a worker with a charity.", "Xan Oru", "The town of Tavan has fallen"),
        ('"The town of Tavan has fallen" said Xan Oru head of the Observatory.', "Xan Oru", "The town of Tavan has fallen"),
        ("Xan Oru, a spokesman for the army, said the town of Tavan was lost.", "Xan Oru", "the town of Tavan was lost"),
        ("According to the army, the town of Tavan was lost.", "the army", "the town of Tavan was lost"),
        ("The town of Tavan was lost, according to the army.", "the army", "The town of Tavan was lost"),
        ("Witnesses told the Tavan Agency that planes struck twice.", "Witnesses", "planes struck twice"),
        ("The army denied that planes struck the market.", "The army", "planes struck the market"),
        ("The army claimed responsibility for the raid.", "The army", "responsibility for the raid"),
        ("The ministry blamed rebels for the attack.", "The ministry", "rebels for the attack"),
        ("The ministry called on the rebels to leave the town.", "The ministry", "the rebels to leave the town"),
        ("The agency put the death toll at 40.", "The agency", "the death toll at 40"),
    ],
)
def test_a_cue_has_its_source_and_its_content(text, source, content):
    assert (source, content) in Report(text).pairs


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army confirmed that planes struck the market.", "confirms"),
        ("The army denied that planes struck the market.", "denies"),
        ("The ministry accused the rebels of firing first.", "blames"),
        ("The ministry urged the rebels to leave.", "demands"),
        ("The army said it will take the town.", "expects"),
        ("The army has not confirmed that planes struck the market.", "denies"),
        ("The army said planes struck the market.", "asserts"),
    ],
)
def test_the_cue_tells_the_stance(text, stance):
    assert [one.stance for one in Report(text).said] == [stance]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("“We have lost the town,” said Xan Oru.", "direct"),
        ("`` We have lost the town , '' Xan Oru said .", "direct"),
        ("Xan Oru said the town was “lost for ever” to them.", "mixed"),
        ("Xan Oru said the town was lost to them.", "indirect"),
    ],
)
def test_quotation_marks_of_every_kind_tell_how_it_is_quoted(text, quote):
    assert [one.quote for one in Report(text).said] == [quote]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("A doctor at the hospital", "medic"),
        ("A Civil Defence rescuer", "rescuer"),
        ("Residents", "witness"),
        ("The war monitor", "monitor"),
        ("Analysts", "analyst"),
        ("A security source", "anonymous"),
        ("The state news agency", "media"),
        ("The UN", "igo"),
        ("Rebels", "armed_group"),
        ("The Ruritanian army", "military"),
        ("The interior ministry", "official"),
    ],
)
def test_the_words_for_a_source_tell_its_kind(source, kind):
    assert Report(f"{source} said nine people were killed.").said[0].kind == kind


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("The pro-opposition war monitor said nine people were killed.", "opposition"),
        ("The state news agency said nine people were killed.", "government"),
        ("The UN said nine people were killed.", "neutral"),
        ("A war monitor said nine people were killed.", None),
        ("The Ruritanian government shelled Tavan. Bordurian officials said nine people were killed.", "foreign:BD"),
        ("The Ruritanian army shelled Tavan. The Ruritanian government said nine people were killed.", "government"),
    ],
)
def test_a_leaning_rests_on_the_words_of_the_report(text, leaning):
    assert Report(text).said[-1].leaning == leaning


def test_a_word_about_a_source_elsewhere_tells_its_side():
    report = Report("The Tavan Watch, a pro-opposition monitor, said so. The Tavan Watch said nine people were killed.")
    assert report.said[-1].kind == "monitor"


def test_an_unnamed_source_is_none_and_the_hedge_is_the_cue():
    report = Report("Planes reportedly struck the market.")
    assert [(one.source, report.words(one.cue), one.kind) for one in report.said] == [(None, "reportedly", "none")]


def test_a_participle_goes_on_with_the_speaker():
    report = Report("The army said the town was lost on Monday, adding that nine soldiers were missing.")
    assert report.pairs == [("The army", "the town was lost on Monday"), ("The army", "nine soldiers were missing")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Tavan Fund has asked for weekly pauses for aid convoys warning that water is short in Oru.", "The Tavan Fund"),
        ("The minister met the envoy in Tavan stating that new talks were close.", "The minister"),
        ("The Watch has confirmed a death in Oru adding that a child was also killed there.", "The Watch"),
        ("Both sides fired shells, with the army claiming that it took two villages.", "the army"),
        ("The Fund is warning that water is short in Oru.", "The Fund"),
    ],
)
def test_a_participle_has_the_speaker_of_its_clause_not_the_noun_beside_it(text, speaker):
    report = Report(text)
    assert [report.words(one.source) for one in report.said][-1] == speaker


def test_a_pronoun_speaks_for_the_last_speaker_that_it_fits():
    report = Report("General Xan Oru said the town was lost. He added that nine soldiers were missing.")
    assert report.said[1].actor == report.said[0].actor is not None


def test_a_quotation_that_runs_on_belongs_to_its_speaker_in_each_sentence():
    report = Report("“The town is lost to us. We have nine wounded men here,” said Xan Oru.")
    assert report.pairs == [("Xan Oru", "The town is lost to us"), ("Xan Oru", "We have nine wounded men here")]


def test_a_quotation_alone_belongs_to_the_speaker_before():
    report = Report('"The town is lost" Xan Oru said. "We have nine wounded men here".')
    assert report.pairs[1] == ("Xan Oru", "We have nine wounded men here")


def test_a_colon_speaks_for_what_follows_it():
    report = Report("The foreign minister said:\nThe attack was a crime against the town.\nThe town will be helped by us.")
    assert [content for _, content in report.pairs] == [
        "The attack was a crime against the town",
        "The town will be helped by us",
    ]


def test_an_inner_source_points_to_the_outer_one():
    report = Report("The agency said that residents reported that planes struck the market.")
    outer, inner = report.said
    assert (outer.via, inner.via) == (None, 0)
    assert report.words(inner.source) == "residents"


def test_a_lost_line_break_ends_what_is_said():
    report = Report("The army said planes struck the market in the town The rebels denied that they had left it.")
    assert report.pairs[0] == ("The army", "planes struck the market in the town")


def test_a_credit_is_no_attribution():
    assert not Report("Reporting by Xan Oru and writing by Yan Tavan.").said


def test_a_casualty_claimed_is_no_claim():
    assert not Report("The war has claimed hundreds of lives.").said


WORDS = 'the army|said|that|"|“|”|rebels|denied|,|.|told|according to|adding|:|who|and|``|nobody'.split("|")  # noqa: SIM905  marks in quotation marks are hard to read


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_whatever_the_words_spans_lie_in_the_text_and_chains_end(words):
    report = Report(" ".join(words))
    for one in report.said:
        assert one.content is not None
        assert report.words(one.content).strip()
        seen, at = set(), one.via
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = report.said[at].via


def test_a_speaker_between_commas_has_said_what_stands_before():
    assert Report("The convoy was struck by jets, Strelsau said, halting its progress.").pairs == [
        ("Strelsau", "The convoy was struck by jets")
    ]


def test_a_clause_joined_behind_a_speaker_is_his_too():
    report = Report("On Tuesday the convoy was still in Velen, Xan Oru said, while rebel fighters encircled a post.")
    assert [content for _, content in report.pairs] == [
        "On Tuesday the convoy was still in Velen",
        "rebel fighters encircled a post",
    ]


def test_a_speaker_behind_the_cue_has_said_what_stands_on_both_sides():
    report = Report(
        "The terms were never kept, and that was the reason for the raid, this time in force, said Al Tavan, "
        "a pro-government daily, “after Borduria had been given every chance to keep them.”"
    )
    assert [one.kind for one in report.by("Al Tavan")] == ["media", "media"]
    assert {one.leaning for one in report.by("Al Tavan")} == {"government"}
    assert report.pairs[1][1] == "after Borduria had been given every chance to keep them"


def test_those_who_did_too_say_the_same():
    report = Report("Xan Oru, head of the watch, confirmed the loss Tuesday, as did local activists and a rebel commander.")
    assert [(source, content) for source, content in report.pairs] == [
        ("Xan Oru", "the loss"), ("local activists", "the loss"), ("a rebel commander", "the loss"),
    ]  # fmt: skip
    assert {one.stance for one in report.said} == {"confirms"}


def test_reported_before_a_noun_is_nobodys_word():
    assert Report("A house fell during reported airstrikes.").pairs == [(None, "airstrikes")]


def test_who_is_told_to_do_something_hears_a_demand():
    report = Report("Bordurian officials said the post was theirs, warning Strelsau not to attack again.")
    assert [one.stance for one in report.said][-1] == "demands"


def test_two_who_blame_are_one_source():
    report = Report("The Organisation for the Study of Tidal Rivers and a state inquiry blamed an army jet for the strike.")
    assert report.pairs[0][0] == "The Organisation for the Study of Tidal Rivers and a state inquiry"


def test_a_name_speaks_though_its_descriptions_stand_nearer():
    report = Report("Xan Oru, head of the Tavan Observatory for Rivers, a pro-opposition war monitor, confirmed the loss.")
    assert (report.by("Xan Oru")[0].kind, report.by("Xan Oru")[0].leaning) == ("monitor", "opposition")


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("“They bring more,” Dr Xana Oru said.", "Dr Xana Oru", "medic"),
        ("“It is quiet,” said Xan Oru, a teacher.", "Xan Oru", "witness"),
        ("“It is quiet,” said Xan Oru, who lost a brother.", "Xan Oru", "witness"),
        ("“It is ours,” said Xan Oru, a worker with the opposition’s Civil Defense group.", "Xan Oru", "rescuer"),
    ],
)
def test_what_stands_behind_a_name_tells_the_kind(text, source, kind):
    assert Report(text).by(source)[0].kind == kind


def test_a_minister_of_another_land_is_foreign():
    report = Report(
        "Shells fell in Ruritania and in northern Ruritania. Bordurian Foreign Minister Xan Oru said it was far away."
    )
    assert report.said[0].leaning == "foreign:BD"


def test_promises_behind_a_verb_are_things():
    assert [one for one in Report("He left to fulfil promises it could not keep.").said if one.stance == "expects"] == []


def test_a_second_quotation_goes_on_with_the_speaker_named_behind_the_first():
    report = Report("“The other side must not play with fire,” said General Xan Oru in Strelsau. “We will do all that it takes.”")
    assert [source for source, _ in report.pairs] == ["General Xan Oru", "General Xan Oru"]
