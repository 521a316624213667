"""Write the generated pages: the glossary from the nouns, the vocabulary and the exports from their files, README's samples.

    python -m docs.generate

`tests/test_docs.py` compares the pages with what this would write, so they are never stale.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from twosource import monitor, plugins, settings
from twosource.nouns import Standing, reading, record, text
from twosource.outlets.page import text_of
from twosource.outlets.report import page_of
from twosource.outlets.web import shapes as web
from twosource.vocabulary import EventType, load

FOLDER = Path(__file__).parent


README = FOLDER.parent / "README.md"
EXAMPLES = FOLDER.parent / "examples"


def put(marker: str, lines: list[str]) -> None:
    """Write lines into README between `<!-- marker -->` and `<!-- /marker -->`, in the place of what stood there."""
    text = README.read_text(encoding="utf-8")
    start, end = f"<!-- {marker} -->\n", f"<!-- /{marker} -->"
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    README.write_text("".join([before, start, *(f"{line}\n" for line in lines), end, after]), encoding="utf-8")


def glossary() -> str:
    """Return the page that says what each noun is."""
    lines = ["# Glossary", "", "Generated from `src/twosource/nouns/` by `make docs`.", ""]
    for part in (text, reading, record):
        for name, noun in vars(part).items():
            if not (dataclasses.is_dataclass(noun) and inspect.isclass(noun) and noun.__module__ == part.__name__):
                continue
            lines += [
                f"## {name}",
                "",
                _flat(noun.__doc__ or ""),
                "",
                f"Fields: {', '.join(f'`{one}`' for one in _fields(noun))}.",
                "",
            ]
    return "\n".join(lines)


def vocabulary() -> str:
    """Return the page of event types, things to count and languages."""
    words = load()
    lines = ["# Vocabulary", "", "Generated from `src/twosource/vocabulary` by `make docs`.", "", "## Event types", ""]
    for event in words.events.values():
        lines += [*_event(event), ""]
    lines += ["## Things to count", "", "| kind | what it is | cues |", "|---|---|---|"]
    for figure in words.figures.values():
        lines.append(
            f"| `{figure.name}` | {figure.says} | {', '.join(f'`{_cell(cue)}`' for cue in figure.cues.get('en', ())[:8])} |"
        )
    lines += ["", "## Languages", ""]
    lines += [f"- `{language.name}`: {', '.join(sorted(language.tables))}" for language in words.languages.values()]
    return "\n".join([*lines, ""])


def shapes() -> str:
    """Return what the web app's server sends, as TypeScript, so that a page that asks for another field does not build."""
    lines = ["// Generated from `src/twosource/outlets/web/shapes.py` by `make docs`.", ""]
    for name, shape in [("Standing", Standing), *vars(web).items()]:
        if dataclasses.is_dataclass(shape) and inspect.isclass(shape) and (shape.__module__ == web.__name__ or shape is Standing):
            if f"export interface {name} {{" in lines:
                continue
            lines += [f"/** {_flat(shape.__doc__ or '')} */", f"export interface {name} {{"]
            lines += [f"  {field}: {_typescript(kind)};" for field, kind in get_type_hints(shape).items()]
            lines += ["}", ""]
    return "\n".join(lines)


def _typescript(kind: Any) -> str:
    """Return a Python type as TypeScript's."""
    plain = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null"}
    if kind in plain:
        return plain[kind]
    inner = get_args(kind)
    if get_origin(kind) is tuple:
        of = _typescript(inner[0])
        return f"({of})[]" if "|" in of else f"{of}[]"
    if get_origin(kind) is Literal:
        return " | ".join(json.dumps(one) for one in inner)
    if inner:
        return " | ".join(_typescript(one) for one in inner)
    return str(kind.__name__)


