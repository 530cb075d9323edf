"""Quantities listed together, and the stretch of the sentence that speaks about each list.

"6.4 and 2.8 months" and "66.3% vs. 44.3%" are one run of two. The words between two runs are split
between them: what follows the split is said of the next run, what precedes it of the one before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.prose.figures import Quantity
    from extractors.prose.mentions import Mention

_JOIN = re.compile(
    r"[\s)\]]*[,;/]?\s?(?P<contrast>vs\.?|versus|v\.?|compared\s(?:with|to)|as\scompared\s(?:with|to)|than|against|to)?(?P<list>,?\s?and|or|&)?\s?"
    r"(?:was\s|an?\s|in\s|of\s|a\smedian\sof\s)?"
)
_SEPARATOR = re.compile(
    r";|:(?=\s)|,|(?<=\s)(?:and|or|while|whereas|but|although|versus|vs\.?|v\.?|compared\s(?:with|to)|than|against|to)(?=\s)"
)
_BRACKET = re.compile(r"[()\[\]]")


@dataclass(slots=True)
class Run:
    """Quantities listed together. `groups` nests contrasts in lists: [[41.5, 22.2], [53.0, 23.9]]."""

    quantities: list[Quantity]
    contrasts: list[bool]  # for each join, whether it contrasts ("vs") or lists ("and")
    before: tuple[int, int] = (0, 0)  # the stretch before it that speaks about it
    after: tuple[int, int] = (0, 0)
    children: dict[int, list[Quantity]] = field(default_factory=dict)  # by position in `quantities`
    bracketed: bool = False
    slash: bool = False  # "45%/3%"

    @property
    def contrast_is_outer(self) -> bool:
        """Whether lists are contrasted ("31 and 17 vs. 21 and 12") and not contrasts listed."""
        return bool(self.contrasts) and not self.contrasts[0] and sum(self.contrasts) == 1

    @property
    def groups(self) -> list[list[Quantity]]:
        """The run as a list of contrasts, where it mixes both joins; else each quantity by itself."""
        mixed = any(self.contrasts) and not all(self.contrasts)
        groups = [[self.quantities[0]]]
        inner = not self.contrast_is_outer
        for quantity, contrast in zip(self.quantities[1:], self.contrasts, strict=True):
            if mixed and contrast is inner:
                groups[-1].append(quantity)
            else:
                groups.append([quantity])
        return groups


class Brackets:
    """Which bracket each character of a sentence stands in."""

    def __init__(self, text: str) -> None:
        self.pairs: list[tuple[int, int]] = []
        opened: list[int] = []
        for match in _BRACKET.finditer(text):
            if match[0] in "([":
                opened.append(match.start())
            elif opened:
                self.pairs.append((opened.pop(), match.start()))
        self.pairs += [(start, len(text)) for start in opened]
        self.pairs.sort()

    def around(self, at: int) -> tuple[int, int] | None:
        """The innermost bracket around a place."""
        return next((pair for pair in reversed(self.pairs) if pair[0] < at < pair[1]), None)

    def inside(self, start: int, end: int) -> list[tuple[int, int]]:
        """Brackets that open and close within a stretch, the outermost only."""
        found: list[tuple[int, int]] = []
        for pair in self.pairs:
            if start <= pair[0] and pair[1] < end and (not found or pair[0] > found[-1][1]):
                found.append(pair)
        return found


def build_runs(text: str, quantities: list[Quantity], brackets: Brackets) -> list[Run]:
    """Return the sentence's runs in order; bracketed details of a quantity hang on it."""
    main, details = _details(text, quantities, brackets)
    runs: list[Run] = []
    for quantity in main:
        joined = _join(text, runs[-1].quantities[-1], quantity, brackets) if runs else None
        if joined is None:
            runs.append(Run([quantity], []))
        else:
            runs[-1].quantities.append(quantity)
            runs[-1].contrasts.append(joined)
            runs[-1].slash |= text[runs[-1].quantities[-2].stop : quantity.begin].strip() == "/"
        if found := details.get(id(quantity)):
            runs[-1].children[len(runs[-1].quantities) - 1] = found
    for run in runs:
        opened = brackets.around(run.quantities[0].begin)
        run.bracketed = opened is not None
    return runs


def _details(
    text: str, quantities: list[Quantity], brackets: Brackets
) -> tuple[list[Quantity], dict[int, list[Quantity]]]:
    """Part quantities in a bracket right after another quantity from the others."""
    main: list[Quantity] = []
    details: dict[int, list[Quantity]] = {}
    owner_bracket: dict[tuple[int, int], Quantity] = {}
    for quantity in quantities:
        bracket = brackets.around(quantity.begin)
        if bracket and bracket in owner_bracket:
            details[id(owner_bracket[bracket])].append(quantity)
        elif (
            bracket and main and main[-1].start < bracket[0] and not text[main[-1].stop : bracket[0]].strip()
        ):
            owner_bracket[bracket] = main[-1]
            details.setdefault(id(main[-1]), []).append(quantity)
            main[-1].stop = max(main[-1].stop, bracket[1] + 1)
        else:
            main.append(quantity)
    return main, details


