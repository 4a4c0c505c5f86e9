"""*My data*: everything that is kept about one person, as a ZIP with JSON for machines and Markdown for people."""

import enum
import io
import json
import zipfile
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from datetime import time as clock_time
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, and_, cast, false, not_, or_, select
from sqlalchemy.orm import Session

from bot.i18n import N_, translations
from bot.privacy import rules
from models import Base, Member, Outgoing, Workspace

JSON = dict[str, Any]

# Two files made of the same rows are the same, byte for byte.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_MESSAGES = N_("Messages to me (without their words, which stand in our conversation)")


def data_of(tx: Session, member: Member) -> bytes:
    """Return a ZIP of `my-data.json` and `my-data.md`, the latter in the member's language.

    It holds the rows that are the member's own, and those of others that say what they did; never another person's
    private lines, and no name that opens a door.
    """
    tx.flush()
    locale = member.locale or tx.get_one(Workspace, member.workspace_id).locale
    rows = rows_of(tx, member)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, "my-data.json", json.dumps(rows, ensure_ascii=False, indent=2))
        _write(archive, "my-data.md", _markdown(rows, locale))
    return file.getvalue()


def rows_of(tx: Session, member: Member) -> dict[str, list[JSON]]:
    """Return the rows of a member's file by table, the oldest first; other members are named as Slack knows them."""
    tables = Base.metadata.tables
    found: dict[str, list[JSON]] = {
        "members": _rows(tx, tables["members"], member, tables["members"].c.id == member.id)
    }
    for name, column in (*rules.MINE, *rules.SHOWN):
        table, place = tables[name], (name, column)
        not_yet = or_(false(), *(_holds(table, line) for line in rules.NOT_YET.get(place, ())))
        whose = and_(_is_of(table, column, member), not_(not_yet))
        found.setdefault(name, []).extend(_rows(tx, table, member, whose, keeps=rules.KEEPS.get(place, frozenset())))
    found["messages"] = _messages(tx, member)
    return found


def _is_of(table: Table, column: str, member: Member) -> ColumnElement[bool]:
    """Say that a row names the member in this column, or something there that is the member's own."""
    (key,) = table.c[column].foreign_keys
    target = key.column.table
    if target.name == "members":
        return table.c[column] == member.id
    owners = [owner for name, owner in rules.MINE if name == target.name]
    whose = or_(*(_is_of(target, owner, member) for owner in owners))
    return table.c[column].in_(select(target.c.id).where(target.c.workspace_id == member.workspace_id, whose))


def _holds(table: Table, line: Mapping[str, Collection[str]]) -> ColumnElement[bool]:
    """Say that every column in `line` has one of its values."""
    return and_(*(cast(table.c[name], Text).in_(values) for name, values in line.items()))


def _rows(
    tx: Session, table: Table, member: Member, whose: ColumnElement[bool], *, keeps: Collection[str] = ()
) -> list[JSON]:
    mine = select(table).where(table.c.workspace_id == member.workspace_id, whose).order_by(table.c.id)
    rows = [row._mapping for row in tx.execute(mine)]
    naming = [
        column.name for column in table.c if any(key.column.table.name == "members" for key in column.foreign_keys)
    ]
    names = _names(tx, member.workspace_id, {row[column] for row in rows for column in naming if row[column]})
    return [
        {
            name: names.get(value) if name in naming else _plain(value)
            for name, value in row.items()
            if name not in rules.HIDDEN and name not in keeps
        }
        for row in rows
    ]


def _messages(tx: Session, member: Member) -> list[JSON]:
    # Between two blanks, because several people may read one message, and one id may begin like another.
    among_others = (" " + Outgoing.people + " ").contains(f" {member.slack_id} ")
    to_me = Outgoing.workspace_id == member.workspace_id, among_others
    sent = select(Outgoing.reason, Outgoing.state, Outgoing.due_at, Outgoing.finished_at).where(*to_me)
    rows = [row._mapping for row in tx.execute(sent.order_by(Outgoing.id))]
    return [{str(name): _plain(value) for name, value in row.items()} for row in rows]


def _names(tx: Session, workspace_id: int, ids: set[int]) -> dict[int, str]:
    people = select(Member.id, Member.name, Member.slack_id).where(Member.workspace_id == workspace_id)
    return {id_: f"{name} ({slack_id})" for id_, name, slack_id in tx.execute(people.where(Member.id.in_(ids)))}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | clock_time):
        return value.isoformat()
    return value.value if isinstance(value, enum.Enum) else value


def _markdown(rows: Mapping[str, Sequence[JSON]], locale: str) -> str:
    _ = translations(locale).gettext
    headings = {"members": N_("Who I am here, and my settings"), "messages": _MESSAGES}
    headings |= {table: heading for (table, _column), heading in {**rules.MINE, **rules.SHOWN}.items()}
    title = _("What Givefirst keeps about me")
    lines = [f"# {title}"]
    for table, kept in rows.items():
        heading = _(headings[table])
        lines += ["", f"## {heading}", ""]
        lines += [_line(row) for row in kept] or [_("Nothing.")]
    return "\n".join(lines) + "\n"


def _line(row: JSON) -> str:
    told = [
        f"{name}: {_inline(value)}" for name, value in row.items() if name != "text" and value not in (None, "", {})
    ]
    text = f"**{_inline(row['text'])}** · " if row.get("text") else ""
    return f"- {text}{' · '.join(told)}"


def _inline(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    return " ".join(text.split())


def _write(archive: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name, date_time=_LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, text)
