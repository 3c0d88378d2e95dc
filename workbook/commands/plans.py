"""Plans for a group that are named on the command line."""

from pathlib import Path

from workbook.content.models import Content
from workbook.content.problems import nearest
from workbook.content.sessions import LARGEST, Session, load_sessions, read_session
from workbook.errors import ContentProblems, SettingProblem
from workbook.report.worksheets.blocks import Sheet
from workbook.report.worksheets.guide import guide_sheet


def find_plan(content: Content, name: str) -> Session:
    """Return the plan of this name, or the one in a file whose name ends with .toml.

    Raises:
        SettingProblem: there is no such plan, or its file cannot be read or has problems.
    """
    if not name.endswith(".toml"):
        plans = load_sessions()
        if name not in plans:
            known = [*plans]
            raise SettingProblem(
                f'There is no plan "{name}"; there are {", ".join(known)}, or name a file that '
                f"ends with .toml.{nearest(name, known)}"
            )
        return plans[name]
    try:
        return read_session(_text(Path(name)), content)
    except ContentProblems as error:
        listed = "\n".join(f"{name}: {said}" for said in error.problems)
        raise SettingProblem(f"the plan has to be put right first.\n{listed}") from error


def guides_of(
    content: Content, session: Session, meeting: int | None
) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Return the guide of one meeting (from 1), or of all, and the ids of their exercises.

    Raises:
        SettingProblem: the plan has no such meeting.
    """
    count = len(session.meetings)
    if meeting is not None and not 1 <= meeting <= count:
        raise SettingProblem(f"--meeting is {meeting}; this plan has meetings 1 to {count}.")
    indexes = range(count) if meeting is None else (meeting - 1,)
    items = [item for index in indexes for item in session.meetings[index].items]
    ids = dict.fromkeys(content.exercise(item.exercise).id for item in items)
    return tuple(guide_sheet(content, session, index) for index in indexes), tuple(ids)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContentProblems(["is not saved as UTF-8 text."]) from error
    except OSError as error:
        raise SettingProblem(f'the plan "{path}" cannot be read ({error.strerror}).') from error
