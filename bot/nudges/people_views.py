"""Nudges about people: an old tie, with something to bring, and what those about somebody new are called."""

from bot.asks.views import details, mention
from bot.blocks import Message, button, buttons, labelled, note, said
from bot.i18n import N_, translations
from bot.nudges.openers import Opener
from bot.nudges.views import Line, Words, not_this_one, nudge, write_to
from models import Member, Nudge

RECONNECT = Words(
    name=N_("Somebody to hear from again"),
    why=N_(
        "When two who helped or met through me have had nothing to do with each other for half a year, I give one of "
        "them a reason to write, from the offers and open asks of both, and *Fewer of these* makes it rarer."
    ),
)
GREET = Words(
    name=N_("Somebody new to greet"),
    why=N_(
        "You say hello to people who have joined, I look at who joined when, whom they met through me and what you "
        "both offer, and *Fewer of these* makes it rarer; `/givefirst host off` ends it."
    ),
)


def reconnect(given: Nudge, other: Member, opener: Opener, team_id: str) -> Message:
    """Give one of two who have lost touch a reason to write, which is a opener."""
    locale = given.member.locale
    _ = translations(locale).gettext
    title = _it_has_been_a_while(other, opener, locale)
    write = write_to(given, other, team_id)
    if opener.ask:
        yes = button(_("I can help"), "ask.help", opener.ask.key, style="primary")
        keys = buttons(yes, write, not_this_one(given))
        return nudge(given, title, *details(opener.ask, locale), keys, preview=opener.ask.text)
    keys = buttons(write, not_this_one(given))
    if opener.offer:
        return nudge(given, title, labelled(_("You offer:"), opener.offer), keys, preview=opener.offer)
    return nudge(given, title, note(_("A good beginning, any time: “What can I do for you?”")), keys)


def reconnect_line(given: Nudge, other: Member, opener: Opener, team_id: str) -> Line:
    """Give one of two who have lost touch a reason to write, in a line."""
    locale = given.member.locale
    _ = translations(locale).gettext
    sentence = _it_has_been_a_while(other, opener, locale)
    if opener.ask:
        return Line(sentence, button(_("I can help"), "ask.help", opener.ask.key), said(opener.ask.text))
    return Line(sentence, write_to(given, other, team_id), labelled(_("You offer:"), opener.offer))


def _it_has_been_a_while(other: Member, opener: Opener, locale: str) -> str:
    _ = translations(locale).gettext
    title = _("It has been a while for you and {name}.")
    if opener.ask:
        title = _("It has been a while for you and {name}, and there is something you could do")
    elif opener.offer:
        title = _("It has been a while for you and {name}, and something you offer may be of use there")
    return title.format(name=mention(other))
