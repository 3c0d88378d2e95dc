"""The paper form of each kind of prompt."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from workbook import messages
from workbook.content.asking import Ask, Choice
from workbook.content.models import Content, Exercise
from workbook.content.prompts import (
    ChoicePrompt,
    Column,
    LongText,
    ManyPrompt,
    MeasurePrompt,
    PiePrompt,
    Prompt,
    RowsPrompt,
    ScalePrompt,
    SortPrompt,
    SummaryPrompt,
)
from workbook.content.showing import (
    ChartPrompt,
    NotePrompt,
    ReviewPrompt,
    ThenAndNowPrompt,
    TimerPrompt,
    UnsentPrompt,
)
from workbook.report.worksheets.blocks import (
    Block,
    Box,
    Bullets,
    Choices,
    Circle,
    Grid,
    Heading,
    Lines,
    Numbers,
    Paragraph,
    in_blocks,
)
from workbook.report.worksheets.conditions import say_column, say_test
from workbook.report.worksheets.ways import say_reasons, say_ways, stop_here

PAPER = messages.PAPER
LONG_LIST = 10
"""More choices than this are a line to write on."""
BLOCKS_OF_ROWS = 3
LETTER_LINES = (8, 14)
"""The least and the most lines for a letter; half a page is enough."""


def _heading(prompt: Ask) -> Iterator[Block]:
    if prompt.ask:
        yield Heading(prompt.ask, 3)
    if prompt.hint:
        yield Paragraph(prompt.hint, "hint")


def say_after(prompt: Prompt | Column, where: str = "") -> Iterator[Block]:
    """Yield what is said after an answer, introduced by that answer."""
    for then in prompt.then:
        when = say_test(then, prompt) + where
        yield Paragraph(PAPER["if_so"].format(when=when, say=then.say), "hint")


def choices_of(prompt: ChoicePrompt | ManyPrompt) -> tuple[str, ...]:
    """Return what can be chosen, each with its hint."""
    return tuple(map(_said, prompt.offered))


def _said(choice: Choice) -> str:
    return f"{choice.say} ({choice.hint})" if choice.hint else choice.say


def _note(content: Content, exercise: Exercise, prompt: NotePrompt) -> Iterator[Block]:
    if prompt.ask:
        yield Heading(prompt.ask, 3)
    yield from in_blocks(prompt.text)


def _text(content: Content, exercise: Exercise, prompt: LongText) -> Iterator[Block]:
    yield from _heading(prompt)
    yield Lines(prompt.lines + 1)


def _letter(content: Content, exercise: Exercise, prompt: LongText) -> Iterator[Block]:
    yield from _heading(prompt)
    least, most = LETTER_LINES
    yield Lines(min(max(prompt.lines, least), most))


def _line(content: Content, exercise: Exercise, prompt: Prompt) -> Iterator[Block]:
    yield from _heading(prompt)
    yield Lines(2)


def _chosen(
    content: Content, exercise: Exercise, prompt: ChoicePrompt | ManyPrompt
) -> Iterator[Block]:
    yield from _heading(prompt)
    if len(prompt.choices) > LONG_LIST and prompt.kind == "choice":
        yield Lines(1)
    else:
        yield Choices("one" if prompt.kind == "choice" else "any", choices_of(prompt))


def _scale(content: Content, exercise: Exercise, prompt: ScalePrompt) -> Iterator[Block]:
    yield from _heading(prompt)
    if prompt.max - prompt.min <= LONG_LIST:
        yield Numbers(prompt.min, prompt.max, prompt.low, prompt.high)
    else:
        yield Paragraph(PAPER["number"].format(low=prompt.min, high=prompt.max))
        yield Paragraph(f"{prompt.min} = {prompt.low}, {prompt.max} = {prompt.high}", "hint")


def _date(content: Content, exercise: Exercise, prompt: Prompt) -> Iterator[Block]:
    yield from _heading(prompt)
    yield Paragraph(PAPER["date"])


def _rows(content: Content, exercise: Exercise, prompt: RowsPrompt) -> Iterator[Block]:
    """Yield three empty blocks; only the first shows the hints and what may follow."""
    yield from _heading(prompt)
    for number in range(1, BLOCKS_OF_ROWS + 1):
        blocks = [
            block
            for column in prompt.columns
            for block in _column(content, exercise, prompt, column, first=number == 1)
        ]
        yield Box(f"{prompt.row} {number}", tuple(blocks))


def _column(
    content: Content, exercise: Exercise, prompt: RowsPrompt, column: Column, first: bool
) -> Iterator[Block]:
    update = {} if first else {"hint": "", "then": ()}
    asked = column.model_copy(update=update)
    yield Paragraph(asked.ask, "lead")
    if asked.show_if:
        yield say_column(prompt.columns, asked.show_if)
    if asked.hint:
        yield Paragraph(asked.hint, "hint")
    drawn = FORMS[asked.kind](content, exercise, asked.model_copy(update={"hint": ""}))
    yield from (block for block in drawn if not isinstance(block, Heading))
    yield from say_after(asked)


def _sort(content: Content, exercise: Exercise, prompt: SortPrompt) -> Iterator[Block]:
    yield from _heading(prompt)
    piles = tuple(_said(pile) for pile in prompt.piles)
    yield Grid(piles, (("",) * len(piles),), (1,) * len(piles), tall=True)


def _look_back(
    content: Content,
    exercise: Exercise,
    prompt: ReviewPrompt | ChartPrompt | ThenAndNowPrompt | SummaryPrompt | UnsentPrompt,
) -> Iterator[Block]:
    yield from _heading(prompt)
    yield Paragraph(PAPER["look_back"])
    places = []
    for reference in _read_again(prompt):
        owner, asked = content.resolve(reference, exercise)
        name = "look_back_here" if owner == exercise else "look_back_at"
        places.append(PAPER[name].format(title=owner.title, ask=asked.ask))
    yield Bullets(tuple(dict.fromkeys(places)))
    if isinstance(prompt, ReviewPrompt) and isinstance(asked, RowsPrompt):
        yield say_column(asked.columns, prompt.where)  # what is left out is left out for a reason


def _read_again(
    prompt: ReviewPrompt | ChartPrompt | ThenAndNowPrompt | SummaryPrompt | UnsentPrompt,
) -> tuple[str, ...]:
    if isinstance(prompt, SummaryPrompt):
        return tuple(part.of for part in prompt.parts)
    return tuple(prompt.of)


def _summary(content: Content, exercise: Exercise, prompt: SummaryPrompt) -> Iterator[Block]:
    yield from _look_back(content, exercise, prompt)
    yield Lines(prompt.lines + 1)


def _unsent(content: Content, exercise: Exercise, prompt: UnsentPrompt) -> Iterator[Block]:
    if prompt.of:
        yield from _look_back(content, exercise, prompt)
        return
    yield from _heading(prompt)
    yield Paragraph(PAPER["unsent"])
    yield Lines(4)


def _measure(content: Content, exercise: Exercise, prompt: MeasurePrompt) -> Iterator[Block]:
    measure = content.measures[prompt.measure]
    yield from _heading(prompt)
    yield Paragraph(measure.title, "lead")
    scores = tuple(f"{score} = {say}" for score, say in enumerate(measure.choices))
    rows = tuple(
        (item.ask, *("○ " + str(score) for score in range(len(scores)))) for item in measure.items
    )
    yield Grid((measure.lead, *scores), rows, (5, *[2] * len(scores)))
    yield Paragraph(PAPER["measure_sum"])
    yield Paragraph(measure.cannot_tell)
    yield Paragraph(f"{measure.notice} {measure.licence}", "hint")
    yield Paragraph(measure.citation, "hint")


def _pie(content: Content, exercise: Exercise, prompt: PiePrompt) -> Iterator[Block]:
    page = messages.PAGE
    yield from _heading(prompt)
    yield Paragraph(PAPER["pie"])
    rows = (*[("", "")] * 6, (prompt.own, ""), (page["pie_total"], "100"))
    yield Grid((page["pie_table"], f"{page['pie_share']} (%)"), rows, (3, 1))
    yield Circle(PAPER["pie_circle"])


def _timer(content: Content, exercise: Exercise, prompt: TimerPrompt) -> Iterator[Block]:
    yield from _heading(prompt)
    yield Paragraph(PAPER["timer"].format(n=prompt.minutes), "lead")
    yield Bullets(prompt.lines)


def _route(content: Content, exercise: Exercise, prompt: Prompt) -> Iterator[Block]:
    """Yield the whole check where the way is found, and elsewhere what would stop a message."""
    if prompt.show_if:
        yield stop_here(content)
    elif "help_now" in exercise.routes:
        yield from say_ways(content)
    else:
        yield from say_reasons(content)


def _sources(content: Content, exercise: Exercise, prompt: Prompt) -> Iterator[Block]:
    titles = {one.name: one.title for one in content.exercises}
    titles |= {one.id: one.title for one in content.exercises}
    rows = tuple(
        (
            f"{row.id}: {row.step}",
            row.left_out
            or f"{messages.TREATMENTS[row.treatment]} “{titles.get(row.exercise, row.exercise)}”",
        )
        for row in content.sources
    )
    yield Grid((PAPER["step"], PAPER["went"]), rows, (3, 2))


def _nothing(content: Content, exercise: Exercise, prompt: Prompt) -> Iterable[Block]:
    """Return nothing: paper is kept, shared and burned without our help."""
    return ()


FORMS: dict[str, Callable[[Content, Exercise, Any], Iterable[Block]]] = {
    "note": _note,
    "text": _text,
    "draft": _letter,
    "unsent": _unsent,
    "summary": _summary,
    "short_text": _line,
    "choice": _chosen,
    "many": _chosen,
    "scale": _scale,
    "date": _date,
    "rows": _rows,
    "sort": _sort,
    "review": _look_back,
    "measure": _measure,
    "pie": _pie,
    "chart": _look_back,
    "then_and_now": _look_back,
    "keeping": _nothing,
    "room": _nothing,
    "timer": _timer,
    "route": _route,
    "sources": _sources,
}
