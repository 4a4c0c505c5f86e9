"""What was written to one colleague goes to nobody else before its asker says so, whatever becomes of the colleague."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from bot import clock, migrate
from models import Ask, AskState, Audience, Invitation
from tests.giving.conftest import gives, hears
from tests.team import Person, Team

WISH = "Excel pivot tables, and it is a secret"
MONDAY = datetime(2026, 11, 30, 9, 10, tzinfo=UTC)


@pytest.fixture
def ben(team: Team) -> Person:
    """A colleague whose offers meet the wish word for word, and whose Home and letters would show it."""
    ben = team.joins("ben", offers="Excel pivot tables, secrets")
    ben.opens_home()
    ben.types("/givefirst", "digest here weekly Mon 09:00 en")
    return ben


@pytest.fixture
def wish(ben: Person, tom: Person, maria: Person) -> str:
    """Maria has told Tom, who asked what he could do for her."""
    maria.opens_home()
    gives(tom, maria, "question")
    maria.presses("There is something")
    maria.submits(text=WISH)
    assert WISH in tom.read(tom.reads_anywhere("Over to you two"))
    return WISH


def is_forgotten(team: Team, person: Person) -> None:
    person.types("/givefirst", "forget-me")
    person.submits(confirm="forget me")


def leaves(team: Team, person: Person) -> None:
    team.slack.deactivate(person.user_id)
    team.later(minutes=2)


def ask_in(team: Team) -> Ask:
    with team.app.database.transaction() as tx:
        return tx.scalars(select(Ask).where(Ask.text.contains("secret"))).one()


def nobody_else_reads_it(team: Team, ben: Person) -> bool:
    """Let every rhythm of the bot come by once: waves, small asks, letters, summaries, and a look at Home."""
    ben.types("/ask", "who has a ladder?")
    ben.submits(audience="channel")
    team.later(hours=7)
    clock.advance(MONDAY - clock.now())
    team.later(minutes=5)
    ben.opens_home()
    read = hears(ben, WISH) or WISH in ben.read(ben.home)
    return not read and not any(WISH in ben.read(message) for message in ben.sees("general"))


@pytest.mark.parametrize("how", [is_forgotten, leaves])
def test_when_the_one_colleague_is_gone_the_asker_is_asked(
    team: Team, ben: Person, tom: Person, maria: Person, wish: str, how: Callable[[Team, Person], None]
):
    how(team, tom)
    told = maria.reads_anywhere("cannot do so any more")
    assert WISH in maria.read(told)
    assert maria.buttons(told)[:2] == ["Ask others", "Withdraw"]
    assert nobody_else_reads_it(team, ben)
    maria.opens_home()
    assert "Only the colleague you asked has read it" in maria.read(maria.home)
    assert sum("cannot do so any more" in maria.read(one) for one in maria.inbox) == 1
    maria.presses("Ask others", on=told)
    assert hears(ben, WISH)
    assert (ask_in(team).state, ask_in(team).audience) == (AskState.OPEN, Audience.HELPERS)
    maria.presses("Ask others", on=told)
    assert maria.reads_anywhere("I am already looking for somebody else")


def test_it_can_be_withdrawn_instead(team: Team, ben: Person, tom: Person, maria: Person, wish: str):
    is_forgotten(team, tom)
    maria.presses("Withdraw", on=maria.reads_anywhere("cannot do so any more"))
    assert ask_in(team).state is AskState.WITHDRAWN
    assert nobody_else_reads_it(team, ben)


def test_no_way_of_going_on_tells_it_further(team: Team, ben: Person, maria: Person, wish: str):
    maria.presses("Still looking", in_="home")
    assert "Only the colleague you asked has read it" in maria.read(maria.home)
    key, shown = ask_in(team).key, maria.inbox[-1]
    maria.presses("Add details", in_="home")
    maria.submits(text=f"{WISH}, sheet two", effort="2min")
    maria.presses_late("ask.widen", key, on=shown)
    assert maria.reads_anywhere("Only the colleague you asked knows of this one")
    maria.presses_late("ask.keep", key, on=shown)
    assert nobody_else_reads_it(team, ben)
    ben.presses_late("ask.help", key, on=ben.sees("general")[-1])
    assert ben.reads_anywhere("I cannot find this ask")
    maria.presses("Ask others", in_="home")
    assert hears(ben, "sheet two")


def test_whoever_was_told_cannot_pass_it_on_either(team: Team, ben: Person, tom: Person, maria: Person, wish: str):
    maria.presses("Still looking")
    tom.types("/givefirst")
    tom.presses_late("ask.know", ask_in(team).key, on=tom.sees("general")[-1])
    assert tom.modal is None
    assert tom.reads_anywhere("You are helping with this one already")
    assert nobody_else_reads_it(team, ben)


def test_asked_again_after_two_quiet_weeks_its_asker_chooses_who_sees_it(
    team: Team, ben: Person, tom: Person, maria: Person, wish: str
):
    team.later(days=15)
    maria.presses("Ask again")
    assert maria.modal is not None
    assert "Only people who may help" in maria.read(maria.modal)
    assert not hears(ben, WISH)


def test_answers_from_before_are_meant_for_one_as_well(team: Team, ben: Person, tom: Person, maria: Person, wish: str):
    database = team.app.database
    migrate.downgrade(database, "e353fded6dd9")
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT audience FROM asks")).scalars().all() == ["helpers"]
    migrate.upgrade(database)
    assert ask_in(team).audience is Audience.ONE
    with database.transaction() as tx:
        assert len(tx.scalars(select(Invitation)).all()) == 1
