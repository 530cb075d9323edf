"""The words between two lists of values, parted between them.

What follows the parting is said of the next list ("and the median PFS was"), what precedes it of the
one before ("in the X group").
"""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from extractors.prose.sides import ARM_JOIN
from extractors.prose.words_between import named_right_behind

if TYPE_CHECKING:
    from extractors.prose.outcomes import Mention
    from extractors.prose.runs import Run
    from extractors.prose.scene import Scene

_SEPARATOR = re.compile(
    r";|:(?=\s)|,|(?<=\s)(?:and|or|nor|while|whereas|but|although|versus|vs\.?|v\.?|compared\s(?:with|to)|than|against|to(?=\s(?:an?\s|about\s)?[\d<>]))(?=\s)"
)
_OF_ARM = re.compile(r"\s?(?:(?:for|in|with|on|from|among|of)\s)?(?:the\s)?")
_PREDICATE = re.compile(
    r"\s(?:(?:of\s)?(?:the\s)?(?:patients|pts|cases|subjects)\s)?"
    r"(?:achieved|attained|obtained|reached|had|experienced|developed|showed|underwent|received|proceeded\sto)\s"
)
_OPENS_GROUP = re.compile(r"\s(?:in|for|among)\s[^,;%]+(?:\([^()]*\))?,$")  # "and in MDS (n=14), the ORR was"
_RESPECTIVELY = re.compile(r",?\srespectively,?")
_CLAUSES = ("and", "but", "while", "whereas")
_WEAK = ":"
_ARTICLE = 3  # characters of "an "


class Gap(NamedTuple):
    """The words between two runs: `limit` is where a bracket opens that the next run stands in."""

    start: int
    stop: int
    limit: int
    left: Run
    brackets: list[tuple[int, int]]  # that open and close in it


def set_stretches(scene: Scene, runs: list[Run]) -> None:
    """Set what stands before and after each run and speaks about it."""
    start = 0
    kept = _inseparable(scene) if len(runs) > 1 else []
    for run, following in zip(runs, [*runs[1:], None], strict=True):
        run.before = (start, run.quantities[0].begin)
        end = run.quantities[-1].stop
        stop = following.quantities[0].begin if following else len(scene.text)
        start = _parting(scene, run, end, stop, kept) if following else stop
        run.after = (end, start)


def _inseparable(scene: Scene) -> list[tuple[int, int]]:
    """Stretches that nothing parts: arms listed together, names, grades, landmarks and intervals."""
    figures = scene.figures
    listed = [(grade.start, grade.end) for grade in figures.grades]
    listed += [(time.start, time.end) for time in figures.times]
    listed += [(interval.start, interval.end) for interval in figures.intervals]
    listed += [(mention.start, mention.end) for mention in scene.mentions]  # "alive and relapse-free"
    if len(scene.arms) > 1:
        listed += [
            (first.start, second.end)
            for first, second in pairwise(scene.arms)
            if first.end <= second.start and ARM_JOIN.fullmatch(scene.text, first.end, second.start)
        ]
    return listed


def _parting(scene: Scene, run: Run, start: int, stop: int, kept: list[tuple[int, int]]) -> int:
    """Where between two runs the words go over from the first to the second."""
    if start >= stop:
        return stop
    limit, inside = stop, []
    if pairs := scene.brackets.pairs:
        begin = run.quantities[0].begin
        closing = [end for opened, end in pairs if opened < begin and start <= end < stop]
        if closing and not _has_name(scene, run) and _PREDICATE.match(scene.text, closing[-1] + 1):
            start = closing[-1] + 1  # "a subset (16%) achieved a CR and had a median OS of 21 months"
        elif closing:
            return _past_arm(scene, closing[-1] + 1, stop)
        limit = next((opened for opened, end in pairs if start <= opened < stop <= end), stop)
        inside = scene.brackets.inside(start, stop)
    gap = Gap(start, stop, limit, run, inside)
    parted = kept + inside
    marks = [
        mark for mark in _SEPARATOR.finditer(scene.text, start, limit) if not _within(mark.start(), parted)
    ]
    strong = [mark for mark in marks if mark[0] == ";"]
    if strong:
        return strong[-1].end()
    names = [
        mention
        for mention in scene.mentions
        if start <= mention.start < limit and not _within(mention.start, inside)
    ]
    if not marks:
        return _unmarked(scene, gap, names)
    if names and names[0] is (behind := named_right_behind(scene, run)):
        return next((mark.end() for mark in marks if mark.start() >= behind.end), limit)
    return _between_names(scene, gap, marks, names) if names else _between_arms(scene, gap, marks)


