"""Keeping answers: the key of a tab, the six words, closing, and one's own computer."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Request, expect

from tests.browser.walking import KEY, Walk, zone_where_it_is
from tests.server import Server, running_server
from workbook import messages
from workbook.content.paths import data_folder
from workbook.vault import read_word_list

SAYS = messages.PAGE
STEP = "know_or_guess"  # two texts side by side, open at any hour
SENTENCE = "The lamp in the hall was left on all week."
OTHER = "I think that the cat knew first."


class Tab:
    """A tab of a browser of its own, and everything it asked of the network."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.server = server
        self.context = browser.new_context(timezone_id=zone_where_it_is(12))
        self.page = self.context.new_page()
        self.walk = Walk(self.page, server.url)
        self.asked: list[str] = []
        self.page.on("request", self._note)
        self.walk.open(STEP)

    def write(self, prompt: str, text: str) -> None:
        self.walk.answer(prompt, text)
        self.walk.saved()

    def shows(self, **answers: str) -> None:
        for prompt, text in answers.items():
            expect(self.walk.box(prompt)).to_have_value(text)

    def says_where(self, sentence: str) -> None:
        expect(self.page.get_by_role("region", name=SAYS["your_answers"])).to_contain_text(sentence)

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).click()

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def words_offered(self) -> list[str]:
        self.press(SAYS["keep"])
        words = self.dialog.get_by_role("listitem")
        expect(words).to_have_count(6)
        return words.all_inner_texts()

    def confirm(self, words: list[str]) -> None:
        """Type the two words that are asked for, as they stand in this list."""
        self.press(SAYS["phrase_written"])
        fields = self.dialog.get_by_label(re.compile(SAYS["phrase_word"].format(n=r"\d")))
        expect(fields).to_have_count(2)
        for field in fields.all():
            number = re.sub(r"\D", "", str(field.get_attribute("id")))
            field.fill(words[int(number) - 1])
        self.dialog.get_by_role("button", name=SAYS["phrase_confirm"]).click()

    def keep(self) -> str:
        words = self.words_offered()
        self.confirm(words)
        expect(self.dialog).to_contain_text(SAYS["kept_title"])
        self.press(SAYS["kept_done"])
        return " ".join(words)

    def open_phrase(self, phrase: str, *, bring: bool) -> None:
        if not self.dialog.is_visible():
            self.press(SAYS["open"])
        self.dialog.get_by_label(SAYS["open_phrase"]).fill(phrase)
        self.dialog.get_by_label(SAYS["open_bring"]).set_checked(bring)
        self.dialog.get_by_role("button", name=SAYS["open"]).click()

    def is_refused(self, sentence: str) -> None:
        expect(self.dialog.get_by_role("alert")).to_have_text(sentence)

    def traces(self) -> str:
        """Return all that a visit leaves where others may look."""
        found = [
            *self.asked,
            self.page.url,
            str(self.context.cookies()),
            str(self.page.evaluate("({...localStorage})")),
            self.server.log,
        ]
        kept = [file.read_bytes() for file in self.server.data.iterdir() if file.is_file()]
        return "\n".join([*found, *(content.decode("latin-1") for content in kept)])

    def _note(self, request: Request) -> None:
        self.asked += [request.url, str(request.headers), str(request.post_data)]


@contextmanager
def new_tab(browser: Browser, server: Server) -> Iterator[Tab]:
    """Open a browser that has never been here, and close it."""
    tab = Tab(browser, server)
    try:
        yield tab
    finally:
        tab.context.close()


@pytest.fixture(scope="module")
def tab(browser: Browser, server: Server) -> Iterator[Tab]:
    with new_tab(browser, server) as opened:
        opened.write("know", SENTENCE)
        yield opened


@pytest.fixture(scope="module")
def phrase(tab: Tab) -> str:
    """The six words under which `tab` kept its answers."""
    return tab.keep()


@pytest.fixture(scope="module")
def left(tab: Tab, phrase: str) -> str:
    """The six words, when the browser that kept its answers is closed."""
    tab.context.close()
    return phrase


def letters(text: str) -> str:
    return re.sub(r"[^a-z]+", "", text.casefold())


