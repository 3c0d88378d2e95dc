"""The facilitator's page as a browser drives it: a real widget, a real store, no browser."""

import base64
import json
import time
from pathlib import Path
from typing import Any

import pytest

from workbook import messages
from workbook.content.loader import load_content
from workbook.content.sessions import load_sessions, read_session, write_session
from workbook.errors import StoreUnavailable
from workbook.pages.facilitator.drafts import draft_of, problems_of, session_of
from workbook.pages.facilitator.page import FacilitatorPage
from workbook.pages.keeping import Keeping
from workbook.pages.visit import Visit
from workbook.settings import Settings
from workbook.store import open_store
from workbook.vault import derive, new_phrase, read_word_list
from workbook.web.keeper import SealedKeeper

pytestmark = pytest.mark.usefixtures("light_words")

CONTENT = load_content()
SAYS = messages.FACILITATOR_SAYS
NOON = "2026-06-13T12:00:00+02:00"
EVENING = load_sessions()["one_evening"]
WORDS = read_word_list(Path(__file__).parents[1] / "data" / "word_list.txt")


class Site:
    """One store, and the pages that are open on it."""

    def __init__(self, folder: Path, place: str = "served") -> None:
        self.settings = Settings(
            place, f"sqlite:///{folder / 'journal.sqlite'}", folder, "https://example.org"
        )
        self.rooms = open_store(self.settings.database).rooms

    def invite(self, name: str = "Ada") -> str:
        words = new_phrase(WORDS)
        self.rooms.add_facilitator(name, derive(words).lookup)
        return " ".join(words)

    def browser(self, key: str | None = None, **hello: Any) -> "Browser":
        return Browser(self, key, hello)


class Browser:
    """Plays the part of the browser: sends messages and keeps what it hears."""

    def __init__(self, site: Site, key: str | None, hello: dict[str, Any]) -> None:
        own = site.settings.place == "own"
        self.gate = SealedKeeper(site.settings)
        self.page = FacilitatorPage(self.gate, site.rooms, CONTENT, own=own)
        self.heard: list[dict[str, Any]] = []
        self.page.widget.send = lambda said, **_: self.heard.append(said)
        self.send("hello", **{"key": key, "now": NOON, "pending": [], **hello})

    @property
    def view(self) -> dict[str, Any]:
        return self.page.widget.view

    @property
    def screen(self) -> str:
        return str(self.view["screen"])

    @property
    def key(self) -> str | None:
        return [said["key"] for said in self.heard if said["say"] == "opened"][-1]

    def send(self, do: str, **content: Any) -> dict[str, Any]:
        """Send a message; return what is said last after it."""
        self.heard.append({"say": "nothing"})
        self.page.receive(json.loads(json.dumps({"do": do, **content})))
        return self.heard[-1]

    def come_in(self, invitation: str) -> str:
        """Come in by an invitation; return the six words of one's own."""
        self.send("enter", phrase=invitation)
        own = self.view["phrase"]
        self.send("confirm", words=[own[number - 1] for number in self.view["ask"]])
        return " ".join(own)

    def begin(self, template: str = "one_evening") -> str:
        self.send("plan_new", template=template)
        return str(self.view["plan"])

    def save(self, plan: str, **changed: Any) -> dict[str, Any]:
        draft = {**self.view["draft"], **changed}
        return self.send("plan_save", plan=plan, draft=draft, n=7)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture
def home(tmp_path: Path) -> Site:
    """One's own computer, where no words are asked for, and so nothing takes long."""
    return Site(tmp_path, "own")


@pytest.fixture
def ada(home: Site) -> Browser:
    """A facilitator at home."""
    return home.browser()


def test_an_invitation_opens_the_door_once_and_gives_six_words_of_ones_own(site: Site):
    invitation, first = site.invite(), site.browser()
    assert first.screen == "door"
    own = first.come_in(invitation.upper().replace(" ", " - "))
    assert first.screen == "plans" and own != invitation

    again = site.browser()
    assert again.send("enter", phrase=invitation)["text"] == SAYS["wrong"]
    assert again.screen == "door"


