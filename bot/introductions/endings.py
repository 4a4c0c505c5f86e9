"""How introductions end: people meet, it comes to nothing, or it is not needed any more."""

from collections.abc import Sequence
from datetime import datetime
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import outbox
from bot.asks import hands, waves
from bot.asks import service as asks
from bot.blocks import Message
from bot.i18n import N_, translations
from bot.introductions import rules, service, views
from bot.journal import service as journal
from bot.matching import service as matching
from bot.members import news
from bot.members import service as members
from bot.members.hours import after_working_days
from bot.ties import service as ties
from models import (
    Ask,
    AskState,
    EntryKind,
    Introduction,
    IntroductionKind,
    IntroductionState,
    Invitation,
    InvitationState,
    Member,
    Outgoing,
    Part,
    PartState,
    Role,
)

# What Slack says when somebody is not there any more.
LEFT = frozenset({"user_disabled", "user_not_found"})

INTRODUCED = N_("Introduced {one} and {other} to each other")


def go_out(tx: Session, introduction: Introduction, *, is_named: bool, now: datetime) -> None:
    """Give the connector the lines to carry."""
    _move(introduction, IntroductionState.OUT)
    introduction.is_named = is_named
    introduction.due_at = after_working_days(members.hours_of(introduction.connector), now, rules.REPORT_WITHIN)
    news.tell(
        tx,
        introduction.connector,
        service.letter_key(introduction),
        views.letter(introduction),
        now=now,
        reason="intro.letter",
        answers=introduction.begun_at,
    )
    show(tx, introduction, now=now)


def meet(tx: Session, introduction: Introduction, *, now: datetime) -> None:
    """Open one conversation for everybody in it; once it has begun, `tidy` lets the connector's journal remember."""
    parts = service.parts_of(tx, introduction)
    _move(introduction, IntroductionState.MET)
    introduction.due_at = None
    ask = introduction.ask
    if ask is None:
        _open(tx, introduction, parts, now)
    elif introduction.kind is IntroductionKind.PASS:
        helper = next(part.member for part in parts if part.role is Role.COLLEAGUE)
        invitation = _invitation(tx, ask, helper)
        invitation.state, invitation.answered_at = InvitationState.HELPING, now
        tx.flush()
        hands.hand_over(tx, ask, invitation, now=now)
        _open(tx, introduction, parts, now)
    else:
        _bring_back(tx, introduction, ask, parts, now)
    show(tx, introduction, now=now)


def end(tx: Session, introduction: Introduction, *, by: Part | None, now: datetime) -> None:
    """Let an introduction come to nothing; the one who waits reads one neutral line, everybody else nothing new.

    `by` is the part of whoever ended it; None for the clock, and when somebody has left.
    """
    has_taken = introduction.kind is IntroductionKind.CARRY or introduction.state is IntroductionState.MET
    _move(introduction, IntroductionState.ENDED)
    _forget(introduction, now)
    tx.flush()
    ask = introduction.ask
    hears = rules.hears_of_the_end(introduction.kind, by.role if by else None)
    reader = ask.asker if ask and hears is Role.ASKER else introduction.connector
    told = _end_key(introduction, reader) if ask and reader.id == ask.asker_id else None
    if ask and ask.state is AskState.IN_HANDS and has_taken and _holds(tx, ask, introduction):
        hands.keep_looking(tx, ask, now=now, told=told, is_asker=by is not None and by.role is Role.ASKER)
    elif ask and introduction.kind is IntroductionKind.PASS:
        waves.answered_no(tx, ask, now=now, told=told)
    show(tx, introduction, now=now)
    if not reader.is_deactivated:
        _say_the_end(tx, introduction, reader, now)


def overtake(tx: Session, introduction: Introduction, *, now: datetime) -> None:
    """End an introduction that its ask needs no more; whoever waits for it reads one kind line."""
    _move(introduction, IntroductionState.OVERTAKEN)
    _forget(introduction, now)
    show(tx, introduction, now=now)
    for part in service.parts_of(tx, introduction):
        waits = rules.hears_it_was_overtaken(introduction.kind, part.role, part.state)
        if waits and not part.member.is_deactivated:
            _say_the_end(tx, introduction, part.member, now)


def tidy(tx: Session, introduction: Introduction, *, now: datetime) -> bool:
    """Remember an introduction whose conversation has begun, forget its words, and close it with its ask.

    Returns whether there was anything to do.
    """
    ask, before = introduction.ask, (introduction.due_at, introduction.ended_at)
    if introduction.due_at is not None:
        if not outbox.is_out(tx, introduction.workspace_id, service.talk_key(introduction)):
            return False
        _has_begun(tx, introduction, now)
    if ask is None or ask.is_settled:
        if ask:
            show_talk(tx, introduction, now=now)
        introduction.ended_at = now
    return before != (introduction.due_at, introduction.ended_at)


