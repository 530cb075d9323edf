"""Exact confidence intervals of a proportion."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def exact_intervals(
    events: Sequence[int], patients: Sequence[int], level: float = 95.0
) -> list[tuple[float, float]]:
    """Return the exact confidence intervals of proportions, in percent.

    Source: Clopper & Pearson, "The use of confidence or fiducial limits illustrated in the case of the
    binomial", Biometrika 1934;26:404-413.

    Args:
        events: patients with the event, each at most its `patients`.
        patients: patients in all, each at least 1.
        level: confidence level, percent.
    """
    from scipy.special import betaincinv  # noqa: PLC0415 (slow to import, and only plots need it)

    alpha = 1 - level / 100
    limits = []
    for event, total in zip(events, patients, strict=True):
        low = 0.0 if event == 0 else float(betaincinv(event, total - event + 1, alpha / 2))
        high = 1.0 if event == total else float(betaincinv(event + 1, total - event, 1 - alpha / 2))
        limits.append((100 * low, 100 * high))
    return limits
