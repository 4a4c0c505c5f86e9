"""Steps on asks, inside the caller's transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from bot import echo, inbox, outbox
from bot.asks import chain_views, relay_views, rules, views
from bot.asks.forms import Draft, draft_of
from bot.errors import Refusal
from bot.i18n import N_
from bot.journal import service as journal
from bot.matching import service as matching
from bot.members import news
from bot.members import service as members
from bot.members.hours import after_working_days, local
from bot.ties import service as ties
from models import Ask, AskState, Audience, Invitation, InvitationState, Member, Workspace

NOT_THERE = N_("I cannot find this ask.")
NOT_YOURS = N_("Only the person who asked can do that.")
OVER = {
    AskState.HELPED: N_("This ask is closed: somebody helped."),
    AskState.ANSWERED: N_("This ask is closed: it was answered elsewhere."),
    AskState.WITHDRAWN: N_("This ask was withdrawn."),
    AskState.AGED_OUT: N_("This ask was closed after two quiet weeks."),
}


class AlreadyNoted(Exception):
    """The same person asked the same a moment ago; carries that ask."""

    def __init__(self, ask: Ask) -> None:
        super().__init__(ask.key)
        self.ask = ask


def of(tx: Session, workspace: Workspace, key: str) -> Ask:
    """Return the ask with this key, locked until the transaction ends; Refusal if this workspace has none."""
    found = select(Ask).where(Ask.workspace_id == workspace.id, Ask.key == key).with_for_update(key_share=True)
    ask = tx.scalars(found).first()
    if ask is None:
        raise Refusal(NOT_THERE)
    return ask


def find(tx: Session, workspace: Workspace, key: str) -> Ask | None:
    """Return the ask with this key, if this workspace has it."""
    return tx.scalars(select(Ask).where(Ask.workspace_id == workspace.id, Ask.key == key)).first()


def own(tx: Session, workspace: Workspace, key: str, *, by: Member) -> Ask:
    """Return `by`'s own unsettled ask, locked; Refusal when it is somebody else's or over."""
    ask = of(tx, workspace, key)
    if ask.asker_id != by.id:
        raise Refusal(NOT_YOURS)
    if ask.is_settled:
        raise Refusal(OVER[ask.state])
    return ask


def open_asks_of(tx: Session, member: Member, *, most: int | None = None) -> list[Ask]:
    """Return a member's asks that are not settled, newest first, all or at most so many."""
    mine = (
        Ask.workspace_id == member.workspace_id,
        Ask.asker_id == member.id,
        Ask.state.in_([AskState.OPEN, AskState.IN_HANDS]),
    )
    return list(tx.scalars(select(Ask).where(*mine).order_by(Ask.opened_at.desc(), Ask.id.desc()).limit(most)))


def open_ask(
    tx: Session, asker: Member, draft: Draft, *, now: datetime, thread: str | None = None, again: bool = False
) -> Ask:
    """Make an ask true: posted where it should be seen, its first wave due at once, the asker told.

    Raises Refusal for a text that is empty or too long or a day that is over, AlreadyNoted for one that the same
    person made within the last minute, unless `again`.
    """
    ask = _checked(asker, draft, now)
    # Two requests of one person at once take turns here, so that the second sees the first.
    tx.execute(select(Member.id).where(Member.id == asker.id).with_for_update(key_share=True))
    earlier = None if again else _made_a_moment_ago(tx, ask, now)
    if earlier:
        raise AlreadyNoted(earlier)
    ask.thread = thread
    ask.next_wave_at = ask.sought_at = now
    _wait_again(ask, asker, now)
    tx.add(ask)
    tx.flush()
    # Known already: what the relationship would read again.
    set_committed_value(ask, "asker", asker)
    matching.index_open_ask(tx, ask)
    if ask.audience is Audience.CHANNEL:
        outbox.post(
            tx,
            ask.workspace_id,
            post_key(ask),
            views.post(ask),
            now=now,
            reason="ask.post",
            channel=ask.channel or "",
            thread=thread,
        )
    outbox.post(tx, ask.workspace_id, receipt_key(ask), views.receipt(ask), now=now, reason="receipt", to=[asker])
    return ask


