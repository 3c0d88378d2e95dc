"""Worksheets: every exercise on paper, for a group or for somebody without a computer.

What a program decides on the screen, the reader decides here. So each sheet first says for whom
it is not, and whatever is meant for one situation alone says so before it begins.
"""

from collections.abc import Collection, Iterator
from itertools import groupby

from workbook import messages
from workbook.content.models import Content, Exercise, HelpLine, Step
from workbook.content.vocabulary import slug
from workbook.report.worksheets.blocks import (
    Block,
    Box,
    Bullets,
    Heading,
    Lines,
    Paragraph,
    Sheet,
    in_blocks,
)
from workbook.report.worksheets.conditions import say_routes, say_when
from workbook.report.worksheets.steps import blocks_of_step
from workbook.report.worksheets.ways import START, closing, say_rules, waiting

PAPER, PAGE = messages.PAPER, messages.PAGE
PAUSE = "pause"
"""The exercise that the texts of all others point to."""


def make_sheets(
    content: Content, exercises: Collection[str] = (), *, facilitator: bool = False
) -> tuple[Sheet, ...]:
    """Return the sheets of these exercises (ids; without any, of all) and the help lines.

    With `facilitator`, each has the notes for whoever leads the group as a page of its own.
    """
    chosen = [one for one in content.exercises if not exercises or one.id in exercises]
    return (*(make_sheet(content, one, facilitator) for one in chosen), help_sheet(content))


def make_sheet(content: Content, exercise: Exercise, facilitator: bool = False) -> Sheet:
    """Return one exercise as a sheet."""
    blocks = (
        *_before_all(content, exercise),
        *_about(exercise),
        *(block for step in exercise.steps for block in _step(content, exercise, step)),
        *_end(exercise),
    )
    notes = tuple(_notes(exercise)) if facilitator else ()
    return Sheet(name_of(exercise.title), exercise.title, blocks, notes)


def name_of(title: str) -> str:
    """Return the name of a sheet's files, without their ending."""
    return slug(title).replace("_", "-")


def help_sheet(content: Content) -> Sheet:
    """Return the help lines of all countries."""
    directory = [line for line in content.help_lines if line.topic == "directory"]
    blocks: list[Block] = [
        Paragraph(messages.HEADER["danger"], "lead"),
        Paragraph(messages.HEADER["anywhere"]),
        _lines(directory),
    ]
    for country, number in content.emergency.items():
        blocks.append(Heading(country, 2))
        blocks.append(Paragraph(messages.HEADER["emergency"].format(number=number), "lead"))
        here = [line for line in content.help_lines if line.country == country]
        here.sort(key=lambda line: [*messages.TOPICS].index(line.topic))
        for topic, lines in groupby(here, key=lambda line: line.topic):
            blocks += [Heading(messages.TOPICS[topic], 3), _lines(list(lines))]
    return Sheet(name_of(PAPER["help_lines"]), PAPER["help_lines"], tuple(blocks))


def _before_all(content: Content, exercise: Exercise) -> Iterator[Block]:
    """Yield what comes before everything else: for whom it is not, help, and care."""
    first = content.exercise(START).title
    stops, waits = closing(content, exercise), waiting(content, exercise)
    if stops:
        leave = Paragraph(PAPER["leave_it"].format(first=first))
        yield Box(PAPER["not_today"], (Bullets(stops), leave))
    if waits:
        when = (Paragraph(exercise.opens_when),) if exercise.opens_when else ()
        yield Box(PAPER["wait"], (Bullets(waits), *when))
    said = PAPER["help_text"].format(help=PAPER["help_lines"])
    pause = [
        Paragraph(PAPER["pause"].format(title=one.title))
        for one in content.aside
        if one.id == PAUSE != exercise.id
    ]
    yield Box(PAPER["help"], (Paragraph(said), Paragraph(PAPER["help_number"]), *pause))
    yield Box(PAGE["care"], (Paragraph(exercise.caution), Paragraph(exercise.stop_rule)))
    before = [content.exercise(name).title for name in exercise.after]
    before += [content.exercise(one).title for all in exercise.after_in.values() for one in all]
    if before:
        titles = ", ".join(f"“{title}”" for title in before)
        yield Paragraph(PAPER["before"].format(titles=titles))


def _about(exercise: Exercise) -> Iterator[Block]:
    yield Heading(PAGE["opening"], 2)
    for name, text in (
        ("goal", exercise.goal),
        ("time", PAPER["minutes"].format(n=exercise.minutes)),
        ("not_for", exercise.not_for),
    ):
        yield Paragraph(f"{PAGE[name]}: {text}")
    yield Paragraph(PAPER["reading"], "hint")


def _step(content: Content, exercise: Exercise, step: Step) -> Iterator[Block]:
    blocks = tuple(blocks_of_step(content, exercise, step))
    if not step.on_paper or not blocks:
        return
    yield Heading(step.title, 2)
    yield say_routes(content, step.routes or exercise.routes, exercise.routes)
    yield say_when(content, exercise, step.show_if)
    if step.closed_by:
        yield Paragraph(PAPER["part_waits"], "lead")
        yield Bullets(say_rules(content, step.closed_by))
    yield from in_blocks(step.text)
    if step.each:
        yield Paragraph(messages.PAPER_TIMES[step.each], "hint")
    yield from blocks


def _end(exercise: Exercise) -> Iterator[Block]:
    yield Heading(PAGE["small_step"], 2)
    yield Paragraph(exercise.small_step)
    yield Lines(1)
    yield Paragraph(exercise.rest)
    yield Heading(PAGE["why"], 2)
    for evidence in exercise.evidence:
        yield Paragraph(f"{evidence.says} {evidence.caveat}")
        yield Paragraph(f"{PAGE['source']} {evidence.source}", "hint")


def _notes(exercise: Exercise) -> Iterator[Block]:
    yield Heading(PAPER["facilitator"], 2)
    yield Paragraph(PAPER["minutes"].format(n=exercise.facilitator.minutes))
    yield from notes_of(exercise)


def notes_of(exercise: Exercise) -> Iterator[Block]:
    """Yield the notes for whoever leads a group, part by part."""
    notes, parts = exercise.facilitator, messages.PAPER_FACILITATOR
    for name in ("purpose", "open"):
        yield Heading(parts[name], 3)
        yield Paragraph(getattr(notes, name))
    yield Heading(PAPER["questions"], 3)
    yield Bullets(notes.questions)
    for name in ("watch_for", "disclosure", "close"):
        yield Heading(parts[name], 3)
        yield Paragraph(getattr(notes, name))


def _lines(lines: list[HelpLine]) -> Bullets:
    return Bullets(tuple(_line(line) for line in lines))


def _line(line: HelpLine) -> str:
    about = [one for one in (line.hours, line.website) if one]
    if line.status == "PART":
        about.append(messages.PLEASE_CHECK)
    return " · ".join([f"{line.service}: {line.number_or_channel}", *about])
