"""Batches as Parquet files in a shared folder: from the machines that read to the one that loads."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from flows.pipeline import Batch
from schemas.tables import TABLES, polars_schema

if TYPE_CHECKING:
    from pathlib import Path

    from flows.sources import Problem


@dataclass(frozen=True, slots=True)
class Part:
    """A batch whose frames are files, one a table."""

    folder: Path
    problems: tuple[Problem, ...]


def write_part(batch: Batch, folder: Path) -> Part:
    """Write a batch; whoever does it a second time, after a worker was lost, writes the same again.

    Raises:
        OSError: the folder cannot be written.
    """
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}")
    unfinished.mkdir(parents=True, exist_ok=True)
    for table, frame in batch.frames.items():
        frame.write_parquet(unfinished / f"{table}.parquet", compression="zstd")
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)
    return Part(folder, batch.problems)


def load_part(part: Part) -> Batch:
    """Return the batch that was written."""
    frames = {
        file.stem: pl.read_parquet(file).cast(pl.Schema(polars_schema(TABLES[file.stem])))
        for file in part.folder.iterdir()
    }
    return Batch(frames, part.problems)
