"""What a channel reads in its letter, and what an operator reads who wants to know beforehand."""

from datetime import datetime, timedelta

from bot import i18n
from bot.asks.views import details, effort_words, mention, state_line
from bot.blocks import Block, Message, button, header, message, note, portrait, section
from bot.digest.letters import Letter
from bot.i18n import translations
from bot.members.hours import local
from bot.newcomers.views import QUESTIONS as THREE_QUESTIONS
from models import Ask, AskState, DigestSubscription, Member, Newcomer, Rhythm

RHYTHMS = {Rhythm.WEEKLY: "weekly", Rhythm.TWO_WEEKS: "every two weeks", Rhythm.MONTHLY: "monthly"}
# After that an operator is told that a letter was missed.
LATE = timedelta(hours=1)


def post(letter: Letter) -> Message:
    """Show a channel its letter, or, once nothing of it is left, that it is over."""
    _ = translations(letter.locale).gettext
    if not letter.sections:
        return message(_("What this letter told is over."))
    titles = [_(one.title) for one in letter.sections]
    small = _("A few minutes may be all it takes. In random order; `/givefirst digest off` ends these letters.")
    blocks: list[Block | None] = []
    for title, one in zip(titles, letter.sections, strict=True):
        blocks += [header(title), *(block for line in one.lines for block in line.shown(letter.locale))]
    blocks.append(note(small))
    return Message(" · ".join(titles), tuple(block for block in blocks if block))


def ask(ask: Ask, locale: str) -> list[Block | None]:
    """Show an ask as it stands, with a button to help while it is open."""
    _ = translations(locale).gettext
    title = _("{asker} could use a hand").format(asker=mention(ask.asker))
    if ask.state is AskState.OPEN:
        return [section(title, button(_("I can help"), "ask.help", ask.key)), *details(ask, locale)]
    said, what_for, _facts = details(ask, locale)
    return [section(title), said, what_for, note(state_line(ask, locale))]


def plain_ask(ask: Ask, locale: str) -> str:
    """Say an ask in a line of plain text."""
    return f"{one_line(ask.text)} ({effort_words(ask.effort, locale)})"


def newcomer(one: Newcomer, locale: str) -> list[Block | None]:
    """Show somebody who has joined and agreed to be shown, with what they answered."""
    _ = translations(locale).gettext
    labels = [_(question) for question in THREE_QUESTIONS]
    answers = zip(labels, one.answers, strict=True)
    return [portrait(_("{person} has joined the team."), one.member.slack_id, answers)]


def plain_newcomer(one: Newcomer, locale: str) -> str:
    """Say in a line of plain text who would be shown."""
    joined = translations(locale).gettext("{person} has joined the team.").format(person=one_line(one.member.name))
    return f"{joined} {one_line(' / '.join(filter(None, one.answers)))}"


def question(text: str, locale: str) -> list[Block | None]:
    """Ask everybody something that invites an offer."""
    _ = translations(locale).gettext
    return [section(_(text), button(_("Offer something"), "offer.edit", ""))]


def plain_question(text: str, locale: str) -> str:
    """Say in a line of plain text what everybody would be asked."""
    return translations(locale).gettext(text)


def not_let_in(subscription: DigestSubscription, reader: Member) -> Message:
    """Tell whoever asked for a letter that the bot cannot write there, and how to let it in."""
    _ = translations(reader.locale).gettext
    title = _("I could not post the letter in {channel}: I am not a member there.")
    how = _("Please type `/invite @Givefirst` in it. The next letter comes: {moment}.")
    moment = i18n.moment(local(subscription.next_at, subscription.zone), reader.locale)
    return message(title.format(channel=f"<#{subscription.channel}>"), note(how.format(moment=moment)))


def preview(subscription: DigestSubscription, letter: Letter | None, *, is_overtaken: bool, now: datetime) -> str:
    """Tell an operator, in plain text, what a channel would get at `now` and why; no `letter` when none is due.

    What the channel would read stands there in its own language.
    """
    due = i18n.moment(local(subscription.next_at, subscription.zone), "en")
    language = i18n.language(subscription.locale) if subscription.locale else "of the workspace"
    rhythm = RHYTHMS[subscription.rhythm]
    plan = f"{subscription.channel}: due {due} ({subscription.zone}), {rhythm}, language {language}"
    if subscription.next_at > now:
        return f"{plan} - nothing: its time has not come"
    if is_overtaken:
        return f"{plan} - nothing: it was missed, and the next one is due within a day"
    if letter is None or not letter.sections:
        return f"{plan} - nothing: no open asks and nothing new to tell, a quiet week"
    late = "; it was missed and goes out once" if now - subscription.next_at >= LATE else ""
    lines = [f"{plan} - a letter: there is something to tell{late}"]
    _ = translations(letter.locale).gettext
    for one in letter.sections:
        title = _(one.title)
        lines += [f"  {title}:", *(f"  - {line.plain(letter.locale)} [{line.about}]" for line in one.lines)]
    return "\n".join(lines)


def one_line(text: str) -> str:
    """Return a person's text as one line for a terminal, without anything that could steer it."""
    return "".join(one if one.isprintable() else " " for one in " ".join(text.split()))