def _past_arm(scene: Scene, start: int, stop: int) -> int:
    """Past "for X" behind a closing bracket, which is said of what the bracket gave."""
    for arm in scene.arms:
        if start <= arm.start < stop and _OF_ARM.fullmatch(scene.text, start, arm.start):
            return arm.end
    return start


def _between_names(scene: Scene, gap: Gap, marks: list[re.Match[str]], names: list[Mention]) -> int:
    """At the separator before the first name; a name right behind a value that has none goes to the value."""
    before = [mark for mark in marks if mark.end() <= names[0].start]
    if before:
        whole = len(before) > 1 and _OPENS_GROUP.match(scene.text, before[-2].end(), before[-1].end())
        return before[-2 if whole and before[-2][0] in _CLAUSES else -1].end()
    after = [mark for mark in marks if mark.start() >= names[0].end]
    if not after or (_has_name(scene, gap.left) and len(names) == 1):
        return gap.start
    return after[0].end()


def _between_arms(scene: Scene, gap: Gap, marks: list[re.Match[str]]) -> int:
    """Without a name: at the last separator that an arm or landmark follows, else at the last one."""
    bracketed = gap.limit < gap.stop
    if each := _RESPECTIVELY.match(scene.text, gap.start):  # "40% and 30%, respectively, in X versus 20% ..."
        marks = [mark for mark in marks if mark.start() >= each.end()] or marks
    if marks[-1][0] in _CLAUSES and len(marks) > 1 and not _has_side(scene, marks[-1].end(), gap.limit):
        return gap.limit if bracketed else marks[-1].end()
    for mark in reversed(marks):
        if _has_side(scene, mark.end(), gap.limit):
            return mark.end()
    if bracketed:
        return gap.limit
    return max(marks, key=lambda mark: (mark[0] != _WEAK, mark.start())).end()


def _unmarked(scene: Scene, gap: Gap, names: list[Mention]) -> int:
    """No separator: names go to the next run, unless the first one has none of its own."""
    quantity = gap.left.quantities[0]
    fitting = list(takewhile(lambda name: name.takes(quantity.unit, quantity.statistic), names))
    if not fitting:
        return gap.start if names else gap.limit
    if _has_name(scene, gap.left):
        return gap.start
    behind = named_right_behind(scene, gap.left) if len(names) > 1 else None
    if behind := behind or _done(scene, gap, names[0]):
        return behind.end  # "a 7% response rate with a median duration of 9 months"
    last = fitting[-1].end
    if scene.text[last : last + 2].strip()[:1] == "(":
        return last  # "20% had achieved a CR (odds ratio 1.6)"
    if gap.limit < gap.stop and any(last <= arm.start and arm.end + 1 >= gap.limit for arm in scene.arms):
        return gap.limit  # "31 partial responses occurred with X (ORR 43%)"
    return gap.start if gap.stop - last < fitting[0].start - gap.start else last


def _done(scene: Scene, gap: Gap, first: Mention) -> Mention | None:
    """What a verb right behind a value says of it: "14 (27%) underwent HCT with a 2-year OS of 78%"."""
    verb = _PREDICATE.match(scene.text, gap.start)
    return first if verb and verb.end() <= first.start <= verb.end() + _ARTICLE else None


def _has_name(scene: Scene, run: Run) -> bool:
    quantity = run.quantities[0]
    return any(
        run.before[0] <= mention.start < run.before[1] and mention.takes(quantity.unit, quantity.statistic)
        for mention in scene.mentions
    )


def _has_side(scene: Scene, start: int, stop: int) -> bool:
    """Whether a stretch names an arm or a landmark."""
    return any(start <= place.start < stop for place in scene.arms) or any(
        start <= time.start < stop for time in scene.figures.times
    )


def _within(at: int, stretches: list[tuple[int, int]]) -> bool:
    for first, last in stretches:  # noqa: SIM110 (a plain loop: asked of every mark)
        if first < at < last:
            return True
    return False
