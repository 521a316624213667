"""What stands around an incident and a figure: part and whole, what one side leaves out, versions, parts of a toll."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from builders import a_document, a_figure, a_place, a_reading, a_strike, an_actor, an_event, when

from twosource.linking import link
from twosource.nouns import Reading, Record
from twosource.record import derive


def the_record(*readings: Reading) -> Record:
    return derive(readings, link(readings))


# --------------------------------------------------------------------------------------------------- part and whole


def campaign(*, country: bool = False, whose: str = "Vard warplanes", realis: str = "actual") -> Reading:
    text = "Vard warplanes bombed Oru on Sunday. The offensive on Oru by Vard warplanes began in April. Rebels fled."
    document = a_document(text)
    town = a_place(document, "Oru", precision="country" if country else "town")
    planes, rebels = (
        an_actor(document, "Vard warplanes", "military", country="VA"),
        an_actor(document, "Rebels", "armed_group", country="XA"),
    )
    strike = an_event(document, "bombed", "air_drone_strike", day="2031-05-04", agent="Vard warplanes", place="Oru", at=town.id)
    offensive = an_event(
        document,
        "offensive",
        "offensive",
        when=when("2031-04-10", "2031-05-04"),
        place="Oru",
        at=town.id,
        agent=whose,
        realis=realis,
    )
    return a_reading(document, actors=[planes, rebels], places=[town], events=[strike, offensive])


def test_a_strike_is_part_of_the_offensive_around_it():
    record = the_record(campaign())
    strike, offensive = (next(one for one in record.incidents if one.type == kind) for kind in ("air_drone_strike", "offensive"))
    assert (strike.part_of, offensive.part_of) == (offensive.id, None)


def test_another_sides_offensive_a_planned_one_and_a_whole_country_hold_no_strike():
    for one in (campaign(whose="Rebels"), campaign(realis="future"), campaign(country=True)):
        assert {incident.part_of for incident in the_record(one).incidents} == {None}


# ------------------------------------------------------------------------------------------- what one side leaves out


def test_what_only_one_side_tells_is_named():
    told = a_strike("one", speaker="Free Vard Front", kind="armed_group", leaning="opposition")
    document = told.document
    bare = a_strike("two", speaker="Vard army", kind="military", leaning="government", trigger="struck")
    bare = replace(bare, events=tuple(replace(event, agent=()) for event in bare.events), figures=())
    (incident,) = the_record(told, bare).incidents
    assert {(one.field, one.value, one.told_by, one.left_out_by) for one in incident.omissions} == {
        ("agent", "Vard warplanes", "opposition", ("government",)),
        ("killed", "6 people", "opposition", ("government",)),
    }
    assert all(ref.document == document.id for one in incident.omissions for ref in one.refs)


def test_one_side_alone_leaves_nothing_out_and_another_number_is_a_difference():
    one = a_strike("one", speaker="Free Vard Front", kind="armed_group", leaning="opposition")
    assert the_record(one).incidents[0].omissions == ()
    other = a_strike("two", speaker="Vard army", kind="military", leaning="government", trigger="struck", killed=(2, 2))
    assert the_record(one, other).incidents[0].omissions == ()


def test_a_party_is_a_side_under_its_name():
    one = a_strike("one", speaker="Free Vard Front", kind="armed_group")
    plain = a_strike("two", trigger="struck")
    plain = replace(plain, figures=())
    (incident,) = the_record(one, plain).incidents
    assert [(one.field, one.told_by, one.left_out_by) for one in incident.omissions] == [
        ("killed", "Free Vard Front", ("no known side",))
    ]


# ------------------------------------------------------------------------------------------------------------ versions


def issue(name: str, killed: int, *, url: str | None = "https://herald.example/1", extra: bool = False) -> Reading:
    reading = a_strike(name, killed=(killed, killed), outlet="The Herald")
    text = reading.document.text + (" Police arrested a man." if extra else "")
    document = replace(reading.document, text=text, url=url)
    events = (an_event(document, "arrested", "arrest", day="2031-05-04"),) if extra else ()
    return replace(reading, document=document, events=(*reading.events, *events))


def test_a_new_text_at_one_address_is_a_new_version_with_what_changed():
    (version,) = the_record(issue("one", 6), issue("two", 9, extra=True)).versions
    assert (version.before, version.after) == ("one", "two")
    assert [(one.kind, one.says) for one in version.changes] == [
        ("changed", "6 people killed became 9 people killed"),
        ("added", "arrest (arrested)"),
    ]
    later = issue("two", 6)
    later = replace(later, document=replace(later.document, published=date(2031, 5, 5)))
    (version,) = the_record(issue("one", 6, extra=True), later).versions
    assert [(one.kind, one.says) for one in version.changes] == [("dropped", "arrest (arrested)")]


def test_copies_of_one_outlet_are_versions_and_of_two_are_not():
    long = " ".join(f"word{number}" for number in range(40))
    papers = []
    for name, outlet in (("one", "The Herald"), ("two", "The Herald"), ("three", "The Echo"), ("four", None)):
        reading = a_strike("wire", outlet="The Herald")
        document = replace(reading.document, id=name, text=f"{reading.document.text} {long} {name}.", outlet=outlet)
        papers.append(replace(reading, document=document))
    (version,) = the_record(*papers).versions
    assert (version.before, version.after, version.changes) == ("one", "two", ())


# ------------------------------------------------------------------------------------------------------- parts of a toll


def toll(text: str, whole: tuple[int | None, int | None], *parts: tuple[str, int]) -> str:
    document = a_document(text)
    total = a_figure(document, "16 people", "killed", *whole, who="people")
    others = [a_figure(document, quoted, "killed", number, number, who=quoted.split()[1]) for quoted, number in parts]
    other = a_figure(document, "3 shops", "damaged", 3, 3, who="shops")
    record = the_record(a_reading(document, figures=[total, *others, other]))
    return " ".join(record.notes)


def test_parts_that_add_up_to_more_than_the_whole_are_doubted():
    text = "Shells killed 16 people, including 12 children and 7 women. They hit 3 shops."
    assert "its parts (12 and 7) add up to 19, more than 16" in toll(text, (16, 16), ("12 children", 12), ("7 women", 7))
    assert "Doubtful" not in toll(text, (16, 16), ("12 children", 4), ("7 women", 7))
    assert "Doubtful" not in toll(text, (16, None), ("12 children", 12), ("7 women", 7))
    assert "Doubtful" not in toll(text.replace(", including", " and"), (16, 16), ("12 children", 12), ("7 women", 7))
