"""Burning a letter: asked once, then gone from the page, the tab and the next visit."""

import json

from playwright.sync_api import Locator, expect

from tests.browser.conftest import NewWalk
from tests.browser.walking import Walk, clear_answers, content
from workbook import messages

SAYS = messages.PAGE
LETTER = "Dear K., I kept the mug with the chip. This is where I put it down."
GOODBYE, PROMPT = "10_letting_go", "goodbye_letter"
STEP = content().exercise(GOODBYE).prompt(PROMPT).step


def burn_button(walk: Walk) -> Locator:
    return walk.page.get_by_role("button", name=SAYS["burn"])


def dialog(walk: Walk) -> Locator:
    return walk.page.get_by_role("dialog")


def at_the_letter(new_walk: NewWalk) -> Walk:
    """Answer the start, and open the step with the letter."""
    walk = new_walk()
    walk.open("welcome").through(clear_answers())
    walk.finish()
    return walk.open(STEP, GOODBYE)


def test_a_letter_is_burned_after_one_clear_question(new_walk: NewWalk) -> None:
    walk = at_the_letter(new_walk)
    expect(burn_button(walk)).to_be_hidden()
    walk.answer(PROMPT, LETTER)
    walk.saved()

    burn_button(walk).click()
    expect(dialog(walk)).to_contain_text(SAYS["burn_text"])
    dialog(walk).get_by_role("button", name=SAYS["burn_not"]).click()
    expect(walk.box(PROMPT)).to_have_value(LETTER)

    walk.box(PROMPT).press_sequentially(" And one more line.")
    burn_button(walk).click()
    dialog(walk).get_by_role("button", name=SAYS["burn_now"]).click()
    expect(dialog(walk).get_by_role("heading", name=SAYS["burned"])).to_be_focused()
    dialog(walk).get_by_role("button", name=SAYS["burned_done"]).click()
    expect(walk.box(PROMPT)).to_have_value("")
    expect(walk.box(PROMPT)).to_be_focused()
    expect(burn_button(walk)).to_be_hidden()
    walk.saved()
    held = json.dumps(walk.page.evaluate("({...sessionStorage})"))
    assert "mug" not in held and "one more" not in held

    walk.reload()
    expect(walk.box(PROMPT)).to_have_value("")
    expect(burn_button(walk)).to_be_hidden()


def test_another_tab_that_types_on_is_told_calmly(new_walk: NewWalk) -> None:
    walk = at_the_letter(new_walk)
    walk.answer(PROMPT, LETTER)
    other = new_walk(key=walk.key())
    other.open(STEP, GOODBYE)
    expect(other.box(PROMPT)).to_have_value(LETTER)
    burn_button(walk).click()
    dialog(walk).get_by_role("button", name=SAYS["burn_now"]).click()
    expect(dialog(walk)).to_contain_text(SAYS["burned"])

    other.box(PROMPT).press_sequentially(" And one more line.")
    expect(dialog(other)).to_contain_text(SAYS["burned_elsewhere"])
    dialog(other).get_by_role("button", name=SAYS["burned_done"]).click()
    expect(other.box(PROMPT)).to_have_value("")
    other.reload()
    expect(other.box(PROMPT)).to_have_value("")
