"""What people read about something given: its receiver, its sender, and the two together."""

from bot.blocks import Block, Message, button, buttons, labelled, message, note, said
from bot.giving.rules import CONSENT_FIRST, SILENT
from bot.i18n import N_, translations
from bot.members.views import mention
from models import Gift, GiftKind, GiftState, Member

OFFERS = {
    GiftKind.IDEA: N_("{sender} has an idea for you"),
    GiftKind.CONTACT: N_("{sender} would like to put you in touch with somebody they know"),
    GiftKind.HEADS_UP: N_("{sender} saw something that you may want to put right"),
    GiftKind.QUESTION: N_("{sender} asks: what can I do for you?"),
}
AFTER_ANSWER = {
    GiftState.LATER: N_("Later. It comes back once, in three working days."),
    GiftState.AGAIN: N_("I have brought it back below."),
    GiftState.DECLINED: N_("No thanks, and that is fine. Nobody hears of it."),
    GiftState.TAKEN_BACK: N_("Taken back by the sender."),
    GiftState.LAPSED: N_("This one is over. Nobody hears anything about it."),
    GiftState.FIXED: N_("Thanks, fixed."),
    GiftState.KNOWN: N_("Known, on purpose."),
    GiftState.ASKED: N_("You have told them what would help."),
    GiftState.NOTHING: N_("Nothing right now. Thank you for answering."),
}
TOLD = {
    GiftKind.IDEA: N_("You wanted to know. It stands below."),
    GiftKind.CONTACT: N_("You wanted to know. I am opening a conversation for you two."),
}
ON_THEIR_WAY = {
    GiftKind.IDEA: N_("Your idea for {receiver} is on its way"),
    GiftKind.CONTACT: N_("Your contact for {receiver} is on its way"),
    GiftKind.HEADS_UP: N_("Your heads-up for {receiver} is on its way"),
    GiftKind.QUESTION: N_("Your question to {receiver} is on its way"),
}
# What a sender is told about what happens next.
NEXT = {
    GiftKind.IDEA: N_(
        "In their working hours they read your name and what it is about, not the idea. You hear from me when they "
        "want to know it, else nothing. Until then you can take it back."
    ),
    GiftKind.CONTACT: N_(
        "In their working hours they read your name and what it is about. When they want to know more, I open a "
        "conversation for you two; else you hear nothing. Until then you can take it back."
    ),
    GiftKind.HEADS_UP: N_("It arrives in their working hours, privately. You hear what they answer."),
    GiftKind.QUESTION: N_("It arrives in their working hours, privately. You hear what they answer."),
}
ENDED = {
    GiftState.TAKEN_BACK: N_("You have taken this back"),
    GiftState.FIXED: N_("{receiver} has fixed it"),
    GiftState.KNOWN: N_("{receiver} knows about it; it is on purpose"),
    GiftState.TALKING: N_("{receiver} would like to know more"),
    GiftState.ASKED: N_("{receiver} has told you what would help"),
    GiftState.NOTHING: N_("{receiver} needs nothing right now"),
    GiftState.LAPSED: N_("{receiver} could not be reached"),
}
HEARD = {
    GiftState.TOLD: N_("{receiver} wanted to know your idea and has read it. Thank you for thinking of them."),
    GiftState.FIXED: N_("{receiver} says: thanks, fixed. Two minutes of yours helped."),
    GiftState.KNOWN: N_("{receiver} knows about it, and it is on purpose. Thank you for having a look."),
    GiftState.NOTHING: N_("{receiver} needs nothing right now and thanks you for asking."),
}
JOURNAL = N_("I wrote it into your journal; only you read that.")


def offer(gift: Gift) -> Message:
    """Bring a gift to its receiver; of an idea or a contact who and about what, and not a word of it before its time.

    Once answered or over it says so without buttons.
    """
    locale = gift.receiver.locale
    _ = translations(locale).gettext
    title = _(OFFERS[gift.kind]).format(sender=mention(gift.sender))
    keys = _keys(gift, locale)
    if gift.state is GiftState.AGAIN:
        keys = [note(_(AFTER_ANSWER[gift.state]))]
    return message(title, *_shown_unasked(gift, locale), *keys, preview=_preview(gift))


