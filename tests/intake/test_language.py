"""A text's language is told from enough of it, and from its script otherwise."""

from __future__ import annotations

import pytest

from twosource.intake.language import language

ENGLISH = "The guerrillas attacked the barracks of Oru last night and killed three soldiers, the army's radio said."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (ENGLISH, "en"),
        (ENGLISH.upper(), "en"),
        (
            "ORU, 3 JAN 90 -- [TEXT] THE ARMY REPORTED TODAY THAT MEN OF THE FRONT BLEW UP TWO PYLONS IN SAN TAVAN.",
            "en",
        ),
        ("Die Rebellen haben die Stadt Oru am Dienstag nach einer Woche Beschuss verlassen, sagte der Gouverneur.", "de"),
        ("Повстанцы оставили город Ору во вторник утром после недели обстрелов, сообщил губернатор.", "ru"),
        ("Повстанці залишили місто Ору у вівторок вранці після тижня обстрілів, повідомив губернатор області.", "uk"),
        ("انسحب المقاتلون من المدينة صباح الثلاثاء بعد أسبوع من القصف، حسبما قال المحافظ.", "ar"),
        ("انسحبوا", "ar"),
        ("Оставили", "ru"),
        ("Oru has fallen.", "en"),
        ("12 🕊 34 --", None),
        ("", None),
    ],
)
def test_the_language_is_told(text: str, wanted: str | None) -> None:
    assert language(text) == wanted


def test_what_the_page_declares_is_believed_of_a_short_text_only() -> None:
    assert language("Oru!", "de") == "de"
    assert language(ENGLISH, "de") == "en"
