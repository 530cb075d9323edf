"""Outcomes and adverse events that a sentence names, composites put together ("CR/CRi")."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.prose.deaths import is_next_cause
from extractors.prose.event_names import MODIFIER_REACH, event_name, modifying
from extractors.prose.lexicon import NAMING, entries, outcome_names
from extractors.prose.outcomes import BESIDE, STATES, Mention, mention_of
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.lexicon import Word

_ABBREVIATED = re.compile(r"\s*[(\[]\s*$")
_COMPOSING = re.compile(r"\s?(?:rates?\s)?(?:/|\+|or|plus|and/or)\s?")
_SIZED_JOINT = re.compile(r"^\s\([nN]\s?=\s?\d+\)(?=\sor\s)")
_LONGEST_JOINT = len(" rates and/or ")
_COMPOSITES = {
    frozenset(("CR", "CRi")): "CR/CRi",
    frozenset(("CR/CRi", "CRi")): "CR/CRi",
    frozenset(("CR/CRi", "CR")): "CR/CRi",
    frozenset(("CR", "CRh")): "CR/CRh",
    frozenset(("CR/CRh", "CRi")): "CRc",
    frozenset(("CR/CRi", "CRh")): "CRc",
    frozenset(("CR", "PR")): "ORR",
    frozenset(("sCR", "CR")): "CR",
    frozenset(("CR", "CRu")): "CR/CRu",
    frozenset(("CCyR", "PCyR")): "MCyR",
    frozenset(("CR", "VGPR")): "VGPR",
    frozenset(("CR/CRi", "MLFS")): "ORR",
    frozenset(("CRc", "MLFS")): "ORR",
    frozenset(("SD", "ORR")): "CBR",
}
_COMMONEST = lazy(
    r"\s(?:was|were|being|is|are)\s(?:also\s)?(?:the\s|among\sthe\s)(?:\w+\s)?(?:most|commonest|main|major|predominant|only)\s"
    r"(?:[\w-]+\s){0,4}"
)
_NAMING = (*NAMING, "cause")
_LONGEST_PREDICATE = 70
_SETTING_ASIDE = ("cause", "dating")
_ASIDE_WORDS = 3
_PAIR = 2
_RATES = ("rate", "rates")
_PASSED = frozenset(
    [
        "a",
        "an",
        "the",
        "their",
        "first",
        "initial",
        "achieving",
        "achievement",
        "of",
        "hepatic",
        "documented",
        "prior",
    ]
)
_ESTIMATES = frozenset(("OS", "PFS", "EFS", "RFS", "DFS", "LFS", "follow_up", "MORT", "NRM"))
_MEASURES = ("ncidence", "rate", "risk")  # "relapse incidence" is no state of patients
_ANAPHORIC = ("duration of", "duration of which")
_ANY_TERMS = frozenset(
    ("toxicity", "toxicities", "adverse event", "adverse events", "side effects", "serious adverse events")
)
_ADMISSIONS = ("hospitalization", "hospitalisation")
_DENIED = re.compile(r"\b(?:[Nn]o|[Ww]ithout|[Nn]either|[Nn]one|[Nn]ot|nor|other)\b")
_DEADLY = frozenset(("AE", "CIR", "PD"))
_CAUSES = re.compile(r"\b[Cc]auses?\sof\s(?:death\b|(?:[\w-]+\s){1,3}(?:was|were|included)\b)")
# Reasons: "was discontinued for progression in 20 (23%) and for toxicity in 5", "due to X (20%) or Y (8%)".
_STOPPED_FOR = re.compile(
    r"\b[Dd]iscontinu(?:ed|ation),?\s(?:(?:in|of)\s(?!\d))?(?:[A-Za-z-]+\s){0,4}?(?:for\s(?=[^;]*\d)"
    r"|(?P<for>because\sof|due\sto|owing\sto)\s(?=[^;]*\d[^;]*\b(?:and|or)\s(?P=for)\s[a-z]"
    r"|(?:[a-z]+\s){1,4}\([^()]*\d[^()]*\)(?:,|\s(?:and|or))\s(?:(?:and|or)\s)?(?:[A-Za-z]+\s){1,4}\([^()]*\d))"
)
_OFF_STUDY = re.compile(
    r"\b(?:came|went|taken|were|are|was)\soff\s(?:the\s)?(?:study|treatment|protocol|therapy)(?:\s\([^()]*\))?"
    r"(?::|\s(?:because\sof|due\sto|owing\sto|for))\s"
)
_AND_ANOTHER = re.compile(r"\sand\s(?:of\s)?(?P<name>[a-z]+)\b")
_NEXT_VERB = re.compile(r"\b(?:was|were|occurred|had|developed|experienced|died)\b|;")
_REASONS = re.compile(
    r"\b[Rr]easons?\s(?:for|of)\s(?:\w+\s){0,3}?(?:discontinu\w+|withdraw\w+|stopping|dropout|cessation)[^;.]*?"
    r"(?:\b(?:was|were|included?|being)\b|:)"
)
_COORDINATING = (" and ", " or ", "/", ", ", " plus ")
_LISTING = ("and", "or", ",", ", and", ", or")
_COORDINATED = re.compile(
    r"(?P<first>[A-Za-z][\w-]*)(?:\s\((?:[A-Za-z]+|grades?\s[^()]*)\))?(?:,?\s(?:and|or|plus)\s|/|,\s)$"
)


def find_mentions(text: str, words: list[Word], frames: frozenset[str] = frozenset()) -> list[Mention]:
    """Return the outcomes a sentence names, in order."""
    mentions: list[Mention] = []
    stop = _causes_of_death(text)
    baseline = "baseline" in frames
    cue: Word | None = None
    reasons = _reasons(text)
    for word in words:
        start, _, role, code = word
        if role not in _NAMING and code not in _SETTING_ASIDE:
            continue
        if start > stop and role != "cause":
            continue
        if mentions and start < mentions[-1].end:
            continue  # the cause of a death
        if role not in _NAMING:
            cue = word if role == "cue" else cue
            continue
        if reasons[0] <= start < reasons[1]:
            mentions.append(_reason(text, word))
            continue
        mention = _listing_causes(words, word, mention_of(text, word))
        if (
            mention is None
            or (baseline and mention.code in STATES and not holds(text[start : mention.end], _MEASURES))
            or (role != "cause" and _is_aside(text, cue, mention, mentions))
        ):
            continue
        if mentions and (merged := _merged(text, mentions[-1], mention)):
            mentions[-1] = merged
            continue
        mention = _next_cause(text, mentions[-1], mention) if mentions else mention
        mentions = _cut_short(text, mentions, mention)
        shared = _sharing_noun(text, mention, mentions[-1].end if mentions else 0)
        if shared and (merged := _merged(text, shared[-1], mention)):
            shared, mention = shared[:-1], merged  # "complete or partial response"
        mentions += [*shared, mention, *_sharing_head(text, mention)]
    return _told_by_bracket(text, mentions)


def _told_by_bracket(text: str, mentions: list[Mention]) -> list[Mention]:
    """A composite with what it is made of: "composite complete remission (CR or CRi)" is CR/CRi."""
    for place, (first, second) in enumerate(pairwise(mentions)):
        made_of = first.code == "CRc" and second.code == "CR/CRi"
        if made_of and _ABBREVIATED.fullmatch(text, first.end, max(first.end, second.start)):
            return [*mentions[:place], replace(second, start=first.start), *mentions[place + 2 :]]
    return mentions


def _listing_causes(words: list[Word], word: Word, mention: Mention | None) -> Mention | None:
    """Deaths whose causes are listed with their counts are all of them: "two died of X (1) and Y (1)"."""
    if mention and mention.code.startswith("deaths from ") and word.role == "endpoint":
        listed = (each for each in words if each.role == "cause" and mention.start < each.start < mention.end)
        return replace(mention, code=word.code, end=word.end) if any(listed) else mention
    return mention


def _next_cause(text: str, cause: Mention, mention: Mention) -> Mention:
    """An event that is the next cause in a list of deaths: "deaths due to relapse in 5, infection in 3"."""
    if mention.code not in _DEADLY or not cause.code.startswith("deaths from "):
        return mention
    verb = text.endswith(("relapsed", "progressed"), mention.start, mention.end)  # "... and two relapsed"
    if verb or not is_next_cause(text, cause.end, mention.start):
        return mention
    name = mention.term or text[mention.start : mention.end].lower()
    return replace(cause, start=mention.start, end=mention.end, code=f"deaths from {name}")


def _is_duration_of_another(text: str, duration: Mention, before: list[Mention]) -> bool:
    """Whether a duration is not of the response before it: "rash, with a median duration of 5 days"."""
    anaphoric = duration.code == "DOR" and text.endswith(_ANAPHORIC, duration.start, duration.end)
    return anaphoric and not (before and before[-1].category == "response")


def _sharing_noun(text: str, last: Mention, after: int) -> list[Mention]:
    """The outcomes before one that share its noun: "event-free and overall survival"."""
    if not text.endswith(_COORDINATING, after, last.start):
        return []
    printed = text[last.start : last.end].split()
    if last.code == "AE" and last.term and len(printed) == 1 and printed[0].isupper():
        printed = last.term.split()  # "bacterial, viral, and IFI"
    if len(printed) < _PAIR:
        return _free_of(text, last, printed[0], after)
    noun = printed[-2] if printed[-1] in _RATES and len(printed) > _PAIR else printed[-1]
    if last.code == "AE":
        if modifying().get(printed[0].lower()) != "kind":
            return []
        noun = " ".join(printed[1:])  # "acute and chronic graft-versus-host disease"
    found: list[Mention] = []
    start = last.start
    while first := _sharing(text, start, after, noun, last):
        found.insert(0, first)
        start = first.start
    return found


def _cut_short(text: str, before: list[Mention], last: Mention) -> list[Mention]:
    """Mentions in brackets with the words before them: "overall (OS) and event-free survival"."""
    if not before or ")" not in text[before[-1].end - 1 : before[-1].end + 1]:
        return before
    noun = text[last.start : last.end].split(" (", maxsplit=1)[0].rpartition(" ")[2]
    following, widened = last.start, list(before)
    for place in range(len(before) - 1, -1, -1):
        opened, closed = before[place].start - 1, before[place].end
        if text[closed - 1] == ")" and text[closed:following].strip() in _LISTING:
            following = before[place].start  # "relapse-free (RFS)" is a name as it is
            continue
        bracketed = text.startswith("(", opened) and text.startswith(")", closed)
        if not bracketed or text[closed + 1 : following].strip() not in _LISTING:
            break
        following = text.rfind(" ", 0, opened - 1) + 1
        if outcome_names().get(f"{text[following : opened - 1]} {noun}".lower()) != before[place].code:
            break
        widened[place] = replace(before[place], start=following, end=closed + 1)
    return widened


def _sharing_head(text: str, first: Mention) -> list[Mention]:
    """The outcome behind one that shares its head: "recovery of neutrophils and platelets"."""
    head, of, _ = text[first.start : first.end].rpartition(" of ")
    second = _AND_ANOTHER.match(text, first.end) if of else None
    code = outcome_names().get(f"{head} of {second['name']}".lower()) if second else None
    if second is None or code is None or code == first.code:
        return []
    entry = entries()["endpoint", code]
    return [Mention(second.start("name"), second.end(), code, entry.category, entry.statistics)]


def _free_of(text: str, last: Mention, printed: str, after: int) -> list[Mention]:
    """The outcome before one in the midst of a list: "overall, relapse-free, and event-free survival"."""
    first = _sharing(text, last.start, after, "survival", last) if printed.endswith("-free") else None
    return [first] if first else []


def _sharing(text: str, start: int, after: int, noun: str, last: Mention) -> Mention | None:
    """The outcome right before a place, by its first word and the noun it shares."""
    begin = max(after, start - BESIDE)
    if not text.endswith(_COORDINATING, begin, start):
        return None
    before = _COORDINATED.search(text, begin, start)
    if before is None:
        return None
    if last.code == "AE":
        if modifying().get(before["first"].lower()) != "kind":
            return None
        return replace(
            last,
            start=before.start("first"),
            end=before.end("first"),
            term=event_name(f"{before['first']} {noun}"),
        )
    tails = (
        text[last.start : last.end].partition(" ")[2],
        noun,
    )  # "partial or complete cytogenetic response"
    named = (f"{before['first']} {tail}".lower().removesuffix("s") for tail in tails)
    code = next((outcome_names()[name] for name in named if name in outcome_names()), None)
    if code is None or code == last.code:
        return None
    entry = entries()["endpoint", code]
    return Mention(before.start("first"), before.end("first"), code, entry.category, entry.statistics)


def _causes_of_death(text: str) -> int:
    """Where a list of causes of death starts; what it names are no events of the study."""
    match = _CAUSES.search(text) if "ause" in text else None
    return match.start() if match else len(text)


def _reasons(text: str) -> tuple[int, int]:
    """Where reasons for stopping are given; what they name is no outcome of its own."""
    if "eason" in text and (match := _REASONS.search(text)):
        return match.end(), len(text)
    match = _STOPPED_FOR.search(text) if "iscontinu" in text else None
    if match := match or (_OFF_STUDY.search(text) if " off " in text else None):
        clause = _NEXT_VERB.search(text, match.end())
        return match.end(), clause.start() if clause else len(text)
    return 0, 0


def _reason(text: str, word: Word) -> Mention:
    """A reason for stopping: the share that stopped for it."""
    entry = entries()["endpoint", "DISC"]
    printed = text[word.start : word.end]
    return Mention(word.start, word.end, "DISC", entry.category, entry.statistics, printed)


def _is_aside(text: str, cue: Word | None, mention: Mention, before: list[Mention]) -> bool:
    """Whether an event is only a cause or date: "discontinued due to toxicity", "after resection"."""
    if mention.code == "DOR":
        return _is_duration_of_another(text, mention, before)
    if cue is None or mention.code in _ESTIMATES or cue.end > mention.start:
        return False
    between = text[cue.end : mention.start].split()
    if any(word[0].isdigit() for word in between):
        return False  # "due to AEs and 8% died"
    return len(between) <= _ASIDE_WORDS and (
        cue.code == "cause" or all(word.lower() in _PASSED for word in between)
    )


def _is_one_event(text: str, first: Mention, second: Mention, gap: str) -> bool:
    """Whether two events are one: "nausea/vomiting", "neutropenia with infection", "CRS or ICANS"."""
    if gap == "with":
        return first.term not in _ANY_TERMS and second.term not in _ANY_TERMS
    if gap == "for":
        return str(first.term).startswith(_ADMISSIONS)
    if gap in ("or", "and/or"):
        return not _DENIED.search(text, max(0, first.start - MODIFIER_REACH), first.start)
    return gap == "/"


def _is_predicate(text: str, subject: Mention, last: Mention) -> bool:
    """Whether events in general are said of one: "CRS was the most common adverse event (44%)"."""
    if subject.code != "AE" or last.code != "AE" or last.start - subject.end > _LONGEST_PREDICATE:
        return False
    return _COMMONEST.fullmatch(text, subject.end, last.start) is not None


def _merged(text: str, first: Mention, second: Mention) -> Mention | None:
    """Two mentions that are one: "overall survival (OS)", "CR/CRi", "nausea/vomiting"."""
    if _is_predicate(text, first, second):
        return first
    gap = text[first.end : second.start]
    if "n" in gap:
        gap = _SIZED_JOINT.sub("", gap)  # "17 (71%) achieved CR (n = 8) or CRi (n = 9)"
    if len(gap) > _LONGEST_JOINT:
        return None
    same = first.code == second.code or second.code in first.code.split("/")
    if same and _ABBREVIATED.fullmatch(gap) and text[second.end : second.end + 1] in (")", "]"):
        return Mention(first.start, second.end + 1, first.code, first.category, first.statistics, first.term)
    if first.code == "AE" == second.code and _is_one_event(text, first, second, gap.strip()):
        name = text[first.start : second.end]
        by_term = gap.strip() == "/" and name.count("/") == 1
        printed = f"{first.term}/{second.term}" if by_term else event_name(name)
        return Mention(first.start, second.end, "AE", "safety", first.statistics, printed)
    if gap == " " and second.code == "ORR" and first.category == second.category:
        return replace(first, end=second.end)  # "TSS50 responses"
    return _composed(first, second, gap)


def _composed(first: Mention, second: Mention, gap: str) -> Mention | None:
    """Two responses that are counted as one: "CR + CRi"."""
    if _COMPOSING.fullmatch(gap) and (code := _COMPOSITES.get(frozenset((first.code, second.code)))):
        return Mention(first.start, second.end, code, first.category, first.statistics)
    if first.code == second.code == "CR" and gap.strip() == "/":
        return Mention(second.start, second.end, "CR", first.category, first.statistics)
    return None
