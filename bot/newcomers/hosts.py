"""Showing somebody whom nobody has met to one host at a time, inside the caller's transaction."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from bot import outbox
from bot.errors import Refusal
from bot.i18n import N_
from bot.matching.words import stems
from bot.members import service as members
from bot.members.hours import after_working_days, next_working_moment
from bot.newcomers import rules, service, views
from bot.newcomers.rules import Host
from bot.nudges import service as nudges
from bot.nudges.rules import number_in
from bot.ties import service as ties
from models import (
    Ask,
    AskState,
    Audience,
    Greeting,
    GreetingState,
    Invitation,
    InvitationState,
    Member,
    Newcomer,
    Nudge,
    NudgeKind,
    NudgeState,
    Offer,
    Workspace,
)

# What its nudges are about: "greeting:4".
NOUN = "greeting"

NOT_THERE = N_("I cannot find this message any more.")
SOMEBODY_ELSE = N_("Somebody else has this one by now. Thank you for being there.")
SOMEBODY_DID = N_("Somebody has said hello already. Thank you for being there.")
ANSWERED = N_("You have answered this one already. Thank you.")
GUEST = N_("Thank you for offering. Members of the team say hello here, not guests.")


def set_host(tx: Session, member: Member, *, is_host: bool, now: datetime) -> None:
    """Let a member say hello to people who have just joined, or no longer; Refusal for guests.

    Whomever they were shown and have not answered about is shown to somebody else.
    """
    if is_host and not service.is_to_be_welcomed(member):
        raise Refusal(GUEST)
    member.is_host = is_host
    if is_host:
        return
    mine = Greeting.workspace_id == member.workspace_id, Greeting.host_id == member.id
    for greeting in tx.scalars(select(Greeting).where(*mine, Greeting.state == GreetingState.ASKED)).all():
        _lock(tx, greeting.newcomer_id)
        tx.refresh(greeting)
        if greeting.state is GreetingState.ASKED:
            _end(greeting, GreetingState.LAPSED)
            greeting.newcomer.look_at = now


def look(tx: Session, newcomer: Newcomer, *, now: datetime) -> bool:
    """See whether anybody has met somebody whose time has come, and else show them to one host; return whether so.

    `newcomer` must be locked. Nobody is shown while a host who was asked may still answer.
    """
    waiting = _asked(tx, newcomer)
    member = newcomer.member
    is_over = not (service.is_to_be_welcomed(member) and service.is_on(tx, member)) or is_met(tx, member)
    if waiting and not is_over and waiting.lapses_at and waiting.lapses_at > now and _may_greet(waiting.host, now):
        newcomer.look_at = waiting.lapses_at
        return False
    if waiting:
        _end(waiting, GreetingState.LAPSED)
    if is_over or now - newcomer.joined_at > rules.LOOK_UNTIL:
        newcomer.look_at = None
        return False
    return _ask_somebody(tx, newcomer, now)


def is_met(tx: Session, member: Member) -> bool:
    """Tell whether anybody has helped, answered, thanked, introduced or greeted a member through the bot."""
    if ties.ties_of(tx, member):
        return True
    asked = Ask.workspace_id == member.workspace_id, Ask.asker_id == member.id
    stepped_up = Invitation.state.in_([InvitationState.HELPING, InvitationState.KNOWS])
    answered = (
        select(Ask.id)
        .outerjoin(Invitation, Invitation.ask_id == Ask.id)
        .where(*asked, or_(stepped_up, Ask.state.in_([AskState.HELPED, AskState.IN_HANDS])))
    )
    greeted = (
        select(Greeting.id)
        .join(Newcomer, Newcomer.id == Greeting.newcomer_id)
        .where(
            Greeting.workspace_id == member.workspace_id,
            Newcomer.member_id == member.id,
            Greeting.state == GreetingState.HELLO,
        )
    )
    return any(tx.scalars(found.limit(1)).first() is not None for found in (answered, greeted))


def say_hello(tx: Session, workspace: Workspace, key: str, host: Member) -> Greeting:
    """Note that a host says hello; no other one is asked any more.

    Raises Refusal when somebody did before, and when it is another host's turn by now.
    """
    greeting = _mine(tx, workspace, key, host)
    newcomer = greeting.newcomer
    if greeting.state is GreetingState.HELLO:
        raise Refusal(ANSWERED)
    if _greeted(tx, newcomer):
        raise Refusal(SOMEBODY_DID)
    _must_be_their_turn(tx, greeting)
    _end(greeting, GreetingState.HELLO)
    newcomer.look_at = None
    return greeting


def not_now(tx: Session, workspace: Workspace, key: str, host: Member, *, now: datetime) -> Greeting:
    """Note that a host has no room for it now; another one may be asked, and nobody hears of it.

    Raises Refusal when they said hello, and when it is another host's turn by now.
    """
    greeting = _mine(tx, workspace, key, host)
    if greeting.state is GreetingState.HELLO:
        raise Refusal(ANSWERED)
    _must_be_their_turn(tx, greeting)
    if greeting.state is GreetingState.ASKED:
        _end(greeting, GreetingState.NOT_NOW)
        greeting.newcomer.look_at = next_working_moment(members.hours_of(host), now)
    return greeting


def of_nudge(tx: Session, nudge: Nudge) -> Greeting | None:
    """Return the greeting a nudge is about."""
    wanted = Greeting.workspace_id == nudge.workspace_id, Greeting.id == number_in(nudge.about)
    return tx.scalars(select(Greeting).where(*wanted)).one_or_none()


def still_matters(tx: Session, nudge: Nudge, now: datetime) -> bool:
    """Tell whether a host may be shown somebody still: asked and not answered, nobody has met them, both are here."""
    del now
    greeting = of_nudge(tx, nudge)
    if greeting is not None:
        # Nobody else is asked while this one is being sent.
        _lock(tx, greeting.newcomer_id)
        tx.refresh(greeting)
    if greeting is None or greeting.state is not GreetingState.ASKED or not greeting.host.is_host:
        return False
    member = greeting.newcomer.member
    return service.is_to_be_welcomed(member) and service.is_on(tx, member) and not is_met(tx, member)


def _ask_somebody(tx: Session, newcomer: Newcomer, now: datetime) -> bool:
    # One at a time in a workspace, so that two looks at once do not choose the same host.
    tx.execute(select(Workspace.id).where(Workspace.id == newcomer.workspace_id).with_for_update(key_share=True))
    while (chosen := rules.choose(_free_hosts(tx, newcomer, now))) is not None:
        host = tx.get_one(Member, chosen.member_id)
        within = rules.HOST_ANSWERS_WITHIN_WORKING_DAYS
        greeting = Greeting(
            workspace_id=newcomer.workspace_id,
            newcomer_id=newcomer.id,
            host_id=host.id,
            asked_at=now,
            lapses_at=after_working_days(members.hours_of(host), now, within),
            topic=chosen.topic,
            channel=chosen.channel,
        )
        tx.add(greeting)
        tx.flush()
        kind, about = NudgeKind.GREET, f"{NOUN}:{greeting.id}"
        if nudges.offer(tx, to=host, kind=kind, occasion=f"{kind}:{about}", about=about, now=now):
            newcomer.look_at = greeting.lapses_at
            _let_off(tx, newcomer, now)
            return True
        _end(greeting, GreetingState.LAPSED)
        tx.flush()
    newcomer.look_at = after_working_days(members.hours_of(newcomer.member), now, 1)
    return False


def _let_off(tx: Session, newcomer: Newcomer, now: datetime) -> None:
    """Take the buttons away from hosts who did not answer, now that it is another one's turn."""
    lapsed = select(Greeting.id).where(*_about(newcomer), Greeting.state == GreetingState.LAPSED)
    abouts = [f"{NOUN}:{id_}" for id_ in tx.scalars(lapsed)]
    told = Nudge.workspace_id == newcomer.workspace_id, Nudge.about.in_(abouts), Nudge.state == NudgeState.SENT
    for nudge in tx.scalars(select(Nudge).where(*told).order_by(Nudge.id)):
        outbox.change(tx, nudge.workspace_id, nudges.message_key(nudge), views.somebody_else(nudge.member), now=now)