def add_again(tx: Session, earlier: Ask, *, now: datetime) -> Ask | None:
    """Make an ask a second time, on purpose; None when that was done before, however often it is pressed."""
    if inbox.once(tx, earlier.workspace_id, f"again:{earlier.key}", now) is not None:
        return None
    draft = replace(draft_of(earlier), ask="")
    return open_ask(tx, earlier.asker, draft, now=now, thread=earlier.thread, again=True)


def reword(tx: Session, ask: Ask, draft: Draft, *, now: datetime) -> None:
    """Change what an ask says, everywhere it is shown; new words may fit other people, so waves go on."""
    fresh = _checked(ask.asker, draft, now)
    said_something_new = not rules.is_same_text(fresh.text, ask.text)
    ask.text, ask.what_for, ask.kind = fresh.text, fresh.what_for, fresh.kind
    ask.effort, ask.by_when = fresh.effort, fresh.by_when
    _wait_again(ask, ask.asker, now)
    if said_something_new:
        matching.forget_open_ask(tx, ask)
        matching.index_open_ask(tx, ask)
        if ask.state is AskState.OPEN and ask.next_wave_at is None:
            ask.waves_sent = 0
            ask.next_wave_at = ask.sought_at = now
    show(tx, ask, now=now)
    show_talks(tx, ask, now=now)
    for invitation in invitations_of(tx, ask, InvitationState.SENT):
        show_invitation(tx, invitation, now=now)


def keep(ask: Ask, *, now: datetime) -> None:
    """Note that an ask still stands: ask again in two working days, age in two weeks."""
    _wait_again(ask, ask.asker, now)


def close(tx: Session, ask: Ask, *, helpers: Sequence[Member], words: str, made_possible: str, now: datetime) -> None:
    """Settle an ask; every helper's journal gets its sentence, and they read the asker's thanks.

    Raises Refusal when the asker names themselves, a bot or somebody who left.
    """
    rules.at_most(words, field="words")
    rules.at_most(made_possible, field="made_possible")
    if words and not helpers:
        raise Refusal(N_("Who shall read your thanks? Name them above, or leave this empty."), field="words")
    for helper in helpers:
        if helper.id == ask.asker_id:
            raise Refusal(N_("You cannot thank yourself here. Who helped you?"), field="helpers")
        if helper.is_bot:
            raise Refusal(N_("Bots need no thanks. Who else helped?"), field="helpers")
    ask.made_possible = made_possible
    _settle(tx, ask, AskState.HELPED if helpers else AskState.ANSWERED, now)
    brought_together = journal.givers_of(tx, ask.workspace_id, about(ask))
    for helper in helpers:
        if helper in brought_together:
            journal.add_thanks(tx, helper, about(ask), words=words, made_possible=made_possible)
        else:
            journal.note_help(
                tx,
                giver=helper,
                receiver=None if ask.is_anonymous else ask.asker,
                text=ask.text,
                about=about(ask),
                words=words,
                made_possible=made_possible,
                now=now,
            )
        matching.index_help(tx, ask, helper.id, now)
        if not ask.is_anonymous:
            ties.note(tx, helper, ask.asker, now=now)
        message = views.thanks(ask, words, made_possible, reader=helper)
        news.tell(tx, helper, f"ask:{ask.id}:thanks:{helper.id}", message, now=now, reason="thanks")
    if helpers:
        _tell_the_chain(tx, ask, [one for one in brought_together if one not in helpers], made_possible, now)


def withdraw(tx: Session, ask: Ask, *, now: datetime) -> None:
    """Take an ask back; invitations lose their buttons."""
    _settle(tx, ask, AskState.WITHDRAWN, now)


def age_out(tx: Session, ask: Ask, *, now: datetime) -> None:
    """Close an ask that was quiet for too long, and tell the asker."""
    _settle(tx, ask, AskState.AGED_OUT, now)
    news.tell(tx, ask.asker, f"ask:{ask.id}:aged", views.aged(ask), now=now, reason="aged")


