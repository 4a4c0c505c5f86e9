"""Handing somebody their own journal as a file."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot import outbox
from bot.errors import Refusal
from bot.i18n import N_
from bot.journal import export_views, service
from bot.journal.rules import Format, Part
from models import Member, Outgoing

NOTHING = N_("There is nothing in your journal for that.")
TOO_MUCH = N_("That is more than fits into one file. Choose a shorter time, a year for example.")


def hand_over(tx: Session, member: Member, kind: Format, part: Part, locale: str, *, key: str, now: datetime) -> None:
    """Promise a member the entries of `part` as a file, in their own conversation with the bot.

    Raises Refusal when there are none, or more than fit into a file. `key` makes it happen once.
    """
    entries = service.entries_of(tx, member, most=None, part=replace(part, is_hidden=False))[::-1]
    if not entries:
        raise Refusal(NOTHING)
    content = export_views.content(entries, kind, part, locale, reader=member)
    if len(content) > outbox.LARGEST_FILE:
        raise Refusal(TOO_MUCH)
    outbox.upload(
        tx,
        member.workspace_id,
        f"journal-file:{member.id}:{key}",
        content,
        to=member,
        filename=export_views.file_name(kind, part, locale),
        title=export_views.title(part, locale),
        comment=export_views.comment(locale),
        now=now,
        reason="journal-file",
    )


def was_refused(tx: Session, outgoing: Outgoing, problem: str, now: datetime) -> None:
    """Slack would not take the file: whoever waits for it is told."""
    member = tx.get(Member, int(outgoing.key.split(":")[1]))
    if member is None or member.workspace_id != outgoing.workspace_id:
        return
    said = export_views.refused(member.locale, may_not=problem == "missing_scope")
    outbox.post(
        tx, member.workspace_id, f"{outgoing.key}:refused", said, now=now, reason="journal-file-refused", to=[member]
    )