def _must_be_their_turn(tx: Session, greeting: Greeting) -> None:
    waiting = _asked(tx, greeting.newcomer)
    if waiting and waiting.id != greeting.id and greeting.state is GreetingState.LAPSED:
        raise Refusal(SOMEBODY_ELSE)


def _free_hosts(tx: Session, newcomer: Newcomer, now: datetime) -> list[Host]:
    """Return who may be asked now: hosts who are here, were not asked about this one, and are asked about nobody."""
    workspace_id = newcomer.workspace_id
    tx.flush()
    about_this = Greeting.newcomer_id == newcomer.id
    taken = select(Greeting.host_id).where(
        Greeting.workspace_id == workspace_id, or_(about_this, Greeting.state == GreetingState.ASKED)
    )
    wanted = Member.workspace_id == workspace_id, Member.is_host.is_(True), Member.id != newcomer.member_id
    found = tx.scalars(select(Member).where(*wanted, Member.id.not_in(taken)).order_by(Member.id))
    hosts = [host for host in found if _may_greet(host, now)]
    ids = [host.id for host in hosts]
    theirs = Greeting.workspace_id == workspace_id, Greeting.host_id.in_(ids)
    times = tx.execute(select(Greeting.host_id, Greeting.asked_at).where(*theirs).order_by(Greeting.asked_at))
    asked = {row.host_id: row.asked_at for row in times}
    topics, channels = _topics(tx, newcomer, ids), _channels(tx, newcomer, ids)
    return [Host(id_, topics.get(id_, ""), channels.get(id_, ""), asked.get(id_)) for id_ in ids]


