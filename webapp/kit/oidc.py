"""The seam for an OpenID Connect provider (itsme, CSAM and others): this file is all that knows of it.

Authorization code flow with PKCE, state and nonce. Nothing is kept on our side between leaving and coming
back: what must be compared travels sealed in a cookie of ten minutes, in the browser that left. A person is
known by issuer and subject, never by an address the provider reports. Without OIDC_ISSUER nothing is open.
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from flask import current_app
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from webapp.config import Settings
from webapp.kit import clock
from webapp.kit.sealing import BrokenSealError, seal, unseal

COOKIE: Final = "provider"
PLACE: Final = "oidc.journey"
LASTS: Final = timedelta(minutes=10)
#: Only signatures with the provider's own key; never "none", never our shared secret.
ALGORITHMS: Final = ("RS256", "ES256", "PS256", "EdDSA")
WAIT_SECONDS: Final = 5
LARGEST_ANSWER: Final = 200_000
CLOCKS_DIFFER_SECONDS: Final = 60


class ProviderError(Exception):
    """The provider's answer cannot be trusted or did not come; `because` is for the log, not for people."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


@dataclass(frozen=True, kw_only=True)
class Vouched:
    """Whom the provider vouches for, and what the journey was begun for."""

    issuer: str
    subject: str
    wanted: str
    links_login: int | None


def is_on() -> bool:
    """Whether this deployment has a provider."""
    return bool(_settings().oidc_issuer)


def leave(*, wanted: str, back_to: str, links_login: int | None = None) -> tuple[str, str]:
    """The provider's address to send a browser to, and the sealed cookie that it must bring back.

    Raises:
        ProviderError: the provider does not answer.
    """
    journey = {
        "state": secrets.token_urlsafe(32),
        "nonce": secrets.token_urlsafe(32),
        "verifier": secrets.token_urlsafe(48),
        "wanted": wanted,
        "links_login": links_login,
        "until": int((clock.now() + LASTS).timestamp()),
    }
    question = {
        "response_type": "code",
        "client_id": _settings().oidc_client_id,
        "redirect_uri": back_to,
        "scope": "openid",
        "state": journey["state"],
        "nonce": journey["nonce"],
        "code_challenge": create_s256_code_challenge(journey["verifier"]),
        "code_challenge_method": "S256",
    }
    address = f"{_described()['authorization_endpoint']}?{urlencode(question)}"
    return address, base64.urlsafe_b64encode(seal(json.dumps(journey), place=PLACE)).decode()


def come_back(*, code: str, state: str, issuer: str | None, cookie: str, back_to: str) -> Vouched:
    """Exchange the code for a proof of who came back, and check every part of it.

    Raises:
        ProviderError: another browser, an old journey, another issuer, or a proof that does not hold.
    """
    journey = _journey(cookie)
    if not secrets.compare_digest(state.encode(), str(journey["state"]).encode()):
        raise ProviderError("state differs")
    if issuer is not None and issuer != _settings().oidc_issuer:
        raise ProviderError("another issuer answered")
    about = _described()
    answer = _ask(
        about["token_endpoint"],
        form={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back_to,
            "code_verifier": journey["verifier"],
        },
    )
    claims = _proved(str(answer.get("id_token", "")), _ask(about["jwks_uri"]), nonce=journey["nonce"])
    return Vouched(
        issuer=_settings().oidc_issuer,
        subject=claims["sub"],
        wanted=journey["wanted"],
        links_login=journey["links_login"],
    )


def _journey(cookie: str) -> dict[str, Any]:
    try:
        journey: dict[str, Any] = json.loads(unseal(base64.urlsafe_b64decode(cookie), place=PLACE))
    except (BrokenSealError, ValueError) as error:
        raise ProviderError("no journey in this browser") from error
    if journey["until"] < clock.now().timestamp():
        raise ProviderError("the journey took too long")
    return journey


def _proved(token: str, keys: dict[str, Any], *, nonce: str) -> dict[str, Any]:
    settings, now = _settings(), clock.now().timestamp()
    try:
        claims = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims  # type: ignore[arg-type]
    except (JoseError, ValueError, KeyError) as error:
        raise ProviderError(f"the proof is not signed by the provider: {type(error).__name__}") from error
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    holds = {
        "iss": claims.get("iss") == settings.oidc_issuer,
        "aud": settings.oidc_client_id in audiences,
        "azp": len(audiences) == 1 or claims.get("azp") == settings.oidc_client_id,
        "exp": _number(claims.get("exp")) > now - CLOCKS_DIFFER_SECONDS,
        "iat": _number(claims.get("iat")) < now + CLOCKS_DIFFER_SECONDS,
        "nonce": secrets.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()),
        "sub": isinstance(claims.get("sub"), str) and bool(claims["sub"]),
    }
    if wrong := [name for name, right in holds.items() if not right]:
        raise ProviderError(f"the proof does not hold: {', '.join(wrong)}")
    return dict(claims)


def _number(claim: Any) -> int:
    return claim if isinstance(claim, int) else 0


def _described() -> dict[str, Any]:
    """What the provider says of itself; its own name must be the one we trust."""
    issuer = _settings().oidc_issuer
    about = _ask(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if about.get("issuer") != issuer:
        raise ProviderError("the provider calls itself by another name")
    return about


class _NoWayOn(HTTPRedirectHandler):
    """Follow nobody anywhere."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        """No redirect is followed."""


def _ask(address: str, *, form: dict[str, str] | None = None) -> dict[str, Any]:
    settings = _settings()
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1"}:
        raise ProviderError("the provider must be asked over https")
    question = Request(address, data=urlencode(form).encode() if form else None)  # noqa: S310 - checked above
    question.add_header("Accept", "application/json")
    if form:
        proof = f"{settings.oidc_client_id}:{settings.oidc_client_secret}".encode()
        question.add_header("Authorization", f"Basic {base64.b64encode(proof).decode()}")
    try:
        with build_opener(_NoWayOn).open(question, timeout=WAIT_SECONDS) as answer:
            said = json.loads(answer.read(LARGEST_ANSWER))
    except (URLError, TimeoutError, ValueError) as error:
        raise ProviderError(f"no answer from the provider: {type(error).__name__}") from error
    if not isinstance(said, dict):
        raise ProviderError("the provider's answer is no object")
    return said


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