def offer_again(gift: Gift) -> Message:
    """Bring an idea or a contact back that its receiver wanted later."""
    locale = gift.receiver.locale
    _ = translations(locale).gettext
    title = _("You said later, and here it is again. {offer}.").format(
        offer=_(OFFERS[gift.kind]).format(sender=mention(gift.sender))
    )
    return message(title, *_shown_unasked(gift, locale), *_keys(gift, locale), preview=_preview(gift))


def told(gift: Gift) -> Message:
    """Tell an idea to whoever wanted to know it."""
    _ = translations(gift.receiver.locale).gettext
    return message(
        _("The idea of {sender} for you").format(sender=mention(gift.sender)),
        labelled(_("About:"), gift.subject),
        said(gift.text),
        labelled(_("Screenshot:"), gift.screenshot),
        note(_("What you make of it is up to you.")),
        preview=gift.text,
    )


def receipt(gift: Gift) -> Message:
    """Tell the sender where it stands; a no, silence and time running out read the same."""
    locale = gift.sender.locale
    _ = translations(locale).gettext
    if gift.state is GiftState.PLANNED or (gift.kind in CONSENT_FIRST and gift.state in SILENT):
        title = _(ON_THEIR_WAY[gift.kind]).format(receiver=mention(gift.receiver))
        undo = buttons(button(_("Take it back"), "idea.takeback", gift.key))
        return message(title, *_all_of_it(gift, locale), note(_(NEXT[gift.kind])), undo)
    title = _(ENDED.get(gift.state, N_("{receiver} has it"))).format(receiver=mention(gift.receiver))
    return message(title, *_all_of_it(gift, locale))


def heard(gift: Gift) -> Message:
    """Tell the sender kindly what the receiver answered."""
    locale = gift.sender.locale
    _ = translations(locale).gettext
    title = _(HEARD[gift.state]).format(receiver=mention(gift.receiver))
    is_written_down = gift.state in {GiftState.TOLD, GiftState.FIXED}
    about = labelled(_("About:"), gift.subject)
    return message(title, about, note(_(JOURNAL)) if is_written_down else None, preview=gift.subject)


def conversation(gift: Gift) -> Message:
    """Open the conversation of the two: with the sender's sentence, or with the heads-up there is more to say about."""
    locale = gift.receiver.locale
    _ = translations(locale).gettext
    names = {"sender": mention(gift.sender), "receiver": mention(gift.receiver)}
    title = _("{receiver} would like to know more about this, {sender}. Over to you two.").format(**names)
    if gift.kind is GiftKind.CONTACT:
        title = _("{sender} knows somebody for you, {receiver}. Over to you two.").format(**names)
    return message(title, *_all_of_it(gift, locale), preview=gift.text)


def write_to_each_other(gift: Gift, other: Member, *, reader: Member) -> Message:
    """Say who the other one is when Slack would not open a conversation of the two."""
    _ = translations(reader.locale).gettext
    title = _("I could not open a conversation for you two. Please write to {other} directly.")
    return message(title.format(other=mention(other)), *_all_of_it(gift, reader.locale), preview=gift.text)


def undelivered(gift: Gift) -> Message:
    """Tell the sender that it did not reach its receiver, with all of it."""
    locale = gift.sender.locale
    _ = translations(locale).gettext
    title = _("I could not bring this to {receiver}. Please tell them another way.")
    return message(title.format(receiver=mention(gift.receiver)), *_all_of_it(gift, locale))


def taken_back(gift: Gift) -> Message:
    """Confirm to the sender that it was taken back, and show it a last time."""
    locale = gift.sender.locale
    _ = translations(locale).gettext
    return message(_("Taken back. Nobody reads it."), *_all_of_it(gift, locale))


def comes_no_further(gift: Gift) -> Message:
    """Give the sender back what they had for somebody who is forgotten."""
    locale = gift.sender.locale
    _ = translations(locale).gettext
    title = _(
        "What you had for a colleague comes no further, because they do not use me any more. These are your words:"
    )
    return message(title, *_all_of_it(gift, locale))


