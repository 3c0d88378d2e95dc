"""Drafts that rest: the clock, the ends of a message, and the box in which all of them lie."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import NewWalk
from tests.browser.keys import Keys
from tests.browser.looking import axe, sideways
from tests.browser.test_example import bar, see_example
from tests.browser.walking import START, Walk, content, days_ago
from tests.browser.workshop import (
    APOLOGY,
    BOX,
    DAY,
    DIE,
    GOODBYE,
    HOUR,
    IF,
    LETTER,
    MESSAGE,
    NOTE,
    OWNED,
    PAUSE,
    PLAIN,
    REACHING,
    WAITING,
    box_button,
    files,
    lying,
    open_journal,
    said,
    saved_so_far,
    sealed_pieces,
    stored,
    title_of,
    wrote,
)
from tests.server import Server
from workbook import messages
from workbook.journal import Address

SAYS = messages.PAGE
FIRST = f"Dear K. {IF}"
SECOND = "Dear K. I am sorry that I read it out."
THIRD = "Dear K. I am sorry that I read it out at dinner."
GOODBYE_LETTER = "Thank you for the pear tree 🍐. I will not miss the cold stairs."
AT_NIGHT = "Please come back. <b>Please</b>."
RESTED = DAY + HOUR
READ_CLIPBOARD = "navigator.clipboard.readText()"
SIZES = [(1280, 900), (390, 844)]

VERSIONS = [
    wrote(LETTER, FIRST, 5 * DAY),
    wrote(LETTER, SECOND, 4 * DAY),
    wrote(LETTER, THIRD, 3 * DAY),
]
"""A letter that was written on three days."""


def some_drafts() -> list:
    """Return drafts of three exercises, in the order in which they were written."""
    return [
        wrote((GOODBYE, "goodbye_letter"), GOODBYE_LETTER, 6 * DAY),
        *VERSIONS,
        wrote((PAUSE, "write_instead"), AT_NIGHT, 2 * DAY, "2026-11-01T21:40"),
        wrote(MESSAGE, PLAIN, 2 * HOUR),
    ]


@pytest.fixture
def at_box(new_walk: NewWalk, server: Server) -> Walk:
    """A participant before a box with four drafts."""
    return open_journal(new_walk, server, some_drafts()).open("lying_here", BOX)


def copy_button(walk: Walk, draft: tuple[str, str] = MESSAGE) -> Locator:
    return box_button(walk, draft, SAYS["copy"])


def is_closed(walk: Walk, why: str, draft: tuple[str, str] = MESSAGE) -> None:
    """See that a draft cannot be copied, and that the page says why."""
    expect(copy_button(walk, draft)).to_have_count(0)
    expect(lying(walk.page, draft).locator(".held")).to_contain_text(why)


def may_copy(walk: Walk) -> None:
    walk.page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=walk.url)


def burn(walk: Walk, draft: tuple[str, str]) -> None:
    box_button(walk, draft, SAYS["burn"]).click()
    dialog = walk.page.get_by_role("dialog")
    dialog.get_by_role("button", name=SAYS["burn_now"]).click()
    expect(dialog.get_by_role("heading", name=SAYS["burned"])).to_be_focused()
    dialog.get_by_role("button", name=SAYS["burned_done"]).click()


# ---- the clock


def test_a_message_cannot_be_copied_before_it_has_rested_a_day(new_walk: NewWalk, server: Server):
    """By the clock of the tab: it is written now, and looked at again a day later."""
    walk = open_journal(new_walk, server)
    walk.page.clock.install(time=datetime.now(UTC))
    walk.open("write", REACHING).answer("message", PLAIN)
    walk.saved()
    walk.open("lying_here", BOX)
    is_closed(walk, messages.DRAFT_RESTS.split("{")[0])
    walk.page.clock.set_fixed_time(datetime.now(UTC) + DAY - HOUR)
    walk.reload()
    is_closed(walk, messages.DRAFT_RESTS.split("{")[0])
    walk.open("daylight", REACHING)
    assert walk.step != "daylight"
    walk.page.clock.set_fixed_time(datetime.now(UTC) + RESTED)
    walk.reload()
    walk.open("daylight", REACHING)
    assert walk.step == "daylight"
    expect(copy_button(walk)).to_be_visible()


def test_a_rested_message_is_copied_to_the_letter(new_walk: NewWalk, server: Server):
    text = f"{PLAIN}\n\n“Déjà vu” 🍐\tR."
    walk = open_journal(new_walk, server, [wrote(MESSAGE, text, RESTED)])
    may_copy(walk)
    walk.open("daylight", REACHING)
    expect(lying(walk.page, MESSAGE)).to_contain_text(messages.DRAFT_RESTED)
    copy_button(walk).click()
    expect(walk.page.get_by_role("status").filter(has_text=SAYS["copied"])).to_be_visible()
    other = walk.page.context.new_page()
    other.goto(f"{walk.url}/healthz")  # our own pages may write the clipboard and not read it
    assert other.evaluate(READ_CLIPBOARD) == text


def test_without_a_clipboard_the_text_lies_in_a_box_to_copy(new_walk: NewWalk, server: Server):
    walk = open_journal(new_walk, server, [wrote(MESSAGE, PLAIN, RESTED)])
    walk.page.add_init_script("navigator.clipboard.writeText = () => Promise.reject()")
    walk.open("daylight", REACHING)
    copy_button(walk).click()
    by_hand = walk.page.get_by_role("textbox", name=SAYS["copy_box"])
    expect(by_hand).to_be_focused()
    expect(by_hand).to_have_value(PLAIN)


def test_a_change_begins_the_time_anew(new_walk: NewWalk, server: Server):
    walk = open_journal(new_walk, server, [wrote(MESSAGE, PLAIN, RESTED)])
    walk.open("write", REACHING).box("message").press("End")
    walk.page.keyboard.type(" Bye.")
    walk.saved()
    walk.open("lying_here", BOX)
    is_closed(walk, messages.DRAFT_RESTS.split("{")[0])


def test_a_longer_rest_is_kept(new_walk: NewWalk, server: Server):
    walk = open_journal(
        new_walk, server, [wrote(MESSAGE, PLAIN, RESTED)], **{REACHING: {"rest_days": 3}}
    )
    walk.open("lying_here", BOX)
    is_closed(walk, messages.DRAFT_RESTS.split("{")[0])


@pytest.mark.parametrize(
    ("text", "more", "why"),
    [
        (f"{PLAIN} {DIE}", {}, messages.DRAFT_GRAVE.split("{")[0]),
        (PLAIN, WAITING, "Your own break runs"),
        (PLAIN, {START: {"contact_said": ["said_no"]}}, ""),
        (PLAIN, {"hour": 2}, content().texts.rules["night_or_drunk"].say),
    ],
    ids=["grave words", "own break", "a clear no", "at night"],
)
def test_copying_stays_closed_and_says_why(
    new_walk: NewWalk, server: Server, text: str, more: dict, why: str
):
    walk = open_journal(new_walk, server, [wrote(MESSAGE, text, RESTED)], **more)
    walk.open("lying_here", BOX)
    assert walk.exercise == BOX
    is_closed(walk, why)
    expect(lying(walk.page, MESSAGE).locator(".held")).to_contain_text(SAYS["copy_held"])


def test_a_goodbye_letter_is_never_for_copying(at_box: Walk):
    is_closed(at_box, messages.DRAFT_STAYS, (GOODBYE, "goodbye_letter"))
    is_closed(at_box, messages.DRAFT_STAYS, (PAUSE, "write_instead"))


# ---- one message


def test_after_one_message_the_planner_is_closed(new_walk: NewWalk, server: Server):
    walk = open_journal(new_walk, server, [wrote(MESSAGE, PLAIN, RESTED)])
    walk.open("after_a_night", REACHING).answer("sent", "sent")
    says_closed(walk)
    walk.reload()
    says_closed(walk)
    walk.open("lying_here", BOX)
    is_closed(walk, content().texts.rules["unanswered"].say)
    expect(lying(walk.page, MESSAGE)).to_contain_text("I sent it myself")
    expect(lying(walk.page, MESSAGE).locator("blockquote")).to_have_text(PLAIN)
    tell_more(walk)
    walk.answer("sent_on", days_ago(15))
    walk.saved()
    assert walk.open("where", START).route() == "acceptance"


def tell_more(walk: Walk) -> None:
    """Go from a message in the box to what became of it; the day of sending is asked there."""
    with walk.moving():
        lying(walk.page, MESSAGE).get_by_role("link", name=messages.DRAFT_TELL).click()


def test_after_two_weeks_of_silence_the_way_leads_to_letting_go(new_walk: NewWalk, server: Server):
    def sent(days: int) -> Walk:
        later = [
            wrote(MESSAGE, PLAIN, (days + 3) * DAY),
            said(REACHING, "sent", "sent", days * DAY),
            said(REACHING, "sent_on", days_ago(days), days * DAY),
        ]
        return open_journal(new_walk, server, later, ago=20 * DAY).open("where", START)

    assert sent(13).route() == "wait"
    walk = sent(15)
    assert walk.route() == "acceptance"
    walk.choose(REACHING)
    expect(closed_title(walk)).to_be_visible()
    walk.choose(GOODBYE)
    assert walk.exercise == GOODBYE
    expect(closed_title(walk)).to_have_count(0)


def says_closed(walk: Walk) -> None:
    """See that the page for a message is closed because one has no answer yet."""
    expect(closed_title(walk)).to_be_visible()
    main = walk.page.get_by_role("main")
    expect(main).to_contain_text(content().texts.rules["unanswered"].say)
    expect(main.locator("article textarea")).to_have_count(0)


def closed_title(walk: Walk) -> Locator:
    return walk.page.get_by_role("heading", name=messages.CLOSED_FOR_NOW, exact=True)


# ---- the box


def test_the_box_shows_all_drafts_the_newest_first(at_box: Walk):
    page = at_box.page
    wanted = [MESSAGE, (PAUSE, "write_instead"), LETTER, (GOODBYE, "goodbye_letter")]
    expect(page.locator(".lying h4")).to_have_text([title_of(one) for one in wanted])
    expect(page.locator(".lying > blockquote")).to_have_text(
        [PLAIN, AT_NIGHT, THIRD, GOODBYE_LETTER]
    )
    for draft in wanted:
        expect(lying(page, draft)).to_contain_text(messages.DRAFT_UNSENT)
    assert page.locator(".lying b").count() == 0


def test_versions_show_what_was_added_and_taken_out(at_box: Walk):
    letter = lying(at_box.page, LETTER)
    letter.get_by_text(SAYS["versions"].format(n=2), exact=True).click()
    versions = letter.locator(".versions ol > li")
    expect(versions).to_have_count(3)
    added = f"{SAYS['version_new']}: at dinner."
    expect(versions.nth(0).get_by_role("insertion")).to_contain_text("dinner")
    expect(versions.nth(0)).to_contain_text(SAYS["version_now"])
    expect(versions.nth(1).get_by_role("deletion")).to_contain_text(["felt hurt."])
    expect(versions.nth(2)).to_contain_text(SAYS["version_first"])
    expect(versions.nth(2).locator("blockquote")).to_have_text(FIRST)
    versions.nth(1).get_by_text(SAYS["version_plain"]).click()
    expect(versions.nth(1).locator("blockquote").last).to_have_text(SECOND)
    assert added.split(":")[0] in versions.nth(0).inner_text()


def test_a_draft_is_put_away_and_taken_out_again(at_box: Walk, server: Server):
    walk, page = at_box, at_box.page
    letter = lying(page, LETTER)
    box_button(walk, LETTER, SAYS["put_away"]).click()
    expect(letter).to_be_hidden()
    expect(page.get_by_role("status").filter(has_text=SAYS["is_put_away"])).to_have_count(1)
    walk.reload()
    expect(letter).to_be_hidden()
    page.get_by_text(SAYS["put_away_all"].format(n=1), exact=True).click()
    expect(letter).to_contain_text(THIRD)
    box_button(walk, LETTER, SAYS["take_out"]).click()
    expect(letter).to_be_visible()
    expect(page.get_by_text(SAYS["put_away_all"].format(n=1), exact=True)).to_have_count(0)
    walk.reload()
    expect(letter).to_be_visible()
    assert stored(walk, server).answer(*LETTER) == THIRD


def test_burning_removes_every_version_from_page_and_store(at_box: Walk, server: Server):
    walk, page = at_box, at_box.page
    pieces = sealed_pieces(walk, server, LETTER)
    assert len(pieces) == 3
    assert all(piece in files(server) for piece in pieces)
    letter = lying(page, LETTER)
    letter.get_by_text(SAYS["versions"].format(n=2), exact=True).click()
    expect(letter.locator(".versions ol > li")).to_have_count(3)
    burn(walk, LETTER)
    expect(letter).to_have_count(0)
    expect(page.locator(".block.unsent .ask")).to_be_focused()
    assert not any(piece in files(server) for piece in pieces)
    assert saved_so_far(walk, server).history(Address(*LETTER)) == ()
    held = page.content() + str(page.evaluate("JSON.stringify({...sessionStorage})"))
    assert "read it out" not in held
    assert "felt hurt" not in held
    walk.reload()
    expect(page.locator(".lying")).to_have_count(3)
    walk.open("letter_step", APOLOGY)
    expect(walk.box("letter")).to_have_value("")
    assert "read it out" not in page.content()


def test_the_last_burned_draft_leaves_an_empty_box(new_walk: NewWalk, server: Server):
    walk = open_journal(new_walk, server, [wrote(NOTE, OWNED, 2 * DAY)]).open("lying_here", BOX)
    burn(walk, NOTE)
    expect(walk.page.get_by_text(walk.prompt("drafts").empty)).to_be_visible()


def test_the_way_leads_back_to_where_a_draft_was_written(at_box: Walk):
    write = lying(at_box.page, LETTER).get_by_role("link", name=messages.DRAFT_WRITE)
    with at_box.moving():
        write.click()
    assert (at_box.exercise, at_box.step) == (APOLOGY, "letter_step")
    expect(at_box.box("letter")).to_have_value(THIRD)


def test_what_became_of_a_message_is_told_from_the_box(new_walk: NewWalk, server: Server):
    walk = open_journal(new_walk, server, [wrote(MESSAGE, PLAIN, RESTED)]).open("lying_here", BOX)
    tell_more(walk)
    assert (walk.exercise, walk.step) == (REACHING, "after_a_night")
    walk.answer("sent", "decided_not")
    walk.saved()
    walk.open("lying_here", BOX)
    expect(lying(walk.page, MESSAGE)).to_contain_text("decided not to")


def test_the_mood_then_and_now_stand_beside_each_other(new_walk: NewWalk, server: Server):
    later = [
        wrote(MESSAGE, PLAIN, 3 * DAY),
        said(REACHING, "mood_then", 3, 3 * DAY - HOUR),
    ]
    walk = open_journal(new_walk, server, later).open("daylight", REACHING)
    walk.answer("mood_now", 7)
    walk.saved()
    walk.open("lying_here", BOX)
    moods = lying(walk.page, MESSAGE).locator(".moods")
    expect(moods).to_contain_text(messages.MOOD_OF.format(n=3, most=10))
    expect(moods).to_contain_text(messages.MOOD_OF.format(n=7, most=10))


# ---- by keyboard, by ear, on paper


def test_the_box_by_keyboard_alone(at_box: Walk):
    walk, page, keys = at_box, at_box.page, Keys(at_box)
    summary = lying(page, LETTER).locator(".versions > summary")
    keys.to(summary).press("Enter")
    expect(page.locator(".versions ol > li")).to_have_count(3)
    keys.to(box_button(walk, LETTER, SAYS["put_away"])).press("Enter")
    all_away = page.locator(".put-away > summary")
    expect(all_away).to_be_visible()
    keys.to(all_away).press("Enter")
    keys.to(box_button(walk, LETTER, SAYS["take_out"])).press("Enter")
    expect(box_button(walk, LETTER, SAYS["put_away"])).to_be_focused()
    keys.to(box_button(walk, LETTER, SAYS["burn"])).press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(SAYS["burn_text"])
    keys.to(dialog.get_by_role("button", name=SAYS["burn_not"])).press("Enter")
    expect(box_button(walk, LETTER, SAYS["burn"])).to_be_focused()
    keys.press("Enter")
    keys.to(dialog.get_by_role("button", name=SAYS["burn_now"])).press("Enter")
    expect(dialog.get_by_role("heading", name=SAYS["burned"])).to_be_focused()
    keys.to(dialog.get_by_role("button", name=SAYS["burned_done"])).press("Enter")
    expect(page.locator(".lying")).to_have_count(3)


def test_each_draft_of_the_box_has_names_and_roles(at_box: Walk):
    ends = {MESSAGE: ["put_away", "print", "burn"], LETTER: ["copy", "put_away", "print", "burn"]}
    for draft, wanted in ends.items():
        title = title_of(draft)
        article = at_box.page.get_by_role("article", name=title, exact=True)
        expect(article).to_be_visible()
        names = [
            one.evaluate("one => one.textContent") for one in article.get_by_role("button").all()
        ]
        assert names == [f"{SAYS[name]}: {title}" for name in wanted]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_wrong_with_drafts_that_lie_here(
    new_walk: NewWalk, server: Server, width: int, height: int
):
    long = [wrote(LETTER, f"{FIRST} {'unbreakable' * 30}", 2 * DAY), *some_drafts()[-2:]]
    walk = open_journal(
        new_walk, server, [*VERSIONS, *long], viewport={"width": width, "height": height}
    )
    found = {}
    for exercise, step in (
        (APOLOGY, "as_they_would"),
        (APOLOGY, "daylight"),
        (REACHING, "sleep"),
        (BOX, "lying_here"),
    ):
        walk.open(step, exercise)
        assert walk.step == step
        for fold in walk.page.locator(".versions > summary").all():
            fold.click()
            expect(walk.page.locator(".versions ol > li").first).to_be_visible()
        found[exercise, step] = [*axe(walk.page, width), *sideways(walk.page)]
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


def test_a_draft_of_the_box_is_printed_alone(at_box: Walk):
    page = at_box.page
    page.evaluate("window.print = () => {}")
    box_button(at_box, LETTER, SAYS["print"]).click()
    page.emulate_media(media="print")
    expect(page.get_by_text(THIRD).last).to_be_visible()
    expect(page.get_by_text(PLAIN)).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)


# ---- the example


def test_the_example_has_a_box_that_changes_nothing(at_box: Walk, server: Server):
    walk, page = at_box, at_box.page
    before = stored(walk, server)
    see_example(walk)
    expect(bar(page)).to_contain_text(messages.KEEP["example"])
    page.get_by_role("link", name=content().exercise(BOX).title, exact=True).click()
    expect(page.locator(".lying").first).to_be_visible()
    expect(page.locator(".lying h4").first).to_be_visible()
    expect(page.locator(".lying").get_by_role("button")).to_have_count(0)
    for text in (PLAIN, THIRD, GOODBYE_LETTER):
        expect(page.get_by_text(text)).to_have_count(0)
    bar(page).get_by_role("button", name=SAYS["example_leave"]).click()
    expect(page.locator(".lying")).to_have_count(4)
    assert list(stored(walk, server).entries()) == list(before.entries())
