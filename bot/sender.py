"""Deliver what the outbox promised: claim, send, finish; the only place that posts to Slack."""

import json
import logging
import threading
import time
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any

from prometheus_client import Counter
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy import and_, delete, not_, or_, select, tuple_, update
from sqlalchemy.orm import Session

from bot import clock, history, processes, uploads
from bot.calls import (
    HTTP_SERVER_ERROR,
    HTTP_TOO_MANY,
    TIMEOUT,
    Final,
    NotYet,
    respond,
    seconds_to_wait,
    surely_not_sent,
)
from bot.db import in_background, transaction
from bot.pace import MESSAGES, Pace
from bot.timely import NotTrue, SecondLook
from models import Member, Method, Outgoing, OutgoingState

log = logging.getLogger(__name__)

# Three calls at most per message (open, look, post) fit into one lease.
LEASE = timedelta(seconds=4 * TIMEOUT)
MOST_ATTEMPTS = 8
LONGEST_WAIT = timedelta(minutes=15)

# Slack's passing troubles; every other error it names is final for that message.
PASSING = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "rate_limited", "ratelimited"}
)
# Opening a conversation needs a right that the bot may not have been given; posting to a person does not.
CANNOT_OPEN = frozenset({"missing_scope", "unknown_method", "method_not_supported_for_channel_type"})
# What Slack says when somebody cannot be shown something in a channel.
UNSEEN = frozenset({"user_not_in_channel", "not_in_channel", "channel_not_found", "is_archived"})
# What a feature is told of a message whose time was over before it could be sent.
TOO_LATE = "too_late"

SENT = Counter("givefirst_messages", "Messages by method and outcome", ("method", "outcome"))

