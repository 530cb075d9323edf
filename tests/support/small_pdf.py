"""Small PDFs: a few paragraphs and a table, set as told."""

from __future__ import annotations

import typst

from tests.support.typeset_pdf import escape

PROSE = (
    "The median follow-up was 12.4 months in both arms of the trial, and most patients had received at least "
    "two prior lines of therapy before they were enrolled at one of the participating centers. Responses were "
    "assessed by an independent committee according to the criteria of 2014. "
)
ROWS = [
    ["Characteristic", "Arm A (n = 40)", "Arm B (n = 42)"],
    ["Age, median (range)", "64 (31–80)", "66 (29–83)"],
    ["Male sex, n (%)", "22 (55.0)", "25 (59.5)"],
    ["Prior lines, median", "2", "3"],
    ["ORR, n (%)", "31 (77.5)", "20 (47.6)"],
    ["Median PFS, months (95% CI)", "14.2 (10.1–18.7)", "7.9 (5.5–9.8)"],
    ["Grade ≥ 3 neutropenia", "12 (30.0)", "9 (21.4)"],
]
CAPTION = "*Table 1.* Baseline and results."


def typeset(*parts: str, columns: int = 1, more: str = "") -> bytes:
    """A file of paragraphs in Typst's markup."""
    page = f'#set page(paper: "a4", margin: 2cm, columns: {columns}{more})\n'
    return typst.compile(
        (page + "#set par(justify: true)\n#set text(size: 9.5pt)\n" + "\n\n".join(parts)).encode()
    )


def table(*, rules: bool = True, columns: str = "auto, auto, auto", style: str = "", rows=None) -> str:
    """The table in Typst's markup: a bold header, rules above and below it and at the end."""
    rows = rows or ROWS
    line = "table.hline(stroke: 0.5pt), " if rules else ""
    header = "".join(f"[*{escape(cell)}*], " for cell in rows[0])
    body = "".join(f"[{escape(cell)}], " for row in rows[1:] for cell in row)
    options = f"columns: ({columns}), stroke: none, inset: (x: 4pt, y: 2.5pt), {style}"
    return f"#text(size: 8pt)[#table({options} {line}{header}{line}{body}{line})]"
