"""Quantities listed together, and the stretch of the sentence that speaks about each list.

"6.4 and 2.8 months" and "66.3% vs. 44.3%" are one run of two. The words between two runs are split
between them: what follows the split is said of the next run, what precedes it of the one before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.prose.figures import Quantity
    from extractors.prose.outcomes import Mention

_JOIN = re.compile(
    r"[\s)\]]*(?:(?:patients|pts)\s)?[,;/]?\s?(?P<contrast>vs\.?|versus|v\.?|compared\s(?:with|to)|as\scompared\s(?:with|to)|than|against|to)?(?P<list>,?\s?and|or|&)?\s?"
    r"(?:was\s|an?\s|in\s|of\s|a\smedian\sof\s)?"
)
_LONGEST_JOIN = 60  # characters, brackets that close included
# Between a value and its bracket.
_OF_PEOPLE = re.compile(r"\s*(?:(?:of\s)?(?:the\s|all\s)?(?:patients|pts|cases)\s)?")
_LISTING = re.compile(r"[,;&/\w]")
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
    named: list[Mention] = field(default_factory=list)  # its outcome, where a list has told it
    mixed: bool = False  # of a list of values in several units

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
        self.pairs = _nested_pairs(text) if "[" in text else _round_pairs(text)

    def around(self, at: int) -> tuple[int, int] | None:
        """The innermost bracket around a place."""
        found = None
        for pair in self.pairs:
            if pair[0] >= at:
                break
            if at < pair[1]:
                found = pair
        return found

    def inside(self, start: int, end: int) -> list[tuple[int, int]]:
        """Brackets that open and close within a stretch, the outermost only."""
        found: list[tuple[int, int]] = []
        for pair in self.pairs:
            if start <= pair[0] and pair[1] < end and (not found or pair[0] > found[-1][1]):
                found.append(pair)
        return found


def _round_pairs(text: str) -> list[tuple[int, int]]:
    """Where round brackets open and close, in order."""
    pairs: list[tuple[int, int]] = []
    start = text.find("(")
    while start >= 0:
        following = text.find("(", start + 1)
        end = text.find(")", start)
        if end < 0 or 0 <= following < end:
            return _nested_pairs(text)
        pairs.append((start, end))
        start = following
    return pairs


def _nested_pairs(text: str) -> list[tuple[int, int]]:
    """Where brackets of any kind open and close, in order; one left open ends with the text."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] in "([":
            opened.append(match.start())
        elif opened:
            pairs.append((opened.pop(), match.start()))
    pairs += [(start, len(text)) for start in opened]
    pairs.sort()
    return pairs


def build_runs(text: str, quantities: list[Quantity], brackets: Brackets) -> list[Run]:
    """Return the sentence's runs in order; bracketed details of a quantity hang on it."""
    main: list[Quantity] = quantities
    details: dict[int, list[Quantity]] = {}
    around: dict[int, tuple[int, int] | None] = {}  # by the place where a quantity begins
    if brackets.pairs:
        around = {quantity.begin: brackets.around(quantity.begin) for quantity in quantities}
        if any(around.values()):
            main, details = _details(text, quantities, around)
    runs: list[Run] = []
    previous: Quantity | None = None
    for quantity in main:
        bracket = around.get(quantity.begin)
        if (
            previous is None
            or previous.unit != quantity.unit
            or previous.statistic != quantity.statistic
            or around.get(previous.begin) != bracket
            or (joined := _join(text, previous, quantity, bracketed=bracket is not None)) is None
        ):
            run = Run([quantity], [], bracketed=bracket is not None)
            runs.append(run)
        else:
            slash = text[previous.stop : quantity.begin].strip() == "/"
            contrasted = bool(run.contrasts) and all(run.contrasts) and not run.slash
            run.quantities.append(quantity)
            run.contrasts.append(joined or (slash and contrasted))  # "18% vs 45%/49%": three groups
            run.slash |= slash and not contrasted
        if details and (found := details.get(id(quantity))):
            run.children[len(run.quantities) - 1] = found
        previous = quantity
    return runs


def _details(
    text: str, quantities: list[Quantity], around: dict[int, tuple[int, int] | None]
) -> tuple[list[Quantity], dict[int, list[Quantity]]]:
    """Part quantities in a bracket right after another quantity from the others."""
    main: list[Quantity] = []
    details: dict[int, list[Quantity]] = {}
    owner_bracket: dict[tuple[int, int], Quantity] = {}
    for quantity in quantities:
        bracket = around[quantity.begin]
        if bracket and bracket in owner_bracket:
            details[id(owner_bracket[bracket])].append(quantity)
        elif (
            bracket
            and main
            and main[-1].start < bracket[0]
            and _OF_PEOPLE.fullmatch(text, main[-1].stop, bracket[0])
        ):
            owner_bracket[bracket] = main[-1]
            details.setdefault(id(main[-1]), []).append(quantity)
            main[-1].stop = max(main[-1].stop, bracket[1] + 1)
        else:
            main.append(quantity)
    return main, details


def _join(text: str, first: Quantity, second: Quantity, *, bracketed: bool) -> bool | None:
    """How two quantities of a kind are listed: contrast, list, or not at all."""
    if first.unit == "bare" or second.begin - first.stop > _LONGEST_JOIN:
        return None
    match = _JOIN.fullmatch(text, min(first.stop, second.begin), second.begin)
    if match is None or not _LISTING.search(match[0]):
        return None
    if ";" in match[0] and not bracketed:
        return None  # another clause: "93% and 64%; 13% and 28% were of grade 3"
    return match["contrast"] is not None