Failure = Callable[[Session, Outgoing, str, datetime], None]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message this process may send until its lease ends."""

    id: int
    workspace_id: int
    key: str
    method: Method
    payload: dict[str, Any]
    people: list[str]
    channel: str
    changes: str | None
    # Somebody began to send it and did not say how it ended.
    is_unclear: bool
    attempts: int
    not_after: datetime | None
    in_hours: bool
    lease_ends: float

    @property
    def lane(self) -> str:
        """What the one-a-second limit counts by."""
        return self.channel or " ".join(self.people)


class Sender:
    """Sends what is due; one for each process, safe to run in many processes at once."""

    def __init__(
        self,
        client_of: Callable[[int], WebClient],
        *,
        serves: Collection[int] | None = None,
        failures: Mapping[str, Failure] | None = None,
        second_look: SecondLook | None = None,
        pace: Pace | None = None,
        threads: int = 8,
    ) -> None:
        self.client_of = client_of
        # Ids of the workspaces it may send for; None means all.
        self.serves = serves
        self.failures = failures or {}
        self.second_look = second_look
        self.pace = pace or Pace()
        self.name = processes.own_name()
        self.threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="sender")
        self._in_flight = threading.Semaphore(threads)

    def relieve_the_dead(self) -> int:
        """Take over at once what processes of this host were sending when they died; return how many messages.

        Messages of other hosts are taken over when their leases end.
        """
        with transaction() as tx:
            leased = Outgoing.state == OutgoingState.WAITING, Outgoing.leased_until.is_not(None)
            owners = [owner for owner in tx.scalars(select(Outgoing.owner).where(*leased).distinct()) if owner]
            dead = [owner for owner in owners if processes.is_dead(owner)]
            free = update(Outgoing).where(*leased, Outgoing.owner.in_(dead)).values(leased_until=None)
            return len(tx.scalars(free.returning(Outgoing.id)).all()) if dead else 0

    def start_due(self, now: datetime) -> int:
        """Begin to send what is due, as far as there are free hands; return how many were begun."""
        free = 0
        while free < self.threads and self._in_flight.acquire(blocking=False):
            free += 1
        claimed: list[Claimed] = []
        try:
            claimed = self.claim(now, most=free) if free else []
        finally:
            for _ in range(free - len(claimed)):
                self._in_flight.release()
        for message in claimed:
            self._pool.submit(self._send_and_release, message)
        return len(claimed)

    def deliver_due(self, now: datetime) -> int:
        """Send everything that is due at `now`, wait for it, and return how many were tried."""
        claimed = self.claim(now, most=self.threads)
        wait([self._pool.submit(self.send, message) for message in claimed])
        return len(claimed)

    def stop(self) -> None:
        """Finish what is in flight and begin nothing new."""
        self._pool.shutdown(wait=True)

    def claim(self, now: datetime, *, most: int) -> list[Claimed]:
        """Take up to `most` due messages for this process."""
        with transaction() as tx:
            due = (
                select(Outgoing)
                .where(
                    Outgoing.state == OutgoingState.WAITING,
                    Outgoing.due_at <= now,
                    or_(Outgoing.leased_until.is_(None), Outgoing.leased_until < now),
                    *self._may_go(),
                )
                .order_by(Outgoing.due_at, Outgoing.id)
                .limit(4 * most)
                .with_for_update(skip_locked=True)
            )
            taken: list[Claimed] = []
            for row in tx.scalars(due):
                if len(taken) == most:
                    break
                if self.pace.take(row.workspace_id, row.method, row.channel or row.people):
                    taken.append(self._lease(row, now))
            return taken

    def send(self, message: Claimed) -> None:
        """Send one claimed message and write down how it ended; never raises."""
        try:
            outcome = self._attempt(message)
        except Exception:
            log.exception("sending message %s failed unexpectedly", message.id)
            outcome = "error"
        SENT.labels(message.method.value, outcome).inc()

    def _may_go(self) -> list[Any]:
        resting: list[Any] = [
            not_(and_(Outgoing.workspace_id == workspace_id, Outgoing.method == method))
            for workspace_id, method in self.pace.resting()
        ]
        if self.serves is not None:
            resting.append(Outgoing.workspace_id.in_(self.serves))
        lanes = self.pace.busy_lanes()
        if lanes:
            lane = tuple_(Outgoing.workspace_id, Outgoing.channel), tuple_(Outgoing.workspace_id, Outgoing.people)
            resting.append(or_(Outgoing.method.not_in(MESSAGES), and_(lane[0].not_in(lanes), lane[1].not_in(lanes))))
        return resting

    def _lease(self, row: Outgoing, now: datetime) -> Claimed:
        is_unclear = row.owner is not None
        row.owner = self.name
        row.leased_until = now + LEASE
        row.attempts += 1
        return Claimed(
            id=row.id,
            workspace_id=row.workspace_id,
            key=row.key,
            method=row.method,
            payload=row.payload or {},
            people=row.people.split(),
            channel=row.channel,
            changes=row.changes,
            is_unclear=is_unclear,
            attempts=row.attempts,
            not_after=row.not_after,
            in_hours=row.in_hours,
            lease_ends=time.monotonic() + LEASE.total_seconds(),
        )

    def _send_and_release(self, message: Claimed) -> None:
        try:
            with in_background():
                self.send(message)
        finally:
            self._in_flight.release()

    def _attempt(self, message: Claimed) -> str:
        try:
            if message.in_hours and self.second_look:
                message = replace(message, payload=self.second_look.at(message.id, clock.now()))
            channel, ts = self._deliver(message)
        except NotYet as early:
            self._put_back(message, early.seconds, counts=False, is_unclear=message.is_unclear)
            return "early"
        except NotTrue:
            with transaction() as tx:
                tx.execute(delete(Outgoing).where(Outgoing.id == message.id, Outgoing.owner == self.name))
            return "untrue"
        except (Final, uploads.NotTaken) as refused:
            return self._give_up(message, str(refused))
        except SlackApiError as refused:
            return self._after_refusal(message, refused)
        except (OSError, HTTPException, SlackClientError, json.JSONDecodeError) as trouble:
            return self._retry(message, type(trouble).__name__, is_unclear=not surely_not_sent(trouble))
        self._finish(message, state=OutgoingState.SENT, channel=channel, ts=ts)
        return "sent"

    def _deliver(self, message: Claimed) -> tuple[str, str | None]:
        is_late = message.not_after is not None and clock.now() >= message.not_after
        if is_late and not message.is_unclear:
            raise Final(TOO_LATE)
        client = self.client_of(message.workspace_id)
        payload = dict(message.payload)
        if message.method is Method.RESPOND:
            respond(payload)
            return "", None
        if message.method is Method.PUBLISH:
            published = client.api_call("views.publish", json=payload)
            return "", (published.get("view") or {}).get("hash")
        if message.method is Method.UPDATE:
            channel, ts = self._where(message, message.changes)
            client.api_call("chat.update", json=payload | {"channel": channel, "ts": ts})
            return channel, ts
        channel = message.channel or self._open(client, message)
        if "below" in payload:
            channel, payload["thread_ts"] = self._where(message, payload.pop("below"))
        if message.method is Method.UPLOAD:
            self._upload(client, message, channel, payload)
            return channel, None
        if message.is_unclear and message.people:
            found = history.has_message(client, channel, message.key)
            if found:
                return channel, found
        if is_late:
            raise Final(TOO_LATE)
        self._still_in_time(message)
        payload["channel"] = channel
        if message.method is Method.POST:
            payload["metadata"] = {"event_type": "givefirst_message", "event_payload": {"key": message.key}}
        sent = client.api_call(message.method.value, json=payload)
        return sent.get("channel") or channel, sent.get("ts")

    def _upload(self, client: WebClient, message: Claimed, channel: str, payload: dict[str, Any]) -> None:
        def remember(file_id: str) -> None:
            with transaction() as tx:
                tx.execute(self._mine(message).values(payload=message.payload | {"file_id": file_id}))

        def still_in_time() -> None:
            self._still_in_time(message)

        look_first = message.is_unclear and bool(message.people)
        uploads.deliver(client, payload, channel, remember, still_in_time, look_first=look_first)

    def _still_in_time(self, message: Claimed) -> None:
        """Stop before a call that might outlast the lease."""
        if time.monotonic() > message.lease_ends - TIMEOUT:
            raise NotYet(0)

    def _where(self, message: Claimed, key: str | None) -> tuple[str, str]:
        """Return channel and time stamp of the message of ours that this one changes or answers."""
        with transaction() as tx:
            wanted = select(Outgoing).where(Outgoing.workspace_id == message.workspace_id, Outgoing.key == key)
            row = tx.scalars(wanted).one_or_none()
        if row is None or row.state in {OutgoingState.FAILED, OutgoingState.DROPPED}:
            raise Final("message_not_found")
        if row.ts is None:
            if row.state is OutgoingState.SENT:
                raise Final("message_not_found")
            raise NotYet(1)
        return row.channel, row.ts

    def _open(self, client: WebClient, message: Claimed) -> str:
        """Return the direct conversation with these people; Slack opens the same one each time."""
        try:
            opened = client.api_call("conversations.open", json={"users": ",".join(message.people)})
        except SlackApiError as refused:
            if len(message.people) == 1 and refused.response.get("error") in CANNOT_OPEN:
                # Slack takes a person's id for the conversation of the bot with them, too.
                return message.people[0]
            raise
        channel = str(opened["channel"]["id"])
        with transaction() as tx:
            tx.execute(update(Outgoing).where(Outgoing.id == message.id).values(channel=channel))
            if len(message.people) == 1:
                tx.execute(
                    update(Member)
                    .where(Member.workspace_id == message.workspace_id, Member.slack_id == message.people[0])
                    .values(conversation=channel)
                )
        return channel

    def _after_refusal(self, message: Claimed, refused: SlackApiError) -> str:
        response: Any = refused.response
        if response.status_code == HTTP_TOO_MANY or response.get("error") in {"ratelimited", "rate_limited"}:
            seconds = seconds_to_wait(response.headers)
            self.pace.pause(message.workspace_id, message.method, seconds)
            self._put_back(message, seconds, counts=False)
            return "limited"
        error = str(response.get("error") or f"http_{response.status_code}")[:80]
        if response.status_code >= HTTP_SERVER_ERROR or error in PASSING:
            return self._retry(message, error, is_unclear=True)
        if message.method is Method.EPHEMERAL and error in UNSEEN:
            return self._send_directly(message)
        return self._give_up(message, error)

    def _send_directly(self, message: Claimed) -> str:
        """Let an answer that cannot be shown in a channel go to the person's own conversation with the bot."""
        payload = {name: value for name, value in message.payload.items() if name not in {"user", "thread_ts"}}
        person = str(message.payload["user"])
        with transaction() as tx:
            here = self._mine(message).values(
                method=Method.POST, people=person, channel="", payload=payload, owner=None, leased_until=None
            )
            tx.execute(here)
        return "redirected"

    def _retry(self, message: Claimed, problem: str, *, is_unclear: bool) -> str:
        if message.attempts >= MOST_ATTEMPTS:
            return self._give_up(message, problem)
        seconds = min(2.0**message.attempts, LONGEST_WAIT.total_seconds())
        log.warning("message %s will be tried again in %.0f s: %s", message.id, seconds, problem)
        self._put_back(message, seconds, counts=True, is_unclear=is_unclear)
        return "retried"

    def _give_up(self, message: Claimed, problem: str) -> str:
        log.warning("message %s was given up: %s", message.id, problem)
        self._finish(message, state=OutgoingState.FAILED, problem=problem)
        return "failed"

    def _put_back(self, message: Claimed, seconds: float, *, counts: bool, is_unclear: bool = False) -> None:
        due = clock.now() + timedelta(seconds=seconds)
        values: dict[str, Any] = {"due_at": due, "leased_until": None, "owner": "unclear" if is_unclear else None}
        if not counts:
            values["attempts"] = message.attempts - 1
        with transaction() as tx:
            tx.execute(self._mine(message).values(**values))

    def _finish(self, message: Claimed, *, state: OutgoingState, problem: str | None = None, **found: Any) -> None:
        now = clock.now()
        with transaction() as tx:
            ended = self._mine(message).values(
                state=state, owner=None, leased_until=None, payload=None, problem=problem, finished_at=now, **found
            )
            if tx.execute(ended.returning(Outgoing.id)).first() is None or state is OutgoingState.SENT:
                return
            row = tx.get_one(Outgoing, message.id)
            if problem == TOO_LATE:
                tx.delete(row)
                tx.flush()
            tell = self.failures.get(row.reason)
            if tell:
                tell(tx, row, problem or "", now)

    def _mine(self, message: Claimed) -> Any:
        return update(Outgoing).where(Outgoing.id == message.id, Outgoing.owner == self.name)
