"""Inviting a few colleagues at a time, each in their own working hours, and telling the asker when nobody is left."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot import outbox
from bot.asks import nobody_views, rules, service, views
from bot.blocks import Message
from bot.errors import Refusal
from bot.i18n import N_
from bot.matching import service as matching
from bot.matching.rules import Candidate, choose
from bot.members import news
from bot.members import service as members
from bot.members.hours import after_working_days, after_working_time, end_of_work, local, next_working_moment
from models import Ask, AskState, Audience, Invitation, InvitationState, Member, Outgoing, Workspace

log = logging.getLogger(__name__)

# A helper whose day begins later than this is invited only when nobody nearer is left.
SOON = timedelta(hours=4)
# How many likely helpers are looked at for each place in a wave.
CHOICE = 4

# What Slack says when the bot is no member of a channel.
OUTSIDE = frozenset({"not_in_channel", "channel_not_found"})


def start_wave(tx: Session, ask: Ask, *, now: datetime) -> int:
    """Plan the next invitations of an open ask whose time has come; return how many.

    When the waves are used up or nobody is left, the asker reads an honest "nobody yet" instead: where they have just
    read that the ask is open again, if they have, else in a message of its own. An ask that is meant for one colleague
    invites nobody, whatever opened it again.
    """
    workspace = tx.get_one(Workspace, ask.workspace_id)
    if ask.next_wave_at == ask.opened_at:
        service.give_first(tx, ask.asker, now=now)
    ask.next_wave_at = None
    told, ask.open_again = ask.open_again, None
    if ask.state is not AskState.OPEN or ask.is_for_one:
        return 0
    planned = []
    if ask.waves_sent < workspace.most_waves:
        planned = _plan(tx, ask, wave=ask.waves_sent + 1, most=workspace.wave_size, now=now)
    if planned:
        ask.waves_sent += 1
    else:
        ask.next_wave_at = _waiting_until(tx, ask, now)
        if ask.next_wave_at is None and ask.waves_sent < workspace.most_waves:
            ask.next_wave_at = _when_somebody_is_free(tx, ask, told, now)
        if ask.next_wave_at is None:
            _say_nobody_is_left(tx, ask, told, now)
        service.show_receipt(tx, ask, now=now)
    return len(planned)


def send(tx: Session, invitation: Invitation, *, is_there: bool, now: datetime) -> bool:
    """Send a planned invitation, or find somebody else when the helper is not there; return whether it went out."""
    ask, helper = invitation.ask, invitation.helper
    if ask.state is not AskState.OPEN or not is_there or not members.may_be_invited(helper, now):
        invitation.state = InvitationState.DROPPED
        if ask.state is AskState.OPEN:
            _fill_the_place(tx, ask, invitation, now)
        return False
    due = next_working_moment(members.hours_of(helper), now)
    if due > now:
        invitation.due_at = due
        return False
    invitation.state = InvitationState.SENT
    invitation.sent_at = now
    invitation.lapses_at = after_working_time(members.hours_of(helper), now, rules.ANSWER_WITHIN)
    helper.last_invited_at = now
    ask.next_wave_at = max(ask.next_wave_at or now, invitation.lapses_at)
    outbox.post(
        tx,
        ask.workspace_id,
        service.invitation_key(invitation),
        views.invitation(invitation),
        now=now,
        reason="invitation",
        to=[helper],
        not_after=end_of_work(members.hours_of(helper), now),
    )
    return True


def answered_no(tx: Session, ask: Ask, *, now: datetime, told: str | None = None) -> None:
    """Do not let the asker wait for people who have all said no: the next wave is due at once.

    `told` is the key of a message in which the asker reads so: if nobody is left, it is said there.
    """
    tx.flush()
    if ask.state is AskState.OPEN and _waiting_until(tx, ask, now) is None:
        ask.next_wave_at = now
        ask.open_again = told


def widen(ask: Ask, *, now: datetime) -> None:
    """Ask on, now also colleagues whose offers do not meet the words.

    Raises Refusal while somebody is helping, and while it is meant for one colleague.
    """
    must_be_open(ask)
    if ask.is_for_one:
        raise Refusal(
            N_("Only the colleague you asked knows of this one. To ask more people, press “Ask others” first.")
        )
    ask.is_widened = True
    ask.waves_sent = 0
    ask.next_wave_at = ask.sought_at = now
    service.keep(ask, now=now)


def ask_others(tx: Session, ask: Ask, *, now: datetime) -> None:
    """Let an ask that was meant for one colleague go to others who may help, because its asker says so.

    Raises Refusal while somebody is helping, and when others are asked already.
    """
    must_be_open(ask)
    if not ask.is_for_one:
        raise Refusal(N_("I am already looking for somebody else."))
    ask.audience = Audience.HELPERS
    ask.next_wave_at = ask.sought_at = now
    service.keep(ask, now=now)
    service.show(tx, ask, now=now)


def must_be_open(ask: Ask) -> None:
    """Raise Refusal while somebody is helping."""
    if ask.state is not AskState.OPEN:
        raise Refusal(N_("Somebody is helping already. If that does not work out, press “Still looking” first."))


def was_refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """Slack would not take an invitation (the helper left, say): somebody else gets the place.

    One that was too late for the day, because the bot or Slack was away, goes out in the next working hours instead.
    """
    # The ask first, as presses do: one that comes meanwhile sees what became of the invitation.
    tx.execute(select(Ask.id).where(Ask.id == int(outgoing.key.split(":")[1])).with_for_update(key_share=True))
    invitation = tx.get(Invitation, int(outgoing.key.rsplit(":", 1)[-1]))
    if invitation is None or invitation.workspace_id != outgoing.workspace_id:
        return
    if invitation.state is InvitationState.CLOSED:
        # Somebody took the ask before this could be said.
        invitation.state = InvitationState.SPARED if problem == "too_late" else InvitationState.DROPPED
        invitation.sent_at = invitation.lapses_at = None
    if problem == "too_late" and invitation.state is InvitationState.SENT:
        invitation.state = InvitationState.PLANNED
        invitation.sent_at = invitation.lapses_at = None
        invitation.due_at = next_working_moment(members.hours_of(invitation.helper), now)
        return
    if problem == "user_disabled":
        invitation.helper.is_deactivated = True
    if invitation.state is InvitationState.SENT:
        invitation.state = InvitationState.DROPPED
        invitation.sent_at = None
        if invitation.ask.state is AskState.OPEN:
            _fill_the_place(tx, invitation.ask, invitation, now)


def post_was_refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """Slack would not take the post in the channel: the asker is told, and people who may help are asked still."""
    ask = _of(tx, outgoing)
    if ask is None:
        return
    ask.audience, ask.channel = Audience.HELPERS, None
    message = views.post_refused(ask, is_outside=problem in OUTSIDE)
    key, reason = f"ask:{ask.id}:post-refused", "post-refused"
    news.tell(tx, ask.asker, key, message, now=now, reason=reason, answers=ask.opened_at)
    service.show(tx, ask, now=now)


def nobody_left_by_now(tx: Session, outgoing: Outgoing, now: datetime) -> Message | None:
    """Return the "nobody yet" that waited for the asker's hours; None when somebody helps, or is asked, by now."""
    ask = _still_open(tx, outgoing)
    return _nobody_left(tx, ask) if ask and _is_nobody_left(tx, ask, now) else None


