"""The widgets and the page shell in a browser, without a kernel."""

import json
import random
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.kit.serving import open_kit
from tests.browser.looking import violations
from workbook.messages import PAGE

SCREENS = ("first", "acts", "pie_step", "end", "kinds", "piles", "quiet", "outcome", "closed")


def edits(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("kit.sent.filter(one => one.do === 'edit')")
    return found


def last_value(page: Page, prompt: str) -> Any:
    """Wait until nothing is pending, then give what the store got last for a prompt."""
    page.wait_for_function("JSON.parse(sessionStorage['second-look.pending']).edits.length === 0")
    return [edit for edit in edits(page) if edit["prompt"] == prompt][-1]["value"]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


# ---- controls


def test_text_is_typed_and_saved(context: BrowserContext) -> None:
    page = open_kit(context, "kinds")
    page.get_by_label("What did they say").focus()
    page.keyboard.type("„You“ <b>left</b> me.")
    press(page, "Enter")
    page.keyboard.type("Twice.")
    assert last_value(page, "text") == "„You“ <b>left</b> me.\nTwice."
    expect(page.locator(".saved-state")).to_have_text(PAGE["saved"])


def test_room_is_told_near_the_limit_and_nothing_is_cut(context: BrowserContext) -> None:
    page = open_kit(context, "kinds")
    area = page.get_by_label("What did they say")
    area.fill("x" * 195)
    expect(page.locator(".room")).to_contain_text("5")
    area.fill("x" * 230)
    expect(page.locator(".room")).to_contain_text("30")
    assert len(area.input_value()) == 230


def test_short_text_takes_no_line_break_by_key(context: BrowserContext) -> None:
    page = open_kit(context, "kinds")
    page.get_by_label("What do you call them here").focus()
    page.keyboard.type("A.")
    press(page, "Enter")
    assert last_value(page, "short_text") == "A."


def test_choice_by_arrow_keys_and_taken_back(context: BrowserContext) -> None:
    page = open_kit(context, "kinds")
    group = page.get_by_role("group", name="Who ended it?")
    group.get_by_role("radio").first.focus()
    press(page, "Space", "ArrowDown")
    assert last_value(page, "choice") == "them"
    group.get_by_role("button", name="Take back this answer").click()
    assert last_value(page, "choice") is None
    assert group.locator("input:checked").count() == 0


def test_none_excludes_the_others(context: BrowserContext) -> None:
    page = open_kit(context, "kinds")
    group = page.get_by_role("group", name="What do you still share?")
    for name in ("Children", "A home"):
        group.get_by_label(name).focus()
        press(page, "Space")
    assert last_value(page, "many") == ["children", "home"]
    group.get_by_label("None of these").focus()
    press(page, "Space")
    assert last_value(page, "many") == ["none"]
    group.get_by_label("Work or study").focus()
    press(page, "Space")
    assert last_value(page, "many") == ["work"]


def test_scale_is_empty_until_chosen_and_keeps_range_and_number_in_step(
    context: BrowserContext,
) -> None:
    page = open_kit(context, "kinds")
    group = page.get_by_role("group", name="How strong is the wish")
    scale = group.get_by_role("slider")
    expect(scale).to_have_attribute("aria-valuetext", PAGE["scale_empty"])
    expect(group.locator(".said")).to_have_text(PAGE["scale_empty"])
    scale.focus()
    press(page, "Space")
    assert last_value(page, "scale") == 5
    press(page, "End")
    assert last_value(page, "scale") == 10
    expect(group.get_by_role("spinbutton")).to_have_value("10")
    group.get_by_role("spinbutton").fill("3")
    assert last_value(page, "scale") == 3
    expect(scale).to_have_value("3")
    group.get_by_role("spinbutton").fill("")
    assert last_value(page, "scale") is None


def test_a_press_in_the_middle_of_an_empty_scale_counts(context: BrowserContext) -> None:
    page = open_kit(context, "kinds")
    page.get_by_role("slider").click()
    assert last_value(page, "scale") == 5


def test_a_date_is_given(context: BrowserContext) -> None:
    page = open_kit(context, "kinds")
    page.get_by_label("When did it end?").fill("2026-02-12")
    assert last_value(page, "date") == "2026-02-12"


def test_a_measure_gathers_its_items(context: BrowserContext) -> None:
    page = open_kit(context, "kinds")
    page.get_by_role("group", name="Little interest").get_by_role("radio").first.focus()
    press(page, "Space", "ArrowDown")
    page.get_by_role("group", name="Feeling down").get_by_label("Nearly every day").focus()
    press(page, "Space")
    assert last_value(page, "measure") == {"interest": 1, "down": 3}


# ---- rows


def test_rows_show_what_is_kept_and_columns_follow_their_condition(
    context: BrowserContext,
) -> None:
    page = open_kit(context, "acts")
    first, second = page.get_by_role("group", name="Act 1"), page.get_by_role("group", name="Act 2")
    expect(first.get_by_label("What was done?")).to_have_value(
        "I read their messages while they slept."
    )
    could_have = second.get_by_label("What could you have done instead?")
    expect(could_have).to_be_hidden()
    second.get_by_label("Both of ours").check()
    expect(could_have).to_be_visible()
    edit = edits(page)[-1] if last_value(page, "incidents") else {}
    assert (edit["row"], edit["column"], edit["value"]) == ("b1b2c3d4e5f6", "owner", "shared")


def test_a_row_is_added_removed_and_brought_back_by_keyboard(context: BrowserContext) -> None:
    page = open_kit(context, "acts")
    page.get_by_role("button", name="Add another act").focus()
    press(page, "Enter")
    page.keyboard.type("I shouted.")
    assert last_value(page, "incidents") == "I shouted."
    row = edits(page)[-1]["row"]
    assert len(row) == 12
    page.get_by_role("button", name="Remove Act 3").focus()
    press(page, "Enter")
    page.wait_for_function("kit.sent.some(one => one.removed)")
    assert edits(page)[-1] | {"n": 0, "age": 0} == {
        **{"do": "edit", "n": 0, "exercise": "02_blame_inventory", "prompt": "incidents"},
        **{"sheet": "", "row": row, "column": "", "value": None, "removed": True, "age": 0},
    }
    press(page, "Enter")  # the focus is on "Bring it back"
    expect(page.get_by_role("group", name="Act 3").get_by_label("What was done?")).to_have_value(
        "I shouted."
    )
    assert last_value(page, "incidents") == "I shouted."
    assert [edit["value"] for edit in edits(page)[-2:]] == [True, "I shouted."]


def test_conditions_on_columns(context: BrowserContext) -> None:
    page = open_kit(context, "acts")
    cases = [
        (None, {}, True),
        ({"column": "a", "is": "x"}, {"a": "x"}, True),
        ({"column": "a", "is": "x"}, {}, False),
        ({"column": "a", "is_not": "x"}, {}, True),
        ({"column": "a", "any_of": ["x", "y"]}, {"a": "y"}, True),
        ({"column": "a", "includes": "x"}, {"a": ["x"]}, True),
        ({"column": "a", "includes": "x"}, {}, False),
        ({"column": "a", "answered": True}, {"a": ""}, False),
        ({"column": "a", "answered": False}, {"a": []}, True),
        ({"column": "a", "at_least": 3}, {"a": 3}, True),
        ({"column": "a", "at_most": 3}, {}, False),
        ([{"column": "a", "is": "x"}, {"column": "b", "is": "y"}], {"a": "x"}, False),
        ({"any": [{"column": "a", "is": "x"}, {"column": "b", "is": "y"}]}, {"a": "x"}, True),
    ]
    for condition, cells, wanted in cases:
        found = page.evaluate(
            "async ([one, cells]) => (await import('/esm/rows.js')).holds(one, cells)",
            [condition, cells],
        )
        assert found is wanted, (condition, cells)


# ---- the pie


def pie_values(page: Page) -> list[int]:
    return [int(one.input_value()) for one in page.locator("table.shares input").all()]


def test_the_shares_always_make_100(context: BrowserContext) -> None:
    page = open_kit(context, "pie_step")
    chance = random.Random(2)
    steps = [
        [chance.choice(["set", "move"]), chance.randrange(99), chance.randrange(-120, 160)]
        for _ in range(400)
    ]
    bad = page.evaluate(
        """async (steps) => {
          const { setShare, moveBorder, shareEqually, share } = await import('/esm/pie.js');
          const bad = [];
          for (let count = 2; count < 12; count += 1) {
            let shares = shareEqually(count);
            for (const [act, at, by] of steps) {
              shares = act === 'set' ? setShare(shares, at % count, by)
                : moveBorder(shares, at % (count - 1), by);
              const sum = shares.reduce((one, other) => one + other, 0);
              const whole = shares.every((one) => Number.isInteger(one) && one >= 0);
              if (sum !== 100 || !whole || shares.length !== count) bad.push([act, at, by, shares]);
            }
          }
          const thirds = share([1, 1, 1]);
          if (thirds.join() !== '34,33,33') bad.push(thirds);
          return bad;
        }""",
        steps,
    )
    assert bad == []


def test_the_pie_is_empty_until_it_is_shared(context: BrowserContext) -> None:
    page = open_kit(context, "pie_step")
    assert [one.input_value() for one in page.locator("table.shares input").all()] == [""] * 5
    assert page.get_by_role("slider").count() == 0
    page.get_by_role("button", name="Share equally to start").click()
    assert pie_values(page) == [20] * 5
    assert last_value(page, "pie") == {"c1": 20, "c2": 20, "c3": 20, "c4": 20, "own": 20}


def test_borders_move_by_keyboard_and_name_both_neighbours(context: BrowserContext) -> None:
    page = open_kit(context, "pie_step")
    page.get_by_role("button", name="Share equally to start").click()
    border = page.get_by_role("slider", name="Border between Distance and My own part")
    border.focus()
    press(page, "ArrowRight", "PageUp")
    assert pie_values(page) == [20, 20, 20, 31, 9]
    expect(border).to_have_attribute(
        "aria-valuetext", "Distance: 31 percent. My own part: 9 percent."
    )
    press(page, "End")
    assert pie_values(page) == [20, 20, 20, 40, 0]
    assert last_value(page, "pie")["own"] == 0


def test_typing_a_number_takes_from_the_others_in_proportion(context: BrowserContext) -> None:
    page = open_kit(context, "pie_step")
    own = page.get_by_role("spinbutton", name="My own part")
    own.focus()
    page.keyboard.type("60")  # "6" on the way must leave no trace
    assert pie_values(page) == [10, 10, 10, 10, 60]
    assert page.locator("tfoot td").inner_text() == "100 %"
    expect(page.locator(".before-after > p")).to_contain_text("60")


def test_a_border_is_dragged(context: BrowserContext) -> None:
    page = open_kit(context, "pie_step")
    page.get_by_role("button", name="Share equally to start").click()
    page.get_by_role("slider").last.scroll_into_view_if_needed()
    knob = page.locator(".border .knob").nth(0).bounding_box()
    picture = page.locator("svg.pie").bounding_box()
    assert knob and picture
    page.mouse.move(knob["x"] + knob["width"] / 2, knob["y"] + knob["height"] / 2)
    page.mouse.down()
    page.mouse.move(  # to four o'clock, a third of the way round
        picture["x"] + picture["width"] * 0.845, picture["y"] + picture["height"] * 0.7, steps=8
    )
    page.mouse.up()
    shares = pie_values(page)
    assert sum(shares) == 100
    assert shares[0] == pytest.approx(33, abs=1)
    assert shares[2:] == [20, 20, 20]


# ---- the page


def test_not_now_folds_a_prompt_and_opens_it_again(context: BrowserContext) -> None:
    page = open_kit(context, "kinds")
    group = page.get_by_role("group", name="Who ended it?")
    group.get_by_role("button", name="Not now").focus()
    press(page, "Enter")
    expect(group).to_be_hidden()
    page.wait_for_function("kit.sent.some(one => one.do === 'later' && one.value)")
    expect(page.locator(".later-line:visible button")).to_be_focused()
    press(page, "Enter")
    expect(group).to_be_visible()
    expect(group.get_by_role("radio").first).to_be_focused()


def test_a_screen_is_reached_by_its_way_with_focus_and_address(context: BrowserContext) -> None:
    page = open_kit(context, "first")
    page.get_by_role("link", name="What happened, act by act").click()
    expect(page.locator("h2.step-title")).to_have_text("What happened, act by act")
    expect(page.locator("h1")).to_be_focused()
    assert page.url.endswith("/02_blame_inventory#acts")
    page.go_back()
    expect(page.locator("h2.step-title")).to_have_text("Before you list anything")


def test_an_edit_without_answer_is_kept_in_the_tab_and_comes_back(
    context: BrowserContext,
) -> None:
    page = open_kit(context, "kinds", query="?silent")
    area = page.get_by_label("What did they say")
    area.fill("It must not be lost.")
    expect(page.locator(".banner")).to_have_text(PAGE["not_saved_banner"], timeout=8000)
    area.focus()
    press(page, "Home", "ArrowRight")
    page.reload()
    page.locator(".screen h1").wait_for()
    hello = page.evaluate("kit.sent[0]")
    assert hello["key"] == "k1"
    assert [one["value"] for one in hello["pending"]] == ["It must not be lost."]
    area = page.get_by_label("What did they say")
    expect(area).to_have_value("It must not be lost.")
    expect(area).to_be_focused()
    assert area.evaluate("one => one.selectionStart") == 1


def test_an_edit_is_sent_again_until_it_is_saved(context: BrowserContext) -> None:
    page = open_kit(context, "kinds")
    page.evaluate("kit.answering = false")
    page.get_by_label("What do you call them here").fill("B.")
    expect(page.locator(".saved-state")).to_have_text(PAGE["not_saved"], timeout=8000)
    page.evaluate("kit.answering = true")
    expect(page.locator(".saved-state")).to_have_text(PAGE["saved"], timeout=8000)
    expect(page.locator(".banner")).to_be_empty()
    assert len(edits(page)) >= 2


def test_a_refused_answer_stays_and_says_why_until_it_is_changed(
    context: BrowserContext,
) -> None:
    page = open_kit(context, "kinds")
    page.evaluate("kit.refusing = true")
    line = page.get_by_label("What do you call them here")
    line.fill("C.")
    problem = page.locator("#problem-short_text")
    expect(problem).to_contain_text("Choose whose act it was")
    expect(line).to_have_value("C.")
    expect(line).to_have_attribute("aria-invalid", "true")
    assert "problem-short_text" in (line.get_attribute("aria-describedby") or "")
    page.evaluate("kit.refusing = false")
    line.fill("D.")
    expect(problem).to_be_empty()
    assert last_value(page, "short_text") == "D."


def test_an_older_echo_does_not_replace_what_waits(context: BrowserContext) -> None:
    page = open_kit(context, "kinds")
    page.evaluate("kit.answering = false")
    line = page.get_by_label("What do you call them here")
    line.fill("new")
    line.blur()
    page.evaluate("kit.model('short_text').set('value', 'old')")
    expect(line).to_have_value("new")


def test_keeping_shows_six_words_and_asks_for_two(context: BrowserContext) -> None:
    page = open_kit(context, "first")
    page.get_by_role("button", name=PAGE["keep"]).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("listitem")).to_have_count(6)
    assert violations(page) == []
    dialog.get_by_role("button", name=PAGE["phrase_written"]).click()
    dialog.get_by_label("Word number 2").fill("velour")
    dialog.get_by_label("Word number 5").fill("mustard")
    press(page, "Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("not words 2 and 5")
    dialog.get_by_label("Word number 2").fill("velvet")
    press(page, "Enter")
    expect(dialog).to_contain_text(PAGE["kept_title"])
    assert page.evaluate("JSON.stringify({ ...sessionStorage })").count("velvet") == 0
    dialog.get_by_role("button", name=PAGE["kept_done"]).click()
    expect(dialog).to_have_count(0)


def test_opening_by_phrase_tells_what_is_wrong(context: BrowserContext) -> None:
    page = open_kit(context, "first")
    page.get_by_role("button", name=PAGE["open"]).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(PAGE["open_phrase"]).fill("one two")
    dialog.get_by_label(PAGE["open_bring"]).check()
    press(page, "Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("These words open nothing here.")
    opened = page.evaluate("kit.sent.find(one => one.do === 'open')")
    assert opened == {"do": "open", "phrase": "one two", "bring": True}


def test_shift_three_times_leaves_and_typing_capitals_does_not(context: BrowserContext) -> None:
    page = open_kit(context, "kinds")
    page.get_by_label("What did they say").focus()
    for letter in "ABCD":
        press(page, f"Shift+{letter}")
    assert "/left" not in page.url
    press(page, "Shift", "Shift", "Shift")
    page.wait_for_url("**/left")


def test_the_chosen_country_is_opened_and_told(context: BrowserContext) -> None:
    page = open_kit(context, "first")
    page.locator(".help > summary").click()
    expect(page.locator("details[data-country=Ireland]")).to_have_attribute("open", "")
    page.locator("details[data-country=UK] > summary").click()
    page.wait_for_function("kit.sent.some(one => one.do === 'country' && one.value === 'UK')")
    press(page, "Escape")
    expect(page.locator(".help-panel")).to_be_hidden()


def test_a_sentence_about_a_row_stands_in_it(context: BrowserContext) -> None:
    page = open_kit(context, "acts")
    page.evaluate(
        "kit.page.set('live', { ...kit.page.get('live'), "
        "says: { 'incidents/b1b2c3d4e5f6/owner': 'Nobody is to blame for that.' } })"
    )
    second = page.get_by_role("group", name="Act 2", exact=True)
    owner = second.get_by_role("group", name="Whose act was it?")
    expect(owner).to_contain_text("Nobody is to blame for that.")
    expect(page.get_by_text("Nobody is to blame for that.")).to_have_count(1)


def test_urgent_help_stands_where_the_answer_was_given(context: BrowserContext) -> None:
    page = open_kit(context, "kinds")
    page.get_by_label("They did").check()
    page.evaluate(
        "kit.page.set('live', { ...kit.page.get('live'), urgent: "
        "{ title: 'Help first', help_first: true, emergency: [{ text: '112', dials: '112' }], "
        "help: [{ service: 'Samaritans', number: [{ text: '116 123', dials: '116123' }] }] } })"
    )
    expect(page.locator("[data-block=choice] + .urgent")).to_contain_text("Help first")
    expect(page.get_by_role("heading", name="Help first")).to_be_in_viewport()
    line = page.locator(".urgent").get_by_role("link", name="116 123")
    expect(line).to_be_in_viewport()
    expect(line).to_have_attribute("href", "tel:116123")


def test_in_jupyterlab_the_address_stays_and_the_header_is_drawn(context: BrowserContext) -> None:
    page = open_kit(context, "first", lab=True)
    before = page.url
    expect(page.locator(".page > header .quick-exit")).to_be_visible()
    page.get_by_role("button", name="What happened, act by act").click()
    expect(page.locator("h2.step-title")).to_have_text("What happened, act by act")
    assert page.url == before
    add = page.get_by_role("button", name="Add another act")
    add.focus()
    expect(add).to_have_attribute("data-lm-suppress-shortcuts", "true")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    found = {}
    for step in SCREENS:
        page = open_kit(context, step)
        if step == "pie_step":
            page.get_by_role("button", name="Share equally to start").click()
        if step == "kinds":
            page.get_by_role("button", name="Not now").first.click()
        if wrong := violations(page):
            found[step] = wrong
        page.close()
    context.close()
    assert found == {}, json.dumps(found, indent=1)


@pytest.mark.parametrize("width", [390, 320])
def test_nothing_scrolls_sideways(browser: Browser, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    for step in SCREENS:
        page = open_kit(context, step)
        if step == "pie_step":
            page.get_by_role("button", name="Share equally to start").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, step
        page.close()
    context.close()


def test_targets_are_large_enough(browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    small = []
    for step in SCREENS:
        page = open_kit(context, step)
        small += page.evaluate(
            """() => [...document.querySelectorAll('button, a, summary, select, textarea, .tick')]
              .filter((one) => one.checkVisibility() && !one.closest('.skip'))
              .filter((one) => one.getBoundingClientRect().height < 43.9)
              .map((one) => one.outerHTML.slice(0, 120))"""
        )
        page.close()
    context.close()
    assert small == []
