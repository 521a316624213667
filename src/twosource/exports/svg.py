"""The state of a war drawn: areas of control, places, roads and outlines as one SVG picture, for print and for reports.

In: a Situation. Out: SVG 1.1 without script or outside reference. Who holds most places has a colour that colour-blind people
can tell apart, and every holder a shape; beyond seven holders all are grey. Contested areas are hatched, what nobody speaks of
is white, and areas fade with the age of the evidence. The picture is as large as the held places ask for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from math import cos, radians
from typing import BinaryIO

from twosource.exports import _state
from twosource.exports._incidents import seen
from twosource.exports._state import Area, Held
from twosource.exports.state import CREDITS
from twosource.geography import borders
from twosource.record import Situation

NAME = "svg"
SUFFIX = ".svg"
MEDIA_TYPE = "image/svg+xml"

FIELDS = {
    "picture": {
        "colour and shape": "who holds a place",
        "hatching": "contested",
        "dashed ring": "besieged",
        "paleness": "how long nobody has spoken of it",
        "white": "nobody speaks of it",
        "legend": "holders, where positions and borders are from, what is withheld",
    }
}

WIDTH, HEADING, ROW = 1000.0, 44.0, 22.0
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D31", "#666666")
"""Okabe and Ito's colours, which colour-blind people can tell apart, without the yellow that vanishes on white."""
_SHAPES = ("circle", "square", "triangle", "diamond")
_MARGIN, _LEAST = 0.12, 0.6  # share of the picture left around the places; degrees that it shows at least
_LETTER, _LINE = 6.2, 13.0  # width and height of a letter of a label, roughly


class _Frame:
    """The part of the earth that is drawn, and how it falls on paper."""

    def __init__(self, known: Sequence[Held]) -> None:
        lats = [one.place.lat or 0.0 for one in known]
        lons = [one.place.lon or 0.0 for one in known]
        lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        self.shrink = cos(radians(lat))
        tall = max(max(lats) - min(lats), _LEAST) * (1 + 2 * _MARGIN)
        wide = max((max(lons) - min(lons)) * self.shrink, _LEAST, tall * 0.8) * (1 + 2 * _MARGIN)
        self.scale = WIDTH / wide
        self.height = tall * self.scale
        self.west, self.north = lon - wide / self.shrink / 2, lat + tall / 2
        self.bounds = (self.west, lat - tall / 2, lon + wide / self.shrink / 2, self.north)

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a point falls on paper."""
        return (lon - self.west) * self.shrink * self.scale, (self.north - lat) * self.scale + HEADING

    def path(self, area: Area) -> str:
        """Return an area's outline as the `d` of a path."""
        return " ".join(self._ring(ring) for ring in borders.rings(area.shape))

    def _ring(self, ring: Sequence[tuple[float, float]]) -> str:
        points = (self.xy(lon, lat) for lon, lat in ring)
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def write(situation: Situation, out: BinaryIO) -> None:
    """Write the picture; a situation in which nobody holds anything is a page that says so."""
    known = _state.held(situation)
    out.write("".join(_page(situation, known)).encode("utf-8", errors="replace"))


def _page(situation: Situation, known: Sequence[Held]) -> Iterator[str]:
    record, day = seen(situation), _state.moment(situation)
    names = {actor.id: actor.name for actor in record.actors}
    counted = Counter(holder for one in known for holder in (*one.holding.holders, *one.holding.besieged_by))
    holders = [holder for holder, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]
    places = [one for one in known if one.place.precision in {"exact", "town", "district"}] or list(known)
    frame = _Frame(places) if places else None
    below = (frame.height if frame else ROW) + HEADING
    height = below + ROW * (len(holders) + 4 + len(situation.notices)) + 10
    title = "Who holds what" + (f", {day.isoformat()}" if day else "")
    title += f", as known by {situation.known_by.isoformat()}" if situation.known_by else ""
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height:.0f}" font-family="sans-serif" role="img">\n'
    yield f"<title>{escape(title)}</title>\n{_patterns(holders)}"
    yield f'<rect width="{WIDTH:.0f}" height="{height:.0f}" fill="#fff"/>\n'
    yield f'<text x="10" y="28" font-size="20" font-weight="bold">{escape(title)}</text>\n'
    if frame is None:
        yield f'<text x="10" y="{HEADING + 14:.0f}" font-size="13">Nobody is said to hold a place that is on the map.</text>\n'
    else:
        yield from _map(situation, places, holders, frame)
    yield from _legend(holders, names, below + ROW, situation.notices)
    yield "</svg>\n"


def _patterns(holders: Sequence[str]) -> str:
    """Return the hatchings of contested areas, one for each pair of neighbours in the palette's order."""
    made = [
        f'<pattern id="h{at}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="4" height="8" fill="{_colour(at)}"/></pattern>'
        for at in range(len(holders))
    ]
    return f"<defs>{''.join(made)}</defs>\n"


def _colour(at: int) -> str:
    """Return the colour of a holder: who holds most has one of his own, all beyond the palette share the last, a grey."""
    return PALETTE[min(at, len(PALETTE) - 1)]


