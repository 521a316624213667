"""The bundle of weights, and the one door to the libraries that run it.

In: a text. Out: `Answers`: the stretches that the network sees in it, what each is, and how they hang together. The bundle lies
in the package; each of its files is checked against the manifest's hash when it is loaded, and a bundle that is not whole is an
error, never a reason to read by other means.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from twosource.errors import BrokenBundle
from twosource.reading.network.answers import Answers, Seen, linked, offered, spans
from twosource.reading.network.links import KINDS
from twosource.reading.network.windows import framed, units, windows

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from twosource.reading.network.answers import Floats
    from twosource.reading.network.windows import Units, Window

PACKAGE = "twosource.reading.network.bundle"
FORMAT = 1
"""The shape of the bundle that this code reads."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """A loaded bundle."""

    manifest: dict[str, Any]
    tokeniser: Tokenizer
    reader: onnxruntime.InferenceSession
    linker: onnxruntime.InferenceSession

    def answers(self, text: str) -> Answers:
        """Return what the network sees in a text, however long it is."""
        found = units(text, self.tokeniser)
        parts = windows(found)
        read = [self.read(found, window) for window in parts]
        seen = spans(found, parts, [scores for _, scores in read], self.manifest["layers"], self.manifest["thresholds"])
        told = [
            (window, choice, self.link(states, window, [seen[at] for at in choice]))
            for window, (states, _) in zip(parts, read, strict=True)
            if (choice := offered(seen, window))
        ]
        return linked(seen, told, self.manifest["labels"], self.manifest["links"], self.manifest["thresholds"])

    def read(self, found: Units, window: Window) -> tuple[Floats, Floats]:
        """Return the states [U, D] of a window's words and the scores [S, U, 1 + U] of its stretches."""
        ids, shapes, gaps, words = framed(found, window, tuple(self.manifest["frame"]))
        states, scores = self.reader.run(None, {"ids": ids, "shapes": shapes, "gaps": gaps, "words": words})
        return states, scores

    def link(self, states: Floats, window: Window, seen: list[Seen]) -> tuple[Floats, Floats]:
        """Return the labels [N, L] and links [N, N, K] of stretches of a window, as logits."""
        starts = np.array([one.first - window.begin for one in seen], dtype=np.int64)
        ends = np.array([one.last - window.begin for one in seen], dtype=np.int64)
        labels, links = self.linker.run(None, {"states": states, "starts": starts, "ends": ends})
        return labels, links


@cache
def encoder() -> Encoder:
    """Return the bundle that ships with the package, loaded once.

    Raises BrokenBundle where a file is missing, was changed or cannot be run.
    """
    return load(files(PACKAGE))


def load(folder: Traversable) -> Encoder:
    """Return the bundle in a folder; raises BrokenBundle naming the file that is wrong."""
    try:
        manifest = json.loads(_raw(folder, "manifest.json"))
        known = manifest["format"]
        hashes = dict(manifest["files"])
        strange = [kind for kind in manifest["links"] if kind not in KINDS]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenBundle("manifest.json", "it is no manifest of a bundle") from error
    if known != FORMAT:
        raise BrokenBundle("manifest.json", f"its format is {known}; this version reads {FORMAT}")
    if strange:
        raise BrokenBundle("manifest.json", f"it has links that this version does not know: {', '.join(strange)}")
    raw = {}
    for name, wanted in hashes.items():
        raw[name] = _raw(folder, name)
        if hashlib.sha256(raw[name]).hexdigest() != wanted:
            raise BrokenBundle(name, "its bytes are not those that the manifest names")
    try:
        tokeniser = Tokenizer.from_str(raw["tokenizer.json"].decode("utf-8"))
        return Encoder(manifest, tokeniser, _session(raw["reader.onnx"]), _session(raw["linker.onnx"]))
    except KeyError as error:
        raise BrokenBundle("manifest.json", f"it does not name {error.args[0]}") from error
    except Exception as error:  # the libraries raise bare exceptions of their own
        raise BrokenBundle("reader.onnx, linker.onnx, tokenizer.json", f"they cannot be run: {error}") from error


def _raw(folder: Traversable, name: str) -> bytes:
    try:
        return folder.joinpath(name).read_bytes()
    except OSError as error:
        raise BrokenBundle(name, "it is missing") from error


def _session(raw: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # reports are read side by side in processes, one thread each
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # A processor without VNNI instructions adds pairs of 8-bit products in 16 bits, and what does not fit is cut off: the same
    # report would be read otherwise there. This asks for the kernel that adds exactly; a processor with VNNI has no other.
    options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(raw, options, providers=["CPUExecutionProvider"])
