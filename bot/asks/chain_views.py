"""What those read who brought an asker and a helper together, once it helped."""

from bot.asks.views import mention
from bot.blocks import Message, labelled, message, note
from bot.i18n import translations
from models import Ask, Member


def helped_through_you(ask: Ask, made_possible: str, *, reader: Member) -> Message:
    """Tell a connector that the people they brought together got somewhere, and what it made possible."""
    _ = translations(reader.locale).gettext
    title = _("It helped: an ask is closed for which you brought people together. Thank you.")
    if not ask.is_anonymous:
        title = _("It helped: {asker} closed the ask for which you brought people together. Thank you.")
        title = title.format(asker=mention(ask.asker))
    return message(
        title,
        labelled(_("The ask:"), ask.text),
        labelled(_("It made possible:"), made_possible),
        note(_("It stands in your journal; only you read that.")),
        preview=ask.text,
    )
