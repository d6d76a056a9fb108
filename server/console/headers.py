"""What every answer of the console says to the browser: no script but ours, no frame, no guessing, nothing kept."""

from collections.abc import Mapping
from urllib.parse import urlsplit


def origin_of(public_url: str) -> str:
    """The origin that our own pages have, as browsers send it: an address's scheme, host and port."""
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    usual = {"http": 80, "https": 443}[parts.scheme]
    named = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{named}" if parts.port in (None, usual) else f"{parts.scheme}://{named}:{parts.port}"


def headers(origin: str, nonce: str, *more: str) -> Mapping[str, str]:
    """The headers of one answer; `nonce` stands on the scripts of this page and on no other, `more` allows it more."""
    socket = origin.replace("http", "ws", 1)
    policy = (
        "default-src 'none'",
        f"script-src 'nonce-{nonce}'",
        "style-src 'self'",
        "img-src 'self'",
        f"connect-src 'self' {socket}",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types default",
        *more,
    )
    return {
        "content-security-policy": "; ".join(policy),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",  # `no-referrer` would make forms send `Origin: null`
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cache-control": "no-store",
        "vary": "Cookie",
    }


def framing(origin: str, nonce: str) -> Mapping[str, str]:
    """The headers of a page that shows another page of ours within it."""
    return headers(origin, nonce, "frame-src 'self'")


def of_preview(origin: str, nonce: str) -> Mapping[str, str]:
    """The headers of a widget's preview: it stands in our own pages only, as a page of nobody's origin.

    Our modules run in it and nothing else does; whatever it would send goes nowhere.
    """
    policy = (
        "default-src 'none'",
        f"script-src 'nonce-{nonce}'",
        f"style-src 'nonce-{nonce}'",
        "img-src http: https: data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-scripts allow-forms",
    )
    return {
        **headers(origin, nonce),
        "content-security-policy": "; ".join(policy),
        "x-frame-options": "SAMEORIGIN",
        "referrer-policy": "no-referrer",
    }
