"""Builders: an invented report, its reading, a judgement and a record, by hand."""

from datetime import UTC, date, datetime

from twosource import nouns as n

MONDAY = datetime(2031, 5, 5, 9, tzinfo=UTC)
TUESDAY = datetime(2031, 5, 6, 9, tzinfo=UTC)
TEXT = "ORU, Monday — Rebels captured Tavan, a medic said. Four people were killed."


def a_document(text=TEXT, *, origin="oru.txt", published=None, **fields):
    identity = n.fingerprint(text, published)
    return n.Document(identity, origin, text, n.fingerprint(text) * 4, "plain", published=published, **fields)


def a_reading(document=None, *, day=None, reader="rules 1", low=4):
    document = document or a_document()
    when = n.When("2031-05-05", None, "a weekday before the report")
    return n.Reading(
        document,
        reader,
        day,
        actors=(n.Actor("A14-20", "Rebels", "armed_group", (n.Span(14, 20),)),),
        places=(n.Place("P30-35", "Tavan", (n.Span(30, 35),), lat=12.5, lon=3.0, precision="town"),),
        times=(n.Time("T5-11", n.Span(5, 11), when),),
        attributions=(n.Attribution("S14-35", n.Span(45, 49), n.Span(14, 35), n.Span(37, 44), kind="medic"),),
        events=(n.Event("E21-29", n.Span(21, 29), "capture", agent=(n.Span(14, 20),), at="P30-35", when=when, said_by="S14-35"),),
        figures=(n.Figure("F51-62", n.Span(51, 62), "killed", low, 4, at="P30-35"),),
        control=(n.ControlStatement("C14-35", n.Span(14, 35), "P30-35", "A14-20", "gained", n.When(None, None, "open")),),
    )


def a_judgement(verdict="same", judge="linking 1", *, left="a", right="b", why=""):
    evidence = (n.Evidence("place", "Both name the same place.", 2.5),)
    identity = n.fingerprint(left, right, verdict, judge, why)
    return n.Judgement(identity, n.Ref(left, "E1-2"), n.Ref(right, "E3-4"), verdict, 3.25, judge, why, evidence)


def a_record(*readings, judgements=()):
    ref = n.Ref("a", "E21-29")
    standing = n.Standing("reported", 1, "One source says so.")
    difference = n.Difference("when", "later", (n.Value("2031-05", ref, "S1"), n.Value("2031", ref)), "One is later.")
    return n.Record(
        readings,
        incidents=(
            n.Incident(
                "i1",
                "capture",
                "Rebels capture Tavan",
                (ref,),
                standing,
                "p1",
                n.When("2031-05-05", None),
                differences=(difference,),
            ),
            n.Incident("i0", "strike", "A strike", (ref,), standing),
        ),
        figures=(n.FigureGroup("f1", "killed", "people", (n.FigureClaim(ref, 4, None),), "single", low=4),),
        control=(n.Control("c1", "p1", "a1", "holds", (ref,), standing, n.When("2031-05-05", "2031-06")),),
        routes=(n.Route("r1", "the Tavan road", "cut", (ref,)),),
        agreements=(n.Agreement("g1", "a truce", ("a1", "a2"), (ref,), terms=(n.Term("halt", "broken", (ref,)),)),),
        relations=(n.Relation("l1", "backs", "a1", "a2", (ref,)),),
        actors=(n.KnownActor("a1", "Rebels", "armed_group", (ref,), ("Rebels", "the rebels")),),
        places=(n.KnownPlace("p1", "Tavan", (ref,), lat=12.5, lon=3.0, notes=("odd",)),),
        judgements=judgements,
        notes=("One report has no date.",),
        copies=(("a", "b"),),
    )


FULL = a_document(
    origin="pages/oru.html",
    published=date(2031, 5, 5),
    outlet="The Oru Post",
    title="Tavan falls",
    url="https://oru.example/1",
    language="en",
    dates=(n.DateCandidate(date(2031, 5, 5), "metadata", "2031-05-05", n.Span(0, 3)),),
    blocks=(n.Block("dateline", n.Span(0, 11)), n.Block("body", n.Span(14, 70), repeats=True)),
    residue=(n.Span(12, 13),),
    notes=("The title is said twice.",),
)
