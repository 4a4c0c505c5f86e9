"""Helpers stepping up: who takes an ask, how the two meet, what an anonymous pair writes each other."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import outbox
from bot.asks import one_views, relay_views, rules, service, views, waves
from bot.asks.forms import Draft
from bot.errors import Refusal
from bot.i18n import N_
from bot.matching import service as matching
from bot.members import news
from bot.members import service as members
from bot.members.hours import after_working_time
from bot.members.rules import is_colleague
from models import Ask, AskState, Audience, Invitation, InvitationState, Member, Outgoing, Workspace

OWN_ASK = N_("This is your own ask. A colleague will be glad to help.")
IN_HANDS = N_("A colleague is already helping with this one. Thank you for being there.")
GUEST = N_("Thank you for offering. Asks go to members of the team here, not to guests.")
HELPING = N_("You are helping with this one already. Thank you.")
ANSWERED = N_("You have answered this one already. Thank you.")


def take(tx: Session, ask: Ask, helper: Member, *, now: datetime) -> Invitation:
    """Let a helper take an ask: the two get a conversation, the rest of the wave is let off.

    Raises Refusal when it is settled, taken by somebody else, the helper's own, or nothing they can see.
    """
    invitation = step_up(tx, ask, helper, InvitationState.HELPING, now=now)
    hand_over(tx, ask, invitation, now=now)
    matching.index_help(tx, ask, helper.id, now)
    meet(tx, ask, invitation, now=now)
    return invitation


def ask_one(tx: Session, asker: Member, helper: Member, draft: Draft, *, now: datetime) -> Ask:
    """Open an ask that is in the hands of one colleague from the start; others hear of it only on *Ask others*.

    Raises Refusal as `service.open_ask` and `take` do.
    """
    ask = service.open_ask(tx, asker, replace(draft, audience=Audience.ONE), now=now, again=True)
    invitation = Invitation(
        workspace_id=ask.workspace_id, ask_id=ask.id, helper_id=helper.id, wave=0, state=InvitationState.SENT
    )
    tx.add(invitation)
    tx.flush()
    take(tx, ask, helper, now=now)
    return ask


def step_up(tx: Session, ask: Ask, helper: Member, to: InvitationState, *, now: datetime) -> Invitation:
    """Note that a member helps (HELPING) or knows someone (KNOWS); return their invitation, made if there was none.

    Raises Refusal as `may_step_up` does, or with what they have answered already.
    """
    may_step_up(tx, ask, helper)
    invitation = invitation_of(tx, ask, helper)
    if invitation is None:
        invitation = Invitation(
            workspace_id=ask.workspace_id, ask_id=ask.id, helper_id=helper.id, wave=0, state=to, answered_at=now
        )
        tx.add(invitation)
        tx.flush()
        return invitation
    if not rules.may_answer(invitation.state, to):
        raise Refusal(_where_it_stands(invitation))
    invitation.state = to
    invitation.answered_at = now
    tx.flush()
    return invitation


def hand_over(tx: Session, ask: Ask, invitation: Invitation, *, now: datetime) -> None:
    """Put an ask into somebody's hands: the rest of the wave is let off, and everywhere it says so."""
    ask.state = AskState.IN_HANDS
    ask.next_wave_at = None
    service.keep(ask, now=now)
    service.release_others(tx, ask, now=now)
    service.show_invitation(tx, invitation, now=now)
    service.show(tx, ask, now=now)


def meet(tx: Session, ask: Ask, invitation: Invitation, *, now: datetime) -> None:
    """Open the conversation of asker and helper; for an anonymous ask, the relay between the two."""
    helper = invitation.helper
    if ask.is_anonymous:
        ends = {
            "helper": (helper, relay_views.for_helper(ask, invitation)),
            "asker": (ask.asker, relay_views.for_asker(ask, invitation)),
        }
        for end, (reader, message) in ends.items():
            key = service.relay_key(invitation, end)
            outbox.post(tx, ask.workspace_id, key, message, now=now, reason="relay", to=[reader])
        return
    outbox.post(
        tx,
        ask.workspace_id,
        service.talk_key(invitation),
        views.conversation(ask, invitation),
        now=now,
        reason="talk",
        to=[ask.asker, helper],
    )


def decline(tx: Session, ask: Ask, helper: Member, how: InvitationState, *, now: datetime) -> Invitation:
    """Note a no (NOTHING or NOT_NOW), which counts against nobody; the asker never hears of it."""
    invitation = invitation_of(tx, ask, helper)
    if invitation is None:
        raise Refusal(service.NOT_THERE)
    if ask.is_settled:
        raise Refusal(service.OVER[ask.state])
    if not rules.may_answer(invitation.state, how):
        raise Refusal(_where_it_stands(invitation))
    invitation.state = how
    invitation.answered_at = now
    if how is InvitationState.NOTHING:
        invitation.comes_back_at = now + rules.COMES_BACK_AFTER
    tx.flush()
    service.show_invitation(tx, invitation, now=now)
    waves.answered_no(tx, ask, now=now)
    return invitation


def keep_looking(tx: Session, ask: Ask, *, now: datetime, told: str | None = None, is_asker: bool = False) -> None:
    """Open an ask again whose helper could not finish it; the next wave is due at once.

    Whoever was let off for that helper can answer again. `told` is the key of the message in which the asker reads that
    it is open again: if nobody is left, it is said there. `is_asker` says that its asker is at it, and not somebody
    else or the clock. An ask that is meant for one colleague goes to nobody: it waits for its asker's word.
    """
    if not rules.may_move(ask.state, AskState.OPEN):
        raise Refusal(N_("I am already looking for somebody else."))
    ask.state = AskState.OPEN
    ask.next_wave_at = now
    ask.open_again = told
    ask.sought_at = now if is_asker else ask.sought_at
    service.keep(ask, now=now)
    _give_back(tx, ask, now)
    service.show(tx, ask, now=now)


