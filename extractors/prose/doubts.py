"""Readings that the words beside a value contradict: no fact comes of them, the number stays unexplained."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.scene import Fact, Scene

_OF_THEM = lazy(
    r"\sof\s(?:(?:the|all|these|those|\d+|confirmed|objective|documented|observed|total|such)\s)*"
)
_UP_TO = lazy(r"\s(?:to|and|or)\s[\d.]+\s?%")
_QUALIFIED = lazy(r"\s(?:(?:confirmed|objective|documented|observed|complete|such)\s)?")
_MORE = (" or more", " or fewer", " or less", " or greater")
_EXAMINED = lazy(
    r"\b(?:was|were|been|could be)\s(?:\w+ly\s)?(?:analy[sz]ed|assessed|assessable|evaluated|evaluable"
    r"|studied|investigated|examined|measured|determined|reviewed|collected|available)"
    r"(?:\s(?:by|with|using)\s[\w/-]+(?:\s[\w/-]+){0,3})?\s(?:in|for|among|from|on)\b[^;]*$"
)
# "The subgroup with X (57% of the intent-to-treat population) derived greater benefit in ORR".
_OF_POPULATION = lazy(r"\sof\s(?:the|all)\s(?:[\w-]+\s){0,4}(?:population|cohort)\)")
_MOST_COMMON = lazy(r"\bmost\s(?:common|frequent)(?:ly)?\s(?:[\w-]+\s){0,5}[\w-]+$", re.IGNORECASE)
_ALL_WITH = lazy(r"\s(?:patients|pts|cases|subjects)\s(?:with|in|having)\s(?:an?\s|the\s)?(?:\w+\s)?")
_GENERIC = frozenset(("toxicity", "toxicities", "adverse event", "adverse events", "side effects"))
_PART_OF_THEM = lazy(r"\bof\s(?:which|whom|them|these)[\s,(\[]*$")
_FOUND = lazy(
    r"\s(?:(?:were|was)\sfound\sto\s(?:have|be)|had|have|achieved|attained|reached|are|remain(?:ed|s)?|subsequently|later)\s(?:still\s|an?\s)?"
)
_TAKEN_AS = lazy(
    r"\s(?:was|were|is|would be)\s(?:considered|deemed|regarded|defined|required|expected|targeted"
    r"|hypothesi[sz]ed|assumed|(?:not\s)?(?:assessable|evaluable|eligible|included|enrolled|excluded)\s(?:for|in|from))\b"
)
# What a value is out of, what is said of it, and what denies an outcome.
_OF = (" of ", " in ", ") of ", ") in ", "] of ", "] in ")
_IS = (" was ", " were ", " is ", " would be ")
_NO = ("no ", "No ")
_ONE_PATIENT = lazy(
    r"\b(?:[Oo]ne|1|a single|another)\s(?:patient|pt)\s(?:who\s|has\s|had\s)*"
    r"(?:survived|lived|remains?|remained|is alive|was alive)\b[^,;.()]*$"
)
_AT_BASELINE = lazy(r"\bat\s(?:baseline|diagnosis|enrol+ment|inclusion|study entry|screening)\b")
_CARED_FOR = lazy(
    r"\b(?:improved|relieved|disappeared|ameliorated|alleviated|resolved|managed|controlled|reversed|reversible|subsided|recovered"
    r"|to (?:resolve|improve)|resolution)\b"
)
_CARE = lazy(
    r"\b(?:[Pp]rophyla\w+|given|administered|used|[Tt]ransfusions?|[Aa]ntibiotics?|[Tt]reatment|[Tt]reated|[Ss]upport|[Ss]urgery|[Ii]nterventions?"
    r"|[Aa]dmitted|[Aa]dmissions?|[Hh]ospitali[sz]ed|[Ss]teroids|[Cc]orticosteroids)\s(?:\w+\s)?(?:of|for|against)\s(?:\w+\s){0,2}$"
)
_CARING_FOR = (" of ", " for ", " against ")
_CARED_BEHIND = lazy(
    r"[^.;:%]*\b(?:for|because of|due to|owing to)\s(?:the\s(?:treatment|management|prevention)\sof\s)?$"
)
_PARTITIVE = lazy(r"(?:^|[.;,]\s)(?:[Oo]f|[Aa]mong)\s(?:(?:the|all|these|those|\d+)\s)*$")
_NONE_SEEN = lazy(r"\s(?:was|were|has been|have been)\s\w+\s(?:in|among|for)\s(?:the\s|any of\s)?(?:\w+\s)?")
_INTERVAL = lazy(r"\b(?:[Tt]ime|[Ii]nterval)\s(?:from|between)\s(?:[\w-]+\s){0,5}$")
_AT_ENTRY = lazy(
    r"(?:\s\([A-Za-z]+\))?\sat\s(?:the\stime\sof\s)?(?:baseline|enrol+ment|inclusion|study entry|screening"
    r"|study start|(?:the\s)?(?:start|beginning)\sof\s(?:the\s)?(?:therapy|treatment|study|trial)"
    r"|(?:allo\w*\s)?(?:transplant(?:ation)?|HCT|HSCT|SCT|ASCT))\b"
)
_OPENS_AT_BASELINE = lazy(
    r"At\s(?:the\stime\sof\s)?(?:baseline|diagnosis|enrol+ment|inclusion|study entry|screening"
    r"|randomi[sz]ation|presentation|(?:\w+\s)?transplant(?:ation)?)\s?,"
)
_CAUSED_BY = lazy(
    r"(?:\s(?:of\s)?(?:the\s|all\s)?(?:them|these|those|deaths|cases|events|patients))*\s(?:was|were|being)\s(?:\w+ly\s)?"
    r"(?:related|attribut\w+|due|ascribed)\sto\b"
)
_DYING = ("died", "death", "Death")
_DIED_OF = lazy(r"\s(?:of (?:them|whom|patients)\s)?(?:from|due to|of|because of|owing to)\s(?:\w+\s)?")
_DEAD_FROM = lazy(
    r"\b(?:died|[Dd]eaths?)\b[^;:%()]{0,40}\b(?:from|due to|because of|owing to|(?:caused|followed) by)"
    r"\s(?:an?\s|the\s)?$"
)
# Causes listed: "deaths due to infection (n = 3) or a bleed (n = 2)", "5 deaths from sepsis, 1 bleed".
_DEAD_LIST = lazy(
    r"\b(?:died|[Dd]eaths?)\b[^.;%]{0,60}?\b(?:from|due to|because of|of)\s"
    r"(?:[^.;%]*\((?:n\s?=\s?)?\d+(?:\scases?)?\)(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s)|[^.;%()]{1,60}(?:,|\sand)\s\d+\s)"
    r"(?:\w+\s)?$"
)
_WAS_IN = lazy(
    r"\s(?:of\s)?(?:the\s|all\s)?(?:(?:patients|pts|recipients|subjects|cases)\s)?"
    r"(?:was|were|had been)\sin\s(?:\w+\s)?"
)
_LIKENED = lazy(r"\bcompar(?:es?|ed|ing) (?:very |quite )?favou?rabl[ey]\b(?!.*(?:\bvs\b|\bversus\b))")
_RESULT_OF = lazy(
    r"\b(?:[Aa]fter|[Aa]t|[Ff]ollowing|[Pp]ost|[Rr]emain\w*|[Aa]chiev\w+|still|alive|day|[Bb]y)\b"
)
# Patients that are known already: "of 30 patients, 12 responded", "among the 214 patients in the X group".
_KNOWN = lazy(
    r"(?:(?:^|[.;,:(]\s)(?:[Oo]f|[Aa]mong)\s(?:(?:the|all|these|those|first|a total of)\s)*"
    r"|\b[Ii]n\s(?:the|these|those)\s(?:first\s|other\s|remaining\s)?|\b(?:[Aa]mong|[Ff]or|[Oo]f|[Ff]rom|[Ww]ith|[Bb]etween|[Tt]han)\s(?:the|all|these|those)\s(?:first\s|other\s|remaining\s)?)$"
)
_KNOWN_ENDS = (
    *("of ", "Of ", "mong ", "the ", "all ", "these ", "those ", "first ", "other ", "remaining "),
)
# "In 25 patients, 24 responses were seen."
_WHOLE_BEFORE = lazy(
    r"\s(?:[A-Za-z-]+\s){0,3}?(?:patients|pts|subjects|cases|recipients|children|adults)(?:\s[A-Za-z-]+){0,4},\s"
    r"(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
)
# Patients that a study takes: "104 patients who underwent HCT were compared with 108 who did not".
_WHO = lazy(r"\b(?:who|that|with|undergoing|receiving|achieving|having|in)\b")
_PICKED = lazy(
    r"[^.;:%]{0,60}?\s(?:were|was)\s(?:\w+ly\s)?(?:compared|included|analy[sz]ed|identified|matched|evaluated|reviewed"
    r"|studied|enrol+ed|selected|recruited|randomi[sz]ed|assigned)\b"
)
# "56 patients (61%) who progressed on X crossed over to Y": the value is of those who crossed over.
_WHO_DID = lazy(
    r"\s(?:patients|pts|subjects)\swith\s(?:an?\s)?"
    r"|\s(?:of\s)(?:the\s)?(?:patients|pts|subjects)\swith\s(?:an?\s)?"
    r"|\s?(?:(?:of\s)?(?:the\s)?(?:patients|pts|subjects)\s(?:in\sthe\s[\w+/-]+\s(?:group|arm)\s)?)?(?:who|that)\s"
    r"(?:had\s|have\s|(?:achiev|attain|obtain|reach)\w*\s)?(?:an?\s)?"
)
_DID = lazy(
    r"(?:\s(?!and\b|or\b|but\b|then\b)[\w+/-]+){0,5}?\s(?:crossed|(?:re)?started|resumed|received|were|was|underwent|went|had|continued|switched|died"
    r"|achieved|discontinued|remained|did|are|proceeded|responded|relapsed|regained|reached|maintained)\b"
)
_FATAL = ("deaths", "NRM", "MORT")
# "Infections caused 30% of deaths": of those with another outcome, and not of the patients.
_OF_OUTCOMES = lazy(
    r"\sof\s(?:the\s|all\s|these\s)*(?:deaths|relapses|CRs|(?:complete )?remissions|failures"
    r"|discontinuations|(?:dose\s)?reductions|withdrawals|admissions)\b"
)
_IN_GENERAL = lazy(
    r"\sof\s(?:all\s|the\s|these\s)?(?:patients|pts|cases)\s(?:will\s|still\s|eventually\s|ultimately\s)?"
    r"(?:become|relapse|die|fail|experience|develop|respond|achieve)\s"
)
_GIVEN = ("cycles", "courses", "infusions", "injections", "doses", "episodes", "procedures", "transfusions")
_OF_CYCLES = lazy(
    r"[)\]]?\s(?:of|in)\s(?:(?:all|the|total|administered|treatment|chemotherapy|evaluable|these|[\d,]+)\s)*"
    r"(?:cycles|courses|infusions|injections|doses|episodes|procedures|transfusions)\b"
)
_DUE_TO = lazy(
    r"\s(?:(?:patient|pt|case|death|was|were|each)s?\s)*"
    r"(?:due to|because of|caused by|resulting from|from|of)\s(?!\d|the\s\d)"
)
_BASELINE = lazy(
    r"\b(?:[Aa]ged?|[Mm]ales?|[Ff]emales?|[Mm]en|[Ww]omen|[Ss]ex|[Ss]tage|ECOG|performance status)\b"
    r"[^;:]*\sin\s"
)
_NEWLY = frozenset(("safety", "response"))
_IN_REACH = 9  # characters from "in" to a value
_NEAR = 24  # characters before a value
_REACH = 60  # characters before an outcome


def sure(scene: Scene, facts: list[Fact]) -> list[Fact]:
    """Return the facts without those that the words beside a value say to be of something else."""
    text = scene.text
    if " favo" in text and _LIKENED.search(text):  # "compares favourably to the 42% seen elsewhere"
        return []
    return [fact for fact in facts if not _is_doubtful(scene, fact)]


def _is_doubtful(scene: Scene, fact: Fact) -> bool:
    """Whether a value is none of the outcome it seems to be of, as values of its kind can be.

    What a rule needs first is asked here: most rules are of few values.
    """
    text, mention, quantity = scene.text, fact.mention, fact.quantity
    begin, stop, unit = quantity.begin, quantity.stop, quantity.unit
    return (
        mention.code == "time on treatment"
        or _is_part_of_them(text, fact)
        or (text.startswith(_OF, stop) and _is_share_of(text, fact))
        or (quantity.n_total is not None and holds(text[begin:stop], _GIVEN))
        or (
            text.startswith(_IS, stop)
            and mention.start != stop + 1
            and _TAKEN_AS.match(text, stop) is not None
        )
        or (unit == "percent" and text.startswith(_MORE, quantity.end))  # "differed by 5% or more"
        or (unit == "count" and _is_doubtful_count(scene, fact))
        or (unit == "months" and (_is_interval_from(text, fact) or _is_of_one_patient(text, fact)))
        or (mention.code == "AE" and _is_doubtful_event(text, fact))
        or (mention.category in _NEWLY and _is_before_treatment(text, fact))
        or (
            _is_of_those_before(scene, fact)
            if mention.start >= stop
            else _is_examined(text, fact)
            or text.find(" cause ", mention.end, begin) >= 0  # "X was the main cause (72%)"
            or (text.endswith(_NO, 0, mention.start) and _is_denied(text, fact))
        )
        or (scene.brackets.pairs != [] and _is_of_baseline(scene, fact))
    )


def _is_of_one_patient(text: str, fact: Fact) -> bool:
    """Whether a time is one patient's: "including one patient who survived 54 months"."""
    begin = fact.quantity.begin
    return _ONE_PATIENT.search(text, max(0, begin - _REACH), begin) is not None


