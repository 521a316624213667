"""Every question that a page asks, on the example war and on no war at all: what is answered agrees with the record."""

from __future__ import annotations

import json
import sqlite3
import unicodedata

import pytest

from outlets.web.serving import OWN, a_record, serving, told
from twosource.outlets.page import inert
from twosource.outlets.web.routes import PAGES
from twosource.plugins import exports


def claims_in(value):
    """Yield every claim in an answer, wherever it stands."""
    if isinstance(value, dict):
        if "words" in value and "stance" in value:
            yield value
        for one in value.values():
            yield from claims_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from claims_in(one)


@pytest.fixture(scope="module")
def record(war):
    return war.keeper.present.record


@pytest.fixture(scope="module")
def texts(record):
    return {one.document.id: one.document for one in record.readings}


@pytest.fixture(scope="module")
def answers(war):
    """Every answer that a page can get about the example war, by its address."""
    lists = ("record", "situation", "map", "reports", "figures", "sources", "review", "exports")
    found = {f"/api/{name}": war.get(f"/api/{name}") for name in lists}
    record = war.keeper.present.record
    for part, names in (
        ("reports", [one.document.id for one in record.readings]),
        ("incidents", [one.id for one in record.incidents]),
        ("figures", [one.id for one in record.figures]),
        ("places", [one.id for one in record.places]),
        ("claims", sorted({one["id"] for answer in found.values() for one in claims_in(answer)})),
    ):
        found |= {f"/api/{part}/{name}": war.get(f"/api/{part}/{name}") for name in names}
    these = [one.document.id for one in record.readings[:4]]
    return found | {"/api/comparison": war.get("/api/comparison", report=these)}


def test_the_summary_adds_up(answers, record):
    summary, situation = answers["/api/record"], answers["/api/situation"]
    assert summary["state"] == "ready"
    assert summary["name"] == "war.db"
    assert summary["reports"] == len(record.readings) == len(answers["/api/reports"]) > 10
    assert summary["incidents"] + summary["background"] == len(record.incidents) == len(situation["incidents"])
    assert summary["background"] == sum(one["background"] for one in situation["incidents"])
    assert summary["figures"] == len(record.figures) == len(answers["/api/figures"])
    assert summary["to_review"] == answers["/api/review"]["left"]
    assert summary["revision"] == situation["revision"]
    assert list(exports()) == [one["name"] for one in answers["/api/exports"]]
    days = [one["day"] for one in answers["/api/reports"] if one["day"]]
    assert (summary["first"], summary["last"]) == (min(days), max(days))


def test_each_row_says_what_its_dossier_says(answers, record):
    for row in answers["/api/situation"]["incidents"]:
        dossier = answers[f"/api/incidents/{row['id']}"]
        assert dossier["row"] == row
        assert {one["id"] for one in dossier["reports"]} == {one["report"] for one in dossier["claims"]}
    for one in record.incidents:
        dossier = answers[f"/api/incidents/{one.id}"]
        assert sorted(claim["id"] for claim in dossier["claims"]) == sorted(f"{ref.document}:{ref.claim}" for ref in one.mentions)
        places = [(claim["number"], claim["start"]) for claim in dossier["claims"]]
        assert places == sorted(places)  # as one reads: report by report, from its beginning
        assert (dossier["standing"]["word"], dossier["standing"]["origins"]) == (one.standing.word, one.standing.origins)
    for row in answers["/api/figures"]:
        group = answers[f"/api/figures/{row['id']}"]
        assert group["row"] == row
        assert len(group["counts"]) == row["claims"]
    for row in answers["/api/reports"]:
        assert answers[f"/api/reports/{row['id']}"]["row"] == row
    assert sorted(one["number"] for one in answers["/api/reports"]) == list(range(1, len(record.readings) + 1))


