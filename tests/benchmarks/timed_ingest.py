"""One ingest in a process of its own, with a clock at each step: python timed_ingest.py FOLDER WAREHOUSE WORKERS

Prints JSON: processor seconds by step, of this process and of the workers it started.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Callable

Seconds = dict[str, float]


# The steps of `flows.pipeline` that the process takes that loads.
STEPS = ("to_batch", "check", "load", "finish", "publish")


def main(folder: Path, warehouse: Path, workers: int) -> None:
    """Ingest a folder, and print what it took."""
    from flows import pipeline
    from flows.absence import Prune
    from flows.running import Wanted, Way, run_ingest

    seconds: Seconds = defaultdict(float)
    for name in STEPS:
        setattr(pipeline, name, _timed(getattr(pipeline, name), name, seconds))
    report = run_ingest(
        Wanted([folder], warehouse, force=False, prune=Prune.NOTHING), Way(prefect=False, workers=workers)
    )
    used = os.times()
    told = {
        "read": report.counts.sources_new + report.counts.sources_changed,
        "unchanged": report.counts.sources_unchanged,
        "rows": report.counts.rows_accepted,
        "problems": [problem.message for problem in report.problems],
        "own": used.user + used.system,
        "workers": used.children_user + used.children_system,
        "steps": seconds,
    }
    print(json.dumps(told))


def _timed(step: Callable[..., Any], name: str, seconds: Seconds) -> Callable[..., Any]:
    """Return a step that adds up the processor time it takes."""

    def timed(*arguments: Any) -> Any:
        start = time.process_time()
        try:
            return step(*arguments)
        finally:
            seconds[name] += time.process_time() - start

    return timed


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