def is_gone(gift: Gift) -> Message:
    """Stand where something was brought by somebody who is forgotten."""
    return message(translations(gift.receiver.locale).gettext(AFTER_ANSWER[GiftState.TAKEN_BACK]))


def asks_what_came_of_it(gift: Gift) -> list[Block | None]:
    """Show a receiver what they were given some weeks ago, with a way to say what came of it."""
    _ = translations(gift.receiver.locale).gettext
    keys = buttons(button(_("Tell them"), "give.outcome", gift.key, style="primary"))
    return [*_all_of_it(gift, gift.receiver.locale), keys]


def came_of_it(gift: Gift, words: str) -> Message:
    """Tell the sender what came of it."""
    locale = gift.sender.locale
    _ = translations(locale).gettext
    title = _("{receiver} tells you what came of it").format(receiver=mention(gift.receiver))
    return message(title, said(words), *_all_of_it(gift, locale), preview=words)


def _shown_unasked(gift: Gift, locale: str) -> list[Block | None]:
    if gift.kind not in CONSENT_FIRST:
        return _all_of_it(gift, locale)
    return [labelled(translations(locale).gettext("About:"), gift.subject)]


def _all_of_it(gift: Gift, locale: str) -> list[Block | None]:
    _ = translations(locale).gettext
    screenshot = labelled(_("Screenshot:"), gift.screenshot)
    if gift.kind is GiftKind.HEADS_UP:
        return [labelled(_("Where:"), gift.subject), labelled(_("What I see:"), gift.text), screenshot]
    return [labelled(_("About:"), gift.subject), said(gift.text) if gift.text else None, screenshot]


def _keys(gift: Gift, locale: str) -> list[Block | None]:
    _ = translations(locale).gettext
    if gift.state is GiftState.TOLD:
        return [note(_(TOLD[gift.kind]))]
    after = note(_(AFTER_ANSWER[gift.state])) if gift.state in AFTER_ANSWER else None
    if gift.kind in CONSENT_FIRST:
        return _consent_keys(gift, after, locale)
    if gift.kind is GiftKind.HEADS_UP and gift.state in {GiftState.OFFERED, GiftState.TALKING}:
        more = button(_("Tell me more"), "headsup.more", gift.key) if gift.state is GiftState.OFFERED else None
        fixed = button(_("Thanks, fixed"), "headsup.fixed", gift.key, style="primary")
        return [buttons(fixed, button(_("Known, on purpose"), "headsup.known", gift.key), more)]
    if gift.kind is GiftKind.QUESTION and gift.state is GiftState.OFFERED:
        answer = button(_("There is something"), "question.answer", gift.key, style="primary")
        return [buttons(answer, button(_("Nothing right now, thank you"), "question.nothing", gift.key))]
    return [after]


def _consent_keys(gift: Gift, after: Block | None, locale: str) -> list[Block | None]:
    _ = translations(locale).gettext
    tell = button(_("Tell me"), "idea.tell", gift.key, style="primary")
    no = button(_("No thanks"), "idea.no", gift.key)
    if gift.state is GiftState.OFFERED:
        why = note(_("You read the rest only if you want to. Nobody hears of a no."))
        return [why, buttons(tell, button(_("Later"), "idea.later", gift.key), no)]
    if gift.state is GiftState.LATER:
        return [after, buttons(button(_("Tell me after all"), "idea.tell", gift.key), no)]
    if gift.state is GiftState.AGAIN:
        return [note(_("Nobody hears of a no.")), buttons(tell, no)]
    return [after]


def in_short(gift: Gift) -> str:
    """Return the words by which either of the two knows a gift, none of an idea before its time."""
    words = [gift.subject] if gift.kind in CONSENT_FIRST else [gift.subject, gift.text]
    return ": ".join(word for word in words if word)


def _preview(gift: Gift) -> str:
    return gift.subject if gift.kind in CONSENT_FIRST else gift.subject or gift.text
