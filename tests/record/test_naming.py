"""What a description is, without the place that it stands in."""

import pytest

from twosource.record.naming import unsited


@pytest.mark.parametrize(
    ("description", "places", "bare"),
    [
        ("the town's hospital", [], "hospital"),
        ("The hospital in Oru", ["Oru"], "hospital"),
        ("the hospital in Oru", ["Vard"], "hospital in oru"),
        ("a spokesman of the ministry", ["Oru"], "spokesman of ministry"),
        ("the army’s spokesman", ["Oru"], "army's spokesman"),
        ("the mayor of the town", ["Oru"], "mayor"),
    ],
)
def test_a_description_is_told_without_the_place_it_stands_in(description: str, places: list[str], bare: str) -> None:
    assert unsited(description, places) == bare
