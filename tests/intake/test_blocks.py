"""Each paragraph has the role that it has on the page."""

from __future__ import annotations

import pytest

from intake.invented import a_document, typed
from twosource.nouns import Block, Span

ONE = "The army said on Sunday that it had taken the bridge at Oru from the river brigade."
TWO = "A doctor said that twenty wounded had been brought to the hospital since Saturday."


def test_a_first_short_line_without_a_full_stop_is_the_title() -> None:
    document = a_document(f"Army takes Oru bridge, rebels say no\n\n{ONE}\n\n{TWO}")
    assert typed(document) == [("title", "Army takes Oru bridge, rebels say no"), ("body", ONE), ("body", TWO)]
    assert document.title == "Army takes Oru bridge, rebels say no"


def test_a_first_sentence_is_no_title() -> None:
    document = a_document(f"Oru has fallen.\n{ONE}")
    assert typed(document) == [("body", "Oru has fallen."), ("body", ONE)]
    assert document.title is None


def test_a_hyphen_in_a_name_ends_no_headline() -> None:
    text = f"The Second Battle of Old-Oru was fought in the town and in the fields by the river. {ONE} {TWO} " * 3
    assert [kind for kind, _ in typed(a_document(text))] == ["body"]


def test_what_a_page_adds_behind_the_last_sentence_is_furniture() -> None:
    assert typed(a_document(f"{ONE}\n\n{TWO} Read Also"))[1:] == [("body", TWO), ("furniture", "Read Also")]


def test_a_line_that_the_next_one_goes_on_with_is_no_title() -> None:
    assert [kind for kind, _ in typed(a_document("The Hospital of Oru\nis the largest in the town, and was shelled."))] == [
        "body"
    ] * 2


def test_a_short_text_alone_is_a_report_and_no_title() -> None:
    assert typed(a_document("Oru has fallen")) == [("body", "Oru has fallen")]


def test_the_title_that_the_page_names_is_found_in_the_text_even_inside_a_line() -> None:
    text = f"Tue May 4 2031 Army takes Oru bridge. {ONE} {TWO}"
    document = a_document(text, title="Army takes Oru bridge - World - Tavan Post")
    assert typed(document) == [("dateline", "Tue May 4 2031"), ("title", "Army takes Oru bridge."), ("body", f"{ONE} {TWO}")]


@pytest.mark.parametrize("joint", ["-", " -", " ORU — ", " TAVAN, SOME STATE — ", " AFP Sunday 4 May 2031 "])
def test_a_headline_run_into_its_report_is_parted(joint: str) -> None:
    body = "The army has taken the bridge in the town, and people who live by the river say that it was quiet. " * 4
    document = a_document(f"Army Takes Anti-Rebel Bridge In Northern Oru{joint}{body}")
    assert document.title == "Army Takes Anti-Rebel Bridge In Northern Oru"
    assert typed(document)[-1] == ("body", body.strip())


@pytest.mark.parametrize(
    "dateline",
    [
        "ORU, Aug. 20, 2031 (XYZ) —",
        "ORU (Reuters) -",
        "ORU, Tavania –",
        "NEW ORU, Tavania, April 3, 2031/ —",
        "Oru, 20 August 2031 (XYZ) --",
        "Oru (AFP) —",
        "ORU, 8 MAY 89 (RADIO ORU) -- [TEXT]",
        "ORU/TAVAN, May 4 (Reuters) -",
    ],
)
def test_a_dateline_is_parted_from_the_first_sentence(dateline: str) -> None:
    document = a_document(f"Army takes Oru bridge\n\n{dateline} {ONE}\n\n{TWO}")
    assert typed(document)[1:3] == [("dateline", dateline), ("body", ONE)]


@pytest.mark.parametrize(
    "sentence",
    [
        "NATO — the alliance — said that it had no troops in Oru, and none on the road.",
        "The UN - and others - said on Sunday that it had no staff in Oru.",
        "REBELS TOOK THE TOWN OF ORU - THE ARMY SAID NOTHING OF IT ON SUNDAY.",
        "20 August 2031 was the day on which the army left Oru for good.",
        "May 4, 2031, was quiet in Oru, residents said by telephone.",
        "By Friday Orun Rebels held the bridge.",
        "Share prices fell after Oru was taken.",
        "Home to 3,000 people, Oru is on the river.",
        "Support for the brigade is waning in Oru, people said.",
        "Related violence has killed nine people in Tavan.",
        "Watch towers were burnt in Oru.",
    ],
)
def test_a_sentence_that_only_begins_like_something_else_is_body(sentence: str) -> None:
    assert typed(a_document(f"Oru today\n{sentence}\n{ONE}"))[1:] == [("body", sentence), ("body", ONE)]