def test_ones_own_words_open_the_plans_on_another_machine_and_the_tab_after_a_reload(site: Site):
    first = site.browser()
    own = first.come_in(site.invite())
    first.save(first.begin(), title="Tuesday")

    elsewhere = site.browser()
    elsewhere.send("enter", phrase=own)
    assert [plan["title"] for plan in elsewhere.view["plans"]] == ["Tuesday"]
    assert site.browser(elsewhere.key).screen == "plans"

    elsewhere.send("leave")
    assert elsewhere.screen == "door"
    assert site.browser(first.key).screen == "plans", "leaving one tab closed another"
    elsewhere.send("enter", phrase=own)
    assert elsewhere.screen == "plans"


def test_who_reloads_before_the_words_are_written_down_gets_new_ones_and_is_not_in(site: Site):
    browser = site.browser()
    browser.send("enter", phrase=site.invite())
    browser.send("plan_new", template="one_evening")
    assert browser.screen == "words", "nobody plans before the words are kept"
    wrong = browser.send("confirm", words=["wrong", "words"])
    assert wrong == {"say": "refused", "form": "door", "text": messages.WRONG_WORDS}

    again = site.browser(browser.key)
    assert again.screen == "words" and again.view["phrase"] != browser.view["phrase"]


def test_wrong_words_are_refused_calmly_and_after_five_one_has_to_wait(
    site: Site, monkeypatch: pytest.MonkeyPatch
):
    browser, known = site.browser(), " ".join(new_phrase(WORDS))
    assert browser.send("enter", phrase="a word")["text"].startswith("“a”")
    said = [browser.send("enter", phrase=known)["text"] for _ in range(6)]
    assert said == [SAYS["wrong"]] * 5 + [SAYS["wait"]]
    later = 61 + time.monotonic()
    monkeypatch.setattr("workbook.pages.facilitator.door.time.monotonic", lambda: later)
    browser.come_in(site.invite())
    assert browser.screen == "plans"


def test_the_words_of_a_journal_open_no_door_and_leave_no_key_in_the_tab(site: Site):
    participant = SealedKeeper(site.settings)
    participant.open(None)
    words = participant.new_phrase()
    participant.keep(words)
    browser = site.browser()
    assert browser.send("enter", phrase=" ".join(words))["text"] == SAYS["no_office"]
    assert browser.screen == "door"
    assert site.browser(browser.key).screen == "door"


def test_the_words_of_an_office_open_no_page_of_a_participant(site: Site):
    browser = site.browser()
    words = browser.come_in(site.invite())
    gate = SealedKeeper(site.settings)
    visit = Visit(CONTENT, CONTENT.exercises[0], gate)
    keeping = Keeping(visit)
    keeping.open(None)
    visit.decide("here", "", "typed")
    key = gate.tab_key
    assert keeping.open_with_phrase(words, bring=True) == messages.OFFICE_WORDS
    visit.decide("here", "", "typed more")
    again = SealedKeeper(site.settings)
    assert gate.tab_key == key and again.open(key).answer("_page", "here") == "typed more"
    assert site.browser(browser.key).screen == "plans"


def test_on_ones_own_computer_there_is_no_door(home: Site, ada: Browser):
    assert ada.screen == "plans" and not ada.view["can_leave"]
    plan = ada.begin()
    assert home.browser(at={"screen": "plan", "plan": plan}).screen == "plan"


def test_a_plan_is_saved_as_one_types_however_unfinished_and_survives_a_reload(
    home: Site, ada: Browser
):
    plan = ada.begin()
    assert ada.save(plan, title="", ground_rules="Speak for yourself.\n\nPass.") == {
        "say": "saved",
        "n": 7,
    }
    said = {problem["at"]: problem["text"] for problem in ada.page.widget.live["problems"]}
    assert said == {"title": messages.PLAN_PROBLEMS["title"]}

    again = home.browser(ada.key, at=ada.view["at"])
    assert again.view["draft"]["ground_rules"] == "Speak for yourself.\n\nPass."
    again.send("plans")
    [found] = again.view["plans"]
    assert (found["title"], found["finished"]) == (messages.FACILITATOR["plan_untitled"], False)


def test_what_waited_in_the_tab_is_saved_when_the_page_opens_again(home: Site, ada: Browser):
    plan = ada.begin()
    waiting = {"plan": plan, "draft": {**ada.view["draft"], "title": "Typed offline"}, "n": 3}
    again = home.browser(ada.key, at=ada.view["at"], pending=[waiting])
    assert again.view["draft"]["title"] == "Typed offline"
    assert {"say": "saved", "n": 3} in again.heard


