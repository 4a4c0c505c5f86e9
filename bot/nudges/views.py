"""What all nudges share: the row below them, and what people read when they say that it is too much."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import i18n
from bot.blocks import Block, Message, Option, button, buttons, menu, message, note
from bot.i18n import N_, translations
from bot.members.hours import local
from bot.nudges.rules import NONE_OF_THESE
from models import Member, Nudge

# In the value of a button: take back what the press before did; want none of these at all.
BACK = "back:"
NONE = "none:"

# Slack opens the conversation of the two, whatever the client; its own scheme would not tell us of the press.
CONVERSATION = "https://slack.com/app_redirect?team={team}&channel={person}"


@dataclass(frozen=True, slots=True)
class Words:
    """A kind of nudges in words: its name, and why one of them came (rule, data used, where to change it)."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """A nudge in its member's own summary: a sentence (mrkdwn, ours), the button to act on it, and what it is about."""

    sentence: str
    button: Block
    shown: Block | None = None


PAUSED = Words(
    name=N_("A quiet time"),
    why=N_(
        "I stop when nothing was pressed on the last four messages that I sent unasked, I look only at those four, and "
        "*Keep them coming* or `/givefirst resume` starts them again."
    ),
)


def nudge(given: Nudge, title: str, *shown: Block | None, preview: str = "") -> Message:
    """Build a nudge: what it is about, then the ways to get fewer of them."""
    return message(title, *shown, _too_much(given), preview=preview)


def write_to(given: Nudge, other: Member, team_id: str) -> Block:
    """Make a button that opens the conversation with somebody; nothing is written in it, nothing sent."""
    _ = translations(given.member.locale).gettext
    label = _("Write to {name}").format(name=other.name) if other.name else _("Write a message")
    return button(label, "nudge.write", given.key, url=conversation_with(other, team_id))


def conversation_with(other: Member, team_id: str) -> str:
    """Return the address at which Slack opens the conversation with somebody."""
    return CONVERSATION.format(team=team_id, person=other.slack_id)


def not_this_one(given: Nudge) -> Block:
    """Make a button that dismisses what a nudge is about."""
    return button(translations(given.member.locale).gettext("Not this one"), "nudge.notthis", given.key)


def dismissed(reader: Member) -> Message:
    """Stand where a nudge stood that was dismissed."""
    return message(translations(reader.locale).gettext("Good, I leave this one alone."))


def over(reader: Member) -> Message:
    """Stand where a nudge stood whose reason is gone for good."""
    _ = translations(reader.locale).gettext
    return message(_("This one is settled. Thank you for being there."))


def summary_over(reader: Member) -> Message:
    """Stand where a summary stood that told of something whose reason is gone for good."""
    _ = translations(reader.locale).gettext
    return message(_("Something that stood here is settled for good, so I took this summary back."))


def why(sentence: str, *, reader: Member) -> Message:
    """Say in one sentence why a nudge came, what it knows and where to change that."""
    return message(translations(reader.locale).gettext(sentence))


def fewer(given: Nudge, words: Words, days: int, *, reader: Member) -> Message:
    """Confirm how many of a kind will come from now on, with a way back, and one to none at all."""
    _ = translations(reader.locale).gettext
    back = button(_("Bring them back"), "nudge.fewer", BACK + given.key)
    none = button(_("None of these at all"), "nudge.fewer", NONE + given.key)
    name = _(words.name)
    if days == NONE_OF_THESE:
        return message(_("*{kind}*: I send you none of these any more.").format(kind=name), buttons(back))
    title = _("*{kind}*: from now on at most one in {weeks} weeks.").format(kind=name, weeks=days // 7)
    # Slack wants one action only once in a row.
    return message(title, buttons(back), buttons(none))


def as_before(words: Words, *, reader: Member) -> Message:
    """Confirm that nudges of a kind come as they did before."""
    _ = translations(reader.locale).gettext
    return message(_("*{kind}*: good, they come as before.").format(kind=_(words.name)))


def snoozed(given: Nudge, until: datetime, *, reader: Member) -> Message:
    """Say until when no nudges will come, with a way back."""
    _ = translations(reader.locale).gettext
    moment = i18n.moment(local(until, reader.zone), reader.locale)
    back = button(_("Wake up now"), "nudge.snooze", BACK + given.key)
    title = _("Nothing unasked from me until {moment}.").format(moment=moment)
    return message(
        title, note(_("Invitations to help still come; `/givefirst pause` stops those, too.")), buttons(back)
    )


def awake(*, reader: Member) -> Message:
    """Confirm that nudges will come again."""
    return message(translations(reader.locale).gettext("Good, I write again when there is a reason."))


def paused(given: Nudge, *, reader: Member) -> Message:
    """Say once that no more nudges will come, because nothing was pressed on the last ones."""
    _ = translations(reader.locale).gettext
    title = _("My last few messages were of no use to you, so I stop sending these by myself.")
    keys = buttons(
        button(_("Keep them coming"), "nudge.keep", given.key),
        button(_("Why this?"), "nudge.why", given.key),
    )
    return message(title, note(_("Nothing else changes: colleagues may still ask you for a hand.")), keys)


def _too_much(given: Nudge) -> Block | None:
    _ = translations(given.member.locale).gettext
    return buttons(
        button(_("Fewer of these"), "nudge.fewer", given.key),
        menu(_("Snooze"), "nudge.snooze", _snoozes(given)),
        button(_("Why this?"), "nudge.why", given.key),
    )


def _snoozes(given: Nudge) -> Sequence[Option]:
    _ = translations(given.member.locale).gettext
    spans = {"day": _("for a day"), "week": _("for a week"), "month": _("for a month")}
    return [Option(label, f"{span}:{given.key}") for span, label in spans.items()]
