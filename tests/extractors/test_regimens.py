"""Printed regimens and their drugs."""

from __future__ import annotations

import pytest

from extractors.records import GlossaryEntry
from extractors.regimens import drug_name, split_regimen
from extractors.vocabulary import load


def drugs(text: str, *glossary: GlossaryEntry) -> list[str]:
    return [drug.drug for drug in split_regimen(text, glossary)]


class TestSplitRegimen:
    @pytest.mark.parametrize(
        ("printed", "expected"),
        [
            ("VEN + CPX-351", ["venetoclax", "cytarabine/daunorubicin liposomal"]),
            ("Ven/Aza", ["venetoclax", "azacitidine"]),
            ("R-CHOP", ["rituximab", "cyclophosphamide", "doxorubicin", "vincristine", "prednisone"]),
            ("7+3 + midostaurin", ["cytarabine", "daunorubicin", "midostaurin"]),
            ("high-dose Ara-C and mitoxantrone", ["cytarabine", "mitoxantrone"]),
            (
                "Daratumumab, lenalidomide, and dexamethasone",
                ["daratumumab", "lenalidomide", "dexamethasone"],
            ),
            ("azacitidine with or without venetoclax 400 mg", ["azacitidine", "venetoclax"]),
            ("Dara-VRd (daratumumab + bortezomib)", ["daratumumab", "bortezomib"]),
        ],
    )
    def test_drugs_by_their_generic_names(self, printed: str, expected: list[str]):
        assert drugs(printed) == expected

    def test_the_documents_own_abbreviations_come_first(self):
        flag = GlossaryEntry("FLA(G)", "fludarabine, Ara-C ± G-CSF")
        ven = GlossaryEntry("VEN", "navitoclax")
        assert drugs("VEN + FLA(G)", flag, ven) == ["navitoclax", "fludarabine", "cytarabine", "filgrastim"]

    def test_each_drug_keeps_what_was_printed_of_it(self):
        assert [drug.as_printed for drug in split_regimen("VEN + HAM")] == ["VEN", "HAM", "HAM"]

    def test_a_drug_nobody_knows_stays_as_printed(self):
        (unknown, known) = split_regimen("XYZ-123 + venetoclax")
        assert (unknown.drug, unknown.known, known.known) == ("XYZ-123", False, True)

    def test_abbreviations_that_define_each_other_end(self):
        assert drugs("AB", GlossaryEntry("AB", "CD + XY"), GlossaryEntry("CD", "AB + XY")) == ["AB"]

    def test_one_name_or_none(self):
        assert drug_name("Ara-C") == "cytarabine"
        assert drug_name("VEN + AZA") is None
        assert drug_name("hope") is None


class TestVocabulary:
    def test_regimens_consist_of_drugs_of_the_vocabulary(self):
        known = {entry.code for entry in load("drugs")}
        assert {drug for entry in load("regimens") for drug in entry.drugs} <= known

    def test_it_is_broad(self):
        assert len(load("drugs")) > 200
        assert len(load("regimens")) > 80
