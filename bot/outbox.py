"""Messages are promised inside a transaction and delivered outside any.

A message is a row with a key of its own; a promise made twice is kept once. Features name a message by that key
and never by Slack's channel and time stamp: `change("ask:12:post", ...)` finds the message wherever it is by now.

    state     moved by                     to
    waiting   Sender, Slack took it        sent      (words erased, `channel` and `ts` kept)
    waiting   Sender, Slack refused it     failed    (the feature that promised it is told)
    waiting   Sender, nothing to change    dropped
    waiting   withdraw()                   dropped
    sent      change(), on its update row  waiting   (one row a message carries all later changes)
    waiting   Sender, `not_after` is over  (gone)    (the feature is told "too_late"; the key is free again)
    waiting   Sender, outside its hours    waiting   (until its reader's hours begin; `bot.timely`)
    waiting   Sender, not true any more    (gone)    (the key is free again; `bot.timely`)

`owner` and `leased_until` say who is sending a waiting row right now; a row whose owner died is taken over when the
lease ends, and asked for at Slack first where we may look (direct conversations).
"""

import base64
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Text, and_, cast, delete, or_, select, update
from sqlalchemy.orm import Session

from bot import wake
from bot.blocks import Message, Modal
from bot.db import after_commit, insert_once
from models import Member, Method, Outgoing, OutgoingState
from models.base import new_key

# Bytes. A file waits in a row, as text that is a third longer, and is read whole by whoever sends it.
LARGEST_FILE = 5_000_000
# An update that overtook one in flight waits until that one has surely landed.
AFTER_THE_ONE_IN_FLIGHT = timedelta(seconds=2)
# What the row is called that carries the changes of a message.
CHANGE = "#change"
# An App Home is published at most this often; what changes meanwhile is shown together afterwards.
BETWEEN_HOMES = timedelta(seconds=10)


def post(
    tx: Session,
    workspace_id: int,
    key: str,
    message: Message,
    *,
    now: datetime,
    reason: str,
    to: Sequence[Member] = (),
    channel: str = "",
    thread: str | None = None,
    below: str = "",
    not_after: datetime | None = None,
    in_hours: bool = False,
) -> bool:
    """Promise a message to a channel, or to the direct conversation of the bot with the members in `to`.

    `thread` is the time stamp of the message it answers; `below` the key of one of ours. One that could not be sent
    before `not_after` is never sent: whoever stands for `reason` in FAILURES is told the problem "too_late" and may
    promise it again under the same key. One for its reader's working hours (`in_hours`) is looked at again before it
    is sent. Returns False when a message of this key was promised before.
    """
    payload = message.as_payload() | {"unfurl_links": False, "unfurl_media": False}
    if thread:
        payload["thread_ts"] = thread
    if below:
        payload["below"] = below
    people = " ".join(sorted(member.slack_id for member in to))
    known = to[0].conversation if len(to) == 1 else None
    return _promise(
        tx,
        workspace_id=workspace_id,
        key=key,
        method=Method.POST,
        due_at=now,
        reason=reason,
        payload=payload,
        people=people,
        channel=channel or known or "",
        not_after=not_after,
        in_hours=in_hours,
    )