def _is_doubtful_event(text: str, fact: Fact) -> bool:
    """Whether a share of patients with an event is one of something else."""
    return _names_the_commonest(text, fact) or _is_care(text, fact) or _is_cause(text, fact)


def _is_doubtful_count(scene: Scene, fact: Fact) -> bool:
    """Whether a number counts no patients with the outcome it seems to be of."""
    return (
        _is_known_group(scene.text, fact)
        or _is_no_count_of_patients(scene.text, fact)
        or _is_one_of_them(scene.text, fact)
        or _is_cause_in_bracket(scene, fact)
    )


def _is_of_those_before(scene: Scene, fact: Fact) -> bool:
    """Whether an outcome named behind a value says who the patients are, or is what is shared out."""
    return (
        _is_share_of_outcomes(scene.text, fact)
        or _is_of_people(scene.text, fact)
        or _is_status(scene, fact)
        or _is_of_examined(scene.text, fact.quantity.begin)
        or (fact.quantity.n is None and _OF_POPULATION.match(scene.text, fact.quantity.stop) is not None)
    )


def _is_of_examined(text: str, begin: int) -> bool:
    """Whether a value says in whom something was looked for: "MRD was assessed in 140 of 160 CR patients"."""
    start = max(0, begin - _REACH)
    return text.endswith((" in ", " for "), start, begin) and _EXAMINED.search(text[start:begin]) is not None


