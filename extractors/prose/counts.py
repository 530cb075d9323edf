"""Counts of patients told beside the rate they make."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.prose.figures import Quantity
    from extractors.prose.scene import Fact, Scene

# Between a count of patients and the rate it makes.
_GIVING = re.compile(
    r"(?:\s(?:patients|pts|cases|subjects))?,?\s(?:indicating|giving|yielding|resulting in|for"
    r"|corresponding to|representing|translating (?:in)?to|equating to)\s(?:an?|the)\s(?:\w+\s){0,2}$"
)
_LONGEST = 70  # characters between a count and the bracket with its rate
# "12 patients in the X group (10%)", "7 complete remissions (CRs, 23%)": no number, clause or verb between.
_WHOM = re.compile(
    r"(?:(?!\b(?:and|or|had|have|has|was|were|is|are|did|than|vs|versus|including|of which|but|with an?)\b)"
    r"[^\d,.;:()%])+\s?[(\[](?P<label>[A-Za-z/]+[,;:]\s)?"
)
_NO_CLAUSE = re.compile(r"[^\d.;:()%]+[(\[]")
_OPENING = re.compile(
    r"(?:^|[.,;:—]\s?)(?:[Oo]f|[Aa]mong|[Ff]or|[Ii]n)\s(?:the\s|all\s|these\s|our\s)*(?:first\s)?$"
)
_ANOTHER_TOTAL = re.compile(r"\bof\s(?:the\s)?\d")
_OPENING_REACH = 30  # characters
_OPENS = re.compile(r"(?:Of|Among)\s(?:the\s|all\s|these\s)*(?:first\s)?")
_PEOPLE = re.compile(
    r"\s(?:[\w/+-]+\s){0,3}?(?:patients?|pts|subjects|children|adults|recipients|(?:non-?)?responders|participants|cases"
    r"|women|men|evaluable|in\sthe)\b"
)
_ROUNDED = 0.5001  # units of the last digit between a share and how it is printed
# Before a number that the share is out of.
_OUT_OF = re.compile(r"(?:^(?:In|Of|With|For)|\b[Aa]mong|\bof the|\bthe|\ball|\bthese)\s$")


def with_counts(scene: Scene, facts: list[Fact]) -> list[Fact]:
    """Give a rate the count told right before it: "responses in 12 patients, for a response rate of 40%"."""
    kept = _with_counts_before_brackets(scene, facts)
    for first, second in pairwise(list(kept)):
        counted = (
            first.quantity.unit == "count" and first.quantity.value is None and not first.quantity.n_total
        )
        rated = second.quantity.unit == "percent" and second.quantity.n is None
        if not (counted and rated and first.mention.code == second.mention.code and first.arm == second.arm):
            continue
        if _GIVING.match(scene.text, max(first.quantity.stop, first.mention.end), second.mention.start):
            second.quantity.n = first.quantity.n
            second.quantity.numbers += first.quantity.numbers
            kept.remove(first)
    return kept


def _with_counts_before_brackets(scene: Scene, facts: list[Fact]) -> list[Fact]:
    """Give rates in brackets the counts before them: "12 patients in the X group (10%) and 20 in Y (17%)"."""
    counts = [each for each in scene.figures.quantities if each.unit == "count"]
    taken: list[Quantity] = []
    for fact in facts:
        quantity = fact.quantity
        if quantity.unit != "percent" or quantity.n is not None or quantity.begin != quantity.start:
            continue
        count = next((each for each in reversed(counts) if each.stop <= quantity.begin), None)
        others = [each for each in facts if each.quantity is count and not _is_alike(each, fact)]
        if count and not others and _is_bracket_of(scene, count, fact):
            quantity.n, quantity.n_total = count.n, count.n_total
            quantity.numbers += count.numbers
            taken.append(count)
    return [fact for fact in facts if not any(fact.quantity is each for each in taken)]


def _is_alike(first: Fact, second: Fact) -> bool:
    """Whether two facts are of one outcome: not of the deaths in "5 deaths in patients with sepsis (20%)"."""
    return (first.mention.code, first.mention.term) == (second.mention.code, second.mention.term)


def _is_bracket_of(scene: Scene, count: Quantity, fact: Fact) -> bool:
    """Whether the bracket of a rate stands behind what a count counts."""
    text, begin = scene.text, fact.quantity.begin
    if begin - count.stop > _LONGEST or _OUT_OF.search(text, 0, count.begin):
        return False
    if count.n_total:
        return _makes(count, fact.quantity) and _NO_CLAUSE.fullmatch(text, count.stop, begin) is not None
    whom = _WHOM.fullmatch(text, count.stop, begin)
    return whom is not None and (
        not whom["label"]
        or any(
            count.stop <= mention.start < whom.start("label") and mention.code == fact.mention.code
            for mention in scene.mentions
        )
    )


def _makes(count: Quantity, rate: Quantity, units: float = 1.0) -> bool:
    """Whether a count out of a total makes a rate, up to units of its last digit: "9 of 90 ... (10%)"."""
    share = 100 * (count.n or 0) / (count.n_total or 1)
    return rate.value is not None and abs(share - rate.value) <= units * 10 ** -(rate.decimals or 0)


def with_totals(scene: Scene, facts: list[Fact]) -> None:
    """Give counts the total that their sentence opens with: "Of 60 patients treated, 45 (75%) responded"."""
    totals = [each for each in scene.figures.quantities if _is_total(scene.text, each)]
    for fact in facts if totals else ():
        quantity = fact.quantity
        total = next((each for each in reversed(totals) if each.stop <= quantity.begin), None)
        if total is None or quantity.n is None or quantity.n_total or quantity.n > (total.n or 0):
            continue
        whole = replace(quantity, n_total=total.n)
        if (
            _makes(whole, quantity, _ROUNDED)
            if quantity.value is not None
            else _is_of_opening(scene, total, quantity)
        ):
            quantity.n_total = total.n
            quantity.numbers += total.numbers


def _is_total(text: str, quantity: Quantity) -> bool:
    """Whether a number of patients is what later counts are out of."""
    alone = quantity.unit == "count" and quantity.value is None and quantity.n_total is None
    return (
        alone
        and _OPENING.search(text, max(0, quantity.begin - _OPENING_REACH), quantity.begin) is not None
        and _PEOPLE.match(text, quantity.stop) is not None
    )


def _is_of_opening(scene: Scene, total: Quantity, quantity: Quantity) -> bool:
    """Whether a count stands in the clause that opens with its total."""
    between = scene.text[total.stop : quantity.begin]
    opens = _OPENS.fullmatch(scene.text, 0, total.begin) is not None and "," in between
    another = _ANOTHER_TOTAL.search(between) is not None
    return opens and not another and ";" not in between and scene.brackets.around(quantity.begin) is None


def without_parts(scene: Scene, facts: list[Fact]) -> list[Fact]:
    """Leave out the parts of a count behind a colon: "6 patients relapsed: 2 relapsed in the marrow"."""
    if ": " not in scene.text:
        return facts
    kept: list[Fact] = []
    for fact in facts:
        whole = next((each for each in kept if each.mention.code == fact.mention.code != "AE"), None)
        part = fact.quantity.unit == "count" and fact.quantity.value is None and fact.quantity.n_total is None
        parted = whole and ": " in scene.text[whole.quantity.stop : fact.quantity.begin]
        if fact.arm or not (whole and part and parted and (whole.quantity.n or 0) > (fact.quantity.n or 0)):
            kept.append(fact)
    return kept
