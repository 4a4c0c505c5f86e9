"""Who may come in: only this machine, and only the page itself may act.

A page on the web can make a browser send requests to this machine. So the host must be a loopback name (a foreign name
that points here is refused), and whatever changes something must come from the page's own origin.
"""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
READING = frozenset({"GET", "HEAD"})
LARGEST_BODY = 256_000
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def guard(app: Flask) -> None:
    """Refuse other hosts and other origins, and send every answer with a strict content policy."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.before_request(_check)
    app.after_request(_protect)


def _check() -> None:
    if urlsplit(f"//{request.host}").hostname not in LOOPBACK:
        abort(403, "The playground answers on this machine only.")
    if request.method in READING:
        return
    if request.headers.get("Origin") != f"{request.scheme}://{request.host}":
        abort(403, "Only the playground's own page may act.")
    if not request.is_json:
        abort(415, "Send JSON.")


def _protect(response: Response) -> Response:
    response.headers.update(HEADERS)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
