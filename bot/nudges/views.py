"""What people read unasked, and what they read when they say that it is too much."""

from datetime import datetime

from bot import i18n
from bot.asks.views import state_line
from bot.blocks import Block, Message, button, buttons, confirm, message, note, said
from bot.giving.views import asks_what_came_of_it
from bot.i18n import N_, translations
from bot.members.hours import local
from bot.members.views import mention
from models import Ask, Member, Nudge, NudgeKind

# In the value of a button: take back what the press before did.
BACK = "back:"

WHY = {
    NudgeKind.STILL_OPEN: N_(
        "I ask when an ask of yours was quiet for two working days, I look only at the dates of that ask, and "
        "*Fewer of these* ends such questions; your working hours are in `/givefirst settings`."
    ),
    NudgeKind.CAME_OF_IT: N_(
        "I ask once, three weeks after you closed an ask and named who helped, I look only at that ask, and "
        "*Fewer of these* ends such questions; your working hours are in `/givefirst settings`."
    ),
}
WHY_GIFT = N_(
    "I ask once, three weeks after you read an idea or put something right that a colleague saw, I look only at that, "
    "and *Fewer of these* ends such questions; your working hours are in `/givefirst settings`."
)
MUTED = {
    NudgeKind.STILL_OPEN: N_(
        "I will not ask you any more whether an ask is still open. One that stays quiet closes after two weeks."
    ),
    NudgeKind.CAME_OF_IT: N_("I will not ask you any more what came of an ask."),
}
UNMUTED = {
    NudgeKind.STILL_OPEN: N_("Good, I will ask you again when an ask of yours is quiet."),
    NudgeKind.CAME_OF_IT: N_("Good, I will ask you again what came of an ask."),
}


def nudge(given: Nudge, ask: Ask | None, *, reader: Member) -> Message:
    """Say what a nudge is about, with ways to answer, and to get fewer of them."""
    locale = reader.locale
    _ = translations(locale).gettext
    if given.gift is not None:
        title = _("A few weeks ago {colleague} gave you this. What came of it? They would like to hear.")
        title = title.format(colleague=mention(given.gift.sender))
        shown = asks_what_came_of_it(given.gift)
        return message(title, *shown, _too_much(given, locale), preview=given.gift.subject)
    if ask is None:
        raise ValueError(f"a nudge about nothing: {given.occasion}")
    if given.kind is NudgeKind.STILL_OPEN:
        title = _("Is it still open?")
        shown = [said(ask.text), note(state_line(ask, locale)), _still_open_buttons(ask, locale)]
    else:
        title = _("A few weeks ago colleagues helped you with this. What came of it? They would like to hear.")
        shown = [said(ask.text), buttons(button(_("Tell them"), "ask.outcome", ask.key, style="primary"))]
    return message(title, *shown, _too_much(given, locale), preview=ask.text)


def why(given: Nudge, *, reader: Member) -> Message:
    """Say in one sentence why a nudge came, what it knows and where to change that."""
    words = WHY_GIFT if given.gift_id else WHY[given.kind]
    return message(translations(reader.locale).gettext(words))


def muted(given: Nudge, *, reader: Member) -> Message:
    """Confirm that no more nudges of this kind will come, with a way back."""
    _ = translations(reader.locale).gettext
    back = button(_("Bring them back"), "nudge.fewer", BACK + given.key)
    return message(_(MUTED[given.kind]), buttons(back))


def unmuted(given: Nudge, *, reader: Member) -> Message:
    """Confirm that nudges of this kind will come again."""
    return message(translations(reader.locale).gettext(UNMUTED[given.kind]))


def snoozed(given: Nudge, until: datetime, *, reader: Member) -> Message:
    """Say until when no nudges will come, with a way back."""
    _ = translations(reader.locale).gettext
    moment = i18n.moment(local(until, reader.zone), reader.locale)
    back = button(_("Wake up now"), "nudge.snooze", BACK + given.key)
    title = _("No more questions like this until {moment}.").format(moment=moment)
    return message(
        title, note(_("Invitations to help still come; `/givefirst pause` stops those, too.")), buttons(back)
    )


def awake(*, reader: Member) -> Message:
    """Confirm that nudges will come again."""
    return message(translations(reader.locale).gettext("Good, I will ask you again when there is a reason."))


def _still_open_buttons(ask: Ask, locale: str) -> Block | None:
    _ = translations(locale).gettext
    sure = confirm(
        _("Withdraw this ask?"),
        _("Nobody will be asked any more, and it cannot be taken back."),
        yes=_("Withdraw"),
        no=_("Keep it"),
    )
    return buttons(
        button(_("Still open"), "ask.keep", ask.key, style="primary"),
        button(_("Close it"), "ask.close", ask.key),
        button(_("Withdraw"), "ask.withdraw", ask.key, confirm=sure),
    )


def _too_much(given: Nudge, locale: str) -> Block | None:
    _ = translations(locale).gettext
    return buttons(
        button(_("Fewer of these"), "nudge.fewer", given.key),
        button(_("Snooze"), "nudge.snooze", given.key),
        button(_("Why this?"), "nudge.why", given.key),
    )
