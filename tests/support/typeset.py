"""The letter as other formats would print it, set by scripts from what is read out of its text.

Nothing is copied by hand: the prose comes from the text reader's blocks, the cells from the golden tables.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from extractors.document import BlockKind
from extractors.readers.text import read_text
from extractors.text import fold, fold_spans

ROOT = Path(__file__).parents[2]
LETTER = ROOT / "raw" / "vrr_aml_ash_2023" / "letter.txt"
GOLDEN_TABLES = ROOT / "tests" / "golden" / "letter" / "tables.json"

_CITATION = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class PrintedTable:
    label: str
    title: str
    rows: list[list[str]]  # the header first
    footnote: str


@dataclass(frozen=True)
class Letter:
    blocks: list[tuple[BlockKind, str]]
    abstract: str
    abbreviations: list[tuple[str, str]]
    tables: list[PrintedTable]


def read_letter() -> Letter:
    document = read_text(LETTER, "letter")
    folded = [(block, fold_spans(document.text, block.spans).text) for block in document.blocks]
    entries = [text for block, text in folded if block.section == "Abbreviations"][1:]
    return Letter(
        blocks=[
            (block.kind, text)
            for block, text in folded
            if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
            and block.section not in ("Abstract", "Abbreviations")
        ],
        abstract=next(
            text
            for block, text in folded
            if block.section == "Abstract" and block.kind is BlockKind.PARAGRAPH
        ),
        abbreviations=[tuple(entry.split(" ", 1)) for entry in entries],
        tables=_printed_tables(document),
    )


def _printed_tables(document) -> list[PrintedTable]:
    golden = json.loads(GOLDEN_TABLES.read_text("utf-8"))
    letter = fold(document.text)
    tables = []
    for table, printed in zip(document.tables, golden.values(), strict=True):
        caption = fold(document.text[slice(*table.caption)]).removeprefix(table.label).strip()
        note = " ".join(fold(document.text[slice(*span)]) for span in table.footnotes)
        rows = [[_as_printed(cell, letter) for cell in row] for row in (printed["columns"], *printed["rows"])]
        tables.append(PrintedTable(table.label, caption, rows, note))
    return tables


def _as_printed(cell: str, letter: str) -> str:
    """A golden cell without the unit that the golden table restores and the letter has lost."""
    lost = cell.endswith("%") and cell not in letter and cell.removesuffix("%") + " " in letter
    return cell.removesuffix("%") if lost else cell


def as_jats(letter: Letter) -> bytes:
    """A journal's XML: sections, links to the references, the tables in a group of their own at the end."""
    glossary = "".join(
        f"<def-item><term>{escape(short)}</term><def><p>{escape(long)}</p></def></def-item>"
        for short, long in letter.abbreviations
    )
    floats = "".join(
        f"<table-wrap><label>{table.label}</label><caption><p>{escape(table.title)}</p></caption>"
        f"<table>{_grid(table)}</table>"
        f"<table-wrap-foot><p>{escape(table.footnote)}</p></table-wrap-foot></table-wrap>"
        for table in letter.tables
    )
    references = "".join(
        f'<ref id="CR{number}"><label>{number}.</label><mixed-citation>Blood</mixed-citation></ref>'
        for number in range(1, 13)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<article article-type="letter"><front><article-meta>'
        f"<abstract><p>{escape(letter.abstract)}</p></abstract></article-meta></front>"
        f"<body>{_jats_sections(letter)}</body><back>"
        f"<glossary><title>Abbreviations</title><def-list>{glossary}</def-list></glossary>"
        f"<ref-list>{references}</ref-list></back><floats-group>{floats}</floats-group></article>"
    ).encode()


def _jats_sections(letter: Letter) -> str:
    body, is_open = "", False
    for kind, text in letter.blocks:
        if kind is BlockKind.HEADING:
            body += ("</sec>" if is_open else "") + f"<sec><title>{escape(text)}</title>"
            is_open = True
        else:
            linked = _CITATION.sub(r'[<xref ref-type="bibr" rid="CR\1">\1</xref>]', escape(text))
            body += f"<p>{linked}</p>"
    return body + ("</sec>" if is_open else "")


def as_html(letter: Letter) -> bytes:
    """A journal's page: raised citations, menus and banners around the text."""
    blocks = "".join(
        f"<h2>{escape(text)}</h2>"
        if kind is BlockKind.HEADING
        else f"<p>{_CITATION.sub(_raised_link, escape(text))}</p>"
        for kind, text in letter.blocks
    )
    tables = "".join(
        f"<figure><figcaption><b>{table.label}</b> {escape(table.title)}</figcaption>"
        f'<table class="data">{_grid(table)}</table>'
        f'<div class="table-foot"><p>{escape(table.footnote)}</p></div></figure>'
        for table in letter.tables
    )
    glossary = "".join(f"<li>{escape(short)}  {escape(long)}</li>" for short, long in letter.abbreviations)
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Letter</title>'
        "<style>p{margin:0}</style></head><body><nav><ul><li>Home</li><li>Issues 12</li></ul></nav>"
        '<div id="cookie-notice">100% of visitors accept</div>'
        f"<main><h2>Abstract</h2><p>{escape(letter.abstract)}</p>{blocks}{tables}"
        f"<h2>Abbreviations</h2><ul>{glossary}</ul></main>"
        "<footer>© 2023, 45% off</footer><script>var responders = 12;</script></body></html>"
    ).encode()


def _raised_link(match: re.Match[str]) -> str:
    return f'<sup><a href="#ref-CR{match[1]}">{match[1]}</a></sup>'


def as_markdown(letter: Letter) -> bytes:
    lines = ["## Abstract", letter.abstract]
    lines += [f"## {text}" if kind is BlockKind.HEADING else text for kind, text in letter.blocks]
    for table in letter.tables:
        rows = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in table.rows]
        ruler = "|" + "---|" * len(table.rows[0])
        lines += [f"**{table.label}** {table.title}", "\n".join([rows[0], ruler, *rows[1:]]), table.footnote]
    lines += ["## Abbreviations", *(f"{short}  {long}" for short, long in letter.abbreviations)]
    return "\n\n".join(lines).encode()


def _grid(table: PrintedTable) -> str:
    def row(cells: list[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    body = "".join(row(cells, "td") for cells in table.rows[1:])
    return f"<thead>{row(table.rows[0], 'th')}</thead><tbody>{body}</tbody>"
