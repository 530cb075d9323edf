"""Sentences in the manner of abstracts, with invented numbers: one way of telling results each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extractors.prose.conftest import Teller


TOLD = [
    (
        "By flow, 16/17 achieved BM MRD negativity; 13/14 had no clone.",
        ["MRDneg: - (16/17)"],
    ),
    (
        "Of 47 patients, 43 (91%) were found to have negative MRD.",
        ["MRDneg: 91% (43/47)"],
    ),
    (
        "Ponatinib was discontinued in two patients due to adverse events.",
        ["DISC: - (2)"],
    ),
    (
        "Six patients (10%) relapsed: two relapsed in the marrow, and four elsewhere.",
        ["CIR: 10% (6)"],
    ),
    (
        "Three patients relapsed after a median of 9 months (range, 8-23 months).",
        ["CIR: - (3)"],
    ),
    (
        "The overall response rate among 74 evaluable pts was 98% (CR, n=66; CRi, n=7).",
        ["ORR: 98% [evaluable pts]", "CR: - (66) [evaluable pts]", "CRi: - (7) [evaluable pts]"],
    ),
    (
        "Six pts were in complete remission (CR) at enrollment.",
        [],
    ),
    (
        "The 5-year continuous remission and OS rates were 75% and 46%, respectively.",
        ["DOR@60: 75%", "OS@60: 46%"],
    ),
    (
        "Among 69 pts who achieved remission, 35 (51%) remain in ongoing continuous remission, and 21 (32%) died in CR/CRp.",
        ["DOR: 51% (35/69) [pts who achieved remission]", "NRM: 32% (21)"],
    ),
    (
        "In 841 pts the CR rate after induction was 73%.",
        ["CR: 73%"],
    ),
    (
        "Survival was 81% for pts aged 55-65 yrs and 53% for those older than 65 yrs.",
        ["OS: 81%", "OS: 53%"],
    ),
    (
        "The 3y OS was 69%.",
        ["OS@36: 69%"],
    ),
    (
        "The probability of survival for five years was 52 percent.",
        ["OS@60: 52%"],
    ),
    (
        "Ten percent discontinued the drug due to AEs and 8% died while on study.",
        ["DISC: 10%", "deaths: 8%"],
    ),
    (
        "The 2-year PFS and OS were 80%.",
        ["PFS@24: 80%", "OS@24: 80%"],
    ),
    (
        "The LFS at 5 years was similar (dUCB 51% [95% CI, 41%-59%]; MRD 33% [95% CI, 26%-41%]; MUD 48% [40%-56%]).",
        ["LFS@60: 51% 41..59", "LFS@60: 33% 26..41", "LFS@60: 48% 40..56"],
    ),
    (
        "Thirteen deaths occurred with X as compared with 24 deaths with Y (hazard ratio, 0.50; 95% CI, 0.25 to 0.98).",
        ["deaths: - (13)", "deaths: - (24)", "OS HR: 0.5 0.25..0.98"],
    ),
    (
        "Regarding toxicity, five patients (38.5%, 5/13) developed infections.",
        ["AE infections: 38.5% (5/13)"],
    ),
    (
        "The 3-year OS of patients who underwent HCT was 86%.",
        ["OS@36: 86% [patients who underwent HCT]"],
    ),
    (
        "Patients in CR, CRp, or MLFS had similar 3-year OS (49%, 46%, and 47%, respectively).",
        ["OS@36: 49%", "OS@36: 46%", "OS@36: 47%"],
    ),
    (
        "The relapse rate was 60%; central nervous system relapses were 13% of all relapses.",
        ["CIR: 60%"],
    ),
    (
        "The maintenance was given to 388 patients with CR.",
        [],
    ),
    (
        "Adverse events were cytokine release syndrome (CRS; n=5), decreased neutrophils (n=5) and anemia (n=3).",
        ["AE cytokine release syndrome: - (5)", "AE neutropenia: - (5)", "AE anemia: - (3)"],
    ),
    (
        "Day-180 aGVHD II-IV 29% vs 26%, III-IV 11% vs 8%.",
        [
            "AE acute graft-versus-host disease@5.91: 29%",
            "AE acute graft-versus-host disease@5.91: 26%",
            "AE acute graft-versus-host disease ≥3@5.91: 11%",
            "AE acute graft-versus-host disease ≥3@5.91: 8%",
        ],
    ),
    (
        "Medians of DOR, PFS and OS were not reached; 12-month rates were 71%, 73% and 92%, respectively.",
        [
            "DOR median: not reached",
            "PFS median: not reached",
            "OS median: not reached",
            "DOR@12: 71%",
            "PFS@12: 73%",
            "OS@12: 92%",
        ],
    ),
    (
        "At 2 y, OS was 61%; D+60 mortality was 4%.",
        ["OS@24: 61%", "MORT@1.97: 4%"],
    ),
    (
        "CRS (any grade 40 [80%]; grade ≥3, 2 [4%]) was manageable.",
        ["AE cytokine release syndrome: 80%", "AE cytokine release syndrome ≥3: 4% (2)"],
    ),
    (
        "LFS and NRM at 2 years were 46 +/- 5% and 25 +/- 4%, respectively.",
        ["LFS@24: 46%", "NRM@24: 25%"],
    ),
    (
        "The 3-year OS, PFS, and cumulative incidences of relapse and NRM were 61%, 52%, 27%, and 21%, respectively.",
        ["OS@36: 61%", "PFS@36: 52%", "CIR@36 cumulative_incidence: 27%", "NRM@36 cumulative_incidence: 21%"],
    ),
    (
        "The 24-month RFS was 53.2% (95% CI, 0.36 to 0.68).",
        ["RFS@24: 53.2% 36..68"],
    ),
    (
        "PFS at 24 months was 93% with X (95% CI 87-96%), 86% with Y (81-92%), and 47% with Z (39-55%).",
        ["PFS@24: 93% 87..96", "PFS@24: 86% 81..92", "PFS@24: 47% 39..55"],
    ),
    (
        "Failure-free survival was longer with X (hazard ratio for relapse, related death, or new therapy for GVHD, 0.46; 95% CI, 0.35 to 0.60).",
        ["TTF HR: 0.46 0.35..0.6"],
    ),
    (
        "A major cytogenetic response (0 to 35 percent of cells) was seen in 86.1 percent (95 percent confidence interval, 83.1 to 89.0).",
        ["MCyR: 86.1% 83.1..89"],
    ),
    (
        "Response was higher in arm A (61% [95 patients] vs. 38% [60]; P<0.001).",
        ["ORR: 61% (95) P<0.001", "ORR: 38% P<0.001"],
    ),
    (
        "Of 36 patients in CR, 15 relapsed (13.8%).",
        ["CIR: 13.8% (15) [patients in CR]"],
    ),
    (
        "Eleven patients (9.1%) died early, mostly from hemorrhage (n=7).",
        ["MORT: 9.1% (11)", "deaths from hemorrhage: - (7)"],
    ),
    (
        "NRM was 24% at 12 months; it was lower in fit patients (18% at 12 months).",
        ["NRM@12: 24%", "NRM@12: 18%"],
    ),
    (
        "Median PFS and OS were longer in arm A than in arm B (5.2 vs 1.4 mo, p=0.008, and 9.6 vs 2.8 mo, p=0.01).",
        [
            "PFS median: 5.2 mo [arm A] p=0.008",
            "PFS median: 1.4 mo [arm B] p=0.008",
            "OS median: 9.6 mo [arm A] p=0.01",
            "OS median: 2.8 mo [arm B] p=0.01",
        ],
    ),
    (
        "Four patients had a grade 3 hemorrhage and one had a grade 4 hemorrhage.",
        ["AE bleeding ≥3: - (4)", "AE bleeding ≥4: - (1)"],
    ),
    (
        "Adverse events that occurred in at least 20% of the patients receiving X included nausea and rash.",
        [],
    ),
    (
        "In all, 14% (11 pts) achieved an OR.",
        ["ORR: 14% (11)"],
    ),
    (
        "MRD negativity was achieved in 4 of 6 (67%) CR patients.",
        ["MRDneg: 67% (4/6)"],
    ),
    (
        "The overall remission rate was 47.5% with 7+3 (47.5%; P = .016).",
        ["ORR: 47.5% P = .016", "ORR: 47.5% P = .016"],
    ),
    (
        "After three cycles, the rates of CR/nCR, ≥VGPR and ≥PR were 14%, 41% and 83%.",
        ["CR/nCR: 14%", "VGPR: 41%", "ORR: 83%"],
    ),
    (
        "The overall response rate was 72% after course 2 (CR, 53%; CRi, 19%), 74% with X1 and 71% with X2.",
        ["ORR: 72%", "CR: 53%", "CRi: 19%", "ORR: 74%", "ORR: 71%"],
    ),
    (
        "The 2-year overall survival from relapse was 13% for the entire cohort.",
        ["OS@24: 13%"],
    ),
    (
        "Twenty achieved a complete remission (34%), the median duration of which was 6.5 months.",
        ["CR: 34% (20)", "DOR median: 6.5 mo"],
    ),
    (
        "Rash occurred in 30%, with a median duration of 5 days.",
        ["AE rash: 30%"],
    ),
    (
        "Forty patients were left untreated and survived a median of 1.4 months.",
        ["OS median: 1.4 mo"],
    ),
    (
        "The 24-month PFS was 71.6% (CI95% 58-85).",
        ["PFS@24: 71.6% 58..85"],
    ),
    (
        "Grade 3 or 4 adverse events included neutropenia (84 [56%] of 150 patients vs 33 [22%] of 151 patients) and diarrhoea (12 [8%] vs one [<1%]).",
        [
            "AE neutropenia ≥3: 56% (84/150)",
            "AE neutropenia ≥3: 22% (33/151)",
            "AE diarrhea ≥3: 8% (12)",
            "AE diarrhea ≥3: <1% (1)",
        ],
    ),
    (
        "Febrile neutropenia affected 5/8.",
        ["AE febrile neutropenia: - (5/8)"],
    ),
    (
        "Neuropathy was seen in 22 patients (44%), being grade 3 in four (8%) and grade 4 in none.",
        [
            "AE peripheral neuropathy: 44% (22)",
            "AE peripheral neuropathy ≥3: 8% (4)",
            "AE peripheral neuropathy ≥4: 0% (0)",
        ],
    ),
    (
        "One patient died of grade 5 sepsis.",
        ["deaths from sepsis: - (1)"],
    ),
    (
        "Hem. AEs G3/4: neutropenia 28%/6%, anemia 16%/0%.",
        ["AE neutropenia ≥3: 28%", "AE neutropenia ≥4: 6%", "AE anemia ≥3: 16%", "AE anemia ≥4: 0%"],
    ),
    (
        "Dose reductions occurred in 51% of pts. Discontinuation because of AEs was needed in 9 pts (21%).",
        ["dose change: 51%", "DISC: 21% (9)"],
    ),
    (
        "All but two patients engrafted at a median of 18 days.",
        [],
    ),
    (
        "Marrow aplasia complicated 7 (18%) cases and was fatal in 2.",
        [],
    ),
    (
        "CRS: 75% (grade 3/4, 41%); 39% received a blocker; 46% ICU admission.",
        ["AE cytokine release syndrome: 75%", "AE cytokine release syndrome ≥3: 41%"],
    ),
    (
        "Toxic deaths: 2 (pneumonia; sepsis).",
        ["NRM: - (2)"],
    ),
    (
        "The case fatality rate was 27%.",
        ["MORT: 27%"],
    ),
    (
        "Neuropathy continued to resolve or improve in 84% (379/451) of them.",
        [],
    ),
    (
        "Forty patients with relapsed lymphoma received lymphocytes, and 18 (45%) responded.",
        ["ORR: 45% (18)"],
    ),
    (
        "At a median f/u of 73.0 mo, 39 deaths had occurred.",
        ["follow_up median: 73 mo", "deaths: - (39)"],
    ),
    (
        "In arm A, grade 3 anemia occurred in 2%, and grade 3 rash in 5%; the corresponding percentages in arm B were 0% and 4%.",
        [
            "AE anemia ≥3: 2% [arm A]",
            "AE rash ≥3: 5% [arm A]",
            "AE anemia ≥3: 0% [arm B]",
            "AE rash ≥3: 4% [arm B]",
        ],
    ),
    (
        "Age (HR 2.9, p=0.02) and high risk (HR 2.3; p=0.04) were associated with inferior OS.",
        ["OS HR: 2.9 [Age] p=0.02", "OS HR: 2.3 [high risk] p=0.04"],
    ),
    (
        "One hundred and four (66%) and 32 (21%) patients, respectively, had at least one grade 3 or 4 adverse event.",
        ["AE adverse event ≥3: 66% (104)", "AE adverse event ≥3: 21% (32)"],
    ),
    (
        "Grade 3 or 4 cytopenias (42% neutropenia, 5% thrombocytopenia) were seen.",
        ["AE neutropenia ≥3: 42%", "AE thrombocytopenia ≥3: 5%"],
    ),
    (
        "Early deaths were more frequent (20% vs 8%; P = .01), with inferior 60-day survival (75% vs 92%/90%; P = .02).",
        [
            "MORT: 20% P = .01",
            "MORT: 8% P = .01",
            "OS@1.97: 75% P = .02",
            "OS@1.97: 92% P = .02",
            "OS@1.97: 90% P = .02",
        ],
    ),
    (
        "The 2-year incidence of relapse and NRM was 6% and 4% in siblings, 7% and 3% in matched, and 8% and 5% in mismatched donors.",
        [
            "CIR@24: 6% [siblings]",
            "NRM@24: 4% [siblings]",
            "CIR@24: 7% [matched]",
            "NRM@24: 3% [matched]",
            "CIR@24: 8% [mismatched]",
            "NRM@24: 5% [mismatched]",
        ],
    ),
    (
        "The 5-year EFS and OS were 87 ± 2% and 92 ± 1%, respectively.",
        ["EFS@60: 87%", "OS@60: 92%"],
    ),
    (
        "The 5-year OS was 91.5% (SE 1.2%), and EFS 85.9% (1.5).",
        ["OS@60: 91.5%", "EFS@60: 85.9%"],
    ),
    (
        "EFS (81% vs 72%) and survival (89% vs 83%) were better at 5 years.",
        ["EFS@60: 81%", "EFS@60: 72%", "OS@60: 89%", "OS@60: 83%"],
    ),
    (
        "The 24-month and 36-month DOR rates were both 50%.",
        ["DOR@24: 50%", "DOR@36: 50%"],
    ),
    (
        "CRS occurred in 77% of patients (grade ≥3, 22%).",
        ["AE cytokine release syndrome: 77%", "AE cytokine release syndrome ≥3: 22%"],
    ),
    (
        "Any-grade and grade 3-4 CRS were reported in 63% and 2% of patients.",
        ["AE cytokine release syndrome: 63%", "AE cytokine release syndrome ≥3: 2%"],
    ),
    (
        "Fatal infections occurred in 5% of patients.",
        ["AE infections ≥5: 5%"],
    ),
    (
        "No grade 4 infusion reactions or grade 3/4 infections occurred.",
        ["AE infusion-related reactions ≥4: 0% (0)", "AE infections ≥3: 0% (0)"],
    ),
    (
        "There were no treatment-related deaths by day 100.",
        ["NRM@3.29: 0% (0)"],
    ),
    (
        "The 3-year OS was 98% for those with CCyR, compared to 83% with PCyR and 71% for no response.",
        ["OS@36: 98% [CCyR]", "OS@36: 83% [PCyR]", "OS@36: 71% [no response]"],
    ),
    (
        "OS differed by response, with patients achieving CR and CRi having a median OS of 25.3 and 14.6 months.",
        ["OS median: 25.3 mo [CR]", "OS median: 14.6 mo [CRi]"],
    ),
    (
        "The 4-year OS and EFS were 72% and 60% in the MRD-negative group versus 48% and 35% in the MRD-positive group.",
        [
            "OS@48: 72% [MRD-negative]",
            "EFS@48: 60% [MRD-negative]",
            "OS@48: 48% [MRD-positive]",
            "EFS@48: 35% [MRD-positive]",
        ],
    ),
    (
        "EFS was 46% in 132 patients with MRD, 41% in 17 patients with no CR at day 33.",
        ["EFS: 46% [MRD]", "EFS: 41% [no CR at day 33]"],
    ),
    (
        "PR or better was seen in 78% of patients.",
        ["ORR: 78%"],
    ),
    (
        "The overall and complete response rates were 82% and 54%, respectively.",
        ["ORR: 82%", "CR: 54%"],
    ),
    (
        "The 5-year event-free and overall survival rates were 61% and 70%.",
        ["EFS@60: 61%", "OS@60: 70%"],
    ),
    (
        "The cumulative incidences of grade II-IV acute and chronic GVHD were 31% and 42%, respectively.",
        [
            "AE acute graft-versus-host disease cumulative_incidence: 31%",
            "AE chronic graft-versus-host disease cumulative_incidence: 42%",
        ],
    ),
    (
        "By 2 years, 48% of patients progressed to chronic GVHD.",
        ["AE chronic graft-versus-host disease@24: 48%"],
    ),
    (
        "We treated 290 refractory (44%) and 365 relapsed (56%) patients, with a CR rate of 40%.",
        ["CR: 40%"],
    ),
    (
        "The odds ratio was 1.51 for DFS (P = .05) and 1.59 for OS from CR (P = .04).",
        ["DFS odds ratio: 1.51 P = .05", "OS odds ratio: 1.59 P = .04"],
    ),
    (
        "The risk of progression or death was reduced (HR 0.52; 95% CI, 0.40-0.67; P<.001).",
        ["PFS HR: 0.52 0.4..0.67 P<.001"],
    ),
    (
        "Age >60 years (HR, 1.8; 95% CI, 1.2-2.7) and complex karyotype (HR, 2.4; 95% CI, 1.6-3.6) predicted inferior OS.",
        ["OS HR: 1.8 1.2..2.7 [Age >60 years]", "OS HR: 2.4 1.6..3.6 [complex karyotype]"],
    ),
    (
        "Median OS was 24.1, 12.3, and 6.7 months for patients with favorable, intermediate, and adverse risk, respectively.",
        [
            "OS median: 24.1 mo [favorable]",
            "OS median: 12.3 mo [intermediate]",
            "OS median: 6.7 mo [adverse]",
        ],
    ),
    (
        "The study had a 7% response rate with a median duration of response of 9.1 months, PFS 4.6 months, and OS 16.3 months.",
        ["ORR: 7%", "DOR median: 9.1 mo", "PFS median: 4.6 mo", "OS median: 16.3 mo"],
    ),
    (
        "A subset of patients (16%) achieved CR/CRi and had a median OS of 21 months.",
        ["CR/CRi: 16%", "OS median: 21 mo"],
    ),
    (
        "There were 97 fever episodes requiring antimicrobials.",
        [],
    ),
    (
        "Eight patients were not bridged to allogeneic HSCT, and 35% underwent HSCT.",
        ["HCT: 35%"],
    ),
    (
        "ORR was 84% (79% in refractory patients).",
        ["ORR: 84%", "ORR: 79%"],
    ),
    (
        "Responses included 5 (12%) sCR, 8 (19%) CR and 6 (14%) PR.",
        ["sCR: 12% (5)", "CR: 19% (8)", "PR: 14% (6)"],
    ),
    (
        "Day-100 NRM was 5% and 2-year NRM 16%.",
        ["NRM@3.29: 5%", "NRM@24: 16%"],
    ),
    (
        "Hemoglobin rose to 130% of baseline, and the ORR was 60%.",
        ["ORR: 60%"],
    ),
    (
        "The rates of CRS and ICANS (any grade/grade ≥3) were 93%/13% and 64%/28%, respectively.",
        [
            "AE cytokine release syndrome: 93%",
            "AE cytokine release syndrome ≥3: 13%",
            "AE immune effector cell-associated neurotoxicity syndrome: 64%",
            "AE immune effector cell-associated neurotoxicity syndrome ≥3: 28%",
        ],
    ),
    (
        "TEAEs (all grade; grade 3/4) were neutropenia (71%; 64%), anemia (55%; 37%), and CRS (72%; 0.6%).",
        [
            "AE neutropenia: 71%",
            "AE neutropenia ≥3: 64%",
            "AE anemia: 55%",
            "AE anemia ≥3: 37%",
            "AE cytokine release syndrome: 72%",
            "AE cytokine release syndrome ≥3: 0.6%",
        ],
    ),
    (
        "PFS at 1 and 2 years was 55% and 40% with placebo and 35% and 22% with controls.",
        ["PFS@12: 55% [placebo]", "PFS@24: 40% [placebo]", "PFS@12: 35% [control]", "PFS@24: 22% [control]"],
    ),
    (
        "At 3 years, OS (68% vs 55%; P=.02), PFS (54% vs 41%; P=.01), and NRM (12% vs 19%; P=.04) favored the younger cohort.",
        [
            "OS@36: 68% P=.02",
            "OS@36: 55% P=.02",
            "PFS@36: 54% P=.01",
            "PFS@36: 41% P=.01",
            "NRM@36: 12% P=.04",
            "NRM@36: 19% P=.04",
        ],
    ),
    (
        "Patients with a CR had a median OS of 28.1 months, whereas those with PR had a median OS of 9.2 months.",
        ["OS median: 28.1 mo", "OS median: 9.2 mo [PR]"],
    ),
    (
        "After four cycles, 41 patients (79%) attained a CR (95% CI: 66%-89%) and 9 patients (17%) a PR.",
        ["CR: 79% (41) 66..89", "PR: 17% (9)"],
    ),
    (
        "After four cycles, 41 patients (79%) attained a CR (C.I. 95%: 66%-89%).",
        ["CR: 79% (41) 66..89"],
    ),
    (
        "The overall response rate was 96%, with 61.5% of the patients achieving complete response or stringent complete response.",
        ["ORR: 96%", "CR: 61.5%"],
    ),
    (
        "The probabilities of event-free survival (EFS) (median follow-up: 14 months) were 52% for patients with less than 10% blasts in the marrow and 21% for patients with 10-30% blasts.",
        ["follow_up median: 14 mo", "EFS: 52%", "EFS: 21%"],
    ),
    (
        "Death occurred because of relapse in 19 patients (24.1%), infection in 8 patients (10.1%) and organ failure in three patients (3.8%).",
        [
            "deaths from relapse: 24.1% (19)",
            "deaths from infection: 10.1% (8)",
            "deaths from organ failure: 3.8% (3)",
        ],
    ),
    (
        "MRD at the time of HCT predicted higher relapse incidence (64% versus 21%) and lower OS (38% versus 74%) at 2 years.",
        ["CIR@24: 64%", "CIR@24: 21%", "OS@24: 38%", "OS@24: 74%"],
    ),
    (
        "Complete remission with or without full count recovery was seen in 75 of 90 patients (83%).",
        ["CR/CRi: 83% (75/90)"],
    ),
    (
        "The 10-year CML-specific OS was 91%, with a 10-year OS of 80%.",
        ["CSS@120: 91%", "OS@120: 80%"],
    ),
    (
        "The overall survival (OS) was 71% in the related group (median not reached) and 35% in the unrelated group (median OS: 7 months).",
        [
            "OS: 71% [related]",
            "OS median: not reached [related]",
            "OS: 35% [unrelated]",
            "OS median: 7 mo [unrelated]",
        ],
    ),
    (
        "Response was: CR 70%, PR 12%, failures 9%, not evaluable: 9%.",
        ["CR: 70%", "PR: 12%"],
    ),
    (
        "Adverse events of grade 3 or 4 occurring in at least 10% of patients comprised anemia and infection.",
        [],
    ),
    (
        "MRD negativity, defined as <0.01% of cells, was reached in 44% of patients.",
        ["MRDneg: 44%"],
    ),
    (
        "The clinical benefit rate, defined as complete response, partial response and stable disease, was 72%.",
        ["CBR: 72%"],
    ),
    (
        "Older patients (aged 60-69 years) fared better; pts ≥70 years had more deaths in remission compared with those 60-69 years (66% vs 31%).",
        ["NRM: 66%", "NRM: 31%"],
    ),
    (
        "Pts aged 60-69 years had better outcomes compared with pts ≥70 years (4-year OS rates: 61% vs 30%).",
        ["OS@48: 61%", "OS@48: 30%"],
    ),
    (
        "Patients with FLT3-ITD had a shorter OS than patients without (4-year OS 28% vs 52%).",
        ["OS@48: 28%", "OS@48: 52%"],
    ),
    (
        "There was no difference between patients who underwent SCT in first remission versus those who did not (3-year OS: 83% versus 85%).",
        ["OS@36: 83%", "OS@36: 85%"],
    ),
    (
        "Of seven responders, one underwent alloHCT.",
        ["HCT: - (1/7)"],
    ),
    (
        "The escalated group showed a higher mortality (7·1%) than the baseline (4·2%) group.",
        ["deaths: 7.1% [escalated]", "deaths: 4.2% [baseline]"],
    ),
    (
        "Responses occurred in 58% of patients on the A arm (9% complete response, 14% partial response, 35% improved) compared with 6% (improved) receiving supportive care.",
        ["ORR: 58%", "CR: 9%", "PR: 14%", "ORR: 6%"],
    ),
    (
        "The composite complete remission (complete remission or complete remission with incomplete hematologic recovery) rate was 61.4% vs. 30.2%.",
        ["CR/CRi: 61.4%", "CR/CRi: 30.2%"],
    ),
    (
        "The probability of remaining in continuous complete remission after four years was 27 percent.",
        ["DOR@48: 27%"],
    ),
    (
        "Tumor lysis syndrome occurred in 4 of 61 patients; febrile neutropenia did not occur in any patient.",
        ["AE tumor lysis syndrome: - (4/61)", "AE febrile neutropenia: 0% (0)"],
    ),
    (
        "Rates of grade 4 neutropenia, grade 4 thrombocytopenia, and grade 3 or 4 infection were 91% v 79%, 70% v 14%, and 30% v 12%, respectively.",
        [
            "AE neutropenia ≥4: 91%",
            "AE neutropenia ≥4: 79%",
            "AE thrombocytopenia ≥4: 70%",
            "AE thrombocytopenia ≥4: 14%",
            "AE infection ≥3: 30%",
            "AE infection ≥3: 12%",
        ],
    ),
    (
        "Grade 3 to 4 adverse events with > or = 10% incidence included neutropenia (27%) and diarrhea (15%).",
        ["AE neutropenia ≥3: 27%", "AE diarrhea ≥3: 15%"],
    ),
    (
        "In resistant disease, 20-mg and 50-mg arms had the same response rate (11.1%).",
        ["ORR: 11.1% [20-mg]", "ORR: 11.1% [50-mg]"],
    ),
    (
        "The clinical benefit rate was higher in the first arm among sensitive patients (37.2% v 18.1%) and resistant patients (12.6% v 9.4%).",
        ["CBR: 37.2%", "CBR: 18.1%", "CBR: 12.6%", "CBR: 9.4%"],
    ),
    (
        "With A, survival and the time to progression were about 3 months longer.",
        [],
    ),
    (
        "The most common toxicities were rash (12 [14%] vs none) and neutropenia (none vs 17 [21%]).",
        ["AE rash: 14% (12)", "AE rash: 0% (0)", "AE neutropenia: 0% (0)", "AE neutropenia: 21% (17)"],
    ),
    (
        "In all, 39 (58%) of 67 patients relapsed (37 before 6 months, one patient at month 7, and one at month 18).",
        ["CIR: 58% (39/67)"],
    ),
    (
        "Complete and partial responses among 175 patients treated with B were 5 percent and 31 percent.",
        ["CR: 5%", "PR: 31%"],
    ),
    (
        "Although 5-year survival rates range from 60% to 70%, up to 45% of patients become refractory to or relapse after treatment.",
        [],
    ),
    (
        "D improved MRD-negativity rates after induction (33.9% vs 22.8%) and consolidation (62.4% vs 42.9%).",
        ["MRDneg: 33.9%", "MRDneg: 22.8%", "MRDneg: 62.4%", "MRDneg: 42.9%"],
    ),
    (
        "The objective response rate was 25% (one CR, 12 PR; 95% CI, 14% to 39%).",
        ["ORR: 25% 14..39", "CR: - (1)", "PR: - (12)"],
    ),
    (
        "The hazard ratio was 0.71, corresponding to an absolute benefit in terms of disease-free survival of 4.4 percent at three years.",
        [],
    ),
    (
        "Overall survival excluding non-cancer death was 92% for the first group and 89% for the second group.",
        ["OS: 92%", "OS: 89%"],
    ),
    (
        "After a median of 19.6 months of follow-up, median PFS was 8.7 months.",
        ["follow_up median: 19.6 mo", "PFS median: 8.7 mo"],
    ),
    (
        "After a median of 21.3 months of follow-up, median XYZD was 9.2 months and 9.4 months in the two arms, respectively.",
        ["follow_up median: 21.3 mo"],
    ),
    (
        "Patients were more likely to develop grade 3 musculoskeletal toxicity, a known complication of the drug, compared with placebo (61% v 20%, respectively).",
        ["AE musculoskeletal toxicity ≥3: 61%", "AE musculoskeletal toxicity ≥3: 20%"],
    ),
    (
        "Complete response was achieved by 4 patients (25.0%). Partial response was seen in 5.",
        ["CR: 25% (4)", "PR: - (5)"],
    ),
    (
        "OS rates at 12 and 24 months, respectively, for 190 response evaluable patients were: for complete responders - 86% and 81%; partial responders - 71% and 50%.",
        [
            "OS@12: 86% [complete responders]",
            "OS@24: 81% [complete responders]",
            "OS@12: 71% [partial responders]",
            "OS@24: 50% [partial responders]",
        ],
    ),
    (
        "The estimated PFS rate at 3 years was 74% (95% CI, 62% to 83%) and 90% (95% CI, 78% to 95%) for patients undergoing ASCT directly after study treatment.",
        ["PFS@36: 74% 62..83", "PFS@36: 90% 78..95"],
    ),
    (
        "At the cut-off date, 6 patients had died (37.5%), and 4 were continuing treatment (25.0%).",
        ["deaths: 37.5% (6)"],
    ),
    (
        "In all, 58%, 21% and 9% achieved CR, PR and SD, respectively.",
        ["CR: 58%", "PR: 21%", "SD: 9%"],
    ),
    (
        "The ORR was 77%, with 33%, 27% and 17% of patients achieving CR, VGPR and PR, respectively.",
        ["ORR: 77%", "CR: 33%", "VGPR: 27%", "PR: 17%"],
    ),
    (
        "Grade 3-4 anemia was noted in 34% of patients; minor infections occurred in 27%.",
        ["AE anemia ≥3: 34%", "AE infections: 27%"],
    ),
    (
        "Relapse occurred in 11 patients in the control group (9%) and 21 patients in the azacitidine group (18%).",
        ["CIR: 9% (11) [control]", "CIR: 18% (21) [azacitidine]"],
    ),
    (
        "Responses included 8 complete remissions (CRs, 26%) and 3 partial remissions (10%).",
        ["CR: 26% (8)", "PR: 10% (3)"],
    ),
    (
        "In 31 patients with AML (ORR, 61%), OS was 8 months.",
        ["ORR: 61%", "OS median: 8 mo"],
    ),
    (
        "Grade 3 diarrhea was more frequent in the dose-dense treatment group (114 [59%]) than in the conventional treatment group (67 [34%]).",
        ["AE diarrhea ≥3: 59% (114) [dose-dense]", "AE diarrhea ≥3: 34% (67) [conventional]"],
    ),
    (
        "The duration of remission was longer in the inotuzumab group (median, 5.6 months vs. 3.4 months).",
        ["DOR median: 5.6 mo", "DOR median: 3.4 mo"],
    ),
    (
        "OS was shorter in the hyperglycemia group (28 months vs. 81 months).",
        ["OS median: 28 mo", "OS median: 81 mo"],
    ),
    (
        "Median overall (OS), relapse-free (RFS) and event-free survival (EFS) were 61, 48 and 40 months, respectively.",
        ["OS median: 61 mo", "RFS median: 48 mo", "EFS median: 40 mo"],
    ),
    (
        "Forty events (progression or death) occurred in the placebo group and 60 in the control group (hazard ratio 0.62).",
        ["PFS HR: 0.62 [placebo vs control]"],
    ),
    (
        "The 3-year OS was higher in patients with than in those without MRD negativity (81% v 44%).",
        ["OS@36: 81%", "OS@36: 44%"],
    ),
    (
        "Of the 60 patients, 9 (15%) of 30 patients achieving CR had a molecular remission.",
        ["MolR: 15% (9/30)"],
    ),
    (
        "EFS was improved with azacitidine (hazard ratio for death or progression, 0.46).",
        ["EFS HR: 0.46"],
    ),
    (
        "There were six (14%) deaths during induction, due to infection (n = 4), or hemorrhage (n = 2).",
        ["deaths: 14% (6)", "deaths from infection: - (4)", "deaths from hemorrhage: - (2)"],
    ),
    (
        "Treatment-related mortality was 8% (6 pts): 4 deaths from sepsis, 1 hemorrhage and 1 infection.",
        ["NRM: 8% (6)", "deaths from sepsis: - (4)"],
    ),
    (
        "The ORR improved from 41% to 57%, and responses deepened in 31 patients.",
        ["ORR: 41%", "ORR: 57%"],
    ),
    (
        "With a median follow-up of surviving patients of 37 months, OS was 55%.",
        ["follow_up median: 37 mo", "OS: 55%"],
    ),
    (
        "OS was prolonged, including one patient who survived 52 months.",
        [],
    ),
    (
        "Toxicity was acceptable, with grade > or = 3 mucositis in 14% and diarrhea in 6%.",
        ["AE mucositis ≥3: 14%", "AE diarrhea ≥3: 6%"],
    ),
    (
        "Patients with MRD had worse 10-year OS (54%) compared to those who achieved a major response (78%).",
        ["OS@120: 54%", "OS@120: 78%"],
    ),
    (
        "Eighty patients received azacitidine, with the aim to obtain an ORR of at least 30%.",
        [],
    ),
    (
        "CR rates were 75%, 71% and 61% in three age groups (56-65, 66-75, ≥76 yrs).",
        ["CR: 75% [56-65]", "CR: 71% [66-75]", "CR: 61% [≥76 yrs]"],
    ),
    (
        "FCA was more toxic than FC. ORR was 66% with FCA and 55% with FC. FCA improved PFS (53% vs 38%).",
        ["ORR: 66% [FCA]", "ORR: 55% [FC]", "PFS: 53% [FCA]", "PFS: 38% [FC]"],
    ),
    (
        "Of the responders, 78% had a response duration of at least 1 year.",
        ["DOR@12: 78% [responders]"],
    ),
    (
        "65% of patients survived more than 24 months.",
        ["OS@24: 65%"],
    ),
    (
        "76% of responders remain in CR at 2 years.",
        ["DOR@24: 76% [responders]"],
    ),
    (
        "14 of 21 responders are still in CR.",
        ["DOR: - (14/21)"],
    ),
    (
        "Nine of the 90 patients were alive in CR (10%).",
        ["OS: 10% (9/90)"],
    ),
    (
        "Nine of 90 patients in arm A (10%) and 18 of 90 patients in arm B (20%) had CR.",
        ["CR: 10% (9/90) [arm A]", "CR: 20% (18/90) [arm B]"],
    ),
    (
        "The median OS of more than 14 months was long.",
        ["OS median: >14 mo"],
    ),
    (
        "Of the 138 patients, 51 proceeded to autologous stem cell transplantation (ASCT).",
        ["HCT: - (51/138)"],
    ),
    (
        "Estimated 5-years OS was 74% with azacitidine.",
        ["OS@60: 74%"],
    ),
    (
        "Treatment was discontinued for progressive disease in 21 (24.3%) patients and for adverse events in 6 (6.8%).",
        ["DISC: 24.3% (21) [progressive disease]", "DISC: 6.8% (6) [adverse events]"],
    ),
    (
        "Patients discontinued due to progression (21%) or toxicity (7%).",
        ["DISC: 21%", "DISC: 7% [toxicity]"],
    ),
    (
        "Depth of response improved with time: at best response, 15 (31%) of 48 patients achieved a complete response.",
        ["CR: 31% (15/48)"],
    ),
    (
        "At present, 22 patients with CR, and 33 patients overall, are alive without progression.",
        [],
    ),
    (
        "We enrolled 90 patients with relapsed AML (17 relapsed after chemotherapy and 41 after transplant).",
        [],
    ),
    (
        "No patient had grade 4 CRS; ICANS was seen in 4 pts.",
        [
            "AE immune effector cell-associated neurotoxicity syndrome: - (4)",
            "AE cytokine release syndrome ≥4: 0% (0)",
        ],
    ),
    (
        "NRM at 1 year was 7%, rising to 10% at 3 years.",
        ["NRM@12: 7%", "NRM@36: 10%"],
    ),
    (
        "ORR was 61% in the azacitidine group and 52% in the control group. The relapse rate was higher in the control group (21% vs 37%).",
        ["ORR: 61% [azacitidine]", "ORR: 52% [control]", "CIR: 21% [azacitidine]", "CIR: 37% [control]"],
    ),
    (
        "Twelve patients discontinued because of progression (n = 8), anemia (n = 3) or infection (n = 1).",
        ["DISC: - (12)", "DISC: - (3) [anemia]", "DISC: - (1) [infection]"],
    ),
    (
        "ORR was 40% with azacitidine and 30% with placebo; azacitidine arm and placebo arm. Six CR and 18 PR were recorded in the azacitidine arm, and five CR and 21 PR were recorded in the placebo group.",
        [
            "ORR: 40% [azacitidine]",
            "ORR: 30% [placebo]",
            "CR: - (6) [azacitidine]",
            "PR: - (18) [azacitidine]",
            "CR: - (5) [placebo]",
            "PR: - (21) [placebo]",
        ],
    ),
    (
        "ORR was 41% in the azacitidine arm and 31% in the placebo arm. We observed three partial responses (PR), six stable disease (SD), and two not evaluable (NE) in the placebo arm.",
        ["ORR: 41% [azacitidine]", "ORR: 31% [placebo]", "PR: - (3) [placebo]", "SD: - (6) [placebo]"],
    ),
    (
        "The objective response rate was 99%, 87%, and 61% in patients with 1, 2, and ≥3 prior lines.",
        ["ORR: 99% [1 prior lines]", "ORR: 87% [2 prior lines]", "ORR: 61% [≥3 prior lines]"],
    ),
    (
        "The uMRD4 rate was 84% at cycle 12.",
        ["MRDneg: 84%"],
    ),
    ("There were 5 deaths among patients with sepsis (20%).", ["deaths: - (5)", "AE sepsis: 20%"]),
    ("Serious adverse events (pneumonia) were less frequent with azacitidine (hazard ratio 0.62).", []),
    (
        "Grade ≥3 cytokine release syndrome and immune effector cell–associated neurologic syndrome occurred in 9% and 14% of patients.",
        [
            "AE cytokine release syndrome ≥3: 9%",
            "AE immune effector cell-associated neurotoxicity syndrome ≥3: 14%",
        ],
    ),
    (
        "There was more 3/4 grade nausea/vomiting/diarrhea (31% vs 12%).",
        ["AE nausea/vomiting/diarrhea ≥3: 31%", "AE nausea/vomiting/diarrhea ≥3: 12%"],
    ),
    (
        "Toxicity was grade 1 (22%), 2 (61%), and 3 (7%).",
        ["AE toxicity ≥3: 7%"],
    ),
    (
        "The most frequent events were neutropenia (837 events vs 697 events), leucopenia (407 vs 262), and lethargy.",
        [
            "AE neutropenia: - (837)",
            "AE neutropenia: - (697)",
            "AE leukopenia: - (407)",
            "AE leukopenia: - (262)",
        ],
    ),
    (
        "Responses occurred in 14 of 30 patients (complete in 6, partial in 8).",
        ["ORR: - (14/30)", "CR: - (6)", "PR: - (8)"],
    ),
    (
        "There were 13 responses (5 complete, 8 partial).",
        ["ORR: - (13)", "CR: - (5)", "PR: - (8)"],
    ),
    (
        "The rate of major cytogenetic response was 26% (complete in 15%).",
        ["MCyR: 26%", "CCyR: 15%"],
    ),
    (
        "Fifteen patients responded (complete response in 6 and partial response in 9).",
        ["ORR: - (15)", "CR: - (6)", "PR: - (9)"],
    ),
    (
        "In 30 patients, 24 had a response.",
        ["ORR: - (24)"],
    ),
    (
        "A response was seen in 26 patients, 11 of them achieved CR.",
        ["ORR: - (26)", "CR: - (11)"],
    ),
    (
        "Eighteen patients relapsed and 11 of them died.",
        ["CIR: - (18)", "deaths: - (11)"],
    ),
    (
        "Nine patients were in CR at enrollment, 4 of whom were MRD-negative.",
        [],
    ),
    (
        "Patients got zolmab or placebo. Grade 3 anemia was recorded in 5 patients (3 in the zolmab arm, two in the placebo arm).",
        ["AE anemia ≥3: - (5)", "AE anemia ≥3: - (3) [zolmab]", "AE anemia ≥3: - (2) [placebo]"],
    ),
    (
        "Patients were randomized to zolmab or placebo. Response was seen in 21% (28% with zolmab, 14% with placebo).",
        ["ORR: 21%", "ORR: 28% [zolmab]", "ORR: 14% [placebo]"],
    ),
    (
        "Sustained hematologic responses lasting at least 4 weeks occurred in 63%.",
        ["ORR: 63%"],
    ),
    (
        "The duration of response was ≥ 6 months in 41%.",
        ["DOR@6: 41%"],
    ),
    (
        "Responses lasted at least 6 months in 41% of patients.",
        ["DOR@6: 41%"],
    ),
    (
        "The rate of major pathologic response was 36%.",
        ["MPR: 36%"],
    ),
    (
        "Patients were randomized to arm A or arm B. After a median follow-up of 14 months, 63% of patients included in arm A were still alive, compared to 52% of those included in arm B.",
        ["follow_up median: 14 mo", "OS: 63% [arm A]", "OS: 52% [arm B]"],
    ),
    (
        "Grade ≥3 events occurred in 43% of patients and grade 5 events in 3%.",
        ["AE adverse events ≥3: 43%", "AE adverse events ≥5: 3%"],
    ),
    (
        "Eighteen discontinued, mostly due to progressive disease (n=11) or AEs (n=4).",
        ["DISC: - (18)", "DISC: - (4) [AEs]"],
    ),
    (
        "The rate of transplant was 31% in the zolmab arm compared with 18% in the control arm.",
        ["HCT: 31% [zolmab]", "HCT: 18% [control]"],
    ),
    (
        "HI was achieved in 51%: HI-E 31%, HI-P 34%, HI-N 22%.",
        ["HI: 51%", "HI-E: 31%", "HI-P: 34%", "HI-N: 22%"],
    ),
    (
        "The most common any grade (grade 3/4) AEs were anemia 51% (32%), rash 44% (5%) and cough 31% (0).",
        [
            "AE anemia: 51%",
            "AE anemia ≥3: 32%",
            "AE rash: 44%",
            "AE rash ≥3: 5%",
            "AE cough: 31%",
            "AE cough ≥3: 0%",
        ],
    ),
    (
        "The most common all-grade (grade ≥3) TEAEs were neutropenia (54% [43%]) and anemia (41% [22%]).",
        ["AE neutropenia: 54%", "AE neutropenia ≥3: 43%", "AE anemia: 41%", "AE anemia ≥3: 22%"],
    ),
    (
        "Patients with trisomy 8 had an ORR of 21%, those with t(11;14) 62%.",
        ["ORR: 21%", "ORR: 62%"],
    ),
    (
        "The median OS was 11 months in patients with del(17p) and 26 months in patients with inv(16).",
        ["OS median: 11 mo", "OS median: 26 mo"],
    ),
    (
        "The ORR was 21% in patients with 1q21 gain and 32% in those with t(9;22)(q34;q11).",
        ["ORR: 21%", "ORR: 32%"],
    ),
    (
        "The ORR was 21% in patients with +8 and 32% in those with -7/7q-.",
        ["ORR: 21%", "ORR: 32%"],
    ),
    (
        "The ORR was 21% in patients with asthma and 62% in those with diabetes.",
        ["ORR: 21%", "ORR: 62%"],
    ),
    (
        "RBC-TI ≥8 weeks was achieved in 38% of patients.",
        ["transfusion independence: 38%"],
    ),
    (
        "End-of-induction MRD was negative in 63% (n=42).",
        ["MRDneg: 63% (42)"],
    ),
    (
        "MRD was positive in 31% of patients.",
        ["MRDpos: 31%"],
    ),
    (
        "Spleen volume reduction ≥35% at week 24 was achieved by 41.3% in the zolmab group vs 0.9% in the placebo group.",
        ["SVR35@5.52: 41.3% [zolmab]", "SVR35@5.52: 0.9% [placebo]"],
    ),
    (
        "Grade 3 to 4 neutropenia was seen in 34% and 13% of patients in arms A and B, respectively.",
        ["AE neutropenia ≥3: 34% [arm A]", "AE neutropenia ≥3: 13% [arm B]"],
    ),
    (
        "Median OS was 11, 15 and 21 months in groups 1, 2 and 3, respectively.",
        ["OS median: 11 mo [group 1]", "OS median: 15 mo [group 2]", "OS median: 21 mo [group 3]"],
    ),
    (
        "There was no difference between cohorts 1 and 2 (41% vs 43% ORR).",
        ["ORR: 41% [cohort 1]", "ORR: 43% [cohort 2]"],
    ),
    (
        "The median number of cycles was 6 (range, 1 to 12), and 43% of patients required dose reductions.",
        ["dose change: 43%"],
    ),
    (
        "Probabilities of OS, LFS and relapse at 4 years were 48%, 43% and 37%, respectively, in the RIC group versus 52%, 46% and 24% in the MAC group.",
        [
            "OS@48: 48% [RIC]",
            "LFS@48: 43% [RIC]",
            "CIR@48: 37% [RIC]",
            "OS@48: 52% [MAC]",
            "LFS@48: 46% [MAC]",
            "CIR@48: 24% [MAC]",
        ],
    ),
    (
        "Patients were randomized to zolmab plus chemo or chemo alone. Infections occurred in 51% in the zolmab plus chemo group and 42% in the chemo-alone group.",
        ["AE infections: 51% [zolmab plus chemo]", "AE infections: 42% [chemo alone]"],
    ),
    (
        "In pts with prior CAR-T, ORR/CR rates were 43%/26%.",
        ["ORR: 43%", "CR: 26%"],
    ),
    (
        "Gr ≥3 TEAEs were reported in 61%; the most common (≥10%) were neutropenia (27%) and anemia (14%).",
        ["AE adverse events ≥3: 61%", "AE neutropenia ≥3: 27%", "AE anemia ≥3: 14%"],
    ),
    (
        "CR rate was 52% overall and 61% in pts without diabetes.",
        ["CR: 52%", "CR: 61%"],
    ),
    (
        "At 24 mo, PFS was 92% and OS 97%; in pts with trisomy 8, they were 81% and 94%.",
        ["PFS@24: 92%", "OS@24: 97%", "PFS@24: 81%", "OS@24: 94%"],
    ),
    (
        "Febrile neutropenia (46%), pneumonia (27%) and bacteremia (16%) were the most common Gr ≥3 AEs.",
        ["AE febrile neutropenia ≥3: 46%", "AE pneumonia ≥3: 27%", "AE bacteremia ≥3: 16%"],
    ),
    (
        "Patients were randomised to zolmab or placebo. CR was seen in 41% with zolmab vs 32% with placebo. The proportion of patients with MRD negativity (10-5 sensitivity) was 57.2% and 46.3%.",
        ["CR: 41% [zolmab]", "CR: 32% [placebo]", "MRDneg: 57.2% [zolmab]", "MRDneg: 46.3% [placebo]"],
    ),
    (
        "Sixteen of 24 patients (67%) achieved CR (n = 9) or CRi (n = 7).",
        ["CR/CRi: 67% (16/24)"],
    ),
    (
        "We compared the A14 group and the B12 group. CR was 93% in the A14 group and 97% in the B12 group. A higher percentage of patients in the B12 group had grade 3 or 4 neutropenia (31% vs. 52%).",
        ["CR: 93% [A14]", "CR: 97% [B12]", "AE neutropenia ≥3: 31% [A14]", "AE neutropenia ≥3: 52% [B12]"],
    ),
    (
        "The median overall survival was 15.2 months for responders versus 2.9 months for non-responders.",
        ["OS median: 15.2 mo [responders]", "OS median: 2.9 mo [non-responders]"],
    ),
    (
        "Response occurred in 61 (38.1%; 95% CI 30.6–46.1) of 160 patients in the zolmab group versus 12 (15.2%; 8.1–25.0) of 79 in the placebo group.",
        ["ORR: 38.1% (61/160) 30.6..46.1 [zolmab]", "ORR: 15.2% (12/79) 8.1..25 [placebo]"],
    ),
    (
        "EFS did not differ between arms A (87.2±1.3%) and B (86.1±1.4%).",
        ["EFS: 87.2% [arm A]", "EFS: 86.1% [arm B]"],
    ),
    (
        "Patients were randomized to zolmab or placebo. CR was 21% in the zolmab group vs 12% in the placebo group. Median PFS was 7.4 vs 5.3 mo (HR 0.67; 95% CI 0.54–0.83).",
        [
            "CR: 21% [zolmab]",
            "CR: 12% [placebo]",
            "PFS median: 7.4 mo [zolmab]",
            "PFS median: 5.3 mo [placebo]",
            "PFS HR: 0.67 0.54..0.83 [zolmab vs placebo]",
        ],
    ),
    (
        "We saw 351 DFS events: 151 (7.1%) in the zolmab arm and 200 (9.3%) in the control arm (HR 0.76).",
        [
            "DFS events: - (351)",
            "DFS events: 7.1% (151) [zolmab]",
            "DFS events: 9.3% (200) [control]",
            "DFS HR: 0.76 [zolmab vs control]",
        ],
    ),
    (
        "Day 100 and 1-yr NRM was 7% and 16%.",
        ["NRM@3.29: 7%", "NRM@12: 16%"],
    ),
    (
        "In the zolmab group, 63% of patients in the zolmab group who had peripheral neuropathy had resolution.",
        [],
    ),
    (
        "Median rPFS was 23.8 months vs 15.6 months.",
        ["rPFS median: 23.8 mo", "rPFS median: 15.6 mo"],
    ),
    (
        "In 34% grade 2 neuropathy was seen and in 5% grade 3.",
        ["AE peripheral neuropathy: 34%", "AE peripheral neuropathy ≥3: 5%"],
    ),
    (
        "Thirty percent (30%) had grade 2 neuropathy and 5% grade 3.",
        ["AE peripheral neuropathy: 30%", "AE peripheral neuropathy ≥3: 5%"],
    ),
    (
        "Neutropenia was higher with zolmab (28% vs 12%), although grade ≥3 infection rates were similar.",
        ["AE neutropenia: 28%", "AE neutropenia: 12%"],
    ),
    (
        "At week 24, 28% of patients achieved SVR35, and 24% versus 12% achieved ≥50% reduction in TSS.",
        ["SVR35@5.52: 28%", "TSS50@5.52: 24%", "TSS50@5.52: 12%"],
    ),
    (
        "The major response rate was 73%.",
        ["MRR: 73%"],
    ),
    (
        "Among pts with TP53 mutations (n=21), ORR, PFS and OS were 53%, 4.1 mo and 9.2 mo.",
        [
            "ORR: 53% [TP53 mutations]",
            "PFS median: 4.1 mo [TP53 mutations]",
            "OS median: 9.2 mo [TP53 mutations]",
        ],
    ),
    (
        "The CR rate and median OS were 41% and 12.3 months.",
        ["CR: 41%", "OS median: 12.3 mo"],
    ),
    (
        "ORR, median PFS, and 1-year OS were 53%, 4.4 months, and 61%.",
        ["ORR: 53%", "PFS median: 4.4 mo", "OS@12: 61%"],
    ),
    (
        "Patients were randomized to zolmab or placebo. The CR rate and median OS were 41% and 12.1 months with zolmab vs 21% and 8.2 months with placebo.",
        [
            "CR: 41% [zolmab]",
            "OS median: 12.1 mo [zolmab]",
            "CR: 21% [placebo]",
            "OS median: 8.2 mo [placebo]",
        ],
    ),
    (
        "CR was 99% (76/77) with ATRA-ATO and 94% (74/79) with ATRA-chemo. Four deaths were in the chemo group.",
        ["CR: 99% (76/77)", "CR: 94% (74/79) [ATRA-chemo]", "deaths: - (4) [chemo]"],
    ),
    (
        "Toxic deaths 4 (6%) in group C, 3 (4%) in group B and 5 (7%) in group A.",
        ["NRM: 6% (4) [group C]", "NRM: 4% (3) [group B]", "NRM: 7% (5) [group A]"],
    ),
    (
        "All-grade AF was seen in 8% of patients.",
        ["AE atrial fibrillation: 8%"],
    ),
    (
        "The primary outcome (CR) occurred in 21 (71%) patients, and the ORR was 88%.",
        ["CR: 71% (21)", "ORR: 88%"],
    ),
    (
        "The rate of complete remission with full or partial hematologic recovery was 33% in the zolmab group and 16% in the control group.",
        ["CR/CRh: 33% [zolmab]", "CR/CRh: 16% [control]"],
    ),
    (
        "The rate of complete remission with full, partial, or incomplete hematologic recovery was 43%.",
        ["CRc: 43%"],
    ),
    (
        "The most common adverse events were increased levels of alanine aminotransferase (61%) and aspartate aminotransferase (58%).",
        ["AE increased alanine aminotransferase: 61%", "AE increased aspartate aminotransferase: 58%"],
    ),
    (
        "Results below the threshold for minimal residual disease were seen in 77%.",
        ["MRDneg: 77%"],
    ),
    (
        "ORR at week 24 was 83.1% (83/99) in the zolmab arm and 80.7% (79/98) in the control arm (difference 1.5%; 95% CI −9.1 to 12.1).",
        ["ORR@5.52: 83.1% (83/99) [zolmab]", "ORR@5.52: 80.7% (79/98) [control]"],
    ),
    (
        "In pts achieving CR/CRi, mOS was 21 mo; in SD pts 7.3 mo.",
        ["OS median: 21 mo [CR/CRi]", "OS median: 7.3 mo"],
    ),
    (
        "In the 20-mg cohort, ORR was 31% (4/13); in the 40-mg cohort, 54% (7/13), including 2 CR.",
        ["ORR: 31% (4/13) [20-mg]", "ORR: 54% (7/13) [40-mg]", "CR: - (2) [40-mg]"],
    ),
    (
        "Median PFS was 47.1 months (34.2–not evaluable) in the zolmab group and 21.9 months (13.7–46.6) in the CHOP group (HR 0.72 [0.55–0.94]).",
        [
            "PFS median: 47.1 mo 34.2..? [zolmab]",
            "PFS median: 21.9 mo 13.7..46.6 [CHOP]",
            "PFS HR: 0.72 0.55..0.94 [zolmab vs CHOP]",
        ],
    ),
    (
        "AEs of musculoskeletal pain rose from 16% in consolidation to 33% in TFR.",
        ["AE musculoskeletal pain: 16%", "AE musculoskeletal pain: 33%"],
    ),
    (
        "Median DOR was NR at 18.4 mo.",
        ["DOR median: not reached"],
    ),
    (
        "At wk 24, CR rates were 32%, 25%, 57% in cohorts 1, 2 and 3 vs 11% historical.",
        ["CR@5.52: 32% [cohort 1]", "CR@5.52: 25% [cohort 2]", "CR@5.52: 57% [cohort 3]", "CR@5.52: 11%"],
    ),
    (
        "Pts were randomized 1:1:1 to zolmab 5 mg (n=51), 10 mg (n=55) or placebo (n=52). HI-E at wk 24 was 22%, 34% and 7%. ORR was 21% with 5 mg and 33% with 10 mg.",
        [
            "HI-E@5.52: 22% [5 mg]",
            "HI-E@5.52: 34% [10 mg]",
            "HI-E@5.52: 7% [placebo]",
            "ORR: 21% [5 mg]",
            "ORR: 33% [10 mg]",
        ],
    ),
    (
        "Median OS was 7.1 months, 14.2 months for responders, and 3.3 months for non-responders.",
        ["OS median: 7.1 mo", "OS median: 14.2 mo [responders]", "OS median: 3.3 mo [non-responders]"],
    ),
    (
        "The percentage of patients with a CR was higher in the zolmab group than in the control group (57% vs. 46%), as was the percentage of patients in whom MRD was not detected (76% vs. 63%).",
        ["CR: 57% [zolmab]", "CR: 46% [control]", "MRDneg: 76% [zolmab]", "MRDneg: 63% [control]"],
    ),
    (
        "The proportion of patients with a CR was 41% and OS was 62%.",
        ["CR: 41%", "OS: 62%"],
    ),
    (
        "Patients with a first CR duration >12 months had a CR rate of 66%.",
        ["CR: 66%"],
    ),
    (
        "Patients were randomized to transplant or no-transplant. The median PFS in the transplant and no-transplant groups was 51 and 37 months.",
        ["PFS median: 51 mo [transplant]", "PFS median: 37 mo [no-transplant]"],
    ),
    (
        "Among AML pts (n=21), CRc was 33% and in MDS (n=15), mCR 44%.",
        ["CRc: 33%", "mCR: 44% [MDS]"],
    ),
    (
        "Grade ≥3 TRAEs were neutropenia (6, 16%), anemia (5, 13%).",
        ["AE neutropenia ≥3: 16% (6)", "AE anemia ≥3: 13% (5)"],
    ),
    (
        "ORR was 87% (52/60): CR 40% (24), mCR+HI 25% (15), mCR 17% (10), HI 5% (3).",
        ["ORR: 87% (52/60)", "CR: 40% (24)", "mCR+HI: 25% (15)", "mCR: 17% (10)", "HI: 5% (3)"],
    ),
    (
        "Grade 3/4 neutropenia was 51%/32%, thrombocytopenia 27%/18%.",
        [
            "AE neutropenia ≥3: 51%",
            "AE neutropenia ≥4: 32%",
            "AE thrombocytopenia ≥3: 27%",
            "AE thrombocytopenia ≥4: 18%",
        ],
    ),
    (
        "Tumor flare was seen in 11 (13%).",
        ["AE tumor flare: 13% (11)"],
    ),
    (
        "Of 61 responders, 41 remain in remission at a median of 13.2 (1.4–37.5) mo.",
        ["DOR: - (41/61) [responders]"],
    ),
    (
        "We saw an mPFS of 8.1 mo (6.2–15.3) and an mOS of NE (14.4–NE).",
        ["PFS median: 8.1 mo 6.2..15.3", "OS median: not reached 14.4..?"],
    ),
    (
        "OS (1 y) was 61±8%.",
        ["OS@12: 61%"],
    ),
    (
        "The 1-yr OS was 72% overall.",
        ["OS@12: 72%"],
    ),
    (
        "By MRD after induction, 3y-OS 71% MRDneg vs 37% MRDpos.",
        ["OS@36: 71%", "OS@36: 37%"],
    ),
    (
        "Of the patients, 42% (26/62) got to HCT.",
        ["HCT: 42% (26/62)"],
    ),
    (
        "There was no survival benefit (93 vs 107 deaths).",
        ["deaths: - (93)", "deaths: - (107)"],
    ),
    (
        "Diarrhoea of grade 3–4 was seen in 7.1% and 3.4% and cardiac events in <1% of each arm.",
        ["AE diarrhea ≥3: 7.1%", "AE diarrhea ≥3: 3.4%", "AE cardiotoxicity: <1%"],
    ),
    (
        "After 3.1 years, 5 deaths had occurred.",
        ["deaths: - (5)"],
    ),
    (
        "Toxicity: grade 3 fatigue in 6, rash in 4, and grade 4 neutropenia in 1.",
        ["AE fatigue ≥3: - (6)", "AE rash ≥3: - (4)", "AE neutropenia ≥4: - (1)"],
    ),
    (
        "At 1 year, 61% of those in the early arm and 47% in the late arm were alive and relapse-free.",
        ["RFS@12: 61% [early]", "RFS@12: 47% [late]"],
    ),
    (
        "MRD negativity was 81% at CR, 93% overall.",
        ["MRDneg: 81%", "MRDneg: 93%"],
    ),
    (
        "The 5-year continuous CR rate was 74%.",
        ["DOR@60: 74%"],
    ),
    (
        "Of 53 evaluable pts, 44 were MRD negative.",
        ["MRDneg: - (44/53) [evaluable pts]"],
    ),
    (
        "Failure to achieve CR was seen in 31%.",
        ["no CR: 31%"],
    ),
    (
        "Of the patients, 13% failed to achieve a complete remission and 42% achieved PR.",
        ["no CR: 13%", "PR: 42%"],
    ),
    (
        "Patients were in arm A or arm B. The most frequent AEs were hypertension (A 13%, B 23%) and fatigue (A 7%; B 5%).",
        [
            "AE hypertension: 13% [arm A]",
            "AE hypertension: 23% [arm B]",
            "AE fatigue: 7% [arm A]",
            "AE fatigue: 5% [arm B]",
        ],
    ),
    (
        "Responses were seen in GCB (36.5%), non-GCB (55.3%) and PMBL (21%) subtypes.",
        ["ORR: 36.5%", "ORR: 55.3%", "ORR: 21%"],
    ),
    (
        "The incidences of acute and chronic graft-versus-host disease were 58% and 46%, respectively.",
        ["AE acute graft-versus-host disease: 58%", "AE chronic graft-versus-host disease: 46%"],
    ),
    (
        "The 2-year and 4-year progression-free survival and overall survival estimates among 26 newly diagnosed patients were 73% and 77%, and 54% and 63%, respectively.",
        ["PFS@24: 73%", "OS@24: 77%", "PFS@48: 54%", "OS@48: 63%"],
    ),
    (
        "PFS and OS at 2 and 4 years were 72%, 53%, 76% and 62%.",
        ["PFS@24: 72%", "PFS@48: 53%", "OS@24: 76%", "OS@48: 62%"],
    ),
    (
        "The CR rate was 38 of 43 (23 of 25 in low-risk, 15 of 18 in high-risk).",
        ["CR: - (38/43)", "CR: - (23/25)", "CR: - (15/18)"],
    ),
    (
        "All 13 CR patients proceeded to ASCT.",
        [],
    ),
    (
        "A total of 46% of patients who achieved CR remain progression-free.",
        [],
    ),
    ("Improvement of thrombocytopenia was noted in 8/9 patients (89%).", []),
    (
        "The major hematologic response rate was 67%.",
        ["MaHR: 67%"],
    ),
    (
        "One patient in the zolatinib group and two in the standard chemotherapy group died from treatment-related causes.",
        ["NRM: - (1) [zolatinib]", "NRM: - (2) [standard chemotherapy]"],
    ),
    (
        "Grade 3 to 4 adverse events included neutropenia (30%) and diarrhea (18%) in the weekly arm and neutropenia (37%) and diarrhea (13%) in the every-3-weeks arm.",
        [
            "AE neutropenia ≥3: 30% [weekly]",
            "AE diarrhea ≥3: 18% [weekly]",
            "AE neutropenia ≥3: 37% [every-3-weeks]",
            "AE diarrhea ≥3: 13% [every-3-weeks]",
        ],
    ),
    (
        "In the TP53 cohort, the estimated 5-year PFS was 64% in TN-CLL compared with 19% in RR-CLL (P = .0002), and OS was 75% vs 43%, respectively (P = .023).",
        [
            "PFS@60: 64% [TN-CLL] P = .0002",
            "PFS@60: 19% P = .0002",
            "OS@60: 75% P = .023",
            "OS@60: 43% P = .023",
        ],
    ),
    (
        "There was no evidence of neurotoxicity thus far.",
        ["AE neurotoxicity: 0% (0)"],
    ),
    (
        "There was no evidence of cumulative toxicity.",
        [],
    ),
    (
        "29 patients proceeded to Z-TBC ASCT.",
        ["HCT: - (29)"],
    ),
    (
        "Responses were durable, with only 1 patient proceeding to an allogeneic transplant.",
        ["HCT: - (1)"],
    ),
    (
        "There have been no relapses or deaths in the 19 patients with primary CNS lymphoma.",
        ["CIR: 0% (0)", "deaths: 0% (0)"],
    ),
    (
        "There have been no relapses in 18 patients.",
        ["CIR: 0% (0)"],
    ),
    (
        "With a median follow-up of 52 (range, 17-86) months, the 2-year and 4-year PFS and OS estimates among 25 newly diagnosed high-risk patients were 72% and 76%, and 53% and 62%, respectively.",
        ["follow_up median: 52 mo", "PFS@24: 72%", "OS@24: 76%", "PFS@48: 53%", "OS@48: 62%"],
    ),
    (
        "All patients except one case of early death (95%) attained complete remission (CR) after a single course.",
        ["MORT: - (1)", "CR: 95%"],
    ),
    (
        "16 patients (64%) could receive an allogeneic HSC transplant during their first CR.",
        ["HCT: 64% (16)"],
    ),
    (
        "Neither the median PFS nor overall survival was reached.",
        ["PFS median: not reached", "OS median: not reached"],
    ),
    (
        "MRD negativity was achieved in 29% of the patients on day 28, in 51% on day 63, and in up to 79% during the follow-up period.",
        ["MRDneg@0.92: 29%", "MRDneg@2.07: 51%", "MRDneg: <=79%"],
    ),
    (
        "48% of patients who achieved CR on zolatuximab remain progression-free after being followed a median of 54 months.",
        ["follow_up median: 54 mo"],
    ),
    (
        "The early death rate was lower in group 2 vs group 1 (10% vs 16%; p=.04).",
        ["MORT: 10% [group 2] p=.04", "MORT: 16% [group 1] p=.04"],
    ),
    (
        "OS was better in cohort 2 (74% vs 46%).",
        ["OS: 74%", "OS: 46%"],
    ),
    (
        "In the control group 2 (9%) patients relapsed.",
        ["CIR: 9% (2) [control]"],
    ),
    (
        "The SCT-rate increased in group 2 vs group 1 (10% vs 6%).",
        ["HCT: 10% [group 2]", "HCT: 6% [group 1]"],
    ),
    (
        "The median time to neutrophil and platelet engraftment was 12 and 20 days.",
        ["neutrophil engraftment median: 0.39 mo", "platelet engraftment median: 0.66 mo"],
    ),
    (
        "Cumulative incidence of neutrophil engraftment was 98% in the Haplo-Cord and 99% in the haplo group (P=0.01).",
        [
            "neutrophil engraftment cumulative_incidence: 98% [Haplo-Cord] P=0.01",
            "neutrophil engraftment cumulative_incidence: 99% [haplo] P=0.01",
        ],
    ),
    (
        "Patients were followed for a median of 30 months (range, 2-50).",
        ["follow_up median: 30 mo"],
    ),
    (
        "Best responses: CR 10%, PR 30%, SD 20%, PD 15%.",
        ["CR: 10%", "PR: 30%", "SD: 20%", "PD: 15%"],
    ),
    (
        "ORR was 65% (CR, 15%; PR, 50%; SD, 20%).",
        ["ORR: 65%", "CR: 15%", "PR: 50%", "SD: 20%"],
    ),
    (
        "SD was 40%.",
        ["SD: 40%"],
    ),
    (
        "NRM at d100 and 1y was 5% and 14%.",
        ["NRM@3.29: 5%", "NRM@12: 14%"],
    ),
    (
        "The most common TEAEs (all grades; grade ≥3) were neutropenia (48%; 40%) and nausea (30%; 0).",
        ["AE neutropenia: 48%", "AE neutropenia ≥3: 40%", "AE nausea: 30%", "AE nausea ≥3: 0%"],
    ),
    (
        "Any-grade CRS occurred in 70%/65% (A/B), gr ≥3 in 2%/0%.",
        [],
    ),
    (
        "The 1-yr NRM was 12% overall.",
        ["NRM@12: 12%"],
    ),
    (
        "Median PFS/OS were 7.9/NR mo.",
        ["PFS median: 7.9 mo", "OS median: not reached"],
    ),
    (
        "Two deaths were attributed to treatment (one HLH, one sepsis).",
        ["NRM: - (2)", "deaths from hlh: - (1)", "deaths from sepsis: - (1)"],
    ),
    (
        "There were 3 deaths on study, none related to treatment.",
        ["deaths: - (3)"],
    ),
    (
        "MRD was assessed in 140 of 160 CR pts; 98 (70%) were negative.",
        [],
    ),
    (
        "Hazard ratios for death were 0.74 (0.60–0.91) in women and 0.98 (0.80–1.21) in men.",
        ["OS HR: 0.74 0.6..0.91", "OS HR: 0.98 0.8..1.21"],
    ),
    (
        "One confirmed PR and 9 SD were observed among 18 evaluable patients.",
        ["PR: - (1)", "SD: - (9)"],
    ),
    (
        "Pneumonitis of grade 3 or higher occurred in 3.4% and 2.6%, and 15.4% and 9.8% of patients discontinued because of adverse events.",
        ["AE pneumonitis ≥3: 3.4%", "AE pneumonitis ≥3: 2.6%", "DISC: 15.4%", "DISC: 9.8%"],
    ),
    (
        "Twenty-six patients (43.3%) experienced a molecular relapse.",
        ["molecular relapse: 43.3% (26)"],
    ),
    (
        "Local and distant relapses occurred in 10% and 20%.",
        ["local recurrence: 10%", "distant recurrence: 20%"],
    ),
    (
        "The 5-year cumulative incidence of distant metastases was 4.1%.",
        ["distant recurrence@60 cumulative_incidence: 4.1%"],
    ),
    (
        "CI of grade II-IV and III-IV aGVHD at d100 was 33% and 9%.",
        [
            "AE acute graft-versus-host disease@3.29 cumulative_incidence: 33%",
            "AE acute graft-versus-host disease ≥3@3.29 cumulative_incidence: 9%",
        ],
    ),
    (
        "Cumulative incidences of acute GVHD at day 100 and chronic GVHD at 1 year were 33% and 9%.",
        [
            "AE acute graft-versus-host disease@3.29 cumulative_incidence: 33%",
            "AE chronic graft-versus-host disease@12 cumulative_incidence: 9%",
        ],
    ),
    (
        "Relapse at 1 year and NRM at 2 years were 20% and 10%.",
        ["CIR@12: 20%", "NRM@24: 10%"],
    ),
    (
        "TSS50 responses: 36% vs 14%.",
        ["TSS50: 36%", "TSS50: 14%"],
    ),
    (
        "mOS 10.2 mo overall; 16.9 in responders vs 4.1 in non-responders.",
        ["OS median: 10.2 mo", "OS median: 16.9 mo [responders]", "OS median: 4.1 mo [non-responders]"],
    ),
    (
        "Seven (78%) of 9 CR pts were MRD negative.",
        ["MRDneg: 78% (7/9)"],
    ),
    (
        "Responses were durable: the median duration was 11.3 months, and 45% of responses lasted more than 1 year.",
        ["DOR median: 11.3 mo", "DOR@12: 45%"],
    ),
    (
        "On MVA only age (per 10 y: HR 1.21, 1.05-1.40, p=.01) and CRP >10 (HR 1.8, 1.2-2.7, p<.01) retained significance for OS.",
        ["OS HR: 1.21 1.05..1.4 [age] p=.01", "OS HR: 1.8 1.2..2.7 [CRP >10] p<.01"],
    ),
    (
        "Median OS: 14.9 v 9.6 mo (HR 0.66; 0.52–0.85).",
        ["OS median: 14.9 mo", "OS median: 9.6 mo", "OS HR: 0.66 0.52..0.85"],
    ),
    (
        "Use of ATG (HR = 0.78; 95% CI, 0.63 to 0.97) and MAC (vs RIC; HR = 0.84; 95% CI, 0.70 to 1.01) were associated with survival.",
        ["OS HR: 0.78 0.63..0.97 [Use of ATG]", "OS HR: 0.84 0.7..1.01 [MAC]"],
    ),
    (
        "ORR, CR rate and median DOR were 52% vs 71%, 14% vs 30%, and 8.1 vs 15.2 mo.",
        ["ORR: 52%", "ORR: 71%", "CR: 14%", "CR: 30%", "DOR median: 8.1 mo", "DOR median: 15.2 mo"],
    ),
    (
        "Fourteen patients (27%) underwent alloHCT with a 2-year OS of 78%.",
        ["HCT: 27% (14)", "OS@24: 78%"],
    ),
    (
        "Best ORR and CR were 80% and 60% in pts ≥75 vs 82% and 61% in younger pts (p=0.4, p=0.7).",
        ["ORR: 80% [≥75]", "CR: 60% [≥75] p=0.4", "ORR: 82% [younger]", "CR: 61% [younger] p=0.4"],
    ),
    ("All patients were assessable for toxicity and 65 (95.4%) were assessable for efficacy evaluation.", []),
    (
        "In the univariable analysis, a higher marker A (HR = 0.83 [0.69, 1.00] p = 0.03) and marker B (HR = 0.64 [0.41, 1.02]; p = 0.05) levels were associated with a longer PFS, while higher marker D (HR = 1.65 [1.08, 2.53] p = 0.03) was associated with a shorter PFS.",
        [
            "PFS HR: 0.83 0.69..1 [a higher marker A] p = 0.03",
            "PFS HR: 0.64 0.41..1.02 [marker B] p = 0.05",
            "PFS HR: 1.65 1.08..2.53 [while higher marker D] p = 0.03",
        ],
    ),
    (
        "The subgroup of patients with stage III melanoma (57.1% of the ZOL intent-to-treat population) derived greater benefit in ORR from zolvec.",
        [],
    ),
    (
        "Overall, 112 patients relapsed (34.6%) and 58 (17.9%) died without relapse.",
        ["CIR: 34.6% (112)", "NRM: 17.9% (58)"],
    ),
    (
        "Deaths from infection also fell (8% to 2%).",
        ["deaths from infection: 8%", "deaths from infection: 2%"],
    ),
    (
        "Complete responses at the end of induction were assessed by PET in 88%.",
        [],
    ),
    (
        "Loss of MRD negativity: 10% v 25%.",
        [],
    ),
    (
        "At 1 year, the OS of patients who received HCT in CR was 80%.",
        ["OS@12: 80%"],
    ),
    (
        "In patients of all ages, CR rates were 78%, 66% and 48% and ED rates 4%, 9% and 18%.",
        ["CR: 78%", "CR: 66%", "CR: 48%"],
    ),
    (
        "Zolcept-related deaths occurred in 3 patients (2%): sepsis (2), hepatic failure (1).",
        ["deaths from zolcept: 2% (3)"],
    ),
    (
        "A complete (20%) or partial (30%) metabolic response was seen.",
        ["CMR: 20%", "PR: 30%"],
    ),
    (
        "Of 212 pts, 87% had a complete (54%) or partial (33%) metabolic response at the end of treatment.",
        [],
    ),
    (
        "Two-thirds of patients (67%) had stable disease or better.",
        ["DCR: 67%"],
    ),
    (
        "Two-year disease-free survival was 82.8% in our study (95% confidence interval [CI], 62.0 to 93.2), as compared with 50.6% (95% CI, 43.7 to 57.2) in the Zolfant trial; the corresponding values for overall survival were 94.5% (95% CI, 77.1 to 99.5) and 67.0% (95% CI, 60.1 to 73.0).",
        [
            "DFS@24: 82.8% 62..93.2",
            "DFS@24: 50.6% 43.7..57.2",
            "OS@24: 94.5% 77.1..99.5",
            "OS@24: 67% 60.1..73",
        ],
    ),
    (
        "Of the 21 in the HSCT group, three died because of transplant complications and two relapsed.",
        ["NRM: - (3/21) [HSCT]", "CIR: - (2/21)"],
    ),
    (
        "There were no ≥ grade 3 treatment-related toxicity and no deaths reported.",
        ["AE toxicity ≥3: 0% (0)", "deaths: 0% (0)"],
    ),
    (
        "There were 3 drug-related deaths.",
        ["NRM: - (3)"],
    ),
    (
        "Of 70 patients, 41 achieved CR after cycle 1 and 5 after cycle 2.",
        ["CR: - (41/70)", "CR: - (5/70)"],
    ),
    (
        "Two patients developed grade 4 CRS and one grade 3 neurotoxicity; all recovered.",
        ["AE cytokine release syndrome ≥4: - (2)", "AE neurotoxicity ≥3: - (1)"],
    ),
    (
        "Twenty patients responded: 13 had a CR and 7 a PR.",
        ["ORR: - (20)", "CR: - (13)", "PR: - (7)"],
    ),
    (
        "Nine patients achieved a CR and five others a PR.",
        ["CR: - (9)", "PR: - (5)"],
    ),
    (
        "Complete remission was obtained in 31 of 44 patients (70%) after one and in 6 further patients after two courses.",
        ["CR: 70% (31/44)", "CR: - (6)"],
    ),
    (
        "Seven patients are in remission, two relapsed and one died of sepsis.",
        ["CIR: - (2)", "deaths from sepsis: - (1)"],
    ),
    (
        "Eight patients proceeded to allogeneic HSCT, of whom 6 remain alive and in remission.",
        ["HCT: - (8)", "RFS: - (6)"],
    ),
    (
        "Ten patients attained CR after the first course and another three after the second course.",
        ["CR: - (10)", "CR: - (3)"],
    ),
    (
        "Six patients died: 3 of disease progression, 2 of infection and 1 of unknown cause.",
        [
            "deaths: - (6)",
            "deaths from disease progression: - (3)",
            "deaths from infection: - (2)",
            "deaths from unknown cause: - (1)",
        ],
    ),
    (
        "Five patients died during induction, two due to infection and three due to respiratory failure.",
        ["deaths: - (5)", "deaths from infection: - (2)", "deaths from respiratory failure: - (3)"],
    ),
    (
        "There were five deaths in remission: three from infection and two from hemorrhage.",
        ["NRM: - (5)", "deaths from infection: - (3)", "deaths from hemorrhage: - (2)"],
    ),
    (
        "Ten patients have died: progressive disease (n=6), sepsis (n=3), GVHD (n=1).",
        [
            "deaths: - (10)",
            "deaths from progressive disease: - (6)",
            "deaths from sepsis: - (3)",
            "deaths from gvhd: - (1)",
        ],
    ),
    (
        "Causes of death were disease progression in 6, infection in 3 and cardiac failure in 1.",
        [
            "deaths from disease progression: - (6)",
            "deaths from infection: - (3)",
            "deaths from cardiac failure: - (1)",
        ],
    ),
    (
        "Twelve patients died (8 disease progression, 3 infection, 1 unrelated).",
        ["deaths: - (12)", "deaths from disease progression: - (8)", "deaths from infection: - (3)"],
    ),
    (
        "Nine patients have relapsed and 11 died (progression 6, infection 4, stroke 1).",
        [
            "CIR: - (9)",
            "deaths: - (11)",
            "deaths from progression: - (6)",
            "deaths from infection: - (4)",
            "deaths from stroke: - (1)",
        ],
    ),
    (
        "Two deaths (5%) were related to treatment.",
        ["NRM: 5% (2)"],
    ),
    (
        "Three patients died of infection (n=2) and haemorrhage (n=1).",
        ["deaths: - (3)", "deaths from infection: - (2)", "deaths from haemorrhage: - (1)"],
    ),
    (
        "Deaths occurred in 12 patients, mainly due to progressive disease (n=9).",
        ["deaths: - (12)", "deaths from progressive disease: - (9)"],
    ),
    (
        "Fourteen patients died: 5 in the placebo arm and 9 in the drug arm.",
        ["deaths: - (14)", "deaths: - (5) [placebo]", "deaths: - (9) [drug]"],
    ),
    (
        "Seven patients died during treatment; causes were infection (4), bleeding (2) and heart failure (1).",
        [
            "deaths: - (7)",
            "deaths from infection: - (4)",
            "deaths from bleeding: - (2)",
            "deaths from heart failure: - (1)",
        ],
    ),
    (
        "Eleven patients died (progression, 8; sepsis, 3).",
        ["deaths: - (11)", "deaths from progression: - (8)", "deaths from sepsis: - (3)"],
    ),
    (
        "Eight deaths occurred, 3 within 30 days and 5 after 100 days.",
        ["deaths: - (8)"],
    ),
    (
        "Best responses were CR (n = 11), PR (n = 6) and SD (n = 4).",
        ["CR: - (11)", "PR: - (6)", "SD: - (4)"],
    ),
    (
        "Sixteen patients achieved a CR (n = 9) and PR (n = 7).",
        ["CR: - (9)", "PR: - (7)"],
    ),
    (
        "Patients who achieved CR (n = 19) had a better OS than others.",
        [],
    ),
    (
        "Objective responses were seen in 13 patients (CR n=8, PR n=5).",
        ["ORR: - (13)", "CR: - (8)", "PR: - (5)"],
    ),
    (
        "There were 8 complete and 5 partial responses.",
        ["CR: - (8)", "PR: - (5)"],
    ),
    (
        "There were 4 (10%) complete and 11 (27%) partial responses.",
        ["CR: 10% (4)", "PR: 27% (11)"],
    ),
    (
        "None of the 12 patients who were MRD-negative relapsed.",
        ["CIR: 0% (0/12)"],
    ),
    (
        "No patient died within 30 days, and none of the 27 responders progressed.",
        ["PD: 0% (0/27)", "MORT@0.99: 0% (0)"],
    ),
    (
        "Responses were seen in none of the 8 patients at the first dose level.",
        ["ORR: 0% (0/8)"],
    ),
    (
        "CR was reached in 31 patients, and 6 patients were refractory.",
        ["CR: - (31)"],
    ),
    (
        "Of 17 patients treated, none developed grade 3 neutropenia.",
        ["AE neutropenia ≥3: 0% (0/17)"],
    ),
    (
        "Relapse occurred in 0/12 (0%) patients with CR.",
        ["CIR: 0% (0/12)"],
    ),
    (
        "No patients died within 100 days of transplantation.",
        ["MORT@3.29: 0% (0)"],
    ),
    (
        "No patient in the placebo group has relapsed.",
        ["CIR: 0% (0) [placebo]"],
    ),
    (
        "No patients relapsed more than 3 years after the start of therapy.",
        [],
    ),
    (
        "To date, no patient has progressed and 4 (12%) have died.",
        ["deaths: 12% (4)", "PD: 0% (0)"],
    ),
    (
        "Median CCyR duration was 15.1 months.",
        ["DOR median: 15.1 mo"],
    ),
    (
        "Altogether, 78% of CR patients were transferred to HSCT.",
        ["HCT: 78%"],
    ),
    (
        "Up to week 24, 9 of 31 evaluable patients (29%) achieved a ≥35% decrease in spleen volume.",
        ["SVR35@5.52: 29% (9/31)"],
    ),
    (
        "We saw an improvement of 50% or more in the total symptom score in 44%.",
        ["TSS50: 44%"],
    ),
    (
        "Best response in CP was 6 major molecular responses (MMR), 4 complete cytogenetic (CCyR) and 2 partial cytogenetic (PCyR).",
        ["MMR: - (6)", "CCyR: - (4)", "PCyR: - (2)"],
    ),
    (
        "Recovery of neutrophils and platelets was seen after medians of 23 and 31 days.",
        ["neutrophil engraftment median: 0.76 mo", "platelet engraftment median: 1.02 mo"],
    ),
    (
        "All 17 pts with a molecular relapse regained MMR.",
        [],
    ),
    (
        "Two pts progressed to blast phase.",
        ["transformation: - (2)"],
    ),
    (
        "Grade 3 diarrhoea was more common with nerolimab than placebo (8% [26 of 331] vs 1% [three of 309]).",
        ["AE diarrhea ≥3: 8% (26/331)", "AE diarrhea ≥3: 1% (3/309)"],
    ),
    (
        "With a median follow-up of 28 months, 2-year NRM, relapse and OS were 16% vs 13%, 27% vs 25% and 63% vs 67%.",
        [
            "follow_up median: 28 mo",
            "NRM@24: 16%",
            "NRM@24: 13%",
            "CIR@24: 27%",
            "CIR@24: 25%",
            "OS@24: 63%",
            "OS@24: 67%",
        ],
    ),
    (
        "At month 12, 9 of 34 patients had a response.",
        ["ORR@12: - (9/34)"],
    ),
    (
        "At day 28, 33 patients had achieved a CR.",
        ["CR@0.92: - (33)"],
    ),
    (
        "Twelve of 34 patients (35.3%, 95% CI 19.7-53.5%) achieved an objective response with 4 CRs (11.8%) and 8 PRs (23.5%).",
        ["ORR: 35.3% (12/34) 19.7..53.5", "CR: 11.8% (4)", "PR: 23.5% (8)"],
    ),
    (
        "MRD <0.1% was attained in 27/49 pts (55%).",
        ["MRDneg: 55% (27/49)"],
    ),
    (
        "End-induction MRD was negative (<0.01%) in 78%.",
        ["MRDneg: 78%"],
    ),
    (
        "Treatment was stopped as AEs led to discontinuation in 9.1% and 41.6%.",
        ["DISC: 9.1%", "DISC: 41.6%"],
    ),
    (
        "Twenty-four (31%) patients died in remission, of infection in 9 and secondary AML or MDS in seven.",
        ["NRM: 31% (24)", "deaths from infection: - (9)", "deaths from secondary aml or mds: - (7)"],
    ),
    (
        "Relapse, second malignancy, or death occurred in 31%.",
        [],
    ),
    (
        "Survival was 44% at 6 months, 40% at 12 and 37% at 60 months.",
        ["OS@6: 44%", "OS@12: 40%", "OS@60: 37%"],
    ),
    (
        "Five-year EFS/OS were 48%/56%.",
        ["EFS@60: 48%", "OS@60: 56%"],
    ),
    (
        "Grade 3/4 CRS occurred in 47%; 46% of those required ICU.",
        ["AE cytokine release syndrome ≥3: 47%"],
    ),
    (
        "Eighteen patients came off study: 4 progression, 12 toxicity, 2 choice.",
        ["DISC: - (12) [toxicity]"],
    ),
    (
        "Discontinuation occurred in 4 and 9 pts.",
        ["DISC: - (4)", "DISC: - (9)"],
    ),
    (
        "Median OS (months): 14.1 vs 11.8, HR 0.87.",
        ["OS median: 14.1 mo", "OS median: 11.8 mo", "OS HR: 0.87"],
    ),
    (
        "ORR (%): 33 vs 18.",
        ["ORR: 33%", "ORR: 18%"],
    ),
    (
        "ORR, n (%): 12 (34.3); CR, n (%): 4 (11.4).",
        ["ORR: 34.3% (12)", "CR: 11.4% (4)"],
    ),
    (
        "1-yr/2-yr NRM: 11%/14%.",
        ["NRM@12: 11%", "NRM@24: 14%"],
    ),
    (
        "Among the 31 patients, we observed: CR 12 (39%), PR 9 (29%), SD 6 (19%), PD 4 (13%).",
        ["CR: 39% (12/31)", "PR: 29% (9/31)", "SD: 19% (6/31)", "PD: 13% (4/31)"],
    ),
    (
        "All but two patients achieved CR (29/31, 94%).",
        ["CR: 94% (29/31)"],
    ),
    (
        "Hematologic toxicity grade III/IV: leukopenia 51%, thrombopenia 32%.",
        ["AE leukopenia ≥3: 51%", "AE thrombocytopenia ≥3: 32%"],
    ),
    (
        "Fourteen patients experienced 21 SAEs; 4 (6.5%) had treatment-related SAEs.",
        ["AE serious adverse events: - (14)", "AE serious adverse events: 6.5% (4)"],
    ),
    (
        "Treatment-emergent AEs: any 97%, grade ≥3 75%, serious 42%, leading to discontinuation 8%, fatal 3%.",
        [
            "AE adverse events: 97%",
            "AE adverse events ≥3: 75%",
            "AE serious adverse events: 42%",
            "DISC: 8%",
            "deaths: 3%",
        ],
    ),
    (
        "Hepatotoxicity (all grades, 24%; grade 3-4, 12%) and QT prolongation (8%; 2%) were noted.",
        [
            "AE hepatotoxicity: 24%",
            "AE hepatotoxicity ≥3: 12%",
            "AE qt prolongation: 8%",
            "AE qt prolongation ≥3: 2%",
        ],
    ),
    (
        "Treatment-related mortality was 3.4% (2 patients: 1 sepsis, 1 hemorrhage).",
        ["NRM: 3.4% (2)"],
    ),
    (
        "CR rates for de novo, secondary and therapy-related AML were 61%, 42% and 37%.",
        ["CR: 61%", "CR: 42%", "CR: 37%"],
    ),
    (
        "In Arm 1, 11/20 (55%) pts responded.",
        ["ORR: 55% (11/20)"],
    ),
    (
        "Response improved from PR to CR in 7 pts, and 4 pts converted from MRD+ to MRD-.",
        ["CR: - (7)"],
    ),
    (
        "At a minimum follow-up of 36 months, the 3-year RFS rate was 59%.",
        ["RFS@36: 59%"],
    ),
    (
        "Median follow-up was 43 months (minimum follow-up, 31 months).",
        ["follow_up median: 43 mo"],
    ),
    (
        "After a median of 2 cycles, 8 patients became MRD negative.",
        ["MRDneg: - (8)"],
    ),
    (
        "A molecular response was obtained in 6/9 patients (2 complete, 4 partial).",
        ["MolR: - (6/9)", "MolCR: - (2)"],
    ),
    (
        "We recorded 11 serious adverse events in 8 patients.",
        ["AE serious adverse events: - (8)"],
    ),
    (
        "Deaths: 31 vs 43 (HR 0.68).",
        ["deaths: - (31)", "deaths: - (43)", "OS HR: 0.68"],
    ),
    (
        "After consolidation 15 out of 18 (83%) CR patients were MRD-negative.",
        ["MRDneg: 83% (15/18)"],
    ),
    (
        "Five patients with TP53 mutations achieved CR.",
        ["CR: - (5)"],
    ),
    (
        "Grade 4 neutropenia was seen in 13 pts. CRS occurred in 17 pts.",
        ["AE neutropenia ≥4: - (13)", "AE cytokine release syndrome: - (17)"],
    ),
    (
        "The risk of relapse was reduced by 44% (HR 0.56), and the risk of death by 21% (HR 0.79).",
        ["CIR HR: 0.56", "OS HR: 0.79"],
    ),
    (
        "In a landmark analysis at day 100, 3-year OS was 72% for pts with cGVHD and 54% for those without (p=0.03).",
        ["OS@36: 72% p=0.03", "OS@36: 54% p=0.03"],
    ),
    (
        "Responses: CR 6, VGPR 8, PR 9, SD 3 (ORR 71%).",
        ["CR: - (6)", "VGPR: - (8)", "PR: - (9)", "SD: - (3)", "ORR: 71%"],
    ),
    (
        "Patients in CR 1, CR 2, or PR had an OS of 51%.",
        ["OS: 51%"],
    ),
    (
        "The 3 years PFS and OS were 70.8% and 87.3%.",
        ["PFS@36: 70.8%", "OS@36: 87.3%"],
    ),
    (
        "Both rates were higher (24.1% vs 12.2% for ORR and 57.9% vs 36.1% for DCR).",
        ["ORR: 24.1%", "ORR: 12.2%", "DCR: 57.9%", "DCR: 36.1%"],
    ),
    (
        "Survival from relapse was 8% vs 10% (HR 0.97).",
        ["SAR: 8%", "SAR: 10%", "SAR HR: 0.97"],
    ),
]


@pytest.mark.parametrize(("sentence", "facts"), TOLD)
def test_each_way_of_telling_results_is_read(told: Teller, sentence: str, facts: list[str]) -> None:
    assert told(sentence) == facts


def test_a_rate_takes_the_count_told_before_it(told: Teller) -> None:
    assert told("Twelve patients responded, for an overall response rate of 40%.") == ["ORR: 40% (12)"]
    assert told("Responses were seen in 9 patients, yielding a response rate of 30%.") == ["ORR: 30% (9)"]


def test_remissions_parted_by_their_recovery(told: Teller) -> None:
    sentence = "Seventy percent achieved complete remissions (62% CR, 8% with incomplete count recovery)."
    assert told(sentence) == ["CR/CRi: 70%", "CR: 62%", "CRi: 8%"]


def test_a_median_told_at_its_months(told: Teller) -> None:
    assert told("Median OS was longer with A at 19.8 months than at 12.9 months.") == [
        "OS median: 19.8 mo",
        "OS median: 12.9 mo",
    ]
    assert told("Median OS was not reached at 24.5 months.") == ["OS median: not reached"]


def test_a_rare_event_has_its_share_in_a_bracket(told: Teller) -> None:
    assert told("Infections (< 5%) and anemia (<2%) were rare.") == ["AE infections: <5%", "AE anemia: <2%"]
    assert told("The most common events (≥10%) were rash and anemia.") == []


def test_who_of_them_had_it_behind_the_value(told: Teller) -> None:
    assert told("In all, 179 (59%) achieved CR1 and of these, 58.9% relapsed.") == [
        "CR: 59% (179)",
        "CIR: 58.9%",
    ]


def test_a_compound_names_an_event_whole(told: Teller) -> None:
    assert told("Nail-skin toxicity was seen in 12%.") == ["AE nail-skin toxicity: 12%"]


def test_counts_by_arm_before_their_outcome(told: Teller) -> None:
    assert told(
        "Patients were randomized to zolmab or placebo.",
        "There was one possible treatment-related death in the zolmab arm and five with placebo.",
    ) == ["NRM: - (1) [zolmab]", "NRM: - (5) [placebo]"]
    assert told("Twelve patients died at 30 months.") == ["deaths: - (12)"]
    assert told("Twelve patients died within 30 days.") == ["MORT@0.99: - (12)"]


def test_two_shares_of_the_grades_three_and_four(told: Teller) -> None:
    assert told("Grade 3 and 4 toxicities included neutropenia (25% and 18%) and anemia (10% and 2%).") == [
        "AE neutropenia ≥3: 25%",
        "AE neutropenia ≥4: 18%",
        "AE anemia ≥3: 10%",
        "AE anemia ≥4: 2%",
    ]


def test_a_grade_in_a_bracket_is_of_all_events_listed(told: Teller) -> None:
    assert told("Severe (grade III/IV) toxicities were leukopenia 20%, nausea 5%, and alopecia 60%.") == [
        "AE leukopenia ≥3: 20%",
        "AE nausea ≥3: 5%",
        "AE alopecia ≥3: 60%",
    ]


def test_a_text_without_sections_begins_where_its_results_are_tested(told: Teller) -> None:
    facts = told(
        "Median PFS was longer with X (10 vs. 5 months; P<0.001).",
        "Increases from baseline values were common, and the ORR was 40%.",
        section="",
    )
    assert facts == ["PFS median: 10 mo P<0.001", "PFS median: 5 mo P<0.001", "ORR: 40%"]


def test_a_plural_abbreviation_hides_the_outcome_of_the_same_letters(told: Teller) -> None:
    sentence = "With CCR (47% care alone), survival was 34% at 1 year."
    assert told(sentence, glossary={"CCRs": "conventional care regimens"}) == ["OS@12: 34%"]
