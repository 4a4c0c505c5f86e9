"""What a member may set about letters: whether they get one of their own."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import blocks
from bot.blocks import Block, Option
from bot.digest import summaries
from bot.i18n import translations
from bot.members.settings import Given, Setting
from models import Member

YES = "yes"


def _summary(member: Member, locale: str, now: datetime) -> list[Block]:
    del now
    _ = translations(locale).gettext
    options = [Option(_("Each Monday morning: my asks, what fits, what came of my help, what waits"), YES)]
    initial = [YES] if member.weekly_summary else []
    return [blocks.choices("weekly_summary", _("A weekly summary"), options, initial=initial)]


def _save_summary(tx: Session, member: Member, given: Given, now: datetime) -> None:
    del tx
    summaries.choose(member, wanted=YES in given.several("weekly_summary"), now=now)


SETTINGS = (Setting(("weekly_summary",), _summary, _save_summary),)
