"""Asking a Prefect server on loopback, without Prefect."""

from __future__ import annotations

import json
import time
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest


def ask(environment, path, **body):
    """Post to the server's API and return what it answers."""
    request = Request(  # noqa: S310 (loopback)
        f"{environment['PREFECT_API_URL']}/{path}",
        data=json.dumps(body).encode(),
        headers={"content-type": "application/json"},
    )
    while True:
        try:
            with urlopen(request, timeout=30) as answer:  # noqa: S310 (loopback)
                return json.load(answer)
        except HTTPError as error:
            if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
                raise
            time.sleep(1)  # its database is busy: Prefect's own client asks again too


def wait_for(question, seconds=90, between=0.5):
    """Ask until the answer is no more empty, and return it."""
    deadline = time.monotonic() + seconds
    while not (answer := question()):
        if time.monotonic() > deadline:
            pytest.fail(f"{question.__doc__ or question} did not come true within {seconds} s")
        time.sleep(between)
    return answer


def artifacts_of(environment, run):
    """Return a flow run's artifacts by their key."""
    found = ask(environment, "artifacts/filter", artifacts={"flow_run_id": {"any_": [run["id"]]}})
    return {artifact["key"]: artifact for artifact in found}
