"""What a member may set about people who have just joined: whether they say hello to them."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import blocks
from bot.blocks import Block, Option
from bot.i18n import translations
from bot.members.settings import Given, Setting
from bot.newcomers import hosts, service
from models import Member

YES = "yes"


def _host(member: Member, locale: str, now: datetime) -> list[Block]:
    del now
    if not service.is_to_be_welcomed(member):
        return []
    _ = translations(locale).gettext
    options = [Option(_("I say hello, one person at a time"), YES)]
    return [blocks.choices("host", _("People who have just joined"), options, initial=[YES] if member.is_host else [])]


def _save_host(tx: Session, member: Member, given: Given, now: datetime) -> None:
    hosts.set_host(tx, member, is_host=YES in given.several("host"), now=now)


SETTINGS = (Setting(("host",), _host, _save_host),)
