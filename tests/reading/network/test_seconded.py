"""Where the rules' second opinion counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quality import annotations
from tests.builders import a_document, words
from twosource.nouns import Span
from twosource.reading.network import heard, seconded
from twosource.reading.sentences import sentences
from twosource.reading.sightings import AttributionSeen, EventSeen, FigureSeen
from twosource.vocabulary import load

CONTENT, CUE, SPEAKER = Span(0, 20), Span(30, 34), Span(22, 29)


def event(kind: str, at: int = 0, **more: object) -> EventSeen:
    return EventSeen(Span(at, at + 5), kind, **more)


def sure(**chances: float) -> dict[Span, dict[str, float]]:
    known = {"event_type": 0.9, "realis": 0.9, "source_kind": 0.9, "stance": 0.9, "source": 0.9}
    return {Span(0, 5): {**known, **chances}, CONTENT: {**known, **chances}}


def test_a_doubtful_type_gives_way_and_a_sure_one_does_not() -> None:
    own, ruled = [event("attack")], [event("armed_clash", realis="future")]
    assert seconded.events(own, ruled, sure(event_type=0.4))[0].type == "armed_clash"
    assert seconded.events(own, ruled, sure())[0].type == "attack"
    assert seconded.events(own, ruled, sure(realis=0.4))[0].realis == "future"
    assert seconded.events(own, [event("armed_clash", at=50)], sure(event_type=0.1))[0].type == "attack"


def test_a_pact_needs_a_word_for_one() -> None:
    text = "The building collapsed at noon. The truce collapsed at noon."
    document = a_document(text)
    vocabulary = load()
    parsed = sentences(document, vocabulary.languages["en"])
    own = [event("agreement_breach", 13), event("agreement_breach", 42)]
    told = seconded.named(own, [], parsed, vocabulary, vocabulary.languages["en"])
    assert [one.type for one in told] == ["other_event", "agreement_breach"]
    ruled = [event("agreement_breach", 13)]
    assert seconded.named(own, ruled, parsed, vocabulary, vocabulary.languages["en"])[0].type == "agreement_breach"


def test_whom_the_terms_of_a_pact_name_is_no_party_to_it() -> None:
    document = a_document("The army's agreement stipulates that rebels would leave.")
    army, rebels, pact = (words(document, one) for one in ("The army", "rebels", "agreement"))
    own = replace(event("agreement"), trigger=pact, roles={"agent": (army, rebels)})
    says = AttributionSeen(None, words(document, "rebels would leave"), source=pact)
    assert seconded.without_terms([own], [says])[0].roles == {"agent": (army,)}
    assert seconded.without_terms([own], [])[0] == own


def test_a_type_that_was_not_taught_is_added_where_nothing_else_was_seen() -> None:
    ruled = [event("flood", at=0), event("flood", at=40), event("attack", at=80)]
    assert [one.trigger.start for one in seconded.untaught([event("attack")], ruled, {"attack"})] == [40]


def test_a_missing_speaker_is_filled() -> None:
    own = AttributionSeen(CUE, CONTENT)
    ruled = AttributionSeen(CUE, CONTENT, source=SPEAKER, kind="monitor")
    (told,) = heard.sayings([own], [ruled], [CUE], [], sure(), "")
    assert (told.source, told.kind) == (SPEAKER, "monitor")


def test_the_speaker_of_a_participle_is_the_one_that_grammar_finds() -> None:
    text = "the fund asked for convoys, warning that"
    cue, near, subject = Span(28, 35), Span(19, 26), Span(0, 8)
    own, ruled = (AttributionSeen(cue, CONTENT, source=one) for one in (near, subject))
    assert heard.sayings([own], [ruled], [cue], [], sure(), text)[0].source == subject
    assert heard.sayings([own], [ruled], [cue], [], sure(), text.replace("warning", "and said"))[0].source == near


def test_a_pronoun_before_its_verb_and_who_stands_behind_according_to_are_beyond_doubt() -> None:
    text = "the fund asked for more, but she said so; so many died according to the ministry"
    fund, she, ministry = (words(a_document(text), one) for one in ("the fund", "she", "the ministry"))
    for cue_words, speaker in (("said", she), ("according to", ministry)):
        cue = words(a_document(text), cue_words)
        own, ruled = (AttributionSeen(cue, CONTENT, source=one) for one in (fund, speaker))
        assert heard.sayings([own], [ruled], [cue], [], sure(), text)[0].source == speaker


def test_what_is_said_ends_where_another_saying_goes_on() -> None:
    text = "the fund said Oru burns, adding that Tavan burns, and the army says Halvek burns"
    document = a_document(text)
    fund, army = words(document, "the fund"), words(document, "the army")
    whole = Span(text.index("Oru"), len(text))
    said = AttributionSeen(words(document, "said"), whole, source=fund)
    added = AttributionSeen(
        words(document, "adding"), words(document, "Tavan burns, and the army says Halvek burns"), source=fund
    )
    says = AttributionSeen(words(document, "says"), words(document, "Halvek burns"), source=army)
    doubts = {one.content: {"source_kind": 1.0, "stance": 1.0, "source": 1.0} for one in (said, added, says)}
    told = heard.sayings([said, added, says], [], [], [], doubts, text)
    assert [document.quote(one.content) for one in told if one.content] == ["Oru burns", "Tavan burns", "Halvek burns"]


def test_a_participle_behind_a_preposition_goes_on_with_the_same() -> None:
    text = "the fund condemned the raid by calling it a crime"
    document = a_document(text)
    said = AttributionSeen(
        words(document, "condemned"), Span(text.index("the raid"), len(text)), source=words(document, "the fund")
    )
    called = AttributionSeen(words(document, "calling"), words(document, "a crime"), source=words(document, "the fund"))
    doubts = {one.content: {"source_kind": 1.0, "stance": 1.0, "source": 1.0} for one in (said, called)}
    assert heard.sayings([said, called], [], [], [], doubts, text)[0].content == said.content


def test_a_saying_that_was_announced_and_not_found_is_added() -> None:
    ruled = AttributionSeen(CUE, CONTENT, source=SPEAKER)
    assert heard.sayings([], [ruled], [CUE], [], sure(), "") == (ruled,)
    assert heard.sayings([], [ruled], [], [], sure(), "") == ()


def test_what_nobody_says_by_no_word_is_left_out() -> None:
    assert heard.sayings([AttributionSeen(None, CONTENT)], [], [], [], sure(), "") == ()


def test_the_sentences_own_subject_speaks_and_means_who_the_network_says() -> None:
    text = "It said so."
    (sentence,) = sentences(a_document(text), load().languages["en"])
    cue, content = Span(3, 7), Span(8, 10)
    own = AttributionSeen(cue, content, source=Span(40, 50), actor=3, kind="monitor")
    ruled = AttributionSeen(cue, content, source=Span(0, 2))
    (told,) = heard.sayings(
        [own], [ruled], [cue], [sentence], {content: {"source_kind": 1.0, "stance": 1.0, "source": 1.0}}, text
    )
    assert (told.source, told.actor, told.kind) == (Span(0, 2), 3, "monitor")


def test_what_the_network_leaves_open_is_filled_and_what_it_says_is_kept() -> None:
    mine, theirs = Span(0, 1), Span(2, 3)
    own = EventSeen(CUE, "attack", roles={"agent": (mine,)})
    ruled = EventSeen(CUE, "attack", roles={"agent": (theirs,), "target": (theirs,)}, at=4)
    (told,) = seconded.events([own], [ruled], {CUE: {"event_type": 1.0, "realis": 1.0}})
    assert told.roles == {"agent": (mine,), "target": (theirs,)}
    assert told.at == 4


PEOPLE = {"killed", "injured", "displaced", "detained", "abducted", "population"}


@pytest.mark.shared
def test_the_verb_right_before_a_count_of_people_tells_its_kind_in_the_annotated_reports(shared: Path) -> None:
    vocabulary = load()
    language = vocabulary.languages["en"]
    told = right = 0
    for report in annotations.load(shared / "annotation"):
        for figure in (one for one in report.wanted["figures"] if one["kind"] in PEOPLE):
            # What is asked about is of another kind than the annotator's, so a change shows what the verb says.
            span = Span(*figure["span"])
            asked = FigureSeen(span, "injured" if figure["kind"] != "injured" else "killed")
            (seen,) = seconded.counted([asked], report.page.text, vocabulary, language)
            if seen.kind != asked.kind:
                told += 1
                right += seen.kind == figure["kind"]
    assert told > 40
    assert right / told > 0.95


def test_a_count_gets_its_hedge_and_what_stands_behind_a_passive_keeps_its_kind() -> None:
    vocabulary = load()
    text = "Up to 500 fled. 14 were killed 25 were wounded. The town is home to 900 people."
    asked = [
        (text.index(words), words, kind) for words, kind in (("500", "displaced"), ("25", "injured"), ("900 people", "killed"))
    ]
    seen = [FigureSeen(Span(start, start + len(words)), kind) for start, words, kind in asked]  # type: ignore[arg-type]
    told = seconded.counted(seen, text, vocabulary, vocabulary.languages["en"])
    assert [(text[one.span.start : one.span.end], one.kind) for one in told] == [
        ("Up to 500", "displaced"),
        ("25", "injured"),
        ("900 people", "population"),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("40 fighters killed 110 injured by shells", "injured"),
        ("40 fighters killed 110 injured at the market", "injured"),
        ("Shells killed 110 injured 25", "killed"),
        ("Shells killed 110 injured at least 25", "killed"),
        ("Shells killed 110 people", "killed"),
    ],
)
def test_a_number_right_before_its_verb_is_counted_by_it(text: str, kind: str) -> None:
    vocabulary = load()
    seen = [FigureSeen(words(a_document(text), "110"), "killed")]
    assert seconded.counted(seen, text, vocabulary, vocabulary.languages["en"])[0].kind == kind


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("Vardia warned the army not to attack Oru.", "future"),
        ("The army must not attack Oru, he said.", "future"),
        ("The army needs to not attack Oru, he said.", "future"),
        ("The army did not attack Oru, he said.", "denied"),
    ],
)
def test_what_is_demanded_not_to_happen_is_not_denied(text: str, realis: str) -> None:
    language = load().languages["en"]
    trigger = Span(text.index("attack"), text.index("attack") + 6)
    (told,) = seconded.undenied([EventSeen(trigger, "attack", realis="denied")], sentences(a_document(text), language), language)
    assert told.realis == realis
