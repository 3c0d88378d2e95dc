"""Problems of names: ids used twice, prompts and exercises that do not exist."""

from collections import Counter
from collections.abc import Iterable, Iterator

from workbook.content.models import Content, Exercise
from workbook.content.problems import nearest
from workbook.content.prompts import DraftPrompt, Prompt
from workbook.content.showing import ReviewPrompt, RoomPrompt, ThenAndNowPrompt


def said_twice(what: str, ids: Iterable[str]) -> Iterator[str]:
    """Say which ids are used more than once."""
    for name, times in Counter(ids).items():
        if times > 1:
            yield f"{what}: the id {name} is used {times} times; every id is used once."


def no_exercise(content: Content, name: str) -> str:
    """Say that there is no exercise of this name, which there are, and the nearest."""
    known = [exercise.name for exercise in content.exercises]
    return f'There is no exercise "{name}"; there are {", ".join(known)}.{nearest(name, known)}'


def unknown_prompt(content: Content, exercise: Exercise, where: str, name: str) -> Iterator[str]:
    """Say that a name leads to no prompt, and what it may have meant."""
    try:
        content.resolve(name, exercise)
    except KeyError:
        here = [prompt.id for prompt in exercise.prompts]
        all_names = here + [
            f"{other.name}.{prompt.id}" for other in content.exercises for prompt in other.prompts
        ]
        said = nearest(name, all_names) or " Write prompt, or exercise.prompt."
        yield f'{where} names the prompt "{name}", which does not exist.{said}'


def no_draft(content: Content, exercise: Exercise, where: str, name: str) -> Iterator[str]:
    """Say that a prompt is no draft, and which ones are."""
    yield from _of_another_kind(content, exercise, where, name, "draft", (DraftPrompt,))


def nothing_shown(content: Content, exercise: Exercise, where: str, name: str) -> Iterator[str]:
    """Say that a prompt is none of those that may have nothing to show, and which ones are."""
    kinds = (ReviewPrompt, ThenAndNowPrompt, RoomPrompt)
    what = "review, then_and_now or room"
    yield from _of_another_kind(content, exercise, where, name, what, kinds)


def _of_another_kind(
    content: Content,
    exercise: Exercise,
    where: str,
    name: str,
    what: str,
    kinds: tuple[type[Prompt], ...],
) -> Iterator[str]:
    if isinstance(content.resolve(name, exercise)[1], kinds):
        return
    allowed = [
        prompt.id if owner == exercise else f"{owner.name}.{prompt.id}"
        for owner in content.exercises
        for prompt in owner.prompts
        if isinstance(prompt, kinds)
    ]
    said = nearest(name, allowed)
    yield f'{where} names "{name}", which is no {what}; allowed: {", ".join(allowed)}.{said}'
