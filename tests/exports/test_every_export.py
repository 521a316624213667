"""Every export, one that is added tomorrow too: read back by others, the same twice, documented, without what is withheld."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from builders import a_document, a_figure, a_holding, a_place, a_reading, a_saying, an_actor, an_event, when
from outlets.invented import a_record

from exports.readers import CHECKS
from twosource import monitor, plugins
from twosource.linking import link
from twosource.nouns import Correction, Record, Ref
from twosource.record import Situation, Withholding, derive, kilometres

EXPORTS = sorted(plugins.exports())
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "reports"

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning")  # those of the readers


def files(name: str, situation: Situation) -> dict[str, bytes]:
    """The files of an export; a test of one whose package is not there is passed over."""
    if name == "ftm":
        pytest.importorskip("followthemoney", reason="followthemoney is set up by `make test` where ICU's headers are")
    return dict(plugins.files_of(plugins.exports()[name], situation))


def a_war() -> Situation:
    """A village, a town, a person, a victim, a witness and an unnamed official, in two reports of hostile names and words."""
    text = (
        "Sela Arin saw <script>alert('x')</script> the strike on Little Lesk.\n\nRebels & Co bombed Little Lesk on Sunday, "
        "killing 12 people, said Dr Mira Tolan. Among the dead was Jona Pell, 34. A resident called Ilan said so. "
        "Tolan wept. ]]> =1+1 🚑"
    )
    document = a_document(text, "one", "The Post", url="https://example.org/2031/mira-tolan-says", title="Tolan: 12 dead")
    document = replace(document, origin="reports/sela-arin.txt")
    village = a_place(document, "Little Lesk", lat=-37.312345, lon=-19.4712, within="Tavan", geonames=77)
    rebels, doctor = an_actor(document, "Rebels & Co"), an_actor(document, "Dr Mira Tolan", "person")
    witness = an_actor(document, "A resident called Ilan", "person")
    sayings = [
        a_saying(document, "Dr Mira Tolan", "said", "Rebels & Co bombed Little Lesk on Sunday", actor=doctor.id, kind="medic"),
        a_saying(
            document, "A resident called Ilan", "said so", "Among the dead was Jona Pell, 34", actor=witness.id, kind="witness"
        ),
    ]
    strike = an_event(
        document, "bombed", "air_drone_strike", day="2031-05-03", agent="Rebels & Co", place="Little Lesk", at=village.id,
        said_by=sayings[0].id,
    )  # fmt: skip
    toll = a_figure(
        document, "12 people", "killed", 12, 12, who="people", event=strike.id, said_by=sayings[0].id, when=when("2031-05-03")
    )
    held = a_holding(document, "strike on Little Lesk", village, rebels, "holds", when=when("2031-05-03"))
    one = a_reading(
        document, actors=[rebels, doctor, witness, an_actor(document, "Sela Arin", "person")], places=[village],
        attributions=sayings, events=[strike], figures=[toll], control=[held],
    )  # fmt: skip
    other = a_document("Warplanes struck Little Lesk, said a spokesman, and 40 people died. \x07", "two")
    there = a_place(other, "Little Lesk", lat=-37.312345, lon=-19.4712, within="Tavan", geonames=77)
    again = an_event(other, "struck", "air_drone_strike", day="2031-05-03", place="Little Lesk", at=there.id)
    more = a_figure(other, "40 people", "killed", 40, 40, who="people", event=again.id, when=when("2031-05-03"))
    readings = [one, a_reading(other, places=[there], events=[again], figures=[more])]
    made = Correction("K1", Ref("one", toll.id), "accept", "Nina Varga", "Mira Tolan confirmed it", "2031-05-09T10:00:00+00:00")
    return Situation(derive(readings, link(readings), [made]))


SITUATIONS = {"by hand": lambda: Situation(a_record()), "hostile": a_war, "nothing": lambda: Situation(Record(()))}


def test_every_export_has_a_reader():
    assert sorted(CHECKS) == EXPORTS


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_read_back_by_somebody_else(name, situation, tmp_path):
    seen = SITUATIONS[situation]()
    CHECKS[name](files(name, seen), seen, tmp_path)


@pytest.fixture(scope="module")
def example_war() -> Situation:
    return Situation(monitor.report(monitor.read_paths([EXAMPLES])))


def test_every_export_of_the_example_war_adds_up(example_war, tmp_path):
    for name in EXPORTS:
        if name != "ftm":
            CHECKS[name](files(name, example_war), example_war, tmp_path)


@pytest.mark.shared
def test_every_export_of_a_real_record_adds_up(shared, tmp_path):
    record = monitor.report(monitor.read_paths([shared / "seeds" / name for name in ("seed-a.txt", "seed-b.txt")]))
    for name in EXPORTS:
        if name != "ftm":
            CHECKS[name](files(name, Situation(record)), Situation(record), tmp_path)


@pytest.mark.parametrize("name", EXPORTS)
def test_two_exports_of_one_record_are_equal(name):
    assert files(name, a_war()) == files(name, a_war())


@pytest.mark.parametrize("name", EXPORTS)
def test_several_files_are_one_archive_where_one_is_asked_for(name, tmp_path):
    if name == "ftm":
        pytest.importorskip("followthemoney", reason="followthemoney is set up by `make test` where ICU's headers are")
    export, found = plugins.exports()[name], files(name, a_war())
    out = io.BytesIO()
    plugins.write_to(export, a_war(), out)
    if export.SUFFIX != ".zip":
        assert [out.getvalue()] == list(found.values())
        return
    with zipfile.ZipFile(out) as archive:
        assert {one: archive.read(one) for one in archive.namelist()} == found
    plugins.write_to_path(export, a_war(), tmp_path / "folder")
    assert {one.name: one.read_bytes() for one in (tmp_path / "folder").iterdir()} == found
    plugins.write_to_path(export, a_war(), tmp_path / "war.zip")
    assert (tmp_path / "war.zip").read_bytes() == out.getvalue()


@pytest.mark.parametrize("name", EXPORTS)
def test_every_field_of_an_export_has_a_meaning(name):
    fields = getattr(plugins.exports()[name], "FIELDS", None)
    assert fields
    assert all(meaning for part in fields.values() for meaning in part.values())


# --------------------------------------------------------------------------------------------------------- what is withheld


def as_text(name: str, content: bytes) -> str:
    """All that stands in a file, packed or not, in small letters."""
    if name.endswith(".parquet"):
        import pyarrow.parquet as pq

        content += json.dumps(pq.read_table(io.BytesIO(content)).to_pylist(), ensure_ascii=False).encode()
    if name.endswith(".spacy"):
        import spacy
        from spacy.tokens import DocBin

        docs = list(DocBin().from_bytes(content).get_docs(spacy.blank("xx").vocab))
        content += "".join(f"{doc.text}{doc.user_data}{[span.text for span in doc.spans['twosource']]}" for doc in docs).encode()
        assert not [word for word in DocBin().from_bytes(content).strings if "Tolan" in word] or "Tolan" in content.decode(
            "utf-8", "replace"
        )
    return (name.encode() + content).decode("utf-8", errors="replace").casefold()


def everything(name: str, situation: Situation) -> str:
    return "".join(as_text(file, content) for file, content in files(name, situation).items())


PERSONS = ("Sela", "Arin", "Mira", "Tolan", "Jona", "Pell", "Nina", "Varga")


@pytest.mark.parametrize("name", EXPORTS)
def test_no_name_of_a_person_or_a_victim_goes_out_of_any_export(name):
    found = everything(name, a_war().withheld(Withholding(names=True)))
    assert not [one for one in PERSONS if one.casefold() in found]
    assert "names of persons and of victims are withheld." in found


@pytest.mark.parametrize("name", EXPORTS)
def test_no_private_source_goes_out_of_any_export(name):
    found = everything(name, a_war().withheld(Withholding(sources=True)))
    assert "ilan" not in found
    assert "anonymous sources and witnesses are withheld." in found


@pytest.mark.parametrize("to", ["district", "province", "country", "30"])
@pytest.mark.parametrize("name", EXPORTS)
def test_no_finer_place_goes_out_of_any_export(name, to):
    found = everything(name, a_war().withheld(Withholding(coarsen=kilometres(to))))
    assert not [one for one in ("lesk", "37.31", "19.47", "77}") if one in found.replace(" ", "")]
    assert "places are coarsened to" in found


@pytest.mark.parametrize("name", EXPORTS)
def test_no_passage_of_a_report_goes_out_of_any_export(name):
    found = everything(name, a_war().withheld(Withholding(texts=True)))
    for reading in a_war().record.readings:
        words = reading.document.text.casefold().split()
        passages = [" ".join(words[at : at + 6]) for at in range(len(words) - 5)]
        assert not [one for one in passages if one in " ".join(found.split())]
    assert "the words of the reports are withheld." in found


@pytest.mark.parametrize("name", EXPORTS)
def test_what_is_withheld_still_adds_up(name, tmp_path):
    situation = a_war().withheld(Withholding(25, names=True, sources=True, texts=True))
    CHECKS[name](files(name, situation), situation, tmp_path)


@pytest.mark.parametrize("name", EXPORTS)
def test_coordinates_go_out_with_their_attribution(name):
    found = everything(name, a_war())
    if "19.47" in found:
        assert "geonames (geonames.org), cc by 4.0" in found


@pytest.mark.parametrize("name", EXPORTS)
def test_one_incident_alone_can_be_exported(name, tmp_path):
    whole = Situation(a_record())
    one = whole.about(whole.record.incidents[0].id)
    assert len(one.record.incidents) == 1
    CHECKS[name](files(name, one), one, tmp_path)


def test_the_record_itself_is_left_as_it_was():
    situation = a_war()
    before = situation.record
    situation.withheld(Withholding(5, names=True, sources=True, texts=True))
    assert situation.record == before
    assert replace(before) == before


def test_an_incident_alone_is_taken_out_of_a_record_from_which_names_are_gone_already(tmp_path):
    """A word that only another report tells to be a person's name is hidden in an export of one incident too."""
    from typer.testing import CliRunner

    from twosource.outlets.cli import app

    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("Shelling in Harrow\n\n7 May 2021\n\nShelling hit the house of Halvek in Harrow on Friday, the army said.\n")
    second.write_text("A word on the shelling\n\n8 May 2021\n\n“It was the army,” said Dr Ilse Halvek, a doctor in Lesk.\n")
    record, out = str(tmp_path / "war.db"), tmp_path / "one.html"
    assert CliRunner().invoke(app, ["add", str(first), str(second), "--record", record]).exit_code == 0
    with monitor.Monitor.open(record) as opened:
        incident = next(one for one in opened.record().incidents if one.type.startswith("shelling"))
    common = ["export", "dossier", "--record", record, "--incident", incident.id, "-o", str(out)]
    assert CliRunner().invoke(app, common).exit_code == 0
    assert "Halvek" in out.read_text(encoding="utf-8")
    assert CliRunner().invoke(app, [*common, "--withhold", "names"]).exit_code == 0
    assert "Halvek" not in out.read_text(encoding="utf-8")


def test_what_was_known_by_a_day_says_so_in_the_file(tmp_path):
    from typer.testing import CliRunner

    from twosource.outlets.cli import app

    report, record = tmp_path / "one.txt", str(tmp_path / "war.db")
    report.write_text("The army took Harrow\n\n7 May 2021\n\nThe army took the town of Harrow on Friday, residents said.\n")
    assert CliRunner().invoke(app, ["add", str(report), "--record", record]).exit_code == 0
    common = ["export", "state", "--record", record]
    assert json.loads(CliRunner().invoke(app, common).stdout)["known_by"] is None
    assert json.loads(CliRunner().invoke(app, [*common, "--known-by", "9000-01-02"]).stdout)["known_by"] == "9000-01-02"
