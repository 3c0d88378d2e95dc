"""One plan: what was typed is saved at once, and a room is opened from one of its meetings."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from workbook import messages
from workbook.content.models import Content
from workbook.content.sessions import Session
from workbook.content.vocabulary import slug
from workbook.errors import AnswerProblem
from workbook.group.lead import open_room
from workbook.pages.facilitator.drafts import exercise_of, problems_of, read_draft, session_of
from workbook.pages.facilitator.screen import Desk, Message, Screen

SAYS = messages.FACILITATOR_SAYS


class Plan(Screen):
    """The form of one plan."""

    name = "plan"
    ticks = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.does = {
            "plan_save": self._save,
            "plan_guide": self._print_guide,
            "open_room": self._open_room,
        }
        self._plan = ""

    def open(self, at: Message) -> bool:
        """Come to the plan with this id."""
        self._plan = str(at.get("plan"))
        return self._plan in self.desk.office.drafts()

    @property
    def at(self) -> Message:
        """The id of the plan."""
        return {"plan": self._plan}

    def view(self) -> Message:
        """Return the plan as it is saved, and what it can be made of."""
        draft = _with_ids(self.desk.content, self._draft() or read_draft({}))
        return {
            "plan": self._plan,
            "draft": draft,
            "exercises": _exercises(self.desk.content, draft),
        }

    def live(self) -> Message:
        """Return what the plan still lacks."""
        draft = self._draft()
        return {"problems": problems_of(self.desk.content, draft) if draft else []}

    def _draft(self) -> dict[str, Any] | None:
        return self.desk.office.drafts().get(self._plan)

    def _save(self, message: Message) -> None:
        plan, number = str(message.get("plan")), message.get("n")
        if plan not in self.desk.office.drafts():
            # It was deleted elsewhere; what waits here must not bring half of it back.
            self.desk.say("saved", n=number)
            return
        try:
            draft = read_draft(message.get("draft"))
        except AnswerProblem as problem:
            self.desk.say("unsaved", n=number, text=str(problem))
            return
        self.desk.office.save_plan(plan, draft)
        if plan == self._plan:
            self.desk.update()
        self.desk.say("saved", n=number)

    def _print_guide(self, message: Message) -> None:
        session, meeting = self._meeting(message)
        if session is None:
            self.desk.say("told", does="guide", text=SAYS["unfinished"])
            return
        # What writes the guide is loaded only by those who print one.
        from workbook.report.worksheets.guide import guide_html

        name = f"{slug(session.meetings[meeting].title)[:60] or 'guide'}.html"
        body = guide_html(self.desk.content, session, meeting).encode()
        self.desk.hand_over(name, "text/html", body)
        self.desk.say("told", does="guide", text=SAYS["taken"].format(name=name))

    def _open_room(self, message: Message) -> None:
        session, meeting = self._meeting(message)
        if session is None:
            self.desk.say("told", does="open", text=SAYS["unfinished"])
            return
        desk = self.desk
        lead = open_room(
            desk.rooms,
            desk.office.facilitator,
            session,
            meeting,
            desk.content,
            datetime.now(UTC),  # by the server's clock, as it ends
            rehearsal=message.get("rehearsal") is True,
        )
        desk.office.add_lead(lead, [item.notes for item in session.meetings[meeting].items])
        desk.go("room", room=lead.room)

    def _meeting(self, message: Message) -> tuple[Session | None, int]:
        """Return the finished plan that a message names, and the number of one of its meetings."""
        draft = self.desk.office.drafts().get(str(message.get("plan")))
        meeting = message.get("meeting")
        if not draft or type(meeting) is not int or problems_of(self.desk.content, draft):
            return None, 0
        session = session_of(draft)
        if session is None or not 0 <= meeting < len(session.meetings):
            return None, 0
        return session, meeting


def _exercises(content: Content, draft: Message) -> list[Message]:
    """Return the exercises to choose from: those of the way, and what else is in the plan."""
    used = {item["exercise"] for meeting in draft["meetings"] for item in meeting["items"]}
    return [
        {
            "id": exercise.id,
            "title": exercise.title,
            "minutes": exercise.minutes,
            "share": [{"id": prompt.id, "ask": prompt.ask} for prompt in exercise.shareable],
        }
        for exercise in content.exercises
        if not exercise.aside or exercise.id in used
    ]


def _with_ids(content: Content, draft: Mapping[str, Any]) -> Message:
    """Return a plan that names each exercise by its id, as the form does."""

    def item(written: Mapping[str, Any]) -> Message:
        found = exercise_of(content, written["exercise"])
        return {**written, "exercise": found.id if found else written["exercise"]}

    meetings = [
        {**meeting, "items": [item(one) for one in meeting["items"]]}
        for meeting in draft["meetings"]
    ]
    return {**draft, "meetings": meetings}
