"""Words around a count of patients that tell whether it is the whole study's.

Patterns of what comes before a count end at its first character (`$`), those of what comes after
it start behind the word for the patients (`^`) and are matched there.
"""

from __future__ import annotations

import re

from extractors.lazy_patterns import lazy

NOUN = (
    r"(?:patients|pts|subjects|participants|recipients|individuals|adults|children|adolescents|women|men"
    r"|infants|(?:medical |clinical |patient )?(?:records|charts)(?: of patients)?|cases)\b"
)
NOUN_BEGINNINGS = (
    *(
        "patient",
        "pts",
        "subject",
        "participant",
        "recipient",
        "individual",
        "adult",
        "child",
        "adolesc",
        "men",
    ),
    *("infant", "record", "chart", "cases"),
)
# What may stand between the count and that word: "40 heavily pretreated patients", but not "40 months of".
BETWEEN = (
    r"(?!(?:to|in|on|at|with|of|who|for|vs|versus|the|months?|weeks?|days?|years?|cycles?|mg|cent(?:er|re)s?"
    r"|sites?|hospitals?|arms?|doses?|more|other|additional|further|control|historical?|healthy|matched)\b)"
    r"[A-Za-z][\w/'’–+-]*,?\s+(?:\([A-Z][\w-]{0,7}\)\s+)?"
)
ENROLLED = (
    r"(?:enrol+ed|accrued|recruited|registered|entered|randomi[sz]ed|randomly (?:assigned|allocated|divided)"
    r"|underwent randomi[sz]ation|consented)"
)
STUDIED = (
    r"(?:included|studied|identified|analy[sz]ed|evaluated|reviewed|treated|assigned|allocated|investigated"
    r"|assessed|transplanted|participated|separated|stratified|examined|collected|given|retrieved|compared)"
)
_RECEIVED = r"(?:received|underwent|started|initiated)"
_SOURCE = r"(?:series|data|records|charts|outcomes?) (?:from|of|on|in)"
_STUDY_NOUN = r"(?:study|analysis|trial)"
_WHOLE_OF = rf"(?:age of|treatment of|involving|compris(?:ing|ed)|consist(?:ed|ing) of|cohort of|{_SOURCE})"
_REPORTED = r"(?:report|describe|present)(?:\s(?:on|(?:the|our)\s(?:\w+\s)?\w+\s(?:of|in|from|for|with)))?"
_ALL = r"(?:a total of |data (?:from|on|of) |all |some |the )?"

_ENROLLED_STEMS = ("enrol", "accrued", "recruited", "registered", "entered", "random", "consented")
_STUDIED_STEMS = (
    "included", "studied", "identified", "analy", "evaluated", "reviewed", "treated", "assigned", "allocated",
    "investigated", "assessed", "transplanted", "participated", "separated", "stratified", "examined",
    "collected", "given", "retrieved", "compared",
)  # fmt: skip
_RECEIVED_STEMS = ("received", "underwent", "started", "initiated")
_WHOLE_STEMS = (
    "age of", "treatment of", "involving", "compris", "consist", "cohort", "series", "data", "record",
    "chart", "outcome",
)  # fmt: skip
_PLACES = ("in", "with", "among", "on", "from", "for")

# How much words speak for the whole study, the strongest first. Each has words without which its
# pattern cannot match.
BEFORE = (
    (6, _ENROLLED_STEMS, lazy(rf"\b{ENROLLED}\s{_ALL}$", re.IGNORECASE)),
    (
        5,
        (*_STUDIED_STEMS, "available", "pooled", "study", "trial"),
        lazy(
            rf"\b(?:{STUDIED}|pooled from|available (?:for|from|on)"
            rf"|{_STUDY_NOUN} (?:including|of|in|with|on))\s{_ALL}$",
            re.IGNORECASE,
        ),
    ),
    (5, ("we ",), lazy(rf"\bwe\s(?:\w+\s)?{_REPORTED}\s{_ALL}$", re.IGNORECASE)),
    (4, _WHOLE_STEMS, lazy(rf"\b{_WHOLE_OF}\s(?:all |the )?$", re.IGNORECASE)),
    (3, _PLACES, lazy(rf"\b(?:{'|'.join(_PLACES)})\s{_ALL}$", re.IGNORECASE)),
)
AFTER = (
    (
        6,
        _ENROLLED_STEMS,
        lazy(
            rf"^(?:[^.;]{{0,200}}?)\b(?:were|was|had been|have been|have)?\s?(?:\w+ly )?{ENROLLED}\b",
            re.IGNORECASE,
        ),
    ),
    (
        5,
        _STUDIED_STEMS,
        lazy(
            rf"^(?:[^.;]{{0,200}}?)\b(?:were|was|had been|have been)\s(?:\w+ly )?{STUDIED}\b", re.IGNORECASE
        ),
    ),
    (
        4,
        (*_ENROLLED_STEMS, *_STUDIED_STEMS),
        lazy(rf"^\s(?:who were\s)?(?:{ENROLLED}|{STUDIED}),", re.IGNORECASE),
    ),
    (3, _RECEIVED_STEMS, lazy(rf"^(?:[^.;:]{{0,80}}?)\b{_RECEIVED}\b", re.IGNORECASE)),
)
TOTAL_ENDS = ("total of", "all", "total", "altogether", "all of", "the")  # what that can end with
TOTAL_BEFORE = lazy(
    r"(?:\ba total of|\bin (?:all|total),?|\boverall,?|\baltogether,?|\ball(?: of)?(?: the)?)\s$",
    re.IGNORECASE,
)
WHOLE_AFTER = lazy(
    rf"^(?:(?: in the \w+ \w+)?\s?,|\s(?:who (?:were )?)?(?:{ENROLLED}|{STUDIED}|{_RECEIVED})\b)"
)
STUDY_STEMS = ("stud", "trial", "analy", "investigat", "evaluat", "assess", "compared", "test")
STUDY = lazy(
    r"\b(?:stud(?:y|ied)|trial|analysis|investigat\w+|evaluat\w+|assess\w+|analy[sz]ed|compared"
    r"|test(?:ed|ing))\b",
    re.IGNORECASE,
)