def upload(
    tx: Session,
    workspace_id: int,
    key: str,
    content: bytes,
    *,
    filename: str,
    title: str,
    now: datetime,
    reason: str,
    to: Member | None = None,
    channel: str = "",
    thread: str | None = None,
    below: str = "",
    comment: str = "",
    alt_text: str = "",
) -> bool:
    """Promise a file, to the direct conversation of the bot with `to`, or to a channel (its id, C...).

    `filename` is what it is saved as ("journal.csv"), `title` what Slack shows, `comment` the message it comes with
    (mrkdwn, ours; what people typed only through `blocks.preview_of`), `alt_text` what a picture shows, for those who
    do not see it. In a channel it may stand in a thread: `thread` is the time stamp of the message it answers, `below`
    the key of one of ours, which it then waits for. The bytes are erased once they are out. A file cannot be changed,
    and nothing can stand `below` it, as Slack does not say which message it became.

    When Slack refuses it, the feature that has `reason` in `bot.app.FAILURES` is told. Returns False when a message of
    this key was promised before; raises ValueError for an empty file and for more than LARGEST_FILE bytes.
    """
    if not 0 < len(content) <= LARGEST_FILE:
        raise ValueError(f"a file of {len(content)} bytes")
    payload = {
        "content": base64.b64encode(content).decode(),
        "filename": filename,
        "title": title,
        "comment": comment,
        "alt_text": alt_text,
    }
    if thread:
        payload["thread_ts"] = thread
    if below:
        payload["below"] = below
    return _promise(
        tx,
        workspace_id=workspace_id,
        key=key,
        method=Method.UPLOAD,
        due_at=now,
        reason=reason,
        payload=payload,
        people=to.slack_id if to else "",
        channel=channel or (to.conversation if to else None) or "",
    )


def whisper(
    tx: Session,
    to: Member,
    key: str,
    message: Message,
    *,
    now: datetime,
    reason: str,
    channel: str,
    thread: str | None = None,
) -> bool:
    """Promise a message that only one member of a channel sees."""
    payload = message.as_payload() | {"user": to.slack_id}
    if thread:
        payload["thread_ts"] = thread
    return _promise(
        tx,
        workspace_id=to.workspace_id,
        key=key,
        method=Method.EPHEMERAL,
        due_at=now,
        reason=reason,
        payload=payload,
        channel=channel,
    )


def respond(tx: Session, workspace_id: int, key: str, url: str, message: Message, *, now: datetime) -> bool:
    """Promise an answer that only the presser sees, through the response URL of the press."""
    payload = message.as_payload() | {"response_type": "ephemeral", "replace_original": False, "url": url}
    return _promise(
        tx,
        workspace_id=workspace_id,
        key=key,
        method=Method.RESPOND,
        due_at=now,
        reason="answer",
        payload=payload,
    )


def change(tx: Session, workspace_id: int, key: str, message: Message, *, now: datetime) -> bool:
    """Let the message called `key` say something else, wherever it is on its way; False when there is none."""
    # Locked, so that no sender picks it up with the old words while we write the new ones.
    found = tx.scalars(_called(workspace_id, key).with_for_update()).one_or_none()
    if found is None or found.state in {OutgoingState.FAILED, OutgoingState.DROPPED}:
        return False
    if found.method is Method.UPLOAD:
        return False
    if found.state is OutgoingState.WAITING and found.owner is None and found.payload is not None:
        found.payload = found.payload | message.as_payload()
        return True
    due = now + AFTER_THE_ONE_IN_FLIGHT if found.state is OutgoingState.WAITING else now
    values = {
        "method": Method.UPDATE,
        "due_at": due,
        "reason": "update",
        "payload": message.as_payload(),
        "people": found.people,
        "channel": found.channel,
        "changes": key,
    }
    _promise_again(tx, workspace_id, f"{key}{CHANGE}", values, now)
    return True


def publish(tx: Session, to: Member, view: Modal, *, now: datetime, seen: str = "") -> None:
    """Let a member's App Home show `view`, at most once in ten seconds; a later one replaces one that still waits.

    `seen` is the hash of what they look at, when Slack has told; else the one we got for the last page counts. When
    their Home is another by then, Slack refuses this one with "hash_conflict", and a new one has to be made.
    """
    key = f"home:{to.id}"
    last = tx.scalars(_called(to.workspace_id, key).with_for_update()).one_or_none()
    hash_ = seen or _last_hash(last)
    values = {
        "method": Method.PUBLISH,
        "due_at": _next_home(last, now),
        "reason": "home",
        "payload": {"user_id": to.slack_id, "view": view.view, **({"hash": hash_} if hash_ else {})},
        "people": to.slack_id,
    }
    _promise_again(tx, to.workspace_id, key, values, now)


