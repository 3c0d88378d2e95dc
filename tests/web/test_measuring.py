"""The benchmark measures what it says: one visit to our page of 20 items."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.benchmarks.sites import STATEMENT, Site, ours
from tests.benchmarks.visits import received, visit


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder: Path = tmp_path_factory.mktemp("ours")
    with ours(folder) as site:
        yield site


def test_a_visit_is_painted_read_and_answered_in_this_order(browser: Browser, site: Site):
    seen = visit(browser, site)
    assert 0 < seen.paint < seen.items < seen.answered
    assert 0 < seen.title <= seen.items
    assert seen.hosts == set()


def test_an_answer_is_saved_no_sooner_than_the_page_waits_for_more(browser: Browser, site: Site):
    saving = replace(site, press=STATEMENT.format(n=3), answer="Saved")
    seen = visit(browser, saving, once=True)
    assert seen.answered > seen.items + 300


def test_what_a_visit_receives_is_counted_to_the_last_byte(browser: Browser, site: Site):
    assert 50 < received(browser, site) < 1000
