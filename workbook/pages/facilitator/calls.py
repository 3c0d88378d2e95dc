"""Calls for help from every room that a facilitator leads, wherever on their page they are."""

from workbook.errors import SealBroken, StoreUnavailable
from workbook.group.lead import Lead, is_burned
from workbook.group.sealing import Call, open_face, open_in_room
from workbook.pages.facilitator.screen import Desk, Message


class Calls:
    """Who asks the facilitator to come, in rooms that are not on screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._called: dict[str, Call | None] = {}
        self._titles: dict[str, str] = {}
        self.waiting: list[Message] = []

    def look(self, on_screen: str | None) -> bool:
        """Look into all rooms but the one `on_screen`; tell whether anything is new.

        What is wrong with a room is said where it is led.
        """
        before, self.waiting = self.waiting, []
        for lead in self._desk.office.leads():
            if lead.room != on_screen:
                try:
                    self.waiting += self._in_room(lead)
                except (StoreUnavailable, SealBroken):
                    self.waiting += [one for one in before if one["room"] == lead.room]
        return self.waiting != before

    def _in_room(self, lead: Lead) -> list[Message]:
        rooms = self._desk.rooms
        try:
            ids = rooms.ids(lead.lead, "call")
        except StoreUnavailable:
            if is_burned(rooms, lead):
                return []  # it was closed, and nobody waits there any more
            raise
        if new := ids - self._called.keys():
            for item in rooms.read(lead.lead, "call", new):
                thing = open_in_room(lead.keys, item.sealed)
                self._called[item.id] = thing if isinstance(thing, Call) else None
        about = {"room": lead.room, "title": self._title(lead)} if ids else {}
        calls = [(id, call) for id in sorted(ids) if (call := self._called.get(id))]
        return [{"id": id, "name": call.name, "where": call.where, **about} for id, call in calls]

    def _title(self, lead: Lead) -> str:
        if lead.room not in self._titles:
            look = self._desk.rooms.read_face(lead.lead)
            face = look and look.face
            if face:
                self._titles[lead.room] = open_face(lead.face_key, lead.room, face).title
        return self._titles.get(lead.room, "")
