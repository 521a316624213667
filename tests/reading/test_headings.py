"""The headings of a text, each over what follows it."""

from twosource.reading.headings import headings, over

TEXT = "Rebels came.\n\n## The war\n\nThey took Oru.\n\n### 2031 ###\n\nThey left.\n\n## Aftermath\n\nFamilies came back.\n"


def names(words: str) -> list[str]:
    return [one.name for one in over(headings(TEXT), TEXT.index(words))]


def test_a_heading_has_a_depth_and_a_name() -> None:
    assert [(one.depth, one.name) for one in headings(TEXT)] == [(2, "The war"), (3, "2031"), (2, "Aftermath")]


def test_a_text_stands_under_its_heading_and_under_the_higher_ones_over_that() -> None:
    assert names("Rebels") == []
    assert names("They took") == ["The war"]
    assert names("They left") == ["2031", "The war"]
    assert names("Families") == ["Aftermath"]


def test_a_number_sign_within_a_line_is_no_heading() -> None:
    assert headings("Post #12 fell.\nIt was # 3.") == ()
