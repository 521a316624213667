"""A hand-made record of two invented reports, so that the page and the exports are tested without the reader."""

from datetime import date

from twosource.nouns import (
    Actor,
    Agreement,
    Attribution,
    Block,
    Control,
    ControlStatement,
    DateCandidate,
    Difference,
    Document,
    Event,
    Figure,
    FigureClaim,
    FigureGroup,
    Incident,
    KnownActor,
    KnownPlace,
    Place,
    Reading,
    Record,
    Ref,
    Relation,
    Route,
    Span,
    Standing,
    Term,
    Time,
    Value,
    When,
)

FIRST = (
    "Rebels leave Oru\n\n"
    "Rebels withdrew from Oru on Tuesday after a week of shelling. "
    "“The town is empty,” said Lin Daru, a medic. "
    "The army said it had killed up to 40 fighters near [Oru](#)."
)
SECOND = (
    "03/05/2031\n\n"
    "Army enters Oru. Insurgents have redeployed south of the town, the Tavan Front said in a statement. "
    "About 25 fighters died, the front said. In 2029 a strike killed 12 people in Tavan."
)

DAY = When("2031-05-03", "2031-05-03", "weekday")


def span(text: str, words: str, number: int = 1) -> Span:
    """Return where the words stand in a text, for the n-th time."""
    at = -1
    for _ in range(number):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


_STRETCH = span(SECOND, "the Tavan Front said in a statement")
RELATION = Ref("d2", f"R{_STRETCH.start}-{_STRETCH.end}")


def first_reading() -> Reading:
    def at(words: str, number: int = 1) -> Span:
        return span(FIRST, words, number)

    residue_start = FIRST.index("](#)")
    document = Document(
        id="d1",
        origin="first.txt",
        text=FIRST,
        raw="r1",
        extractor="plain",
        outlet="The Daily Post",
        title="Rebels leave Oru",
        language="en",
        blocks=(Block("body", Span(0, len(FIRST))),),
        residue=(span(FIRST, "["), Span(residue_start, residue_start + 4)),
        notes=("no day of its own was found",),
    )
    return Reading(
        document=document,
        reader="rules-1",
        day=DateCandidate(date(2031, 5, 3), "linked report", "second.txt tells of the same withdrawal"),
        actors=(
            Actor("A1", "Rebels", "armed_group", (at("Rebels", 2),)),
            Actor("A2", "Lin Daru", "person", (at("Lin Daru"),)),
            Actor("A3", "The army", "military", (at("The army"),)),
        ),
        places=(Place("P1", "Oru", (at("Oru", 2),), lat=10.5, lon=-20.25, precision="town"),),
        times=(Time("T1", at("Tuesday"), DAY),),
        attributions=(
            Attribution("S1", at("said"), at("The town is empty"), at("Lin Daru"), "A2", "medic", "neutral", "direct"),
            Attribution("S2", at("said", 2), at("it had killed up to 40 fighters"), at("The army"), "A3", "military"),
        ),
        events=(
            Event("E1", at("withdrew"), "withdrawal", agent=(at("Rebels", 2),), origin=(at("Oru", 2),), at="P1", when=DAY),
            Event("E2", at("killed"), "armed_clash", agent=(at("The army"),), said_by="S2"),
        ),
        figures=(Figure("F1", at("up to 40 fighters"), "killed", None, 40, event="E2", said_by="S2"),),
        control=(ControlStatement("C1", at("withdrew from Oru"), "P1", "A1", "lost", DAY),),
    )


