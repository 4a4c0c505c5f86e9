"""Figures are of the group, from five members up, and say nothing about anybody."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.admin import rules, service
from bot.admin.rules import Band
from models import Ask, AskState, Invitation, InvitationState, Member, Workspace
from tests.team import Person, Team

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_below_five_members_there_are_none(team: Team, ada: Person):
    for name in ("cem", "dora", "eve"):
        team.joins(name, offers=f"{name} things")
    team.joins("gus", guest=True).types("/givefirst")
    ada.opens_home()
    assert "from five members up" in ada.read(ada.home)
    assert "The group in the last 90 days" not in ada.read(ada.home)
    team.joins("fay", offers="teapots")
    team.later(minutes=1)
    ada.opens_home()
    assert "The group in the last 90 days" in ada.read(ada.home)


def test_they_say_what_happened_to_the_group(team: Team, ada: Person):
    people = [team.joins(name, offers=f"{name} things") for name in ("ben", "cem", "dora", "eve")]
    with team.app.database.transaction() as tx:
        workspace_id = tx.scalars(select(Workspace.id)).one()
        ids = {row.slack_id: row.id for row in tx.scalars(select(Member))}
        for number in range(5):
            opened = NOON - timedelta(days=3, hours=number)
            state = AskState.HELPED if number < 3 else AskState.OPEN
            ask = Ask(
                workspace_id=workspace_id, asker_id=ids[people[0].user_id], text="x", opened_at=opened, state=state
            )
            tx.add(ask)
            tx.flush()
            given = Invitation(
                workspace_id=workspace_id,
                ask_id=ask.id,
                helper_id=ids[people[1].user_id],
                wave=1,
                state=InvitationState.HELPING,
                answered_at=opened + timedelta(hours=2),
            )
            tx.add(given)
    ada.opens_home()
    read = ada.read(ada.home)
    assert "typically: 2 hours" in read
    assert "Asks answered: 60 %" in read
    assert "helped at least once: nobody yet" in read
    assert "Nudges sent: 0, told in weekly summaries: 0, silenced: 0" in read


def test_help_is_told_as_a_band(team: Team, ada: Person):
    helpers = [team.joins(name, offers="stretched photos") for name in ("ben", "cem", "dora", "eve")]
    ada.types("/ask", "the photo is stretched")
    ada.submits()
    next(one for one in helpers if one.inbox and "I can help" in one.buttons(one.inbox[-1])).presses(
        "I can help", in_="@"
    )
    ada.opens_home()
    assert "helped at least once: up to a quarter" in ada.read(ada.home)
    assert "too few asks to tell" in ada.read(ada.home)


def test_they_are_of_one_workspace_only(team: Team, ada: Person):
    with team.app.database.transaction() as tx:
        other = Workspace(team_id="T2", name="Other", bot_user_id="U0", installed_at=NOON)
        tx.add(other)
        tx.flush()
        tx.add_all([Member(workspace_id=other.id, slack_id=f"U{number}") for number in range(9)])
        tx.flush()
        assert service.figures(tx, tx.scalars(select(Workspace).order_by(Workspace.id)).first(), NOON) is None  # type: ignore[arg-type]
        assert service.figures(tx, other, NOON) is not None


@pytest.mark.parametrize(
    ("some", "everybody", "band"),
    [
        (0, 8, Band.NOBODY),
        (1, 8, Band.UP_TO_A_QUARTER),
        (2, 8, Band.UP_TO_A_QUARTER),
        (3, 8, Band.UP_TO_A_HALF),
        (5, 8, Band.UP_TO_THREE_QUARTERS),
        (8, 8, Band.MORE),
        (9, 8, Band.MORE),
    ],
)
def test_bands(some: int, everybody: int, band: Band):
    assert rules.band(some, everybody) is band


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_every_share_has_a_band_and_steps_of_five_percent(some: int, everybody: int):
    assert isinstance(rules.band(some, everybody), Band)
    share = rules.percent(min(some, everybody), everybody)
    assert share is None or (share % 5 == 0 and 0 <= share <= 100)


def test_of_few_asks_nothing_is_said():
    assert rules.percent(4, 4) is None
    assert rules.typical([(NOON, NOON + timedelta(hours=1))] * 4) is None
    assert rules.typical([(NOON, NOON + timedelta(hours=1))] * 5) == timedelta(hours=1)


def test_a_deactivated_admin_administers_nothing(team: Team, ada: Person):
    ada.types("/givefirst")
    with team.app.database.transaction() as tx:
        tx.execute(update(Member).values(is_deactivated=True, is_appointed=True))
    with team.app.database.transaction() as tx:
        assert not rules.may_administer(tx.scalars(select(Member)).first())  # type: ignore[arg-type]
