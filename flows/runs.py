"""What the run of a deployment has of its own: a name that says why, and another try after what may pass."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING
from uuid import UUID

import duckdb
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRunPolicy
from prefect.runtime import deployment, flow_run

from warehouse.errors import WarehouseBusy

if TYPE_CHECKING:
    from collections.abc import Iterator

RETRIES = 4
FIRST_DELAY_SECONDS = 15

_PASSING = {
    errno.EAGAIN,
    errno.EBUSY,
    errno.EDQUOT,
    errno.EIO,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
    errno.ENOSPC,
    errno.ESTALE,
    errno.ETIMEDOUT,
}


def run_name() -> str:
    """Return the name of this flow run: why it was triggered, if something did."""
    return flow_run.get_parameters().get("reason") or flow_run.get_name() or "run"


def may_pass(error: BaseException) -> bool:
    """Whether the same run may succeed later by itself: a lock is held, a disk full or away."""
    return any(
        isinstance(cause, WarehouseBusy | duckdb.IOException)
        or (isinstance(cause, OSError) and cause.errno in _PASSING)
        for cause in _causes(error)
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or error.__context__


def is_tried_again(error: BaseException) -> bool:
    """Have Prefect run this flow again if that can help, each time after twice as long.

    Only a deployment's run: at a terminal somebody waits for the answer.

    Returns:
        Whether it will, once the error is raised.
    """
    if deployment.get_id() is None or not may_pass(error):
        return False
    delay = FIRST_DELAY_SECONDS * 2 ** (flow_run.get_run_count() - 1)
    policy = FlowRunPolicy(retries=RETRIES, retry_delay=delay)
    with get_client(sync_client=True) as client:
        client.update_flow_run(UUID(flow_run.get_id()), empirical_policy=policy)
    return True
