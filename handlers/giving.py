"""Giving unasked: the command, the form, the shortcuts, and what receivers and senders press."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.asks.rules import LONGEST
from bot.blocks import Message, cut, message
from bot.errors import Refusal
from bot.giving import answers, forms, replies, rules, service, views
from bot.giving.forms import Draft
from bot.giving.rules import LONGEST_SUBJECT
from bot.giving.service import Typed
from bot.home import service as home
from bot.members import service as members
from bot.members.views import not_saved
from handlers.answers import Answer, Changed, Instead, Opened
from handlers.incoming import Choice, Command, Filled, Press, Request, Shortcut, Submission
from handlers.people import people_first
from models import Gift, GiftKind, Member

LONGEST_TYPED = 3000


def give(command: Command, tx: Session) -> Answer:
    """`/give @maria`, with or without words: the form, which holds what was typed already."""
    if len(command.text) > LONGEST_TYPED:
        text = command.say(answers.TOO_MUCH)
        return not_saved(text.format(length=len(command.text), most=LONGEST), command.text)
    try:
        people, rest = people_first(command, tx, command.text)
    except Refusal as refusal:
        return _form(command, Draft(text=command.text), warning=_said(command, refusal))
    warning = command.say(answers.ONE_PERSON) if len(people) > 1 else ""
    return _form_for(command, Draft(text=rest), people[0] if people else None, warning=warning)


def open_form(press: Press, tx: Session) -> Answer:
    """*Give something*: the form, empty or with what the button kept."""
    draft = forms.draft_in_button(press.value)
    return _form_for(press, draft, members.of(tx, press.workspace.id, draft.to))


def shortcut(used: Shortcut, tx: Session) -> Answer:
    """The global shortcut *Give something*."""
    del tx
    return _form(used, Draft())


def from_message(used: Shortcut, tx: Session) -> Answer:
    """The message shortcut *Give something back*: for whoever wrote the message, about the message."""
    draft = Draft(subject=cut(" ".join(used.text.split()), LONGEST_SUBJECT))
    author = members.of(tx, used.workspace.id, used.author) if used.author else None
    warning = "" if author else used.say(answers.UNKNOWN_PERSON)
    return _form_for(used, draft, author, warning=warning)


def choose_kind(form: Choice, tx: Session) -> Answer:
    """A kind was chosen: the form shows its fields, and the others in which something stands."""
    del tx
    draft = _draft(form)
    return Changed(forms.give_form(draft, form.locale), forms.did_not_change(draft, form.locale))


def submit(form: Submission, tx: Session) -> Answer:
    """The form was sent: given, unless words of taste in a heads-up have to be read by its sender first."""
    draft = _draft(form)
    receiver = members.of(tx, form.workspace.id, draft.to)
    typed = Typed(draft.subject, draft.text, draft.where, draft.what_i_see, draft.screenshot)
    try:
        gift = service.drafted(
            tx, form.workspace, form.member, receiver, draft.kind or GiftKind.IDEA, typed, now=form.now
        )
    except Refusal as refusal:
        if refusal.field is None or refusal.field in form.values:
            raise
        # The form did not follow the choice, so it lacks the field that is missing.
        return _again(form, warning=_said(form, refusal))
    if gift.kind is GiftKind.HEADS_UP:
        taste = [word for word in dict.fromkeys(rules.words_of_taste(gift.text)) if word not in draft.shown]
        if taste:
            return _again(form, taste=taste[: forms.MOST_WORDS])
    if receiver is not None:
        service.give(tx, gift, sender=form.member, receiver=receiver, now=form.now)
        home.refresh(tx, form.member, form.now)
    return None


def tell(press: Press, tx: Session) -> None:
    """*Tell me*: the idea, or a conversation of the two."""
    gift = _before_me(press, tx)
    replies.tell(tx, gift, now=press.now)
    home.refresh(tx, press.member, press.now)
    home.refresh(tx, gift.sender, press.now)


def later(press: Press, tx: Session) -> Message:
    """*Later*: it comes back once."""
    replies.later(tx, _before_me(press, tx), now=press.now)
    home.refresh(tx, press.member, press.now)
    return message(press.say(answers.LATER))


def no(press: Press, tx: Session) -> Message:
    """*No thanks*: nobody hears of it."""
    replies.decline(tx, _before_me(press, tx), now=press.now)
    home.refresh(tx, press.member, press.now)
    return message(press.say(answers.NO_THANKS))


def take_back(press: Press, tx: Session) -> Message:
    """*Take it back*: by its sender, until it was read."""
    gift = service.own(tx, press.workspace, press.value, by=press.member)
    service.take_back(tx, gift, now=press.now)
    home.refresh(tx, press.member, press.now)
    return views.taken_back(gift)


def fixed(press: Press, tx: Session) -> Message:
    """*Thanks, fixed*."""
    gift = _before_me(press, tx)
    replies.fixed(tx, gift, now=press.now)
    home.refresh(tx, press.member, press.now)
    home.refresh(tx, gift.sender, press.now)
    return message(press.say(answers.THANKED))


def known(press: Press, tx: Session) -> Message:
    """*Known, on purpose*."""
    replies.known(tx, _before_me(press, tx), now=press.now)
    home.refresh(tx, press.member, press.now)
    return message(press.say(answers.KNOWN))


def more(press: Press, tx: Session) -> Message:
    """*Tell me more*: a conversation of the two."""
    replies.more(tx, _before_me(press, tx), now=press.now)
    home.refresh(tx, press.member, press.now)
    return message(press.say(answers.TALKING))


def answer_form(press: Press, tx: Session) -> Answer:
    """*There is something*: ask what."""
    gift = _before_me(press, tx)
    replies.may_answer(gift)
    return forms.answer_form(gift, press.locale)


def answer(form: Submission, tx: Session) -> Message:
    """What would help was told: it becomes an ask to the colleague who asked."""
    gift = service.of(tx, form.workspace, _key(form), to=form.member)
    replies.ask(tx, gift, form.text("text"), now=form.now)
    home.refresh(tx, form.member, form.now)
    return message(form.say(answers.ASKED))


def nothing(press: Press, tx: Session) -> Message:
    """*Nothing right now, thank you*."""
    replies.nothing(tx, _before_me(press, tx), now=press.now)
    home.refresh(tx, press.member, press.now)
    return message(press.say(answers.NOTHING))


def outcome_form(press: Press, tx: Session) -> Answer:
    """*Tell them*: ask what came of it."""
    gift = _before_me(press, tx)
    if not rules.came_to_good(gift):
        raise Refusal(answers.NO_OUTCOME)
    return forms.outcome_form(gift, press.locale)


def outcome(form: Submission, tx: Session) -> Message:
    """What came of it was told: the sender hears it."""
    gift = service.of(tx, form.workspace, _key(form), to=form.member)
    service.tell_outcome(tx, gift, form.text("words"), now=form.now)
    home.refresh(tx, gift.sender, form.now)
    return message(form.say(answers.TOLD_OUTCOME))


def _before_me(press: Press, tx: Session) -> Gift:
    return service.of(tx, press.workspace, press.value, to=press.member)


def _form_for(request: Request, draft: Draft, receiver: Member | None, *, warning: str = "") -> Opened:
    """Open the form for somebody, or for nobody with the reason why not for them."""
    if receiver is None:
        return _form(request, replace(draft, to=""), warning=warning)
    try:
        to = rules.may_receive(request.member, receiver, bot_user_id=request.workspace.bot_user_id)
    except Refusal as refusal:
        return _form(request, replace(draft, to=""), warning=_said(request, refusal))
    return _form(request, replace(draft, to=to.slack_id), warning=warning)


def _form(request: Request, draft: Draft, *, warning: str = "") -> Opened:
    form = forms.give_form(draft, request.locale, warning=warning)
    return Opened(form, forms.did_not_open(draft, request.locale))


def _again(form: Submission, *, warning: str = "", taste: Sequence[str] = ()) -> Instead:
    """Show the form that was sent again, with all that was typed."""
    return Instead(forms.give_form(_draft(form), form.locale, warning=warning, taste=taste))


def _said(request: Request, refusal: Refusal) -> str:
    return request.say(refusal.words).format(**refusal.values)


def _draft(form: Filled) -> Draft:
    try:
        # Whoever sends the form without a choice has an idea, as most have.
        kind = GiftKind(form.text("kind") or GiftKind.IDEA)
    except ValueError:
        raise Refusal(answers.UNKNOWN_KIND, field="kind") from None
    shown = form.metadata.get("shown")
    return Draft(
        to=form.text("to"),
        kind=kind,
        subject=form.text("subject"),
        text=form.text("text"),
        where=form.text("where"),
        what_i_see=form.text("what_i_see"),
        screenshot=form.text("screenshot"),
        shown=tuple(str(word) for word in shown) if isinstance(shown, list) else (),
    )


def _key(form: Submission) -> str:
    return str(form.metadata.get("gift") or "")
