"""The lines that a member carries to somebody outside, made of nothing but the ask's own words."""

import re
from urllib.parse import quote

from bot.asks.views import effort_words
from bot.i18n import N_, day, translations
from bot.introductions.rules import LONGEST_ADDRESS
from models import Ask, Kind

GOOD_ANSWERS = {
    Kind.LOOK: N_("A good answer would be: what catches your eye, in a few lines."),
    Kind.CONTACT: N_("A good answer would be: you, or a word on who is the right person to talk to."),
    Kind.KNOW_HOW: N_("A good answer would be: how you do it, or where it is written down."),
    Kind.HAND: N_("A good answer would be: yes, and when it suits you."),
    Kind.OTHER: N_("A good answer would be: a line on what comes to your mind."),
}


def lines(ask: Ask, language: str, *, is_named: bool) -> str:
    """Return what can be sent on: who asks (if they agreed), what for, and what a good answer would be."""
    _ = translations(language).gettext
    opening = _("A colleague of mine is looking for something, and I thought of you:")
    if is_named and name_of(ask):
        opening = _("My colleague {name} is looking for something, and I thought of you:").format(name=name_of(ask))
    facts = [_("It may take you {effort}.").format(effort=effort_words(ask.effort, language))]
    if ask.by_when:
        facts.append(_("It would help by {day}.").format(day=day(ask.by_when, language)))
    paragraphs = [
        _("Hello,"),
        opening,
        _("“{text}”").format(text=ask.text),
        _("What it is for: {what_for}").format(what_for=ask.what_for) if ask.what_for else "",
        " ".join([_(GOOD_ANSWERS[ask.kind]), *facts]),
        _("Just answer me, and I bring you two together. If it does not suit you, that is fine, too."),
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def subject(ask: Ask, language: str, *, is_named: bool) -> str:
    """Return the subject line that goes with the lines."""
    _ = translations(language).gettext
    if is_named and name_of(ask):
        return _("A question from my colleague {name}").format(name=name_of(ask))
    return _("A question from a colleague of mine")


def name_of(ask: Ask) -> str:
    """Return the asker's name as people outside know them."""
    return ask.asker.full_name or ask.asker.name


def says_the_name(ask: Ask, text: str) -> bool:
    """Tell whether a text names the asker, if only by a part of their name; "may" is no May."""
    words = {word.casefold() for word in re.findall(r"\w{2,}", text) if word[0].isupper()}
    names = {word.casefold() for word in re.findall(r"\w{2,}", f"{ask.asker.name} {ask.asker.full_name}")}
    return bool(words & names)


def mail_address(subject_line: str, body: str) -> str:
    """Return a mail link with subject and body and nobody to send it to; empty when mail programs would cut it."""
    typed = body.replace("\r\n", "\n").replace("\n", "\r\n")
    address = f"mailto:?subject={quote(subject_line, safe='')}&body={quote(typed, safe='')}"
    return address if len(address) <= LONGEST_ADDRESS else ""
