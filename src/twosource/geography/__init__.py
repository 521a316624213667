"""The earth: names to places, and distances between them."""

from twosource.geography.gazetteer import Entry, Gazetteer, open_gazetteer

__all__ = ["Entry", "Gazetteer", "open_gazetteer"]
