"""What members read about themselves: offers and reach, settings, pauses, and what the bot can do for them."""

from collections.abc import Collection, Sequence
from datetime import datetime, time

from bot import blocks, i18n
from bot.blocks import (
    Message,
    Modal,
    bullets,
    button,
    buttons,
    escape,
    labelled,
    message,
    note,
    said_all,
    section,
)
from bot.i18n import N_, translations
from bot.members.daysoff import name_of, place_of
from bot.members.hours import local
from models import Member

# A language is named in itself, so that everybody finds their own.
LANGUAGE_NAMES = {"en": "English", "de": "Deutsch"}
AUTOMATIC = "auto"

SHORTCUTS = (
    N_("`/ask the photo on my page is stretched` - I ask the colleagues who may help, privately"),
    N_("`/offer images, Excel` - say what you can help with; `/offer` alone opens your list"),
    N_("`/give @maria` - an idea, a contact, a heads-up, or “what can I do for you?”"),
    N_("`/givefirst introduce @anna @tom because ...` - I ask both, and when both are happy to, you three meet"),
    N_("`/helped @tom looked over his page (15 min)` - a line in your journal, which only you read"),
    N_("`/thanks @tom for the slides`, `/thanks @tom noticed: refilled the copier` - to him alone, in your words"),
    N_("`/givefirst journal` - read your journal; `journal quarter copier`, `journal export csv year`"),
    N_("`/givefirst pause 2w`, `pause until monday` - nobody asks you until then; `resume` ends it"),
    N_("`/givefirst settings` - language, working hours, holidays, pause, which nudges and how many"),
    N_("`/givefirst language de` - I write German; `en` English, `auto` the language of your Slack"),
    N_("`/givefirst digest here weekly Mon 09:00` - a weekly letter with open asks, here; `digest off` ends it"),
    N_("`/givefirst host on` - say hello to people who have just joined, one at a time; `host off` ends it"),
    N_("`/givefirst my-data` - everything I keep about you, as a file; `forget-me` deletes it"),
)
EVERY_DAY = 7
SHORTEST_SPAN = 3


def mention(member: Member) -> str:
    """Name a member so that Slack shows them as a person."""
    return f"<@{member.slack_id}>"


def offer_editor(offers: Sequence[str], reach: Sequence[str], locale: str) -> Modal:
    """Let a member write what they can help with and where they know people, one line each."""
    _ = translations(locale).gettext
    return blocks.modal(
        "offer.edit",
        _("What you offer"),
        blocks.text_input(
            "offers",
            _("What can you help with?"),
            initial="\n".join(offers),
            hint=_("One line each, in your own words: stretched images, Excel, a second look at texts."),
            long=True,
            optional=True,
        ),
        blocks.text_input(
            "reach",
            _("Where do you know people? Only you see this."),
            initial="\n".join(reach),
            hint=_(
                "One line each: Airbus Hamburg, procurement. I show it to nobody else; when a colleague looks for "
                "a contact there, I ask you privately, and you decide."
            ),
            long=True,
            optional=True,
        ),
        submit=_("Save"),
        close=_("Cancel"),
    )


def offers_added(new: Sequence[str], locale: str) -> Message:
    """Confirm what was added to somebody's offers, with a way to edit them all."""
    _ = translations(locale).gettext
    edit = buttons(button(_("Edit my offers"), "offer.edit", ""))
    if not new:
        return message(_("All of that is among your offers already."), edit)
    when = note(_("When a colleague asks for something like it, I ask you privately. You can always say no."))
    return message(_("Added to what you offer:"), bullets(new), when, edit)


def not_saved(why: str, typed: str) -> Message:
    """Say `why` (ours) something was not taken, and give back everything that was typed."""
    return message(why, *said_all(typed))


def state_lines(member: Member, locale: str, *, now: datetime) -> str:
    """Say in a few lines (mrkdwn) which language and hours a member has, and whether they are paused."""
    _ = translations(locale).gettext
    language = _("Language: {language}").format(language=_language(member, locale))
    hours = _("Working hours: {days}, {starts} to {ends} ({zone})").format(
        days=days_in_words([int(day) for day in member.workdays], locale),
        starts=_clock(member.workday_starts),
        ends=_clock(member.workday_ends),
        zone=escape(member.zone),
    )
    place = place_of(member.zone) if member.holidays_in is None else member.holidays_in
    holidays = _("Public holidays: {place}").format(place=name_of(place, locale) or _("none"))
    lines = [language, hours, holidays]
    if member.nudges_a_week is not None:
        lines.append(_("Messages unasked, at most so many a week: {number}").format(number=member.nudges_a_week))
    return "\n".join([*lines, _pause(member, locale, now)])


