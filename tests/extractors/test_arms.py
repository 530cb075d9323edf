"""Whose each result is: arms and subgroups of whole texts."""

from __future__ import annotations

import pytest

from extractors.extract import extract
from extractors.readers.text import read_text_string
from extractors.records import Observation

RESULTS = frozenset(("response", "survival", "safety"))


def told(text: str) -> list[str]:
    """The results of a text, in its order: "outcome value [arm]"."""
    observations = [
        each for each in extract(read_text_string(text, "doc")).observations if each.category in RESULTS
    ]
    return [_line(each) for each in sorted(observations, key=lambda each: each.span)]


def _line(each: Observation) -> str:
    value = (
        f"{each.value:g}"
        if each.value is not None
        else f"n={each.n}"
        if each.n is not None
        else "not reached"
    )
    return f"{each.term or each.endpoint} {value} [{each.arm}]"


ARMS = [
    (
        "CR rates after induction were 75% vs 68% for ZOLD vs standard (p>.05).",
        ["CR 75 [ZOLD]", "CR 68 [standard]"],
    ),
    (
        "The 2-year incidences of treatment-related mortality and relapse for matched versus mismatched were 15% versus 23% with P = .10 and 14% versus 19% with P = .40, respectively.",
        ["NRM 15 [matched]", "NRM 23 [mismatched]", "CIR 14 [matched]", "CIR 19 [mismatched]"],
    ),
    (
        "D-XTd improved MRD-negativity rates after induction (35.8% vs 24.3%) and consolidation (64.9% vs 44.9%), vs XTd alone.",
        ["MRDneg 35.8 [D-XTd]", "MRDneg 24.3 [XTd alone]", "MRDneg 64.9 [D-XTd]", "MRDneg 44.9 [XTd alone]"],
    ),
    (
        "Zolabine was associated with improved median overall survival compared with zolacitidine (6.7 vs 10.0 months, respectively, P = .03).",
        ["OS 6.7 [Zolabine]", "OS 10 [zolacitidine]"],
    ),
    (
        "Zolafen was well tolerated and toxicities were similar in frequency to those with tamozol (hot flushes 14% vs 16%, mild nausea 21% vs 16%).",
        ["hot flush 14 [Zolafen]", "hot flush 16 [tamozol]", "nausea 21 [Zolafen]", "nausea 16 [tamozol]"],
    ),
    (
        "Zolabine significantly improved OS (44% vs 31%, P = .02) and PFS (30% vs 21%) at 2 years.",
        ["OS 44 [Zolabine]", "OS 31 [no Zolabine]", "PFS 30 [Zolabine]", "PFS 21 [no Zolabine]"],
    ),
    (
        "Response rates improved significantly (40% vs 30%).",
        ["ORR 40 []", "ORR 30 []"],
    ),
    (
        "Zolaparib yielded a higher ORR than chemotherapy (60% vs 29%).",
        ["ORR 60 [Zolaparib]", "ORR 29 [chemotherapy]"],
    ),
    (
        "The triplet had a longer PFS than the doublet (12.1 vs 9.4 months; HR 0.71).",
        ["PFS 12.1 [triplet]", "PFS 9.4 [doublet]", "PFS 0.71 [triplet vs doublet]"],
    ),
    (
        "Survival was better than in historical controls (40% vs 22% at 2 years).",
        ["OS 40 []", "OS 22 [historical controls]"],
    ),
    (
        "Median PFS was longer than in those with wild-type disease (12 vs 8 months).",
        ["PFS 12 []", "PFS 8 [wild-type disease]"],
    ),
    (
        "One patient in the zolatinib group and two in the standard chemotherapy group died from treatment-related causes.",
        ["NRM n=1 [zolatinib]", "NRM n=2 [standard chemotherapy]"],
    ),
    (
        "Grade 3 to 4 adverse events included neutropenia (30%) and diarrhea (18%) in the weekly arm and neutropenia (37%) and diarrhea (13%) in the every-3-weeks arm.",
        [
            "neutropenia 30 [weekly]",
            "diarrhea 18 [weekly]",
            "neutropenia 37 [every-3-weeks]",
            "diarrhea 13 [every-3-weeks]",
        ],
    ),
    (
        "In the TP53 cohort, the estimated 5-year PFS was 64% in TN-CLL compared with 19% in RR-CLL (P = .0002), and OS was 75% vs 43%, respectively (P = .023).",
        ["PFS 64 [TN-CLL]", "PFS 19 [RR-CLL]", "OS 75 [TN-CLL]", "OS 43 [RR-CLL]"],
    ),
    (
        "Allo transplant recipients had higher treatment-related mortality at 6 months (18% versus 3%, P = .002).",
        ["NRM 18 [Allo transplant]", "NRM 3 [no Allo transplant]"],
    ),
    (
        "Median PFS and OS were not different among patients with ≥VGPR and <VGPR after 2 cycles (PFS, 29 vs 31 months, P = .6; OS, 79 vs 97 months, P = .1).",
        ["PFS 29 [≥VGPR]", "PFS 31 [<VGPR after 2 cycles]", "OS 79 [≥VGPR]", "OS 97 [<VGPR after 2 cycles]"],
    ),
    (
        "In patients with aGVHD, the ORR was 76%, and the 1-year OS was 72%; in patients with cGVHD, the ORR was 68%. In patients with cGVHD, the 1-year OS was 81%.",
        ["ORR 76 [aGVHD]", "OS 72 [aGVHD]", "ORR 68 [cGVHD]", "OS 81 [cGVHD]"],
    ),
    (
        "For ZV plus DTIC, the ORR was 90%. For ZV plus zolamustine, the ORR was 98%.",
        ["ORR 90 [ZV plus DTIC]", "ORR 98 [ZV plus zolamustine]"],
    ),
    (
        "In AML, the ORR was 40%. In MDS, the ORR was 60%.",
        ["ORR 40 [AML]", "ORR 60 [MDS]"],
    ),
    (
        "12 (92%) of 13 evaluable patients with relapsed leukaemia had an overall response. Five (83%) of six patients with lymphoid blast phase had an overall response.",
        ["ORR 92 [relapsed leukaemia]", "ORR 83 [lymphoid blast phase]"],
    ),
    (
        "At best response, 15 (30.4%) of 49 patients in the TP53 cohort and 10 (28.5%) of 34 in the elderly cohort achieved a complete response.",
        ["CR 30.4 [TP53]", "CR 28.5 [elderly]"],
    ),
    (
        "One of 31 MSD recipients (4%) developed chronic GVHD compared with 9 of 31 URD recipients (28%) (P=0.013).",
        ["chronic graft-versus-host disease 4 [MSD]", "chronic graft-versus-host disease 28 [URD]"],
    ),
    (
        "Seven (15%) and 7 (3%) patients reported second cancers after treatment with eZEACOPP and ZBVD, respectively (P = .001).",
        ["second malignancy 15 [eZEACOPP]", "second malignancy 3 [ZBVD]"],
    ),
    (
        "Median PFS amongst patients ≥ 70 years undergoing ASCT (n = 40) was 48 months compared to 35 months in the non-ASCT (n = 42) group, p = 0.006.",
        ["PFS 48 [≥ 70 years undergoing ASCT]", "PFS 35 [non-ASCT]"],
    ),
    (
        "The probabilities of event-free survival were 50% for patients with less than 5% blasts in the marrow, 25% for patients with 5-20% blasts (P=0.002) and 15% with >20% blasts.",
        ["EFS 50 [less than 5% blasts in the marrow]", "EFS 25 [5-20% blasts]", "EFS 15 [>20% blasts]"],
    ),
    (
        "Best overall response rate on protocol was 89% and 80% (P = .005), and complete remission 32% and 24% (P = .04), respectively, in favor of the zolamide arm.",
        ["ORR 89 [zolamide]", "ORR 80 []", "CR 32 [zolamide]", "CR 24 []"],
    ),
    (
        "The ZPT regimen was associated with a significantly better overall survival than was the ZP regimen (hazard ratio 0.61, 95% CI 0.46–0.83, p=0.0006) or ZEL100 regimen (0.71, 0.51–0.98, p=0.027).",
        ["OS 0.61 [ZPT vs ZP]", "OS 0.71 [ZPT vs ZEL100]"],
    ),
    (
        "Front-line patients (n=8) had 7 CRs (87%; 95% CI: 43-100%) and 5 were MRD-negative (58%; 95% CI: 19-90%), while relapsed patients (n=9; median of 1 prior therapy) had 6 CRs (64%; 95% CI: 25-91%) and 5 were MRD-negative (51%).",
        ["CR 87 [Front-line]", "MRDneg 58 [Front-line]", "CR 64 [relapsed]", "MRDneg 51 [relapsed]"],
    ),
    (
        "For the entire cohort the ORR was 49%, for treatment-naïve patients without brain metastases ORR was 57.8% with a median PFS of 14.9 months (95% CI 9.6–27.7).",
        ["ORR 49 []", "ORR 57.8 [without brain metastases]", "PFS 14.9 [without brain metastases]"],
    ),
    (
        "Notably, the 3-year survival of zolatumab-treated patients was 82%. The 3-year survival of all patients was 60%.",
        ["OS 82 [zolatumab-treated]", "OS 60 []"],
    ),
    (
        "A significant difference was seen according to age: 94%, 92% and 64% CR in the 18-40, 41-55 and >55 years cohorts, respectively.",
        ["CR 94 [18-40]", "CR 92 [41-55]", "CR 64 [>55 years]"],
    ),
    (
        "CIR was 43.7% in Ph-like cases vs 18.7% in the remaining patients.",
        ["CIR 43.7 [Ph-like]", "CIR 18.7 [no Ph-like]"],
    ),
    (
        "Patients with prior surgery had longer PFS (HR 0.18; 95% CI 0.06 to 0.44; p<0.001) and OS (HR, 0.17; 95% CI, 0.07 to 0.47; p<0.001).",
        ["PFS 0.18 [prior surgery vs no prior surgery]", "OS 0.17 [prior surgery vs no prior surgery]"],
    ),
    (
        "Autologous recipients had higher overall survival at 6 months (76% versus 60%, P = .01), but survival did not differ between the 2 groups at 1 and 5 years (61% versus 50%; 45% versus 40%).",
        [
            "OS 76 [Autologous]",
            "OS 60 [no Autologous]",
            "OS 61 [Autologous]",
            "OS 50 [no Autologous]",
            "OS 45 [Autologous]",
            "OS 40 [no Autologous]",
        ],
    ),
    (
        "12 of 30 patients had a CR. ZEL had longer OS than zolamide (HR 0.59, 95% CI 0.46-0.81) or placebo (HR 0.69; 95% CI, 0.49-0.96).",
        ["CR n=12 []", "OS 0.59 [ZEL vs zolamide]", "OS 0.69 [ZEL vs placebo]"],
    ),
    (
        "Notably, the 3-year survival of zolatumab-treated patients was 82%. The 3-year survival of all patients was 60%.",
        ["OS 82 [zolatumab-treated]", "OS 60 []"],
    ),
    (
        "Among responders, 61 (80%) and 72 (95%) patients had no detectable MRD by flow cytometry after C1 and overall, respectively.",
        ["MRDneg 80 [responders]", "MRDneg 95 [responders]"],
    ),
    (
        "Patients were randomised to receive zolataxel every 3 weeks or zolabine. The ORR was 40% with zolabine and 30% with zolataxel.",
        ["ORR 40 [zolabine]", "ORR 30 [zolataxel]"],
    ),
    (
        "Patients were randomly assigned 2:1 to receive oral zolatinib (20 mg/d) or placebo. PFS was 8.1 versus 4.2 months.",
        ["PFS 8.1 [zolatinib]", "PFS 4.2 [placebo]"],
    ),
    (
        "Median OS in patients with FLT3-ITD was 9.1 months vs 15.4 months in FLT3-wt (p<0.001).",
        ["OS 9.1 [FLT3-ITD]", "OS 15.4 [FLT3-wt]"],
    ),
    (
        "OS of patients with X mutations was 9.1 vs 15.4 months (p=.01). OS of all was 12 months.",
        ["OS 9.1 [X mutations]", "OS 15.4 [no X mutations]", "OS 12 []"],
    ),
    (
        "In the safety population (n = 101), the most common AEs were neutropenia (48%) and nausea (30%).",
        ["neutropenia 48 []", "nausea 30 []"],
    ),
    (
        "Responses were seen across subgroups: prior BTKi 60%, del(17p) 58%, TP53 mutated 55%.",
        ["ORR 60 [prior BTKi]", "ORR 58 [del(17p)]", "ORR 55 [TP53 mutated]"],
    ),
    (
        "ORR was consistent across subgroups (prior BTKi, 60%; high risk, 58%; TP53 mutated, 55%).",
        ["ORR 60 [prior BTKi]", "ORR 58 [high risk]", "ORR 55 [TP53 mutated]"],
    ),
    (
        "With ven-aza, CR+CRi was 66% as compared to 28% with aza alone (P < 0.001).",
        ["CR/CRi 66 [ven-aza]", "CR/CRi 28 [aza alone]"],
    ),
    (
        "412 pts were randomized (Z-Rd 206; Rd 206). mPFS was 27.3 vs 18.9 mo (HR=0.71; 95% CI: 0.55-0.92; P=.009).",
        ["PFS 27.3 [Z-Rd]", "PFS 18.9 [Rd]", "PFS 0.71 [Z-Rd vs Rd]"],
    ),
    (
        "Pathologic complete response was achieved in 38.2% (26/68) of patients who received the triplet and in 21.4% (15/70) of those who received the doublet.",
        ["pCR 38.2 [triplet]", "pCR 21.4 [doublet]"],
    ),
    (
        "Quality of life scores favored arm B. Survival was better in arm B (20 vs 18 months).",
        ["OS 20 [arm B]", "OS 18 []"],
    ),
    (
        "Patients with KRAS wild-type tumors derived benefit from zolimumab (median PFS 9.9 vs 7.6 mo, HR 0.7) whereas those with mutant KRAS did not (8.1 vs 8.8 mo, HR 1.2).",
        [
            "PFS 9.9 [KRAS wild-type tumors]",
            "PFS 7.6 [KRAS wild-type tumors]",
            "PFS 0.7 [KRAS wild-type tumors]",
            "PFS 8.1 [mutant KRAS]",
            "PFS 8.8 [mutant KRAS]",
            "PFS 1.2 [mutant KRAS]",
        ],
    ),
    (
        "There was a trend towards improved OS with maintenance (3-yr OS 64% vs 51%; HR 0.71), particularly in MRD-negative pts (78% vs 60%; HR 0.52).",
        [
            "OS 64 [maintenance]",
            "OS 51 [no maintenance]",
            "OS 0.71 [maintenance vs no maintenance]",
            "OS 78 [maintenance; MRD-negative]",
            "OS 60 [no maintenance; MRD-negative]",
            "OS 0.52 [maintenance vs no maintenance; MRD-negative]",
        ],
    ),
    (
        "221 pts underwent haplo-HCT for AML (n=140), MDS (n=45) or ALL (n=36). By disease, 3-y OS was 55%, 63% and 56% (AML, MDS, ALL).",
        ["OS 55 [AML]", "OS 63 [MDS]", "OS 56 [ALL]"],
    ),
    (
        "CR was achieved by 58/80 (72.5%) in the intensive and 37/82 (45.1%) in the low-intensity cohort. Median OS was 18.4 mo (intensive) and 11.9 mo (low-intensity; P = .04).",
        ["CR 72.5 [intensive]", "CR 45.1 [low-intensity]", "OS 18.4 [intensive]", "OS 11.9 [low-intensity]"],
    ),
    (
        "ORR, CR rate and median DOR in pts previously exposed vs naive to anti-CD38 were 52% vs 71%, 14% vs 30%, and 8.1 vs 15.2 mo.",
        [
            "ORR 52 [previously exposed]",
            "ORR 71 [naive to anti-CD38]",
            "CR 14 [previously exposed]",
            "CR 30 [naive to anti-CD38]",
            "DOR 8.1 [previously exposed]",
            "DOR 15.2 [naive to anti-CD38]",
        ],
    ),
    (
        "Best ORR and CR were 80% and 60% in pts ≥75 vs 82% and 61% in younger pts (p=0.4, p=0.7).",
        ["ORR 80 [≥75]", "CR 60 [≥75]", "ORR 82 [younger]", "CR 61 [younger]"],
    ),
    (
        "12-mo PFS and OS were 45% and 62% (≥75) and 47% and 66% (<75).",
        ["PFS 45 [≥75]", "OS 62 [≥75]", "PFS 47 [<75]", "OS 66 [<75]"],
    ),
    (
        "In the MVA, age ≥75 was not associated with PFS (HR 1.04, 0.88-1.22).",
        ["PFS 1.04 [age ≥75]"],
    ),
    (
        "Median OS was 24.8 months; 2-year OS 51%. Fourteen patients (27%) underwent alloHCT with a 2-year OS of 78%.",
        ["OS 24.8 []", "OS 51 []", "HCT 27 []", "OS 78 [alloHCT]"],
    ),
    (
        "RESULTS:\n\n95 patients were treated (DZ, 49; D, 47). The median PFS was 3.0 months (95% CI, 1.8–3.8 months) for the DZ group and 2.9 months (95% CI, 1.8–3.7 months) for the D group. The D group had more rash. No treatment-related deaths occurred in the DZ group.",
        ["PFS 3 [DZ]", "PFS 2.9 [D]", "NRM 0 [DZ]"],
    ),
    (
        "RESULTS:\n\nThe 5-year disease-free survival and overall survival were 68.6 ± 8.8% and 76.5 ± 8.4% (P = 0.315), and 73.5 ± 8.7% and 82.9 ± 7.3% (P = 0.3), respectively, in ZuCy and ZuFlu group.",
        ["DFS 68.6 [ZuCy]", "DFS 76.5 [ZuFlu]", "OS 73.5 [ZuCy]", "OS 82.9 [ZuFlu]"],
    ),
    (
        "RESULTS:\n\nORR was also higher in the zolvec arm (41.7% versus 2.6%; P<0.0001), and 28 patients in the zolvec arm had a complete response, compared with none in placebo-treated patients.",
        ["ORR 41.7 [zolvec]", "ORR 2.6 [placebo]", "CR n=28 [zolvec]", "CR 0 [placebo]"],
    ),
    (
        "RESULTS:\n\nThe addition of zolumab increased ORR (75% vs 58%), CR (20% vs 11%), and MRD negativity (15% vs 4%), and reduced the risk of progression by 42% (HR 0.58; 95% CI 0.45–0.75).",
        [
            "ORR 75 [zolumab]",
            "ORR 58 [no zolumab]",
            "CR 20 [zolumab]",
            "CR 11 [no zolumab]",
            "MRDneg 15 [zolumab]",
            "MRDneg 4 [no zolumab]",
        ],
    ),
    (
        "RESULTS:\n\nPatients with high-risk cytogenetics (n=44) had lower ORR (68% vs 85%, p=.02), shorter PFS (median 11.2 vs 24.6 mo) and OS (25.1 mo vs NR).",
        [
            "ORR 68 [high-risk cytogenetics]",
            "ORR 85 [no high-risk cytogenetics]",
            "PFS 11.2 [high-risk cytogenetics]",
            "PFS 24.6 [no high-risk cytogenetics]",
            "OS 25.1 [high-risk cytogenetics]",
            "OS not reached [no high-risk cytogenetics]",
        ],
    ),
    (
        "RESULTS:\n\nGrade ≥2 aGVHD by D100: 24% (ATG) vs 41% (no ATG); cGVHD at 2y: 29% vs 52%; moderate-severe cGVHD: 15% vs 33%; GRFS: 44% vs 25% (all p<0.01).",
        [
            "acute graft-versus-host disease 24 [ATG]",
            "acute graft-versus-host disease 41 [no ATG]",
            "chronic graft-versus-host disease 29 [ATG]",
            "chronic graft-versus-host disease 52 [no ATG]",
            "chronic graft-versus-host disease 15 [ATG]",
            "chronic graft-versus-host disease 33 [no ATG]",
            "GRFS 44 [ATG]",
            "GRFS 25 [no ATG]",
        ],
    ),
    (
        "RESULTS:\n\nAt 6 months, 63% of responders were still in response (CR 82%; PR 21%).",
        ["DOR 63 [responders]", "DOR 82 [CR]", "DOR 21 [PR]"],
    ),
    (
        "RESULTS:\n\nIn all, 303 (53%) of 570 patients died: 138 (48%) of 285 in the combination arm and 165 (58%) of 285 in the control arm.",
        ["deaths 53 []", "deaths 48 [combination]", "deaths 58 [control]"],
    ),
    (
        "RESULTS:\n\nCR/CRi rates by ELN 2022 risk were 74% (favorable), 52% (intermediate) and 33% (adverse). Corresponding 2-year OS: 68%, 41%, 17%.",
        [
            "CR/CRi 74 [favorable]",
            "CR/CRi 52 [intermediate]",
            "CR/CRi 33 [adverse]",
            "OS 68 [favorable]",
            "OS 41 [intermediate]",
            "OS 17 [adverse]",
        ],
    ),
    (
        "RESULTS:\n\nRelative to controls, zolcept improved 1-year EFS from 35% to 49% (P=.01) and reduced NRM by half (6% vs 12%).",
        ["EFS 35 [controls]", "EFS 49 [zolcept]", "NRM 6 [zolcept]", "NRM 12 [controls]"],
    ),
    (
        "RESULTS:\n\nZolamide significantly improved event-free survival from 22 months to 34 months (P < .001).",
        ["EFS 22 [no Zolamide]", "EFS 34 [Zolamide]"],
    ),
    (
        "RESULTS:\n\nOf 78 pts with MDS and 44 with AML, 60% and 45% responded (CR 31% and 27%).",
        ["ORR 60 [MDS]", "ORR 45 [AML]", "CR 31 [MDS]", "CR 27 [AML]"],
    ),
    (
        "RESULTS:\n\nThe primary end point, CMR at 12 months, was reached by 26% of pts on zoltinib 45 mg, 18% on 30 mg and 12% on 15 mg. Arterial occlusive events: 10%, 5% and 3%.",
        [
            "CMR 26 [zoltinib 45 mg]",
            "CMR 18 [30 mg]",
            "CMR 12 [15 mg]",
            "arterial occlusive events 10 [zoltinib 45 mg]",
            "arterial occlusive events 5 [30 mg]",
            "arterial occlusive events 3 [15 mg]",
        ],
    ),
    (
        "RESULTS:\n\nAt 1 year, the OS of patients who received HCT in CR was 80% and of those not transplanted 45% (log-rank p = .003).",
        ["OS 80 []"],
    ),
    (
        "RESULTS:\n\nIn the R arm 5-year TTP was 63%, and in the non-R arm 41%. CR/CRu rate rose from 53% to 69% with R.",
        ["TTP 63 [R]", "TTP 41 [non-R]", "CR/CRu 53 []", "CR/CRu 69 []"],
    ),
    (
        "RESULTS:\n\nIn patients aged <60, 60-69 and ≥70 years, CR rates were 78%, 66% and 48%, ED rates 4%, 9% and 18%, and median OS 41, 17 and 7 months, respectively.",
        [
            "CR 78 [<60]",
            "CR 66 [60-69]",
            "CR 48 [≥70 years]",
            "OS 41 [<60]",
            "OS 17 [60-69]",
            "OS 7 [≥70 years]",
        ],
    ),
    (
        "RESULTS:\n\nThe ORR in the overall population was 38.5%; by PD-L1 status it was 52% (positive) and 21% (negative). The 12-month duration of response rate was 61%.",
        ["ORR 38.5 []", "ORR 52 [positive]", "ORR 21 [negative]", "DOR 61 []"],
    ),
    (
        "Zorlib versus BR in CLL\n\nRESULTS: PFS was longer for zorlib vs BR in cohort 1 (median not reached vs 41.0 months; HR 0.31). The ORR in cohort 2 (n=104) was 88.0%. PFS rates at 42 months were 81% with zorlib and 52% with BR.",
        [
            "PFS not reached [zorlib]",
            "PFS 41 [BR]",
            "PFS 0.31 [zorlib vs BR]",
            "ORR 88 [cohort 2]",
            "PFS 81 [zorlib]",
            "PFS 52 [BR]",
        ],
    ),
    (
        "T\n\nRESULTS: Day 28 ORR was 61.1% with zorlib vs 38.2% with BAT. Median failure-free survival was 5.2 months vs 1.1 month (HR 0.45).",
        [
            "ORR 61.1 [zorlib]",
            "ORR 38.2 [BAT]",
            "TTF 5.2 [zorlib]",
            "TTF 1.1 [BAT]",
            "TTF 0.45 [zorlib vs BAT]",
        ],
    ),
    (
        "T\n\nRESULTS: ORR was 27.1% with an OS of 7.2 months for intermediate cytogenetics versus 24.0% with an OS of 1.9 months in the unfavorable cohort.",
        [
            "ORR 27.1 [intermediate cytogenetics]",
            "OS 7.2 [intermediate cytogenetics]",
            "ORR 24 [unfavorable]",
            "OS 1.9 [unfavorable]",
        ],
    ),
    (
        "T\n\nRESULTS: The overall response rate was 62% with 13% complete responses on arm A and 57% with 9% complete responses on arm B.",
        ["ORR 62 [arm A]", "CR 13 [arm A]", "ORR 57 [arm B]", "CR 9 [arm B]"],
    ),
    (
        "Adjuvant zorlib in melanoma\n\nRESULTS: The 3-year RFS rate was 57% for zorlib and 44% for placebo (HR 0.69). DMFS in stage III pts was 66% and 59%, respectively (HR 0.78).",
        [
            "RFS 57 [zorlib]",
            "RFS 44 [placebo]",
            "RFS 0.69 [zorlib vs placebo]",
            "DMFS 66 [zorlib; stage III]",
            "DMFS 59 [placebo; stage III]",
            "DMFS 0.78 [zorlib; stage III vs placebo; stage III]",
        ],
    ),
    (
        "T\n\nRESULTS: The CR rate was 61% with zorlib versus 48% with placebo. OS at 3 years was 66% and 51% (p=0.08).",
        ["CR 61 [zorlib]", "CR 48 [placebo]", "OS 66 [zorlib]", "OS 51 [placebo]"],
    ),
    (
        "T\n\nRESULTS: Median PFS for patients achieving CR was not reached; for PR 11 months; and for SD 3 months.",
        ["PFS not reached [CR]", "PFS 11 [PR]", "PFS 3 [SD]"],
    ),
    (
        "T\n\nRESULTS: After 1, 2, and 4 cycles, CR rates were 34%, 47% and 53%.",
        ["CR 34 []", "CR 47 []", "CR 53 []"],
    ),
    (
        "T\n\nRESULTS: With sorafenib the 3-year EFS was 41% and with placebo 23% (HR 0.65).",
        ["EFS 41 []", "EFS 23 [placebo]", "EFS 0.65 []"],
    ),
    (
        "T\n\nRESULTS: GRFS at 1 year was 51.1% after PTCy vs 33.8% after ATG (HR 0.63). One-year OS was 78.0% and 71.6%, NRM 11.3% and 18.2%.",
        [
            "GRFS 51.1 [PTCy]",
            "GRFS 33.8 [ATG]",
            "GRFS 0.63 [PTCy vs ATG]",
            "OS 78 [PTCy]",
            "OS 71.6 [ATG]",
            "NRM 11.3 [PTCy]",
            "NRM 18.2 [ATG]",
        ],
    ),
    (
        "Three arms in elderly AML\n\nRESULTS: CR rates were 45% (A), 37% (B) and 30% (C); 2-year OS 29%, 24% and 16%. Induction deaths occurred in 9%, 13% and 18% of arms A, B, and C.",
        [
            "CR 45 [arm A]",
            "CR 37 [arm B]",
            "CR 30 [arm C]",
            "OS 29 [arm A]",
            "OS 24 [arm B]",
            "OS 16 [arm C]",
            "MORT 9 [arm A]",
            "MORT 13 [arm B]",
            "MORT 18 [arm C]",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ARMS)
def test_each_result_is_told_of_its_arm(text: str, expected: list[str]) -> None:
    assert told(text) == expected