def tell_outcome(tx: Session, ask: Ask, words: str, *, now: datetime) -> None:
    """Tell everybody who helped what came of it, once, and write it into their journals.

    Raises Refusal for words that are empty or too long.
    """
    told = rules.tidy_words(words, field="words")
    journal.add_outcome(tx, ask.workspace_id, about(ask), told)
    for helper in journal.givers_of(tx, ask.workspace_id, about(ask)):
        message = views.came_of_it(ask, told, reader=helper)
        key = f"ask:{ask.id}:outcome:{helper.id}"
        if not news.tell(tx, helper, key, message, now=now, reason="outcome"):
            raise Refusal(N_("You have told them already. For more, write to them directly."), field="words")


def invitations_of(tx: Session, ask: Ask, *states: InvitationState) -> list[Invitation]:
    """Return an ask's invitations in these states, in the order they were planned."""
    wanted = Invitation.workspace_id == ask.workspace_id, Invitation.ask_id == ask.id, Invitation.state.in_(states)
    return list(tx.scalars(select(Invitation).where(*wanted).order_by(Invitation.id)))


def give_first(tx: Session, asker: Member, *, now: datetime) -> None:
    """Show somebody who has just asked one small open ask that fits them, if there is one."""
    if not members.may_be_invited(asker, now):
        return
    fitting = matching.open_asks_that_fit(tx, asker, now=now, most=1, small_only=True)
    for ask in fitting:
        invitation = Invitation(
            workspace_id=asker.workspace_id,
            ask_id=ask.id,
            helper_id=asker.id,
            wave=0,
            state=InvitationState.SENT,
            sent_at=now,
        )
        tx.add(invitation)
        tx.flush()
        message = views.small_ask_for_you(ask, None, reader=asker)
        key = invitation_key(invitation)
        outbox.post(tx, asker.workspace_id, key, message, now=now, reason="give-first", to=[asker])


def show(tx: Session, ask: Ask, *, now: datetime) -> None:
    """Let the channel post, letters that told it, and the asker's receipt say where the ask stands."""
    if ask.audience is Audience.CHANNEL:
        outbox.change(tx, ask.workspace_id, post_key(ask), views.post(ask), now=now)
        echo.changed(tx, ask.workspace_id, about(ask), now=now)
    show_receipt(tx, ask, now=now)


def show_receipt(tx: Session, ask: Ask, *, now: datetime) -> None:
    """Let the asker's own message say where the ask stands."""
    helping = [given.helper for given in invitations_of(tx, ask, InvitationState.HELPING)]
    outbox.change(tx, ask.workspace_id, receipt_key(ask), views.receipt(ask, helping), now=now)


def show_talks(tx: Session, ask: Ask, *, now: datetime) -> None:
    """Let the messages that brought asker and helpers together say what the ask says now."""
    for given in invitations_of(tx, ask, InvitationState.HELPING, InvitationState.KNOWS):
        if ask.is_anonymous:
            ends = {"helper": relay_views.for_helper(ask, given), "asker": relay_views.for_asker(ask, given)}
            for end, message in ends.items():
                outbox.change(tx, ask.workspace_id, relay_key(given, end), message, now=now)
        else:
            outbox.change(tx, ask.workspace_id, talk_key(given), views.conversation(ask, given), now=now)


def show_invitation(tx: Session, invitation: Invitation, *, now: datetime, is_again: bool = False) -> None:
    """Let an invitation say where it stands, and with `is_again` that the ask is open again."""
    message = views.invitation(invitation, is_again=is_again)
    outbox.change(tx, invitation.workspace_id, invitation_key(invitation), message, now=now)


