"""Which stretches a link may join.

The network scores a link for every pair of stretches; only those between the right layers mean anything. Training and reading
ask the same pairs, so that what was never taught is never asked.
"""

from __future__ import annotations

from twosource.nouns import ROLES

MOST = 160
"""Stretches of one window that are linked at most; pairs grow with the square."""

_SPEAKER = frozenset({"source", "actor"})
_FILLER = frozenset({"argument", "actor", "place", "time", "weapon", "figure"})
_TRIGGER, _ACTOR, _PLACE = frozenset({"trigger"}), frozenset({"actor"}), frozenset({"place"})

KINDS = {
    **{f"role.{role}": (_TRIGGER, _FILLER) for role in ROLES},
    "at": (_TRIGGER, _PLACE),
    "when": (_TRIGGER, frozenset({"time"})),
    "said.source": (frozenset({"content"}), _SPEAKER),
    "said.cue": (frozenset({"content"}), frozenset({"cue"})),
    "figure.event": (frozenset({"figure"}), _TRIGGER),
    "same.actor": (_ACTOR, _ACTOR),
    "same.place": (_PLACE, _PLACE),
    "same.event": (_TRIGGER, _TRIGGER),
}
"""For each kind of link the layers of the stretch that it starts from, and of the one that it points to."""
