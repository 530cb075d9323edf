"""Groups that a sentence names beside their value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from extractors.document import Block, BlockKind, Document, Span
from extractors.extract import extract
from extractors.prose.sentences import split_sentences
from extractors.readers.text import read_text_string
from extractors.records import Extraction, Observation
from extractors.subgroups import name_subgroups

if TYPE_CHECKING:
    from extractors.records import Statistic


def arms(text: str, statistic: Statistic = "rate") -> list[str]:
    """The arms of the values that stand in double brackets, all read as remission rates without an arm."""
    marks = list(re.finditer(r"«([^»]*)»", text))
    plain = re.sub(r"[«»]", "", text)
    spans = [
        Span(match.start() - 2 * index, match.end() - 2 * index - 2) for index, match in enumerate(marks)
    ]
    document = Document("doc", "text/plain", plain, (Block(BlockKind.PARAGRAPH, (Span(0, len(plain)),)),))

    def quote(span: Span) -> str:
        sentences = list(split_sentences(document))
        return next(each.text for each in sentences if each.span(0, len(each.text)).end >= span.end)

    observations = tuple(
        Observation(
            "doc/1", "response", "CR", statistic, span, quote(span), "prose", "test", value=float(index)
        )
        for index, span in enumerate(spans)
    )
    named = name_subgroups(document, Extraction(observations=observations))
    return [observation.arm for observation in named.observations]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "CR rates were «70%» among patients who had a normal karyotype, «46%» in those with a complex.",
            ["normal karyotype", "complex"],
        ),
        (
            "The CR rate was «84%» («79%» in lenalidomide-refractory patients).",
            ["", "lenalidomide-refractory"],
        ),
        ("CR was seen in «100%» with trisomy 12 and «7%» with del(17p).", ["trisomy 12", "del(17p)"]),
        (
            "CR was «27%» for haplo versus «33%» for MUD (p=0.04), and 2-year chronic GVHD «30%» and «42%».",
            ["haplo", "MUD", "", ""],
        ),
        ("The incidence of grade III or IV acute GVHD was «6.3%» and «14.7%».", ["", ""]),
        ("The duration was «7.2» vs «5.5» mo (HR 0.66; 95% CI 0.53–0.82).", ["", ""]),
        ("CR by HCT-CI 0, 1–2 and ≥3 was «14%», «21%» and «41%».", ["HCT-CI 0", "HCT-CI 1–2", "HCT-CI ≥3"]),
        (
            "CR was «61%» for patients who received alloHCT versus «32%» for those who did not.",
            ["alloHCT", "no alloHCT"],
        ),
        ("The rate was «71%» overall: «85%» vs «62%» with or without HCT.", ["", "HCT", "no HCT"]),
        ("The rate was «88.8%» with and «84.0%» without zolmab.", ["zolmab", "no zolmab"]),
        (
            "CR was better for age <40 («54%» vs «38%»), CR1 vs CR2 («52%» vs «39%»), and others.",
            ["age <40", "no age <40", "CR1", "CR2"],
        ),
        ("CR was «69%» (60-69 yrs) vs «36%» (≥70 yrs).", ["60-69 yrs", "≥70 yrs"]),
        ("CR was seen in GCB («37.5%») and non-GCB («56.3%») subtypes.", ["GCB", "non-GCB"]),
        ("CR was «25%» in the 1000 mg arm and «30%» in the 500-mg group.", ["1000 mg", "500-mg"]),
        ("CR was seen in «26%» of patients («40%» of patients with AML).", ["", "AML"]),
        (
            "CR was «49%» for patients with less than 5% blasts and «24%» for patients with trisomy 8.",
            ["less than 5% blasts", "trisomy 8"],
        ),
        (
            "CR was seen in «39» of 44 («24» of 25 in low-risk, «15» of 19 in high-risk).",
            ["", "low-risk", "high-risk"],
        ),
        ("By risk, CR was «95%» (SR), «87%» (IR) and «67%» (HR).", ["SR", "IR", "HR"]),
        (
            "The duration was «30 weeks» (IQR 18–48) with zolmab and «13 weeks» with placebo.",
            ["zolmab", "placebo"],
        ),
        ("Patients with NPM1mut (n=38) had CR of «84%» vs «59%» in NPM1wt.", ["NPM1mut", "NPM1wt"]),
        (
            "At 2 years, CR was «95%»; in patients with trisomy 8, it was «84%».",
            ["", "trisomy 8"],
        ),
        (
            "CR was seen in «21%» of patients with t(4;14) and «62%» of patients with inv(3)(q21q26.2).",
            ["t(4;14)", "inv(3)(q21q26.2)"],
        ),
        (
            "Patients with trisomy 8 had a CR rate of «21%», and those with t(11;14) of «62%».",
            ["trisomy 8", "t(11;14)"],
        ),
        ("Patients with asthma had a CR rate of «21%», while those with gout had «62%».", ["asthma", "gout"]),
        (
            "CR was «74%» (95% CI, 60-80) for all patients and «65%» for refractory patients.",
            ["", "refractory"],
        ),
        (
            "Patients becoming negative had more remissions than those remaining positive («60%» vs «20%»).",
            ["negative", "positive"],
        ),
        (
            "Patients who received drug a had more remissions than patients who did not («60%» vs «20%»).",
            ["drug a", "no drug a"],
        ),
        (
            "The CR rate was «50%». In the subgroup of patients aged 75 years or older the rate was «30%».",
            ["", "aged 75 years or older"],
        ),
        (
            "The drug a group had more remissions («60%» vs «20%») than the placebo group.",
            ["drug a", "placebo"],
        ),
        ("The CR rate was «50%» in the entire group and «30%» in 12 older patients.", ["", "older"]),
        ("CR rates with drug a and drug b were «42%» and «28%», respectively.", ["drug a", "drug b"]),
        (
            "Patients with none (28%), 1 (40%), or 2 factors (9%) had CR rates of «71%», «55%», and «16%».",
            ["none", "1", "2 factors"],
        ),
        ("CR was «78%» and «70%», respectively, in patients with or without X.", ["X", "no X"]),
        ("The CR rate was «37%» (AB) vs «19%» (C).", ["AB", "C"]),
        ("The CR rate was «87%» (95% CI [a], 75-94) in marrow and «85%» in skin.", ["marrow", "skin"]),
        ("CR was more frequent in patients with X («60%» vs «40%»).", ["X", "no X"]),
        ("CR was more frequent in patients with than in those without X («60%» vs «40%»).", ["X", "no X"]),
        (
            "CR was more frequent in the hyperglycemia group («60%» vs «40%»).",
            ["hyperglycemia", "no hyperglycemia"],
        ),
        ("CR was more frequent in the inotuzumab group («60%» vs «40%»).", ["inotuzumab", ""]),
        ("CR was more frequent in arm B («60%» vs «40%»).", ["arm B", ""]),
        (
            "In the X cohort, the CR rate was high. It was «40%». In the Y cohort, it was low. It was «50%».",
            ["X", "Y"],
        ),
        (
            "Patients with X had more remissions than the rest of the patients («60%» vs «40%»).",
            ["X", "no X"],
        ),
        (
            "CR was less frequent in patients with X than in those with Y («2%»; 95% CI, 1-3 vs «5%»; 95% CI, 3-6).",
            ["X", "Y"],
        ),
        ("The CR rate for patients with X was «69%»; it was «50%» for those with Y.", ["X", "Y"]),
        (
            "CR was «60%» and «40%» in patients with X and Y. Corresponding rates later were «50%» and «30%».",
            ["X", "Y", "X", "Y"],
        ),
        ("Among patients with X, CR was «60%» at first and «70%» later.", ["X", "X"]),
        (
            "CR was «60%» and «40%» with drug a and drug b. It was «70%» vs «50%» in patients with X.",
            ["drug a", "drug b", "drug a; X", "drug b; X"],
        ),
        (
            "Among patients with X, CR was «60%». Later CR was «70%». Among patients with Y, CR was «20%».",
            ["X", "X", "Y"],
        ),
        ("Patients with X had a CR in «60%» (later «50%»).", ["X", "X"]),
        ("CR was «60%» and «40%» in the once- and twice-weekly arms.", ["once-weekly", "twice-weekly"]),
        ("CR was «30%» after (R)-AB and «50%» after R-CD.", ["(R)-AB", "R-CD"]),
        ("The incidence of CR and PR was «30%» vs «20%».", ["", ""]),
        ("In patients with X the CR rate was «40%», and «65%» in those without.", ["X", "no X"]),
        ("CR was «60%» in patients with and «40%» in those without X.", ["", "without X"]),
        (
            "A CR was seen in «9» patients after brief and «10» patients after long therapy.",
            ["brief", "long therapy"],
        ),
        ("The CR rate was higher with aza compared with dec («12%» vs «8%»).", ["aza", "dec"]),
        ("CR was «12%» for those < 60 years and «4%» for those > 75 years.", ["< 60 years", "> 75 years"]),
        ("The CR rate was «24%» for patients with X and for mutated Y «12%».", ["X", "mutated Y"]),
        ("Compared with aza, dec improved remissions («70%» vs «55%»).", ["dec", "aza"]),
        ("Responders had CR in «20%» versus «6%» for nonresponders.", ["Responders", "nonresponders"]),
        (
            "CR was more common with aza («45%» v «20%»), as was CR later («30%» v «10%»).",
            ["aza", "no aza", "aza", "no aza"],
        ),
        ("Forty-two patients («60%») had a CR; later it was «50%».", ["", ""]),
    ],
)
def test_the_words_beside_a_value_name_its_group(sentence: str, expected: list[str]) -> None:
    assert arms(sentence) == expected


def test_a_ratio_is_of_both_groups_of_a_contrast() -> None:
    sentence = "Patients with X had more remissions than those with Y (OR «2.1», later «2.2»)."
    assert arms(sentence, "odds_ratio") == ["X vs Y", "X vs Y"]


def test_a_ratio_is_of_the_factor_that_predicts() -> None:
    sentence = "Prior drug a exposure was associated with more remissions (OR «2.1»)."
    assert arms(sentence, "odds_ratio") == ["Prior drug a exposure"]


def test_kinds_of_response_that_add_up_to_all_are_shares_of_the_responders() -> None:
    text = "Of 50 patients, 30 (60%) responded (CR 20%, PR 80%); of 40 others, 50% (CR 20%, PR 30%)."
    document = Document("doc", "text/plain", text, (Block(BlockKind.PARAGRAPH, (Span(0, len(text)),)),))
    observations = tuple(
        Observation(
            "doc/1",
            "response",
            code,
            "rate",
            Span(at, at + 3),
            text,
            "prose",
            "test",
            value=value,
            unit="percent",
        )
        for code, at, value in (
            ("ORR", text.index("60%"), 60.0),
            ("CR", text.index("20%"), 20.0),
            ("PR", text.index("80%"), 80.0),
            ("ORR", text.index("50%"), 50.0),
            ("CR", text.rindex("20%"), 20.0),
            ("PR", text.index("30%"), 30.0),
        )
    )
    named = name_subgroups(document, Extraction(observations=observations)).observations
    assert [each.arm for each in named] == ["", "responders", "responders", "", "", ""]


def test_a_group_called_so_is_one_even_without_a_rival() -> None:
    assert arms("The CR rate was «45%» in the drug a arm.") == ["drug a"]


def test_a_single_value_is_the_whole_studys_whatever_its_patients_are_called() -> None:
    assert arms("The CR rate was «45%» in patients with relapsed leukemia.") == [""]


def test_the_bracket_of_a_ratio_takes_no_arm_from_the_value_before_it() -> None:
    text = (
        "RESULTS:\n\nPatients were randomized to zolmab or placebo. CR was 21% in the zolmab group vs 12% in the placebo"
        " group. Median PFS was 7.4 vs 5.3 mo (HR 0.67; 95% CI 0.54–0.83)."
    )
    found = extract(read_text_string(text, "doc")).observations
    assert [(each.value, each.arm) for each in found if each.endpoint == "PFS"] == [
        (7.4, "zolmab"),
        (5.3, "placebo"),
        (0.67, "zolmab vs placebo"),
    ]


def test_a_contrast_goes_on_with_the_groups_last_named() -> None:
    named = arms("CR was «77%» with zolmab and «78%» with tenib. The rate later was «85%» vs «84%».")
    assert named == ["zolmab", "tenib", "zolmab", "tenib"]


def test_the_other_group_has_the_name_that_it_was_given_before() -> None:
    named = arms("CR was «77%» with zolmab and «78%» with tenib. CR was higher with zolmab («85%» vs «84%»).")
    assert named == ["zolmab", "tenib", "zolmab", "tenib"]


def test_an_arm_told_by_its_letter_alone_has_its_noun_again() -> None:
    assert arms("CR was «6%» in group C, «4%» in B and «7%» in A.") == ["group C", "group B", "group A"]


def test_the_patients_before_a_bracket_tell_two_contrasts_of_the_same_arms_apart() -> None:
    text = (
        "OS was 52% in the zolmab group and 43% in the placebo group. The benefit was seen in patients with a low risk"
        " (median OS 34 vs 21 mo) and those <50 years (31 vs 19 mo)."
    )
    found = extract(read_text_string(text, "doc")).observations
    assert [each.arm for each in found if each.statistic == "median"] == [
        "zolmab; low risk",
        "placebo; low risk",
        "zolmab; <50 years",
        "placebo; <50 years",
    ]


def test_a_group_that_opens_a_sentence_holds_for_its_later_values() -> None:
    text = (
        "Among patients with gout, the CR rate was 72%, and the ORR was 90%. Among those with asthma, the CR rate was"
        " 31% and the ORR 67%."
    )
    found = extract(read_text_string(text, "doc")).observations
    assert [each.arm for each in found if each.endpoint == "ORR"] == ["gout", "asthma"]


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("NRM by HCT-CI 0, 1–2 and ≥3 was 14%, 21% and 41%.", []),
        ("OS was 40%, 30% and 20% in patients with 1, 2 and ≥3 prior lines.", []),
        ("OS was 52% in the 90-mg group and 43% in the 45-mg group; 17 had gout.", ["17"]),
        ("Patients with IPI ≥3 had an OS of 20% and those with IPI <3 of 60%.", []),
    ],
)
def test_the_numbers_of_a_group_are_explained_by_its_name(sentence: str, left: list[str]) -> None:
    document = read_text_string(f"RESULTS:\n\n{sentence}", "doc")
    found = extract(document)
    assert all(each.arm for each in found.observations if each.unit == "percent")
    assert [document.text[slice(*number.span)] for number in found.unexplained] == left


def test_a_ratio_is_of_the_two_groups_before_it() -> None:
    text = "CR was 41% with zolmab and 32% with tenib. Relapse was reduced with zolmab (38% vs 55%; HR 0.62)."
    found = extract(read_text_string(f"RESULTS:\n\n{text}", "doc")).observations
    assert [each.arm for each in found if each.endpoint == "CIR"] == ["zolmab", "tenib", "zolmab vs tenib"]
