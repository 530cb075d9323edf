"""The names a document gives the arms it compares.

A name stands where the language puts one: before "group" and "arm", on both sides of "versus",
before its size "(n = 84)", behind "randomly assigned to", behind two values of one sentence. Words
that cannot belong to a name (articles, verbs, "patients") end it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, Implementation

from extractors.prose.lexicon import vocabulary_spellings
from extractors.text import find_word, holds
from extractors.vocabulary import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CUES = (
    "arm",
    "group",
    "cohort",
    "ersus",
    "vs",
    "ompared",
    "than ",
    "andomi",
    "ssigned",
    "llocated",
    "(n",
    "(N",
    ", n =",
    ", n=",
    "; n =",
    "; n=",
    "reated with",
    "eceiving",
)
_CAUSING = frozenset((("due", "to"), ("owing", "to"), ("secondary", "to"), ("because", "of")))
_NOUNS = frozenset(("arm", "arms", "group", "groups", "cohort", "cohorts"))
_TREATING = ("treatment", "therapy", "regimen")
_GIVING_WORDS = ("receiving", "allocated", "treated", "assigned")
_GIVING = frozenset(_GIVING_WORDS)
_TOWARDS = frozenset(("to", "receive", "receiving", "either", "between"))
_RECEIVING = frozenset(("receive", "receiving", "either"))
_PASSED = frozenset(
    (
        "application",
        "administration",
        "of",
        "receive",
        "either",
        "oral",
        "concurrent",
        "intravenous",
        "with",
        "to",
        "the",
    )
)
_PLACES = ("for", "with", "in", "on", "among")
_CUE_WORDS = {
    **dict.fromkeys(_NOUNS, "noun"),
    **dict.fromkeys(("versus", "vs", "vs."), "contrast"),
    **dict.fromkeys(("compared", "comparing", "than"), "comparing"),
    **dict.fromkeys(("and", "or"), "join"),
    **dict.fromkeys(("assigned", "randomized", "randomised", "allocated", "allotted"), "assigning"),
    **dict.fromkeys(_PLACES, "place"),
    **dict.fromkeys(("n", "n="), "sized"),
}
_JOINTS = frozenset(("and", "or", "versus", "vs", "vs."))
_LABEL = re.compile(r"(?:[A-E]|[1-4]|I{1,3}|IV)[,.;:)]*$")
_SIZE = re.compile(r"\([nN](?:=\d*|$)")
_DOSE = re.compile(
    r"[\d.,·–-]+|(?:m|mc|μ|µ)?g(?:/(?:m2|kg|d|day|m\(2\)))*|daily|weekly|once|twice", re.IGNORECASE
)
_OPENED = re.compile(r"[(\[](?P<name>[A-Z][\w+/-]*[A-Z][\w+/-]*)[,;:]")
_COUNT = re.compile(r"\(\d+\)[,.;]?$")
_DRAWN = re.compile(r"[Rr]andomi[sz]ed\s(?:\d:\d(?::\d)?\s)?\((?P<items>[^()]*)\)")
_DRAWN_PARTS = re.compile(r";|,(?!\s?[nN]\s?=)")
_DRAWN_ITEM = re.compile(
    r"(?:and\s)?(?P<name>[A-Za-z][\w+/-]*(?:\s[\w+/-]+){0,3}?)(?:\s|,\s?|:\s)(?:[nN]\s?=\s?)?\d+(?:\s(?:pts|patients))?"
)
_VALUE_ENDS = ("%", "%)", ")", "months", "weeks", "days", "year", "years")
_LONGEST = 5  # words of a name
_NEAR, _FAR = 9, 14  # words between "assigned" and the first and second arm
_LEAST_MENTIONS = 2
_LEAST_USES = 3
_PAIR = 2
_BREAK = ",.;:)]"
_MOST_CUES = 8192


_PLURAL_LABEL = re.compile(r"(?P<noun>[Aa]rm|[Gg]roup|[Cc]ohort)s\s(?P<label>[A-H]|\d|I{1,3}|IV)")


def find_arm_names(texts: list[str], title: str) -> tuple[str, ...]:
    """Return the names of a document's arms, in the order in which it introduces them."""
    weights: dict[str, int] = {}
    names: dict[str, str] = {}

    def add(name: str, weight: int) -> None:
        name = _of_one(name)
        key = name.lower().replace("-", " ")
        if name and (weight > 1 or name.lower() not in vocabulary_spellings()):
            names.setdefault(key, name)
            weights[key] = weights.get(key, 0) + weight

    whole = " ".join([text.lower() for text in texts])  # most are plain, which takes a tenth of the time
    cues = _cue_automaton()
    for text in texts:
        if cues.find_matches_as_indexes(text):
            for name, weight in _introduced(text.split()):
                add(name, weight)
        for name in _drawn(text):
            add(name, _LEAST_MENTIONS)
    for name, weight in _introduced(title.split()):
        add(name, weight)
    if whole.count("placebo") >= _LEAST_USES:
        add("placebo", _LEAST_MENTIONS)
    if len(names) > 1:
        _add_given(texts, add)
    used = [name for key, name in names.items() if _is_used(name.lower(), weights[key], whole)]
    return tuple(sorted(used, key=lambda name: _first_use(name.lower(), whole)))