def _event(event: EventType) -> Iterator[str]:
    yield f"### {event.name}"
    yield ""
    yield event.says
    yield ""
    yield f"ACLED: {event.acled_event} / {event.acled_sub_event}. PLOVER: {event.plover}. Family: {event.family}."
    yield f"Roles: {', '.join(f'`{role}`' for role in event.roles)}."
    if event.effect:
        yield f"Effect: {', '.join(f'{what} {which}' for what, which in event.effect.items())}."
    yield ""
    yield from (f"- “{example.text}”" for example in event.examples)


EXPORTS = """\
# Exports

Generated from `src/twosource/exports` by `make docs`.

`twosource export NAME --record war.db -o FILE` writes the record, or what of it a `--place`, an `--incident`, a day (`--at`) or
what was known by a moment (`--known-by`) shows. An export of several files goes to a folder, or to one archive where the name
ends in `.zip`.

Exports in the columns of another data set are named `…_like`: the columns are theirs, the coding and the ids are ours, and what
was not read is empty. No shape with one integer for the dead is given alone: every source's own count stands in a file beside
it.

`--coarsen town|district|province|country|KM` tells no place more exactly: a finer one loses its name and stands in the middle
of the cell of a fixed grid. `--withhold names` hides persons and victims, `--withhold sources` witnesses and the anonymous,
`--withhold texts` the reports' own words; they may be given together. In a text what is hidden becomes bars of the same length,
so offsets stay right. It is done before an export sees anything, and each file says so. A name that nobody read as one cannot
be hidden: who must be sure withholds the texts too, and reads the result. See
[decisions/withholding.md](decisions/withholding.md).
"""


def exports() -> str:
    """Return the page that says what each export writes: its files, their fields, and what stays empty and why."""
    lines, told = [EXPORTS], {}
    for name, export in plugins.exports().items():
        says, _, rest = (export.__doc__ or "").strip().partition("\n")
        lines += [f"## {name}", "", f"{says} `{export.SUFFIX}`, `{export.MEDIA_TYPE}`.", "", rest.strip(), ""]
        fields = getattr(export, "FIELDS", {})
        if (key := repr(fields)) in told:
            lines += [f"The fields are those of [{told[key]}](#{told[key]}).", ""]
            continue
        told[key] = name
        for part, meanings in fields.items():
            lines += [f"### {name}: {part}", "", "| field | meaning |", "|---|---|"]
            lines += [f"| `{field}` | {_cell(meaning)} |" for field, meaning in meanings.items()]
            lines.append("")
    return "\n".join(lines)


def exports_in_short() -> list[str]:
    """Return README's table of exports."""
    rows = ((name, (one.__doc__ or "").strip().partition("\n")[0], one.SUFFIX) for name, one in plugins.exports().items())
    return [
        "| export | what it is | file |",
        "|---|---|---|",
        *(f"| `{name}` | {_cell(says)} | `{end}` |" for name, says, end in rows),
    ]


def _fields(noun: type) -> Iterator[str]:
    return (field.name for field in dataclasses.fields(noun))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def demo() -> list[str]:
    """Return the opening of the page that `make demo` prints, as README shows it."""
    with chdir(EXAMPLES):
        stages = monitor.own_stages(settings.load())
        readings = monitor.read_paths(["reports"], stages=stages)
        record = monitor.report(readings, stages=stages)
    page = text_of(page_of(record)).splitlines()
    start = page.index(next(one for one in page if one.startswith("IN SHORT")))
    end = page.index(next(one for one in page if one.startswith("THE REPORTS")))
    return ["```", *page[start : end - 1], "```"]


def between(marker: str) -> list[str]:
    """Return the lines of README that `put` wrote for a marker."""
    text = README.read_text(encoding="utf-8")
    return text.partition(f"<!-- {marker} -->\n")[2].partition(f"<!-- /{marker} -->")[0].splitlines()


PAGES: dict[str, Callable[[], str]] = {
    "glossary.md": glossary,
    "vocabulary.md": vocabulary,
    "exports.md": exports,
    "../web/src/shapes.ts": shapes,
}
"""The generated pages and what writes them."""


if __name__ == "__main__":
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), encoding="utf-8")
    put("demo", demo())
    put("exports", exports_in_short())