def test_every_claim_quotes_its_report(answers, texts):
    seen = 0
    for address, answer in answers.items():
        for claim in claims_in(answer):
            document = texts[claim["report"]]
            shown = "".join(one["text"] for one in claim["words"])
            plain = "".join(one for one in inert(document.text) if one.isalnum())
            kept = shown.strip("“”").removeprefix("… ").removesuffix(" …")
            letters = "".join(one for one in kept if one.isalnum())
            assert letters in plain, (address, shown)
            assert sum(one["marked"] for one in claim["words"]) <= 1
            seen += 1
    assert seen > 100


def test_the_claim_of_an_event_marks_the_word_that_tells_it(answers, record):
    marked = total = 0
    for reading in record.readings:
        for event in reading.events:
            answer = answers.get(f"/api/claims/{reading.document.id}:{event.id}")
            if answer is None:
                continue
            total += 1
            for words in answer["claim"]["words"]:
                if words["marked"]:
                    assert words["text"] == inert(reading.document.words(event.trigger))
                    marked += 1
    assert total > 10
    assert marked == total


def test_the_second_of_two_like_words_is_marked_where_it_is_meant(tmp_path):
    text = "Of 120 people in the school of Lomar, shelling killed 12 on Sunday, the mayor said."
    with serving(a_record(tmp_path / "war.db", [("one", "Herald", text)])) as served:
        (group,) = (one for one in served.get("/api/figures") if one["kind"] == "killed")
        (count,) = served.get(f"/api/figures/{group['id']}")["counts"]
    before, marked, after = (one["text"] for one in count["claim"]["words"])
    assert marked.startswith("12")
    assert before.endswith("shelling killed ")
    assert after.startswith((" on Sunday", " ")) or after


def test_a_report_cut_into_segments_is_the_report(answers, texts, record):
    for reading in record.readings:
        answer = answers[f"/api/reports/{reading.document.id}"]
        assert_is_the_text(answer, texts[reading.document.id])
        assert_marks_stand_where_they_should(answer, reading)


def assert_is_the_text(answer, document):
    parts = ["".join(one["text"] for one in part["segments"]) for part in answer["paragraphs"]]
    assert "".join("".join(parts).split()) == "".join(document.text.split())
    assert all(part in document.text and "\n" not in part for part in parts)
    residue = "".join(document.text[span.start : span.end] for span in document.residue)
    cut = "".join(one["text"] for part in answer["paragraphs"] for one in part["segments"] if one["residue"])
    assert "".join(cut.split()) == "".join(residue.split())


def assert_marks_stand_where_they_should(answer, reading):
    """Assert that the characters under each mark are those of its spans."""
    spans = {one.id: one.mentions for one in (*reading.actors, *reading.places)}
    spans |= {one.id: (one.trigger,) for one in reading.events}
    spans |= {one.id: (one.span,) for one in (*reading.figures, *reading.control, *reading.times)}
    spans |= {one.id: tuple(filter(None, (one.source, one.cue, one.content))) for one in reading.attributions}
    assert {mark["id"] for mark in answer["marks"]} == set(spans)
    for name, theirs in spans.items():
        meant = {at for span in theirs for at in range(span.start, span.end)}
        text = "".join(reading.document.text[at] for at in sorted(meant))
        cut = "".join(one["text"] for part in answer["paragraphs"] for one in part["segments"] if name in one["marks"])
        assert "".join(cut.split()) == "".join(text.split()), name


ODD = (
    "🚒🔥 Shelling hit Lomar on Sunday 🇺🇦, killing 12 people 👩‍👩‍👧, the mayor said.\n\n"
    "قصف المدينة — shells fell on Tavan on Saturday, wounding 3 people, OPW said.\n"
    "Ein Café\u0301 in Lo\u0301mar was shelled on Monday; e\u0301 e\u0301 killed 4 people, the mayor of Lomar said."
)