def forget_lines(tx: Session, introduction: Introduction) -> bool:
    """Forget the words that the asker wrote for somebody outside, once the connector has them; tell whether it did."""
    is_out = introduction.state is IntroductionState.OUT and introduction.words
    if not is_out or not outbox.is_out(tx, introduction.workspace_id, service.letter_key(introduction)):
        return False
    introduction.words = introduction.language = ""
    return True


def show(tx: Session, introduction: Introduction, *, now: datetime) -> None:
    """Let every message about an introduction say where it stands; buttons that do nothing any more go."""
    parts = service.parts_of(tx, introduction)
    for part in parts:
        if part.state not in {PartState.LATER, PartState.PLANNED}:
            message = service.question(part, parts)
            outbox.change(tx, part.workspace_id, service.question_key(part), message, now=now)
    if introduction.kind is IntroductionKind.CARRY:
        changed = {service.reminder_key(introduction): views.reminder}
        # Lines that the asker wrote stay as they were sent: nobody can write them again.
        if introduction.state is not IntroductionState.OUT or introduction.language:
            changed[service.letter_key(introduction)] = views.letter
        for key, view in changed.items():
            outbox.change(tx, introduction.workspace_id, key, view(introduction), now=now)


def show_talk(tx: Session, introduction: Introduction, *, now: datetime) -> None:
    """Let the message that opened the conversation say what the ask says now."""
    people = service.people_of(introduction, service.parts_of(tx, introduction))
    message = views.conversation(introduction, people, reader=_host(introduction))
    outbox.change(tx, introduction.workspace_id, service.talk_key(introduction), message, now=now)


def show_again(tx: Session, ask: Ask, *, now: datetime) -> None:
    """Let everything about an ask's introductions say what the ask says now."""
    alive = (
        Introduction.workspace_id == ask.workspace_id,
        Introduction.ask_id == ask.id,
        Introduction.ended_at.is_(None),
    )
    for introduction in tx.scalars(select(Introduction).where(*alive).order_by(Introduction.id)):
        if introduction.state is IntroductionState.MET:
            show_talk(tx, introduction, now=now)
        else:
            show(tx, introduction, now=now)


def talk_was_refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """Slack would not open a conversation for all of them: each reads who the others are, and the sentence.

    Where one of them has left, nobody is sent to them: it ends as quietly as any other, and the ask goes on.
    """
    introduction = service.locked(tx, _introduction_id(outgoing))
    if introduction is None or introduction.workspace_id != outgoing.workspace_id:
        return
    parts = service.parts_of(tx, introduction)
    people = service.people_of(introduction, parts)
    if problem in LEFT or any(person.is_deactivated for person in people):
        never_met(tx, introduction, parts, now)
        return
    for reader in people:
        others = [one for one in people if one.id != reader.id]
        message = views.write_to_each_other(introduction, others, reader=reader)
        key = f"{outgoing.key}:{reader.id}"
        outbox.post(tx, reader.workspace_id, key, message, now=now, reason="talk-refused", to=[reader])
    for part in parts:
        outbox.change(tx, part.workspace_id, service.question_key(part), views.came_about_apart(part), now=now)
    _has_begun(tx, introduction, now)
    if introduction.ask is None:
        introduction.ended_at = now


def letter_by_now(tx: Session, outgoing: Outgoing, now: datetime) -> Message | None:
    """Return the lines that waited for the connector's hours; None when nobody needs them any more."""
    del now
    introduction = tx.get(Introduction, _introduction_id(outgoing))
    is_out = introduction is not None and introduction.state is IntroductionState.OUT
    return views.letter(introduction) if introduction and is_out else None


def end_by_now(tx: Session, outgoing: Outgoing, now: datetime) -> Message | None:
    """Return the line about an end that waited for its reader's hours; None for an asker who has closed the ask."""
    introduction = tx.get(Introduction, _introduction_id(outgoing))
    reader = tx.get(Member, int(outgoing.key.rsplit(":", 1)[-1]))
    if introduction is None or reader is None:
        return None
    ask = introduction.ask
    if ask is not None and reader.id == ask.asker_id:
        if ask.is_settled:
            return None
        became = waves.what_became_of(tx, ask, now) if introduction.state is IntroductionState.ENDED else None
        if became:
            return became
    return views.ended(introduction, reader=reader)


def question_was_refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """Slack would not take a question or the lines to send (the person left, say): it comes to nothing."""
    introduction = service.locked(tx, _introduction_id(outgoing))
    if introduction is None or introduction.workspace_id != outgoing.workspace_id:
        return
    if problem == "user_disabled":
        for person in members.by_slack_ids(tx, outgoing.workspace_id, outgoing.people.split()):
            person.is_deactivated = True
    if introduction.state in rules.RUNNING:
        end(tx, introduction, by=None, now=now)


