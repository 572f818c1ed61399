"""Who really asks: X-Forwarded-For and -Proto are believed from the proxies in FORWARDED_ALLOW only."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.config import BadSettingError

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def init_app(app: Flask, *, believed: str) -> None:
    """Believe the proxies in `believed` (addresses or networks, separated by commas); nobody when empty."""
    networks = networks_of(believed)
    if networks:
        app.wsgi_app = BelievedProxies(app.wsgi_app, networks)  # type: ignore[method-assign]


def networks_of(believed: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """The networks that a setting names; `*` is everybody, for a house reachable through its proxy only.

    Raises:
        BadSettingError: a part that is no address and no network.
    """
    if believed.strip() == "*":
        return ip_network("0.0.0.0/0"), ip_network("::/0")
    try:
        return tuple(ip_network(part.strip()) for part in believed.split(",") if part.strip())
    except ValueError as wrong:
        raise BadSettingError(f"FORWARDED_ALLOW: {wrong}; write addresses or networks, or *.") from wrong


class BelievedProxies:
    """Passes a request on with the client's own address when a believed proxy brought it.

    The host is never taken from a proxy's header: links come from BASE_URL.
    """

    def __init__(self, wsgi: WSGIApplication, networks: tuple[IPv4Network | IPv6Network, ...]) -> None:
        """Stand before `wsgi`."""
        self.plain = wsgi
        self.fixed = ProxyFix(wsgi, x_for=1, x_proto=1, x_host=0, x_port=0, x_prefix=0)
        self.networks = networks

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the client or as the proxy asked."""
        believes = self.believes(environ.get("REMOTE_ADDR", ""))
        return (self.fixed if believes else self.plain)(environ, start_response)

    def believes(self, address: str) -> bool:
        """Whether a request from this address may say for whom it comes."""
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self.networks)
