"""What sender and receiver of kind words read; the words themselves are always a person's own."""

import json
from collections.abc import Sequence

from bot import blocks, i18n
from bot.blocks import Block, Message, Modal, button, buttons, labelled, message, note, said, said_all
from bot.i18n import translations
from bot.members.views import mention
from bot.thanks.rules import LONGEST, LONGEST_QUOTE, MOST_RECEIVERS
from models import Member, Thanks, ThanksKind


def form(
    kind: ThanksKind,
    locale: str,
    *,
    helpers: Sequence[str] = (),
    words: str = "",
    quoted: str = "",
    author: str = "",
) -> Modal:
    """Ask for whom and in which words; `words` only ever holds what the sender typed already.

    `helpers` and `author` are Slack user ids, `quoted` is the message it is about.
    """
    _ = translations(locale).gettext
    is_deed = kind is ThanksKind.NOTICED
    whose = _("What did they do?") if is_deed else _("Your words")
    hint = _("In your own words, at most {most} characters. I pass them on as they are.").format(most=LONGEST)
    promise = _("It reaches them privately. Only if they like, it may be told in the weekly letter, with your name.")
    if is_deed:
        promise = _("It goes to whoever did it, and to nobody else; they alone decide whether it may be told.")
    shown = blocks.cut(quoted, LONGEST_QUOTE)
    return blocks.modal(
        "noticed.new" if is_deed else "thanks.new",
        _("I noticed this") if is_deed else _("Say thank you"),
        note(_("About this message:")) if shown else None,
        said(shown) if shown else None,
        blocks.people_input(
            "helpers", _("Who did it?") if is_deed else _("Whom?"), initial=list(helpers), most=MOST_RECEIVERS
        ),
        blocks.text_input("words", whose, initial=words, hint=hint, long=True, optional=True),
        note(promise),
        submit=_("Pass it on"),
        close=_("Cancel"),
        metadata=json.dumps({"quoted": shown, "author": author}, ensure_ascii=False),
    )


def passed_on(kind: ThanksKind, receivers: Sequence[Member], words: str, locale: str) -> Message:
    """Tell the sender that their words are on their way."""
    _ = translations(locale).gettext
    whom = i18n.listed([mention(receiver) for receiver in receivers], locale)
    title = _("Your thanks are on their way to {people}:").format(people=whom)
    if kind is ThanksKind.NOTICED:
        title = _("How good that you saw it. I pass it on to {people}, and to nobody else:").format(people=whom)
    return message(title, said(words), note(_("They read it in their working hours.")))


def on_its_way(locale: str) -> Message:
    """Say that the same words went out a moment ago."""
    return message(translations(locale).gettext("I have passed on these very words just now. Once is enough."))


def received(thanks: Thanks) -> Message:
    """Give the receiver the words, and the choice that is theirs; shows what they chose once they did."""
    locale = thanks.receiver.locale
    _ = translations(locale).gettext
    title = _("{sender} says thank you").format(sender=mention(thanks.sender))
    if thanks.kind is ThanksKind.NOTICED:
        title = _("{sender} noticed something good that you did").format(sender=mention(thanks.sender))
    return message(
        title,
        said(thanks.words),
        labelled(_("About your message:"), thanks.quoted),
        note(_choice(thanks, locale)),
        _keys(thanks, locale),
        preview=thanks.words,
    )


def already_told(locale: str) -> Message:
    """Say that a choice came too late for this one."""
    _ = translations(locale).gettext
    return message(_("It stood in the weekly letter already, so I cannot take that back. I will not tell it again."))


def given_back(thanks: Thanks) -> Message:
    """Give the sender their words back, as they could not be delivered."""
    _ = translations(thanks.sender.locale).gettext
    title = _("I could not reach {colleague} any more. These are your words:")
    return message(title.format(colleague=mention(thanks.receiver)), said(thanks.words))


def kept(thanks: Thanks) -> Message:
    """Leave the receiver the words of somebody who is forgotten, with nothing to choose any more."""
    _ = translations(thanks.receiver.locale).gettext
    title = _("A colleague says thank you")
    if thanks.kind is ThanksKind.NOTICED:
        title = _("A colleague noticed something good that you did")
    quoted = labelled(_("About your message:"), thanks.quoted)
    return message(title, said(thanks.words), quoted, preview=thanks.words)


def not_arrived(thanks: Thanks) -> Message:
    """Give the sender back their words for somebody who is forgotten."""
    _ = translations(thanks.sender.locale).gettext
    title = _("A colleague you wrote to does not use me any more, so this did not arrive. These are your words:")
    return message(title, said(thanks.words))


def how_to_say_noticed(typed: str, locale: str) -> Message:
    """Say how a deed that was noticed reaches its doer, with what was typed, for which a name is missing."""
    _ = translations(locale).gettext
    title = _("Whom did you notice? Type `/thanks @name noticed: ...`, and I tell them privately. This is your line:")
    return message(title, *said_all(typed), preview=typed)


def told(thanks: Thanks, locale: str) -> Block | None:
    """Tell a channel one deed, without who saw it, or one thank-you; the receiver agreed. Names ping nobody here."""
    _ = translations(locale).gettext
    receiver = _name(thanks.receiver, locale)
    if thanks.kind is ThanksKind.NOTICED:
        return labelled(f"{receiver}:", thanks.words)
    label = _("{sender} thanks {receiver}:").format(sender=_name(thanks.sender, locale), receiver=receiver)
    return labelled(label, thanks.words)


def _name(member: Member, locale: str) -> str:
    return member.name or translations(locale).gettext("a colleague")


def _choice(thanks: Thanks, locale: str) -> str:
    _ = translations(locale).gettext
    if thanks.told_at:
        return _("It stood in the weekly letter.")
    if thanks.kind is ThanksKind.NOTICED:
        if thanks.may_be_told:
            return _("It stands in your journal, and may be told in the weekly letter, without saying who saw it.")
        return _("It stands in your journal, which only you read. It stays with you unless you say it may be told.")
    if thanks.may_be_told:
        return _("It may be told in the weekly letter, as you said; I take that for the next thanks, too.")
    if thanks.may_be_told is None:
        return _("It stays between the two of you unless you say it may be told in the weekly letter.")
    return _("It stays between the two of you, as you said; I take that for the next thanks, too.")


def _keys(thanks: Thanks, locale: str) -> Block | None:
    _ = translations(locale).gettext
    keep = button(_("Keep it to myself"), "thanks.keep", thanks.key)
    tell = button(_("May be told"), "thanks.tell", thanks.key)
    if thanks.told_at:
        return None
    if thanks.may_be_told is None:
        return buttons(keep, tell)
    return buttons(keep if thanks.may_be_told else tell)
