"""The words of English that govern a noun around an event: prepositions, light verbs, verbs of striking.

In: nothing. Out: word sets for `frames`. They are grammar, not vocabulary: another language brings its own module.
"""

PREPOSITIONS = {
    "by": "by", "of": "of", "from": "from", "to": "to", "into": "to", "toward": "to", "towards": "to", "onto": "to",
    "in": "in", "at": "at", "near": "in", "inside": "in", "outside": "in", "around": "in", "across": "in", "throughout": "in",
    "within": "in", "along": "in", "over": "in", "above": "in", "through": "in",
    "against": "against", "on": "on", "upon": "on", "with": "with", "alongside": "with", "between": "between",
    "among": "between", "for": "for", "using": "using", "via": "using",
}  # fmt: skip
"""The grammatical place that a preposition opens."""

LIGHT = frozenset(
    {"launch", "carry", "conduct", "stage", "mount", "begin", "start", "resume", "continue", "wage", "announce", "declare",
     "order", "sign", "hold", "reach", "make", "commit", "perform", "impose", "lead", "unleash", "plan", "execute", "broker",
     "open", "join", "do", "intensify", "step", "end", "deliver", "undertake", "agree", "complete", "pursue"}
)  # fmt: skip
"""Verbs whose subject does what their object names ("launched an offensive")."""

SUFFERED = frozenset({"suffer", "face", "come", "repel", "repulse", "survive", "endure", "thwart", "foil", "withstand", "resist"})
"""Verbs whose subject suffers what their object names ("came under attack")."""

STRUCK = frozenset(
    {"kill", "hit", "target", "strike", "wound", "injure", "destroy", "displace", "damage", "devastate", "leave", "claim"}
)
"""Verbs whose object is hit by what their subject names ("the raid killed civilians")."""

DONE_BY = frozenset(
    {"led", "launched", "conducted", "carried", "staged", "mounted", "waged", "perpetrated", "committed", "ordered", "brokered"}
)
"""Participles behind a noun that let its "by" through ("an offensive led by the army")."""

PARTICLES = frozenset({"off", "out", "up", "down", "back", "away", "about", "than", "like", "including"})
"""Words tagged as prepositions behind which the clause goes on; any other ("despite", "during") opens something else."""

BREAKS = frozenset(
    {";", ":", "while", "after", "before", "because", "although", "though", "when", "since", "if", "as", "but", "where"}
)

CREWED = frozenset(
    {"warplane", "plane", "jet", "fighter", "bomber", "aircraft", "helicopter", "gunship", "drone", "artillery", "tank",
     "warship", "gunboat", "frigate", "navy"}
)  # fmt: skip
"""Weapons that act as parties do ("struck by government warplanes"), unlike what they fire."""

CAUSING = frozenset(
    {"lead", "force", "prompt", "cause", "drive", "push", "compel", "oblige", "allow", "enable", "urge", "order", "ask", "tell",
     "warn", "help", "let", "persuade", "call"}
)  # fmt: skip
"""Verbs whose object does what the infinitive behind it says ("forced villagers to flee")."""

BARE_PASSIVE = frozenset({"kill", "wound", "injure", "destroy", "displace", "capture", "abduct", "damage"})
"""Verbs that headlines use as passives without "were" ("Four soldiers killed in an attack")."""

CHARGING = frozenset({"blame", "accuse", "prevent", "stop", "condemn", "criticize", "criticise", "praise", "charge", "suspect"})
"""Verbs whose object does what the gerund behind "for", "of" or "from" says ("blamed the militia for shelling the town")."""

COUNTING = frozenset({"number", "toll", "count", "tally"})
"""Nouns that do nothing themselves ("the number of people killed when shells hit the town")."""