def what_became_of(tx: Session, ask: Ask, now: datetime) -> Message | None:
    """Return what the asker reads of an introduction that came to nothing when nobody is left to ask; else None."""
    return _nobody_left(tx, ask, came_to_nothing=True) if _is_nobody_left(tx, ask, now) else None


def nobody_free_by_now(tx: Session, outgoing: Outgoing, now: datetime) -> Message | None:
    """Return the "nobody is free" that waited for the asker's hours; None when that is not so, or looked at anew."""
    ask = _still_open(tx, outgoing)
    if ask is None or ask.next_wave_at is None or ask.next_wave_at <= now:
        return None
    return (
        None if _waiting_until(tx, ask, now) else nobody_views.nobody_free(ask, local(ask.next_wave_at, ask.asker.zone))
    )


def _plan(
    tx: Session, ask: Ask, *, wave: int, most: int, now: datetime, excluding: Collection[int] = ()
) -> list[Invitation]:
    # One wave of a workspace at a time, so that two asks at once cannot invite the same person past their cap.
    tx.execute(select(Workspace.id).where(Workspace.id == ask.workspace_id).with_for_update(key_share=True))
    likely = matching.likely_helpers(tx, ask, now=now, most=CHOICE * most, excluding=excluding, widened=ask.is_widened)
    due = {candidate.member_id: next_moment(tx, candidate, now) for candidate in likely}
    chosen = pick(likely, due, most=most, now=now, seed=seed_of(ask, wave))
    log.info("ask %s, wave %s: %s of %s likely, seed %s", ask.id, wave, len(chosen), len(likely), seed_of(ask, wave))
    spared = {given.helper_id: given for given in service.invitations_of(tx, ask, InvitationState.SPARED)}
    planned = []
    for candidate in chosen:
        given = spared.get(candidate.member_id) or Invitation(
            workspace_id=ask.workspace_id,
            ask_id=ask.id,
            helper_id=candidate.member_id,
            wave=wave,
            state=InvitationState.PLANNED,
        )
        given.wave, given.state, given.planned_at = wave, InvitationState.PLANNED, now
        given.why, given.due_at = candidate.reason.as_json(), due[candidate.member_id]
        planned.append(given)
    tx.add_all(planned)
    tx.flush()
    return planned


