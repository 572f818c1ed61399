"""A small honest OpenID Connect provider on this machine; a test can make it lie in one point."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "fund", "a-secret-between-fund-and-provider"


class Provider:
    """Hands out codes for a subject, once each, against the right verifier."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.key = RSAKey.generate_key(2048, {"kid": "1"})
        self.codes: dict[str, dict[str, str]] = {}
        self.lies: dict[str, Any] = {}
        self.name: str | None = None
        self.sign_with = "provider"

    def agree(self, address: str, *, subject: str) -> dict[str, str]:
        """The person says yes; gives what the provider puts into the address back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked | {"subject": subject}
        return {"code": code, "state": asked["state"], "iss": self.issuer}

    def described(self) -> dict[str, str]:
        return {
            "issuer": self.name or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }

    def token(self, form: dict[str, str], authorization: str) -> dict[str, str] | None:
        proof = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if (
            authorization != f"Basic {proof}"
            or asked is None
            or asked["code_challenge"] != challenge.decode().rstrip("=")
            or asked["redirect_uri"] != form.get("redirect_uri")
        ):
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": asked["subject"], "nonce": asked["nonce"]}
        claims |= {"iat": now, "exp": now + 300} | self.lies
        if self.sign_with == "none":
            parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
                     for part in ({"alg": "none"}, claims)]  # fmt: skip
            return {"id_token": ".".join([*parts, ""])}
        if self.sign_with == "secret":
            return {"id_token": jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))}
        key = self.key if self.sign_with == "provider" else RSAKey.generate_key(2048, {"kid": "1"})
        return {"id_token": jwt.encode({"alg": "RS256", "kid": "1"}, claims, key)}


@contextmanager
def running() -> Iterator[Provider]:
    """The provider on a free port, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self, said: dict[str, Any] | None) -> None:
            self.send_response(200 if said is not None else 400)
            self.end_headers()
            self.wfile.write(json.dumps(said or {"error": "invalid_grant"}).encode())

        def do_GET(self) -> None:
            keys = {"keys": [provider.key.as_dict(private=False)]}
            self.answer(keys if self.path == "/keys" else provider.described())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self.answer(provider.token(form, self.headers["Authorization"]))

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
