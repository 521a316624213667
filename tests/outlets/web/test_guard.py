"""Who may ask, from where, and how much may be sent; under which headers everything is answered."""

from __future__ import annotations

import asyncio
import hmac
import logging

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from outlets.web.serving import OWN, told
from twosource.errors import UsageError
from twosource.outlets.web import MOST, guard, guarded

TOKEN = "a-token-for-this-test"


def asked(app, headers, path="/api/record", method="GET", body=(b"",)):
    """Ask with exactly these headers, as no client would, and return status, headers and body."""
    sent, parts = [], list(body)

    async def receive():
        part = parts.pop(0) if parts else b""
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "scheme": "http",
        "root_path": "",
    }
    asyncio.run(app(scope, receive, send))
    body = b"".join(one.get("body", b"") for one in sent)
    return sent[0]["status"], dict(sent[0]["headers"]), body


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8765", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:65535", "LOCALHOST", "localhost:"]
)
def test_this_machine_is_asked_under_any_of_its_own_names_and_any_port(war, host):
    assert asked(war.app, [("host", host)])[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:localhost",
        "evil@localhost",
        "localhost@evil.example",
        "localhost/x",
        "localhost?",
        "localhost#",
        "localhost.",
        "[",
        "[::1",
        "[::1]evil.example",
        "[not-an-address]",
        "localhost:80:80",
        "local\tost",
        "\xb2",
        "0.0.0.0",
        "",
    ],
)
def test_a_foreign_name_is_refused(war, host):
    status, headers, body = asked(war.app, [("host", host)])
    assert status == 421
    assert b"twosource serve" in body
    assert headers[b"content-security-policy"] == guard.CONTENT_POLICY.encode()


def test_no_name_is_refused(war):
    assert asked(war.app, [])[0] == 421


@pytest.fixture
def elsewhere(war):
    """The app as it is served under another address."""
    return TestClient(guarded(war.keeper, host="0.0.0.0", token=TOKEN, pages=war.pages), base_url="http://any.example")


