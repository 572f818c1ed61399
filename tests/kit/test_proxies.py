"""Who really asks: only a proxy that the setting names may say so, and never under which host."""

from __future__ import annotations

import pytest

from webapp.config import BadSettingError
from webapp.kit.proxies import BelievedProxies, networks_of

SAID = {
    "HTTP_X_FORWARDED_FOR": "192.0.2.7",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "evil.example",
    "HTTP_X_FORWARDED_PREFIX": "/evil",
    "HTTP_X_FORWARDED_PORT": "1",
}


def seen(believed: str, *, address: str, **more: str) -> dict[str, str]:
    found: dict[str, str] = {}

    def app(environ, _start):
        found.update({key: value for key, value in environ.items() if isinstance(value, str)})
        return []

    door = BelievedProxies(app, networks_of(believed))
    door({"REMOTE_ADDR": address, "wsgi.url_scheme": "http", "HTTP_HOST": "localhost", **SAID, **more}, lambda *_: None)
    return found


@pytest.mark.parametrize("believed", ["10.0.0.1", "10.0.0.0/8", "127.0.0.1, 10.0.0.1", "*"])
def test_a_believed_proxy_says_who_asks_and_whether_by_https(believed):
    found = seen(believed, address="10.0.0.1")
    assert (found["REMOTE_ADDR"], found["wsgi.url_scheme"]) == ("192.0.2.7", "https")


@pytest.mark.parametrize("address", ["10.0.0.2", "::1", "", "unix"])
def test_nobody_else_is_believed(address):
    found = seen("10.0.0.1", address=address)
    assert (found["REMOTE_ADDR"], found["wsgi.url_scheme"]) == (address, "http")


def test_the_host_is_never_taken_from_a_proxy():
    found = seen("*", address="10.0.0.1")
    assert found["HTTP_HOST"] == "localhost"
    assert found.get("SCRIPT_NAME", "") == ""


def test_what_the_client_wrote_before_the_proxy_is_not_believed():
    found = seen("10.0.0.1", address="10.0.0.1", HTTP_X_FORWARDED_FOR="127.0.0.1, 198.51.100.9")
    assert found["REMOTE_ADDR"] == "198.51.100.9"


def test_without_a_setting_nobody_stands_before_the_house(app, visitor):
    answer = visitor.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
    assert answer.status_code == 404
    assert networks_of("") == ()


def test_a_setting_that_is_no_address_is_refused():
    with pytest.raises(ValueError, match="proxy"):
        networks_of("proxy.example")


def test_a_mistake_in_the_setting_is_named():
    with pytest.raises(BadSettingError, match="FORWARDED_ALLOW"):
        networks_of("10.0.0.1, the proxy")
