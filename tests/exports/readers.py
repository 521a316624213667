"""Somebody else's reader for each export: what it finds must be what the record holds."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from twosource.exports._incidents import seen, terms
from twosource.record import Situation

Files = dict[str, bytes]
Check = Callable[[Files, Situation, Path], None]


def only(files: Files) -> bytes:
    (content,) = files.values()
    return content


def claims_of(situation: Situation) -> int:
    """How many claims the readings of a situation hold."""
    return sum(len(one.events) + len(one.figures) + len(one.control) for one in situation.record.readings)


def events_of(situation: Situation) -> int:
    return sum(len(one.events) for one in situation.record.readings)


def described(files: Files, read: Callable[[bytes, dict], Any]) -> dict[str, Any]:
    """Read the tables that a datapackage.json describes: fields are the columns, keys are unique, foreign keys resolve."""
    package = json.loads(files["datapackage.json"])
    assert {one["path"] for one in package["resources"]} == files.keys() - {"datapackage.json"}
    tables = {one["name"]: read(files[one["path"]], one) for one in package["resources"]}
    for one in package["resources"]:
        table, schema = tables[one["name"]], one["schema"]
        assert list(table.columns) == [field["name"] for field in schema["fields"]]
        assert all(field["description"] and field["type"] for field in schema["fields"])
        assert not table.duplicated(subset=schema["primaryKey"]).any(), one["name"]
        for key in schema["foreignKeys"]:
            known = set(tables[key["reference"]["resource"]][key["reference"]["fields"]])
            used = {value for value in table[key["fields"]].dropna() if value != ""}
            assert used <= known, f"{one['name']}.{key['fields']}: {used - known}"
    return tables


def from_csv(content: bytes, resource: dict) -> Any:
    import pandas as pd

    return pd.read_csv(
        io.BytesIO(content), keep_default_na=False, dtype=str, sep=resource.get("dialect", {}).get("delimiter", ",")
    )


def from_parquet(content: bytes, resource: dict) -> Any:
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(content))
    kinds = {"string": "string", "integer": "int64", "number": "double", "boolean": "bool", "array": "list<element: string>"}
    for field in resource["schema"]["fields"]:
        assert str(table.schema.field(field["name"]).type) == kinds[field["type"]]
    assert b"GeoNames" in table.schema.metadata[b"notice"]
    return pq.read_table(io.BytesIO(content)).to_pandas()


def tables(files: Files, situation: Situation, _: Path, read: Callable[[bytes, dict], Any] = from_csv) -> None:
    found, record = described(files, read), seen(situation)
    counts = {
        "documents": len(record.readings), "claims": claims_of(situation), "incidents": len(record.incidents),
        "incident_claims": sum(len(one.mentions) for one in record.incidents), "figures": len(record.figures),
        "figure_claims": sum(len(one.claims) for one in record.figures), "control": len(record.control),
        "holdings": len(record.holdings), "routes": len(record.routes), "agreements": len(record.agreements),
        "relations": len(record.relations), "actors": len(record.actors), "places": len(record.places),
        "judgements": len(record.judgements), "corrections": len(record.corrections), "versions": len(record.versions),
        "attributions": sum(len(one.attributions) for one in record.readings), "movements": len(record.movements),
    }  # fmt: skip
    assert {name: len(found[name]) for name in counts} == counts
    texts = {one.document.id: one.document.text for one in record.readings}
    for claim in found["claims"].itertuples():
        words = texts[claim.document][int(claim.start) : int(claim.end)]
        assert " ".join(words.split()) == (claim.words or "").removeprefix("'")


def parquet(files: Files, situation: Situation, folder: Path) -> None:
    tables(files, situation, folder, from_parquet)


def coded(name: str, columns: int) -> Check:
    def check(files: Files, situation: Situation, _: Path) -> None:
        found, record = described(files, from_csv), seen(situation)
        rows, left_out = found[name], found["left_out"]
        assert len(rows.columns) == columns
        assert len(rows) + len(left_out) == len(record.incidents)
        by_id = {one.id: one for one in record.incidents}
        ids = rows.iloc[:, 0]
        assert len(found["provenance"]) == sum(len(by_id[one].mentions) for one in ids)
        assert set(found["figures"]["event_id"]) <= set(ids)

    return check


def polecat(files: Files, situation: Situation, _: Path) -> None:
    (rows,) = described(files, from_csv).values()
    assert len(rows.columns) == 40
    assert len(rows) == events_of(situation)


def plover(files: Files, situation: Situation, _: Path) -> None:
    records = [json.loads(line) for line in only(files).splitlines()]
    assert len(records) == events_of(situation)
    texts = {one.document.id: one.document.text for one in situation.record.readings}
    for one in records:
        assert one.keys() >= {"id", "date", "actor", "event"}
        (where,) = one["text_info"]
        words = texts[one["id"].partition(":")[0]][where["start"] : where["end"]]
        assert " ".join(words.split()).encode("utf-8", "replace").decode() == where["text_story"]
        assert one["has_event"] == bool(one["event"]) == bool(one["quad_code"])


@pytest.mark.filterwarnings("ignore")
def hxl(files: Files, situation: Situation, folder: Path) -> None:
    import hxl as libhxl

    path = folder / "war.hxl.csv"
    path.write_bytes(only(files))
    source = libhxl.data(str(path), libhxl.InputOptions(allow_local=True))
    rows = list(source)
    assert len(rows) == len(seen(situation).incidents)
    assert source.columns[0].display_tag == "#event+id"
    assert all(column.tag for column in source.columns)
    with path.open(encoding="utf-8", newline="") as file:
        raw = list(csv.reader(file))
    problems: list[Any] = []
    libhxl.schema(callback=problems.append).validate(libhxl.data(str(path), libhxl.InputOptions(allow_local=True)))
    assert not problems
    assert all(re.fullmatch(r"#[a-z]\w*(\+\w+)*", tag) for tag in raw[1])
    assert len(raw[0]) == len(raw[1]) == 27


def spreadsheet(files: Files, situation: Situation, _: Path) -> None:
    import pandas as pd

    found = pd.read_csv(io.BytesIO(only(files)), keep_default_na=False)
    assert list(found["id"]) == [one.id for one in seen(situation).incidents]
    assert all("GeoNames" in notice for notice in found["notice"])


def features(files: Files, situation: Situation, folder: Path) -> None:
    import pyogrio

    path = folder / "war.geojson"
    path.write_bytes(only(files))
    found = json.loads(only(files))
    record = seen(situation)
    assert len(found["features"]) == len(record.incidents) + len(record.control)
    if found["features"]:
        assert pyogrio.read_info(path)["features"] == len(found["features"])
    assert "GeoNames" in found["attribution"]


def geopackage(files: Files, situation: Situation, folder: Path) -> None:
    import pyogrio

    path, record = folder / "war.gpkg", seen(situation)
    path.write_bytes(only(files))
    places = sum(len(place.mentions) for one in record.readings for place in one.places)
    counts = {"events": len(record.incidents), "mentions": places, "control": len(record.control)}
    assert {name: pyogrio.read_info(path, layer=name)["features"] for name in counts} == counts
    for name in counts:
        about = pyogrio.read_info(path, layer=name)
        assert about["crs"] == "EPSG:4326"
        assert "GeoNames" in about["layer_metadata"]["DESCRIPTION"]
    with sqlite3.connect(path) as database:
        (check,) = database.execute("pragma integrity_check").fetchone()
    database.close()
    assert check == "ok"


def kml(files: Files, situation: Situation, folder: Path) -> None:
    import pyogrio

    path, record = folder / "war.kml", seen(situation)
    path.write_bytes(only(files))
    marks = list(ET.fromstring(only(files)).iter("{http://www.opengis.net/kml/2.2}Placemark"))
    assert ([one.get("id") for one in marks] and len(marks) == len(record.incidents)) or not record.incidents
    if record.incidents:
        layers = [name for name, _ in pyogrio.list_layers(path)]
        assert sum(pyogrio.read_info(path, layer=name)["features"] for name in layers) == len(record.incidents)
        assert {"Name", "description", "begin", "end"} <= set(pyogrio.read_info(path, layer=layers[0])["fields"])


def annotations(files: Files, situation: Situation, _: Path) -> None:
    import rdflib

    found = json.loads(only(files))
    items = found["first"]["items"]
    persons = sum(one.is_persons for one in situation.record.judgements) + len(situation.record.corrections)
    assert len(items) == found["total"] == claims_of(situation) + persons
    texts = {f"urn:twosource:document:{one.document.id}": one.document.text for one in situation.record.readings}
    texts |= {one.document.url: one.document.text for one in situation.record.readings if one.document.url}
    for one in items:
        if one["motivation"] != "classifying":
            continue
        position, quotation = one["target"]["selector"]
        text = texts[one["target"]["source"]].encode("utf-8", "replace").decode()
        assert text[position["start"] : position["end"]] == quotation["exact"]
        assert text[: position["start"]].endswith(quotation["prefix"])
        assert text[position["end"] :].startswith(quotation["suffix"])
    context = {  # the few terms of the W3C's context that are used; nothing is fetched
        "id": "@id", "type": "@type", "@vocab": "http://www.w3.org/ns/oa#",
        "target": {"@id": "http://www.w3.org/ns/oa#hasTarget", "@type": "@id"},
        "source": {"@id": "http://www.w3.org/ns/oa#hasSource", "@type": "@id"},
        "selector": "http://www.w3.org/ns/oa#hasSelector", "body": "http://www.w3.org/ns/oa#hasBody",
        "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value", "items": "http://www.w3.org/ns/activitystreams#items",
    }  # fmt: skip
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    graph = rdflib.Graph().parse(data=json.dumps({**found, "@context": context}), format="json-ld")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    assert len(set(graph.subjects(rdflib.RDF.type, oa.Annotation))) == len(items)
    assert len(set(graph.subjects(rdflib.RDF.type, oa.TextQuoteSelector))) == claims_of(situation)


def rdf(files: Files, situation: Situation, _: Path) -> None:
    import rdflib

    graph, record = rdflib.Graph().parse(data=only(files), format="turtle"), seen(situation)
    sem = rdflib.Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    assert len(set(graph.subjects(rdflib.RDF.type, sem.Event))) == len(record.incidents)
    views = set(graph.subjects(rdflib.RDF.type, sem.View))
    assert len(views) == claims_of(situation)
    told = set(graph.subject_objects(rdflib.PROV.specializationOf))
    assert len(told) == sum(len(one.mentions) for one in record.incidents)
    assert all((view, sem.accordingTo, None) in graph and (view, rdflib.PROV.wasDerivedFrom, None) in graph for view in views)
    texts = {f"urn:twosource:document:{one.document.id}": one.document.text for one in record.readings}
    for words in graph.subjects(rdflib.RDF.type, oa.SpecificResource):
        text = texts[str(graph.value(words, oa.hasSource))].encode("utf-8", "replace").decode()
        selectors = list(graph.objects(words, oa.hasSelector))
        (start,), (end,), (exact,) = (
            [value for one in selectors if (value := graph.value(one, verb)) is not None] for verb in (oa.start, oa.end, oa.exact)
        )
        assert text[int(start) : int(end)] == str(exact)
    rights = {str(one) for one in graph.objects(None, rdflib.DCTERMS.rights)}
    assert rights == set(terms(situation))


def ftm(files: Files, situation: Situation, _: Path) -> None:
    followthemoney = pytest.importorskip(
        "followthemoney", reason="followthemoney is set up by `make test` where ICU's headers are"
    )
    record = seen(situation)
    entities = [followthemoney.model.get_proxy(json.loads(line)) for line in only(files).splitlines()]
    for one in entities:
        one.schema.validate(one.to_dict())
    ids = {one.id for one in entities}
    assert len(ids) == len(entities)
    linked = {value for one in entities for prop, value in one.itervalues() if prop.type.name == "entity"}
    assert linked <= ids
    by_schema = [one.schema.name for one in entities]
    assert by_schema.count("Article") == len(record.readings)
    assert by_schema.count("Event") == len(record.incidents)
    assert by_schema.count("Note") == claims_of(situation) + 1


def brat(files: Files, situation: Situation, _: Path) -> None:
    record = situation.record
    assert len(files) == 1 + 2 * len(record.readings)
    configured = files["annotation.conf"].decode()
    assert all(f"# {notice}" in configured for notice in terms(situation))
    sections = re.split(r"^\[(\w+)\]$", configured, flags=re.MULTILINE)
    known = {line.split("\t")[0] for section in sections[2::2] for line in section.splitlines() if line}
    for reading in record.readings:
        text = files[f"{reading.document.id}.txt"].decode()
        lines = [line.split("\t") for line in files[f"{reading.document.id}.ann"].decode().splitlines()]
        names = [line[0] for line in lines]
        assert len(set(names)) == len(names)
        for name, body, *rest in lines:
            kind, *arguments = body.split(" ")
            if name[0] == "T":
                where = [tuple(map(int, part.split())) for part in " ".join(arguments).split(";")]
                assert " ".join(text[start:end] for start, end in where) == rest[0]
                assert kind in known
            elif name[0] == "E":
                assert {one.partition(":")[2] for one in [kind, *arguments]} <= set(names)
        assert sum(name[0] == "E" for name in names) == len(reading.events)


def docbin(files: Files, situation: Situation, _: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    docs = list(DocBin().from_bytes(only(files)).get_docs(spacy.blank("xx").vocab))
    assert [doc.user_data["twosource"]["document"] for doc in docs] == [one.document.id for one in situation.record.readings]
    for doc, reading in zip(docs, situation.record.readings, strict=True):
        assert doc.text == reading.document.text.encode("utf-8", "replace").decode()
        told = {one.id for one in (*reading.events, *reading.figures, *reading.control)}
        assert told <= {span.id_ for span in doc.spans["twosource"]}
        for label, start, end, _name in doc.user_data["twosource"]["spans"]:
            assert any(one.label_ == label and one.start_char <= start and end <= one.end_char for one in doc.spans["twosource"])


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.links += [given[name] or "" for name in ("href", "src") if name in given]
        self.ids += [given["id"] or ""] if "id" in given else []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def dossier(files: Files, situation: Situation, _: Path) -> None:
    page = _Page()
    page.feed(only(files).decode())
    record = seen(situation)
    assert not {"script", "iframe", "img", "object", "form", "link"} & set(page.tags)
    assert page.ids == [one.id for one in record.incidents]
    assert {one.removeprefix("#") for one in page.links} <= set(page.ids)
    assert page.tags.count("mark") == sum(len(one.mentions) for one in record.incidents)
    text = "".join(page.words)
    assert all(notice in text for notice in terms(situation))


def record_json(files: Files, situation: Situation, _: Path) -> None:
    found, record = json.loads(only(files)), seen(situation)
    assert len(found["incidents"]) == len(record.incidents)
    assert len(found["figures"]) == len(record.figures)
    assert found["notices"] == list(terms(situation))


def drawn(files: Files, situation: Situation, _: Path) -> None:
    assert not [one for one in ET.fromstring(only(files)).iter() if one.tag.endswith("script")]


def state(files: Files, situation: Situation, _: Path) -> None:
    assert json.loads(only(files))["notices"] == list(situation.notices)


CHECKS: dict[str, Check] = {
    "acled_like": coded("acled_like", 31), "annotations": annotations, "brat": brat, "csv": spreadsheet, "docbin": docbin,
    "dossier": dossier, "ftm": ftm, "ged_like": coded("ged_like", 49), "geojson": features, "geopackage": geopackage, "hxl": hxl,
    "json": record_json, "kml": kml, "parquet": parquet, "plover": plover, "polecat_like": polecat, "rdf": rdf, "state": state,
    "svg": drawn, "tables": tables,
}  # fmt: skip
"""What reads each export back."""
