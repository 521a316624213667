from dataclasses import replace

from outlets.invented import SECOND, a_record, second_reading, span
from twosource.nouns import Span
from twosource.outlets.explain import explanation_of, explanation_to_json
from twosource.outlets.page import text_of
from twosource.record import Explanation, explain

DOCUMENT = "0123456789abcdef"
READING = replace(second_reading(), document=replace(second_reading().document, id=DOCUMENT))


def shown(found: Explanation) -> str:
    return text_of(explanation_of(found, {DOCUMENT: READING}))


def test_a_leaf_is_the_words_in_their_sentence_with_their_place():
    at = span(SECOND, "redeployed")
    leaf = Explanation("redeployed", (), None, DOCUMENT, at)
    text = " ".join(shown(Explanation("Withdrawal", (leaf,), "i1")).split())
    assert "“redeployed” in “Insurgents have redeployed south of the town" in text
    assert f"— second.txt, characters {at.start}–{at.end}" in text


def test_an_address_in_a_sentence_is_shown_as_the_words_it_means():
    at = span(SECOND, "redeployed")
    found = Explanation("Withdrawal", (Explanation(f"same: {DOCUMENT}:E{at.start}-{at.end} and {'f' * 16}:E1-2"),))
    assert f"same: “redeployed” (second.txt) and {'f' * 16}:E1-2" in shown(found)


def test_a_sentence_is_shown_once_for_words_that_follow_each_other_in_it():
    leaves = tuple(Explanation(words, (), None, DOCUMENT, span(SECOND, words)) for words in ("redeployed", "Insurgents"))
    assert shown(Explanation("Withdrawal", leaves)).count("south of the town") == 1
    assert "“Insurgents” — characters" in shown(Explanation("Withdrawal", leaves))


def test_a_hostile_explanation_is_inert():
    assert "\x1b" not in shown(Explanation("\x1b[2J", (Explanation("\x1b]0;x\x07", (), "\x1b"),), "\x1b"))


def test_every_step_of_an_explanation_stands_in_its_json():
    found = explain(a_record(), "i1")
    given = explanation_to_json(found)

    def leaves(node):
        return ([node] if node["span"] else []) + [leaf for one in node["because"] for leaf in leaves(one)]

    assert [Span(*leaf["span"]) for leaf in leaves(given)] == [leaf.span for leaf in found.leaves()]
