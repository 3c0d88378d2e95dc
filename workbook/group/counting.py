"""How many gave which answer: the bars of a prompt, and where one answer counts."""

from collections.abc import Iterable
from typing import Any

from workbook import messages
from workbook.content.models import Content
from workbook.content.prompts import ChoicePrompt, ManyPrompt, Prompt, ScalePrompt
from workbook.group.room import Bar, Bars
from workbook.group.sealing import Said, Value

_MOST_BARS = 11
_WIDTHS = (1, 2, 5, 10, 20, 50, 100)


def find_prompt(content: Content, name: str) -> Prompt | None:
    """Return the prompt with a name such as `02_blame_inventory.way`, if it may be shared."""
    exercise_id, _, prompt_id = name.partition(".")
    for exercise in content.exercises:
        if exercise.id == exercise_id:
            return next((one for one in exercise.shareable if one.id == prompt_id), None)
    return None


def by_prompt(content: Content, said: Iterable[Said]) -> list[dict[str, Any]]:
    """Return the sentences on the wall under what they answer: `ask` and `texts` of each prompt."""
    texts: dict[str, list[str]] = {}
    for one in said:
        texts.setdefault(one.prompt, []).append(one.text)
    prompts = {name: find_prompt(content, name) for name in sorted(texts)}
    return [
        {"ask": prompt.ask if prompt else "", "texts": texts[name]}
        for name, prompt in prompts.items()
    ]


def labels(prompt: Prompt) -> tuple[str, ...]:
    """Return the labels of all bars of a prompt; a sentence has none."""
    if isinstance(prompt, ChoicePrompt | ManyPrompt):
        return tuple(choice.say for choice in prompt.offered)
    if not isinstance(prompt, ScalePrompt):
        return ()
    ends = {prompt.min: prompt.low, prompt.max: prompt.high}
    return tuple(_label(span, ends) for span in _spans(prompt))


def places(prompt: Prompt, value: Value) -> tuple[int, ...]:
    """Return at which bars a value counts; at none where it is no answer to the prompt."""
    if isinstance(prompt, ChoicePrompt | ManyPrompt):
        chosen = value if isinstance(value, list) else [value]
        return tuple(at for at, choice in enumerate(prompt.offered) if choice.id in chosen)
    if isinstance(prompt, ScalePrompt) and isinstance(value, int):
        return tuple(at for at, span in enumerate(_spans(prompt)) if value in span)
    return ()


def count(prompt: Prompt, values: Iterable[Value]) -> tuple[int, ...]:
    """Return how many values count at each bar."""
    numbers = [0] * len(labels(prompt))
    for value in values:
        for at in places(prompt, value):
            numbers[at] += 1
    return tuple(numbers)


def bars(name: str, prompt: Prompt, number: int, numbers: Iterable[int]) -> Bars:
    """Write the numbers at the bars of a prompt, which so many shared, with their labels."""
    drawn = tuple(
        Bar(label=label, number=times) for label, times in zip(labels(prompt), numbers, strict=True)
    )
    return Bars(prompt=name, ask=prompt.ask, number=number, bars=drawn)


def _spans(prompt: ScalePrompt) -> tuple[range, ...]:
    """The numbers of a scale one by one, or where there are many of them, in equal spans."""
    numbers = range(prompt.min, prompt.max + 1)
    width = next((one for one in _WIDTHS if len(numbers) <= one * _MOST_BARS), len(numbers))
    starts = list(numbers[::width])
    if len(starts) > 1 and len(numbers) % width and (len(numbers) % width) * 2 < width:
        starts.pop()  # what is left over goes with the span before
    return tuple(
        range(start, after)
        for start, after in zip(starts, [*starts[1:], numbers.stop], strict=True)
    )


def _label(span: range, ends: dict[int, str]) -> str:
    words = next((said for end, said in ends.items() if end in span), "")
    if len(span) == 1:
        return messages.ROOM_SHARING["number_end" if words else "number"].format(
            n=span[0], words=words
        )
    return messages.ROOM_SHARING["span_end" if words else "span"].format(
        first=span[0], last=span[-1], words=words
    )
