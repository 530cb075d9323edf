"""The letter as a journal prints it: two columns, running heads, tables across the page with level rules only."""

from __future__ import annotations

import re
from dataclasses import dataclass

import typst

from extractors.document import BlockKind
from tests.support.typeset import Letter, PrintedTable

_TITLE = "Recent advances: a letter about combinations for a disease that came back"
_SPECIAL = re.compile(r"([\\#$*_`<>@\[\]~=\-/\"'])")
_CITATION = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Style:
    """What journals do differently."""

    columns: int = 2
    raised_citations: bool = False
    row_gap: float = 3.0  # points above and below the words of a row; 0 is set solid
    align: str = "left"
    full_rules: bool = False  # a rule below every row
    upright_rules: bool = False
    justify: bool = True
    table_size: float = 7.5
    valign: str = "top"
    rules: bool = True
    bold_caption: bool = True


def as_pdf(letter: Letter, style: Style = Style()) -> bytes:
    """Typeset the letter."""
    return typst.compile(_source(letter, style).encode())


def _source(letter: Letter, style: Style) -> str:
    return "\n".join(
        [
            _page(style),
            '#show heading: it => block(text(size: 10pt, weight: "bold", it.body))',
            f'#place(top, scope: "parent", float: true)[#text(size: 17pt, weight: "bold")[{_TITLE}]]',
            f"= Abstract\n\n{_words(letter.abstract, style)}\n",
            *(_block(kind, text, style) for kind, text in letter.blocks),
            *(_table(table, style) for table in letter.tables),
            "= Abbreviations\n",
            *(f"{escape(short)}  {escape(long)} \\" for short, long in letter.abbreviations),
        ]
    )


def _page(style: Style) -> str:
    head = "#context [Gong #emph[et al. Experimental Letters] (2024) 17:8 #h(1fr) Page #counter(page).display() of 4]"
    return (
        f'#set page(paper: "a4", margin: 2cm, columns: {style.columns}, header: text(size: 7pt)[{head}],'
        " footer: text(size: 7pt)[© The Author(s) 2024. Open Access])\n"
        f"#set par(justify: {str(style.justify).lower()}, first-line-indent: 1em, spacing: 0.65em)\n"
        '#set text(size: 9.5pt, lang: "en", hyphenate: true)\n'
    )


def _block(kind: BlockKind, text: str, style: Style) -> str:
    return f"= {escape(text)}\n" if kind is BlockKind.HEADING else f"{_words(text, style)}\n"


def _words(text: str, style: Style) -> str:
    escaped = escape(text)
    return re.sub(r" \\\[(\d+)\\\]", r"#super[\1]", escaped) if style.raised_citations else escaped


def escape(text: str) -> str:
    """Text without any markup of Typst's."""
    return _SPECIAL.sub(r"\\\1", text)


def _table(table: PrintedTable, style: Style) -> str:
    columns = len(table.rows[0])
    cells = ["table.hline(stroke: 0.6pt)," if style.rules else ""]
    cells += [f"[#strong[{escape(cell)}]]," for cell in table.rows[0]]
    cells.append("table.hline(stroke: 0.4pt)," if style.rules else "")
    for row in table.rows[1:]:
        cells += [f"[{escape(cell)}]," for cell in row]
        cells.append("table.hline(stroke: 0.2pt)," if style.full_rules else "")
    cells.append("table.hline(stroke: 0.6pt)," if style.rules else "")
    stroke = "(x: 0.3pt)" if style.upright_rules else "none"
    label = f"#strong[{table.label}]" if style.bold_caption else f"{table.label}."
    widths = ", ".join(["1.1fr"] + ["1fr"] * (columns - 1))
    return (
        '#place(top, scope: "parent", float: true)[#set par(justify: false, first-line-indent: 0em, leading: 0.45em)\n'
        f"#text(size: 8.5pt)[{label} {escape(table.title)}]\n\n"
        f"#text(size: {style.table_size}pt)[#table(columns: ({widths}), stroke: {stroke}, align: {style.align} + {style.valign},"
        f" inset: (x: 3pt, y: {style.row_gap}pt), {' '.join(cells)})]\n"
        f"#text(size: 6.5pt)[{escape(table.footnote)}]]\n"
    )