def _topics(tx: Session, newcomer: Newcomer, ids: list[int]) -> dict[int, str]:
    """Return the first line of each host that meets what a newcomer offers or answered."""
    told = [*newcomer.answers, *(offer.text for offer in members.offers_of(tx, newcomer.member))]
    words = {word for text in told for word in stems(text)}
    lines: dict[int, list[tuple[str, list[str]]]] = {}
    theirs = Offer.workspace_id == newcomer.workspace_id, Offer.member_id.in_(ids)
    for offer in tx.scalars(select(Offer).where(*theirs).order_by(Offer.id)):
        lines.setdefault(offer.member_id, []).append((offer.text, stems(offer.text)))
    return {id_: rules.shared(offered, words) for id_, offered in lines.items()}


def _channels(tx: Session, newcomer: Newcomer, ids: list[int]) -> dict[int, str]:
    """Return a channel in which each host and a newcomer have both asked something."""
    where = Ask.workspace_id == newcomer.workspace_id, Ask.audience == Audience.CHANNEL, Ask.channel.is_not(None)
    own = select(Ask.channel).where(*where, Ask.asker_id == newcomer.member_id)
    both = *where, Ask.asker_id.in_(ids), Ask.channel.in_(own)
    rows = tx.execute(select(Ask.asker_id, Ask.channel).where(*both).distinct().order_by(Ask.channel.desc()))
    return {asker_id: str(channel) for asker_id, channel in rows}


def _mine(tx: Session, workspace: Workspace, key: str, host: Member) -> Greeting:
    """Return a host's own greeting with its newcomer locked; Refusal when there is none, or it is somebody else's."""
    wanted = Greeting.workspace_id == workspace.id, Greeting.key == key, Greeting.host_id == host.id
    newcomer_id = tx.scalar(select(Greeting.newcomer_id).where(*wanted))
    if newcomer_id is None:
        raise Refusal(NOT_THERE)
    _lock(tx, newcomer_id)
    return tx.scalars(select(Greeting).where(*wanted)).one()


def _lock(tx: Session, newcomer_id: int) -> None:
    tx.execute(select(Newcomer.id).where(Newcomer.id == newcomer_id).with_for_update(key_share=True))


def _asked(tx: Session, newcomer: Newcomer) -> Greeting | None:
    return tx.scalars(select(Greeting).where(*_about(newcomer), Greeting.state == GreetingState.ASKED)).first()


def _greeted(tx: Session, newcomer: Newcomer) -> bool:
    said = select(Greeting.id).where(*_about(newcomer), Greeting.state == GreetingState.HELLO)
    return tx.scalars(said.limit(1)).first() is not None


def _about(newcomer: Newcomer) -> tuple[ColumnElement[bool], ...]:
    return Greeting.workspace_id == newcomer.workspace_id, Greeting.newcomer_id == newcomer.id


def _may_greet(host: Member, now: datetime) -> bool:
    return host.is_host and members.may_be_invited(host, now)


def _end(greeting: Greeting, to: GreetingState) -> None:
    assert rules.may_move(greeting.state, to), (greeting.state, to)  # noqa: S101 - the table in rules.py
    greeting.state = to
    greeting.lapses_at = None