def _of_one(name: str) -> str:
    """The name of one arm, where several are named together: "arms A" of "arms A, B and C"."""
    label = _PLURAL_LABEL.fullmatch(name)
    return f"{label['noun']} {label['label']}" if label else name


@cache
def _cue_automaton() -> AhoCorasick:
    """What a sentence that introduces an arm holds: a cue, or a value and whose it is."""
    behind_values = [f"{end} {place} " for end in _VALUE_ENDS for place in _PLACES]
    return AhoCorasick([*_CUES, *behind_values], implementation=Implementation.DFA)


def _first_use(name: str, whole: str) -> int:
    at = find_word(whole, name)
    return at if at >= 0 else len(whole)


def _is_used(name: str, weight: int, whole: str) -> bool:
    """Whether a name is introduced as an arm's, or looks like one's and is often used."""
    uses = whole.count(name)
    if len(name) == 1:
        return weight > _LEAST_MENTIONS and name.isalpha()  # "the D group"
    return uses >= _LEAST_USES or (uses > 0 and weight >= _LEAST_MENTIONS)


def _introduced(words: list[str]) -> list[tuple[str, int]]:
    """Names one sentence introduces, each with how surely it is an arm's."""
    found: list[tuple[str, int]] = []
    behind_values: list[str] = []
    counts = False
    for index, cue in enumerate(map(_CUES_KNOWN.__getitem__, words)):
        if cue is None:
            continue
        if cue == "place":
            if index and words[index - 1].endswith(_VALUE_ENDS):
                behind_values.append(_after(words, index + 1))
        elif cue == "size":
            name = _before(words, _before_dose(words, index))
            counts = counts or (
                name != ""
                and (name.split()[-1].lower() in vocabulary_spellings() or _is_cause(words, index, name))
            )
            if name and not counts:  # not "anemia (n = 3), low counts (n = 2)"
                found.append((name, _LEAST_MENTIONS))
        else:
            found += _by_cue(words, index, cue)
    if doses := _dose_arms(words):
        found = [(name, weight) for name, weight in found if name not in doses.values()]
        found += [(dose, _LEAST_MENTIONS) for dose in doses]
    distinct = dict.fromkeys(filter(None, behind_values))
    if len(distinct) == _PAIR:  # "12.1 months for X and 4.9 months for Y"
        found += [(name, 1) for name in distinct]
    return found


def _drawn(text: str) -> list[str]:
    """Arms in the bracket behind "randomized", each with its size: "were randomized (A 206; B, n=206)"."""
    drawn = _DRAWN.search(text) if "andomi" in text else None
    if drawn is None:
        return []
    items = [_DRAWN_ITEM.fullmatch(item.strip()) for item in _DRAWN_PARTS.split(drawn["items"])]
    return [item["name"] for item in items if item] if len(items) > 1 and all(items) else []


def _dose_arms(words: list[str]) -> dict[str, str]:
    """The doses that tell sized arms apart, and of what: "zolmab 5 mg (n=52), 10 mg (n=54) or placebo"."""
    found: dict[str, str] = {}
    for index, word in enumerate(words):
        begin = _before_dose(words, index) if _SIZE.match(word) else index
        if begin < index:
            found[" ".join(words[begin:index])] = _before(words, begin)
    return found if len(found) > 1 and "" in found.values() else {}


