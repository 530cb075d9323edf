"""The evidence report: one self-contained page that shows every number with the words that carry it.

Everything that comes from a document is escaped, and the page's policy allows no script and no style but
its own two, named by their hashes, and no request at all.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from warehouse.report.listings import listings
from warehouse.report.plots import response_plots, survival_rows
from warehouse.scripts import script

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import duckdb

Row = dict[str, Any]

_HERE = Path(__file__).parent
_SIGNS = {"error": "✖", "warning": "▲", "info": "●"}
_RANKS = {"error": 0, "warning": 1, "info": 2}
_SECTIONS = (
    ("overview", "Overview"),
    ("tables", "Evidence tables"),
    ("response", "Response rates"),
    ("survival", "Survival"),
    ("findings", "Findings"),
)


QUERIES = (
    "headline",
    "figures",
    "sources",
    "findings",
    "facts",
    "pieces",
    "response_plot",
    "survival_plot",
)


def render_report(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the page for a warehouse, as HTML."""
    sources = query(connection, "sources")
    findings = _findings(query(connection, "findings"))
    facts = _facts(query(connection, "facts"), _flags(findings))
    by_id = {fact["observation_id"]: fact for fact in facts}
    survival, axis = survival_rows(query(connection, "survival_plot"), by_id)
    tables = listings(connection)
    page: str = _template().render(
        **query(connection, "headline")[0],
        figures=_figures(connection),
        sections=(*_SECTIONS, *((table.anchor, table.title) for table in tables), ("sources", "Texts")),
        documents=_documents(sources, query(connection, "pieces"), by_id),
        plots=response_plots(query(connection, "response_plot"), by_id),
        survival=survival,
        survival_axis=f"{axis:g}",
        findings=[_with_facts(finding, by_id) for finding in findings],
        listings=[{**asdict(table), "rows": _safe_json(table.rows)} for table in tables],
        facts=_safe_json(f"[{','.join(fact['entry'] for fact in facts)}]"),
        flags=_safe_json(
            json.dumps({fact["index"]: _shown(fact["flags"]) for fact in facts if fact["flags"]})
        ),
        **_assets(),
    )
    return page


def query(connection: duckdb.DuckDBPyConnection, name: str) -> list[Row]:
    """Return the rows of one of the report's queries."""
    cursor = connection.execute(script(f"report/{name}"))
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, values, strict=True)) for values in cursor.fetchall()]


def _facts(rows: Sequence[Row], flags: Mapping[str, list[Row]]) -> Sequence[Row]:
    """Observations by their place in the page's list, with the findings about each."""
    for index, row in enumerate(rows):  # in place: a large warehouse has a million of them
        row["index"] = index
        row["flags"] = flags.get(row["observation_id"], ())
    return rows


def _findings(rows: Iterable[Row]) -> list[Row]:
    return [
        {**row, "number": number, "sign": _SIGNS[row["severity"]], "rank": _RANKS[row["severity"]]}
        for number, row in enumerate(rows, start=1)
    ]


def _with_facts(finding: Row, by_id: Mapping[str, Row]) -> Row:
    return {**finding, "facts": [by_id[key] for key in finding["observation_ids"] if key in by_id]}


def _flags(findings: Iterable[Row]) -> dict[str, list[Row]]:
    flags: dict[str, list[Row]] = {}
    for finding in findings:
        for identity in finding["observation_ids"]:
            flags.setdefault(identity, []).append(finding)
    return flags


def _documents(sources: Sequence[Row], pieces: Iterable[Row], by_id: Mapping[str, Row]) -> list[Row]:
    """Sources with their printed tables and their text."""
    tables: dict[str, list[Row]] = {}
    for (source_id, label), group in groupby(pieces, key=itemgetter("source_id", "table_label")):
        tables.setdefault(source_id, []).append(_printed_table(label, group, by_id))
    return [
        {**source, "text": _exact(source["text"]), "tables": tables.get(source["source_id"], [])}
        for source in sources
    ]


def _printed_table(label: str, pieces: Iterable[Row], by_id: Mapping[str, Row]) -> Row:
    """A printed table: its heading, and rows of cells."""
    rows = [
        [list(cell) for _, cell in groupby(row, key=itemgetter("column_no"))]
        for _, row in groupby(pieces, key=itemgetter("row_no"))
    ]
    widest = max(rows, key=len)
    heading = [cell[0]["heading"] for cell in widest]
    return {
        "label": label,
        "heading": heading,
        "rows": [[_cell(cell, by_id) for cell in row] for row in rows],
    }


def _cell(pieces: Iterable[Row], by_id: Mapping[str, Row]) -> Row:
    """A cell's pieces, and the findings about its values, each once."""
    read = [(piece["words"], by_id.get(piece["observation_id"] or "")) for piece in pieces]
    flags = {flag["number"]: flag for _, fact in read if fact for flag in fact["flags"]}
    return {
        "pieces": [{"words": words, "fact": fact and {**fact, "words": words}} for words, fact in read],
        "flags": list(flags.values()),
    }


def _exact(text: str) -> Markup:
    """A text as HTML keeps it: a bare carriage return would be changed, and with it every offset after it."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))  # noqa: S704 (escaped on this very line)


def _shown(flags: Iterable[Row]) -> list[list[Any]]:
    return [[flag["number"], flag["severity"], flag["sign"], flag["message"]] for flag in flags]


def _safe_json(text: str) -> Markup:
    """JSON that no document can break out of: "<" stands in strings only, where its escape is the same."""
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 (JSON without "<")


def _assets() -> dict[str, Markup | str]:
    style, code = ((_HERE / name).read_text("utf-8") for name in ("page.css", "page.js"))
    return {
        "style": Markup(style),  # noqa: S704 (our own file)
        "script": Markup(code),  # noqa: S704 (our own file)
        "style_hash": _policy_hash(style),
        "script_hash": _policy_hash(code),
    }


def _policy_hash(content: str) -> Markup:
    return Markup(f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}")  # noqa: S704 (base64)


@cache
def _template() -> Any:  # noqa: ANN401 (a Jinja template)
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")


def _figures(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int]]:
    return [(name.replace("_", " "), number) for name, number in query(connection, "figures")[0].items()]