def _map(situation: Situation, places: Sequence[Held], holders: Sequence[str], frame: _Frame) -> Iterator[str]:
    size = f'width="{WIDTH:.0f}" height="{frame.height:.1f}"'
    yield f'<svg x="0" y="{HEADING}" {size} viewBox="0 {HEADING} {WIDTH:.0f} {frame.height:.1f}">\n'
    yield f'<rect y="{HEADING}" width="{WIDTH:.0f}" height="{frame.height:.1f}" fill="#eef3f7"/>\n'
    for area in _outlines(situation, frame):
        yield f'<path d="{frame.path(area)}" fill="#fff" stroke="#999" stroke-width="1.2" fill-rule="evenodd"/>\n'
    for area in _state.areas(situation):
        yield from _area(area, holders, frame)
    for area in _provinces(situation, frame):
        yield f'<path d="{frame.path(area)}" fill="none" stroke="#bbb" stroke-width="0.7" stroke-dasharray="4 3"/>\n'
    for line in _state.lines(situation):
        (x1, y1), (x2, y2) = (frame.xy(lon, lat) for lat, lon in line.points)
        dash = ' stroke-dasharray="5 4"' if line.state == "two sides" else ""
        yield f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="#7a6a53" stroke-width="1.6" fill="none"{dash}/>\n'
    yield from _towns(places, holders, frame)
    yield "</svg>\n"


def _outlines(situation: Situation, frame: _Frame) -> Iterator[Area]:
    for country in sorted({one.place.country for one in _state.held(situation) if one.place.country}):
        shape = _state.outline(country)
        if shape is not None:
            yield Area(country, borders.within(shape, frame.bounds))


def _provinces(situation: Situation, frame: _Frame) -> Iterator[Area]:
    for country in sorted({one.place.country for one in _state.held(situation) if one.place.country}):
        for _, shape in borders.provinces(country):
            inside = borders.within(shape, frame.bounds)
            if not inside.is_empty:
                yield Area(country, inside)


def _area(area: Area, holders: Sequence[str], frame: _Frame) -> Iterator[str]:
    if area.held is None:
        return
    first = holders.index(area.held.holding.holders[0])
    opacity = area.held.opacity * (0.5 if area.inherited else 1.0)
    path = frame.path(area)
    yield f'<path d="{path}" fill="{_colour(first)}" fill-opacity="{opacity:.2f}" stroke="none" fill-rule="evenodd"/>\n'
    if area.held.holding.word == "contested":
        second = holders.index(area.held.holding.holders[-1])
        yield f'<path d="{path}" fill="url(#h{second})" fill-opacity="{opacity:.2f}" stroke="none" fill-rule="evenodd"/>\n'


def _towns(places: Sequence[Held], holders: Sequence[str], frame: _Frame) -> Iterator[str]:
    """Yield the marks of places, then their names where there is room: what is contested or besieged first, then the newest."""
    ordered = sorted(
        places, key=lambda one: (one.holding.word != "contested", not one.holding.besieged_by, one.age, one.place.name)
    )
    taken: list[tuple[float, float, float, float]] = []
    for one in ordered:
        x, y = frame.xy(one.place.lon or 0.0, one.place.lat or 0.0)
        holder = next(iter((*one.holding.holders, *one.holding.besieged_by)))
        yield _mark(holders.index(holder), x, y, hollow=not one.holding.holders)
        if one.holding.besieged_by:
            ring = _colour(holders.index(one.holding.besieged_by[0]))
            around = f'stroke="{ring}" stroke-width="2" stroke-dasharray="3 2"'
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="none" {around}/>\n'
        box = (x + 7, y - _LINE / 2, x + 7 + _LETTER * len(one.place.name), y + _LINE / 2)
        inside = box[2] < WIDTH and box[1] > HEADING and box[3] < HEADING + frame.height
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            yield (
                f'<text x="{box[0]:.1f}" y="{y + 4:.1f}" font-size="12" stroke="#fff" stroke-width="3" paint-order="stroke">'
                f"{escape(one.place.name)}</text>\n"
            )


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _mark(at: int, x: float, y: float, *, hollow: bool = False) -> str:
    """Return the mark of a holder: a shape as well as a colour."""
    paint = f'fill="{"#fff" if hollow else _colour(at)}" stroke="#222" stroke-width="1"'
    shape = _SHAPES[at % len(_SHAPES)]
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" {paint}/>\n'
    if shape == "square":
        return f'<rect x="{x - 4.5:.1f}" y="{y - 4.5:.1f}" width="9" height="9" {paint}/>\n'
    if shape == "triangle":
        return f'<path d="M{x:.1f} {y - 6:.1f}L{x + 5.5:.1f} {y + 4.5:.1f}L{x - 5.5:.1f} {y + 4.5:.1f}Z" {paint}/>\n'
    return f'<path d="M{x:.1f} {y - 6:.1f}L{x + 6:.1f} {y:.1f}L{x:.1f} {y + 6:.1f}L{x - 6:.1f} {y:.1f}Z" {paint}/>\n'


def _legend(holders: Sequence[str], names: dict[str, str], top: float, notices: Sequence[str]) -> Iterator[str]:
    for at, holder in enumerate(holders):
        yield _mark(at, 18, top + at * ROW)
        yield f'<text x="34" y="{top + at * ROW + 4:.0f}" font-size="13">{escape(names.get(holder, holder))}</text>\n'
    y = top + len(holders) * ROW
    notes = (
        "Hatched: contested. Dashed ring: besieged. Paler: nobody has spoken of it for longer. White: nobody speaks of it.",
        "An area is what lies nearer to a town than to any other that is told of, not a front line.",
        CREDITS,
        *notices,
    )
    for at, note in enumerate(notes):
        yield f'<text x="10" y="{y + at * ROW + 4:.0f}" font-size="11" fill="#444">{escape(note)}</text>\n'
