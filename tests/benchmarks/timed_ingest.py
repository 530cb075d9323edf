"""One ingest in a process of its own, with a clock at each step: python timed_ingest.py FOLDER WAREHOUSE WORKERS

Prints JSON: processor seconds by step, of this process and of the workers it started.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import defaultdict
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.pipeline import Steps

Seconds = dict[str, float]


def main(folder: Path, warehouse: Path, workers: int) -> None:
    """Ingest a folder, and print what it took."""
    from flows import pipeline

    begun = time.perf_counter()
    seconds: Seconds = defaultdict(float)
    report = pipeline.ingest([folder], warehouse, _clocked(pipeline.in_process(), seconds))
    used = os.times()
    told = {
        "sources": report.counts.sources_new + report.counts.sources_changed,
        "unchanged": report.counts.sources_unchanged,
        "failed": report.counts.sources_failed,
        "rows": report.counts.rows_accepted,
        "problems": [problem.message for problem in report.problems[:10]],
        "wall": time.perf_counter() - begun,
        "own": used.user + used.system,
        "workers": used.children_user + used.children_system,
        "steps": seconds,
    }
    print(json.dumps(told))


def _clocked(steps: Steps, seconds: Seconds) -> Steps:
    """Return steps that add up their processor time; what a generator does between its values is its own."""
    names = [field.name for field in fields(steps) if field.name != "read"]
    return replace(steps, **{name: _timed(getattr(steps, name), name, seconds) for name in names})


def _timed(step: Callable[..., Any], name: str, seconds: Seconds) -> Callable[..., Any]:
    def timed(*arguments: Any) -> Any:
        start = time.process_time()
        try:
            return step(*arguments)
        finally:
            seconds[name] += time.process_time() - start

    return timed


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
