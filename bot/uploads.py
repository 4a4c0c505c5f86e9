"""How a file gets to Slack: ask where to put it, put it there, share it. The sender alone calls this."""

import base64
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import history

_PASSING = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})


class NotTaken(Exception):
    """The upload address will never take it; the text is why."""


def deliver(
    client: WebClient,
    payload: Mapping[str, Any],
    channel: str,
    remember: Callable[[str], None],
    still_in_time: Callable[[], None],
    *,
    look_first: bool,
) -> None:
    """Bring a file to Slack and share it in a conversation.

    `payload` is what `outbox.upload` wrote, with the `file_id` that `remember` was given once the bytes were there:
    they are not sent again then. With `look_first` a file that stands in the conversation is left as it is.
    `still_in_time` is called before each long call and may raise. Raises SlackApiError or OSError as any call does,
    and NotTaken.
    """
    file_id = payload.get("file_id")
    if file_id:
        if look_first and history.has_file(client, channel, file_id):
            return
        still_in_time()
        try:
            _share(client, file_id, payload, channel)
        except SlackApiError as refused:
            # Slack forgets what nobody shared for a while: then it has to be brought once more.
            if refused.response.get("error") != "file_not_found":
                raise
        else:
            return
    still_in_time()
    file_id = _put(client, payload)
    remember(file_id)
    still_in_time()
    _share(client, file_id, payload, channel)


def _put(client: WebClient, payload: Mapping[str, Any]) -> str:
    content = base64.b64decode(payload["content"])
    alt_text = payload["alt_text"] or None
    place = client.files_getUploadURLExternal(filename=payload["filename"], length=len(content), alt_txt=alt_text)
    _send(str(place["upload_url"]), content, seconds=client.timeout)
    return str(place["file_id"])


def _share(client: WebClient, file_id: str, payload: Mapping[str, Any], channel: str) -> None:
    client.files_completeUploadExternal(
        files=[{"id": file_id, "title": payload["title"] or None}],
        channel_id=channel,
        initial_comment=payload["comment"] or None,
        thread_ts=payload.get("thread_ts"),
    )


def _send(url: str, content: bytes, *, seconds: int) -> None:
    if not url.startswith(("https://", "http://")):
        raise NotTaken("bad_upload_url")
    headers = {"Content-Type": "application/octet-stream"}
    request = Request(url, data=content, headers=headers, method="POST")  # noqa: S310 - the scheme was checked
    try:
        urlopen(request, timeout=seconds).close()  # noqa: S310 - the scheme was checked
    except HTTPError as refused:
        refused.close()
        if refused.code >= HTTPStatus.INTERNAL_SERVER_ERROR or refused.code in _PASSING:
            raise OSError(f"http_{refused.code}") from None
        raise NotTaken(f"upload_http_{refused.code}") from None