def release_others(tx: Session, ask: Ask, *, now: datetime) -> None:
    """Let everybody off who was invited and is not helping: their buttons go, who was only planned hears nothing."""
    for invitation in invitations_of(tx, ask, InvitationState.PLANNED):
        invitation.state = InvitationState.SPARED
    shown = InvitationState.SENT, InvitationState.HELPING, InvitationState.NOT_NOW, InvitationState.NOTHING
    for invitation in invitations_of(tx, ask, *shown):
        if invitation.state is InvitationState.SENT:
            invitation.state = InvitationState.CLOSED
            if invitation.lapses_at and invitation.lapses_at > now:
                invitation.lapses_at = None
        if invitation.state is not InvitationState.HELPING or ask.is_settled:
            show_invitation(tx, invitation, now=now)


def about(ask: Ask) -> str:
    """Name the ask in the journals of those who helped with it."""
    return f"ask:{ask.id}"


def post_key(ask: Ask) -> str:
    """Name the ask's post in its channel."""
    return f"ask:{ask.id}:post"


def receipt_key(ask: Ask) -> str:
    """Name the asker's own message about the ask."""
    return f"ask:{ask.id}:receipt"


def talk_key(invitation: Invitation) -> str:
    """Name the message that opens the conversation of asker and helper."""
    return f"ask:{invitation.ask_id}:talk:{invitation.id}"


def relay_key(invitation: Invitation, end: str) -> str:
    """Name the message that opens the relay at one end, "asker" or "helper"."""
    return f"ask:{invitation.ask_id}:relay:{invitation.key}:{end}"


def invitation_key(invitation: Invitation) -> str:
    """Name the message that invites a helper."""
    return f"ask:{invitation.ask_id}:invitation:{invitation.id}"


def _tell_the_chain(tx: Session, ask: Ask, people: Sequence[Member], made_possible: str, now: datetime) -> None:
    """Let those who brought asker and helper together hear, too, that it helped."""
    for person in people:
        journal.add_thanks(tx, person, about(ask), words="", made_possible=made_possible)
        message = chain_views.helped_through_you(ask, made_possible, reader=person)
        news.tell(tx, person, f"ask:{ask.id}:chain:{person.id}", message, now=now, reason="chain")


def _checked(asker: Member, draft: Draft, now: datetime) -> Ask:
    if draft.by_when and draft.by_when < local(now, asker.zone).date():
        raise Refusal(N_("That day is over. Choose today or later, or leave it empty."), field="by_when")
    audience = draft.audience if draft.channel or draft.audience is not Audience.CHANNEL else Audience.HELPERS
    return Ask(
        workspace_id=asker.workspace_id,
        asker_id=asker.id,
        text=rules.tidy(draft.text),
        opened_at=now,
        what_for=rules.at_most(draft.what_for.strip(), field="what_for"),
        kind=draft.kind,
        effort=draft.effort,
        audience=audience,
        by_when=draft.by_when,
        channel=draft.channel if audience is Audience.CHANNEL else None,
        is_private=draft.is_private,
    )


def _made_a_moment_ago(tx: Session, ask: Ask, now: datetime) -> Ask | None:
    recent = select(Ask).where(
        Ask.workspace_id == ask.workspace_id,
        Ask.asker_id == ask.asker_id,
        Ask.opened_at > now - rules.SAME_ASK_WITHIN,
        Ask.state == AskState.OPEN,
        Ask.audience != Audience.ONE,
    )
    return next((earlier for earlier in tx.scalars(recent) if rules.is_same_text(earlier.text, ask.text)), None)


def _wait_again(ask: Ask, asker: Member, now: datetime) -> None:
    ask.check_at = after_working_days(members.hours_of(asker), now, rules.CHECK_AFTER_WORKING_DAYS)
    ask.ages_at = now + rules.AGES_AFTER


def _settle(tx: Session, ask: Ask, to: AskState, now: datetime) -> None:
    if not rules.may_move(ask.state, to):
        raise Refusal(OVER.get(ask.state, NOT_THERE))
    ask.state = to
    ask.settled_at = now
    ask.next_wave_at = ask.check_at = ask.ages_at = None
    ask.follow_up_at = now + rules.THANKS_AFTER if to is AskState.HELPED else None
    matching.forget_open_ask(tx, ask)
    release_others(tx, ask, now=now)
    show_talks(tx, ask, now=now)
    show(tx, ask, now=now)
