"""Responsibility shares: whole percents that always sum to 100."""

from collections.abc import Mapping, Sequence

OWN = "own"
WHOLE = 100


def fit(shares: Mapping[str, int], slices: Sequence[str]) -> dict[str, int]:
    """Fit shares to the slices there are now, in proportion, so that they sum to 100.

    A slice that is gone gives its share to the others; a new one starts at 0. Without any share
    there is nothing to fit, and the result is empty. Rounding is by largest remainder.
    """
    kept = {name: max(0, shares.get(name, 0)) for name in slices}
    total = sum(kept.values())
    if total == 0:
        return {}
    exact = {name: share * WHOLE / total for name, share in kept.items()}
    fitted = {name: int(share) for name, share in exact.items()}
    left = WHOLE - sum(fitted.values())
    by_remainder = sorted(slices, key=lambda name: fitted[name] - exact[name])
    for name in by_remainder[:left]:
        fitted[name] += 1
    return fitted


def are_whole(shares: Mapping[str, object]) -> bool:
    """Tell whether these are whole percents, none below 0, that sum to 100."""
    values = list(shares.values())
    if not all(type(share) is int and 0 <= share <= WHOLE for share in values):
        return False
    return sum(share for share in values if isinstance(share, int)) == WHOLE