def test_a_mark_stands_right_behind_characters_that_browsers_count_otherwise(tmp_path):
    with serving(a_record(tmp_path / "war.db", [("one", "Herald", ODD), ("two", "Echo", f"\ufeff{ODD}")])) as served:
        for reading in served.keeper.present.record.readings:
            assert any(unicodedata.combining(one) for one in reading.document.text)
            answer = served.get(f"/api/reports/{reading.document.id}")
            assert {mark["layer"] for mark in answer["marks"]} >= {"event", "figure", "place", "said"}
            assert_is_the_text(answer, reading.document)
            assert_marks_stand_where_they_should(answer, reading)


def test_left_overs_of_markup_are_told_from_the_report(tmp_path):
    text = 'Shells fell on <b class="x">Lomar</b> on Sunday and killed 12 people, &nbsp; the mayor said.</p><br/>'
    with serving(a_record(tmp_path / "war.db", [("one", "Herald", text)])) as served:
        (reading,) = served.keeper.present.record.readings
        assert reading.document.residue
        answer = served.get(f"/api/reports/{reading.document.id}")
        assert_is_the_text(answer, reading.document)
        shown = "".join(one["text"] for part in answer["paragraphs"] for one in part["segments"] if not one["residue"])
        assert "<" not in shown
        assert "Lomar" in shown


def test_a_cell_shows_what_other_reports_say_at_that_point(answers, record):
    for one in record.incidents:
        for ref in one.mentions:
            answer = answers.get(f"/api/claims/{ref.document}:{ref.claim}")
            if answer is None:
                continue
            assert (answer["finding"], answer["finding_page"]) == (one.id, "incidents")
            assert {other["id"] for other in answer["others"]} == {
                f"{other.document}:{other.claim}" for other in one.mentions if other.document != ref.document
            }


def test_each_claim_of_each_report_is_in_one_row_of_the_comparison(war, record):
    these = [one for one in record.readings if one.events][:4]
    rows = war.get("/api/comparison", report=[one.document.id for one in these])["rows"]
    told = {}
    for row in rows:
        assert len(row["told"]) == len(these)
        for number, claims in enumerate(row["told"]):
            for claim in claims:
                assert claim["report"] == these[number].document.id
                told.setdefault((row["part"], claim["id"]), []).append(row["id"])
    assert all(len(rows) == 1 for rows in told.values())
    for reading in these:
        for part, claims in (("incident", reading.events), ("figure", reading.figures), ("control", reading.control)):
            placed = [one for one in claims if part != "control" or one.place]
            missing = {f"{reading.document.id}:{one.id}" for one in placed} - {name for kind, name in told if kind == part}
            held = {f"{ref.document}:{ref.claim}" for ref in refs_of(record, part)}
            assert not missing & held


def refs_of(record, part):
    if part == "incident":
        return {ref for one in record.incidents for ref in one.mentions}
    if part == "figure":
        return {claim.ref for one in record.figures for claim in one.claims}
    return {ref for one in record.control for ref in one.claims}


TRIO = [
    ("one", "Herald", "Warplanes bombed a market in Lomar on Sunday and killed 40 people, the Orun Peace Watch said."),
    ("two", "Echo", "Warplanes bombed the market in Lomar on Sunday and killed 12 people, the governor of Lomar said."),
    (
        "three",
        "Times",
        "Warplanes bombed the market in Lomar on Sunday, residents said. A mine blast in Samar on Saturday wounded a boy.",
    ),
]


