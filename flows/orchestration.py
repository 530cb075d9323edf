"""Whether Prefect is configured, told without importing it: the import alone takes seconds."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

# A server that lives as long as the run needs up to half a minute on a fresh home, Prefect's own
# limit is 20 s; without the last three it loses task records.
_EPHEMERAL_SETTINGS = {
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "50",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "50",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
}
_QUIET_SETTINGS = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}

_SECONDS_TO_ANSWER = 10


def configured_api(environment: Mapping[str, str]) -> str | None:
    """Return the address of the Prefect API that the environment or the active profile names.

    Raises:
        UserError: the profiles file is no TOML.
    """
    if address := environment.get("PREFECT_API_URL"):
        return address
    home = Path(environment.get("PREFECT_HOME") or Path.home() / ".prefect").expanduser()
    path = Path(environment.get("PREFECT_PROFILES_PATH") or home / "profiles.toml").expanduser()
    try:
        profiles = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"{path}: Prefect's profiles cannot be read: {error}; or use --direct") from error
    active = environment.get("PREFECT_PROFILE") or profiles.get("active")
    address = profiles.get("profiles", {}).get(active, {}).get("PREFECT_API_URL")
    return str(address) if address else None


def prepare(environment: MutableMapping[str, str], api: str | None) -> None:
    """Set what Prefect is to find when it is imported; what the user has set stays.

    Args:
        environment: that of this process.
        api: address of the Prefect API; None for a server that lives as long as this process.

    Raises:
        UserError: nothing answers at that address.
    """
    settings = {**_QUIET_SETTINGS, **({} if api else _EPHEMERAL_SETTINGS)}
    for name, value in settings.items():
        environment.setdefault(name, value)
    if api:
        _refuse_silent(api)


def _refuse_silent(api: str) -> None:
    """Raise unless something answers: Prefect itself would try for minutes."""
    if not api.startswith(("http://", "https://")):
        raise UserError(f"PREFECT_API_URL is {api!r}, no address that begins with http:// or https://")
    from urllib.error import HTTPError
    from urllib.request import urlopen  # HTTP and TLS, which a run in this process does without

    try:
        urlopen(f"{api.rstrip('/')}/health", timeout=_SECONDS_TO_ANSWER).close()  # noqa: S310 (checked above)
    except HTTPError:
        pass  # it answers; whether we may use it, Prefect will say
    except OSError as error:
        raise UserError(
            f"no Prefect API answers at {api} ({error}); start one with: prefect server start, "
            "or ingest without it: --direct"
        ) from error