def test_an_answer_is_still_there_after_a_reload(tab: Tab) -> None:
    tab.says_where(messages.KEEP["tab"])
    tab.walk.reload()
    tab.shows(know=SENTENCE)


def test_the_key_of_a_tab_is_nowhere_but_in_that_tab(tab: Tab) -> None:
    key = str(tab.page.evaluate("key => sessionStorage.getItem(key)", KEY))
    assert len(key) == 44  # 32 bytes in base64
    assert key not in tab.traces()
    assert key not in tab.page.content()


def test_only_the_card_with_the_words_is_printed(tab: Tab) -> None:
    words = tab.words_offered()
    card = [SAYS["phrase_print_title"], *words, SAYS["phrase_no_way_back"]]
    tab.page.emulate_media(media="print")
    try:
        printed = tab.page.locator("body").inner_text()
        sheets = len(re.findall(rb"/Type\s*/Page\b", tab.page.pdf()))
    finally:
        tab.page.emulate_media(media="screen")
        tab.page.keyboard.press("Escape")
    assert [line.strip() for line in printed.splitlines() if line.strip()] == card
    assert sheets == 1


def test_two_wrong_words_keep_nothing_and_are_refused_calmly(tab: Tab) -> None:
    words = tab.words_offered()
    tab.confirm(words[1:] + words[:1])
    tab.is_refused(messages.WRONG_WORDS)
    tab.page.keyboard.press("Escape")
    tab.says_where(messages.KEEP["tab"])


def test_two_right_words_keep_the_answers(tab: Tab, phrase: str) -> None:
    assert set(phrase.split()) <= set(read_word_list(data_folder() / "word_list.txt"))
    tab.says_where(messages.KEEP["kept"])


def test_neither_words_nor_answers_are_left_where_others_may_look(tab: Tab, phrase: str) -> None:
    found = letters(tab.traces())
    assert letters(phrase) not in found
    assert letters(SENTENCE) not in found
    assert not tab.context.cookies()


def test_another_browser_shows_nothing_until_the_six_words_open_it(
    browser: Browser, server: Server, left: str
) -> None:
    with new_tab(browser, server) as tab:
        tab.shows(know="")
        tab.write("guess", OTHER)

        first, *others = left.split()
        tab.open_phrase(" ".join([f"{first}x", *others]), bring=True)
        tab.is_refused(messages.NEAR_MISS.format(word=f"{first}x", near=first))
        tab.open_phrase(" ".join([*others, first]), bring=True)
        tab.is_refused(messages.WRONG_PHRASE)
        tab.open_phrase(" ".join(others), bring=True)
        tab.is_refused(messages.WRONG_COUNT.format(found=5))
        tab.shows(know="", guess=OTHER)

        tab.open_phrase(" - ".join(left.upper().split()), bring=True)
        tab.shows(know=SENTENCE, guess=OTHER)
        tab.says_where(messages.KEEP["kept"])
        assert letters(left) not in letters(tab.traces())


def test_closed_answers_leave_the_tab_and_new_ones_begin(
    browser: Browser, server: Server, left: str
) -> None:
    with new_tab(browser, server) as tab:
        tab.write("know", "Only for a moment.")
        tab.open_phrase(left, bring=False)
        tab.shows(know=SENTENCE)

        tab.press(SAYS["close"])
        tab.shows(know="", guess="")
        tab.says_where(messages.KEEP["tab"])
        tab.write("guess", "Begun after closing.")
        tab.walk.reload()
        tab.shows(know="", guess="Begun after closing.")


def test_on_ones_own_computer_answers_open_by_themselves_until_they_are_locked(
    browser: Browser, tmp_path: Path
) -> None:
    with running_server(tmp_path, "own") as server:
        with new_tab(browser, server) as tab:
            tab.says_where(messages.KEEP["file"])
            tab.write("know", SENTENCE)
            phrase = tab.keep()
        with new_tab(browser, server) as tab:
            tab.shows(know=SENTENCE)
            tab.press(SAYS["lock"])
            tab.shows(know="")
            assert not (server.data / "key").exists()
            tab.page.reload()
            tab.shows(know="")
            tab.says_where(messages.KEEP["locked"])
            tab.open_phrase(phrase, bring=False)
            tab.shows(know=SENTENCE)
