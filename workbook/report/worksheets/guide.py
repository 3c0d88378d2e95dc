"""The guide on paper for whoever leads a meeting: the plan with its clock, and each exercise."""

from collections.abc import Iterator

from workbook import messages
from workbook.content.models import Content
from workbook.content.sessions import Session, SessionItem, shared_prompts
from workbook.content.vocabulary import ROUTES
from workbook.report.worksheets.blocks import (
    Block,
    Box,
    Bullets,
    Grid,
    Heading,
    Lines,
    Paragraph,
    Sheet,
    in_blocks,
)
from workbook.report.worksheets.making import PAUSE, help_sheet, notes_of
from workbook.report.worksheets.page import sheet_page

SAY = messages.GUIDE
NAME = "guide"
WELCOME, END = 15, 10
"""Minutes around the exercises of every meeting."""


def guide_html(content: Content, session: Session, meeting_index: int) -> str:
    """Return the guide of one meeting as HTML, for the screen and to print.

    Raises:
        IndexError: the plan has no such meeting.
        KeyError: it names an exercise that does not exist.
    """
    return sheet_page(guide_sheet(content, session, meeting_index))


def guide_sheet(content: Content, session: Session, meeting_index: int) -> Sheet:
    """Return the guide of one meeting, with what to do in danger as its last pages.

    Raises:
        IndexError: the plan has no such meeting.
        KeyError: it names an exercise that does not exist.
    """
    meeting = session.meetings[meeting_index]
    alone = len(session.meetings) == 1
    title = SAY["title" if alone else "title_of"].format(
        session=session.title, meeting=meeting.title, number=meeting_index + 1
    )
    times = _times(meeting.items)
    blocks = (
        *_before(session),
        *_agenda(content, meeting.items, times),
        *(
            block
            for item, begin in zip(meeting.items, times, strict=False)
            for block in _exercise(content, item, begin)
        ),
        *_listed("ending"),
    )
    name = NAME if alone else f"{NAME}-{meeting_index + 1}"
    return Sheet(name, title, blocks, tuple(_danger(content)))


def clock(minutes: int) -> str:
    """Write minutes since the beginning as hours and minutes, such as 1:05."""
    return f"{minutes // 60}:{minutes % 60:02}"


def _times(items: tuple[SessionItem, ...]) -> list[int]:
    """Return when each exercise begins, and when the end does."""
    times = [WELCOME]
    for item in items:
        times.append(times[-1] + item.minutes)
    return times


def _before(session: Session) -> Iterator[Block]:
    yield Paragraph(SAY["for_you"], "hint")
    if session.about:
        yield Heading(SAY["about"], 2)
        yield from in_blocks(session.about)
    yield from _listed("before")
    yield Heading(SAY["consent"], 2)
    yield Paragraph(SAY["consent_text"], "hint")
    yield Box(session.title, tuple(in_blocks(session.consent)))
    yield Heading(SAY["rules"], 2)
    yield Bullets(session.ground_rules)


def _agenda(content: Content, items: tuple[SessionItem, ...], times: list[int]) -> Iterator[Block]:
    titles = [content.exercise(item.exercise).title for item in items]
    ends = times[-1]
    rows = [(clock(0), SAY["welcome"], str(WELCOME))]
    rows += [
        (clock(begin), title, str(item.minutes))
        for begin, title, item in zip(times, titles, items, strict=False)
    ]
    rows += [(clock(ends), SAY["end"], str(END)), (clock(ends + END), SAY["over"], str(ends + END))]
    yield Heading(SAY["agenda"], 2)
    yield Grid((SAY["clock"], SAY["what"], SAY["minutes"]), tuple(rows), (2, 9, 3))


def _exercise(content: Content, item: SessionItem, begin: int) -> Iterator[Block]:
    exercise = content.exercise(item.exercise)
    end = clock(begin + item.minutes)
    yield Heading(SAY["place"].format(begin=clock(begin), end=end, title=exercise.title), 2)
    yield Paragraph(messages.PAPER["minutes"].format(n=item.minutes))
    if set(exercise.routes) != {*ROUTES}:
        yield Paragraph(SAY["closed"].format(pause=content.exercise(PAUSE).title), "lead")
    yield from notes_of(exercise)
    yield from _shared(content, item)
    yield Heading(SAY["own_notes"], 3)
    yield from in_blocks(item.notes)
    yield Lines(2)


def _shared(content: Content, item: SessionItem) -> Iterator[Block]:
    asks = tuple(prompt.ask for prompt in shared_prompts(content, item))
    yield Heading(SAY["share"], 3)
    yield Bullets(asks) if asks else Paragraph(SAY["no_share"])


def _danger(content: Content) -> Iterator[Block]:
    yield from _listed("danger")
    yield Paragraph(SAY["called"])
    lines = help_sheet(content)
    yield Heading(lines.title, 2)
    yield from lines.blocks


def _listed(name: str) -> Iterator[Block]:
    yield Heading(SAY[name], 2)
    yield from in_blocks(SAY[f"{name}_list"])