def _is_cause(words: list[str], index: int, name: str) -> bool:
    """Whether what has a size is why something happened: "stopped because of progression (n = 8)"."""
    begin = index - len(name.split())
    return tuple(words[max(0, begin - 2) : begin]) in _CAUSING


def _before_dose(words: list[str], end: int) -> int:
    """Where the name ends that a dose parts from its size: "letrozole 2.5 mg (n = 458)"."""
    while end > 1 and _DOSE.fullmatch(words[end - 1]):
        end -= 1
    return end


def _by_cue(words: list[str], index: int, cue: str) -> list[tuple[str, int]]:
    """Names beside a noun of groups, a size, a verb of assigning or a word that compares."""
    if cue == "noun":
        return _of_group(words, index)
    if cue == "sized":
        name = _abbreviated(words[index - 1]) if index else ""
        return [(name, _LEAST_MENTIONS)] if name else []
    if cue == "assigning":
        names = tuple(_assigned(words, index))
        drawn = "andom" in " ".join(words[max(0, index - 1) : index + 1])
        drawn = drawn and not _RECEIVING.isdisjoint(words[index : index + _NEAR])
        both = drawn and len(set(filter(None, names))) == _PAIR  # "randomized to receive X or Y"
        return [(name, _LEAST_MENTIONS if both else 1) for name in names]
    return [(name, 1) for name in _beside(words, index, cue)]


def _abbreviated(word: str) -> str:
    """The abbreviation of an arm in a bracket with its size: "(FCA, n = 133)"."""
    match = _OPENED.fullmatch(word)
    name = match["name"] if match else ""
    return "" if name.lower() in vocabulary_spellings() else name


class _Cues(dict[str, str | None]):
    """What words may say of the words beside them; asked of every word, so faster than a cached function."""

    def __missing__(self, word: str) -> str | None:
        if len(self) >= _MOST_CUES:
            self.clear()
        cue = "size" if _SIZE.match(word) else _CUE_WORDS.get(word.strip("(,.;:)").lower())
        self[word] = cue
        return cue


_CUES_KNOWN = _Cues()


def _beside(words: list[str], index: int, cue: str) -> tuple[str, ...]:
    """The names at both sides of "versus", of "compared with", of "and" between two regimens."""
    if cue == "join":
        return (_before(words, index), _after(words, index + 1)) if _join_regimens(words, index) else ()
    compares = cue == "comparing" and words[index + 1 : index + 2] in (["with"], ["to"])  # "than with"
    if words[index] == "than" and not compares:  # "is more toxic than FC"
        after = words[index + 1 : index + 2]
        return (_after(words, index + 1),) if after and _has_capitals(after[0]) else ()
    if cue == "contrast" or compares:
        return _before(words, index), _after(words, index + (2 if compares else 1))
    return ()


def _of_group(words: list[str], index: int) -> list[tuple[str, int]]:
    """Names before or behind a noun: "the X arm", "the X and Y groups", "arm A"."""
    if index > 1 and words[index - 1] in _TREATING:  # "the dose-dense treatment group"
        index -= 1
    name = _before(words, index)
    found = [(name, _LEAST_MENTIONS)] if name else []
    if index + 1 < len(words):
        label = words[index + 1]
        if _LABEL.match(label) and not (name and label.isdigit()):
            found.insert(0, (f"{words[index].lstrip('(')} {label.strip(_BREAK)}", _LEAST_MENTIONS))
    joint = index - len(name.split()) - 1
    if name and joint > 0 and words[joint] in _JOINTS:
        first = _before(words, joint)
        suspended = first and words[joint - 1].endswith("-")  # "the once- and twice-weekly arms"
        found.append((f"{first}-{name.rpartition('-')[2]}" if suspended else first, _LEAST_MENTIONS))
    return found


def _join_regimens(words: list[str], index: int) -> bool:
    """Whether "and" stands between two names of regimens: each with more than one capital."""
    if not 0 < index < len(words) - 1 or words[index - 1][-1] in _BREAK:
        return False
    return _has_capitals(words[index - 1]) and _has_capitals(words[index + 1])


