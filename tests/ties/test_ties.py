"""Whoever helped and whoever was helped share a tie, with a date and no number."""

from sqlalchemy import select

from bot import clock
from bot.ties import service
from models import Member, Tie
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"


def member(team: Team, person: Person) -> Member:
    with team.app.database.transaction() as tx:
        return tx.scalars(select(Member).where(Member.slack_id == person.user_id)).one()


def ties(team: Team) -> list[Tie]:
    with team.app.database.transaction() as tx:
        return list(tx.scalars(select(Tie)))


def helped(team: Team, ada: Person, ben: Person, **asked: str) -> None:
    ada.types("/ask", PHOTO)
    ada.submits(**asked)
    ben.presses("I can help", in_="@")
    ada.presses("Close it")
    ada.submits(words="thank you")


def test_an_ask_that_was_helped_ties_the_two(team: Team):
    ada, ben = team.joins("ada"), team.joins("ben", offers="stretched photos")
    helped(team, ada, ben)
    (tie,) = ties(team)
    assert {tie.one_id, tie.other_id} == {member(team, ada).id, member(team, ben).id}
    first = tie.met_at
    team.later(days=7)
    helped(team, ada, ben)
    (tie,) = ties(team)
    assert tie.met_at > first
    one, other = member(team, ada), member(team, ben)
    with team.app.database.transaction() as tx:
        assert service.met_at(tx, other, one) == tie.met_at
        assert service.ties_of(tx, one) == {other.id: tie.met_at}
        assert service.ties_of(tx, one, among=[]) == {}


def test_whoever_stayed_anonymous_is_tied_to_nobody(team: Team):
    ada, ben = team.joins("ada"), team.joins("ben", offers="stretched photos")
    helped(team, ada, ben, audience="anonymous")
    assert ties(team) == []


def test_nobody_is_tied_to_themselves_and_an_earlier_day_changes_nothing(team: Team):
    ada, ben = team.joins("ada"), team.joins("ben", offers="stretched photos")
    ada.opens_home()
    helped(team, ada, ben)
    (tie,) = ties(team)
    with team.app.database.transaction() as tx:
        one, other = tx.get_one(Member, tie.one_id), tx.get_one(Member, tie.other_id)
        service.note(tx, one, one, now=clock.now())
        service.note(tx, other, one, now=tie.met_at.replace(year=2020))
    assert [again.met_at for again in ties(team)] == [tie.met_at]
