"""What the command line says when the user, not evitable, has to act; each knows its exit code."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of `evitable`."""

    DONE = 0
    BUG = 1
    USAGE = 2
    UNREADABLE_SOURCES = 3
    INVALID = 4
    NO_WAREHOUSE = 5
    INTERRUPTED = 130  # as shells have it


class UserError(Exception):
    """A mistake or a state that the user can mend: shown as its message, never as a traceback."""

    exit_code = ExitCode.USAGE


class SourceError(UserError):
    """A source is not what its sidecar says, or cannot be found."""

    exit_code = ExitCode.UNREADABLE_SOURCES


class InterruptedByUserError(UserError):
    """The user has broken off what was being done."""

    exit_code = ExitCode.INTERRUPTED
