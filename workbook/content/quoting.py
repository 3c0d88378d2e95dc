"""Which answers may be shown again word for word, beside others or in a summary."""

from collections.abc import Iterator

from workbook.content.models import Content, Exercise
from workbook.content.prompts import SummaryPrompt
from workbook.content.showing import ThenAndNowPrompt

IN_WORDS = ("text", "short_text")
ONE_ANSWER = (*IN_WORDS, "choice", "many", "scale", "date")
KINDS = {"changes": ONE_ANSWER, "this_day": IN_WORDS, "reasons": ONE_ANSWER}
"""Of which kinds an answer can be, by what is shown."""


def names_quoted(prompt: SummaryPrompt | ThenAndNowPrompt) -> Iterator[tuple[str, str]]:
    """Yield the field and the name of every prompt whose answer is shown again."""
    if isinstance(prompt, SummaryPrompt):
        yield from ((f"parts[{n}].of", part.of) for n, part in enumerate(prompt.parts))
    else:
        yield from (("of", name) for name in prompt.of)


def why_not_quoted(
    content: Content,
    exercise: Exercise,
    prompt: SummaryPrompt | ThenAndNowPrompt,
    field: str,
    name: str,
) -> Iterator[str]:
    """Yield why the answer to a prompt that exists cannot be shown again there."""
    owner, asked = content.resolve(name, exercise)
    shows = "" if isinstance(prompt, SummaryPrompt) else prompt.shows
    kinds, each = KINDS.get(shows, IN_WORDS), owner.each_of(asked)
    where = f'{prompt.id}.{field} names "{name}", which is '
    if asked.kind not in kinds:
        yield f'{where}of the kind "{asked.kind}"; allowed: {", ".join(kinds)}.'
    elif getattr(asked, "burn", False):
        yield f"{where}a text that can be burned; then no copy of it may stay elsewhere."
    elif each and shows != "this_day":
        yield f"{where}answered anew each {each}; name a prompt that has one answer."