def _bring_back(tx: Session, introduction: Introduction, ask: Ask, parts: Sequence[Part], now: datetime) -> None:
    """Let asker and connector meet: somebody outside said yes."""
    invitation = _invitation(tx, ask, introduction.connector)
    if ask.state is AskState.OPEN:
        hands.hand_over(tx, ask, invitation, now=now)
    stays_anonymous = ask.is_anonymous and not introduction.is_named
    introduction.words = ""
    if stays_anonymous:
        hands.meet(tx, ask, invitation, now=now)
        introduction.ended_at = now
        _remember(tx, introduction, parts, receiver=None, now=now)
    else:
        _open(tx, introduction, parts, now)


def _open(tx: Session, introduction: Introduction, parts: Sequence[Part], now: datetime) -> None:
    people = service.people_of(introduction, parts)
    outbox.post(
        tx,
        introduction.workspace_id,
        service.talk_key(introduction),
        views.conversation(introduction, people, reader=_host(introduction)),
        now=now,
        reason="intro.talk",
        to=people,
    )
    introduction.due_at = now


def _has_begun(tx: Session, introduction: Introduction, now: datetime) -> None:
    """Note what is true of people only once they have met."""
    parts, ask = service.parts_of(tx, introduction), introduction.ask
    introduction.words, introduction.due_at = "", None
    for one, other in combinations(service.people_of(introduction, parts), 2):
        ties.note(tx, one, other, now=now)
    if ask and introduction.kind is IntroductionKind.PASS:
        for part in parts:
            if part.role is Role.COLLEAGUE:
                matching.index_help(tx, ask, part.member_id, now)
    _remember(tx, introduction, parts, receiver=ask.asker if ask else None, now=now)


def never_met(tx: Session, introduction: Introduction, parts: Sequence[Part], now: datetime) -> None:
    """Let an introduction come to nothing although every key was there."""
    ask = introduction.ask
    if ask and ask.is_settled:
        _move(introduction, IntroductionState.ENDED)
        _forget(introduction, now)
        show(tx, introduction, now=now)
        return
    for part in parts:
        if ask and part.role is Role.COLLEAGUE:
            invitation = _invitation(tx, ask, part.member)
            if invitation.state is InvitationState.HELPING:
                invitation.state = InvitationState.CLOSED
    end(tx, introduction, by=None, now=now)


def _remember(
    tx: Session, introduction: Introduction, parts: Sequence[Part], *, receiver: Member | None, now: datetime
) -> None:
    connector, ask = introduction.connector, introduction.ask
    if ask:
        text, about = ask.text, asks.about(ask)
    else:
        one, other = (part.member.full_name or part.member.name for part in parts if part.role is Role.COLLEAGUE)
        text = translations(connector.locale).gettext(INTRODUCED).format(one=one, other=other)
        about = f"introduction:{introduction.id}"
    journal.note_help(
        tx, giver=connector, receiver=receiver, text=text, kind=EntryKind.INTRODUCTION, about=about, now=now
    )


def _say_the_end(tx: Session, introduction: Introduction, reader: Member, now: datetime) -> None:
    key, message = _end_key(introduction, reader), views.ended(introduction, reader=reader)
    news.tell(tx, reader, key, message, now=now, reason="intro.end")


def _end_key(introduction: Introduction, reader: Member) -> str:
    return f"intro:{introduction.id}:end:{reader.id}"


def _holds(tx: Session, ask: Ask, introduction: Introduction) -> bool:
    """Tell whether an ask is in this introduction's hands alone, and nobody took it over since."""
    since = Invitation.answered_at >= introduction.begun_at
    helping = Invitation.workspace_id == ask.workspace_id, Invitation.ask_id == ask.id, since
    taken = select(Invitation.id).where(*helping, Invitation.state == InvitationState.HELPING)
    if tx.scalars(taken.limit(1)).first() is not None:
        return False
    others = (
        Introduction.workspace_id == ask.workspace_id,
        Introduction.ask_id == ask.id,
        Introduction.id != introduction.id,
        Introduction.begun_at >= introduction.begun_at,
        Introduction.kind == IntroductionKind.CARRY,
        Introduction.state.in_([*rules.RUNNING, IntroductionState.MET]),
    )
    return tx.scalars(select(Introduction.id).where(*others).limit(1)).first() is None


def _move(introduction: Introduction, to: IntroductionState) -> None:
    if not rules.may_move(introduction.state, to):
        raise ValueError(f"an introduction cannot go from {introduction.state} to {to}")
    introduction.state = to


def _forget(introduction: Introduction, now: datetime) -> None:
    introduction.words = ""
    introduction.due_at = None
    introduction.ended_at = now


def _invitation(tx: Session, ask: Ask, member: Member) -> Invitation:
    invitation = hands.invitation_of(tx, ask, member)
    if invitation is None:
        raise ValueError(f"member {member.id} has no invitation to ask {ask.id}")
    return invitation


def _host(introduction: Introduction) -> Member:
    """Return in whose language the conversation opens: the asker's, or the connector's."""
    return introduction.ask.asker if introduction.ask else introduction.connector


def _introduction_id(outgoing: Outgoing) -> int:
    return int(outgoing.key.split(":")[1])