@lru_cache(maxsize=8192)
def _has_capitals(word: str) -> bool:
    return not word.islower() and sum(map(str.isupper, word)) > 1


def _assigned(words: list[str], index: int) -> Iterator[str]:
    """Names patients are assigned to: "randomly assigned (1:1) to X 10 mg/d (n = 207) or placebo"."""
    towards = next(
        (at for at in range(index + 1, min(index + _NEAR, len(words))) if words[at] in _TOWARDS), None
    )
    if towards is None:
        return
    yield _after(words, towards + 1)
    for at in range(towards + 2, min(towards + _FAR, len(words))):
        if _COUNT.match(words[at]):  # "allocated to A (130), B (127), or C (129)"
            yield _before(words, at)
    joints = [at for at in range(towards + 2, min(towards + _FAR, len(words))) if words[at] in _JOINTS]
    second = next((at for at in joints if words[at] != "and"), joints[0] if joints else None)
    if second is not None:
        yield _after(words, second + 1)


def _add_given(texts: list[str], add: Callable[[str, int], None]) -> None:
    """In a document that compares arms, what patients were treated with names one."""
    for text in texts:
        if not holds(text, _GIVING_WORDS):
            continue
        words = text.split()
        for index in [index for index, word in enumerate(words) if word in _GIVING]:
            after = index + 2 if words[index + 1 : index + 2] in (["with"], ["to"]) else index + 1
            if words[index] != "treated" or after == index + 2:
                add(_after(words, after), 1)


def _before(words: list[str], end: int) -> str:
    """The name that ends before a word."""
    found: list[str] = []
    for word in reversed(words[max(0, end - _LONGEST) : end]):
        bracketed = "(" in word and _is_bracketed(word)
        if bracketed and "%" in word:
            continue  # "than in the A (30%) and B (20%) groups"
        bare = word if bracketed else word.strip("(),.;:")
        if _ends_name(bare) or _SIZE.match(word) or (found and not bracketed and word[-1] in _BREAK):
            break
        if not found and word[-1] in ",.;:":
            return ""
        found.append(bare)
        if word[0] == "(" and not bracketed:
            break
    return _checked(found[::-1]) if found else ""


def _after(words: list[str], start: int) -> str:
    """The name that starts with a word."""
    while start < len(words) and words[start] in _PASSED:
        start += 1
    found: list[str] = []
    for word in words[start : start + _LONGEST]:
        bracketed = "(" in word and _is_bracketed(word)
        bare = word.strip("(,.;:")
        if _ends_name(bare) or (word[0] == "(" and not bracketed) or (found and bare[:1].isdigit()):
            break
        found.append(bare if "(" in bare and _is_bracketed(bare) else bare.rstrip(")"))
        if word[-1] in _BREAK and not bracketed:
            break
    return _checked(found) if found else ""


def _is_bracketed(word: str) -> bool:
    return word.count("(") == word.count(")") > 0


@lru_cache(maxsize=8192)
def _ends_name(word: str) -> bool:
    return (
        "[" in word
        or word.lower() in _words("boundary")
        or not any(c.isalnum() or c == "+" for c in word)
        or bool(re.fullmatch(r"[\d.·,]+%?", word))
    )


def _checked(words: list[str]) -> str:
    """A name, or nothing where its words cannot be one."""
    while words and (words[-1].lower() in _NOUNS or words[-1] in ("+", "plus")):
        words.pop()
    while words and words[0] in ("+", "plus"):
        words.pop(0)
    name = " ".join(words).strip("/-–")
    banned = _words("no_name")
    if (
        not ("+" in name or any(map(str.isalpha, name)))  # "7+3"
        or words[-1].lower() in banned
        or words[0].lower() in banned
        or name.lower() == "alone"
    ):
        return ""
    return name


@cache
def _words(code: str) -> frozenset[str]:
    return frozenset(alias for entry in load("arm_words") if entry.code == code for alias in entry.aliases)


def generic_arms() -> frozenset[str]:
    """Return the names of arms that every document may use."""
    return _words("generic")
