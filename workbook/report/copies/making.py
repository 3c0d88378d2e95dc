"""Readable copies of a journal: for oneself in several formats, or for somebody who helps."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.guidance.reviewing import in_days
from workbook.journal import Journal
from workbook.report.copies.document import Document, Group, Line, Section, readable
from workbook.report.copies.gathering import gather
from workbook.report.copies.markdown import write_markdown
from workbook.report.copies.web_page import write_body, write_page

FORMATS = ("markdown", "html", "word", "data")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SAY = messages.COPY


@dataclass(frozen=True)
class File:
    """A file to hand over; its name tells nothing of what is in it."""

    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True)
class Item:
    """What can be ticked for a share copy; `preview` are the words that go in, and no others.

    `id` is "exercise.prompt"; of what is answered anew, all sheets belong to one item.
    """

    id: str
    exercise: str
    ask: str
    preview: str


def file_of(now: datetime, ending: str, media_type: str, body: bytes) -> File:
    """Return a file that is named by the participant's own day and nothing else."""
    return File(f"notes-{now.date().isoformat()}.{ending}", media_type, body)


def sealed_file_of(now: datetime, body: bytes) -> File:
    """Return the file of a sealed journal."""
    return file_of(now, "secondlook", "application/octet-stream", body)


def with_answers(content: Content, journal: Journal) -> tuple[Exercise, ...]:
    """Return the exercises that have any answer to copy, in their order."""
    return tuple(one for one in content.exercises if _whole(content, journal, one))


def make_copy(
    content: Content, journal: Journal, exercises: Collection[str], format: str, now: datetime
) -> File:
    """Return a copy of these exercises (ids); `now` is the participant's own local time.

    "data" holds earlier answers as well, and those under ids that are not known any more where
    all exercises are chosen. An empty choice makes a copy that says so.

    Raises:
        ValueError: there is no such format.
    """
    if format not in FORMATS:
        raise ValueError(f'format is "{format}"; allowed: {", ".join(FORMATS)}.')
    if format == "data":
        from workbook.report.copies.tables import write_tables

        all_of_it = {one.id for one in with_answers(content, journal)} <= set(exercises)
        body = write_tables(content, journal, exercises, all_of_it)
        return file_of(now, "zip", "application/zip", body)
    chosen = (one for one in content.exercises if one.id in exercises)
    sections = [_whole(content, journal, one, now) for one in chosen]
    document = _own(tuple(filter(None, sections)), now)
    if format == "word":
        from workbook.report.copies.word import write_word  # slow to import, and seldom wanted

        return file_of(now, "docx", WORD, write_word(document, now))
    if format == "markdown":
        return file_of(now, "md", "text/markdown", write_markdown(document).encode())
    return file_of(now, "html", "text/html", write_page(document).encode())


def list_items(content: Content, journal: Journal, now: datetime) -> tuple[Item, ...]:
    """Return what can be ticked for a share copy; `now` is the participant's own local time."""
    return tuple(
        Item(f"{exercise.id}.{prompt.id}", exercise.title, prompt.ask, _preview(section))
        for exercise in content.exercises
        for prompt in exercise.prompts
        if (section := gather(content, journal, exercise, [prompt.id], now))
    )


def make_share_copy(
    content: Content,
    journal: Journal,
    items: Collection[str],
    now: datetime,
    *,
    to: str = "",
    password: str = "",
) -> File:
    """Return a web page with what was ticked alone, under a cover sheet for whoever it is `to`.

    With a password, nothing of it can be read before the password is typed.
    """
    document = _shared(content, journal, items, now, to)
    if not password:
        return file_of(now, "html", "text/html", write_page(document).encode())
    from workbook.report.copies.sealed_page import seal_page

    page = seal_page(document.title, write_body(document), password)
    return file_of(now, "html", "text/html", page.encode())


def _whole(
    content: Content, journal: Journal, exercise: Exercise, now: datetime | None = None
) -> Section | None:
    return gather(content, journal, exercise, [one.id for one in exercise.prompts], now)


def _own(sections: tuple[Section, ...], now: datetime) -> Document:
    lead = SAY["own"] if sections else SAY["empty"]
    return Document(SAY["title"], (_today(now),), (lead,), sections)


def _shared(
    content: Content, journal: Journal, items: Collection[str], now: datetime, to: str
) -> Document:
    sections: list[Section] = []
    count = 0
    for exercise in content.exercises:
        ticked = [one.id for one in exercise.prompts if f"{exercise.id}.{one.id}" in items]
        section = gather(content, journal, exercise, ticked, now)
        if section:
            sections.append(section)
            count += sum(
                gather(content, journal, exercise, [one], now) is not None for one in ticked
            )
    facts = [_today(now)]
    if to.strip():
        facts.append(Line(SAY["for"], " ".join(readable(to).split())))
    if not sections:
        return Document(SAY["title"], tuple(facts), (SAY["empty"],), (), has_cover=True)
    facts.append(Line(SAY["in_it"], _in_it(count, sections)))
    lead = (SAY["chosen"], SAY["confidential"], SAY["reader"], *_help(content))
    return Document(SAY["title"], tuple(facts), lead, tuple(sections), has_cover=True)


def _in_it(count: int, sections: list[Section]) -> str:
    say = SAY["one_answer"] if count == 1 else SAY["answers"]
    return say.format(n=count, titles=", ".join(f"“{one.title}”" for one in sections))


def _help(content: Content) -> Iterator[str]:
    yield messages.HEADER["danger"]
    for line in content.help_lines:
        if line.topic == "directory":
            yield f"{messages.HEADER['anywhere']} {line.service}: {line.website}"


def _today(now: datetime) -> Line:
    return Line(SAY["day"], in_days(now))


def _preview(section: Section) -> str:
    return "\n\n".join(_in_preview(group) for item in section.items for group in item.groups)


def _in_preview(group: Group) -> str:
    said = (line.in_one for line in group.lines)
    return "\n".join([group.title, *said] if group.title else said)
