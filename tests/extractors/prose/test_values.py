"""Values: how a number and the name it belongs to can be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extractors.prose.conftest import Reader, Teller


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The overall response rate (ORR) was 45%.", ["ORR: 45%"]),
        ("Zolmab plus tenib achieved a 45% overall response rate (ORR).", ["ORR: 45%"]),
        ("Of 40 patients, 18 (45%) responded.", ["ORR: 45% (18/40)"]),
        ("The ORR was 14/20 (70%; 95% CI 48–85).", ["ORR: 70% (14/20) 48..85"]),
        ("The ORR was 70% (14/20).", ["ORR: 70% (14/20)"]),
        ("MRD negativity was achieved by 16 of 22 evaluable patients (73%).", ["MRDneg: 73% (16/22)"]),
        ("Twelve patients (30%) proceeded to allogeneic transplantation.", ["HCT: 30% (12)"]),
        ("Fatigue was reported in up to 60% of patients.", ["AE fatigue: <=60%"]),
        ("The estimated 12-month PFS was 65%.", ["PFS@12: 65%"]),
        ("Thirty-day mortality was 5%.", ["MORT@0.99: 5%"]),
        ("The median OS was 1.5 years.", ["OS median: 18 mo"]),
        ("The median PFS was 216 days.", ["PFS median: 7.1 mo"]),
    ],
)
def test_a_value_and_its_outcome(told: Teller, sentence: str, expected: list[str]) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        ("95% CI 9.7–15.2", "9.7..15.2"),
        ("95% CI: 9.7-NE", "9.7..?"),
        ("95% CI, 9.7 to 15.2", "9.7..15.2"),
        ("95% confidence interval [CI] 9.7; 15.2", "9.7..15.2"),
        ("95%CI 9·7–15·2", "9.7..15.2"),
        ("95% CI = 9.7 to not reached", "9.7..?"),
    ],
)
def test_intervals_in_their_spellings(told: Teller, interval: str, expected: str) -> None:
    assert told(f"The median OS was 13.2 months ({interval}).") == [f"OS median: 13.2 mo {expected}"]


def test_an_interquartile_range_is_no_confidence_interval(reading: Reader) -> None:
    (fact,) = reading("The median time to response was 1.9 months (IQR 1.0-2.8).").observations
    assert (fact.ci_low, fact.low, fact.high) == (None, 1.0, 2.8)


def test_once_intervals_are_declared_bare_brackets_are_intervals_too(told: Teller) -> None:
    sentence = "Median OS was 8·2 months (95% CI 6·1–10·1) in arm A and 5·9 months (4·1–9·3) in arm B."
    assert told(sentence) == ["OS median: 8.2 mo 6.1..10.1 [arm A]", "OS median: 5.9 mo 4.1..9.3 [arm B]"]


def test_a_median_not_reached_has_no_value(told: Teller) -> None:
    assert told("The median OS was not reached, the 2-year OS rate was 42%.") == [
        "OS median: not reached",
        "OS@24: 42%",
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("No ICANS occurred.", ["AE immune effector cell-associated neurotoxicity syndrome: 0% (0)"]),
        ("There were no treatment-related deaths.", ["NRM: 0% (0)"]),
        ("No fatal infections were reported.", ["AE infections ≥5: 0% (0)"]),
        ("No grade 3/4 neutropenia was observed.", ["AE neutropenia ≥3: 0% (0)"]),
        ("No significant increase in toxicity was observed.", []),
        ("There was no difference in nausea between the arms.", []),
    ],
)
def test_what_did_not_happen_is_zero_if_it_is_counted_at_all(
    told: Teller, sentence: str, expected: list[str]
) -> None:
    assert told(sentence) == expected


def test_the_span_is_the_printed_value_with_its_unit(reading: Reader) -> None:
    text = "The median OS and EFS were 6.4 and 2.8\nmonths, respectively."
    spans = [text[fact.span.start : fact.span.end] for fact in reading(text).observations]
    assert spans == ["6.4", "2.8\nmonths"]


def test_bounds_in_square_brackets_cite_nothing(told: Teller) -> None:
    assert told("The 2-year PFS was longer with A (48% [95% CI 40-56] vs 30% [23-38]; p=0.001).") == [
        "PFS@24: 48% 40..56 p=0.001",
        "PFS@24: 30% 23..38 p=0.001",
    ]
    assert told("The 2-year PFS was 48% in another trial [12].") == []


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        (
            "Median PFS was 10 (95% CI, 8-12) and 5 (95% CI 4-6) months.",
            ["PFS median: 10 mo 8..12", "PFS median: 5 mo 4..6"],
        ),
        (
            "Median (95% CI) PFS was 60.0 (40.0-80.0) vs 30.0 (20.0-35.0) weeks.",
            ["PFS median: 13.81 mo 9.206..18.412", "PFS median: 6.9 mo 4.603..8.0552"],
        ),
    ],
)
def test_bounds_share_the_unit_that_stands_behind_the_last_value(told, sentence, facts):
    assert told(sentence) == facts
