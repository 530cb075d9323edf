"""Raised text on the line."""

from __future__ import annotations

import pytest
from lxml import etree

from extractors.readers.inline import InlineText
from extractors.readers.mathml import math_text


def line(markup: str, *, in_cell: bool = False) -> str:
    text = InlineText(references={"R1", "R2"}, in_cell=in_cell)
    text.add(etree.fromstring(f"<p>{markup}</p>"))
    return text.text()


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        # citations: in brackets, set off, within their sentence
        ("MajesTEC-1<sup>1</sup> reported", "MajesTEC-1 [1] reported"),
        ("in AML.<sup>12,13</sup> Next", "in AML [12,13]. Next"),
        ("in AML,<sup>4–6</sup> and", "in AML [4–6], and"),
        ('in AML<xref ref-type="bibr" rid="R1"><sup>1</sup></xref>.', "in AML [1]."),
        (
            'in AML.<sup><xref ref-type="bibr" rid="R1">1</xref>,<xref rid="R2">2</xref></sup>',
            "in AML [1,2].",
        ),
        ('in AML [<xref rid="R1">1</xref>, <xref rid="R2">2</xref>].', "in AML [1, 2]."),
        ('in AML (<xref rid="R1">1</xref>).', "in AML ([1])."),
        ('Hills<xref rid="R1"> [1]</xref> found', "Hills [1] found"),
        ('(<xref rid="R1">Hills <italic>et al</italic>, 2002</xref>)', "(Hills et al, 2002)"),
        ('see <xref ref-type="table" rid="T1">Table 1</xref>', "see Table 1"),
        ('<a href="#R1"><sup>1</sup></a> and <a href="/p">12</a>', "[1] and 12"),
        # exponents: never another number
        ("5 × 10<sup>9</sup>/L", "5 × 10⁹/L"),
        ("1×10<sup>−3</sup>", "1×10⁻³"),
        ("200 mg/m<sup>2</sup>", "200 mg/m²"),
        ("80 mg m<sup>−2</sup>", "80 mg m⁻²"),
        ("R<sup>2</sup> = 0.4", "R² = 0.4"),
        ("<sup>18</sup>F-FDG", "¹⁸F-FDG"),
        # part of the word
        ("CD34<sup>+</sup> cells", "CD34+ cells"),
        ("FLT3<sup>mut</sup>", "FLT3mut"),
        ("the 1<sup>st</sup> line", "the 1st line"),
        ("AUC<sub>0–24</sub>, H<sub>2</sub>O", "AUC0–24, H2O"),
    ],
)
def test_raised_text_in_a_paragraph(markup, expected):
    assert line(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("P value<sup>a</sup>", "P value ᵃ"),
        ("Response<sup>a,b</sup>, n (%)", "Response ᵃ,ᵇ, n (%)"),
        ("92<sup>1</sup> (51%)", "92 ¹ (51%)"),
        ('92<xref ref-type="table-fn" rid="f1">*</xref> (51%)', "92* (51%)"),
        ('92<xref ref-type="table-fn" rid="f1"><sup>b</sup></xref>', "92 ᵇ"),
        ("<sup>a</sup>Measured late", "ᵃ Measured late"),
        ("10<sup>9</sup>/L", "10⁹/L"),
        ("Hills<sup><xref rid='R1'>1</xref></sup>", "Hills [1]"),
    ],
)
def test_raised_text_in_a_table_cell(markup, expected):
    assert line(markup, in_cell=True) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("A/<break/>B/<break/> C", "A/B/C"),
        ("one<break/>two", "one\ntwo"),
        ("many \n   blanks\tand\u00a0one", "many blanks and\u00a0one"),
        ("a<!-- not this --><?nor this?>b", "ab"),
        ("x<alternatives><graphic/><tex-math>y</tex-math></alternatives>z", "xz"),
    ],
)
def test_breaks_blanks_and_what_is_no_text(markup, expected):
    assert line(markup) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        ("<mn>5</mn><mo>×</mo><msup><mn>10</mn><mn>9</mn></msup>", "5×10⁹"),
        ("<msub><mi>C</mi><mi>max</mi></msub>", "Cmax"),
    ],
)
def test_numbers_of_a_formula_stay_apart(formula, expected):
    assert math_text(etree.fromstring(f"<math>{formula}</math>")) == expected
