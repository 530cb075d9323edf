"""The bar: on a terminal, for many sources."""

from __future__ import annotations

import io
import sys

from flows.progress import Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch) -> Terminal:
    """A terminal in place of standard error; made in the test, for before it pytest has its own there."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    return stream


def test_a_bar_says_how_many_how_fast_and_how_long(monkeypatch):
    shown = terminal(monkeypatch)
    with Bar() as bar:
        bar.begin(40)
        bar.advance(10)
        bar.advance(30)
        bar.say("auditing")
    assert "40/40" in shown.getvalue()
    assert "auditing" in shown.getvalue()
    assert "left" in shown.getvalue()


def test_a_few_sources_need_no_bar(monkeypatch):
    terminal(monkeypatch)
    with Bar() as bar:
        bar.begin(3)
        bar.advance(3)
        assert bar._progress is None  # noqa: SLF001


def test_a_file_gets_no_bar(monkeypatch, tmp_path):
    with (tmp_path / "log").open("w") as log, Bar() as bar:
        monkeypatch.setattr(sys, "stderr", log)
        bar.begin(40)
        bar.advance(40)
    assert (tmp_path / "log").read_text() == ""
