"""The ways on and back: to the steps around a screen, and to other exercises."""

from workbook.content.models import Exercise, Step
from workbook.guidance.progress import closed
from workbook.pages.place import Place

Way = dict[str, str]


def link(exercise: Exercise, step: Step, label: str) -> Way:
    """Return the way to a step of an exercise, under a label."""
    return {"exercise": exercise.id, "step": step.id, "label": label}


def neighbour(place: Place, way: int) -> Way | None:
    """Return the step before or after; beyond the ends, the neighbouring exercise."""
    index = place.steps.index(place.step) + way
    if 0 <= index < len(place.steps):
        return link(place.exercise, place.steps[index], place.steps[index].title)
    return beyond(place, way)


def beyond(place: Place, way: int) -> Way | None:
    """Return the next exercise that is open, or the one before; from one aside, the way back."""
    if place.exercise.aside:
        return _back(place) if way > 0 else None
    exercises = place.content.way
    here = exercises.index(place.exercise)
    others = exercises[here + 1 :] if way > 0 else exercises[:here][::-1]
    for other in others:
        if _is_open(place, other):
            return link(other, place.steps_of(other)[0 if way > 0 else -1], other.title)
    return None


def _is_open(place: Place, exercise: Exercise) -> bool:
    """Tell whether an exercise is open, or will be once one goes on from this one."""
    why = closed(place.content, place.journal, exercise, place.outcome)
    return why is None or why.first == (place.exercise,)


def _back(place: Place) -> Way:
    """Return the way back from an exercise aside to the one that was left for it."""
    exercise_id, step_id = place.back_to
    left = place.content.exercise(exercise_id or place.content.way[0].id)
    steps = place.steps_of(left)
    step = next((step for step in steps if step.id == step_id), steps[0])
    return link(left, step, left.title)
