"""Drafts on the page: read while they are written, copied only when it is time, burned for good."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.draft_workshop import (
    PLAIN,
    SELF_HARM,
    SHUT,
    THREAT,
    WORDS,
    by_day,
    entries,
    workshop,
)
from tests.test_visit import SAFE, WAYS, Browser, anything
from workbook import messages
from workbook.content.draft_rules import load_draft_rules
from workbook.guidance.draft_check import check_draft
from workbook.guidance.progress import PAGE
from workbook.guidance.sheets import sheet_at
from workbook.guidance.unsent import PUT_AWAY
from workbook.journal import Address
from workbook.pages.drafts import MOST_FOUND
from workbook.pages.outcome import help_line, lines_for

MESSAGE = Address(WORDS, "message")
READY, AGREED = WAYS["ready_one_message"], WAYS["slow_rebuild"]


@pytest.fixture(autouse=True)
def drafts_of_every_kind(monkeypatch):
    monkeypatch.setattr("tests.test_visit.load_content", workshop)


@pytest.fixture
def desk(tmp_path):
    """A browser at the step where words are written."""
    return at_desk(tmp_path)


def at_desk(folder, **answers):
    browser = Browser(folder, now=by_day())
    told = {**SAFE, "country": "ireland", **answers}
    before = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=9)
    answered = [(prompt, value, before) for prompt, value in told.items()]
    browser.page.visit.carry_over(list(entries(*answered, exercise="00_start")))
    browser.page.visit.decide("done", WORDS, True)
    browser.send("go", exercise=WORDS, step="write")
    return browser


def write(browser, text, prompt="message", **more):
    browser.type(prompt, text, exercise=WORDS, **more)


def check(browser, text, prompt="message", n=1):
    browser.send("check", prompt=prompt, text=text, n=n)
    return child(browser, prompt).checked


def child(browser, prompt):
    return next(one for one in browser.page.widget.prompts if one.prompt["id"] == prompt)


def ask(browser, do, prompt="message", exercise=WORDS, sheet="", **more):
    browser.send(do, exercise=exercise, prompt=prompt, sheet=sheet, **more)
    return browser.last(do)


def box(browser, prompt="drafts", step="box"):
    browser.send("go", exercise=WORDS, step=step)
    return child(browser, prompt).value


def later(browser, **time):
    browser.send("refresh", now=by_day(**time))


def in_utf16(text):
    return text.encode("utf-16-le", "surrogatepass")


# ---------------------------------------------------------------- read while it is written


def test_what_is_asked_is_answered_under_its_number(desk):
    checked = check(desk, f"{PLAIN} {THREAT}", n=41)
    assert (checked["n"], checked["says"]) == (41, how_many(checked))
    found = by_rule(checked)["threat"]
    rule = load_draft_rules().flags["threat"]
    assert (found["title"], found["why"], found["instead"]) == (rule.title, rule.why, rule.instead)
    checked = check(desk, PLAIN, n=42)
    assert (checked["n"], checked["says"]) == (42, how_many(checked))
    assert "threat" not in by_rule(checked)


def by_rule(checked):
    return {one["rule"]: one for one in checked["findings"]}


def how_many(checked):
    count = len(checked["findings"])
    return messages.DRAFT_FOUND.get(count, messages.DRAFT_FOUND_MANY).format(n=count)


def test_before_anything_is_typed_the_saved_words_are_read_under_number_0(desk):
    assert child(desk, "message").checked == {"n": 0, "says": "", "findings": [], "meter": []}
    write(desk, THREAT)
    desk.send("go", exercise=WORDS, step="write")
    checked = child(desk, "message").checked
    assert checked["n"] == 0 and "threat" in by_rule(checked)


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_of_no_words_nothing_is_said(desk, text):
    checked = check(desk, text, "letter")
    assert (checked["says"], checked["findings"], checked["meter"]) == ("", [], [])


@pytest.mark.parametrize(("prompt", "kind"), [("letter", "parts"), ("message", "qualities")])
def test_what_is_there_is_said_first_and_then_what_is_not_yet(desk, prompt, kind):
    signs = getattr(load_draft_rules(), kind)
    text = next(iter(signs.values())).examples.found[0]
    checked = check_draft(text, prompt)
    found = {*checked.parts, *checked.qualities}
    there = [sign.there for name, sign in signs.items() if name in found]
    missing = [sign.missing for name, sign in signs.items() if name not in found]
    assert there
    assert check(desk, text, prompt)["meter"] == there + missing


def test_of_a_letter_that_is_no_apology_no_part_is_missed(desk):
    assert check(desk, PLAIN, "for_me")["meter"] == []


def test_nothing_is_saved_by_reading(desk, tmp_path):
    before, heard = desk.journal, len(desk.heard)
    check(desk, PLAIN)
    assert desk.journal == before
    assert desk.heard[heard:] == []
    assert Browser(tmp_path, key=desk.key).journal.histories.keys() == before.histories.keys()


def test_the_journal_sharpens_what_is_found(tmp_path):
    browser = at_desk(tmp_path, contact_said=["kind_no"])
    assert "no_override" in by_rule(check(browser, PLAIN))
    assert "no_override" not in by_rule(check(browser, PLAIN, "letter"))


signs = st.sampled_from("ab \n.\u00e9\u2028\U0001f494\U0001f1ea\U0001f469\u200d\ud83d\udc94")
around = st.text(signs | st.characters(exclude_categories=()), max_size=30)


def test_a_browser_finds_each_place_in_its_own_way_of_counting(desk):
    facts = desk.page.visit.place().facts

    @given(around, around, around)
    def places_are_right(before, between, after):
        text = f"{before}\n{THREAT} {between}\n{SELF_HARM} {after}"
        checked = check(desk, text, n=5)
        found = check_draft(text, "message", facts).findings
        assert [one["rule"] for one in checked["findings"]] == [one.rule for one in found]
        for shown, one in zip(checked["findings"], found, strict=True):
            piece = in_utf16(text)[2 * shown["start"] : 2 * shown["end"]]
            assert piece == in_utf16(text[one.start : one.end])
        assert {"threat", "self_harm"} <= {one.rule for one in found}

    places_are_right()
    assert "unsaved" not in [said["say"] for said in desk.heard]


def test_an_emoji_counts_as_two_and_a_family_as_all_that_it_is_made_of(desk):
    family = "\U0001f469\u200d\U0001f469\u200d\U0001f466"
    found = by_rule(check(desk, f"{family} hello. {THREAT}"))["threat"]
    assert found["start"] == 8 + len(" hello. ")
    assert found["end"] - found["start"] == len(THREAT)


def test_a_text_of_any_length_is_read_and_not_all_of_it_is_listed(desk):
    checked = check(desk, f"{THREAT} " * 8_000 + SELF_HARM, n=7)
    assert checked["n"] == 7
    assert len(checked["findings"]) == MOST_FOUND
    assert int(checked["says"].split()[0]) > MOST_FOUND


# ---------------------------------------------------------------- help that words open


def opened(browser):
    return browser.live["urgent"]


def lines(browser, topic):
    return [help_line(line) for line in lines_for(browser.page.visit.place(), (topic,))]


@pytest.mark.parametrize(
    ("line", "rule", "topic"),
    [
        (SELF_HARM, "self_harm", "crisis"),
        ("I am going to kill myself", "self_harm", "crisis"),
        (THREAT, "threat", "own_behaviour"),
    ],
)
@pytest.mark.parametrize("prompt", ["message", "letter", "for_me"])
def test_grave_words_open_help_before_they_are_saved_and_close_it_when_they_go(
    desk, line, rule, topic, prompt
):
    assert opened(desk) is None
    check(desk, f"{PLAIN} {line}", prompt)
    assert desk.journal.history(Address(WORDS, prompt)) == ()
    said = load_draft_rules().flags[rule].opens
    assert (opened(desk)["title"], opened(desk)["text"]) == (said.title, said.text)
    assert opened(desk)["help"] == lines(desk, topic)
    assert opened(desk)["help_first"] is True
    assert "".join(part["text"] for part in opened(desk)["emergency"]) == "112 or 999"
    check(desk, PLAIN, prompt)
    assert opened(desk) is None


def test_of_two_drafts_the_help_for_ones_own_life_comes_first_whichever_it_is(desk):
    check(desk, THREAT, "message")
    check(desk, SELF_HARM, "letter")
    crisis = load_draft_rules().flags["self_harm"].opens.title
    assert opened(desk)["title"] == crisis
    check(desk, f"{THREAT} {SELF_HARM}", "message")
    check(desk, PLAIN, "letter")
    assert opened(desk)["title"] == crisis
    check(desk, THREAT, "message")
    assert opened(desk)["title"] == load_draft_rules().flags["threat"].opens.title


def test_help_stays_while_they_are_saved_and_where_they_are_found_again(desk, tmp_path):
    check(desk, SELF_HARM)
    write(desk, SELF_HARM)
    desk.send("later", prompt="letter", value=True)
    assert opened(desk) is not None
    desk.send("go", exercise=WORDS, step="box")
    assert opened(desk) is None
    desk.send("go", exercise=WORDS, step="write")
    assert opened(desk) is not None
    again = Browser(tmp_path, key=desk.key, now=by_day())
    again.send("go", exercise=WORDS, step="write")
    assert opened(again)["title"] == load_draft_rules().flags["self_harm"].opens.title


def test_help_that_is_open_by_another_answer_stays_as_it_is(tmp_path):
    browser = at_desk(tmp_path, dark_thoughts="not_wake")
    before = opened(browser)
    check(browser, THREAT)
    assert opened(browser) == before
    assert before["name"] == "help_now"


# ---------------------------------------------------------------- to copy it


def test_until_it_has_rested_it_cannot_be_copied_and_it_is_said_until_when(tmp_path):
    browser = at_desk(tmp_path, **READY)
    write(browser, PLAIN)
    said = ask(browser, "copy")
    assert (said["exercise"], said["prompt"], said["sheet"]) == (*MESSAGE,)
    assert said["text"] == ""
    (why,) = said["held"]
    assert why.startswith("It rests until ")
    later(browser, hours=23)
    assert ask(browser, "copy")["text"] == ""
    later(browser, hours=24, seconds=1)
    assert ask(browser, "copy") == {"say": "copy", **about("message"), "text": PLAIN, "held": []}


def about(prompt, exercise=WORDS, sheet=""):
    return {"exercise": exercise, "prompt": prompt, "sheet": sheet}


def test_a_change_holds_it_for_another_day_and_whoever_likes_for_longer(tmp_path):
    browser = at_desk(tmp_path, **READY)
    write(browser, PLAIN)
    browser.send("hello", key=browser.key, now=by_day(hours=25), pending=[])
    assert ask(browser, "copy")["held"] == []
    browser.type("rest_days", 3, exercise=WORDS)
    assert ask(browser, "copy")["text"] == ""
    later(browser, hours=73)
    assert ask(browser, "copy")["text"] == PLAIN


@pytest.mark.parametrize("route", WAYS)
def test_only_where_the_route_allows_contact_it_can_be_copied(tmp_path, route):
    browser = at_desk(tmp_path, **WAYS[route])
    write(browser, PLAIN)
    later(browser, hours=25)
    assert browser.page.visit.place().outcome.route == route
    said = ask(browser, "copy")
    is_open = route in ("ready_one_message", "slow_rebuild")
    assert said["text"] == (PLAIN if is_open else "")
    assert bool(said["held"]) is not is_open
    assert all(why and "{" not in why for why in said["held"])
    (lying,) = [one for one in box(browser) if one["prompt"] == "message"]
    assert lying["held"] == said["held"]


def test_the_reasons_are_the_sentences_of_the_rules(tmp_path):
    browser = at_desk(tmp_path, contact_said=["kind_no"])
    write(browser, PLAIN)
    rule = workshop().texts.rules["clear_no"]
    assert ask(browser, "copy")["held"] == [f"{rule.say} {rule.ends}"]


def test_who_chose_to_let_go_is_told_so_and_counts_no_days(tmp_path):
    browser = at_desk(tmp_path, lean="let_go", break_now="running", break_start="2026-06-10")
    write(browser, PLAIN)
    assert ask(browser, "copy")["held"] == [messages.CHOSEN]


def test_by_night_nothing_is_copied(tmp_path):
    browser = at_desk(tmp_path, **AGREED)
    write(browser, PLAIN)
    later(browser, hours=36)
    night = datetime.fromisoformat(by_day(hours=36))
    browser.send("refresh", now=night.replace(hour=23).isoformat())
    rule = workshop().texts.rules["night_or_drunk"]
    assert ask(browser, "copy")["held"] == [f"{rule.say} {rule.ends}"]


@pytest.mark.parametrize("line", [SELF_HARM, THREAT])
def test_a_grave_line_is_named_as_the_reason(tmp_path, line):
    browser = at_desk(tmp_path, **READY)
    write(browser, line)
    later(browser, hours=25)
    rule = "self_harm" if line == SELF_HARM else "threat"
    title = load_draft_rules().flags[rule].title
    assert ask(browser, "copy")["held"] == [messages.DRAFT_GRAVE.format(title=title)]


def test_what_stays_and_what_was_emptied_are_never_copied(tmp_path):
    browser = at_desk(tmp_path, **READY)
    write(browser, PLAIN, "for_me")
    write(browser, PLAIN)
    write(browser, None)
    later(browser, hours=25)
    assert ask(browser, "copy", "for_me")["held"] == [messages.DRAFT_STAYS]
    assert ask(browser, "copy")["held"] == [messages.DRAFT_EMPTY]


def test_a_draft_of_a_closed_page_says_what_would_open_it(tmp_path):
    browser = at_desk(tmp_path, **READY)
    browser.type("plan", PLAIN, exercise=SHUT)
    later(browser, hours=25)
    assert ask(browser, "copy", "plan", SHUT)["held"] == [messages.DRAFT_CLOSED]
    browser.page.visit.decide("done", WORDS, False)
    first = messages.GO_THROUGH_FIRST.format(titles=WORDS)
    assert ask(browser, "copy", "plan", SHUT)["held"] == [first]
    browser.page.visit.decide("done", WORDS, True)
    browser.answer_all(**AGREED)
    later(browser, hours=25)
    assert ask(browser, "copy", "plan", SHUT)["text"] == PLAIN


def test_after_it_was_sent_nothing_can_be_copied_until_they_answer(tmp_path):
    browser = at_desk(tmp_path, **READY)
    write(browser, PLAIN)
    write(browser, PLAIN, "letter")
    later(browser, hours=25)
    browser.type("became", "sent", exercise=WORDS)
    held = ask(browser, "copy", "letter")["held"]
    assert held[0].startswith(workshop().texts.rules["unanswered"].say)
    browser.type("last_message", "answered")
    later(browser, hours=25)
    assert ask(browser, "copy", "letter")["text"] == PLAIN


# ---------------------------------------------------------------- the box on the screen


def test_the_box_shows_a_draft_with_all_that_may_become_of_it(tmp_path):
    browser = at_desk(tmp_path, **READY)
    browser.type("mood_then", 3, exercise=WORDS)
    browser.type("mood_now", 4, exercise=WORDS)
    write(browser, PLAIN)
    (lying,) = box(browser)
    assert lying["title"] == messages.DRAFT_TITLE.format(ask="Your message", title=WORDS)
    assert (lying["text"], lying["versions"], lying["state"]) == (PLAIN, 1, messages.DRAFT_UNSENT)
    assert lying["moods"] == [
        {"label": messages.MOOD_THEN, "value": "3 of 10"},
        {"label": messages.MOOD_NOW, "value": "4 of 5"},
    ]
    assert lying["clock"] == lying["held"][0]
    assert (lying["stays"], lying["put_away"]) == (False, False)
    assert lying["write"] == {
        "exercise": WORDS,
        "step": "write",
        "label": messages.DRAFT_WRITE,
    }
    tell = {"exercise": WORDS, "step": "later", "label": messages.DRAFT_TELL, "prompt": "became"}
    assert lying["tell"] == tell
    browser.type("became", "kept", exercise=WORDS)
    assert box(browser)[0]["state"] == "I keep it"
    later(browser, hours=25)
    (there,) = box(browser, "message_again", "later")
    assert there["tell"] is None and there["clock"] == messages.DRAFT_RESTED


def test_a_box_of_chosen_drafts_shows_no_other_ones(tmp_path):
    browser = at_desk(tmp_path)
    write(browser, PLAIN)
    write(browser, "Dear K.", "letter")
    assert [one["prompt"] for one in box(browser)] == ["letter", "message"]
    later(browser, hours=25)
    assert [one["prompt"] for one in box(browser, "message_again", "later")] == ["message"]


def test_while_the_box_lies_open_the_clock_runs_out_and_the_copy_opens(tmp_path):
    browser = at_desk(tmp_path, **READY)
    write(browser, PLAIN)
    assert box(browser)[0]["held"]
    drawn = child(browser, "drafts")
    later(browser, hours=25)
    assert child(browser, "drafts") is drawn, "nothing is drawn anew under the hands"
    assert drawn.value[0]["held"] == []
    assert drawn.value[0]["clock"] == messages.DRAFT_RESTED


def moment(**ago):
    return sheet_at("moment", datetime.now(UTC) - timedelta(**ago))


def test_a_box_beside_its_draft_follows_what_is_written(tmp_path):
    browser = at_desk(tmp_path)
    browser.send("go", exercise=WORDS, step="hour")
    sheet = browser.view["sheet"]["sheet"]
    write(browser, "Are you up?", "in_the_hour", sheet=sheet)
    (lying,) = child(browser, "hours").value
    assert (lying["text"], lying["sheet"]) == ("Are you up?", sheet)
    assert lying["write"] is None and lying["tell"] is None


def test_each_hard_hour_has_its_draft_its_moods_and_its_own_way_back(tmp_path):
    browser = at_desk(tmp_path)
    first, second = moment(hours=30), moment(hours=5)
    for sheet, text in ((first, "Are you up?"), (second, "Please.")):
        write(browser, text, "in_the_hour", sheet=sheet)
    browser.type("hour_mood", 6, exercise=WORDS, sheet=first)
    browser.type("mood_then", 2, exercise=WORDS)
    browser.type("hour_became", "kept", exercise=WORDS, sheet=second)
    newer, older = box(browser)
    assert (newer["sheet"], older["sheet"]) == (second, first)
    assert (newer["state"], older["state"]) == ("I keep it", messages.DRAFT_UNSENT)
    assert [mood["value"] for mood in older["moods"]] == ["2 of 10", "6 of 10"]
    assert [mood["value"] for mood in newer["moods"]] == ["2 of 10"]
    browser.send("go", **{name: older["write"][name] for name in ("exercise", "step", "sheet")})
    assert child(browser, "in_the_hour").value == "Are you up?"
    here, there = child(browser, "hours").value[::-1]
    assert here["write"] is None and here["tell"] is None
    assert there["write"]["sheet"] == there["tell"]["sheet"] == second


def test_versions_come_newest_first_with_what_had_changed(desk):
    write(desk, "Dear K., I miss you so much that I cannot sleep.")
    write(desk, "Dear K., I miss you.")
    write(desk, None)
    versions = ask(desk, "versions")["versions"]
    assert [(one["text"], one["pieces"]) for one in versions] == [
        ("", [["gone", "Dear K., I miss you."]]),
        (
            "Dear K., I miss you.",
            [
                ["same", "Dear K., I miss"],
                ["gone", " you so much that I cannot sleep."],
                ["new", " you."],
            ],
        ),
        (
            "Dear K., I miss you so much that I cannot sleep.",
            [["new", "Dear K., I miss you so much that I cannot sleep."]],
        ),
    ]
    assert all(one["when"] for one in versions)
    assert len(versions) == box(desk)[0]["versions"]


def test_an_emptied_draft_says_so_and_keeps_its_versions(desk):
    write(desk, PLAIN)
    write(desk, None)
    (lying,) = box(desk)
    assert (lying["text"], lying["state"]) == ("", messages.DRAFT_EMPTY)
    assert (lying["clock"], lying["tell"], lying["versions"]) == ("", None, 2)


def test_half_a_character_goes_through_the_box_unharmed(desk):
    check(desk, "broken \ud83d heart \udc94")
    write(desk, "broken \ud83d heart")
    assert box(desk)[0]["text"] == "broken \ufffd heart"
    assert ask(desk, "versions")["versions"][0]["text"] == "broken \ufffd heart"


def test_what_is_put_away_lies_below_the_others_after_a_reload_too(desk, tmp_path):
    write(desk, PLAIN)
    write(desk, "Dear K.", "letter")
    box(desk)
    desk.send("put_away", **about("letter"), value=True)
    shown = [(one["prompt"], one["put_away"]) for one in child(desk, "drafts").value]
    assert shown == [("message", False), ("letter", True)]
    again = Browser(tmp_path, key=desk.key, now=by_day())
    assert [one["put_away"] for one in box(again)] == [False, True]
    again.send("put_away", **about("letter"), value=False)
    assert [one["prompt"] for one in child(again, "drafts").value] == ["letter", "message"]
    desk.send("refresh", now=by_day())
    assert not any(one["put_away"] for one in child(desk, "drafts").value)


@pytest.mark.usefixtures("impatient")
def test_while_the_store_is_locked_it_is_put_away_and_said_that_it_is_not_saved(desk, tmp_path):
    write(desk, PLAIN)
    box(desk)
    lock = sqlite3.connect(tmp_path / "journal.sqlite")
    lock.execute("begin exclusive")
    desk.send("put_away", **about("message"), value=True)
    lock.rollback()
    lock.close()
    assert desk.last("unsaved")["text"] == messages.CANNOT_SAVE["locked"]
    assert child(desk, "drafts").value[0]["put_away"] is True
    write(desk, "Dear K.", "letter")
    again = Browser(tmp_path, key=desk.key, now=by_day())
    assert [one["put_away"] for one in box(again)] == [False, True]


# ---------------------------------------------------------------- burning


def sealed(folder):
    with sqlite3.connect(folder / "journal.sqlite") as database:
        return dict(database.execute("select record, sealed from records"))


def files(folder):
    return b"".join(path.read_bytes() for path in folder.iterdir())


@pytest.mark.parametrize("prompt", ["message", "in_the_hour"])
def test_a_burned_draft_is_gone_from_the_box_and_with_every_version_from_the_store(
    tmp_path, prompt
):
    browser = at_desk(tmp_path)
    sheet = moment(hours=3) if prompt == "in_the_hour" else ""
    address = Address(WORDS, prompt, sheet)
    write(browser, "Dear K., I miss you. " * 40, prompt, sheet=sheet)
    write(browser, "Dear K., once more. " * 15, prompt, sheet=sheet)
    write(browser, None, prompt, sheet=sheet)
    write(browser, "Dear K., for the last time. " * 40, prompt, sheet=sheet)
    write(browser, "stays", "letter")
    ids = [entry.id for entry in browser.journal.history(address)]
    assert len(ids) == 3
    pieces = [sealed(tmp_path)[id][at : at + 24] for id in ids for at in (0, 40)]
    assert all(piece in files(tmp_path) for piece in pieces)
    assert len(box(browser)) == 2

    browser.send("burn", **about(prompt, sheet=sheet))

    assert not any(piece in files(tmp_path) for piece in pieces)
    assert browser.last("burned")["sheet"] == sheet
    assert [one["prompt"] for one in child(browser, "drafts").value] == ["letter"]
    again = Browser(tmp_path, key=browser.key, now=by_day())
    for tab in (browser, again):
        assert tab.journal.history(address) == ()
        assert [one["prompt"] for one in box(tab)] == ["letter"]
        heard = len(tab.heard)
        for do in ("copy", "versions", "put_away"):
            tab.send(do, **about(prompt, sheet=sheet), value=True)
        assert tab.heard[heard:] == []


@pytest.mark.parametrize("do", ["copy", "versions", "put_away"])
def test_what_another_tab_has_burned_is_not_brought_to_light_again(tmp_path, do):
    browser = at_desk(tmp_path, **READY)
    write(browser, PLAIN)
    other = Browser(tmp_path, key=browser.key, now=by_day(hours=25))
    assert len(box(other)) == 1
    browser.send("burn", **about("message"))
    heard = len(other.heard)
    other.send(do, **about("message"), value=True)
    burned = {"say": "burned", **about("message"), "elsewhere": True}
    assert other.heard[heard:] == [burned]
    assert child(other, "drafts").value == []
    assert other.journal.history(MESSAGE) == ()


def test_new_words_in_the_place_of_burned_ones_begin_unsent_and_in_sight(desk):
    write(desk, PLAIN)
    desk.type("became", "kept", exercise=WORDS)
    desk.send("put_away", **about("message"), value=True)
    desk.send("burn", **about("message"))
    write(desk, "Begun anew.")
    (lying,) = box(desk)
    assert (lying["state"], lying["put_away"]) == (messages.DRAFT_UNSENT, False)
    assert lying["versions"] == 1


def test_another_tab_that_writes_on_takes_the_draft_into_its_box(tmp_path):
    browser = at_desk(tmp_path)
    other = Browser(tmp_path, key=browser.key, now=by_day())
    write(browser, PLAIN)
    assert box(other) == []
    later(other)
    assert [one["text"] for one in child(other, "drafts").value] == [PLAIN]


# ---------------------------------------------------------------- what means nothing

STRANGE = [None, True, 5, 1.5, "", "x" * 70, "message", [], ["message"], {"prompt": "message"}]
ASKED = ("check", "copy", "versions", "put_away")


@pytest.mark.parametrize("do", ASKED)
@pytest.mark.parametrize("part", ["exercise", "prompt", "sheet", "text", "n", "value"])
def test_a_wrong_field_changes_nothing_and_breaks_nothing(desk, do, part):
    write(desk, PLAIN, "letter")
    checked, journal = child(desk, "message").checked, desk.journal
    heard = len(desk.heard)
    right = {**about("message"), "text": None, "n": None, "value": True}
    for wrong in STRANGE:
        desk.send(do, **{**right, part: wrong})
    desk.send(do)
    assert desk.heard[heard:] == []
    assert child(desk, "message").checked == checked
    assert desk.journal == journal


@pytest.mark.parametrize("do", ["copy", "versions", "put_away"])
@pytest.mark.parametrize(
    ("exercise", "prompt"),
    [
        (WORDS, "secret"),
        (WORDS, "became"),
        (WORDS, "drafts"),
        (WORDS, "no_such_prompt"),
        ("00_start", "know"),
        ("99_nowhere", "message"),
        (PAGE, "later"),
    ],
)
def test_no_answer_that_is_no_draft_can_be_reached_like_one(desk, do, exercise, prompt):
    desk.type("know", "only mine")
    write(desk, "only mine", "secret")
    desk.type("became", "kept", exercise=WORDS)
    heard, journal = len(desk.heard), desk.journal
    desk.send(do, **about(prompt, exercise), value=True)
    assert desk.heard[heard:] == []
    assert desk.journal == journal


def test_a_draft_that_is_not_on_the_screen_is_not_read(desk):
    for prompt in ("secret", "in_the_hour", "no_such_prompt"):
        desk.send("check", prompt=prompt, text=SELF_HARM, n=1)
    assert opened(desk) is None
    desk.send("go", exercise="00_start", step="know_or_guess")
    desk.send("check", prompt="message", text=SELF_HARM, n=1)
    desk.send("check", prompt="know", text=SELF_HARM, n=1)
    assert opened(desk) is None


def test_whatever_is_asked_about_drafts_the_page_goes_on(desk):
    write(desk, PLAIN)
    journal = {where: told for where, told in desk.journal.histories.items() if where[0] != PAGE}
    fields = ("do", "exercise", "prompt", "sheet", "text", "n", "value")
    right = st.sampled_from([*ASKED, WORDS, "message", "letter", "in_the_hour", PLAIN])

    @settings(max_examples=100)
    @given(st.fixed_dictionaries({}, optional=dict.fromkeys(fields, right | anything)))
    def goes_on(message):
        desk.page.receive(message)

    goes_on()
    assert "unsaved" not in [said["say"] for said in desk.heard]
    now = {where: told for where, told in desk.journal.histories.items() if where[0] != PAGE}
    assert now == journal
    decided = {prompt for exercise, prompt, _ in desk.journal.histories if exercise == PAGE}
    assert decided <= {"done", PUT_AWAY}


def test_in_the_example_nothing_of_it_is_possible(desk):
    write(desk, PLAIN)
    desk.send("example")
    shown = desk.page.visit
    desk.send("go", exercise="06_honest_apology", step="letter_step")
    heard, journal, checked = len(desk.heard), shown.journal, child(desk, "letter").checked
    assert checked["says"], "the letter of the invented person is read as any other"
    for do in (*ASKED, "burn"):
        desk.send(do, **about("letter", "06_honest_apology"), text=SELF_HARM, n=3, value=True)
    assert desk.heard[heard:] == []
    assert shown.journal == journal
    assert child(desk, "letter").checked == checked
    assert opened(desk) is None
    desk.send("own", now=by_day())
    assert desk.journal.answer(*MESSAGE) == PLAIN


# ---------------------------------------------------------------- what became of it


def go_and_tell(browser, prompt="plan_became"):
    browser.send("go", exercise=SHUT, step="told", prompt=prompt)
    return [one.prompt["id"] for one in browser.page.widget.prompts]


@pytest.mark.parametrize("route", [route for route in WAYS if route != "slow_rebuild"])
def test_what_became_of_a_draft_can_be_told_with_its_day_wherever_one_stands(tmp_path, route):
    browser = at_desk(tmp_path, **WAYS[route])
    browser.page.visit.decide("done", WORDS, False)
    browser.send("go", exercise=SHUT, step="told")
    assert browser.view["closed"]
    assert go_and_tell(browser) == ["plan_became", "plan_sent_on"]
    assert browser.view["closed"] is None
    assert browser.live["visible"] == ["plan_became"]
    browser.type("plan_became", "sent", exercise=SHUT)
    assert browser.live["visible"] == ["plan_became", "plan_sent_on"]
    browser.type("plan_sent_on", "2026-06-01", exercise=SHUT)
    assert browser.journal.answer(SHUT, "plan_sent_on") == "2026-06-01"
    fired = browser.page.visit.place().outcome.fired
    assert "unanswered" in fired
    assert browser.live["next"]["exercise"] == "00_start"


@pytest.mark.parametrize("prompt", ["afterwards", "plan", "plan_sent_on", "hidden", "nothing"])
def test_no_other_prompt_opens_a_closed_page_like_that(tmp_path, prompt):
    browser = at_desk(tmp_path)
    assert go_and_tell(browser, prompt) == []
    assert browser.view["closed"]


def test_where_it_is_open_the_way_leads_to_the_page_itself(tmp_path):
    browser = at_desk(tmp_path, **AGREED)
    browser.type("plan", "We meet.", exercise=SHUT)
    (lying,) = box(browser)
    tell = lying["tell"]
    browser.send("go", **{name: tell[name] for name in ("exercise", "step", "prompt")})
    assert browser.view["step"] == "told" and browser.view["closed"] is None
    assert [block["id"] for block in browser.view["blocks"]] == [
        "plan_became",
        "plan_sent_on",
        "afterwards",
    ]


def test_from_the_box_it_can_be_told_before_the_draft_has_rested(tmp_path):
    browser = at_desk(tmp_path, **SAFE)
    write(browser, PLAIN)
    tell = box(browser)[0]["tell"]
    browser.send("go", **{name: tell[name] for name in ("exercise", "step", "prompt")})
    assert [one.prompt["id"] for one in browser.page.widget.prompts] == ["became", "sent_on"]
    browser.type("became", "sent", exercise=WORDS)
    assert box(browser)[0]["state"] == "I sent it"