def test_what_is_no_plan_is_refused_and_changes_nothing(home: Site, ada: Browser):
    plan = ada.begin()
    for draft in (None, [], {"title": 5}, {"title": "x" * 30_000}, {"meetings": [{"items": [1]}]}):
        said = ada.send("plan_save", plan=plan, draft=draft, n=9)
        assert said == {"say": "unsaved", "n": 9, "text": SAYS["plan_too_long"]}
    again = home.browser(ada.key, at=ada.view["at"])
    assert again.view["draft"]["title"] == EVENING.title


def test_a_plan_is_copied_and_deleted_for_good(home: Site, ada: Browser):
    plan = ada.begin()
    ada.send("plans")
    ada.send("plan_copy", plan=plan)
    titles = [one["title"] for one in ada.view["plans"]]
    assert titles == [EVENING.title, SAYS["copy_of"].format(title=EVENING.title)]

    other = home.browser(ada.key, at={"screen": "plan", "plan": plan})
    ada.send("plan_drop", plan=plan)
    assert other.save(plan, title="Not back")["say"] == "saved"
    fresh = home.browser(ada.key)
    assert [one["title"] for one in fresh.view["plans"]] == titles[1:]


def test_a_plan_leaves_as_a_file_and_comes_in_again(home: Site, ada: Browser):
    plan = ada.begin()
    ada.save(plan, title="=Tuesday/../ <b>", ground_rules="One\nTwo")
    ada.send("plan_take", plan=plan)
    [file] = [said for said in ada.heard if said["say"] == "file"]
    assert file["name"] == "tuesday_b.toml"
    text = base64.b64decode(file["body"]).decode()
    assert read_session(text, CONTENT).ground_rules == ("One", "Two")

    ada.send("plan_bring", text=text)
    assert ada.screen == "plan" and ada.view["plan"] != plan
    assert ada.view["draft"]["title"] == "=Tuesday/../ <b>"


def test_every_problem_of_a_file_is_said_at_once(ada: Browser):
    wrong = write_session(EVENING).replace("minutes = ", "minutes = 9", 1)
    wrong = wrong.replace('exercise = "pause"', 'exercise = "no_pause"')
    said = ada.send("plan_bring", text=wrong)
    assert said["say"] == "problems" and len(said["problems"]) == 2
    for text in ("not = [", "x" * 300_000, None):
        assert len(ada.send("plan_bring", text=text)["problems"]) == 1
    assert ada.screen == "plans" and not ada.view["plans"]


@pytest.mark.parametrize("name", load_sessions())
def test_a_template_is_a_finished_plan_and_stays_the_same_as_a_form(name: str):
    template = load_sessions()[name]
    assert problems_of(CONTENT, draft_of(template)) == []
    assert session_of(draft_of(template)) == template


def test_what_a_plan_lacks_is_said_where_it_is():
    draft = draft_of(EVENING)
    [meeting] = draft["meetings"]
    items = [{**meeting["items"][0], "minutes": None}, {**meeting["items"][1], "exercise": "gone"}]
    draft |= {"consent": " ", "ground_rules": "\n", "about": "x" * 4001}
    draft["meetings"] = [{"title": "", "items": items}, {"title": "Later", "items": []}]
    assert [problem["at"] for problem in problems_of(CONTENT, draft)] == [
        "about",
        "consent",
        "ground_rules",
        "meetings.0.title",
        "meetings.0.items.0.minutes",
        "meetings.0.items.1.exercise",
        "meetings.1.items",
    ]
    assert session_of(draft) is None


def test_a_room_opens_from_a_finished_plan_and_is_found_again(home: Site, ada: Browser):
    plan = ada.begin()
    ada.save(plan, title="")
    assert ada.send("open_room", plan=plan, meeting=0)["text"] == SAYS["unfinished"]
    ada.save(plan, title="Tuesday")
    for meeting in (-1, 1, "0", None, True):
        assert ada.send("open_room", plan=plan, meeting=meeting)["text"] == SAYS["unfinished"]
    ada.send("open_room", plan=plan, meeting=0)
    [lead] = ada.page.office.leads()

    again = home.browser(ada.key)
    again.send("plans")
    [room] = again.view["rooms"]
    assert room == {"room": lead.room, "title": "Tuesday", "rehearsal": False}

    home.rooms.close_room(lead.lead)
    again.send("plans")
    assert again.view["rooms"] == [] and again.page.office.leads() == []
    assert home.browser(ada.key).page.office.leads() == [], "the keys of a room outlived it"