def _join(text: str, first: Quantity, second: Quantity, brackets: Brackets) -> bool | None:
    """How two quantities are listed: contrast, list, or not at all."""
    if first.unit != second.unit or first.statistic != second.statistic or first.unit == "bare":
        return None
    if brackets.around(first.begin) != brackets.around(second.begin):
        return None
    match = _JOIN.fullmatch(text, min(first.stop, second.begin), second.begin)
    if match is None or not re.search(r"[,;&/\w]", match[0]):
        return None
    return match["contrast"] is not None


def set_stretches(
    text: str,
    runs: list[Run],
    mentions: list[Mention],
    brackets: Brackets,
    has_arm: Callable[[int, int], bool],
    arm_after: Callable[[int, int], int],
    together: list[tuple[int, int]],
) -> None:
    """Set what stands before and after each run and speaks about it."""
    start = 0
    for run, following in zip(runs, [*runs[1:], None], strict=True):
        run.before = (start, run.quantities[0].begin)
        end = run.quantities[-1].stop
        if following is None:
            run.after = (end, len(text))
            break
        stop = following.quantities[0].begin
        start = _split(text, end, stop, run, mentions, brackets, has_arm, arm_after, together)
        run.after = (end, start)


def _split(  # noqa: PLR0913
    text: str,
    start: int,
    stop: int,
    run: Run,
    mentions: list[Mention],
    brackets: Brackets,
    has_arm: Callable[[int, int], bool],
    arm_after: Callable[[int, int], int],
    together: list[tuple[int, int]],
) -> int:
    """Where between two runs the words go over from the first to the second."""
    if start >= stop:
        return stop
    closing = [
        pair[1] for pair in brackets.pairs if pair[0] < run.quantities[0].begin and start <= pair[1] < stop
    ]
    if closing:
        return arm_after(closing[-1] + 1, stop)
    nested = [*brackets.inside(start, stop), *together]
    opened = [pair[0] for pair in brackets.pairs if start <= pair[0] < stop <= pair[1]]
    limit = opened[0] if opened else stop
    marks = [
        match
        for match in _SEPARATOR.finditer(text, start, limit)
        if not any(first < match.start() < last for first, last in nested)
    ]
    strong = [match for match in marks if match[0] == ";"]
    if strong:
        return strong[-1].end()
    names = [
        m for m in mentions if start <= m.start < limit and not _within(m.start, brackets.inside(start, stop))
    ]
    quantity = run.quantities[0]
    if not marks:
        fitting = [name for name in names if name.takes(quantity.unit, quantity.statistic)]
        if names and not fitting:
            return start
        names = fitting
        return _unmarked(text, start, limit if opened and not names else stop, run, names, mentions)
    if not names:
        best = _best(marks, limit, has_arm)
        return limit if opened and not has_arm(best.end(), limit) else best.end()
    before = [mark for mark in marks if mark.end() <= names[0].start]
    if before:
        return before[-1].end()
    owned = any(run.before[0] <= mention.start < run.before[1] for mention in mentions)
    after = [mark for mark in marks if mark.start() >= names[0].end]
    if not after or (owned and len(names) == 1):
        return start if not after or owned and _joins_names(text, names) else after[0].end()
    return after[0].end()


def _joins_names(text: str, names: list[Mention]) -> bool:
    del text
    return len(names) > 1


def _unmarked(  # noqa: PLR0913
    text: str, start: int, stop: int, run: Run, names: list[Mention], mentions: list[Mention]
) -> int:
    """No separator: names go to the next run, unless the first one has none of its own."""
    if not names:
        return stop
    owned = any(run.before[0] <= mention.start < run.before[1] for mention in mentions)
    if not owned and text[names[-1].end : names[-1].end + 2].strip()[:1] == "(":
        return names[-1].end  # "20% had achieved a CR (odds ratio 1.6)"
    return start if owned or stop - names[-1].end < names[0].start - start else names[-1].end


def _best(marks: list[re.Match[str]], stop: int, has_arm: Callable[[int, int], bool]) -> re.Match[str]:
    """Without a name between two runs: the last separator that has an arm after it, else the first one."""
    weights = {";": 3, ":": 0}
    if (
        marks[-1][0] in ("and", "but", "while", "whereas")
        and not has_arm(marks[-1].end(), stop)
        and len(marks) > 1
    ):
        return marks[-1]
    for mark in reversed(marks):
        if has_arm(mark.end(), stop):
            return mark
    return max(marks, key=lambda mark: (weights.get(mark[0], 1), mark.start()))


def _within(at: int, nested: list[tuple[int, int]]) -> bool:
    return any(first < at < last for first, last in nested)