def _is_share_of_outcomes(text: str, fact: Fact) -> bool:
    """Whether a value shares out the outcomes themselves: "28% of CRs", "10 of the 12 responses"."""
    start, end, stop = fact.mention.start, fact.mention.end, fact.quantity.stop
    of_group = text.startswith((" patients", " pts"), end)  # "80% of CR patients"
    if fact.mention.code == "AE" or not (of_group or text.endswith("s", start, end)):
        return False
    stop = ranged.end() if (ranged := _UP_TO.match(text, stop)) else stop  # "60% to 67% of responses"
    if text.startswith((" of ", ") of "), stop):
        return _OF_THEM.fullmatch(text, text.index(" of ", stop), start) is not None
    return (
        not of_group
        and fact.quantity.n_total is not None
        and fact.quantity.unit == "count"  # "33% (19/57) complete remissions" is told of patients
        and _QUALIFIED.fullmatch(text, stop, start) is not None
    )


def _is_share_of(text: str, fact: Fact) -> bool:
    """Whether a value is out of other outcomes or of what was given: "13% of all relapses", "of cycles".

    Or of patients in general: "up to 50% of patients relapse after treatment".
    """
    stop = fact.quantity.stop
    of_outcomes = fact.mention.code != "DOR" and _OF_OUTCOMES.match(text, stop)
    return bool(of_outcomes) or any(pattern.match(text, stop) for pattern in (_OF_CYCLES, _IN_GENERAL))


