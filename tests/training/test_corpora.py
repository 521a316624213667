"""Each reader of a public corpus gives the words that the corpus marks; its samples here are invented."""

import csv
import gzip
import io
import json
import tarfile

import pytest

from training.corpora import CORPORA, cat, framenet, gum, names, places, plover, times
from training.corpora.corpus import SPLITS, split_of


def marked(example):
    return [(layer, example.text[start:end]) for layer, (start, end) in example.spans]


def linked(example):
    return [(kind, example.text[slice(*one)], example.text[slice(*two)]) for kind, one, two in example.links]


def pack(path, files):
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))


def write_lines(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


CAT = """<Document>
<token t_id="1" sentence="0">Rebels</token><token t_id="2" sentence="0">set</token><token t_id="3" sentence="0">it</token>
<token t_id="4" sentence="0">off</token>
<token t_id="5" sentence="1">The</token><token t_id="6" sentence="1">blast</token><token t_id="7" sentence="1">Monday</token>
<token t_id="8" sentence="2">Another</token><token t_id="9" sentence="2">blast</token>
<Markables>
<ACTION_OCCURRENCE m_id="1"><token_anchor t_id="2"/><token_anchor t_id="4"/></ACTION_OCCURRENCE>
<NEG_ACTION_OCCURRENCE m_id="2"><token_anchor t_id="6"/></NEG_ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="3"><token_anchor t_id="9"/></ACTION_OCCURRENCE>
<HUMAN_PART_ORG m_id="4"><token_anchor t_id="1"/></HUMAN_PART_ORG>
<TIMEX3 m_id="5" value="2019-04-01" functionInDocument="NONE"><token_anchor t_id="7"/></TIMEX3>
<TIMEX3 m_id="6" value="2019-04-03" functionInDocument="CREATION_TIME"/>
<ACTION_OCCURRENCE m_id="7" instance_id="ACT1"/>
</Markables>
<Relations><CROSS_DOC_COREF note="ACT1">
<source m_id="2"/><source m_id="1"/><source m_id="3"/><target m_id="7"/></CROSS_DOC_COREF></Relations>
</Document>"""


def test_muc_marks_every_whole_occurrence_of_a_filler(tmp_path):
    text = "the guerrillas of the band hit a bridge. the guerrillas fled; guerrillasville stands, the old bridge too."
    filler = {"PerpInd": [[["guerrillas", 4]]], "PerpOrg": [], "Target": [[["bridge", 33], ["old bridge", 90]]], "Victim": []}
    row = {"docid": "D1", "doctext": text, "templates": [{"incident_type": "attack", **filler, "Weapon": []}]}
    write_lines(tmp_path / "muc4" / "templates_train.jsonl.gz", [row, {"docid": "D2", "doctext": "calm.", "templates": []}])
    one, calm = CORPORA["muc4"].read(tmp_path, "train")
    assert marked(one) == [
        ("muc4.PerpInd", "guerrillas"),
        ("muc4.PerpInd", "guerrillas"),
        ("muc4.Target", "bridge"),
        ("muc4.Target", "old bridge"),
    ]
    assert not calm.spans
    assert len(calm.complete) == 5


def test_ecb_keeps_to_the_checked_sentences_and_links_later_mentions_to_earlier_ones(tmp_path):
    pack(tmp_path / "ecbplus" / "ECB+.tar.gz", {"ECB+/1/1_2ecb.xml": CAT, "ECB+/40/40_1ecb.xml": CAT})
    (tmp_path / "ecbplus" / "ECBplus_coreference_sentences.csv").write_text("Topic,File,Sentence Number\n1,2ecb,0\n1,2ecb,1\n")
    (one,) = CORPORA["ecbplus"].read(tmp_path, "train")
    assert one.text == "Rebels set it off\nThe blast Monday\nAnother blast"
    assert marked(one) == [("ecb.event", "set"), ("ecb.event", "blast"), ("ecb.human", "Rebels")]
    assert linked(one) == [("ecb.coref", "blast", "set")]
    assert [one.text[start:end] for start, end in one.within] == ["Rebels set it off", "The blast Monday"]
    assert not list(CORPORA["ecbplus"].read(tmp_path, "train", exclude=frozenset({"ecb-1_2ecb"})))


def test_times_come_with_what_they_mean():
    wiki = times.wikiwars(
        "1_X",
        '<T><DCT><TIMEX3 value="2009-12-19">x</TIMEX3></DCT><TEXT>\nIn <TIMEX3 value="1954">1954</TIMEX3> '
        'and <TIMEX3 value="null">later</TIMEX3>.</TEXT></T>',
    )
    assert marked(wiki.example) == [("timex", "1954"), ("timex", "later")]
    assert list(wiki.values.values()) == ["1954", ""]
    assert wiki.written == "2009-12-19"
    news = times.meantime("2", CAT)
    assert marked(news.example) == [("timex", "Monday")]
    assert (*news.values.values(), news.written) == ("2019-04-01", "2019-04-03")


def test_re3d_leaves_out_the_reports_that_it_is_told_to(tmp_path):
    folder = tmp_path / "re3d" / "x"
    folder.mkdir(parents=True)
    name = next(name for name in (f"ABCDEF012345{number}" for number in range(99)) if split_of(name, 0.1, 0.2) == "train")
    (folder / "documents.json").write_text(json.dumps({"_id": name, "text": "In Hasaka today."}) + "\n")
    (folder / "entities.json").write_text(json.dumps({"documentId": name, "type": "Location", "begin": 2, "end": 9}) + "\n")
    (one,) = CORPORA["re3d"].read(tmp_path, "train")
    assert marked(one) == [("re3d.Location", "Hasaka")]
    assert not list(CORPORA["re3d"].read(tmp_path, "train", exclude=frozenset({"re3d-abcdef012345"})))


def test_gum_rebuilds_the_text_and_finds_source_cue_and_content():
    words = [
        ("1", "They", "_"),
        ("2", "said", "_"),
        ("3-4", "don't", "_"),
        ("3", "do", "_"),
        ("4", "n't", "_"),
        ("5", "go", "SpaceAfter=No"),
        ("6", ".", "_"),
    ]
    conllu = "# newpar\n" + "\n".join("\t".join([number, word, *"_______", misc]) for number, word, misc in words)
    rs4 = """<rst><body><segment id="1" parent="2" relname="attribution-positive">They said</segment>
    <segment id="2" parent="3" relname="span">do n't go .</segment><group id="3" type="span"/>
    <signals><signal source="1" type="semantic" subtype="attribution_source" tokens="1"/>
    <signal source="1" type="lexical" subtype="indicative_word" tokens="2"/></signals></body></rst>"""
    one = gum.example("x", conllu, rs4)
    assert one.text == "They said don't go."
    assert marked(one) == [("gum.content", "don't go."), ("gum.source", "They"), ("gum.cue", "said")]
    assert linked(one) == [("gum.said.source", "don't go.", "They"), ("gum.said.cue", "don't go.", "said")]


def test_framenet_gives_roles_to_frames_of_violence_and_parts_to_frames_of_saying():
    killed = {"id": 7, "frame": "Killing", "text": "Gunmen killed him", "target": [[7, 13]]}
    one = framenet.exemplar({**killed, "fes": [[0, 6, "Killer"], [14, 17, "Victim"], [0, 0, "Place"]]})
    assert linked(one) == [("frame.agent", "killed", "Gunmen"), ("frame.target", "killed", "him")]
    assert one.labels == (("frame", (7, 13), "Killing"),)
    assert "frame.event" not in one.complete
    said = {"frame": "Statement", "target": [[3, 7]], "fes": [[0, 2, "Speaker"], [8, 13, "Message"]]}
    rows = [
        {"doc": "d", "sent": 1, "text": "No.", "frames": []},
        {"doc": "d", "sent": 2, "text": "He said so it", "frames": [said]},
    ]
    (two,) = framenet.running([*rows, {"doc": "d", "sent": 3, "text": "Calm.", "frames": []}])
    assert two.text == "He said so it Calm."
    assert marked(two) == [("frame.cue", "said"), ("frame.speaker", "He"), ("frame.message", "so it")]
    assert two.within == [(0, 13)]


def test_lines_about_one_text_become_one_example_and_gold_is_for_testing_only(tmp_path):
    text = "Fired at Enna, hit Hama"
    verb = {"start": 0, "end": 5, "label": "VERB"}
    line = {"text": text, "source": "wiki", "spans": [verb, {"start": 9, "end": 13, "label": "LOCATION"}]}
    other = {"text": text, "source": "wiki", "spans": [{"start": 15, "end": 18, "label": "VERB"}]}
    one = places.example(text, [line, other])
    assert linked(one) == [("loc", "Fired", "Enna")]
    assert one.labels == [("placed", (0, 5), "yes"), ("placed", (15, 18), "no")]
    write_lines(tmp_path / "event_location" / "labeled_text_no_gigaword.jsonl.gz", [line, {**other, "source": "RELABEL"}])
    assert [len(list(CORPORA["event_location"].read(tmp_path, split))) for split in SPLITS] == [0, 0, 1]


def test_plover_reads_marks_in_marks_and_what_the_text_lacks_is_left_out():
    one = plover.example(
        "1", "Leaders of the Front (F) went to Elba.", "(SRC/TAR: Leaders of (LOC: the Front (F))) (EVT: goes) to Elba.", "AGREE"
    )
    assert marked(one) == [
        ("plover.place", "the Front (F)"),
        ("plover.source", "Leaders of the Front (F)"),
        ("plover.target", "Leaders of the Front (F)"),
    ]
    assert one.labels == [("plover", (0, len(one.text)), "AGREE")]


def test_stories_are_cut_at_a_sentence_and_split_by_headline(tmp_path):
    assert plover.shortened("One two. " * 100) == ("One two. " * 75).strip()
    path = tmp_path / "ngec_synthetic" / "gpt2_synthetic_events_2023-10-19.csv.gz"
    path.parent.mkdir()
    with gzip.open(path, "wt", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines)
        rows.writerow(["text", "title", "label"])
        rows.writerows([f"Story {number}.", f"Headline {number // 4}", "AID"] for number in range(80))
    train, dev, test = ({one.name for one in CORPORA["ngec"].read(tmp_path, split)} for split in SPLITS)
    assert len(train | dev) == 80
    assert not train & dev | test
    assert len(train) % 4 == 0


@pytest.mark.parametrize("tags", ["I-ORG I-ORG O I-PER B-PER", "B-organisation I-organisation O B-person B-person"])
def test_both_ways_of_tagging_names_are_read(tags):
    sentence = list(zip(["Red", "Cross", "met", "Ann", "Bo"], tags.split(), strict=True))
    one = names.example("x", [sentence, [("It", "O"), ("Rome", tags[:2] + "LOC")]], frozenset())
    assert one.text == "Red Cross met Ann Bo\nIt Rome"
    assert marked(one) == [
        ("ner.organisation", "Red Cross"),
        ("ner.person", "Ann"),
        ("ner.person", "Bo"),
        ("ner.location", "Rome"),
    ]


@pytest.mark.shared
@pytest.mark.parametrize("name", CORPORA)
def test_every_mark_of_a_corpus_stands_in_its_text(name, shared):
    for split in SPLITS:
        for one in CORPORA[name].read(shared / "data", split):
            stretches = [stretch for marks in (one.spans, one.labels, one.links) for _, *rest in marks for stretch in rest]
            for start, end in (*(pair for pair in stretches if isinstance(pair, tuple)), *(one.within or ())):
                assert 0 <= start < end <= len(one.text), one.name
                assert one.text[start:end].strip(), one.name


@pytest.mark.shared
def test_the_counts_are_those_that_the_corpora_are_known_by(shared):
    events = [sum(layer == "ecb.event" for one in cat.ecb(shared / "data", split) for layer, _ in one.spans) for split in SPLITS]
    assert events == [3808, 1245, 1780]
    assert [len(list(CORPORA["muc4"].read(shared / "data", split))) for split in SPLITS] == [1300, 200, 200]