def days_in_words(days: Collection[int], locale: str) -> str:
    """Say ISO weekdays: "Monday to Friday", "Monday and Wednesday", "every day"."""
    _ = translations(locale).gettext
    first, last = min(days), max(days)
    if len(days) == EVERY_DAY:
        return _("every day")
    if len(days) >= SHORTEST_SPAN and last - first == len(days) - 1:
        return _("{first} to {last}").format(first=i18n.weekday(first, locale), last=i18n.weekday(last, locale))
    return i18n.listed([i18n.weekday(day, locale) for day in sorted(days)], locale)


def help_(member: Member, locale: str, *, now: datetime) -> Message:
    """Say what the bot can do, and how it is set for this member."""
    _ = translations(locale).gettext
    shortcuts = "\n".join(f"• {line}" for line in map(_, SHORTCUTS))
    keys = buttons(
        button(_("Ask for something"), "ask.form", "", style="primary"),
        button(_("Give something"), "give.form", ""),
        button(_("My offers"), "offer.edit", ""),
        button(_("My journal"), "journal.more", ""),
        button(_("Settings"), "settings.edit", ""),
    )
    title = _("I help you find a hand for small things, and remember help without counting it.")
    return message(title, section(shortcuts), note(state_lines(member, locale, now=now)), keys)


def did_you_mean(typed: str, likely: str | None, locale: str) -> Message:
    """Answer a word after /givefirst that means nothing; `likely` is the nearest one that does, if any is near."""
    _ = translations(locale).gettext
    title = _("I do not know this one.")
    if likely:
        title = _("I do not know this one. Did you mean {command}?").format(command=f"`/givefirst {likely}`")
    return message(title, labelled(_("You wrote:"), typed), note(_("`/givefirst help` shows everything.")))


def paused(member: Member, until: datetime, locale: str) -> Message:
    """Confirm a pause, and say how to end it."""
    _ = translations(locale).gettext
    title = _("You are paused until {moment}.").format(moment=i18n.moment(local(until, member.zone), locale))
    how = _("Nobody asks you anything until then, and nobody is told why. `/givefirst resume` ends it earlier.")
    return message(title, note(how))


def pause_not_understood(typed: str, locale: str) -> Message:
    """Say which times for a pause are understood."""
    _ = translations(locale).gettext
    how = _("Try `/givefirst pause 2w`, `pause 3 days`, `pause until monday` or `pause until 24.12.`, a year at most.")
    title = _("I could not read a time to come in that, so nothing has changed.")
    return message(title, labelled(_("You wrote:"), typed), note(how))


def resumed(locale: str, *, was_paused: bool) -> Message:
    """Confirm that a pause is over."""
    _ = translations(locale).gettext
    if not was_paused:
        return message(_("You were not paused. All is as it was."))
    return message(_("Good to have you back. When something fits you, I ask."))


def language_chosen(member: Member, locale: str) -> Message:
    """Confirm the language somebody reads from now on, in that language."""
    _ = translations(locale).gettext
    return message(_("From now on: {language}.").format(language=_language(member, locale)))


def which_language(typed: str, locale: str) -> Message:
    """Say which languages there are."""
    _ = translations(locale).gettext
    how = _("I speak English and German: `/givefirst language en`, `language de`, or `language auto` as in Slack.")
    return message(how, labelled(_("You wrote:"), typed))


def _language(member: Member, locale: str) -> str:
    _ = translations(locale).gettext
    name = LANGUAGE_NAMES[i18n.language(locale)]
    return name if member.chosen_locale else _("{language}, as in Slack").format(language=name)


def _pause(member: Member, locale: str, now: datetime) -> str:
    _ = translations(locale).gettext
    if member.paused_until is None or member.paused_until <= now:
        return _("Not paused")
    until = i18n.moment(local(member.paused_until, member.zone), locale)
    return _("Paused until {moment}; `/givefirst resume` ends it").format(moment=until)


def _clock(at: time) -> str:
    return at.strftime("%H:%M")
