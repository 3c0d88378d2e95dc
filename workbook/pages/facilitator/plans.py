"""The list of plans and open rooms: begin, copy, bring in, take along and delete a plan."""

from typing import Any

from workbook import messages
from workbook.content.sessions import LARGEST, Session, load_sessions, read_session, write_session
from workbook.content.vocabulary import slug
from workbook.errors import ContentProblems, SealBroken
from workbook.group.lead import Lead
from workbook.group.room import Face
from workbook.group.sealing import open_face
from workbook.pages.facilitator.drafts import session_of
from workbook.pages.facilitator.screen import Desk, Message, Screen

SAYS = messages.FACILITATOR_SAYS


class Plans(Screen):
    """What a facilitator has: rooms that are open, plans of their own, and plans to begin from."""

    name = "plans"
    ticks = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.does = {
            "plans": lambda message: desk.go("plans"),
            "plan_open": self._open_plan,
            "plan_new": self._begin,
            "plan_copy": self._copy,
            "plan_drop": self._drop,
            "plan_take": self._take,
            "plan_bring": self._bring,
            "room": self._go_to_room,
        }

    def open(self, at: Message) -> bool:
        """Come to the list, as other tabs have left it."""
        self.desk.office.refresh()
        return True

    def view(self) -> Message:
        """Return rooms, plans and templates."""
        office = self.desk.office
        return {
            "rooms": [room for lead in office.leads() if (room := self._room(lead))],
            "plans": [_plan(id, draft) for id, draft in office.drafts().items()],
            "templates": [
                {"id": id, "title": template.title, "about": template.about, **_size(template)}
                for id, template in load_sessions().items()
            ],
            "can_leave": not office.own,
        }

    def _room(self, lead: Lead) -> Message | None:
        """Return an open room; the keys of one that is gone are burned.

        Those of a room whose face cannot be read stay: another server may be of a newer version.
        """
        look = self.desk.rooms.read_face(lead.lead)
        if look is None:
            self.desk.office.forget_lead(lead.room)
            return None
        face = _face_of(lead, look.face) if look.face else None
        if face is None:
            return None
        return {"room": lead.room, "title": face.title, "rehearsal": face.rehearsal}

    def _go_to_room(self, message: Message) -> None:
        self.desk.go("room", room=str(message.get("room")))

    def _open_plan(self, message: Message) -> None:
        self.desk.go("plan", plan=str(message.get("plan")))

    def _begin(self, message: Message) -> None:
        template = load_sessions().get(str(message.get("template")))
        if template:
            self.desk.go("plan", plan=self.desk.office.new_plan(template))

    def _copy(self, message: Message) -> None:
        office = self.desk.office
        if draft := office.drafts().get(str(message.get("plan"))):
            title = SAYS["copy_of"].format(title=draft["title"])
            office.save_plan(office.gate.new_id(), {**draft, "title": title})
            self.desk.show()
            self._tell(message, SAYS["copied"].format(title=draft["title"]))

    def _drop(self, message: Message) -> None:
        office, id = self.desk.office, str(message.get("plan"))
        if draft := office.drafts().get(id):
            office.drop_plan(id)
            self.desk.show()
            self._tell(message, SAYS["dropped"].format(title=draft["title"]))

    def _take(self, message: Message) -> None:
        draft = self.desk.office.drafts().get(str(message.get("plan")))
        session = session_of(draft) if draft else None
        if session:
            name = f"{slug(session.title)[:60] or 'plan'}.toml"
            self.desk.hand_over(name, "application/toml", write_session(session).encode())
            self._tell(message, SAYS["taken"].format(name=name))
        elif draft:
            self._tell(message, SAYS["unfinished"])

    def _tell(self, message: Message, text: str) -> None:
        self.desk.say("told", plan=message.get("plan"), text=text)

    def _bring(self, message: Message) -> None:
        text = message.get("text")
        if not isinstance(text, str) or len(text) > LARGEST:
            self.desk.say("problems", does="bring", problems=[SAYS["too_large"]])
            return
        try:
            session = read_session(text, self.desk.content)
        except ContentProblems as error:
            self.desk.say("problems", does="bring", problems=list(error.problems))
            return
        self.desk.go("plan", plan=self.desk.office.new_plan(session))


def _plan(id: str, draft: dict[str, Any]) -> Message:
    session = session_of(draft)
    finished = _size(session) if session else {"meetings": len(draft["meetings"])}
    title = draft["title"].strip() or messages.FACILITATOR["plan_untitled"]
    return {"id": id, "title": title, "finished": bool(session), **finished}


def _size(session: Session) -> Message:
    minutes = sum(meeting.minutes for meeting in session.meetings)
    return {"meetings": len(session.meetings), "minutes": minutes}


def _face_of(lead: Lead, sealed: bytes) -> Face | None:
    try:
        return open_face(lead.face_key, lead.room, sealed)
    except SealBroken:
        return None
