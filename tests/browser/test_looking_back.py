"""Looking back: then beside now, and a summary that is one's own once a word has changed."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import NewWalk
from tests.browser.journals import all_answered, said, write_journal
from tests.browser.keys import Keys
from tests.browser.kit.serving import open_kit
from tests.browser.looking import wrong_with
from tests.browser.tours import CLEAR, OVER
from tests.browser.walking import Walk, content, here_at_noon
from tests.browser.workshop import DAY, stored
from tests.server import Server
from workbook.guidance.then_and_now import months_before
from workbook.journal import Address
from workbook.messages import PAGE, SIDES

BACK = "11_looking_back"
LONG_AGO = timedelta(days=90)
SUMMARY = content().exercise(BACK).prompt("summary")
FIRST, LATER = "They packed on a Sunday.", "It broke slowly, on many Fridays."
HARBOUR = "I stand at the harbour with my aunt."
RAIN = "Rain, and the bus to its last stop."
BEGAN = "It began in the car park."
PART = "I said it was fine, and it was not."
BEGINS = f"What I understand\n{BEGAN}\n\nMy part\n{PART}"


@pytest.fixture
def key(server: Server) -> str:
    """A journal that was begun long ago, and in which some answers are other ones by now."""
    answers: dict[str, Any] = all_answered(
        start={"urge": 8},
        what_happened={"in_one_line": FIRST},
        time_apart=OVER,
        readiness_check={**CLEAR, "person_or_feeling": "feeling", "decision": "wait"},
    )
    answers[BACK] = {"understood": BEGAN, "my_part_now": PART}
    month_ago = months_before(here_at_noon().date(), 1).isoformat()
    later = [
        said("01_what_happened", "in_one_line", LATER, 3 * DAY),
        said("04_time_apart", "line", RAIN, 30 * DAY, month_ago),
        said("00_start", "urge", 2, DAY),
        said("00_start", "picture", HARBOUR, DAY),
    ]
    done = [one.name for one in content().way]
    return write_journal(server, answers, done, later, LONG_AGO)


def summary(walk: Walk) -> str:
    return walk.box("summary").input_value()


def history(walk: Walk, server: Server) -> list[Any]:
    kept = stored(walk, server).history(Address(BACK, "summary"))
    return [entry.value for entry in kept]


def test_then_stands_beside_now_and_above_it_on_a_phone(new_walk: NewWalk, key: str):
    walk = new_walk(key=key, reduced_motion="reduce").open("what_i_understand", BACK)
    sides = walk.page.locator(".compared", has_text=FIRST).locator("figure")
    expect(sides).to_have_count(2)
    for side, name, words in zip(sides.all(), ("then", "now"), (FIRST, LATER), strict=True):
        expect(side.locator("figcaption")).to_contain_text(SIDES[name].split("{")[0])
        expect(side.locator("blockquote")).to_have_text(words)
    left, right = (side.bounding_box() for side in sides.all())
    assert left and right and left["y"] == right["y"] and left["x"] < right["x"]
    walk.page.set_viewport_size({"width": 390, "height": 844})
    above, below = (side.bounding_box() for side in sides.all())
    assert above and below and above["x"] == below["x"] and above["y"] < below["y"]


def test_each_of_the_steps_can_be_read_by_everybody(new_walk: NewWalk, key: str):
    walk = new_walk(key=key, reduced_motion="reduce").open("before", BACK)
    none_left = content().exercise(BACK).prompt("reasons_then_now").none_left
    for step, reads in {
        "days_step": RAIN,
        "what_i_understand": FIRST,
        "then_now_step": HARBOUR,
        "reasons_step": none_left,
        "summary_step": "",
    }.items():
        walk.open(step, BACK)
        assert walk.step == step
        expect(walk.page.locator("article")).to_contain_text(reads)
        assert wrong_with(walk.page) == []


def test_a_summary_is_begun_changed_and_kept_in_two_tabs(
    new_walk: NewWalk, server: Server, key: str
):
    one, other = (new_walk(key=key).open("summary_step", BACK) for _ in range(2))
    assert summary(one) == summary(other) == BEGINS
    one.answer("summary", f"{BEGINS} One.")
    one.saved()
    other.answer("summary", f"{BEGINS} Two.")
    other.saved()
    one.reload()
    assert summary(one) == f"{BEGINS} Two."
    assert history(one, server) == [f"{BEGINS} One.", f"{BEGINS} Two."]
    one.open("what_i_understand", BACK).answer("understood", "Else.")
    one.open("summary_step", BACK)
    assert summary(one) == f"{BEGINS} Two."


def test_it_begins_again_only_when_asked_and_the_words_before_it_stay(
    new_walk: NewWalk, server: Server, key: str
):
    walk = new_walk(key=key).open("summary_step", BACK)
    again = walk.page.get_by_role("button", name=PAGE["summary_again"])
    expect(again).to_be_hidden()
    hands = Keys(walk)
    hands.to(walk.box("summary")).press("Control+End")
    walk.page.keyboard.type(" Mine.")
    hands.button(PAGE["summary_again"])
    question = walk.page.get_by_role("group", name=PAGE["summary_replace"])
    expect(question.get_by_text(PAGE["summary_replace"])).to_be_focused()
    hands.button(PAGE["summary_replace_not"])
    expect(question).to_be_hidden()
    assert summary(walk) == f"{BEGINS} Mine."
    hands.button(PAGE["summary_again"])
    hands.button(PAGE["summary_replace_now"])
    expect(walk.box("summary")).to_be_focused()
    assert summary(walk) == BEGINS
    expect(again).to_be_hidden()
    walk.reload()
    assert summary(walk) == BEGINS
    assert history(walk, server) == [f"{BEGINS} Mine.", BEGINS]


def test_only_the_summary_is_printed(new_walk: NewWalk, key: str):
    walk = new_walk(key=key).open("summary_step", BACK)
    walk.page.evaluate("window.print = () => {}")
    walk.page.get_by_role("button", name=PAGE["print"], exact=True).click()
    walk.page.emulate_media(media="print")
    printed = walk.page.locator("body").inner_text().split("\n")
    lines = [line for line in printed if line]
    assert lines[0] == PAGE["summary_print_title"]
    assert lines[2:] == [line for line in BEGINS.split("\n") if line]  # after the day
    headings = walk.page.get_by_role("heading", level=2)
    assert headings.all_inner_texts() == ["What I understand", "My part"]
    assert walk.page.title() == "Workbook"


def test_what_is_begun_anew_takes_no_place_of_words_that_wait(context: BrowserContext):
    """While nothing can be saved, all of it waits in the tab, also over a reload."""
    page = open_kit(context, "kinds")
    waiting = page.evaluate(
        """async () => {
          const { Pending } = await import("/esm/pending.js");
          const offline = new Pending(() => {}, () => {}, "one");
          const edit = { exercise: "e", prompt: "p", row: "", column: "" };
          offline.record({ ...edit, value: "My words" });
          offline.record({ ...edit, value: "My words." });
          offline.record({ ...edit, value: "The answers", anew: true });
          offline.record({ ...edit, value: "The answers, and more" });
          const again = new Pending(() => {}, () => {}, "one");
          return again.all().map(({ value, anew }) => [value, anew ?? false]);
        }"""
    )
    assert waiting == [["My words.", False], ["The answers, and more", True]]
