"""Thanks that were not said when an ask was closed: who has read none, and saying them later."""

import json
from datetime import datetime

from sqlalchemy.orm import Session

from bot import blocks
from bot.asks import rules, service
from bot.asks.views import mention
from bot.blocks import Message, Modal, labelled, message, said
from bot.errors import Refusal
from bot.i18n import N_, translations
from bot.journal import service as journal
from bot.members import news
from models import Ask, AskState, Member

SAID = N_("You have thanked them already. For more, write to them directly.")


def unthanked(tx: Session, ask: Ask) -> list[Member]:
    """Return who helped with an ask and got no words of thanks for it; nobody who has left."""
    if ask.state is not AskState.HELPED:
        return []
    return [
        helper for helper in journal.unthanked(tx, ask.workspace_id, service.about(ask)) if not helper.is_deactivated
    ]


def thank(tx: Session, ask: Ask, words: str, *, now: datetime) -> None:
    """Bring the asker's thanks to everybody who helped and read none, once, and write them into their journals.

    Raises Refusal for words that are empty or too long, and when everybody was thanked before.
    """
    told = rules.tidy_words(words, field="words")
    helpers = unthanked(tx, ask)
    journal.thank_everybody(tx, ask.workspace_id, service.about(ask), told)
    if not helpers:
        raise Refusal(SAID, field="words")
    for helper in helpers:
        key = f"ask:{ask.id}:thanks-later:{helper.id}"
        news.tell(tx, helper, key, thanks(ask, told, helper), now=now, reason="thanks")


def form(ask: Ask, locale: str) -> Modal:
    """Ask for a word of thanks; it is the asker's own, the field starts empty."""
    _ = translations(locale).gettext
    return blocks.modal(
        "ask.thanks",
        _("Say thanks"),
        said(ask.text),
        blocks.text_input(
            "words",
            _("A few words of thanks"),
            long=True,
            hint=_("In your own words. They go to everybody who helped, privately."),
        ),
        submit=_("Say thanks"),
        close=_("Not now"),
        metadata=json.dumps({"ask": ask.key}),
    )


def thanks(ask: Ask, words: str, reader: Member) -> Message:
    """Bring a helper the thanks that come some days later."""
    _ = translations(reader.locale).gettext
    title = _("A colleague you helped thanks you.")
    if not ask.is_anonymous:
        title = _("{asker} thanks you for your help.").format(asker=mention(ask.asker))
    return message(title, said(words), labelled(_("The ask:"), ask.text), preview=words)