def clear_home(tx: Session, workspace_id: int, slack_id: str, view: Modal, *, now: datetime) -> None:
    """Let the App Home of somebody who is no member any more show `view`; nothing of it is kept once it is out."""
    _promise(
        tx,
        workspace_id=workspace_id,
        key=f"forgotten:{new_key()}",
        method=Method.PUBLISH,
        due_at=now,
        reason="forgotten",
        payload={"user_id": slack_id, "view": view.view},
    )


def withdraw(tx: Session, workspace_id: int, key: str) -> None:
    """Take back a promise that nobody has begun to keep."""
    waiting = _called(workspace_id, key).where(Outgoing.state == OutgoingState.WAITING, Outgoing.owner.is_(None))
    for row in tx.scalars(waiting):
        row.state = OutgoingState.DROPPED
        row.payload = None


def key_of(tx: Session, workspace_id: int, channel: str, ts: str) -> str | None:
    """Return the key of the message that stands at `ts` in a conversation, if it is one of ours."""
    found = select(Outgoing.key).where(
        Outgoing.workspace_id == workspace_id,
        Outgoing.channel == channel,
        Outgoing.ts == ts,
        Outgoing.method == Method.POST,
    )
    return tx.scalars(found).first()


def conversation_of(tx: Session, workspace_id: int, key: str) -> str:
    """Return the conversation the message called `key` was sent to; empty when it was not sent yet."""
    found = tx.scalars(_called(workspace_id, key)).one_or_none()
    return found.channel if found else ""


def is_out(tx: Session, workspace_id: int, key: str) -> bool:
    """Tell whether Slack has taken the message called `key`."""
    return tx.scalars(_called(workspace_id, key).where(Outgoing.ts.is_not(None))).first() is not None


def is_waiting(tx: Session, workspace_id: int, key: str) -> bool:
    """Tell whether the message called `key` was promised and Slack has not taken or refused it yet."""
    waiting = _called(workspace_id, key).where(Outgoing.state == OutgoingState.WAITING)
    return tx.scalars(waiting).first() is not None


def forget_finished(tx: Session, workspace_id: int, before: datetime, most: int = 500) -> int:
    """Delete up to `most` of a workspace's messages that were finished before a moment; return how many."""
    old = select(Outgoing.id).where(Outgoing.workspace_id == workspace_id, Outgoing.finished_at < before).limit(most)
    ids = tx.scalars(old).all()
    tx.execute(delete(Outgoing).where(Outgoing.id.in_(ids)))
    return len(ids)


def forget_about(
    tx: Session,
    workspace_id: int,
    abouts: Collection[str],
    *,
    instead: Callable[[Outgoing], Message | None] | None = None,
    now: datetime,
) -> None:
    """Forget every message about something that is going away ("ask:12": all keys "ask:12:..."), key and all.

    What waits is dropped. What is out, or on its way, says from now on what `instead` makes of it; where that makes
    nothing, it stays as it is and only our record of it goes.
    """
    if not abouts:
        return
    kinds = {about.split(":")[0] for about in abouts}
    keys = select(Outgoing.id, Outgoing.key).where(
        Outgoing.workspace_id == workspace_id, or_(*(Outgoing.key.startswith(f"{kind}:") for kind in kinds))
    )
    ids = [found.id for found in tx.execute(keys) if _is_about(found.key, abouts)]
    going = select(Outgoing).where(Outgoing.workspace_id == workspace_id, Outgoing.id.in_(ids)).with_for_update()
    for row in tx.scalars(going).all():
        on_its_way = row.state is OutgoingState.WAITING and row.owner is not None
        is_there = row.method is Method.POST and (on_its_way or row.ts is not None)
        message = instead(row) if instead and is_there else None
        if message is None:
            tx.delete(row)
            continue
        row.key = f"forgotten:{new_key()}"
        row.people = "" if row.channel else row.people
        if row.payload is not None:
            row.payload = row.payload | message.as_payload()
        tx.flush()
        change(tx, workspace_id, row.key, message, now=now)


