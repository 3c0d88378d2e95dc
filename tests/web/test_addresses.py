import pytest

from tests.server import Server, eventually, running_server
from tests.web.asking import KERNEL, ask, open_page, read_until


def test_health_needs_no_kernel(server: Server):
    answer = ask(server, "/healthz")
    assert (answer.status, answer.text) == (200, "ok")
    assert answer.headers["Cache-Control"] == "no-store"


def test_help_and_quick_exit_come_before_the_kernel(server: Server):
    text = read_until(server, "/", "</main>")
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>Workbook</title>" in text
    assert "data-quick-exit" in text and "Help now" in text
    assert "Opening your workbook" in text and "<noscript>" in text
    assert not KERNEL.search(text)


@pytest.mark.parametrize("path", ["/", "/01_what_happened", "/00_start"])
def test_a_page_shows_its_widget_and_no_cell(server: Server, path: str):
    answer = ask(server, path)
    assert answer.status == 200
    assert 'class="workbook-view" data-model="' in answer.text
    assert "open_exercise" not in answer.text


def test_pages_say_nothing_of_themselves_and_keep_nothing(server: Server):
    headers = ask(server, "/nowhere").headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers and "Server" not in headers


def test_no_page_sets_a_cookie(server: Server):
    assert "Set-Cookie" not in ask(server, "/").headers


def test_a_template_cannot_be_chosen_by_address(server: Server):
    assert "data-workbook-frame" in ask(server, "/?template=lab&theme=dark").text


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/99_unwritten",
        "/00_start.ipynb",
        "/..%2f00_start",
        "/00_start/more",
        "/tree",
        "/lab",
        "/files/00_start.ipynb",
        "/api/contents",
        "/api/kernels",
        "/api/sessions",
        "/api/terminals",
        "/login",
        "/voila/tree",
        "/voila/render/00_start.ipynb",
        "/voila/files/00_start.ipynb",
        "/voila/api/contents/00_start.ipynb",
        "/voila/labextensions/x",
        "/voila/templates/lab/static/voila.js",
        "/voila/query/a-b-c-d-e",
        "/voila/execution/a-b-c-d-e",
    ],
)
def test_other_addresses_lead_to_a_calm_page(server: Server, path: str):
    answer = ask(server, path)
    assert answer.status == 404
    assert "This page does not exist" in answer.text
    assert 'href="/"' in answer.text and "Help now" in answer.text
    assert "Traceback" not in answer.text and "Error" not in answer.text


@pytest.mark.parametrize("path", ["../index.html.j2", "..%2findex.html.j2", "%2e%2e/controls.py"])
def test_static_files_stay_in_their_folders(server: Server, path: str):
    assert ask(server, f"/voila/static/{path}").status in (403, 404)


def test_versioned_files_are_kept_and_others_asked_for_again(server: Server):
    assert "immutable" in ask(server, "/voila/static/client.js?v=1").headers["Cache-Control"]
    assert ask(server, "/voila/static/client.js").headers["Cache-Control"] == "no-cache"


def test_a_page_may_look_at_its_kernel_but_not_delete_it(server: Server):
    kernel = open_page(server)
    assert ask(server, f"/api/kernels/{kernel}").status == 200
    assert ask(server, f"/api/kernels/{kernel}", "DELETE").status in (403, 405)
    assert ask(server, f"/api/kernels/{kernel}").status == 200


def test_closing_twice_ends_the_kernel_once(server: Server):
    kernel = open_page(server)
    for _ in range(2):
        assert ask(server, f"/voila/api/shutdown/{kernel}", "POST").status == 204
    assert ask(server, f"/api/kernels/{kernel}").status == 200  # last edits may still arrive
    assert eventually(lambda: ask(server, f"/api/kernels/{kernel}").status == 404)
    assert ask(server, f"/voila/api/shutdown/{kernel}", "POST").status == 204


def test_leaving_while_the_page_opens_ends_its_kernel(tmp_path):
    with running_server(tmp_path) as server:
        read_until(server, "/", "data-kernel")
        assert server.kernels()
        assert eventually(lambda: not server.kernels())


def test_the_log_holds_no_address_that_was_asked_for(server: Server):
    ask(server, "/?something=private")
    ask(server, "/nowhere?something=private")
    assert "private" not in server.log
    assert server.log == ""


def test_this_computer_answers_only_to_its_own_name(tmp_path):
    with running_server(tmp_path, place="own") as server:
        assert ask(server, "/nowhere", Host="evil.example").status == 403
        assert ask(server, "/nowhere", Host=f"localhost:{server.port}").status == 404
