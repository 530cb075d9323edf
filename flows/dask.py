"""A Dask cluster that reads: a running one by its address, or one of processes on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from prefect_dask.task_runners import DaskTaskRunner

_SECONDS_TO_ANSWER = 10


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where to read, and where to leave what is read."""

    address: str | None  # of a scheduler; None for processes of this machine
    parts: Path  # a folder that every worker and this process can write


def task_runner(cluster: Cluster, cores: int) -> DaskTaskRunner:
    """Return what runs a flow's tasks on a cluster.

    Args:
        cluster: where to read.
        cores: how many processes to start if none is running.

    Raises:
        UserError: prefect-dask is not installed, or no scheduler answers at the address.
    """
    try:
        from distributed import Client
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise UserError(f"--runner dask needs the extra: pip install 'evitable[dask]' ({error})") from error
    if cluster.address is None:
        local = {"n_workers": cores, "threads_per_worker": 1, "dashboard_address": None}
        return DaskTaskRunner(cluster_kwargs={**local, "silence_logs": "ERROR"})
    try:
        Client(cluster.address, timeout=_SECONDS_TO_ANSWER, set_as_default=False).close()  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise UserError(
            f"no Dask scheduler answers at {cluster.address} ({error}); its address is like tcp://host:8786; "
            "or leave --cluster out for processes on this machine"
        ) from error
    return DaskTaskRunner(address=cluster.address)
