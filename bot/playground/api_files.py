"""Files in three steps: ask where to put one, put it there, share it in a conversation."""

import mimetypes
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bot.playground import conversations
from bot.playground.api_base import ApiError, Args, Method, channel_of, need, thread_of, writable
from bot.playground.limits import LONGEST_MESSAGE
from bot.playground.records import Call, Json

if TYPE_CHECKING:
    from bot.playground.world import Slack

LONGEST_NAME = 255
LONGEST_ALT_TEXT = 1000
LARGEST = 1_000_000_000
OK, BAD, GONE = 200, 400, 404


def get_upload_url(slack: "Slack", args: Args) -> Json:
    """files.getUploadURLExternal: an address of its own for one file of exactly `length` bytes."""
    name, length = str(need(args, "filename")), int(need(args, "length"))
    if not 0 < length <= LARGEST:
        raise ApiError("invalid_arguments", f"a file of {length} bytes")
    if len(name) > LONGEST_NAME or "/" in name:
        raise ApiError("invalid_arguments", f"no name for a file: {name!r}")
    alt_text = str(args.get("alt_txt") or "")
    if len(alt_text) > LONGEST_ALT_TEXT:
        raise ApiError("alt_txt_too_large", f"{len(alt_text)} characters, at most {LONGEST_ALT_TEXT}")
    file_id = slack.new_id("F")
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    slack.uploads[file_id] = {
        "id": file_id,
        "name": name,
        "title": name,
        "mimetype": mimetype,
        "filetype": name.rpartition(".")[2].lower(),
        "size": length,
        "user": slack.bot_user_id,
        "alt_txt": alt_text,
        "url_private_download": f"https://files.{slack.domain}.slack.com/{file_id}/download/{quote(name)}",
        "content": None,
        "is_shared": False,
    }
    address = f"{slack.api_url.removesuffix('api/')}upload/{slack.team_id}/{file_id}"
    return {"upload_url": address, "file_id": file_id}


def take(slack: "Slack", key: str, body: bytes) -> tuple[int, bytes]:
    """Take the bytes of a file at its upload address; return status and answer. An address serves once."""
    call = slack.record(Call("to_slack", "upload", {"file": key, "length": len(body)}, at=slack.now()))
    with slack.lock:
        upload = slack.uploads.get(key)
        if upload is None or upload["content"] is not None:
            call.status, call.body = GONE, "nothing is expected here (any more)"
        elif len(body) != upload["size"]:
            call.status, call.body = BAD, f"{len(body)} bytes came, {upload['size']} were announced"
        else:
            upload["content"] = body
            call.status, call.body = OK, f"OK - {len(body)}"
    if call.status != OK:
        slack.refuse(call, call.body)
    return call.status, call.body.encode()


def complete_upload(slack: "Slack", args: Args) -> Json:
    """files.completeUploadExternal: share what was uploaded, in `channel_id` (a conversation's id) if there is one."""
    wanted = {str(one["id"]): one.get("title") for one in need(args, "files")}
    uploads = [slack.uploads.get(file_id) for file_id in wanted]
    files = [upload for upload in uploads if upload and upload["content"] is not None and not upload["is_shared"]]
    if len(files) < len(wanted):
        raise ApiError("file_not_found", f"nothing was uploaded and left unshared as {', '.join(wanted)}")
    if len(str(args.get("initial_comment") or "")) > LONGEST_MESSAGE:
        raise ApiError("msg_too_long", "initial_comment")
    channel = channel_of(slack, {"channel": args["channel_id"]}) if args.get("channel_id") else None
    if channel:
        writable(slack, channel)
    thread = thread_of(slack, channel, args) if channel else None
    for upload in files:
        upload["title"], upload["is_shared"] = wanted[upload["id"]] or upload["title"], True
    shown = [shown_of(upload) for upload in files]
    if channel:
        words = args.get("initial_comment") or ""
        conversations.post(slack, channel, user=slack.bot_user_id, text=words, files=shown, thread_ts=thread)
    return {"files": [{"id": upload["id"], "title": upload["title"]} for upload in files]}


def shown_of(upload: Json) -> dict[str, Any]:
    """A file as Slack shows it in a message."""
    return {key: value for key, value in upload.items() if key not in {"content", "is_shared"}}


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, ("files:write",)),
}
