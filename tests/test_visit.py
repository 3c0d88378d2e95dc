"""A visit as the browser drives it: real widgets, a real store, no browser."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbook import messages
from workbook.content.loader import load_content
from workbook.content.prompts import WITHOUT_ANSWER
from workbook.guidance.progress import PAGE
from workbook.pages.outcome import outcome_in_words
from workbook.pages.page import OpenPage
from workbook.pages.visit import Visit
from workbook.settings import Settings
from workbook.web.keeper import SealedKeeper

NOON = "2026-06-13T12:00:00+02:00"
NIGHT = "2026-06-13T23:30:00+02:00"
SAFE = {
    "my_age": "yes",
    "their_age": "yes",
    "dark_thoughts": "no",
    "harm_others": "no",
    "said_it": "no",
    "phq2": {"interest": 0, "down": 1},
    "drinks": "none",
    "urge": 3,
    "aim": "understand",
    "harm_them": ["none"],
    "afraid": "no",
    "harm_me": ["none"],
    "they_fear": "no",
    "contact_order": "no",
    "contact_said": ["none"],
    "agreed": "no",
    "last_message": "none_sent",
    "new_partner": "no",
    "other_ways": ["none"],
}


class Browser:
    """Plays the part of the browser: sends messages and keeps what it hears."""

    def __init__(self, folder, key=None, place="served", now=NOON):
        database = f"sqlite:///{folder / 'journal.sqlite'}"
        gate = SealedKeeper(Settings(place, database, folder, "https://example.org"))
        content = load_content()
        self.page = OpenPage(Visit(content, content.exercises[0], gate), header="")
        self.heard: list[dict] = []
        self.page.widget.send = lambda said, **_: self.heard.append(said)
        self.number = 0
        self.key = key
        self.send("hello", key=key, now=now, exercise=None, step=None, pending=[])
        self.key = next((said["key"] for said in self.heard if said["say"] == "opened"), None)

    @property
    def view(self):
        return self.page.widget.view

    @property
    def live(self):
        return self.page.widget.live

    @property
    def journal(self):
        return self.page.visit.journal

    def send(self, do, **content):
        self.page.receive({"do": do, **content})

    def type(self, prompt, value, exercise="00_start", row="", column="", **more):
        self.number += 1
        self.send(
            "edit",
            n=self.number,
            exercise=exercise,
            prompt=prompt,
            row=row,
            column=column,
            value=value,
            age=0,
            **more,
        )

    def answer_all(self, **answers):
        for prompt, value in {**SAFE, **answers}.items():
            self.type(prompt, value)

    def last(self, say):
        return [said for said in self.heard if said["say"] == say][-1]

    def state(self, exercise):
        return next(item for item in self.live["list"] if item["id"] == exercise)["state"]


@pytest.fixture
def browser(tmp_path):
    return Browser(tmp_path)


def test_an_answer_is_saved_and_there_after_a_reload(browser, tmp_path):
    browser.type("contact_words", "I wish you well")
    assert browser.last("saved") == {"say": "saved", "n": [1]}
    again = Browser(tmp_path, key=browser.key)
    assert again.journal.answer("00_start", "contact_words") == "I wish you well"


def test_what_waited_in_the_tab_is_taken_up_with_the_time_it_was_typed(tmp_path):
    browser = Browser(tmp_path)
    pending = {"n": 9, "exercise": "00_start", "prompt": "know", "value": "typed", "age": 60_000}
    browser.send("hello", key=browser.key, now=NOON, pending=[pending, "not an edit", {"n": 3}])
    assert browser.journal.answer("00_start", "know") == "typed"
    (entry,) = browser.journal.histories["00_start", "know", ""]
    assert datetime.now(UTC) - entry.at > timedelta(seconds=59)


def test_of_two_edits_that_arrive_late_the_second_holds(browser):
    for n, (text, age) in enumerate([("Hel", 10), ("Hello there", 300)]):
        edit = {"n": n, "exercise": "00_start", "prompt": "know", "value": text, "age": age}
        browser.send("edit", **edit)
    assert browser.journal.answer("00_start", "know") == "Hello there"


def test_a_message_that_means_nothing_changes_nothing(browser):
    for message in [
        {},
        {"do": "nothing"},
        {"do": "edit"},
        {"do": "edit", "exercise": "00_start", "prompt": "what_this_is", "value": "a note"},
        {"do": "edit", "exercise": "00_start", "prompt": "their_words", "value": "a review"},
        {"do": "edit", "exercise": "01_what_happened", "prompt": "timeline", "value": "no row"},
        {"do": "go", "exercise": "99_nowhere", "step": 7},
        {"do": "later", "prompt": None},
        {"do": "country", "value": "<script>"},
        {"do": "confirm", "words": None},
        {"do": "open", "phrase": 5},
        {"do": "hello", "key": 5, "now": 5, "pending": 5},
    ]:
        browser.page.receive(message)
    assert not [said for said in browser.heard if said["say"] == "unsaved"]
    assert browser.view["exercise"] == "00_start"
    assert all(address.exercise == PAGE for address in browser.journal.histories)


@pytest.mark.parametrize(
    ("prompt", "value", "sentence"),
    [
        ("urge", 11, messages.CHOOSE_NUMBER.format(low=0, high=10)),
        ("urge", "3", messages.CHOOSE_NUMBER.format(low=0, high=10)),
        ("urge", True, messages.CHOOSE_NUMBER.format(low=0, high=10)),
        ("my_age", "maybe", messages.CHOOSE_ONE),
        ("my_age", ["yes"], messages.CHOOSE_ONE),
        ("other_ways", ["none", "family"], messages.CHOOSE_MANY),
        ("other_ways", ["fax"], messages.CHOOSE_MANY),
        ("ended_on", "31.12.2025", messages.CHOOSE_DAY),
        ("ended_on", "2025-02-30", messages.CHOOSE_DAY),
        ("phq2", {"interest": 4}, messages.CHOOSE_ONE),
        ("phq2", {"joy": 1}, messages.NOT_AN_ANSWER),
        ("know", 5, messages.NOT_AN_ANSWER),
        ("know", "x" * 20_003, messages.TOO_LONG.format(over=3)),
    ],
)
def test_a_value_that_is_no_answer_gets_a_calm_sentence(browser, prompt, value, sentence):
    browser.type(prompt, value)
    assert browser.last("problem") == {
        "say": "problem",
        "n": 1,
        "prompt": prompt,
        "text": sentence,
    }
    assert browser.journal.answer("00_start", prompt) is None


def test_half_a_character_is_replaced_and_never_breaks_the_page(browser):
    browser.type("know", "broken \ud83d heart")
    assert browser.journal.answer("00_start", "know") == "broken \ufffd heart"


def test_until_the_first_questions_are_done_the_others_wait(browser):
    assert browser.state("02_blame_inventory") == "closed"
    browser.answer_all()
    browser.send("finish")
    assert browser.state("00_start") == "done"
    assert browser.state("02_blame_inventory") == "not_started"
    assert browser.view["title"] == messages.DONE_TITLE
    browser.send("go", exercise="02_blame_inventory", step="")
    assert browser.view["closed"] is None


def test_by_night_the_inventory_is_closed_and_says_why(tmp_path):
    browser = Browser(tmp_path, now=NIGHT)
    browser.answer_all()
    browser.send("finish")
    browser.send("go", exercise="02_blame_inventory", step="")
    rule = load_content().texts.rules["night_or_drunk"]
    closed = browser.view["closed"]
    assert (closed["why"], closed["text"], closed["open"]) == ([rule.say], rule.ends, "")


def test_by_day_the_reason_is_the_drinks_and_not_the_hour(browser):
    browser.answer_all(drinks="three")
    browser.send("finish")
    browser.send("go", exercise="02_blame_inventory", step="")
    rule = load_content().texts.rules["night_or_drunk"]
    assert browser.view["closed"]["why"] == [rule.say_undated]
    assert "22:00" in rule.say and "22:00" not in rule.say_undated


def test_a_closed_exercise_shows_none_of_its_prompts(browser):
    browser.send("go", exercise="02_blame_inventory", step="")
    assert browser.view["closed"]["title"] == messages.CLOSED_FOR_NOW
    assert browser.page.widget.prompts == []
    assert "blocks" not in browser.view


def test_help_comes_at_once_with_the_first_word_about_dying(browser):
    browser.answer_all(country="ireland")
    browser.send("go", exercise="00_start", step="mood")
    assert browser.live["urgent"] is None
    browser.type("dark_thoughts", "not_wake")
    assert browser.live["urgent"]["name"] == "help_now"
    emergency = browser.live["urgent"]["emergency"]
    assert "".join(part["text"] for part in emergency) == "112 or 999"
    assert any(line["service"] == "Samaritans" for line in browser.live["urgent"]["help"])


def test_help_that_stays_on_every_screen_is_short_and_never_said_twice(browser):
    browser.answer_all(country="ireland", dark_thoughts="not_wake")
    browser.send("go", exercise="00_start", step="you")
    assert set(browser.live["urgent"]) == {"name", "title", "help", "help_first", "emergency"}
    assert [line["service"] for line in browser.live["urgent"]["help"]] == [
        "Samaritans",
        "Find A Helpline",
    ]
    browser.send("go", exercise="00_start", step="where")
    assert browser.live["urgent"] is None
    assert browser.live["route"]["help_first"] is True
    browser.send("go", exercise="01_what_happened", step="")
    assert browser.view["closed"]["help"] and browser.view["closed"]["help_first"]
    assert browser.live["urgent"] is None
    browser.send("go", exercise="00_start", step="where")
    browser.send("finish")
    assert browser.view["urgent"]["name"] == "help_now"


def test_the_number_of_steps_is_said_once_no_answer_ahead_can_add_some(browser):
    browser.answer_all()
    assert browser.view["position"].startswith("Step 1 of ")
    browser.send("finish")
    browser.send("go", exercise="02_blame_inventory", step="two_ways")
    assert browser.view["position"] == "Step 2"
    browser.type("way", "both", exercise="02_blame_inventory")
    browser.send("go", exercise="02_blame_inventory", step="acts")
    of = browser.view["position"].removeprefix("Step 3 of ")
    browser.send("go", exercise="02_blame_inventory", step="my_part_step")
    assert browser.view["position"] == f"Step {of} of {of}"


def test_a_fact_can_be_corrected_and_the_route_follows(browser):
    browser.answer_all()
    browser.send("go", exercise="00_start", step="where")
    assert browser.live["route"]["name"] == "wait"
    browser.type("contact_said", ["blocked"])
    assert browser.live["route"]["name"] == "acceptance"
    (rule,) = [one for one in browser.live["route"]["rules"] if one["rule"] == "clear_no"]
    (change,) = rule["changes"]
    assert change["prompt"] == "contact_said"
    assert change["answer"] == "They blocked me, on one app or on all"
    browser.type("contact_said", ["none"])
    assert browser.live["route"]["name"] == "wait"


def test_answers_that_no_longer_apply_deny_their_facts(browser):
    browser.answer_all(dark_thoughts="not_wake")
    assert browser.page.visit.place().outcome.route == "help_now"
    browser.type("my_age", "no")
    assert browser.page.visit.place().outcome.route == "not_for_this"


def test_what_is_left_for_later_is_remembered(browser, tmp_path):
    browser.send("go", exercise="00_start", step="today")
    browser.send("later", prompt="urge", value=True)
    again = Browser(tmp_path, key=browser.key)
    again.send("go", exercise="00_start", step="today")
    assert again.live["later"] == ["urge"]
    again.send("later", prompt="urge", value=False)
    assert again.live["later"] == []


def test_keeping_asks_for_two_words_and_refuses_wrong_ones(browser, tmp_path):
    browser.type("know", "a sentence to keep")
    browser.send("keep")
    offered = browser.last("phrase")
    assert len(offered["words"]) == 6 and len(offered["ask"]) == 2
    browser.send("confirm", words=["wrong", "words"])
    assert browser.last("refused")["text"] == messages.WRONG_WORDS
    assert browser.live["keep"]["state"] == "tab"
    browser.send("confirm", words=[offered["words"][n - 1].upper() for n in offered["ask"]])
    assert browser.heard[-1] == {"say": "kept"}
    assert browser.live["keep"]["state"] == "kept"
    fresh = Browser(tmp_path)
    fresh.send("open", phrase="-".join(offered["words"]), bring=False)
    assert fresh.journal.answer("00_start", "know") == "a sentence to keep"


def test_confirming_without_an_offer_keeps_nothing(browser):
    browser.send("confirm", words=[])
    assert browser.last("refused")["text"] == messages.WRONG_WORDS


def test_opening_brings_what_was_written_in_this_tab(browser, tmp_path):
    browser.type("know", "kept before")
    browser.send("keep")
    offered = browser.last("phrase")
    browser.send("confirm", words=[offered["words"][n - 1] for n in offered["ask"]])
    other = Browser(tmp_path)
    other.type("guess", "written without opening")
    other.send("open", phrase=" ".join(offered["words"]), bring=True)
    again = Browser(tmp_path, key=other.key and other.last("opened")["key"])
    assert again.journal.answer("00_start", "know") == "kept before"
    assert again.journal.answer("00_start", "guess") == "written without opening"


def test_a_tab_forgets_the_journal_before_it_shows_another_one(browser):
    """Otherwise it would forget what is typed into the other one in that moment as well."""
    browser.send("go", exercise="00_start", step="know_or_guess")
    browser.type("know", "kept before")
    browser.send("keep")
    offered = browser.last("phrase")
    browser.send("confirm", words=[offered["words"][n - 1] for n in offered["ask"]])
    browser.heard.clear()
    browser.page.widget.observe(lambda _: browser.heard.append({"say": "drawn"}), "prompts")
    browser.send("close")
    browser.send("open", phrase=" ".join(offered["words"]), bring=False)
    assert [said["say"] for said in browser.heard] == ["opened", "drawn", "opened", "drawn"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("qqqq two", messages.UNKNOWN_WORD.format(word="qqqq")),
        ("abacus abdomen", messages.WRONG_COUNT.format(found=2)),
        (
            "abacus abdomn abide ablaze able abnormal",
            messages.NEAR_MISS.format(word="abdomn", near="abdomen"),
        ),
        ("abacus abdomen abide ablaze able abnormal", messages.WRONG_PHRASE),
        ("", messages.WRONG_COUNT.format(found=0)),
    ],
)
def test_a_phrase_that_opens_nothing_says_why(browser, typed, said):
    browser.send("open", phrase=typed, bring=False)
    assert browser.last("refused") == {"say": "refused", "form": "open", "text": said}


def test_a_participant_under_18_is_not_offered_to_keep_answers(browser):
    browser.type("my_age", "no")
    assert browser.live["keep"]["can_keep"] is False


@pytest.mark.usefixtures("impatient")
def test_a_store_that_is_locked_keeps_the_words_and_saves_them_later(browser, tmp_path):
    browser.type("know", "before")
    other = sqlite3.connect(tmp_path / "journal.sqlite")
    other.execute("begin exclusive")
    browser.type("guess", "while it is locked")
    assert browser.last("unsaved")["text"] == messages.CANNOT_SAVE["locked"]
    other.rollback()
    other.close()
    browser.type("know", "before and after")
    again = Browser(tmp_path, key=browser.key)
    assert again.journal.answer("00_start", "guess") == "while it is locked"
    assert again.journal.answer("00_start", "know") == "before and after"


def test_two_tabs_lose_nothing_and_the_last_edit_wins(browser, tmp_path):
    browser.type("know", "from the first tab")
    other = Browser(tmp_path, key=browser.key)
    browser.type("guess", "only in the first")
    other.type("contact_words", "only in the second")
    other.type("know", "from the second tab")
    browser.send("refresh", now=NOON)
    assert browser.journal.answer("00_start", "know") == "from the second tab"
    assert browser.journal.answer("00_start", "contact_words") == "only in the second"
    history = Browser(tmp_path, key=browser.key).journal.histories["00_start", "know", ""]
    assert [entry.value for entry in history] == ["from the first tab", "from the second tab"]


def test_rows_are_kept_cell_by_cell_and_can_be_removed_and_brought_back(browser):
    there = {"exercise": "01_what_happened", "prompt": "timeline"}
    browser.type(value="in spring", row="r1", column="when", **there)
    browser.type(value="in summer", row="r2", column="when", **there)
    browser.type(value=None, row="r1", removed=True, **there)
    assert browser.journal.rows("01_what_happened", "timeline") == ("r2",)
    browser.type(value=None, row="r1", **there)
    assert browser.journal.rows("01_what_happened", "timeline") == ("r1", "r2")
    browser.type(value="x", row="r1", column="no_such_column", **there)
    assert browser.last("problem")["text"] == messages.NOT_AN_ANSWER


def test_an_act_that_scared_closes_the_inventory_at_once(browser):
    browser.answer_all()
    browser.send("finish")
    browser.send("go", exercise="02_blame_inventory", step="acts")
    there = {"exercise": "02_blame_inventory", "prompt": "incidents", "row": "r1"}
    browser.type(value="a hand on my neck", column="what", **there)
    browser.type(value="theirs", column="owner", **there)
    browser.type(value="scared", column="done_to_me", **there)
    assert browser.page.visit.place().outcome.route == "safety_first"
    assert browser.view["closed"] is not None


def test_a_sentence_about_a_row_is_said_at_its_row(browser):
    browser.answer_all()
    browser.send("finish")
    browser.send("go", exercise="02_blame_inventory", step="acts")
    there = {"exercise": "02_blame_inventory", "prompt": "incidents", "column": "done_to_me"}
    browser.type(value="no", row="r1", **there)
    browser.type(value="hurt", row="r2", **there)
    assert list(browser.live["says"]) == ["incidents/r2/done_to_me"]


WAYS = {
    "wait": {},
    "ready_one_message": {
        "break_now": "done",
        "break_start": "2026-04-01",
        "changed": "yes",
        "change_since": "2026-04-01",
    },
    "slow_rebuild": {"agreed": "yes"},
    "acceptance": {"contact_said": ["kind_no"]},
    "own_behaviour": {"they_fear": "said"},
    "safety_first": {"afraid": "yes"},
    "help_now": {"dark_thoughts": "hurt_myself"},
    "not_for_this": {"my_age": "no"},
}


@pytest.mark.parametrize("route", WAYS)
def test_every_open_screen_of_every_exercise_can_be_drawn(browser, route):
    browser.answer_all(**WAYS[route])
    visit = browser.page.visit
    for exercise in visit.content.exercises:
        visit.decide("done", exercise.id, True)
    assert visit.place().outcome.route == route
    for exercise in visit.content.exercises:
        browser.send("go", exercise=exercise.id, step=exercise.steps[0].id)
        is_open = route in exercise.routes
        assert bool(browser.view["closed"]) is not is_open, exercise.id
        for step in visit.place().steps if is_open else ():
            browser.send("go", exercise=exercise.id, step=step.id)
            assert (browser.view["exercise"], browser.view["step"]) == (exercise.id, step.id)
            blocks = browser.view["blocks"]
            drawn = [block["id"] for block in blocks if block["kind"] == "prompt"]
            assert [child.prompt["id"] for child in browser.page.widget.prompts] == drawn


PROMPTS = [
    (exercise.id, prompt.id)
    for exercise in load_content().exercises
    for prompt in exercise.prompts
    if prompt.kind not in WITHOUT_ANSWER
]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(PROMPTS),
            anything,
            st.sampled_from(["", "r1", "r2"]),
            st.sampled_from(["", "what", "when", "owner"]),
            st.booleans(),
        ),
        max_size=5,
    )
)
def test_whatever_a_browser_sends_the_page_goes_on(tmp_path_factory, edits):
    browser = Browser(tmp_path_factory.mktemp("visit"))
    for (exercise, prompt), value, row, column, removed in edits:
        browser.type(prompt, value, exercise, row, column, removed=removed)
    assert not [said for said in browser.heard if said["say"] == "unsaved"]
    for exercise in ("00_start", "01_what_happened", "02_blame_inventory"):
        browser.send("go", exercise=exercise, step="")
        assert browser.view["exercise"] == exercise


def test_after_closing_new_answers_are_kept_under_a_new_key(browser, tmp_path):
    browser.type("know", "kept")
    browser.send("keep")
    offered = browser.last("phrase")
    browser.send("confirm", words=[offered["words"][n - 1] for n in offered["ask"]])
    browser.send("close")
    assert browser.journal.answer("00_start", "know") is None
    new_key = browser.last("opened")["key"]
    assert new_key not in (None, browser.key)
    browser.type("guess", "written after closing")
    again = Browser(tmp_path, key=new_key)
    assert again.journal.answer("00_start", "guess") == "written after closing"
    assert again.journal.answer("00_start", "know") is None


def test_going_on_from_the_last_step_counts_as_done_and_going_back_does_not(browser):
    browser.answer_all()
    browser.send("go", exercise="00_start", step="where")
    browser.send("go", exercise="01_what_happened", step="")
    assert browser.state("00_start") == "done"
    browser.send("go", exercise="01_what_happened", step=browser.page.visit.exercise.steps[-1].id)
    browser.send("go", exercise="00_start", step="")
    assert browser.state("01_what_happened") == "not_started"


def test_the_way_back_from_the_screen_after_an_exercise_is_its_last_step(browser):
    browser.answer_all()
    browser.send("go", exercise="00_start", step="where")
    browser.send("finish")
    assert browser.view["previous"]["step"] == browser.live["previous"]["step"] == "where"
    browser.send("later", prompt="urge", value=True)
    assert browser.live["previous"]["step"] == "where"


def test_the_way_on_and_back_passes_over_what_is_closed(browser):
    browser.answer_all()
    browser.send("finish")
    browser.send("go", exercise="07_readiness_check", step="your_decision")
    assert browser.live["next"]["exercise"] == "10_letting_go"
    browser.send("go", exercise="10_letting_go", step="")
    assert browser.live["previous"]["exercise"] == "07_readiness_check"


def test_where_nothing_else_is_open_there_is_no_way_on(browser):
    browser.answer_all(dark_thoughts="hurt_myself")
    browser.send("go", exercise="00_start", step="where")
    assert browser.live["next"] is None
    browser.type("dark_thoughts", "no")
    assert browser.live["next"]["exercise"] == "01_what_happened"


def test_an_answer_in_a_closed_exercise_can_still_be_corrected(browser):
    browser.answer_all()
    browser.send("finish")
    there = {"exercise": "02_blame_inventory", "prompt": "incidents", "row": "r1"}
    browser.type(value="a door was slammed", column="what", **there)
    browser.type(value="scared", column="done_to_me", **there)
    browser.send("go", exercise="00_start", step="where")
    assert browser.live["route"]["name"] == "safety_first"
    (violence,) = browser.live["route"]["rules"]
    (change,) = violence["changes"]
    assert change["exercise"] == "02_blame_inventory"
    assert change["answer"].startswith("Yes, it scared me")
    browser.send("go", **{name: change[name] for name in ("exercise", "step", "prompt")})
    assert browser.view["closed"] is None
    assert [child.prompt["id"] for child in browser.page.widget.prompts] == ["incidents"]
    assert browser.view["next"]["step"] == "where"
    browser.type(value="no", column="done_to_me", **there)
    browser.send("go", exercise="00_start", step="where")
    assert browser.live["route"]["name"] == "wait"


def test_a_prompt_that_gave_no_fact_opens_no_closed_exercise(browser):
    browser.send("go", exercise="02_blame_inventory", step="acts", prompt="incidents")
    assert browser.view["closed"] is not None
    browser.send("go", exercise="02_blame_inventory", step="acts", prompt="no_such_prompt")
    assert browser.view["closed"] is not None


def test_a_no_in_passing_does_not_answer_the_question_of_the_start(browser):
    browser.type("done_to_me_check", "no", "02_blame_inventory")
    assert browser.page.visit.place().facts.get("harm_by_them") is None
    browser.type("harm_them", ["none"])
    assert browser.page.visit.place().facts.get("harm_by_them") is False
    browser.type("done_to_me_check", "yes", "02_blame_inventory")
    assert browser.page.visit.place().facts.get("harm_by_them") is True


def test_the_screen_after_an_exercise_stands_a_reload(browser, tmp_path):
    browser.answer_all()
    browser.send("go", exercise="00_start", step="where")
    browser.send("finish")
    again = Browser(tmp_path, key=browser.key)
    again.send("go", exercise="00_start", step=browser.view["step"])
    assert again.view["title"] == messages.DONE_TITLE
    again.send("go", exercise="01_what_happened", step="done")
    assert again.view["title"] != messages.DONE_TITLE


def test_a_second_greeting_loses_nothing(browser, tmp_path):
    browser.type("know", "after the first greeting")
    browser.send("hello", key=None, now=NOON, exercise=None, step=None, pending=[])
    key = browser.last("opened")["key"]
    assert browser.journal.answer("00_start", "know") == "after the first greeting"
    again = Browser(tmp_path, key=key)
    assert again.journal.answer("00_start", "know") == "after the first greeting"


@pytest.mark.parametrize("route", WAYS)
def test_where_one_message_is_open_all_that_was_checked_is_said(browser, route):
    browser.answer_all(**WAYS[route])
    outcome = outcome_in_words(browser.page.visit.place())
    assert bool(outcome["checked"]) == (route == "ready_one_message")
    assert bool(outcome["checked"]) is not bool(outcome["rules"] or route == "slow_rebuild")


def test_an_answer_that_closes_its_page_is_answered_all_the_same(browser):
    browser.answer_all()
    browser.page.visit.decide("done", "00_start", True)
    browser.send("go", exercise="02_blame_inventory", step="first")
    browser.type("done_to_me_check", "yes", exercise="02_blame_inventory")
    assert "Thank you for saying it" in browser.view["closed"]["said"]
    browser.send("go", exercise="02_blame_inventory", step="first")
    assert "said" not in browser.view["closed"]


def test_who_chose_to_let_go_reads_no_countdown_and_may_choose_otherwise(browser):
    browser.answer_all(lean="let_go", break_now="running", break_start="2026-06-10")
    outcome = outcome_in_words(browser.page.visit.place())
    assert outcome["name"] == "acceptance"
    assert [rule["rule"] for rule in outcome["rules"]] == ["choose_acceptance"]
    assert [change["prompt"] for change in outcome["rules"][0]["changes"]] == ["lean"]


def test_an_answer_that_hides_its_own_screen_is_seen_with_its_sentence_until_one_goes_on(browser):
    browser.answer_all()
    browser.send("finish", exercise="00_start")
    browser.send("go", exercise="06_honest_apology", step="heard_step")
    assert browser.view["step"] == "heard_step"
    browser.type("heard", "leave_alone", exercise="06_honest_apology")
    assert "heard" in browser.live["visible"]
    assert "leaves them alone" in browser.live["says"]["heard"]
    browser.send("go", exercise="06_honest_apology", step="heard_step")
    assert browser.view["step"] != "heard_step"