def test_the_keys_of_a_room_stay_where_its_face_cannot_be_read_today(home: Site, ada: Browser):
    plan = ada.begin()
    ada.save(plan, title="Tuesday")
    ada.send("open_room", plan=plan, meeting=0)
    [lead] = ada.page.office.leads()
    look = home.rooms.read_face(lead.lead)
    assert look and look.face
    assert home.rooms.steer(lead.lead, look.version, b"as a newer version writes it")

    again = home.browser(ada.key)
    again.send("plans")
    assert again.view["rooms"] == [] and again.page.office.lead(lead.room) == lead
    assert home.rooms.steer(lead.lead, look.version + 1, look.face)
    again.send("plans")
    [room] = again.view["rooms"]
    assert room["room"] == lead.room


def test_only_a_facilitator_opens_a_room(site: Site):
    stranger, ada = site.browser(), site.browser()
    ada.come_in(site.invite())
    for do in ("plan_new", "open_room", "plan_bring", "plans", "back_to", "room"):
        stranger.send(do, template="one_evening", at={"screen": "plans"}, text="", room="x")
        assert stranger.screen == "door", do
    assert not stranger.page.office.drafts()

    plan = ada.begin()
    site.rooms.remove_facilitator("Ada")
    ada.send("open_room", plan=plan, meeting=0)
    assert ada.page.widget.live["notice"] == messages.FACILITATOR_CANNOT["refused"]
    assert ada.screen == "plan" and not ada.page.office.leads()


def test_a_store_that_is_away_is_said_calmly_and_nothing_is_lost(
    ada: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    plan = ada.begin()

    def fail(*_: object) -> None:
        raise StoreUnavailable("gone")

    with monkeypatch.context() as away:
        away.setattr(ada.gate, "save", fail)
        said = ada.save(plan, title="While it was away")
        assert said == {"say": "trouble", "text": messages.FACILITATOR_CANNOT["gone"]}
        assert ada.page.widget.live["notice"] == messages.FACILITATOR_CANNOT["gone"]
    ada.save(plan, title="While it was away")
    assert ada.page.widget.live["notice"] == ""

    monkeypatch.setattr("workbook.pages.facilitator.plan.read_draft", lambda _: 1 / 0)
    said = ada.save(plan, title="A word that must not be logged")
    assert said["text"] == messages.FACILITATOR_CANNOT["other"]
    assert "ZeroDivisionError" in caplog.text and "must not" not in caplog.text


def test_the_guide_of_a_meeting_is_a_file_to_print(ada: Browser):
    plan = ada.begin()
    said = ada.send("plan_guide", plan=plan, meeting=0)
    [file] = [one for one in ada.heard if one["say"] == "file"]
    assert file["name"].endswith(".html") and file["name"] in said["text"]
    assert EVENING.ground_rules[0] in base64.b64decode(file["body"]).decode()


def test_a_page_opens_once_the_store_is_there_and_a_burned_office_begins_at_the_door(
    site: Site, monkeypatch: pytest.MonkeyPatch
):
    def fail(reason: str) -> None:
        raise StoreUnavailable(reason)

    with monkeypatch.context() as away:
        away.setattr(SealedKeeper, "open", lambda *_: fail("gone"))
        ada = site.browser()
        assert ada.page.widget.live["notice"] == messages.FACILITATOR_CANNOT["open"]
        assert not [said for said in ada.heard if said["say"] == "opened"]
    ada.send("hello", key=None, now=NOON, pending=[])
    assert (ada.screen, ada.page.widget.live["notice"]) == ("door", "")

    ada.come_in(site.invite())
    monkeypatch.setattr(ada.gate, "recent", lambda: fail("burned"))
    ada.send("plans")
    assert (ada.screen, ada.page.widget.live["notice"]) == ("door", SAYS["lost"])
    assert site.browser(ada.key).screen == "door"