def _is_no_count_of_patients(text: str, fact: Fact) -> bool:
    """Whether a number is a threshold or counts events: "three or more", "one episode of"."""
    at_least_one = fact.quantity.n == 1 and fact.quantity.comparator == ">="
    return at_least_one or text.startswith((*_MORE, " episode"), fact.quantity.end)


def _is_known_group(text: str, fact: Fact) -> bool:
    """Whether a number of patients only says how large a group is."""
    quantity = fact.quantity
    if quantity.n_total is not None or quantity.value is not None:
        return False
    if text.endswith(_KNOWN_ENDS, 0, quantity.begin) and _KNOWN.search(
        text, max(0, quantity.begin - _NEAR), quantity.begin
    ):
        return True
    if text.endswith(("In ", " in "), 0, quantity.begin) and fact.mention.start > quantity.stop:
        return _WHOLE_BEFORE.match(text, quantity.stop) is not None
    if text.endswith(("all ", "All "), 0, quantity.begin) and _ALL_WITH.fullmatch(
        text, quantity.stop, max(quantity.stop, fact.mention.start)
    ):
        return _DID.match(text, fact.mention.end) is not None  # "all 19 pts with a relapse regained MMR"
    if text.endswith(" to ", 0, quantity.begin) and " with " in text[quantity.stop : fact.mention.start]:
        return True  # "was given to 388 patients with CR"
    picked = fact.mention.start > quantity.stop and _PICKED.match(text, fact.mention.end)
    return bool(picked) and _WHO.search(text, quantity.stop, fact.mention.start) is not None