def _is_about(key: str, abouts: Collection[str]) -> bool:
    """Tell whether a message, or a change of one, is named after one of these."""
    return ":".join(key.removesuffix(CHANGE).split(":")[:2]) in abouts


def release(tx: Session, workspace_id: int, key: str) -> None:
    """Let a message that was promised go out although what it is about is forgotten: it loses its name."""
    row = tx.scalars(_called(workspace_id, key).with_for_update()).one_or_none()
    if row is not None:
        row.key, row.reason = f"forgotten:{new_key()}", "forgotten"
        tx.flush()


def forget_person(tx: Session, member: Member) -> None:
    """Delete the records of all messages to a member, and every message that still waits and names them."""
    waiting = Outgoing.state == OutgoingState.WAITING, cast(Outgoing.payload, Text).contains(member.slack_id)
    theirs = [Outgoing.people.contains(member.slack_id), and_(*waiting)]
    if member.conversation:
        theirs.append(Outgoing.channel == member.conversation)
    rows = select(Outgoing).where(Outgoing.workspace_id == member.workspace_id, or_(*theirs))
    for row in tx.scalars(rows.with_for_update()).all():
        tx.delete(row)
    tx.flush()


def drop_waiting(tx: Session, workspace_id: int) -> None:
    """Take back everything a workspace was promised, whoever has begun to keep it."""
    waiting = Outgoing.workspace_id == workspace_id, Outgoing.state == OutgoingState.WAITING
    tx.execute(delete(Outgoing).where(*waiting))


def _last_hash(last: Outgoing | None) -> str:
    """Return the hash of the Home that was published last; empty when that is not sure."""
    if last is None or last.state in {OutgoingState.FAILED, OutgoingState.DROPPED}:
        return ""
    is_in_flight = last.state is OutgoingState.WAITING and last.owner is not None
    return "" if is_in_flight else last.ts or ""


def _next_home(last: Outgoing | None, now: datetime) -> datetime:
    if last is None:
        return now
    if last.state is OutgoingState.SENT and last.finished_at:
        return max(now, last.finished_at + BETWEEN_HOMES)
    if last.state is OutgoingState.WAITING and last.owner is not None:
        return now + BETWEEN_HOMES
    if last.state is OutgoingState.WAITING and not last.attempts:
        return min(last.due_at, now + BETWEEN_HOMES)
    return now


def _called(workspace_id: int, key: str) -> Any:
    return select(Outgoing).where(Outgoing.workspace_id == workspace_id, Outgoing.key == key)


def _promise(tx: Session, **values: Any) -> bool:
    row = {"people": "", "channel": "", "state": OutgoingState.WAITING, "attempts": 0, "in_hours": False} | values
    after_commit(tx, wake.up)
    return insert_once(tx, Outgoing, row, unique=("workspace_id", "key"))


def _promise_again(tx: Session, workspace_id: int, key: str, values: dict[str, Any], now: datetime) -> None:
    """Promise under a key that may have served before: the newest words win, also over some that are in flight."""
    if _promise(tx, workspace_id=workspace_id, key=key, **values):
        return
    row = Outgoing.workspace_id == workspace_id, Outgoing.key == key
    at_rest = or_(Outgoing.state != OutgoingState.WAITING, Outgoing.owner.is_(None))
    fresh = {"state": OutgoingState.WAITING, "owner": None, "leased_until": None, "attempts": 0, "finished_at": None}
    free = tx.execute(update(Outgoing).where(*row, at_rest).values(**(values | fresh)).returning(Outgoing.id))
    if free.first() is None:
        later = max(values["due_at"], now + AFTER_THE_ONE_IN_FLIGHT)
        tx.execute(update(Outgoing).where(*row).values(**(values | fresh | {"due_at": later})))
