"""What a participant sees of the room they are in."""

from datetime import datetime
from typing import Any

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.content.showing import RoomPrompt
from workbook.group.counting import by_prompt
from workbook.group.room import Face, Stop, seconds_left
from workbook.group.seat import RoomView
from workbook.group.sharing import LONGEST_SENTENCE, Offer, offers
from workbook.guidance.progress import closed, is_done
from workbook.pages import seat
from workbook.pages.outcome import help_of_all
from workbook.pages.place import Place
from workbook.pages.ways import Way, link

GONE = {"state": "gone", "title": "", "text": messages.ROOM_SAID["gone"]}


def room_view(place: Place, room: RoomView | None, away: bool, now: datetime) -> dict[str, Any]:
    """Return how the room stands for one participant; `now` is the server's time."""
    shared: dict[str, Any] = {"away": away or room is None, "ways": _ways(place.content)}
    if room is None:
        # Nothing is known of it yet: the store was away when the page came.
        return {**shared, "title": "", "state": "lobby", "now": None, "results": [], "said": []}
    face, journal = room.face, place.journal
    stop = face.stop
    on_it = stop is not None and _exercise(place.content, stop) == place.exercise
    return {
        **shared,
        "title": face.title,
        "rehearsal": face.rehearsal,
        "state": face.state,
        "here": room.here,
        "now": _now(place.content, face) if stop else None,
        "left": seconds_left(face, now) if stop else None,
        "follows": seat.follows(journal),
        "on_it": on_it,
        "passed": seat.passed(journal, face.at),
        # Only where the page says so itself: a neighbour may look at any other one.
        "closed": stop is not None and on_it and _is_closed(place, stop),
        "results": [bars.model_dump(include={"ask", "number", "bars"}) for bars in face.released],
        "said": by_prompt(place.content, room.said),
    }


def consent_view(room: RoomView) -> dict[str, Any]:
    """Return what somebody reads before they come in."""
    face = room.face
    return {
        "title": face.title,
        "rehearsal": face.rehearsal,
        "consent": face.consent,
        "rules": list(face.ground_rules),
    }


def agenda_view(face: Face) -> list[dict[str, Any]]:
    """Return the exercises of the agenda, and which of them is the present one."""
    return [
        {"title": stop.title, "minutes": stop.minutes, "now": stop is face.stop}
        for stop in face.agenda
    ]


def share_view(place: Place, face: Face) -> dict[str, Any]:
    """Return what could be shared, by exercise, and what has been."""
    given = seat.given(place.journal).values()
    groups = []
    for stop in stops(face):
        left = offers_of(place, stop)
        if left:
            groups.append({"title": stop.title, "items": [_item(offer) for offer in left]})
    return {
        "in": True,
        "limit": LONGEST_SENTENCE,
        "groups": groups,
        "shared": [{**one, "ask": _ask(place.content, one["prompt"])} for one in given],
    }


def call_view(place: Place, is_in: bool) -> dict[str, Any]:
    """Return the help lines, and whether somebody of the room was asked to come."""
    return {"in": is_in, "help": help_of_all(place), "called": seat.call_of(place.journal)}


def offers_of(place: Place, stop: Stop) -> tuple[Offer, ...]:
    """Return what could be shared of one exercise: nothing twice, and of a closed page nothing."""
    content, journal = place.content, place.journal
    if _exercise(content, stop) is None or _is_closed(place, stop):
        return ()
    given = {one["prompt"] for one in seat.given(journal).values()}
    return tuple(one for one in offers(content, journal, stop.share) if one.prompt not in given)


def stops(face: Face) -> tuple[Stop, ...]:
    """Return the stops of the agenda, each exercise once and the present one first."""
    found: dict[str, Stop] = {}
    for stop in [*([face.stop] if face.stop else []), *face.agenda]:
        found.setdefault(stop.exercise, stop)
    return tuple(found.values())


def way_to_share(place: Place, face: Face) -> Way | None:
    """Return the way to share something of the present exercise, where there is anything."""
    for stop in stops(face):
        if _exercise(place.content, stop) == place.exercise and offers_of(place, stop):
            way = _ways(place.content)["share"]
            return {**way, "label": messages.ROOM_SAID["share_of_it"]}
    return None


def where_in_agenda(place: Place, face: Face) -> tuple[int, bool]:
    """Return the place in the agenda that somebody counts at (-1: none), and whether it is done.

    Who has done the present exercise, or passed on it, counts there wherever they look.
    """
    ids = [_exercise(place.content, stop) for stop in face.agenda]
    if face.stop:
        present = ids[face.at]
        done = present is not None and is_done(place.journal, present)
        if done or seat.passed(place.journal, face.at):
            return face.at, True
        if present == place.exercise:
            return face.at, False
    if place.exercise in ids:
        return ids.index(place.exercise), is_done(place.journal, place.exercise)
    return -1, False


def _now(content: Content, face: Face) -> dict[str, Any]:
    stop = face.agenda[face.at]
    exercise = _exercise(content, stop)
    return {
        "at": face.at,
        "exercise": exercise.id if exercise else stop.exercise,
        "title": stop.title,
        "minutes": stop.minutes,
    }


def _ways(content: Content) -> dict[str, Way]:
    """Return the ways to what one can do in a room, by the step of each."""
    found: dict[str, Way] = {}
    for exercise in content.aside:
        for prompt in exercise.prompts:
            if isinstance(prompt, RoomPrompt):
                step = next(one for one in exercise.steps if one.id == prompt.step)
                found[prompt.does] = link(exercise, step, step.title)
    return found


def _item(offer: Offer) -> dict[str, Any]:
    return {
        "prompt": offer.prompt,
        "ask": offer.ask,
        "sentence": offer.is_sentence,
        "shown": list(offer.shown),
    }


def _ask(content: Content, name: str) -> str:
    exercise, _, prompt = name.partition(".")
    try:
        return content.exercise(exercise).prompt(prompt).ask
    except KeyError:
        return ""


def _is_closed(place: Place, stop: Stop) -> bool:
    exercise = _exercise(place.content, stop)
    return exercise is not None and bool(
        closed(place.content, place.journal, exercise, place.outcome)
    )


def _exercise(content: Content, stop: Stop) -> Exercise | None:
    try:
        return content.exercise(stop.exercise)
    except KeyError:
        return None