def second_reading() -> Reading:
    def at(words: str, number: int = 1) -> Span:
        return span(SECOND, words, number)

    document = Document(
        id="d2",
        origin="second.txt",
        text=SECOND,
        raw="r2",
        extractor="plain",
        published=date(2031, 5, 3),
        language="en",
        dates=(DateCandidate(date(2031, 5, 3), "date line", "“03/05/2031”", at("03/05/2031")),),
    )
    return Reading(
        document=document,
        reader="rules-1",
        actors=(
            Actor("A1", "Insurgents", "armed_group", (at("Insurgents"),)),
            Actor("A2", "the Tavan Front", "armed_group", (at("the Tavan Front"),)),
        ),
        places=(
            Place("P1", "Oru", (at("Oru"),), lat=10.5, lon=-20.25, precision="town"),
            Place("P2", "Tavan", (at("Tavan", 2),)),
        ),
        attributions=(
            Attribution(
                "S1",
                at("said"),
                at("Insurgents have redeployed south of the town"),
                at("the Tavan Front"),
                "A2",
                "armed_group",
                "opposition",
            ),
            Attribution(
                "S2", at("said", 2), at("About 25 fighters died"), at("the front"), "A2", "armed_group", stance="confirms"
            ),
        ),
        events=(
            Event("E1", at("redeployed"), "withdrawal", agent=(at("Insurgents"),), said_by="S1"),
            Event("E2", at("strike"), "air_drone_strike", background=True, place=(at("Tavan", 2),), when=When("2029", "2029")),
        ),
        figures=(
            Figure("F1", at("About 25 fighters"), "killed", 25, 25, approx=True, said_by="S2"),
            Figure("F2", at("12 people"), "killed", 12, 12, event="E2"),
        ),
        control=(ControlStatement("C1", at("Army enters Oru"), "P1", None, "gained", DAY),),
    )


def a_record() -> Record:
    """Return a record in which every part has something to show."""
    one, two = first_reading(), second_reading()
    withdrawal = Incident(
        "i1",
        "withdrawal",
        "Withdrawal of rebels from Oru",
        (Ref("d1", "E1"), Ref("d2", "E1")),
        Standing("corroborated", 2, "The Daily Post and the Tavan Front say so, on their own."),
        "kp1",
        DAY,
        differences=(
            Difference(
                "type",
                "wording",
                (Value("withdrew", Ref("d1", "E1")), Value("redeployed", Ref("d2", "E1"), "S1")),
                "the front calls it a redeployment",
            ),
        ),
    )
    clash = Incident("i2", "armed_clash", "Armed clash", (Ref("d1", "E2"),), Standing("reported", 1, "The army alone."))
    strike = Incident(
        "i3",
        "air_drone_strike",
        "Air strike in Tavan",
        (Ref("d2", "E2"),),
        Standing("reported", 1, "One report."),
        "kp2",
        When("2029", "2029"),
        background=True,
    )
    return Record(
        readings=(one, two),
        incidents=(withdrawal, clash, strike),
        figures=(
            FigureGroup(
                "g1",
                "killed",
                "fighters killed",
                (FigureClaim(Ref("d1", "F1"), None, 40, "S2"), FigureClaim(Ref("d2", "F1"), 25, 25, "S2")),
                "differ",
                "kp1",
                DAY,
                25,
                40,
                "conflict",
                "the army gives a bound, the front a count",
            ),
            FigureGroup("g2", "killed", "people", (FigureClaim(Ref("d2", "F2"), 12, 12),), "single", "kp2", background=True),
        ),
        control=(
            Control("c1", "kp1", "ka1", "lost", (Ref("d1", "C1"),), Standing("reported", 1, ""), DAY, ("c2",)),
            Control("c2", "kp1", None, "gained", (Ref("d2", "C1"),), Standing("disputed", 1, ""), DAY),
        ),
        routes=(Route("r1", "the Oru road", "cut", (Ref("d1", "E1"),), DAY),),
        agreements=(
            Agreement(
                "ag1",
                "Truce of Tavan",
                ("ka1", "ka3"),
                (Ref("d2", "E1"),),
                DAY,
                (Term("both leave Oru", "broken", (Ref("d1", "E1"),)),),
            ),
        ),
        relations=(Relation("re1", "backs", "ka3", "ka1", (RELATION,)),),
        actors=(
            KnownActor("ka1", "Rebels", "armed_group", (Ref("d1", "A1"), Ref("d2", "A1")), ("Rebels", "Insurgents")),
            KnownActor("ka2", "Lin Daru", "person", (Ref("d1", "A2"),), ("Lin Daru",)),
            KnownActor("ka3", "The army", "military", (Ref("d1", "A3"),), ("The army",)),
            KnownActor("ka4", "Tavan Front", "armed_group", (Ref("d2", "A2"),), ("Tavan Front",)),
        ),
        places=(
            KnownPlace("kp1", "Oru", (Ref("d1", "P1"), Ref("d2", "P1")), "XX", 10.5, -20.25, "town", names=("Oru", "Uru")),
            KnownPlace("kp2", "Tavan", (Ref("d2", "P2"),), notes=("no place of this name was found",)),
        ),
        notes=("40 fighters are many for a post of this size",),
    )
