"""What people do in stories about introductions, and what the database knows of it."""

from collections.abc import Iterator

from sqlalchemy import select

from bot.playground.records import View
from models import (
    Ask,
    AskState,
    Base,
    Introduction,
    IntroductionState,
    JournalEntry,
    Tie,
)
from tests.team import Person, Team

AIRBUS = "who knows somebody at Airbus in Hamburg?"


def ask(person: Person, text: str = AIRBUS, **values: object) -> None:
    """Ask for a contact, seen by those who may help unless `values` say otherwise."""
    person.types("/ask", text)
    person.submits(**{"audience": "helpers", **values})


def carries(person: Person, language: str = "en", in_: str = "@") -> None:
    """Press through *I know someone*, *Carry it yourself*."""
    person.presses("ask.know", in_=in_)
    person.presses("intro.carry")
    person.submits(language=language)


def passes_on(person: Person, to: Person, words: str = "You built cabins once.", in_: str = "@") -> None:
    """Press through *I know someone*, *Pass it on*."""
    person.presses("ask.know", in_=in_)
    person.presses("intro.pass")
    person.submits(colleague=to.user_id, words=words)


def form_of(person: Person) -> View:
    """The modal somebody has open."""
    assert person.modal is not None
    return person.modal


def reports(person: Person, answer: str) -> None:
    """Tell how it went outside."""
    person.presses(answer, in_="@")


def states(team: Team) -> list[IntroductionState]:
    """Where all introductions stand."""
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(Introduction.state).order_by(Introduction.id)))


def ask_state(team: Team) -> AskState:
    """Where the ask stands."""
    with team.app.database.transaction() as tx:
        return tx.scalars(select(Ask.state)).one()


def journal(team: Team) -> list[JournalEntry]:
    """All entries of all journals."""
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(JournalEntry).order_by(JournalEntry.id)))


def ties(team: Team) -> int:
    """How many pairs have met."""
    with team.app.database.transaction() as tx:
        return len(tx.scalars(select(Tie)).all())


def hears(person: Person, words: str) -> bool:
    """Whether somebody reads these words anywhere."""
    return any(words in person.read(message) for message in person.everything())


def talks(team: Team, *people: Person) -> list[str]:
    """The conversations of exactly these people and the bot."""
    wanted = {person.user_id for person in people} | {team.slack.bot_user_id}
    return [
        channel.id
        for channel in team.slack.channels.values()
        if channel.is_direct and set(channel.members) | {team.slack.bot_user_id} == wanted
    ]


def everything_stored(team: Team) -> Iterator[tuple[str, str]]:
    """Every value of every column of every table, as text."""
    with team.app.database.transaction() as tx:
        for table in Base.metadata.sorted_tables:
            for row in tx.execute(select(table)).mappings():
                for name, value in row.items():
                    yield f"{table.name}.{name}", str(value)
