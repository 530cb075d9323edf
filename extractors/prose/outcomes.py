"""The outcome that one word names at its place, and what the words around it make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.prose.deaths import DEATHS, cause_of, death_by_cause, death_of
from extractors.prose.event_names import named_event
from extractors.prose.lexicon import entries
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.lexicon import Word
    from extractors.vocabulary import Entry

_TRANSPLANTING = re.compile(
    r"(?:under(?:w[eo]nt|go(?:ing|ne)?)|proceed(?:ed|ing)?(?:\sdirectly)?(?:\sto|\swith)?|receiv(?:ed|ing)|bridg(?:ed|ing)(?:\sto)?|w[eo]nt\son\sto|got\sto|"
    r"moved\sto|transferred\sto|transition(?:ed|ing)\sto|had|followed\sby|consolidat\w+\swith|subsequent|(?:able\sto|could)\s(?:receive|undergo|proceed\sto))\s"
    r"(?:(?:an?|the|subsequent|successful|further|consolidative|receive|undergo|to|on|allogeneic|autologous|planned|their|first|upfront|early|delayed|salvage)\s)*(?:[\w/]+-)?$"
    r"|(?:proceed(?:ed|ing)?(?:\sto|\swith)|bridg(?:ed|ing)\sto|transition(?:ed|ing)\sto|went\son\sto)\s(?:[\w/-]+[\s-]){1,2}$"
)
# "proceeded to reduced-intensity ASCT": the kind belongs to the name.
_OF_A_KIND = re.compile(
    r"\b(?:proceed(?:ed|ing)?(?:\sto|\swith)|bridg(?:ed|ing)\sto|transition(?:ed|ing)\sto|went\son\sto)\s(?:an?\s)?(?P<kind>(?:[\w/-]+[\s-]){1,2})$"
)
_RATE_OF = re.compile(r"\b[Rr]ates?\sof\s(?:(?:allogeneic|autologous|subsequent|allo|the)[\s-])*$")
_TRANSPLANTED_AFTER = re.compile(
    r"[\s-]?(?:\([A-Za-z-]+\)\s)?(?:rates?|was\s(?:performed|done|carried)|were\s(?:performed|done)|realization)\b"
    r"(?!\s(?:with|using|from|between|at)\b)"
)
_IN_PHASE = re.compile(
    r"\sin\s(?:first|second|chronic|accelerated|blast|complete|partial|CR|PR|remission|relapse)"
)
_OWN_VERB = re.compile(r"proceed|bridg|underwent|transplanted|received|rate")
_FREE = re.compile(
    r"(?P<name>(?:\b(?!(?:in|of|the|and|or|for|on|an?|with|better|longer)\s)[A-Za-z][\w-]*\s){0,1}[\w-]+[-–]free\s)$"
)
STATES = frozenset(("PD", "CIR", "HCT", "SD"))  # said of patients' past as well as of their outcome
_FAILED = re.compile(  # "the rate of failure to achieve MMR was 40%"
    r"\b(?:[Ff]ail(?:ure|ures|ed|ing)?|unable|[Ii]nability)\sto\s(?:achieve|attain|reach|obtain|enter)\s(?:an?\s|the\s)?(?:\w+\s)?$"
)
_SINCE = ("from ", "From ", "from first ", "from last ", "since ")  # "the 2-year survival from relapse"
_SURVIVAL = ("survival", "survival rate", "survival rates")
_SINCE_RELAPSE = re.compile(
    r"\s(?:\([A-Za-z]+\)\s)?(?:from|after|since)\s(?:the\s)?(?:time\sof\s)?(?:first\s)?relapse\b"
)
_AT_LEAST = ("≥", "≥ ", ">=", ">= ", "⩾", "at least ", "at least a ")
_WHO_ARE = ("who are ", "who were ", "patients ", "pts ", "those ", "still ")
_OF_WHOM = ("with ", " of ", " for ", " in ")  # "patients with relapsed lymphoma"
_LACKING = (
    *("Lack of ", "Loss of ", "Absence of ", "losses of "),
    *("lack of ", "loss of ", "absence of ", "inadequate ", "insufficient ", "suboptimal "),
)
_ENROLLED = re.compile(r"\b[Ee]nrol+ed\b[^.;]*\(\d+\s(?:had\s)?$")
_RELATED = ("-related", "–related", "-specific", "-associated", "-attributable")  # "infection-related death"
_BEFORE_STUDY = ("prior ", "previous ", "history of ", "pre-existing ", "preexisting ", "history of prior ")
_GETTING_BETTER = ("mprovement of ", "mprovement in ", "esolution of ", "ecovery from ")
_BEFORE_STUDY_OR_LACKING = (*_BEFORE_STUDY, *_LACKING, "epth of ", "eepening of ", "uality of ")
_OF_CAUSE = ("-related ", "–related ", "-specific ", "-associated ", "-attributable ")
_DYING = ("death", "Death", "died", "fatal")
_CARE = frozenset(("hospitalization",))
BESIDE = 50  # characters behind a name that can change it
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
# "Infection-related deaths" are deaths from infection.
_RELATED_DEATH = re.compile(r"(?<![\w-])(?P<cause>[A-Za-z][\w-]*)[-–](?:related|associated|attributable)\s$")
_WITH_BETTER = {"PR": "ORR", "SD": "DCR"}  # "PR or better", "stable disease or better"
_MARKERS = ("PD-L", "PD-1", "PD\u2011L", "PD\u20111")
_OR_BETTER = re.compile(r"(?:\s?\([A-Za-z]+\))?\sor\s(?:better|greater|higher|more|deeper)\b")
_NEEDING = re.compile(r"\b(?:requir\w+|necessitat\w+|need\w*|leading to|led to|resulting in)\s(?:\w+\s)?$")
_HAVING = re.compile(
    r"\bwho\s(?:(?:had\s|have\s)?(?:achiev|obtain|attain|reach)\w*|were|was|are|had|remained|became)"
    r"\s(?:an?\s|the\s)?(?:\w+\s)?$"
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
_DEEPENED = re.compile(r"\s(?:further\s)?(?:deepened|converted)\b")
_CONVERTED = re.compile(r"\sto\s(?:an?\s)?(?:n?CR|sCR|VGPR|PR|CRi|complete|stringent|near)\b")
_DEATH_WITHOUT = re.compile(r"\bdeath without (?:[\w-]+\s){0,4}$")
_STATE_OR = re.compile(
    r"(?:[Pp]rogress|[Rr]elaps(?!es\b)|[Rr]ecurr)\w*(?:\sdisease)?(?:,\s[A-Za-z]+(?:\s[a-z]+){0,2}){0,3},?\s(?:and/)?or\s(?:had\s)?$"
)
# "transplanted in CR1, CR2, or relapse"
_IN_STATE = re.compile(
    r"\bin\s(?:\w+\s)?(?:CR\d?|remission|response|phase)\b[^.;:()%]{0,30}"
    r"(?:\band|\bor|,|\bvs\.?|\bversus)\s(?:in\s)?(?:(?!\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b)\w+\s)?$"
)
# "relapse or death", "disease progression, recurrence, second primary or died"
_OR_DIED = re.compile(
    r"(?:(?:,\s(?!and\b|or\b)[A-Za-z]+(?:\s[a-z]+){0,2}){0,3},?\s(?:and/)?or\s(?:had\s)?|/)(?:died|death)\b"
)
_UP_TO_DEATH = {"PD": "PFS", "CIR": "RFS"}
_OR_DEATH = re.compile(r"\b(?:and/)?or\sdeath$", re.IGNORECASE)


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


def mention_of(text: str, word: Word) -> Mention | None:
    """Return the outcome or event that a word names at its place, None where it names none there."""
    _, _, role, code = word
    if role == "cause":
        return _cause(text, word)
    entry = entries()[role, code]
    if role == "event":
        return _event(text, word, entry.statistics)
    if code == "HCT":
        return _transplant(text, word, entry)
    return (
        _with_words_beside(text, word, entry)
        or _related_death(text, word, entry)
        or _outcome(text, word, entry)
    )


def _with_words_beside(text: str, word: Word, entry: Entry) -> Mention | None:
    """The outcome that a word names with one beside it: "CCyR duration", "treatment-free survival"."""
    if entry.category == "response" and text.startswith(" duration", word.end):
        own = entries()["endpoint", "DOR"]
        return Mention(word.start, word.end + len(" duration"), own.code, own.category, own.statistics)
    if word.code != "OS":
        return None
    if free := _free(text, word):
        return Mention(
            word.start - len(free["name"]),
            word.end,
            (free["name"] + text[word.start : word.end].partition(" rate")[0]).lower(),
            "survival",
            entry.statistics,
        )
    plain = text[word.start : word.end].lower() in _SURVIVAL  # OS may be that of a study of relapsed patients
    if plain and (late := _SINCE_RELAPSE.match(text, word.end)):
        own = entries()["endpoint", "SAR"]
        return Mention(word.start, late.end(), own.code, own.category, own.statistics)
    if text.endswith("-specific ", 0, word.start):
        own = entries()["endpoint", "CSS"]  # "CML-specific OS"
        return Mention(word.start, word.end, own.code, own.category, own.statistics)
    return None


def _transplant(text: str, word: Word, entry: Entry) -> Mention | None:
    """A transplant that patients went on to, with its kind: "proceeded to reduced-intensity ASCT"."""
    if not _is_transplanting(text, word):
        return None
    kind = _OF_A_KIND.search(text, max(0, word.start - BESIDE), word.start)
    if kind:
        return Mention(kind.start("kind"), word.end, word.code, entry.category, entry.statistics)
    return _outcome(text, word, entry)


def _cause(text: str, word: Word) -> Mention:
    """Deaths by a cause that a list names alone: "3 of sepsis"."""
    code = death_of(cause_of(text[word.start : word.end]))
    return Mention(word.start, word.end, code, _category(code), entries()["endpoint", "deaths"].statistics)


def _related_death(text: str, word: Word, entry: Entry) -> Mention | None:
    """Deaths by their cause before them: "infection-related deaths"."""
    named = word.code in DEATHS and text.startswith("death", word.start)
    related = _RELATED_DEATH.search(text, 0, word.start) if named else None
    if related is None:
        return None
    code = death_of(related["cause"])
    return Mention(related.start(), word.end, code, _category(code), entry.statistics)


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
    if code in STATES and (_is_of_people(text, start, end) or text.endswith(_SINCE, 0, start)):
        return None
    if code == "ORR" and text.endswith(("no ", "No "), 0, start) and _IS_STATE.match(text, start):
        code, start = "no response", start - len("no ")
    failed = entry.category == "response" and " to " in text and _FAILED.search(text, 0, start)
    if failed:
        code, start = f"no {code}", failed.start()
    if _is_of_change(text, start, end, entry):
        return None
    if code in DEATHS:
        code, end = death_by_cause(text, start, end, code)
    if code in _WITH_BETTER and (last := _or_better(text, start, end)):
        code, end = _WITH_BETTER[code], last
    either = code in STATES and _OR_DIED.match(text, end) is not None
    if either or _or_death(text, start, end):
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
    if "who " in text and _WENT_ON.match(text, end) and _HAVING.search(text, start - BESIDE, start):
        return True  # "ten who achieved a response have relapsed"
    if entry.category == "response" and text.startswith(" to ", end) and _CONVERTED.match(text, end):
        return True
    if entry.code != "ORR":
        return False
    # "80% as best response" is told of the outcome before
    best = " best " in text and _AS_BEST.search(text, max(0, start - BESIDE), end) is not None
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
        _OF_PATIENTS.match(text, end, end + BESIDE) is not None
        or (text.startswith("relapsed ", start) and text.endswith(_OF_WHOM, 0, start))
        or _INTO.match(text, end) is not None
        or _LAST_TIME.search(text, start - BESIDE, start) is not None  # "relapsed or progressive"
        or (" in " in text and _IN_STATE.search(text, start - BESIDE, start) is not None)
    )


def _is_none_of_its_kind(text: str, start: int, entry: Entry) -> bool:
    """Whether a word is no outcome: "RR-AML", "a prior CR", "death without progression"."""
    code = entry.code
    if code in DEATHS and (text.endswith(_OF_CAUSE, 0, start) or _STATE_OR.search(text, 0, start)):
        return True  # "infection-related mortality", "had progressed or died"
    # Moments: "pain rose from 17% to 34% in TFR", "MRD negativity was 80% at CR".
    in_phase = (code == "TFR" and text.endswith(" in ", 0, start)) or (
        entry.category == "response" and text.endswith("% at ", 0, start)
    )
    marked = text.startswith(_MARKERS, start) or (
        code == "ORR" and (_DISEASE.match(text, start) or text.startswith(_EVALUABLE, start))
    )
    # A cytogenetic relapse is none of the disease.
    if (
        marked
        or in_phase
        or (code == "CIR" and text.endswith("ytogenetic ", 0, start))
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
    return "death without" in text and _DEATH_WITHOUT.search(text, start - BESIDE, start) is not None


def _is_transplanting(text: str, word: Word) -> bool:
    if _NOT_BEFORE.search(text, max(0, word.start - BESIDE), word.start):
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


def _event(text: str, word: Word, statistics: tuple[str, ...]) -> Mention | None:
    start, term = named_event(text, word.start, word.end)
    if text.endswith((*_BEFORE_STUDY, *_GETTING_BETTER), 0, start) or text.startswith(_RELATED, word.end):
        return None
    if text.endswith(", ", 0, start) and _OR_DIED.match(text, word.end):
        return None  # "relapse, second malignancy, or death" is one outcome
    if term == "serious":
        term = "serious adverse events"  # "any 98%, serious 41%"
    if word.code in _CARE and _NEEDING.search(text, max(0, start - BESIDE), start):
        return None  # "pneumonia requiring hospitalization"
    return Mention(start, word.end, "AE", "safety", statistics, term)