# What speaks against it: a plan, a share, a part of a whole, an arm, a result.
NOT_YET_STEMS = (
    "plan", "target", "would", "will", "to be", "sample", "calculat", "anticipat", "power", "screen",
)  # fmt: skip
NOT_YET = lazy(
    r"\b(?:planned (?:enrol|accrual|sample|number|recruit|to )|target (?:enrol|accrual|sample|number)"
    r"|targeted|would|will be|to be (?:enrolled|recruited|randomi|included)|sample size|calculated"
    r"|anticipated|powered|power (?:to|of)|screened)",
    re.IGNORECASE,
)
SHARE_AFTER = lazy(r"^\s?[(\[,]?\s?(?:n\s?=\s?\d+[,;]\s?)?\d+(?:[.·]\d+)?\s?%")
FRACTION_ENDS = ("of", "the", "these", "all", "/", "next", "first", "last", "in")
FRACTION_BEFORE = lazy(
    r"(?:\d\)?\]?\s(?:\[[^]]*\]\s)?of(?: the| these| all)?|/|\bnext|\bfirst|\blast|\bof these"
    r"|%\)?\s(?:of|in))\s?$",
    re.IGNORECASE,
)
DENOMINATOR = lazy(r"(?:^|[.;,:]\s)(?:[Oo]f|[Aa]mong) (?:the |all |a total of )?$")
ARM_AFTER = lazy(
    r"^[^.:;,()]{0,30}\b(?:in|into|to|on)\s(?:the |each |either |group |arm )[^.;,()]{0,40}"
    r"\b(?:arms?|groups?|cohorts?)\b"
    r"|^\s?(?:per|in each|in either|to receive|each)\b",
    re.IGNORECASE,
)
_HISTORY = r"(?:been|undergone|received|failed|progressed|relapsed|prior|previous)"
OUTCOME_AFTER = lazy(
    r"^\s?(?:who |that )?(?:also |subsequently |later )?(?:died|relapsed|achieved|developed|experienced"
    r"|responded|progressed|discontinued|withdrew|remained|proceeded|completed|required|went on"
    rf"|(?<!who )(?<!that )had (?!an? (?:\d|median|overall|estimated)|{_HISTORY})"
    r"|were (?:alive|evaluable|assessable|excluded|lost|ineligible|not|still)"
    r"|(?:in|with) (?:CR|PR|SD|PD|remission)\b)",
    re.IGNORECASE,
)
LISTED_ENDS = ("=", "and", ",")
LISTED_BEFORE = lazy(r"(?:\bn\s?=|\band|\)\s?,|(?<!\d)\d{1,3}(?:\.\d+)?%?,)\s?$", re.IGNORECASE)
SUBSET = lazy(
    r"\b(?:evaluable|assessable|responding|surviving|remaining|eligible|responders?)\b", re.IGNORECASE
)
WHOLE = lazy(r"\b(?:enrolled|randomi[sz]ed|recruited|registered|accrued|consecutive)\b", re.IGNORECASE)
COMPARED_BEFORE = lazy(rf"\bcompared\b.*{NOUN}.*\b(?:with|to|versus|vs\.?)\s$", re.IGNORECASE)
DATED = lazy(
    r"^(?:\w+:\s)?(?:[Bb]etween|[Ff]rom|[Ii]n|[Aa]s of|[Uu]ntil|[Bb]y|[Dd]uring|[Ss]ince)\s[^;()]*"
    r"\b(?:19|20)\d\d,\s$"
)
ONE_OF_SETS = lazy(
    r"\b(?:training|derivation|validation|discovery|development|test)\s(?:cohort|set|sample)\b[^.;]*$",
    re.IGNORECASE,
)
PART = lazy(r", including .*?,(?= (?:were|was|received|underwent|had|have)\b)")
BRACKET = lazy(r"(?:\s\(|\()[^()]*\)")