def pick(
    likely: Sequence[Candidate], due: Mapping[int, datetime], *, most: int, now: datetime, seed: str
) -> list[Candidate]:
    """Choose `most` of the likely helpers, first of all among those who will be at work soon (`due` by member id)."""
    near = [candidate for candidate in likely if due[candidate.member_id] <= now + SOON]
    far = [candidate for candidate in likely if due[candidate.member_id] > now + SOON]
    chosen = choose(near, most=most, now=now, seed=seed)
    return chosen + (choose(far, most=most - len(chosen), now=now, seed=seed) if len(chosen) < most else [])


def seed_of(ask: Ask, wave: int) -> str:
    """Return what decides by chance in a wave; the same each time, so that a choice can be made again and explained."""
    return f"{ask.key}:{wave}"


def next_moment(tx: Session, candidate: Candidate, now: datetime) -> datetime:
    """Return when a likely helper would read an invitation."""
    return next_working_moment(members.hours_of(tx.get_one(Member, candidate.member_id)), now)


def _fill_the_place(tx: Session, ask: Ask, left: Invitation, now: datetime) -> None:
    """Plan one more invitation for a place in a wave that became free."""
    tx.flush()
    if _plan(tx, ask, wave=left.wave, most=1, now=now):
        return
    answered_no(tx, ask, now=now)


def _waiting_until(tx: Session, ask: Ask, now: datetime) -> datetime | None:
    """Return when the last invitation that may still be answered lapses; None when none may."""
    ends = [
        after_working_time(members.hours_of(given.helper), given.due_at or now, rules.ANSWER_WITHIN)
        if given.state is InvitationState.PLANNED
        else given.lapses_at
        for given in service.invitations_of(tx, ask, *rules.PENDING)
    ]
    return max((end for end in ends if end and end > now), default=None)


def _when_somebody_is_free(tx: Session, ask: Ask, told: str | None, now: datetime) -> datetime | None:
    """Return when to try again because fitting people only had enough invitations; the asker is told once."""
    if not matching.is_somebody_only_capped(tx, ask, now=now):
        return None
    again = after_working_days(members.hours_of(ask.asker), now, 1)
    say = partial(nobody_views.nobody_free, ask, local(again, ask.asker.zone))
    _tell(tx, ask, _search_key(ask, "nobody-free"), "nobody-free", say, told, now)
    return again


def _say_nobody_is_left(tx: Session, ask: Ask, told: str | None, now: datetime) -> None:
    told_at = news.moment_to_tell(ask.asker, now, answers=ask.sought_at)
    # What is found out twice in one night is told once in the morning.
    key = f"{_search_key(ask, 'nobody')}:{told_at.timestamp()}"
    _tell(tx, ask, key, "nobody-left", partial(_nobody_left, tx, ask), told, now)


def _tell(
    tx: Session, ask: Ask, key: str, reason: str, say: Callable[..., Message], told: str | None, now: datetime
) -> None:
    """Let the message called `told` say it, if there is one, so that the asker reads one word and not two."""
    if told is None or not outbox.change(tx, ask.workspace_id, told, say(came_to_nothing=True), now=now):
        news.tell(tx, ask.asker, key, say(), now=now, reason=reason, answers=ask.sought_at)


def _is_nobody_left(tx: Session, ask: Ask, now: datetime) -> bool:
    is_looking = ask.next_wave_at is not None or _waiting_until(tx, ask, now) is not None
    return ask.state is AskState.OPEN and not ask.is_for_one and not is_looking


def _nobody_left(tx: Session, ask: Ask, *, came_to_nothing: bool = False) -> Message:
    seen = or_(Invitation.sent_at.is_not(None), Invitation.answered_at.is_not(None))
    reached = select(Invitation.id).where(
        Invitation.workspace_id == ask.workspace_id, Invitation.ask_id == ask.id, seen
    )
    is_asked = tx.scalars(reached.limit(1)).first() is not None
    return nobody_views.nobody_left(ask, is_asked=is_asked, came_to_nothing=came_to_nothing)


def _search_key(ask: Ask, what: str) -> str:
    """Name what is told about a search; every time the asker sets us looking anew it has an answer of its own."""
    return f"ask:{ask.id}:{what}:{ask.sought_at.timestamp() if ask.sought_at else 0}"


def _of(tx: Session, outgoing: Outgoing) -> Ask | None:
    ask = tx.get(Ask, int(outgoing.key.split(":")[1]))
    return ask if ask is not None and ask.workspace_id == outgoing.workspace_id else None


def _still_open(tx: Session, outgoing: Outgoing) -> Ask | None:
    """Return the ask that a message is about while the search it tells of goes on."""
    ask = _of(tx, outgoing)
    if ask is None or ask.state is not AskState.OPEN:
        return None
    what = outgoing.key.split(":")[2]
    return ask if f"{outgoing.key}:".startswith(f"{_search_key(ask, what)}:") else None
