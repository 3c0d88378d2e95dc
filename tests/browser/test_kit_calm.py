"""Lines in piles and the quiet time, in a browser without a kernel."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.kit.serving import open_kit
from tests.browser.looking import violations
from tests.browser.test_kit import edits, last_value, press
from workbook.messages import PAGE

TALKS = "Long talks on Sunday"
MINUTE = 60_000
RUNNING = "() => document.getAnimations().filter((one) => one.playState === 'running').length"
TOP = "one => one.getClientRects()[0].top"
COUNT_CHANGES = """(element) => {
  window.changes = 0;
  new MutationObserver(() => (window.changes += 1)).observe(element, { childList: true });
}"""


# ---- piles


def pile(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def lines(within: Locator) -> list[str]:
    return within.locator(".sort-words").all_inner_texts()


def cell(edit: dict[str, Any]) -> tuple[str, Any]:
    return edit["column"], edit["value"]


def test_lines_are_written_and_sorted_by_keyboard_alone(context: BrowserContext) -> None:
    page = open_kit(context, "piles")
    page.get_by_label(PAGE["sort_write"]).focus()
    page.keyboard.type("Being on time")
    press(page, "Enter")
    expect(page.get_by_label(PAGE["sort_write"])).to_be_focused()
    expect(page.get_by_label(PAGE["sort_write"])).to_have_value("")
    expect(page.locator(".sort-said")).to_have_text("“Being on time” is on your list.")
    assert lines(pile(page, "Not sorted yet")) == [TALKS, "Being on time"]
    # The Add button, then the three piles and "Change" of the first line.
    press(page, *["Tab"] * 6)
    expect(button(page, "Move “Being on time” to Still me")).to_be_focused()
    press(page, "Enter")
    expect(page.locator(".sort-said")).to_have_text("“Being on time” is now under Still me.")
    expect(button(page, "Change “Being on time”")).to_be_focused()
    assert lines(pile(page, "Still me")) == ["Being on time"]
    assert last_value(page, "sort") == "still_me"
    sent = edits(page)
    assert [cell(edit) for edit in sent] == [("what", "Being on time"), ("pile", "still_me")]
    assert len({edit["row"] for edit in sent}) == 1 and len(sent[0]["row"]) == 12


def test_a_line_is_changed_and_moved_on_by_keyboard(context: BrowserContext) -> None:
    page = open_kit(context, "piles")
    button(page, "Change “Running”").focus()
    press(page, "Enter")
    expect(pile(page, "New me").get_by_label("Line")).to_be_focused()
    press(page, "End")
    page.keyboard.type(" at dawn")
    press(page, "Tab")
    expect(button(page, "Move “Running at dawn” to Still me")).to_be_focused()
    expect(button(page, "Move “Running at dawn” to New me")).to_be_hidden()
    press(page, "Tab", "Tab")
    expect(button(page, "Done with “Running at dawn”")).to_be_focused()
    press(page, "Shift+Tab", "Shift+Tab", "Shift+Tab", "Enter")  # back in the words
    expect(button(page, "Change “Running at dawn”")).to_be_focused()
    assert last_value(page, "sort") == "Running at dawn"
    press(page, "Enter", "Tab", "Enter")
    expect(button(page, "Change “Running at dawn”")).to_be_focused()
    assert lines(pile(page, "Still me")) == ["Running at dawn"]


def test_a_line_is_removed_and_brought_back_where_it_stood(context: BrowserContext) -> None:
    page = open_kit(context, "piles")
    button(page, f"Move “{TALKS}” to New me").click()
    button(page, "Change “Running”").click()
    button(page, "Remove “Running”").focus()
    press(page, "Enter")
    undo = button(page, PAGE["undo"])
    expect(undo).to_be_focused()
    expect(undo).to_have_accessible_description("“Running” is removed.")
    assert lines(pile(page, "New me")) == [TALKS]
    last_value(page, "sort")
    assert edits(page)[-1]["removed"] is True
    press(page, "Enter")
    expect(button(page, "Change “Running”")).to_be_focused()
    assert lines(pile(page, "New me")) == ["Running", TALKS]
    last_value(page, "sort")
    back = [("", True), ("what", "Running"), ("pile", "new_me")]
    assert [cell(edit) for edit in edits(page)[-3:]] == back


def test_a_line_is_kept_from_its_first_letter_on(context: BrowserContext) -> None:
    page = open_kit(context, "piles", query="?silent")
    page.get_by_label(PAGE["sort_write"]).fill("Half a line")
    assert lines(pile(page, "Not sorted yet")) == [TALKS]
    page.reload()
    page.locator(".sort-line").first.wait_for()
    assert lines(pile(page, "Not sorted yet")) == [TALKS, "Half a line"]


def test_a_line_that_was_taken_back_while_writing_leaves_nothing(context: BrowserContext) -> None:
    page = open_kit(context, "piles")
    field = page.get_by_label(PAGE["sort_write"])
    field.fill("No")
    field.fill("")
    press(page, "Enter")
    assert lines(pile(page, "Not sorted yet")) == [TALKS]
    last_value(page, "sort")
    assert edits(page)[-1]["removed"] is True


def test_a_line_sorted_elsewhere_moves_without_taking_the_focus(context: BrowserContext) -> None:
    page = open_kit(context, "piles")
    field = page.get_by_label(PAGE["sort_write"])
    field.focus()
    page.evaluate(
        "kit.model('sort').set('value', [{ row: 'd1d2c3d4e5f6', cells: "
        "{ what: 'Long talks', pile: 'was_us' } }])"
    )
    assert lines(pile(page, "Was us")) == ["Long talks"]
    assert lines(pile(page, "New me")) == []
    expect(field).to_be_focused()


def test_a_tap_on_a_pile_leaves_the_page_where_it_is(browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 500})
    page = open_kit(context, "piles")
    move = button(page, f"Move “{TALKS}” to New me")
    move.scroll_into_view_if_needed()
    before = page.evaluate("window.scrollY")
    move.click()
    expect(button(page, f"Change “{TALKS}”")).to_be_focused()
    assert page.evaluate("window.scrollY") == before
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_open_lines(browser: Browser, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 900})
    page = open_kit(context, "piles")
    button(page, f"Change “{TALKS}”").click()
    assert violations(page) == []
    button(page, "Change “Running”").click()
    button(page, "Remove “Running”").click()
    assert violations(page) == []
    context.close()


# ---- the quiet time


def open_timer(context: BrowserContext) -> Page:
    """Open a timer of ten minutes and four lines, with a clock that the test moves."""
    context.clock.install(time="2026-11-22T12:00:00Z")
    page = open_kit(context, "quiet")
    context.clock.pause_at("2026-11-22T12:01:00Z")
    return page


def start(page: Page) -> None:
    button(page, PAGE["timer_start"]).focus()
    press(page, "Enter")


def word(page: Page) -> str:
    return page.locator(".breath-word").inner_text()


def left(page: Page) -> str:
    return page.locator(".timer-left").inner_text()


def test_the_breath_goes_in_for_four_seconds_and_out_for_six(context: BrowserContext) -> None:
    page = open_timer(context)
    start(page)
    said = []
    for _ in range(20):
        said.append(word(page))
        page.clock.run_for(1000)
    breath = [PAGE["timer_in"]] * 4 + [PAGE["timer_out"]] * 6
    assert said == breath * 2
    assert page.evaluate(RUNNING) > 0


def test_whole_minutes_are_told_once_a_minute(context: BrowserContext) -> None:
    page = open_timer(context)
    assert left(page) == "Minutes left: 10"
    page.locator(".timer-left").evaluate(COUNT_CHANGES)
    start(page)
    page.clock.run_for(3 * MINUTE + 500)
    assert left(page) == "Minutes left: 7"
    assert page.evaluate("window.changes") == 3


def test_the_clock_counts_where_the_tab_lay_in_the_background(context: BrowserContext) -> None:
    page = open_timer(context)
    start(page)
    expect(page.locator(".timer-lines .now")).to_have_text("Feel both feet on the floor.")
    page.clock.fast_forward(5 * MINUTE + 5000)  # no timer fires more than once
    assert (left(page), word(page)) == ("Minutes left: 5", PAGE["timer_out"])
    expect(page.locator(".timer-lines .now")).to_have_text("Let your shoulders drop.")
    expect(page.locator(".quiet-time > .visually-hidden")).to_have_text("Let your shoulders drop.")


def test_a_pause_does_not_count(context: BrowserContext) -> None:
    page = open_timer(context)
    start(page)
    page.clock.fast_forward(90_000)
    press(page, "Enter")
    expect(button(page, PAGE["timer_go_on"])).to_be_focused()
    assert word(page) == PAGE["timer_paused"]
    page.clock.fast_forward(20 * MINUTE)
    assert left(page) == "Minutes left: 9"
    press(page, "Enter")
    assert word(page) == PAGE["timer_in"]
    page.clock.fast_forward(MINUTE)
    assert left(page) == "Minutes left: 8"


def test_at_the_end_there_is_a_calm_sentence_and_the_focus_stays(context: BrowserContext) -> None:
    page = open_timer(context)
    start(page)
    page.clock.fast_forward(11 * MINUTE)
    expect(page.locator(".timer-lines .now")).to_have_text(PAGE["timer_over"])
    expect(page.locator(".quiet-time > .visually-hidden")).to_have_text(PAGE["timer_over"])
    expect(button(page, PAGE["timer_again"])).to_be_focused()
    assert (word(page), left(page)) == ("", "")
    press(page, "Enter")
    assert (word(page), left(page)) == (PAGE["timer_in"], "Minutes left: 10")
    assert edits(page) == []


def test_it_stops_where_somebody_stops(context: BrowserContext) -> None:
    page = open_timer(context)
    start(page)
    press(page, "Tab", "Enter")
    expect(page.locator(".timer-lines .now")).to_have_text(PAGE["timer_stopped"])
    expect(button(page, PAGE["timer_again"])).to_be_focused()
    expect(button(page, PAGE["timer_stop"])).to_be_hidden()
    page.clock.fast_forward(11 * MINUTE)
    expect(page.locator(".timer-lines .now")).to_have_text(PAGE["timer_stopped"])


def test_only_words_change_where_less_motion_is_asked_for(browser: Browser) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = open_timer(context)
    size = "() => Math.round(document.querySelector('.breath-disc').getBoundingClientRect().width)"
    start(page)
    before = page.evaluate(size)
    for _ in range(12):
        page.clock.run_for(1000)
        assert page.evaluate(RUNNING) == 0
        assert page.evaluate(size) == before
    assert word(page) == PAGE["timer_in"]
    page.clock.fast_forward(5000)
    assert word(page) == PAGE["timer_out"]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_it_runs_and_after(browser: Browser, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    context.clock.install()
    page = open_kit(context, "quiet")
    start(page)
    assert violations(page) == []
    page.clock.fast_forward(11 * MINUTE)
    assert violations(page) == []
    context.close()


# ---- earlier answers


def show_earlier(page: Page, answers: list[dict[str, Any]]) -> Locator:
    page.evaluate("answers => kit.model('my_part').set('value', answers)", answers)
    return page.locator("#prompt-my_part")


def wrote(day: int, *lines: tuple[str, str]) -> dict[str, Any]:
    said = [{"label": label, "text": text} for label, text in lines]
    return {"when": f"{day} May", "label": "Act", "lines": said}


def test_a_day_is_said_once_above_what_was_written_on_it(context: BrowserContext) -> None:
    page = open_kit(context, "end")
    acts = [wrote(day, ("What?", f"act {day}"), ("Why?", "tired")) for day in (3, 3, 4)]
    shown = show_earlier(page, acts)
    assert shown.locator(".when").all_inner_texts() == ["3 May", "4 May"]
    assert shown.locator(".line-label").all_inner_texts() == ["What?", "Why?"] * 3


def test_a_long_rest_is_folded_and_nothing_is_said_of_it_on_paper(context: BrowserContext) -> None:
    page = open_kit(context, "end")
    shown = show_earlier(page, [wrote(day, ("What?", f"act {day}.")) for day in range(1, 13)])
    expect(shown.get_by_text("act 7.")).to_be_visible()
    expect(shown.get_by_text("act 8.")).to_be_hidden()
    shown.get_by_text(PAGE["review_rest"].format(n=5)).click()
    expect(shown.get_by_text("act 12.")).to_be_visible()
    shown.get_by_text(PAGE["review_rest"].format(n=5)).click()
    page.emulate_media(media="print")
    expect(shown.get_by_text("act 12.")).to_be_visible()
    expect(shown.locator("summary")).to_be_hidden()


def test_where_nothing_was_written_one_line_says_so(context: BrowserContext) -> None:
    page = open_kit(context, "end")
    shown = show_earlier(page, [])
    name, said = shown.get_by_role("heading"), shown.locator(".nothing")
    assert name.evaluate(TOP) == pytest.approx(said.evaluate(TOP), abs=2)
