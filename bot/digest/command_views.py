"""What somebody reads who sets up the letter of a channel, by command or by form."""

from bot import i18n
from bot.blocks import Block, Message, button, buttons, confirm, escape, labelled, message, note
from bot.i18n import N_, translations
from bot.members.hours import local
from bot.members.views import LANGUAGE_NAMES
from models import DigestSubscription, Rhythm

HOW = N_(
    "For example: `/givefirst digest here weekly Mon 09:00`, `every two weeks Fri 16:00`, `monthly Mon 09:00` for the "
    "first Monday. A language fits in too, `de` or `en`; `off` ends it."
)
PLANS = {
    Rhythm.WEEKLY: N_("{channel} gets a weekly letter with its open asks: {weekday}, {time} ({zone}), {language}."),
    Rhythm.TWO_WEEKS: N_(
        "{channel} gets a letter with its open asks every two weeks: {weekday}, {time} ({zone}), {language}."
    ),
    Rhythm.MONTHLY: N_(
        "{channel} gets a monthly letter with its open asks: the first {weekday}, {time} ({zone}), {language}."
    ),
}
SHORT_PLANS = {
    Rhythm.WEEKLY: N_("{channel}: every week, {weekday}, {time} ({zone}), {language}"),
    Rhythm.TWO_WEEKS: N_("{channel}: every two weeks, {weekday}, {time} ({zone}), {language}"),
    Rhythm.MONTHLY: N_("{channel}: every month, the first {weekday}, {time} ({zone}), {language}"),
}


def agreed(subscription: DigestSubscription, locale: str, *, is_let_in: bool | None) -> Message:
    """Confirm when a channel gets its letter from now on; `is_let_in` is whether the bot can write there, if known."""
    _ = translations(locale).gettext
    first = i18n.moment(local(subscription.next_at, subscription.zone), locale)
    quiet = _("None comes when there is nothing new to tell.")
    invite = _("If I am not in {channel} yet, please type `/invite @Givefirst` there.")
    if is_let_in is False:
        invite = _("I am not in {channel} yet: please type `/invite @Givefirst` there.")
    invite = invite.format(channel=_named(subscription.channel))
    small = [_("The first one: {moment}.").format(moment=first), quiet, "" if is_let_in else invite]
    return message(_said(PLANS, subscription, locale), note(*small))


def ended(channel: str, locale: str, *, had_one: bool) -> Message:
    """Confirm that a channel gets no letter any more."""
    _ = translations(locale).gettext
    title = _("{channel} gets no weekly letter any more.") if had_one else _("{channel} has no weekly letter to end.")
    return message(title.format(channel=_named(channel)))


def needs_a_channel(locale: str) -> Message:
    """Say that a letter goes to a channel, not into a conversation of two."""
    _ = translations(locale).gettext
    title = _("The weekly letter goes to a channel. Please type this again in the channel that should get it.")
    return message(title, note(_(HOW)))


def state(channel: str, subscription: DigestSubscription | None, locale: str) -> Message:
    """Say whether a channel has a letter and when, and how to change that."""
    _ = translations(locale).gettext
    if subscription:
        return message(_said(PLANS, subscription, locale), note(_(HOW)), keys("", locale))
    title = _("{channel} has no weekly letter yet.").format(channel=_named(channel))
    return message(title, note(_(HOW)), buttons(set_up(locale)))


def not_understood(word: str, locale: str) -> Message:
    """Say which word of a plan was not understood, and how one looks."""
    _ = translations(locale).gettext
    title = _("I did not understand that, so nothing has changed.")
    return message(title, labelled(_("It was this word:"), word), note(_(HOW)))


def in_short(subscription: DigestSubscription, locale: str) -> str:
    """Say in one line (mrkdwn) which channel gets its letter when."""
    return _said(SHORT_PLANS, subscription, locale)


def set_up(locale: str) -> Block:
    """Offer the form for a letter: that of the channel where it is pressed, of any channel to admins elsewhere."""
    _ = translations(locale).gettext
    return button(_("Set up a digest"), "digest.edit", "")


def keys(channel: str, locale: str) -> Block | None:
    """Offer to change and to stop the letter of a channel; of the one where it is pressed when `channel` is empty."""
    _ = translations(locale).gettext
    sure = confirm(
        _("Stop this digest?"),
        _("The channel gets no weekly letter any more. It can be set up again at any time."),
        yes=_("Stop"),
        no=_("Keep it"),
    )
    return buttons(
        button(_("Change"), "digest.edit", channel),
        button(_("Stop"), "digest.stop", channel, confirm=sure),
    )


def _said(plans: dict[Rhythm, str], subscription: DigestSubscription, locale: str) -> str:
    _ = translations(locale).gettext
    language = _("the workspace's language")
    if subscription.locale:
        language = LANGUAGE_NAMES[i18n.language(subscription.locale)]
    return _(plans[subscription.rhythm]).format(
        channel=_named(subscription.channel),
        weekday=i18n.weekday(subscription.weekday, locale),
        time=f"{subscription.at:%H:%M}",
        zone=escape(subscription.zone),
        language=language,
    )


def _named(channel: str) -> str:
    return f"<#{channel}>"