def _is_examined(text: str, fact: Fact) -> bool:
    """Whether a value says in whom an outcome was looked for: "response was evaluable in 54 patients"."""
    start, stop = fact.mention.end, fact.quantity.begin
    if not start < stop < start + _REACH or text.find(" in", max(start, stop - _IN_REACH), stop) < 0:
        return False
    between = text[start:stop]
    return " in " in between[-_IN_REACH:] + " " and _EXAMINED.search(between) is not None


def _names_the_commonest(text: str, fact: Fact) -> bool:
    """Whether a value is of what is the commonest event, and not of all: "the most common toxicity was"."""
    if fact.mention.term not in _GENERIC or "most " not in text.lower():
        return False
    return _MOST_COMMON.search(text, max(0, fact.mention.start - _REACH), fact.mention.end) is not None


def _is_interval_from(text: str, fact: Fact) -> bool:
    """Whether a time only starts from an outcome: "the time from relapse to transplantation"."""
    start = fact.mention.start
    return _INTERVAL.search(text, max(0, start - _REACH), start) is not None


def _is_denied(text: str, fact: Fact) -> bool:
    """Whether a value says in how many an outcome was not seen: "no response was seen in 12 patients"."""
    mention = fact.mention
    if mention.end > fact.quantity.begin:
        return False
    return _NONE_SEEN.fullmatch(text, mention.end, fact.quantity.begin) is not None


def _is_part_of_them(text: str, fact: Fact) -> bool:
    """Whether a value is of those with an outcome, or counts them: "most of which (80%)", "of 20 CRs"."""
    start, end = fact.mention.start, fact.mention.end
    begin, stop = fact.quantity.begin, fact.quantity.stop
    if text.find("of ", max(0, begin - _NEAR), begin) >= 0 and _PART_OF_THEM.search(
        text, max(0, begin - _NEAR), begin
    ):
        # Told of a part: "and of these, 59% relapsed", "of whom 43 (91%) were found to have negative MRD".
        return start - stop != 1 and _FOUND.fullmatch(text, stop, max(stop, start)) is None
    first = min(begin, start)
    if not text.endswith("s", start, end) or not _PARTITIVE.search(text, max(0, first - _NEAR), first):
        return False
    return text.startswith(",", end) if start < begin else start - stop <= 1


