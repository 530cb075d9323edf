"""Batches as files: what is written is what is loaded."""

from __future__ import annotations

from datetime import datetime

import pytest
from polars.testing import assert_frame_equal

from flows.parts import load_part, write_part
from flows.pipeline import Stamp, to_batch
from flows.source_reading import read_or_refuse
from flows.sources import Source
from tests.support.letter import ROOT


@pytest.fixture(scope="module")
def batch():
    letter = ROOT / "raw" / "vrr_aml_ash_2023" / "letter.txt"
    sources = [Source("letter", letter), Source("none", letter.with_name("none.txt"))]
    return to_batch(map(read_or_refuse, sources), Stamp("run", datetime(2024, 1, 1)))  # noqa: DTZ001


def test_a_part_is_the_batch_it_was(batch, tmp_path):
    loaded = load_part(write_part(batch, tmp_path / "000"))
    assert loaded.problems == batch.problems != ()
    assert loaded.frames.keys() == batch.frames.keys()
    assert batch.frames["observation"].height > 200
    for table, frame in batch.frames.items():
        assert_frame_equal(loaded.frames[table], frame)


def test_a_part_written_twice_is_there_once(batch, tmp_path):
    write_part(batch, tmp_path / "000")
    write_part(batch, tmp_path / "000")
    assert [folder.name for folder in tmp_path.iterdir()] == ["000"]
