"""What the bot answers to an interaction: in the acknowledgement itself, or later through a response URL."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.playground import conversations
from bot.playground.limits import problems_of_message
from bot.playground.records import Call, Json, Message, ResponseUrl

if TYPE_CHECKING:
    from bot.playground.world import Slack

SLACKBOT = "USLACKBOT"
MOST_USES = 5
LONGEST_LIFE = 30 * 60


def command_answered(slack: "Slack", call: Call, target: ResponseUrl) -> None:
    """Show what the acknowledgement of a slash command says, or Slackbot's line when there was none in time."""
    channel = slack.channels[target.channel]
    if not call.ok:
        reason = "operation_timeout" if call.timed_out else "dispatch_failed"
        said = f'{call.name} failed with the error "{reason}"'
        conversations.post(slack, channel, user=SLACKBOT, text=said, ephemeral_to=target.user)
        return
    body: Any = {"text": call.body} if isinstance(call.body, str) else call.body
    if not body or body == {"text": ""}:
        return
    if problem := refused(body):
        slack.refuse(call, problem)
    else:
        _new_message(slack, target, body)


def refused(body: Any) -> str:
    """What Slack would have against such an answer, or ""."""
    if not isinstance(body, dict):
        return f"invalid_payload: {body!r:.60} is not an object"
    if _flag(body, "delete_original"):
        return ""
    if not (body.get("text") or body.get("blocks") or body.get("attachments")):
        return "no_text: neither text nor blocks"
    if body.get("response_type") not in (None, "ephemeral", "in_channel"):
        return f"invalid_response_type: {body['response_type']!r}"
    problems = problems_of_message(body)
    return f"invalid_blocks: {'; '.join(problems)}" if problems else ""


def respond(slack: "Slack", key: str, body: Any) -> tuple[int, str]:
    """Take what the bot posted to a response URL; returns the HTTP status and Slack's word ("ok" if it was taken)."""
    with slack.lock:
        target = slack.response_urls.get(key)
        if target is None:
            return 404, "no_such_url"
        if slack.now() - target.made_at > LONGEST_LIFE:
            return 404, "expired_url"
        if target.uses >= MOST_USES:
            return 404, "used_url"
        if problem := refused(body):
            return 400, problem
        target.uses += 1
        return _take(slack, target, body)


def _take(slack: "Slack", target: ResponseUrl, body: Json) -> tuple[int, str]:
    original = conversations.find(slack, target.channel, target.ts) if target.ts else None
    changes = _flag(body, "delete_original") or _flag(body, "replace_original")
    if changes and target.ts is None:
        # A slash command has no message of its own to replace: Slack posts a new one.
        changes = False
    if changes and original is None:
        return 404, "message_not_found"
    if changes and original is not None:
        _change(slack, original, body)
    elif not _flag(body, "delete_original"):
        _new_message(slack, target, body)
    return 200, "ok"


def _change(slack: "Slack", original: Message, body: Json) -> None:
    if _flag(body, "delete_original"):
        original.deleted = True
        slack.changed()
    else:
        conversations.rewrite(slack, original, text=body.get("text") or "", blocks=body.get("blocks") or [])


def _new_message(slack: "Slack", target: ResponseUrl, body: Mapping[str, Any]) -> None:
    everybody = body.get("response_type") == "in_channel"
    thread = body.get("thread_ts") or target.thread_ts
    conversations.post(
        slack,
        slack.channels[target.channel],
        user=slack.bot_user_id,
        text=body.get("text") or "",
        blocks=body.get("blocks") or [],
        thread_ts=thread,
        ephemeral_to=None if everybody else target.user,
        metadata=body.get("metadata") or None,
    )


def _flag(body: Mapping[str, Any], name: str) -> bool:
    return body.get(name) in (True, "true")
