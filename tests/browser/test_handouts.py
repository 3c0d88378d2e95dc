"""Worksheets as pages: opened from a file, in both sizes."""

import pytest

from tests.browser.looking import axe, sideways
from workbook.cli import main

SHEETS = ("time-apart", "blame-inventory", "help-lines", "index")


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_a_worksheet_is_for_everyone_and_asks_nobody_for_anything(context, tmp_path, large):
    names = ["time_apart", "blame_inventory", "--out", str(tmp_path)]
    assert main(["handouts", *names, *(["--large"] if large else [])]) == 0
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    for name in SHEETS:
        address = (tmp_path / f"{name}{'-large' if large else ''}.html").as_uri()
        page.goto(address)
        assert said == [address], name
        said.clear()
        assert [*axe(page), *sideways(page)] == [], name
        said.clear()
