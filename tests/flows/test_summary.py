from __future__ import annotations

from pathlib import Path

import pytest

from flows.absence import Absence, Recorded
from flows.pipeline import Report
from flows.summary import summarise
from warehouse.build import Counts


def _source(path: str, studies: int = 1) -> Recorded:
    return Recorded(Path(path).stem, Path(path), Path("/project", path), studies)


ONE, TWO = _source("raw/one.txt"), _source("raw/two.txt", 11)
UNSEEN = (
    "not to be seen: 1 source, as raw is missing or empty, perhaps not mounted; left alone; "
    "to retire all the same: evitable ingest --prune-folders"
)
ABSENT = {
    "nothing is gone": (Absence(), []),
    "nothing is gone when asked": (
        Absence(is_asked=True),
        ["nothing to prune: every source is where it was read"],
    ),
    "gone": (
        Absence(kept=(ONE, TWO)),
        [
            "gone from disk and still in the warehouse: 2 sources; retire with: evitable ingest --prune",
            "  raw/one.txt (1 study)",
            "  raw/two.txt (11 studies)",
        ],
    ),
    "retired": (
        Absence(retired=(ONE,), is_asked=True),
        ["retired: 1 source", "  raw/one.txt (1 study)"],
    ),
    "a whole folder": (
        Absence(unseen=(ONE,), is_asked=True),
        [
            UNSEEN,
            "  raw/one.txt (1 study)",
        ],
    ),
}


@pytest.mark.parametrize("case", ABSENT)
def test_what_is_gone_is_told_with_what_to_do(case: str):
    absence, lines = ABSENT[case]
    report = Report("run", Counts(sources_unchanged=3), (), (), absence, None)
    assert summarise(report, Path("none.duckdb")).splitlines() == [
        "0 sources read (0 new, 0 changed), 3 unchanged, 0 not readable",
        *lines,
    ]
