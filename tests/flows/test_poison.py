"""A thousand documents, and among them some that break the process which reads them."""

from __future__ import annotations

import pytest

from flows import reader_process
from flows.absence import Prune
from flows.running import Wanted, Way, run_ingest
from tests.benchmarks.corpus import write_corpus
from warehouse.connection import connect

DOCUMENTS = 1000

# The process that reads, in which documents of certain names do what a fault in native code would.
_WITH_POISONS = """
import json, os, sys, time
sys.path[:] = json.loads(sys.argv[1])
from flows import source_reading, worker
sound = source_reading.read_or_refuse
extract = source_reading.extract
poisons = {{
    "hangs": lambda: time.sleep(3600),
    "dies": lambda: os._exit(139),
    "eats_memory": lambda: bytearray(10**12),
    "has_a_bug": lambda: [][0],
}}
source_reading.extract = lambda document, alive: (
    poisons.get(document.source_id, lambda: None)() or extract(document, alive)
)
worker.main({})
"""
REASONS = {
    "dies": "reading it broke off, twice",
    "eats_memory": "takes too much memory",
    "hangs": "given up after 5 seconds",
    "has_a_bug": "evitable itself failed on it (IndexError: list index out of range",
}


@pytest.mark.slow
def test_poisonous_documents_are_rejected_with_their_reason_and_the_others_load(tmp_path, monkeypatch):
    monkeypatch.setattr(reader_process, "_START", _WITH_POISONS)
    monkeypatch.setattr(reader_process, "SECONDS_WITHOUT_SIGN", 5.0)
    raw, warehouse = tmp_path / "raw", tmp_path / "evitable.duckdb"
    files = write_corpus(raw, DOCUMENTS)
    for place, name in enumerate(REASONS, 1):
        files[200 * place].rename(raw / f"{name}{files[200 * place].suffix}")
    report = run_ingest(
        Wanted([raw], warehouse, force=False, prune=Prune.NOTHING), Way(prefect=False, workers=2)
    )
    with connect(warehouse) as connection:
        loaded = {name for (name,) in connection.execute("SELECT source_id FROM source").fetchall()}
        rejected = dict(
            connection.execute(
                "SELECT source_id, reason FROM rejection WHERE table_name = 'source'"
            ).fetchall()
        )
    assert report.counts.sources_new == len(loaded) == DOCUMENTS - len(REASONS)
    assert sorted(rejected) == sorted(REASONS)
    assert not loaded & set(REASONS)
    for name, reason in REASONS.items():
        assert reason in rejected[name]
