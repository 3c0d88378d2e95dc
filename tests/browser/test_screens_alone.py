"""Every screen from the start to one's own change, for everybody: seen, enlarged, by keyboard."""

import pytest

from tests.browser.tours import Traveller, exercises, traveller, unseen_steps

__all__ = ["traveller"]


def test_every_step_of_every_exercise_is_on_a_tour():
    assert unseen_steps() == set()


@pytest.mark.parametrize("exercise", exercises("00", "05_zz"))
def test_nothing_is_wrong_in(exercise: str, traveller: Traveller):
    assert traveller.wrong_in(exercise) == {}