def test_a_trio_is_aligned_as_a_reader_would(tmp_path):
    with serving(a_record(tmp_path / "war.db", TRIO)) as served:
        numbers = {one["outlet"]: one["id"] for one in served.get("/api/reports")}
        these = [numbers[name] for name in ("Herald", "Echo", "Times")]
        found = served.get("/api/comparison", report=these)
        assert [one["id"] for one in found["reports"]] == these
        rows = {(row["part"], tuple(map(len, row["told"]))): row for row in found["rows"]}
        assert rows["incident", (1, 1, 1)]["word"] == "same"
        assert rows["incident", (0, 0, 1)]["word"] == "only"
        assert rows["figure", (1, 1, 0)]["word"] == "differing"
        assert rows["figure", (1, 1, 0)]["why"].startswith("conflict: ")
        assert rows["figure", (0, 0, 1)]["word"] == "only"
        pair = served.get("/api/comparison", report=[these[0], these[2]])
        assert {row["word"] for row in pair["rows"] if row["part"] == "figure"} == {"only"}
        turned = served.get("/api/comparison", report=these[::-1])
        assert sorted(row["id"] for row in turned["rows"]) == sorted(row["id"] for row in found["rows"])
        assert served.get("/api/comparison", report=[*these, these[0]]) == found


def test_the_sources_count_what_they_say(answers, record):
    sources = answers["/api/sources"]
    assert sum(one["claims"] for one in (*sources["sources"], *sources["outlets"])) == sum(
        len(one.mentions) for one in record.incidents
    )
    numbers = {one["number"] for one in answers["/api/reports"]}
    assert {number for one in sources["outlets"] for number in one["reports"]} == numbers


def test_what_was_not_known_is_not_shown(war):
    before = war.get("/api/situation", known_by="1999-01-01")
    assert before["incidents"] == war.get("/api/reports", known_by="1999-01-01") == []
    assert war.get("/api/situation", known_by="2999-01-01")["incidents"] == war.get("/api/situation")["incidents"]
    assert war.get("/api/map", known_by="1999-01-01", at="2025-05-05")["features"] == []
    name = war.get("/api/situation")["incidents"][0]["id"]
    assert war.refused(f"/api/incidents/{name}", known_by="1999-01-01")[0] == 404


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/api/reports/none", {}),
        ("/api/claims/none", {}),
        ("/api/claims/none:E1-2", {}),
        ("/api/claims/:", {}),
        ("/api/incidents/none", {}),
        ("/api/figures/none", {}),
        ("/api/places/none", {}),
        ("/api/works/none", {}),
        ("/api/exports/none", {}),
        ("/api/exports/..%2f..", {}),
        ("/api/comparison", {"report": ["none", "nothing"]}),
        ("/api/none", {}),
    ],
)
def test_what_the_record_does_not_hold_is_not_found(war, path, parameters):
    assert war.refused(path, **parameters)[0] == 404


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        *(
            (path, {"known_by": given})
            for path in ("/api/situation", "/api/map")
            for given in ("", "x", "2025-13-01", "2025-05-05T99", "T", "0" * 500)
        ),
        *(
            (path, {"at": given})
            for path in ("/api/map", "/api/exports/json")
            for given in ("", "x", "2025-02-30", "NaN", "10000-01-01")
        ),
        ("/api/comparison", {}),
        ("/api/comparison", {"report": ["one"]}),
        ("/api/comparison", {"report": ["x"] * 9}),
        ("/api/review", {"start": -1}),
        ("/api/review", {"most": 0}),
        ("/api/review", {"most": 51}),
        ("/api/review", {"start": "NaN"}),
        ("/api/review", {"start": "9" * 400}),
        (f"/api/reports/{'x' * 1000}", {}),
    ],
)
def test_a_wrong_question_is_said_to_be_wrong(war, path, parameters):
    status, words = war.refused(path, **parameters)
    assert status == 400
    assert words


