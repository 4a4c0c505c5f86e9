"""Publishing the App Home: after what the reader sees, and never more often than they could read it."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from bot import clock
from models import Method, Outgoing
from tests.team import Person, Team


@pytest.fixture
def ada(team: Team) -> Person:
    return team.joins("ada")


def published(team: Team) -> list[tuple[float, str]]:
    """When App Homes were published, and after which hash."""
    return [(call.at, call.request.get("hash", "")) for call in team.slack.calls("views.publish", "to_slack")]


def test_a_home_is_published_at_most_once_in_ten_seconds_and_ends_up_true(team: Team, ada: Person):
    ada.opens_home()
    for letter in "abcdef":
        ada.types("/helped", f"watered plant {letter}")
        clock.advance(timedelta(seconds=1))
    team.settle()
    moments = [at for at, _ in published(team)]
    assert all(later - earlier >= 10 for earlier, later in pairwise(moments)), moments
    assert "plant f" in ada.read(ada.home)


def test_changes_within_ten_seconds_become_one_page(team: Team, ada: Person):
    ada.opens_home()
    before = len(published(team))
    for letter in "abc":
        team.slack.command(ada.user_id, team.slack.channel_named("general").id, "/helped", f"watered plant {letter}")
    team.settle()
    assert len(published(team)) == before + 1
    assert "plant c" in ada.read(ada.home)


def test_a_change_after_ten_seconds_is_shown_at_once(team: Team, ada: Person):
    ada.opens_home()
    clock.advance(timedelta(minutes=1))
    now = clock.now().timestamp()
    ada.types("/helped", "refilled the copier")
    at, _ = published(team)[-1]
    assert at - now < 2


def test_every_page_but_the_first_says_which_one_it_follows(team: Team, ada: Person):
    ada.opens_home()
    assert published(team)[0][1] == ""
    assert ada.home is not None
    first = ada.home.hash
    ada.types("/helped", "refilled the copier")
    assert published(team)[1][1] == first
    second = ada.home.hash
    ada.opens_home()
    assert published(team)[2][1] == second
    assert team.slack.refusals == []


def test_when_another_page_came_between_it_is_made_again_and_published(team: Team, ada: Person):
    ada.opens_home()
    assert ada.home is not None
    ada.home.hash = "somebody.else"
    ada.types("/helped", "refilled the copier")
    assert "refilled the copier" in ada.read(ada.home)
    assert [call.body.get("error") for call in team.slack.calls("views.publish", "to_slack")][-2:] == [
        "hash_conflict", None,
    ]  # fmt: skip
    assert published(team)[-1][1] == ""
    # Slack refused that one on purpose.
    team.slack.refusals.clear()
    ada.types("/helped", "watered the plants")
    assert published(team)[-1][1] != ""


def test_what_somebody_opens_counts_more_than_what_we_remember(team: Team, ada: Person):
    ada.opens_home()
    assert ada.home is not None
    ada.home.hash = "another.process"
    ada.opens_home()
    assert published(team)[-1][1] == "another.process"
    assert team.slack.refusals == []


def test_nothing_of_a_page_is_kept_once_it_is_out(team: Team, ada: Person):
    ada.opens_home()
    with team.app.database.transaction() as tx:
        (row,) = tx.scalars(select(Outgoing).where(Outgoing.method == Method.PUBLISH))
    assert row.payload is None
    assert ada.home is not None
    assert row.ts == ada.home.hash
