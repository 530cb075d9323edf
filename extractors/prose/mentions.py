"""Outcomes and adverse events that a sentence names, composites put together ("CR/CRi")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.prose.deaths import DEATHS, death_by_cause, is_next_cause
from extractors.prose.event_names import MODIFIER_REACH, event_name, modifying, named_event
from extractors.prose.lexicon import NAMING, entries, outcome_names
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.lexicon import Word
    from extractors.vocabulary import Entry

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
_TRANSPLANTING = re.compile(
    r"(?:under(?:w[eo]nt|go(?:ing|ne)?)|proceed(?:ed|ing)?(?:\sdirectly)?(?:\sto|\swith)?|receiv(?:ed|ing)|bridg(?:ed|ing)(?:\sto)?|w[eo]nt\son\sto|got\sto|"
    r"moved\sto|transition(?:ed|ing)\sto|had|followed\sby|consolidat\w+\swith|subsequent|able\sto\s(?:receive|undergo|proceed\sto))\s"
    r"(?:(?:an?|the|subsequent|successful|further|consolidative|receive|undergo|to|on|allogeneic|autologous|planned|their|first)\s)*(?:[\w/]+-)?$"
    r"|(?:proceed(?:ed|ing)?(?:\sto|\swith)|bridg(?:ed|ing)\sto|transition(?:ed|ing)\sto|went\son\sto)\s(?:[\w/-]+[\s-]){1,2}$"
)
_RATE_OF = re.compile(r"\b[Rr]ates?\sof\s(?:(?:allogeneic|autologous|subsequent|allo|the)[\s-])*$")
_TRANSPLANTED_AFTER = re.compile(
    r"\s?(?:\([A-Za-z-]+\)\s)?(?:rates?|was\s(?:performed|done|carried)|were\s(?:performed|done)|realization)\b"
    r"(?!\s(?:with|using|from|between|at)\b)"
)
_IN_PHASE = re.compile(
    r"\sin\s(?:first|second|chronic|accelerated|blast|complete|partial|CR|PR|remission|relapse)"
)
_OWN_VERB = re.compile(r"proceed|bridg|underwent|transplanted|received|rate")
_FREE = re.compile(
    r"(?P<name>(?:\b(?!(?:in|of|the|and|or|for|on|an?|with|better|longer)\s)[A-Za-z][\w-]*\s){0,1}[\w-]+[-–]free\s)$"
)
_COMMONEST = lazy(
    r"\s(?:was|were|being|is|are)\s(?:also\s)?(?:the\s|among\sthe\s)(?:\w+\s)?(?:most|commonest|main|major|predominant|only)\s"
    r"(?:[\w-]+\s){0,4}"
)
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
_STATES = frozenset(("PD", "CIR", "HCT", "SD"))  # said of patients' past as well as of their outcome
_MEASURES = ("ncidence", "rate", "risk")  # "relapse incidence" is no state of patients
_SINCE = ("from ", "From ", "from first ", "from last ", "since ")  # "the 2-year survival from relapse"
_AT_LEAST = ("≥", "≥ ", ">=", ">= ", "⩾", "at least ", "at least a ")
_WHO_ARE = ("who are ", "who were ", "patients ", "pts ", "those ", "still ")
_OF_WHOM = ("with ", " of ", " for ", " in ")  # "patients with relapsed lymphoma"
_LACKING = ("lack of ", "loss of ", "absence of ", "inadequate ", "insufficient ", "suboptimal ")
_ENROLLED = re.compile(r"\b[Ee]nrol+ed\b[^.;]*\(\d+\s(?:had\s)?$")
_RELATED = ("-related", "–related", "-specific", "-associated", "-attributable")  # "infection-related death"
_BEFORE_STUDY = ("prior ", "previous ", "history of ", "pre-existing ", "preexisting ", "history of prior ")
_BEFORE_STUDY_OR_LACKING = (*_BEFORE_STUDY, *_LACKING, "epth of ", "eepening of ", "uality of ")
_ANAPHORIC = ("duration of", "duration of which")
_OF_CAUSE = ("-related ", "–related ", "-specific ", "-associated ", "-attributable ")
_DYING = ("death", "Death", "died", "fatal")
_ANY_TERMS = frozenset(
    ("toxicity", "toxicities", "adverse event", "adverse events", "side effects", "serious adverse events")
)
_ADMISSIONS = ("hospitalization", "hospitalisation")
_DENIED = re.compile(r"\b(?:[Nn]o|[Ww]ithout|[Nn]either|[Nn]one|[Nn]ot|nor|other)\b")
_CARE = frozenset(("hospitalization",))
_BESIDE = 50  # characters behind a name that can change it
_OF_PATIENTS = re.compile(
    r"(?:\s\([^()]*\))?(?:\s?(?:or|and|/|and/or)\s?(?:primary\s)?(?:refractory|progressive|resistant|recurrent))?"
    r"\s(?:patients|pts|disease)\b"
)
_LAST_TIME = re.compile(
    r"\b(?:[Rr]elapsed|refractory|recurrent|resistant)(?:\s?/\s?|,?\s(?:or|and|and/or)\s)$"
)
_INTO = re.compile(r"\s(?:in)?to\s(?!a\smedian)[A-Za-z]")
_PEOPLE_BEFORE = ("patients ", "pts ", "those ", "recipients ", "children ", "adults ")
_NOT_BEFORE = re.compile(r"\b(?:not|never)\s(?:\w+\s){0,2}(?:to\s)?$")
_IS_STATE = re.compile(
    r"response\b(?!\s(?:(?:was|were)(?!\s\w+\s(?:in|for|among)\s\d[\d.]*\s?%)|occur|to|rate|could))"
)
_COMPOUND = re.compile(r"-[A-Z]{2,}\s(?:patients|pts|group|arm)")
_FIRST_OR_LATER = re.compile(r"/[A-Z]{2}\d\b")  # "12 CR/PR1": a status
_DISEASE = re.compile(r"RR[-‑ ](?:AML|ALL|MM|CLL|NHL|FL|HL|DLBCL|MCL|[A-Z]{3,}\spatients)\b")
_SURVIVING = ("surviving patients", "surviving pts", "surviving recipients")
_EVALUABLE = ("response evaluable", "response-evaluable", "response assessable")  # patients
_MARKERS = ("PD-L", "PD-1", "PD\u2011L", "PD\u20111")
_OR_BETTER = re.compile(r"(?:\s?\([A-Za-z]+\))?\sor\s(?:better|greater|higher|more|deeper)\b")
_NEEDING = re.compile(r"\b(?:requir\w+|necessitat\w+|need\w*|leading to|led to|resulting in)\s(?:\w+\s)?$")
_HAVING = re.compile(
    r"\bwho\s(?:had\s|have\s)?(?:achiev|obtain|attain|reach)\w*\s(?:an?\s|the\s)?(?:\w+\s)?$"
)
_WENT_ON = re.compile(
    r"(?:\s\([^()]*\))?,?\s(?:(?:have|had|has|subsequently|later|eventually)\s)*"
    r"(?:relapsed|progressed|died|lost|remain\w*|underwent|proceeded)\b"
)
_AS_BEST = re.compile(
    r"(?:\b[Aa]s|\b[Aa]t)\s(?:the\s)?(?:time\sof\s)?(?:a\s|the\s|their\s)?best\s(?:overall\s)?\w+$"
)
_EVENTS = re.compile(r"\sevents?\b(?!-|\srates?\b)")
_EVENTS_OF = {"OS": "deaths"}
_UP_TO_EVENTS = frozenset(("OS", "PFS", "EFS", "RFS", "DFS", "LFS"))
_DEADLY = frozenset(("AE", "CIR", "PD"))
_DEEPENED = re.compile(r"\s(?:further\s)?(?:deepened|converted)\b")
_CONVERTED = re.compile(r"\sto\s(?:an?\s)?(?:n?CR|sCR|VGPR|PR|CRi|complete|stringent|near)\b")
_CAUSES = re.compile(r"\b[Cc]auses?\sof\s(?:death\b|(?:[\w-]+\s){1,3}(?:was|were|included)\b)")
# Reasons: "was discontinued for progression in 20 (23%) and for toxicity in 5", "due to X (20%) or Y (8%)".
_STOPPED_FOR = re.compile(
    r"\b[Dd]iscontinu(?:ed|ation),?\s(?:(?:in|of)\s(?!\d))?(?:[A-Za-z-]+\s){0,4}?(?:for\s(?=[^;]*\d)"
    r"|(?P<for>because\sof|due\sto|owing\sto)\s(?=[^;]*\d[^;]*\b(?:and|or)\s(?P=for)\s[a-z]"
    r"|(?:[a-z]+\s){1,4}\([^()]*\d[^()]*\)(?:,|\s(?:and|or))\s(?:(?:and|or)\s)?(?:[A-Za-z]+\s){1,4}\([^()]*\d))"
)
_NEXT_VERB = re.compile(r"\b(?:was|were|occurred|had|developed|experienced|died)\b|;")
_REASONS = re.compile(
    r"\b[Rr]easons?\s(?:for|of)\s(?:\w+\s){0,3}?(?:discontinu\w+|withdraw\w+|stopping|dropout|cessation)[^;.]*?"
    r"(?:\b(?:was|were|included?|being)\b|:)"
)
_DEATH_WITHOUT = re.compile(r"\bdeath without (?:[\w-]+\s){0,4}$")
_STATE_OR = re.compile(r"(?:progress|relaps)\w*\s(?:disease\s)?(?:and/)?or\s(?:had\s)?$")
# "transplanted in CR1, CR2, or relapse"
_IN_STATE = re.compile(
    r"\bin\s(?:\w+\s)?(?:CR\d?|remission|response|phase)\b[^.;:()%]{0,30}"
    r"(?:\band|\bor|,|\bvs\.?|\bversus)\s(?:in\s)?(?:(?!\d)\w+\s)?$"
)
_OR_DIED = (" or died", " or death", " or had died", " and/or death", "/death")
_UP_TO_DEATH = {"PD": "PFS", "CIR": "RFS"}
_OR_DEATH = re.compile(r"\b(?:and/)?or\sdeath$", re.IGNORECASE)
_COORDINATING = (" and ", " or ", "/", ", ", " plus ")
_LISTING = ("and", "or", ",", ", and", ", or")
_COORDINATED = re.compile(
    r"(?P<first>[A-Za-z][\w-]*)(?:\s\((?:[A-Za-z]+|grades?\s[^()]*)\))?(?:,?\s(?:and|or|plus)\s|/|,\s)$"
)


@dataclass(slots=True)
class Mention:
    """An outcome at one place of a sentence."""

    start: int
    end: int
    code: str
    category: str
    statistics: tuple[str, ...]
    term: str | None = None

    def takes(self, unit: str, statistic: str | None) -> bool:
        """Whether this outcome can be given in such a quantity."""
        if unit == "ratio":
            return (statistic or "hazard_ratio") in self.statistics
        if unit == "months":
            return "median" in self.statistics or "mean" in self.statistics
        if unit in ("percent", "count"):
            return "rate" in self.statistics and self.code != "follow_up"
        return False


def find_mentions(text: str, words: list[Word], frames: frozenset[str] = frozenset()) -> list[Mention]:
    """Return the outcomes a sentence names, in order."""
    mentions: list[Mention] = []
    stop = _causes_of_death(text)
    baseline = "baseline" in frames
    cue: Word | None = None
    reasons = _reasons(text)
    for word in words:
        start, _, role, code = word
        if role not in NAMING and code not in _SETTING_ASIDE:
            continue
        if start > stop:
            break
        if mentions and start < mentions[-1].end:
            continue  # the cause of a death
        if role not in NAMING:
            cue = word if role == "cue" else cue
            continue
        if reasons[0] <= start < reasons[1]:
            mentions.append(_reason(text, word))
            continue
        mention = _mention(text, word)
        if (
            mention is None
            or (baseline and mention.code in _STATES and not holds(text[start : mention.end], _MEASURES))
            or _is_aside(text, cue, mention, mentions)
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
        mentions += [*shared, mention]
    return _told_by_bracket(text, mentions)


def _told_by_bracket(text: str, mentions: list[Mention]) -> list[Mention]:
    """A composite with what it is made of: "composite complete remission (CR or CRi)" is CR/CRi."""
    for place, (first, second) in enumerate(pairwise(mentions)):
        made_of = first.code == "CRc" and second.code == "CR/CRi"
        if made_of and _ABBREVIATED.fullmatch(text, first.end, max(first.end, second.start)):
            return [*mentions[:place], replace(second, start=first.start), *mentions[place + 2 :]]
    return mentions


def _next_cause(text: str, cause: Mention, mention: Mention) -> Mention:
    """An event that is the next cause in a list of deaths: "deaths due to relapse in 5, infection in 3"."""
    if mention.code not in _DEADLY or not cause.code.startswith("deaths from "):
        return mention
    if not is_next_cause(text, cause.end, mention.start):
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
    if last.code == "AE" and modifying().get(printed[0].lower()) != "kind":
        return []
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


def _free_of(text: str, last: Mention, printed: str, after: int) -> list[Mention]:
    """The outcome before one in the midst of a list: "overall, relapse-free, and event-free survival"."""
    first = _sharing(text, last.start, after, "survival", last) if printed.endswith("-free") else None
    return [first] if first else []


def _sharing(text: str, start: int, after: int, noun: str, last: Mention) -> Mention | None:
    """The outcome right before a place, by its first word and the noun it shares."""
    begin = max(after, start - _BESIDE)
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


def _mention(text: str, word: Word) -> Mention | None:
    _, _, role, code = word
    entry = entries()[role, code]
    if role == "event":
        return _event(text, word, entry.statistics)
    if code == "HCT" and not _is_transplanting(text, word):
        return None
    if code == "OS" and (free := _free(text, word)):
        return Mention(
            word.start - len(free["name"]),
            word.end,
            (free["name"] + text[word.start : word.end].partition(" rate")[0]).lower(),
            "survival",
            entry.statistics,
        )
    if code == "OS" and text.endswith("-specific ", 0, word.start):
        own = entries()["endpoint", "CSS"]  # "CML-specific OS"
        return Mention(word.start, word.end, own.code, own.category, own.statistics)
    return _outcome(text, word, entry)


def _free(text: str, word: Word) -> re.Match[str] | None:
    """What a survival is free of: "treatment-free survival"."""
    named = text[word.start].islower() and text.endswith("free ", 0, word.start)
    return _FREE.search(text[: word.start]) if named else None


def _outcome(text: str, word: Word, entry: Entry) -> Mention | None:
    """The outcome a word names, with what the words around it make of it."""
    start, end, _, code = word
    statistics = entry.statistics
    if _is_none_of_its_kind(text, start, entry):
        return None
    if code in _STATES and (_is_of_people(text, start, end) or text.endswith(_SINCE, 0, start)):
        return None
    if code == "ORR" and text.endswith(("no ", "No "), 0, start) and _IS_STATE.match(text, start):
        code, start = "no response", start - len("no ")
    if _is_of_change(text, start, end, entry):
        return None
    if code in DEATHS:
        code, end = death_by_cause(text, start, end, code)
    if code == "PR" and (last := _or_better(text, start, end)):
        code, end = "ORR", last
    if _or_death(text, start, end) or (code in _STATES and text.startswith(_OR_DIED, end)):
        code, statistics = (
            _UP_TO_DEATH.get(code, code),
            ("hazard_ratio",),
        )  # "the risk of progression or death"
    if code in _UP_TO_EVENTS and text.startswith(" event", end) and _EVENTS.match(text, end):
        code, statistics = (
            _EVENTS_OF.get(code, f"{code} events"),
            ("rate", "hazard_ratio"),
        )  # "361 DFS events were reported"
    category = entry.category if code == entry.code else _category(code)
    return Mention(start, end, code, category, statistics)


def _is_of_change(text: str, start: int, end: int, entry: Entry) -> bool:
    """Whether a word says what a state came from or went to, or names a group: "two VGPR to CR", "CR/PR1"."""
    if text.startswith(("-", "/"), end) and (_COMPOUND.match(text, end) or _FIRST_OR_LATER.match(text, end)):
        return True  # a risk group "MRD-HR"
    if "who " in text and _WENT_ON.match(text, end) and _HAVING.search(text, start - _BESIDE, start):
        return True  # "ten who achieved a response have relapsed"
    if entry.category == "response" and text.startswith(" to ", end) and _CONVERTED.match(text, end):
        return True
    if entry.code != "ORR":
        return False
    # "80% as best response" is told of the outcome before
    best = " best " in text and _AS_BEST.search(text, max(0, start - _BESIDE), end) is not None
    return best or _DEEPENED.match(text, end) is not None


def _or_better(text: str, start: int, end: int) -> int:
    """Where a partial response that counts the better ones ends: "≥PR", "PR or better"; 0 for others."""
    if text.endswith(_AT_LEAST, 0, start):
        return end
    better = _OR_BETTER.match(text, end)
    return better.end() if better else 0


def _category(code: str) -> str:
    """The category of an outcome; one that is named by its cause is of survival."""
    known = entries().get(("endpoint", code))
    return known.category if known else "survival"


def _or_death(text: str, start: int, end: int) -> bool:
    """Whether a name ends with death: "progression or death"."""
    return text.endswith(("eath", "EATH"), start, end) and _OR_DEATH.search(text, start, end) is not None


def _is_of_people(text: str, start: int, end: int) -> bool:
    """Whether a state is one of patients, or leads to another: "relapsed (56%) patients", "progressed to"."""
    return (
        _OF_PATIENTS.match(text, end, end + _BESIDE) is not None
        or (text.startswith("relapsed ", start) and text.endswith(_OF_WHOM, 0, start))
        or _INTO.match(text, end) is not None
        or _LAST_TIME.search(text, start - _BESIDE, start) is not None  # "relapsed or progressive"
        or (" in " in text and _IN_STATE.search(text, start - _BESIDE, start) is not None)
    )


def _is_none_of_its_kind(text: str, start: int, entry: Entry) -> bool:
    """Whether a word is no outcome: "RR-AML", "a prior CR", "death without progression"."""
    code = entry.code
    if code in DEATHS and (text.endswith(_OF_CAUSE, 0, start) or _STATE_OR.search(text, 0, start)):
        return True  # "infection-related mortality", "had progressed or died"
    in_phase = code == "TFR" and text.endswith(" in ", 0, start)  # "pain rose from 17% to 34% in TFR"
    marked = text.startswith(_MARKERS, start) or (
        code == "ORR" and (_DISEASE.match(text, start) or text.startswith(_EVALUABLE, start))
    )
    # A molecular relapse is none of the disease.
    if (
        marked
        or in_phase
        or (code == "CIR" and text.endswith(("olecular ", "ytogenetic "), 0, start))
        or (entry.category == "response" and text.endswith(_BEFORE_STUDY_OR_LACKING, 0, start))
        # Of those enrolled, relapsed AML is a status: "(16 relapsed after chemotherapy)".
        or (code == "CIR" and "nrol" in text and _ENROLLED.search(text, 0, start))
    ):
        return True
    if code == "NRM" and text.startswith(("was ", "were "), start):
        return not holds(text[:start], _DYING)  # "2 of the deaths were considered related to treatment"
    if code == "OS":  # "the median follow-up of surviving patients", "for patients who are alive"
        alive = text.startswith("alive", start) and text.endswith(_WHO_ARE, 0, start)
        if text.startswith("survived ", start) and text.endswith(("who ", "that "), 0, start):
            return True
        return "ollow" in text and (alive or text.startswith(_SURVIVING, start))
    return "death without" in text and _DEATH_WITHOUT.search(text, start - _BESIDE, start) is not None


def _is_transplanting(text: str, word: Word) -> bool:
    if _NOT_BEFORE.search(text, max(0, word.start - _BESIDE), word.start):
        return False
    printed = text[word.start : word.end].lower()
    if printed.startswith("transplanted") and text.endswith(_PEOPLE_BEFORE, 0, word.start):
        return False  # "55% for patients transplanted in first remission"
    if printed.startswith("transplanted") and _IN_PHASE.match(text, word.end):
        return False  # "57 patients were transplanted in chronic phase"
    return bool(
        _OWN_VERB.search(printed)
        or _TRANSPLANTING.search(text[max(0, word.start - 60) : word.start].lower())
        or _TRANSPLANTED_AFTER.match(text, word.end)
        or _RATE_OF.search(text, 0, word.start)
    )


def _causes_of_death(text: str) -> int:
    """Where a list of causes of death starts; what it names are no events of the study."""
    match = _CAUSES.search(text) if "ause" in text else None
    return match.start() if match else len(text)


def _reasons(text: str) -> tuple[int, int]:
    """Where reasons for stopping are given; what they name is no outcome of its own."""
    if "eason" in text and (match := _REASONS.search(text)):
        return match.end(), len(text)
    if "iscontinu" in text and (match := _STOPPED_FOR.search(text)):
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


def _event(text: str, word: Word, statistics: tuple[str, ...]) -> Mention | None:
    start, term = named_event(text, word.start, word.end)
    if text.endswith(_BEFORE_STUDY, 0, start) or text.startswith(_RELATED, word.end):
        return None
    if word.code in _CARE and _NEEDING.search(text, max(0, start - _BESIDE), start):
        return None  # "pneumonia requiring hospitalization"
    return Mention(start, word.end, "AE", "safety", statistics, term)


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
    return _composed(first, second, gap)


def _composed(first: Mention, second: Mention, gap: str) -> Mention | None:
    """Two responses that are counted as one: "CR + CRi"."""
    if _COMPOSING.fullmatch(gap) and (code := _COMPOSITES.get(frozenset((first.code, second.code)))):
        return Mention(first.start, second.end, code, first.category, first.statistics)
    if first.code == second.code == "CR" and gap.strip() == "/":
        return Mention(second.start, second.end, "CR", first.category, first.statistics)
    return None
