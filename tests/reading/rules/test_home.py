"""The land in which a report plays."""

from tests.reading.rules.voices import Report


def test_what_happens_somewhere_weighs_more_than_who_speaks():
    report = Report("Two people died in Ruritania. Bordurian officials spoke. Bordurian envoys wept in northern Ruritania.")
    assert report.home == "RR"


def test_a_bare_government_is_the_homes_though_a_foreign_one_was_named_last():
    report = Report("Fighting went on in Ruritania and in eastern Ruritania. Borduria sent tanks. The government advanced.")
    assert report.actor("The government").country == "RR"
    assert report.actor("Borduria").country == "BD"


def test_without_a_word_for_a_state_there_is_no_home():
    assert Report("Shells fell on the town. The army said nothing.").home is None
