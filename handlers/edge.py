"""Run a handler: once, in one transaction; commit, acknowledge, show the answer; apologise when something breaks.

Nothing escapes from here. A Refusal is said to the person in their language. Anything else is logged under a
reference that the person reads too.
"""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPException
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from slack_sdk.webhook import WebhookClient
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from bot import blocks, clock, inbox, outbox
from bot.blocks import Message, Modal, message
from bot.db import is_worth_another_try, transaction
from bot.directory import look_up
from bot.errors import Refusal
from bot.i18n import translations
from bot.members import service as members
from bot.workspaces import service as workspaces
from handlers import modals, words
from handlers.answers import Answer, Changed, Instead, Opened, Problems
from handlers.incoming import CHOICE, Command, Envelope, Event, Press, Request, Submission
from models import Member, Workspace

log = logging.getLogger(__name__)

Handler = Callable[[Any, Session], Answer]
JSON = dict[str, Any]

# Answers given directly, when the outbox is out of reach, must fit into Slack's three seconds.
DIRECT_ANSWER_TIMEOUT = 1
LOOK_UP_TIMEOUT = 1
# So many people named in one request are asked about while Slack waits; the others are known from the daily reading.
MOST_LOOKED_UP = 2
MOST_REMEMBERED = 100_000
# Choices in one modal that overtake each other are no further apart.
CHOICES_APART = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is left to do after the commit: a modal to open or to change, and the acknowledgement."""

    acknowledgement: JSON
    shows: Modal | Opened | Changed | None = None


class NotMet(Exception):
    """Somebody new, whom Slack has to be asked about first, outside any transaction."""

    def __init__(self, slack_ids: Sequence[str]) -> None:
        super().__init__("unknown people")
        self.slack_ids = slack_ids


class Edge:
    """The one place where requests come in; knows nothing of any feature."""

    def __init__(self, *, pressed: Callable[[Press, Session], None]) -> None:
        # Told of every press, also of one that is refused.
        self._pressed = pressed
        # (team, user) → the language they read, for when the database cannot tell.
        self._languages: dict[tuple[str, str], str] = {}

    def run(
        self, kind: type[Request], handler: Handler, parsed: tuple[Envelope, JSON], ack: Ack, client: WebClient
    ) -> None:
        """Let `handler` answer a request and acknowledge it.

        Raises only for events, so that Slack repeats them.
        """
        envelope, details = parsed
        try:
            try:
                outcome = self._take_effect(kind, handler, envelope, details)
            except NotMet as unknown:
                self._meet(envelope, unknown.slack_ids, client)
                outcome = self._take_effect(kind, handler, envelope, details, is_met=True)
            if outcome.shows:
                said = self._show_modal(client, envelope, outcome.shows)
                outcome = Outcome(_acknowledgement(kind, said)) if kind is Command else outcome
                if said and kind is not Command:
                    self._say_later(kind, envelope, details, said)
            ack(**outcome.acknowledgement)
        except Exception as trouble:
            said = message(self._apology(envelope, trouble))
            if kind is Event and not isinstance(trouble, Refusal):
                raise
            if kind is Submission:
                first = next(iter(details["values"]), "")
                ack(response_action="errors", errors={first: said.text})
                return
            # Of an event without a conversation, such as a changed profile, nobody waits to hear.
            if kind is not Command and not (kind is Event and not envelope.channel):
                _answer_at_once(envelope, client, said)
            ack(**_acknowledgement(kind, said))

    def _take_effect(
        self, kind: type[Request], handler: Handler, envelope: Envelope, details: JSON, *, is_met: bool = False
    ) -> Outcome:
        def once(refusal: Refusal | None = None) -> Outcome:
            return self._take_effect_once(kind, handler, envelope, details, is_met=is_met, refusal=refusal)

        try:
            return once()
        except Refusal as refusal:
            if refusal.words in {words.NOT_INSTALLED, words.OUTSIDER}:
                raise
            # What was begun is undone; that the request was answered, and how, is kept in a transaction of its own.
            return once(refusal)
        except (OperationalError, IntegrityError) as trouble:
            # Somebody who was named may have been forgotten in the same moment: the second try does not find them.
            if not (is_worth_another_try(trouble) or isinstance(trouble, IntegrityError)):
                raise
            return once()

    def _take_effect_once(
        self,
        kind: type[Request],
        handler: Handler,
        envelope: Envelope,
        details: JSON,
        *,
        is_met: bool,
        refusal: Refusal | None,
    ) -> Outcome:
        now = clock.now()
        with transaction() as tx:
            workspace = workspaces.of_team(tx, envelope.team_id)
            if workspace is None:
                raise Refusal(words.NOT_INSTALLED)
            if envelope.user_team_id not in {"", workspace.team_id}:
                raise Refusal(words.OUTSIDER)
            member = members.meet(tx, workspace.id, envelope.user_id)
            if not is_met:
                _meet_first(tx, workspace, member, envelope)
            if member.is_stranger:
                raise Refusal(words.OUTSIDER)
            request = kind(envelope, workspace, member, now, **details)
            self._remember(envelope, request.locale)
            earlier = inbox.once(tx, workspace.id, envelope.key, now)
            if earlier is not None:
                return Outcome(earlier.answer or _acknowledgement(kind, None))
            if isinstance(request, Press):
                self._pressed(request, tx)
            answer = _refused(refusal, request) if refusal else handler(request, tx)
            if isinstance(answer, Modal | Opened | Changed):
                return Outcome({}, answer)
            if isinstance(answer, Message):
                _show(tx, request, answer)
            acknowledgement = _acknowledgement(kind, answer)
            if acknowledgement != _acknowledgement(kind, None):
                inbox.remember_answer(tx, workspace.id, envelope.key, acknowledgement)
            return Outcome(acknowledgement)

    def _meet(self, envelope: Envelope, slack_ids: Sequence[str], client: WebClient) -> None:
        """Ask Slack who people are, so that already the first answer is in their language and true for them."""
        client.timeout, patience = LOOK_UP_TIMEOUT, client.timeout
        profiles = [profile for slack_id in slack_ids if (profile := look_up(client, slack_id))]
        client.timeout = patience
        with transaction() as tx:
            workspace = workspaces.of_team(tx, envelope.team_id)
            if workspace:
                members.learn(tx, workspace, profiles, now=clock.now())

    def _remember(self, envelope: Envelope, locale: str) -> None:
        if len(self._languages) > MOST_REMEMBERED:
            self._languages.clear()
        self._languages[envelope.team_id, envelope.user_id] = locale

    def _say_later(self, kind: type[Request], envelope: Envelope, details: JSON, said: Message) -> None:
        """Promise an answer after all, when a modal that was meant to be the answer did not open."""
        with transaction() as tx:
            workspace = workspaces.of_team(tx, envelope.team_id)
            if workspace:
                member = members.meet(tx, workspace.id, envelope.user_id)
                _show(tx, kind(envelope, workspace, member, clock.now(), **details), said)

    def _show_modal(self, client: WebClient, envelope: Envelope, answer: Modal | Opened | Changed) -> Message | None:
        """Open or change a modal; return what to say if Slack would not."""
        if isinstance(answer, Modal):
            trouble = modals.show(client, envelope, answer)
            return message(self._translated(envelope, words.TOO_LATE)) if trouble else None
        if isinstance(answer, Opened):
            return answer.otherwise if modals.show(client, envelope, answer.modal) else None
        trouble = modals.change(client, envelope, answer.modal)
        if trouble == modals.CHANGED_MEANWHILE:
            # Two choices in quick succession: the modal shows what came of one of them, and has to show the last.
            if _is_overtaken(envelope):
                return None
            trouble = modals.change(client, envelope, answer.modal, even_if_changed=True)
        return answer.otherwise if trouble else None

    def _apology(self, envelope: Envelope, trouble: Exception) -> str:
        if isinstance(trouble, Refusal):
            return self._translated(envelope, trouble.words).format(**trouble.values)
        reference = secrets.token_hex(4)
        if isinstance(trouble, OperationalError | PoolTimeout):
            log.error("the database is away: %s, reference %s", envelope.name, reference)
            return self._translated(envelope, words.TRY_AGAIN)
        log.error("%s failed, reference %s", envelope.name, reference, exc_info=trouble)
        return self._translated(envelope, words.BROKEN).format(reference=reference)

    def _translated(self, envelope: Envelope, text: str) -> str:
        locale = self._languages.get((envelope.team_id, envelope.user_id), "")
        return translations(locale).gettext(text)


def _is_overtaken(envelope: Envelope) -> bool:
    """Tell whether somebody chose again in the same modal, later than this."""
    with transaction() as tx:
        workspace = workspaces.of_team(tx, envelope.team_id)
        since, series = clock.now() - CHOICES_APART, f"{CHOICE}:{envelope.view_id}:"
        return workspace is not None and inbox.is_overtaken(tx, workspace.id, envelope.key, series, since=since)


def _meet_first(tx: Session, workspace: Workspace, member: Member, envelope: Envelope) -> None:
    """Raise NotMet when Slack has to be asked about whoever sent this, or about somebody it names."""
    unknown = []
    if member.read_at is None and envelope.name not in {"user_change", "team_join"}:
        unknown.append(member.slack_id)
    named = envelope.named[:MOST_LOOKED_UP]
    if named:
        known = {person.slack_id for person in members.by_slack_ids(tx, workspace.id, named) if person.read_at}
        unknown += [slack_id for slack_id in named if slack_id not in {*known, *unknown}]
    if unknown:
        raise NotMet(unknown)


def _refused(refusal: Refusal, request: Request) -> Answer:
    text = request.say(refusal.words).format(**refusal.values)
    if not isinstance(request, Submission):
        return message(text)
    if refusal.field in request.values:
        return Problems({str(refusal.field): text})
    typed = [request.text(name) for name in request.typed if request.text(name)]
    return Instead(
        blocks.modal(
            "notice",
            request.say(words.SORRY),
            blocks.section(text),
            blocks.note(request.say(words.WHAT_YOU_TYPED)) if typed else None,
            *(block for text in typed for block in blocks.said_all(text)),
            close=request.say(words.CLOSE),
        )
    )


def _show(tx: Session, request: Request, answer: Message) -> None:
    """Promise the answer to the person alone, by the best way Slack offers for this kind of request."""
    envelope, key = request.envelope, f"answer:{request.key}"
    if isinstance(request, Command):
        return
    if envelope.response_url and not isinstance(request, Submission):
        outbox.respond(tx, request.workspace.id, key, envelope.response_url, answer, now=request.now)
    elif isinstance(request, Event) and not envelope.channel.startswith("D"):
        thread = request.thread or None
        where = envelope.channel
        outbox.whisper(tx, request.member, key, answer, now=request.now, reason="answer", channel=where, thread=thread)
    else:
        outbox.post(tx, request.workspace.id, key, answer, now=request.now, reason="answer", to=[request.member])


def _acknowledgement(kind: type[Request], answer: Answer) -> JSON:
    if kind is Submission:
        if isinstance(answer, Problems):
            return {"response_action": "errors", "errors": answer.fields}
        if isinstance(answer, Instead):
            return {"response_action": "update", "view": answer.modal.view}
        return {"response_action": "clear"}
    if kind is Command and isinstance(answer, Message):
        return {"response_type": "ephemeral", **answer.as_payload()}
    return {}


def _answer_at_once(envelope: Envelope, client: WebClient, said: Message) -> None:
    """Answer without the outbox, when it is out of reach or Slack is waiting; best effort."""
    try:
        if envelope.response_url:
            body = {"response_type": "ephemeral", "replace_original": False, **said.as_payload()}
            WebhookClient(envelope.response_url, timeout=DIRECT_ANSWER_TIMEOUT, retry_handlers=[]).send_dict(body)
        elif envelope.channel and not envelope.channel.startswith("D"):
            client.chat_postEphemeral(channel=envelope.channel, user=envelope.user_id, **said.as_payload())
        elif envelope.user_id:
            client.chat_postMessage(channel=envelope.user_id, **said.as_payload())
    except (SlackClientError, OSError, HTTPException) as trouble:
        log.warning("an apology could not be delivered: %s", type(trouble).__name__)