@pytest.mark.parametrize("given", ["0001-01-01", "9999-12-31", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00", "2025-W19-1"])
def test_the_first_and_the_last_of_all_days_bring_nothing_down(war, given):
    for path in ("/api/situation", "/api/map", "/api/reports"):
        assert war.client.get(path, params={"known_by": given}).status_code in {200, 400}
    if "T" not in given:
        for path in ("/api/map", *(f"/api/exports/{name}" for name in exports())):
            assert war.client.get(path, params={"at": given}).status_code in {200, 400}, path


def test_what_is_taken_away_is_a_file_and_never_a_page(war, record):
    for name, form in exports().items():
        answer = war.client.get(f"/api/exports/{name}")
        if answer.status_code == 400:
            assert "install" in answer.json()["detail"]
            continue
        assert answer.headers["content-disposition"] == f'attachment; filename="twosource-{name}{form.SUFFIX}"'
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.content


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_the_shell(war, page):
    for path in (f"/{page}", f"/{page}/x/y" if page else "/"):
        answer = war.client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert "shell" in answer.text


def test_no_answer_says_where_the_record_lies(war, answers):
    folder = war.keeper.path.parent
    for address, answer in answers.items():
        words = json.dumps(answer, ensure_ascii=False)
        assert str(folder) not in words, address
        assert folder.name not in words, address


def test_a_record_that_holds_nothing_has_every_page(nothing):
    assert nothing.get("/api/record")["reports"] == 0
    for name in ("situation", "map", "reports", "figures", "sources", "review", "exports"):
        nothing.get(f"/api/{name}")
        nothing.get(f"/api/{name}", known_by="2025-05-05")
    for name in exports():
        assert nothing.client.get(f"/api/exports/{name}").status_code in {200, 400}
    for part in ("reports", "claims", "incidents", "figures", "places"):
        assert nothing.refused(f"/api/{part}/x")[0] == 404
    assert nothing.refused("/api/comparison", report=["a", "b"])[0] == 404


def test_a_locked_record_is_said_to_be_locked_without_its_path(tolls):
    claim = next(claims_in(tolls.get("/api/review")))["id"]
    other = sqlite3.connect(tolls.keeper.path)
    other.execute("BEGIN IMMEDIATE")
    tolls.keeper._monitor.store._engine.dispose()
    decided = {"claim": claim, "verdict": "accept", "judge": "Rana", "why": "seen", "seen": 0}
    try:
        status, words = told(tolls.send("/api/decisions", **decided))
    finally:
        other.rollback()
        other.close()
    assert status == 503
    assert_says_no_path(tolls, words)
    assert tolls.send("/api/decisions", **decided).status_code == 200


@pytest.mark.parametrize("what", ["vanished", "spoiled"])
def test_a_record_that_is_gone_is_said_to_be_gone_without_its_path(tolls, what):
    claim = next(claims_in(tolls.get("/api/review")))["id"]
    tolls.keeper._monitor.store._engine.dispose()
    for one in tolls.keeper.path.parent.glob("tolls.db*"):
        one.unlink()
    if what == "spoiled":
        tolls.keeper.path.write_bytes(b"no record" * 1000)
    answer = tolls.send("/api/decisions", claim=claim, verdict="accept", judge="Rana", why="seen", seen=0)
    status, words = told(answer)
    assert status == 503
    assert_says_no_path(tolls, words)
    assert tolls.get("/api/situation")["incidents"]  # what is in memory is still shown


def assert_says_no_path(served, words):
    folder = served.keeper.path.parent
    assert str(folder) not in words
    assert folder.name not in words


@pytest.mark.parametrize("claim", ["none:E1-2", "none", "\x00:\x00", "x" * 2000])
def test_a_claim_that_is_unknown_to_the_store_is_named_without_the_store(tolls, claim):
    answer = tolls.send("/api/decisions", claim=claim, verdict="accept", judge="Rana", why="seen", seen=0)
    status, words = told(answer)
    assert status == 404
    assert_says_no_path(tolls, words)


def test_half_a_character_in_a_question_is_only_wrong(tolls):
    for body in (b'{"claim": "\\ud800", "verdict": "accept", "judge": "x", "why": "x", "seen": 0}', b"{", b"", b"\xff", b"[]"):
        answer = tolls.client.post("/api/decisions", content=body, headers={**OWN, "content-type": "application/json"})
        assert told(answer)[0] in {400, 404}