def test_under_another_address_a_token_is_needed(elsewhere):
    assert told(elsewhere.get("/api/record"))[0] == 401
    for wrong in (
        "",
        "Bearer",
        "Bearer ",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        f"Bearer {TOKEN.upper()}",
        f"Basic {TOKEN}",
    ):
        assert told(elsewhere.get("/api/record", headers={"authorization": wrong}))[0] == 401
    assert elsewhere.get("/api/record", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


@pytest.mark.parametrize("path", ["/api/situation", "/api/openapi.json", "/api/nothing", "/api/exports/json", "/api/works/x"])
def test_every_question_needs_the_token_and_only_the_empty_shell_does_not(elsewhere, path):
    assert told(elsewhere.get(path))[0] == 401
    assert elsewhere.get("/").status_code == elsewhere.get("/static/app.js").status_code == 200


def test_a_token_is_needed_before_anything_can_be_changed(elsewhere):
    assert told(elsewhere.post("/api/reports", data={"text": "x"}, headers=OWN))[0] == 401


def test_other_bytes_than_letters_in_a_token_are_only_wrong(elsewhere, war):
    assert told(elsewhere.get("/api/record", headers={"authorization": b"Bearer \xff\xfe"}))[0] == 401
    app = guarded(war.keeper, host="0.0.0.0", token="ключ", pages=war.pages)
    assert asked(app, [("host", "x"), ("authorization", "Bearer " + "ключ".encode().decode("latin-1"))])[0] == 200


def test_the_token_is_compared_in_constant_time(elsewhere, monkeypatch):
    compared, real = [], hmac.compare_digest

    def noted(given, known):
        compared.append(known)
        return real(given, known)

    monkeypatch.setattr(guard.hmac, "compare_digest", noted)
    elsewhere.get("/api/record", headers={"authorization": "Bearer wrong"})
    assert compared == [TOKEN.encode()]


def test_the_token_is_in_no_log_and_no_answer(elsewhere, caplog):
    caplog.set_level(logging.DEBUG)
    given = {"authorization": f"Bearer {TOKEN}"}
    answers = [elsewhere.get(path, headers=given) for path in ("/api/record", "/api/incidents/x", "/api/map?at=x", "/none")]
    answers.append(elsewhere.get("/api/record", headers={"authorization": f"Bearer {TOKEN}x"}))
    assert TOKEN not in caplog.text
    assert not any(TOKEN in one.text or TOKEN in str(one.headers) for one in answers)


def test_a_name_of_ones_own_is_known_in_any_letters(war):
    app = TestClient(guarded(war.keeper, host="Desk.example", token=TOKEN, pages=war.pages), base_url="http://desk.example")
    given = {"authorization": f"Bearer {TOKEN}"}
    assert app.get("/api/record", headers=given).status_code == 200
    assert app.get("/api/record", headers={**given, "host": "other.example"}).status_code == 421


@pytest.mark.parametrize("token", [None, ""])
def test_nothing_is_served_under_another_address_without_a_token(war, token):
    with pytest.raises(UsageError, match="without a token"):
        guarded(war.keeper, host="0.0.0.0", token=token, pages=war.pages)


FOREIGN = [
    {},
    {**OWN, "origin": "http://evil.example"},
    {**OWN, "origin": "null"},
    {**OWN, "origin": ""},
    {**OWN, "origin": "http://localhost:1"},
    {**OWN, "origin": "http://localhost.evil.example"},
    {**OWN, "origin": "http://["},
    {**OWN, "sec-fetch-site": "cross-site"},
    {**OWN, "sec-fetch-site": "same-site"},
    {**OWN, "sec-fetch-site": "same-origin", "origin": "https://evil.example"},
]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("path", ["/api/reports", "/api/decisions", "/api/judgements", "/api/splits", "/api/aliases"])
def test_no_foreign_page_can_change_the_record(war, path, headers):
    before = war.get("/api/record")["revision"]
    status, words = told(war.client.post(path, data={"text": "Shells fell on Oru."}, headers=headers))
    assert (status, words) == (403, "only this program's own pages may change the record")
    assert war.get("/api/record")["revision"] == before


@pytest.mark.parametrize("headers", [OWN, {**OWN, "origin": "http://localhost"}, {**OWN, "sec-fetch-site": "same-origin"}])
def test_our_own_page_may(war, headers):
    assert told(war.client.post("/api/decisions", json={}, headers=headers))[0] == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get"])
def test_a_method_that_may_change_something_is_refused_without_our_header(war, method):
    assert asked(war.app, [("host", "localhost")], method=method)[0] == 403


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
@pytest.mark.parametrize("path", ["/api/record", "/api/decisions", "/", "/static/app.js", "/nothing"])
def test_a_method_that_changes_nothing_is_answered_with_every_header(war, method, path):
    status, headers, _ = asked(war.app, [("host", "localhost")], path=path, method=method)
    assert status in {200, 404, 405}
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert b"access-control-allow-origin" not in headers


@pytest.mark.parametrize("length", [str(MOST + 1), "9" * 30, "9" * 5000])
def test_what_is_announced_as_too_large_is_refused_before_it_is_taken(war, length):
    given = [("host", "localhost"), ("x-twosource", "1"), ("content-length", length)]
    assert asked(war.app, given, "/api/reports", "POST")[0] == 413


@pytest.mark.parametrize("length", ["²", "-1", "x", ""])
def test_a_length_that_is_none_brings_nothing_down(war, length):
    given = [("host", "localhost"), ("x-twosource", "1"), ("content-type", "text/plain"), ("content-length", length)]
    headers = [(name, value.encode().decode("latin-1") if name == "content-length" else value) for name, value in given]
    assert asked(war.app, headers, "/api/reports", "POST")[0] in {400, 413}
    assert (
        asked(war.app, [("host", "localhost"), ("x-twosource", "1"), ("content-length", "\xb2")], "/api/reports", "POST")[0]
        == 400
    )


@pytest.mark.parametrize(
    ("path", "kind"), [("/api/reports", "multipart/form-data; boundary=x"), ("/api/decisions", "application/json")]
)
def test_what_is_sent_in_parts_without_a_length_is_cut_off_at_the_limit(war, monkeypatch, path, kind):
    monkeypatch.setattr(war.app, "_most", 100_000)
    taken = 0

    def parts():
        nonlocal taken
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        while taken < 10_000_000:
            taken += 10_000
            yield b"x" * 10_000

    answer = war.client.post(path, content=parts(), headers={**OWN, "content-type": kind})
    status, words = told(answer)
    assert (status, "at once" in words) == (413, True)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/incidents/x", 200),
        ("/static/app.js", 200),
        ("/static/none.js", 404),
        ("/none", 404),
        ("/api/record", 200),
        ("/api/situation", 200),
        ("/api/map", 200),
        ("/api/exports/json", 200),
        ("/api/none", 404),
        ("/api/incidents/x", 404),
        ("/api/map?at=x", 400),
        ("/api/openapi.json", 200),
    ],
)
def test_every_answer_has_the_headers_under_which_nothing_in_a_report_can_run(war, path, status):
    answer = war.client.get(path)
    assert answer.status_code == status
    policy = dict(one.split(" ", 1) for one in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    style = policy["style-src"].split()
    assert style[0] == "'self'"
    assert all(one.startswith("'sha256-") for one in style[1:])  # the charts' own sheets, and no other
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers.get_list("cache-control")
    assert "server" not in answer.headers
    if status >= 400 and path.startswith("/api"):
        told(answer)


def test_a_fault_of_the_program_is_told_without_a_word_of_it(war, monkeypatch):
    monkeypatch.setattr(war.keeper, "seen", lambda _known_by: 1 / 0)
    answer = war.client.get("/api/situation")
    status, words = told(answer)
    assert status == 500
    assert "ZeroDivision" not in words
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("path", ["/", "/static/app.js", "/api/record"])
def test_any_other_connection_is_closed(war, path):
    with pytest.raises(WebSocketDisconnect) as closed, war.client.websocket_connect(path):
        pass
    assert closed.value.code == 1008


@pytest.mark.parametrize(
    "path",
    [
        "/static/../war.db",
        "/static/..%2fwar.db",
        "/static/%2e%2e/war.db",
        "/static/%2e%2e%2fwar.db",
        "/static//etc/passwd",
        "/static/....//war.db",
        "/static/..\\war.db",
        "/static/app.js%00.txt",
        "/static/" + "x" * 5000,
        "/static/",
        "/static",
    ],
)
def test_no_file_beside_the_pages_can_be_had(war, path):
    answer = war.client.get(path, follow_redirects=False)
    assert answer.status_code in {404, 307}, path
    assert b"SQLite" not in answer.content


def test_a_part_of_a_file_of_ours_can_be_had(war):
    answer = war.client.get("/static/app.js", headers={"range": "bytes=0-5"})
    assert (answer.status_code, answer.text) == (206, "export")
    assert war.client.get("/static/app.js", headers={"range": "bytes=900-"}).status_code == 416
    assert war.client.get("/static/app.js", headers={"range": f"bytes={','.join(['0-1'] * 4000)}"}).status_code in {200, 206, 400}
