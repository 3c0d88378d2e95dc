"""Every screen from the apology to the end, and of the pages aside, for everybody."""

import pytest

from tests.browser.tours import Traveller, exercises, traveller

__all__ = ["traveller"]


@pytest.mark.parametrize("exercise", exercises("06", "zz"))
def test_nothing_is_wrong_in(exercise: str, traveller: Traveller):
    assert traveller.wrong_in(exercise) == {}
