"""What a reader raises when a file is not what it should be: a message for the user, no bug of ours."""

from __future__ import annotations


class ReadError(Exception):
    """A source cannot be read. The message says what is wrong, where, and what to do."""
