"""The public corpora that the network learns from and is compared on: one module a family, one entry a corpus.

The words of the corpora stay in the shared folder beside the checkout; each corpus' SOURCE.md there says where it is from.
"""

from __future__ import annotations

from training.corpora import cat, framenet, gum, muc, names, places, plover, re3d, times
from training.corpora.corpus import Corpus

CORPORA = {
    corpus.name: corpus
    for corpus in (
        Corpus("muc4", "MIT", muc.examples),
        Corpus("ecbplus", "CC BY 3.0", cat.ecb, lambda document: f"ecb-{document}"),
        Corpus("re3d", "OGL v3.0, CC BY 3.0 AU, CC BY-SA 3.0, EU reuse notice, public domain", re3d.examples, re3d.report),
        Corpus("timex", "CC BY-SA 3.0 (WikiWars), CC BY 4.0 (MEANTIME)", times.examples),
        Corpus("gum", "CC BY 4.0, texts CC BY 2.5, CC BY-SA 3.0, CC BY 4.0", gum.examples),
        Corpus("framenet", "CC BY 3.0", framenet.examples),
        Corpus("event_location", "MIT", places.examples),
        Corpus("plover", "CC BY-SA 4.0", plover.records),
        Corpus("ngec", "MIT", plover.stories),
        Corpus("crossner", "MIT, texts CC BY-SA 3.0", names.crossner),
        Corpus("wikigold", "CC BY 4.0", names.wikigold),
    )
}
