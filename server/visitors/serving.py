"""Answers with bytes that are ready: the form the browser takes, or 304 where it has them already."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from server.assets import Asset

PUBLIC = {
    "access-control-allow-origin": "*",  # modules are imported across origins; nothing here is anybody's own
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
}


def serve(request: Request, asset: Asset, cache_control: str, headers: Mapping[str, str]) -> Response:
    """The asset in the smallest form that the request accepts; its ETag is one for all forms, and so a weak one."""
    etag = f'W/"{asset.etag.strip(chr(34))}"'
    sent = {"cache-control": cache_control, "etag": etag} | dict(headers)
    sent["vary"] = ", ".join(filter(None, ("Accept-Encoding", headers.get("vary"))))
    if etag in known_etags(request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=sent)
    encoding, body = chosen(request.headers.get("accept-encoding", ""), asset)
    if encoding:
        sent["content-encoding"] = encoding
    return Response(body, headers=sent, media_type=asset.content_type)


def known_etags(header: str) -> set[str]:
    """The ETags that a request says it has, each as the weak one it is compared as."""
    return {f"W/{each.strip().removeprefix('W/')}" for each in header[:2000].split(",") if each.strip()}


def chosen(accepted: str, asset: Asset) -> tuple[str, bytes]:
    """The smallest form that is accepted: brotli, gzip or as it is."""
    names = set()
    for part in accepted[:500].lower().split(","):
        name, _, quality = part.partition(";")
        if quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            names.add(name.strip())
    if "br" in names and asset.brotli:
        return "br", asset.brotli
    if "gzip" in names and asset.gzip:
        return "gzip", asset.gzip
    return "", asset.body
