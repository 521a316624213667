"""The reviewer's queue for the pages: each cell with its claims, their fields, and the joins that the machine was unsure of.

In: Seen. Out: a ReviewView.
"""

from __future__ import annotations

from twosource.nouns import Incident
from twosource.outlets.web.claims import cell_view, claim_view, findings
from twosource.outlets.web.dossiers import perhaps
from twosource.outlets.web.seen import Seen
from twosource.outlets.web.shapes import AliasView, ReviewCell, ReviewView
from twosource.record import Alias, Cell, aliases_of

CLAIMS = 8
"""The most claims of one cell in the queue; those that differ stand first."""


def review_view(seen: Seen, start: int = 0, most: int = 20) -> ReviewView:
    """Return a stretch of the queue, the weightiest first, and the aliases."""
    cells, aliases = queue_of(seen)
    found = (tuple(_cell(seen, one) for one in cells[start : start + most]), tuple(_alias(seen, one) for one in aliases))
    return ReviewView(len(cells), *found)


def queue_of(seen: Seen) -> tuple[tuple[Cell, ...], tuple[Alias, ...]]:
    """Return what a person should look at, the weightiest first, and the aliases."""
    return seen.cells, seen.once("aliases", lambda: aliases_of(seen.record))


def _alias(seen: Seen, one: Alias) -> AliasView:
    would = (claim_view(seen, ref) for ref in one.would_join if ref in seen.voices.records)
    return AliasView(one.id, one.word, one.means, tuple(would), one.against)


def _cell(seen: Seen, cell: Cell) -> ReviewCell:
    refs = [ref for ref in cell.refs if ref in seen.voices.records]
    finding = findings(seen).get(cell.refs[0])
    is_incident = isinstance(finding, Incident)
    return ReviewCell(
        cell.id,
        cell.title,
        "incidents" if is_incident else "figures",
        tuple(ask for ask in cell.asks if not ask.startswith("perhaps one with ")),
        cell.weight,
        tuple(cell_view(seen, ref) for ref in refs[:CLAIMS]),
        max(0, len(refs) - CLAIMS),
        perhaps(seen, finding)[:3] if isinstance(finding, Incident) else (),
    )
