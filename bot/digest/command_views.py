"""What somebody reads who sets up the letter of a channel."""

from bot import i18n
from bot.blocks import Message, labelled, message, note
from bot.i18n import N_, translations
from bot.members.hours import local
from bot.members.views import LANGUAGE_NAMES
from models import DigestSubscription, Rhythm

HOW = N_(
    "For example: `/givefirst digest here weekly Mon 09:00`, `every two weeks Fri 16:00`, `monthly Mon 09:00` for the "
    "first Monday. A language fits in too, `de` or `en`; `off` ends it."
)
PLANS = {
    Rhythm.WEEKLY: N_("This channel gets a weekly letter with its open asks: {weekday}, {time} ({zone}), {language}."),
    Rhythm.TWO_WEEKS: N_(
        "This channel gets a letter with its open asks every two weeks: {weekday}, {time} ({zone}), {language}."
    ),
    Rhythm.MONTHLY: N_(
        "This channel gets a monthly letter with its open asks: the first {weekday}, {time} ({zone}), {language}."
    ),
}


def agreed(subscription: DigestSubscription, locale: str, *, is_let_in: bool | None) -> Message:
    """Confirm when a channel gets its letter from now on; `is_let_in` is whether the bot can write there, if known."""
    _ = translations(locale).gettext
    first = i18n.moment(local(subscription.next_at, subscription.zone), locale)
    quiet = _("None comes when there is nothing new to tell.")
    invite = _("If I am not in this channel yet, please type `/invite @Givefirst` here.")
    if is_let_in is False:
        invite = _("I am not in this channel yet: please type `/invite @Givefirst` here.")
    small = [_("The first one: {moment}.").format(moment=first), quiet, "" if is_let_in else invite]
    return message(_plan(subscription, locale), note(*small))


def ended(locale: str, *, had_one: bool) -> Message:
    """Confirm that a channel gets no letter any more."""
    _ = translations(locale).gettext
    return message(_("This channel gets no weekly letter any more.") if had_one else _("This channel has none to end."))


def needs_a_channel(locale: str) -> Message:
    """Say that a letter goes to a channel, not into a conversation of two."""
    _ = translations(locale).gettext
    title = _("The weekly letter goes to a channel. Please type this again in the channel that should get it.")
    return message(title, note(_(HOW)))


def state(subscription: DigestSubscription | None, locale: str) -> Message:
    """Say whether a channel has a letter and when, and how to change that."""
    _ = translations(locale).gettext
    title = _plan(subscription, locale) if subscription else _("This channel has no weekly letter yet.")
    return message(title, note(_(HOW)))


def not_understood(word: str, locale: str) -> Message:
    """Say which word of a plan was not understood, and how one looks."""
    _ = translations(locale).gettext
    title = _("I did not understand that, so nothing has changed.")
    return message(title, labelled(_("It was this word:"), word), note(_(HOW)))


def _plan(subscription: DigestSubscription, locale: str) -> str:
    _ = translations(locale).gettext
    return _(PLANS[subscription.rhythm]).format(
        weekday=i18n.weekday(subscription.weekday, locale),
        time=subscription.at.strftime("%H:%M"),
        zone=subscription.zone,
        language=LANGUAGE_NAMES[i18n.language(subscription.locale)],
    )