def _give_back(tx: Session, ask: Ask, now: datetime) -> None:
    """Give those their buttons back who lost them only because somebody else took the ask; see the table in rules."""
    for given in service.invitations_of(tx, ask, InvitationState.NOTHING, InvitationState.NOT_NOW):
        service.show_invitation(tx, given, now=now)
    let_off = [one for one in service.invitations_of(tx, ask, InvitationState.CLOSED) if rules.was_let_off(one)]
    for given in let_off:
        if not is_colleague(given.helper):
            continue
        given.state = InvitationState.SENT
        if given.lapses_at is None and given.wave > 0:
            is_free = members.may_be_invited(given.helper, now)
            hours = members.hours_of(given.helper)
            given.lapses_at = after_working_time(hours, now, rules.ANSWER_WITHIN) if is_free else now
        service.show_invitation(tx, given, now=now, is_again=True)
    tx.flush()


def go_on_without(tx: Session, ask: Ask, *, now: datetime) -> None:
    """Open an ask again whose helper is not here any more; who wrote to them alone is asked whether others may help."""
    keep_looking(tx, ask, now=now)
    if ask.is_for_one:
        key, message = f"ask:{ask.id}:alone", one_views.helper_is_gone(ask)
        news.tell(tx, ask.asker, key, message, now=now, reason="nobody")


def invitation_of(tx: Session, ask: Ask, helper: Member) -> Invitation | None:
    """Return a member's invitation to an ask, if any."""
    return tx.scalars(
        select(Invitation).where(
            Invitation.workspace_id == ask.workspace_id,
            Invitation.ask_id == ask.id,
            Invitation.helper_id == helper.id,
        )
    ).first()


def may_see(tx: Session, ask: Ask, member: Member) -> Invitation | None:
    """Return a member's invitation, if any; Refusal as if the ask did not exist when it was never shown to them."""
    invitation = invitation_of(tx, ask, member)
    is_public = ask.audience is Audience.CHANNEL
    if invitation is None and not is_public and ask.asker_id != member.id:
        raise Refusal(service.NOT_THERE)
    return invitation


def may_step_up(tx: Session, ask: Ask, helper: Member) -> None:
    """Raise Refusal unless `helper` may help with `ask` now."""
    own = may_see(tx, ask, helper)
    if ask.asker_id == helper.id:
        raise Refusal(OWN_ASK)
    if ask.is_settled:
        raise Refusal(service.OVER[ask.state])
    if helper.is_guest or helper.is_bot:
        raise Refusal(GUEST)
    if ask.state is AskState.IN_HANDS:
        raise Refusal(_where_it_stands(own) if own else IN_HANDS)
    if own and own.state is InvitationState.HELPING:
        raise Refusal(HELPING)


def _where_it_stands(own: Invitation) -> str:
    """Say to somebody who presses again what their own answer was, or that a colleague was quicker."""
    if own.state is InvitationState.HELPING:
        return HELPING
    if own.state in {InvitationState.KNOWS, InvitationState.NOTHING, InvitationState.NOT_NOW}:
        return ANSWERED if own.ask.state is AskState.OPEN or own.state is InvitationState.KNOWS else IN_HANDS
    return IN_HANDS


def relay(
    tx: Session, workspace: Workspace, invitation_key: str, sender: Member, text: str, *, key: str, now: datetime
) -> None:
    """Pass words from one end of an anonymous ask to the other; `key` makes it happen once.

    Raises Refusal for words that are empty or too long, and for anybody who is not one of the two.
    """
    invitation = relayed(tx, workspace, invitation_key, sender)
    words = rules.tidy_words(text, field="text")
    ask = invitation.ask
    from_helper = sender.id == invitation.helper_id
    reader = ask.asker if from_helper else invitation.helper
    message = relay_views.passed_on(words, invitation.key, sender=sender if from_helper else None, reader=reader)
    end = "asker" if from_helper else "helper"
    outbox.post(
        tx,
        workspace.id,
        f"relay:{invitation.id}:{key}",
        message,
        now=now,
        reason="relay",
        to=[reader],
        below=service.relay_key(invitation, end),
    )


def relayed(tx: Session, workspace: Workspace, invitation_key: str, member: Member) -> Invitation:
    """Return the invitation behind a relay that `member` is one end of; Refusal for everybody else."""
    found = select(Invitation).where(Invitation.workspace_id == workspace.id, Invitation.key == invitation_key)
    invitation = tx.scalars(found).first()
    if invitation is None or not invitation.ask.is_anonymous or invitation.answered_at is None:
        raise Refusal(service.NOT_THERE)
    if member.id not in {invitation.helper_id, invitation.ask.asker_id}:
        raise Refusal(service.NOT_THERE)
    if invitation.ask.is_settled:
        raise Refusal(service.OVER[invitation.ask.state])
    return invitation


def talk_was_refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """Slack would not open a conversation of the two: each reads who the other is."""
    del problem
    invitation = tx.get(Invitation, int(outgoing.key.rsplit(":", 1)[-1]))
    if invitation is None or invitation.workspace_id != outgoing.workspace_id:
        return
    ask, helper = invitation.ask, invitation.helper
    for reader, other in ((ask.asker, helper), (helper, ask.asker)):
        message = views.write_to_each_other(ask, other, reader=reader)
        key = f"{outgoing.key}:{reader.id}"
        outbox.post(tx, ask.workspace_id, key, message, now=now, reason="talk-refused", to=[reader])
