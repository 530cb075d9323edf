"""Which failures are tried again."""

from __future__ import annotations

import errno

import duckdb
import pytest

from flows.errors import SourceError
from flows.runs import is_tried_again, may_pass
from warehouse.errors import PublishError, WarehouseBusy, WarehouseMissing


def _caused_by(cause):
    error = PublishError("not published")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        WarehouseBusy("another ingest"),
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.ESTALE, "Stale file handle"),
        duckdb.IOException("could not write"),
        _caused_by(OSError(errno.ENOSPC, "No space left on device")),
    ],
)
def test_a_lock_or_a_disk_may_pass(error):
    assert may_pass(error)


@pytest.mark.parametrize(
    "error",
    [
        WarehouseMissing("no warehouse"),
        SourceError("not the file that its sidecar describes"),
        PublishError("it fails a check"),
        FileNotFoundError(errno.ENOENT, "No such file"),
        PermissionError(errno.EACCES, "Permission denied"),
        ValueError("a bug"),
    ],
)
def test_what_somebody_must_mend_does_not(error):
    assert not may_pass(error)


def test_without_a_deployment_nothing_is_tried_again():
    assert not is_tried_again(WarehouseBusy("another ingest"))
