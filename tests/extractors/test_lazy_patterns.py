"""Patterns that are compiled at their first use."""

from __future__ import annotations

import re

import pytest

from extractors.lazy_patterns import lazy


def test_a_lazy_pattern_finds_what_a_compiled_one_finds() -> None:
    pattern, compiled = (
        lazy(r"(?P<n>\d+) PATIENTS", re.IGNORECASE),
        re.compile(r"(?P<n>\d+) PATIENTS", re.IGNORECASE),
    )
    text = "12 patients, 3 Patients"
    assert [match["n"] for match in pattern.finditer(text)] == ["12", "3"]
    assert pattern.sub("", text) == compiled.sub("", text)
    assert pattern.search(text, 5).span() == compiled.search(text, 5).span()  # type: ignore[union-attr]
    assert (pattern.pattern, pattern.flags) == (compiled.pattern, compiled.flags)


def test_a_lazy_pattern_is_compiled_at_its_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled, compile_now = [], re.compile
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given) or compile_now(*given))
    pattern = lazy("a+")
    assert compiled == []
    assert pattern.match("aa")
    assert pattern.fullmatch("aaa")
    assert compiled == [("a+", 0)]


def test_what_no_pattern_has_a_lazy_one_has_not() -> None:
    with pytest.raises(AttributeError):
        _ = lazy("a").no_such_method  # type: ignore[attr-defined]