def _is_before_treatment(text: str, fact: Fact) -> bool:
    """Whether an event was there from the beginning: "neutropenia at baseline in 45%"."""
    if fact.mention.code == "AE" and "omorbidit" in text:
        return True  # "the most frequent comorbidities were diabetes (13%)"
    if text.startswith("At ") and _OPENS_AT_BASELINE.match(text):
        return True
    if " at " not in text:
        return False
    if _AT_ENTRY.match(text, fact.mention.end):
        return True  # "6 pts were in CR at enrollment"
    if text.startswith((" of whom", " of them"), fact.quantity.stop):
        return _AT_ENTRY.search(text, 0, fact.quantity.begin) is not None  # "..., two of whom were MRD-"
    between = text[fact.mention.end : fact.quantity.begin]
    return " at " in between and _AT_BASELINE.search(between) is not None


def _is_care(text: str, fact: Fact) -> bool:
    """Whether a share is of events that ended or were cared for: "resolved in 95%", "given for X in 30%"."""
    start = fact.mention.start
    if start > fact.quantity.begin:  # "G-CSF was given in 45% of patients for neutropenia"
        return _CARED_BEHIND.fullmatch(text, fact.quantity.stop, start) is not None
    return _CARED_FOR.search(text, fact.mention.end, fact.quantity.begin) is not None or (
        holds(text[max(0, start - _REACH) : start], _CARING_FOR)
        and _CARE.search(text, max(0, start - _REACH), start) is not None
    )


def _is_cause(text: str, fact: Fact) -> bool:
    """Whether a share is of what an event caused: "40% were due to X"."""
    stop = fact.quantity.stop
    if holds(text, _DYING) and (
        _DEAD_FROM.search(text, 0, fact.mention.start) or _DEAD_LIST.search(text, 0, fact.mention.start)
    ):
        return True  # "eleven patients died early, mostly from hemorrhage (n = 7)"
    if fact.mention.start < stop:
        return False
    caused = _CAUSED_BY.match(text, stop)
    if caused is not None:
        return caused.end() <= fact.mention.start
    dead = holds(text[:stop], _DYING)  # "46% died, including 12% from infection"
    return dead and _DIED_OF.fullmatch(text, stop, fact.mention.start) is not None


def _is_cause_in_bracket(scene: Scene, fact: Fact) -> bool:
    """Whether a bracket behind deaths counts causes: "two deaths (one cardiac arrest and one sepsis)"."""
    if fact.mention.code != "AE":
        return False
    bracket = scene.brackets.around(fact.quantity.begin)
    before = [m for m in scene.mentions if bracket and m.start < bracket[0]]
    return bool(before) and before[-1].code.startswith(_FATAL)


def _is_one_of_them(text: str, fact: Fact) -> bool:
    """Whether a count only says what some of those counted before had: "two deaths, one due to sepsis"."""
    quantity = fact.quantity
    if quantity.value is not None or fact.mention.end > quantity.begin:
        return False
    if fact.mention.code == "DISC":
        return False  # "was discontinued in two patients due to adverse events"
    return _DUE_TO.match(text, quantity.stop) is not None


def _is_of_people(text: str, fact: Fact) -> bool:
    """Whether an outcome only says who the patients of a value are: "61% who progressed on X received Y"."""
    start, stop = fact.mention.start, fact.quantity.stop
    if not stop < start < stop + _REACH or text.startswith("There "):
        return False
    return (
        _WHO_DID.fullmatch(text, stop, start) is not None and _DID.match(text, fact.mention.end) is not None
    )


def _is_of_baseline(scene: Scene, fact: Fact) -> bool:
    """Whether a bracket behind an outcome compares the patients: "(age > 50 years in 73% vs 28%)"."""
    begin = fact.quantity.begin
    bracket = scene.brackets.around(begin)
    if bracket is None or fact.mention.start > bracket[0] or scene.text.find(" in ", bracket[0], begin) < 0:
        return False
    return _BASELINE.search(scene.text, bracket[0], begin) is not None


def _is_status(scene: Scene, fact: Fact) -> bool:
    """Whether patients only were in remission, as at their transplant: "90 patients (39%) were in CR"."""
    start, stop = fact.mention.start, fact.quantity.stop
    if fact.mention.category != "response" or not stop < start < stop + _REACH:
        return False
    in_state = _WAS_IN.fullmatch(scene.text, stop, start)
    return bool(in_state) and not scene.figures.times and not _RESULT_OF.search(scene.text)