def test_a_caption_said_twice_is_read_once_and_its_credit_never() -> None:
    short = "Rescuers carry a man from a house in Oru on Sunday."
    long = "Rescuers, also called the Green Hats, carry a man from a house in Oru that was shelled on Sunday."
    document = a_document(f"Army takes Oru\n\n{short}\n{long}\n(A. Person / AFP/Getty Images)\n\n{ONE}")
    assert typed(document) == [
        ("title", "Army takes Oru"),
        ("caption*", short),
        ("caption", long),
        ("credit", "(A. Person / AFP/Getty Images)"),
        ("body", ONE),
    ]


@pytest.mark.parametrize(
    "credit",
    [
        "Photograph: A. Person/AFP/Getty Images",
        "Photo: A. Person",
        "(Photo by A. Person/Reuters)",
        "[AP Photo/A. Person]",
        "AP Photo/A. Person",
        "© A. Person/Agency",
        "Image source: Reuters",
    ],
)
def test_a_credit_behind_a_caption_is_parted_from_it(credit: str) -> None:
    caption = "A convoy passes through Oru on its way to Tavan."
    document = a_document(f"Army takes Oru\n\n{ONE}\n\n{caption} {credit}\n\n{TWO}")
    assert typed(document)[2:4] == [("caption", caption), ("credit", credit)]


def test_a_whole_report_in_one_paragraph_is_no_caption_though_it_ends_in_a_credit() -> None:
    text = f"{ONE} {TWO} " * 6
    assert [kind for kind, _ in typed(a_document(f"{text}(Photo by A. Person/Reuters)"))] == ["body", "credit"]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Read Also: Rebels deny the loss of Oru",
        "Read more about the war in Tavan",
        "Subscribe to our newsletter",
        "Sign up for First Thing, our free daily email.",
        "Share this article",
        "Related stories",
        "1,204 shares",
        "FOR IMMEDIATE RELEASE",
        "Follow us on Twitter",
        "(Reporting by A. Person; editing by B. Other)",
        "© 2031 Tavan Post. All rights reserved.",
        "[Home](/) | [War](/war) | [Sport](/sport)",
        "- [Rebels deny the loss of Oru](/1)",
        "---",
        "* * *",
        "-30-",
        "![](a.jpg)",
    ],
)
def test_what_belongs_to_the_page_is_furniture(line: str) -> None:
    assert typed(a_document(f"Army takes Oru\n\n{ONE}\n\n{line}\n\n{TWO}"))[2] == ("furniture", line)


@pytest.mark.parametrize("line", ["By A. Person in Oru", "By Ann Person and Bo Other, Tavan Post", "BY ANN PERSON"])
def test_a_byline_is_a_credit(line: str) -> None:
    assert typed(a_document(f"Army takes Oru\n{line}\n{ONE}"))[1] == ("credit", line)


def test_a_markdown_heading_is_a_title_wherever_it_stands() -> None:
    document = a_document(f"The **Battle of Oru** began in May.\n\n## The bridge\n{ONE}")
    assert typed(document)[1] == ("title", "## The bridge")
    assert document.title is None


def test_a_picture_with_words_is_a_caption() -> None:
    assert typed(a_document(f"{ONE}\n\n![A convoy of the army in Oru](a.jpg)"))[1][0] == "caption"


def test_a_paragraph_printed_twice_is_read_once() -> None:
    assert typed(a_document(f"{ONE}\n\n{TWO}\n\n{ONE}"))[2] == ("body*", ONE)


def test_what_the_format_knows_is_kept_and_the_rest_is_typed_around_it() -> None:
    text = f"Soldiers in Oru.\n\n{ONE}"
    document = a_document(text, blocks=(Block("caption", Span(0, 16)),))
    assert typed(document) == [("caption", "Soldiers in Oru."), ("body", ONE)]
