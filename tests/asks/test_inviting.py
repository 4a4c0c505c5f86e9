"""Inviting: a few at a time, in each person's hours, never the same ones again and again."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import clock
from models import Invitation, InvitationState, Member
from tests.team import Person, Team

PHOTO = "the photo on my page is stretched"


def ask(person: Person, text: str = PHOTO, **values: object) -> None:
    person.types("/ask", text)
    person.submits(audience="helpers", **values)


def invitations(team: Team) -> list[tuple[str, InvitationState, int]]:
    with team.app.database.transaction() as tx:
        rows = tx.scalars(select(Invitation).order_by(Invitation.id)).all()
        return [(row.helper.name, row.state, row.wave) for row in rows]


def invited(team: Team) -> set[str]:
    return {name for name, state, _ in invitations(team) if state is InvitationState.SENT}


def test_an_invitation_says_what_for_how_long_and_why_you(team: Team, ada: Person, ben: Person):
    ask(ada, what_for="the launch", effort="2min")
    read = ben.read(ben.inbox[-1])
    for words in (PHOTO, "the launch", "2 minutes", "you offered", "stretched images"):
        assert words in read
    assert ben.buttons(ben.inbox[-1]) == ["I can help", "I know someone", "Nothing comes to mind", "Not now"]


def test_each_helper_reads_their_own_language(team: Team, ada: Person, lena: Person):
    ask(ada)
    assert lena.buttons(lena.inbox[-1]) == [
        "Ich kann helfen",
        "Ich kenne jemanden",
        "Mir fällt nichts ein",
        "Gerade nicht",
    ]


def test_whoever_offered_nothing_that_fits_is_left_in_peace(team: Team, ada: Person, ben: Person, stranger: Person):
    ask(ada)
    assert stranger.inbox == []


def test_a_wave_is_three_people_at_most(team: Team, ada: Person):
    for name in "bcdefg":
        team.joins(f"helper{name}", offers="stretched photos")
    ask(ada)
    assert len(invited(team)) == 3


def test_no_answer_within_four_working_hours_starts_the_next_wave(team: Team, ada: Person):
    for name in "bcdefg":
        team.joins(f"helper{name}", offers="stretched photos")
    ask(ada)
    first = invited(team)
    team.later(hours=3, minutes=50)
    assert invited(team) == first
    team.later(minutes=15)
    assert len(invited(team)) == 6


def test_when_all_have_said_no_the_next_wave_does_not_wait(team: Team, ada: Person, ben: Person):
    ask(ada)
    later = team.joins("cem", offers="stretched photos")
    assert later.inbox == []
    ben.presses("Not now")
    assert PHOTO in later.read(later.inbox[-1])


def test_a_helper_asleep_is_invited_when_their_day_begins(team: Team, ada: Person):
    grace = team.joins("grace", tz="America/New_York", offers="stretched photos")
    ask(ada)
    assert grace.inbox == []
    team.at(datetime(2026, 11, 24, 13, 59, tzinfo=UTC))
    assert grace.inbox == []
    team.at(datetime(2026, 11, 24, 14, 1, tzinfo=UTC))
    assert PHOTO in grace.read(grace.inbox[-1])


def test_nobody_is_invited_at_the_weekend(team: Team, ada: Person, ben: Person):
    team.at(datetime(2026, 11, 28, 10, 0, tzinfo=UTC))
    ask(ada)
    assert ben.inbox == []
    team.at(datetime(2026, 11, 30, 8, 5, tzinfo=UTC))
    assert PHOTO in ben.read(ben.inbox[-1])


@pytest.mark.parametrize(
    "profile",
    [
        {"guest": True},
        {"single_channel_guest": True},
        {"deleted": True},
        {"is_bot": True},
        {"status_emoji": ":palm_tree:", "status_text": "Vacationing"},
        {"status_emoji": ":face_with_thermometer:", "status_text": ""},
        {"status_text": "Im Urlaub bis Montag"},
    ],
    ids=str,
)
def test_whoever_cannot_be_asked_is_not_invited_and_somebody_else_is(
    team: Team, ada: Person, profile: dict[str, object]
):
    away = team.joins("away", offers="stretched photos, photo, page")
    here = team.joins("here", offers="photos")
    for name, value in profile.items():
        field = {"guest": "is_restricted", "single_channel_guest": "is_ultra_restricted"}.get(name, name)
        setattr(away.user, field, value)
    ask(ada)
    assert away.inbox == []
    assert here.inbox != []


def test_a_helper_in_do_not_disturb_is_not_invited(team: Team, ada: Person, ben: Person):
    now = clock.now().timestamp()
    team.slack.set_dnd(ben.user_id, int(now - 60), int(now + 3600))
    ask(ada)
    assert ben.inbox == []
    assert ada.reads_anywhere("Nobody yet")


def test_a_helper_who_is_paused_is_not_invited(team: Team, ada: Person, ben: Person):
    ben.types("/givefirst", "pause 2w")
    before = len(ben.inbox)
    ask(ada)
    assert len(ben.inbox) == before
    ben.types("/givefirst", "resume")
    ask(ada, "this image is stretched, who can look?")
    assert len(ben.inbox) > before


def test_one_invitation_a_day_and_three_a_week(team: Team, ada: Person, ben: Person):
    days = 0
    for day in range(5):
        ask(ada, f"photo number {day} is stretched")
        ask(ada, f"image number {day} is stretched")
        days = len([message for message in ben.inbox if "stretched" in ben.read(message)])
        assert days == min(day + 1, 3)
        team.later(days=1, minutes=1)
    assert days == 3


def test_whoever_was_invited_longest_ago_comes_first(team: Team, ada: Person):
    helpers = [team.joins(f"helper{name}", offers="stretched photos") for name in "abcdef"]
    ask(ada)
    team.later(days=1, minutes=1)
    ask(ada, "another photo is stretched")
    assert {name for name, _, _ in invitations(team)} == {helper.user.name for helper in helpers} or len(
        {name for name, _, _ in invitations(team)}
    ) == 6


def test_the_asker_hears_honestly_when_nobody_is_left(team: Team, ada: Person, ben: Person):
    ask(ada)
    ben.presses("Nothing comes to mind")
    message = ada.reads_anywhere("Nobody yet")
    assert ada.buttons(message) == ["Reword it", "Ask more widely", "Leave it open", "Withdraw"]


def test_nobody_matching_at_all_is_said_at_once(team: Team, ada: Person, stranger: Person):
    ask(ada)
    assert ada.reads_anywhere("found no colleague whose offers fit")


def test_asking_more_widely_reaches_people_whose_words_do_not_match(team: Team, ada: Person, stranger: Person):
    ask(ada)
    ada.presses("Ask more widely")
    assert PHOTO in stranger.read(stranger.inbox[-1])
    assert "asking around" in stranger.read(stranger.inbox[-1])


def test_rewording_finds_other_people(team: Team, ada: Person, stranger: Person):
    ask(ada)
    ada.presses("Reword it")
    ada.submits(text="who knows about tax returns?")
    assert "tax returns" in stranger.read(stranger.inbox[-1])


def test_an_invited_colleague_who_left_meanwhile_is_replaced(team: Team, ada: Person, ben: Person):
    cem = team.joins("cem", offers="photos")
    team.slack.faults.add(method="conversations.open", kind="error", error="user_disabled", times=1)
    with team.app.database.transaction() as tx:
        for member in tx.scalars(select(Member)):
            member.conversation = None
    ask(ada)
    reached = [person for person in (ben, cem) if any(PHOTO in person.read(message) for message in person.inbox)]
    assert reached or ada.reads_anywhere("Nobody yet")


def test_the_word_of_slack_about_people_is_kept_up_to_date(team: Team, ada: Person, ben: Person):
    team.slack.deactivate(ben.user_id)
    team.settle()
    ask(ada)
    assert invited(team) == set()


def test_nothing_is_sent_twice_when_two_workers_run(team: Team, ada: Person, ben: Person):
    ada.types("/ask", PHOTO)
    ada.submits(audience="helpers")
    for job in team.app.runner.jobs:
        team.app.runner.run(job)
        team.app.runner.run(job)
    team.settle()
    assert sum(PHOTO in ben.read(message) for message in ben.inbox) == 1


def test_the_next_wave_waits_over_night(team: Team, ada: Person):
    for name in "bcdefg":
        team.joins(f"helper{name}", offers="stretched photos")
    team.later(hours=5)
    ask(ada)
    team.later(hours=5)
    assert len(invited(team)) == 3
    team.at(clock.now().replace(hour=10, minute=30) + timedelta(days=1))
    assert len(invited(team)) == 6


def test_silence_is_an_answer_after_four_working_hours(team: Team, ada: Person, ben: Person):
    ask(ada)
    team.later(hours=4, minutes=5)
    assert ada.reads_anywhere("Nobody yet")
    ben.presses("I can help")
    assert ada.reads_anywhere("Over to you two")


def test_whoever_leaves_the_team_asks_for_nothing_any_more(team: Team, ada: Person, ben: Person):
    ask(ada)
    team.slack.deactivate(ada.user_id)
    team.settle()
    assert "settled" in ben.read(ben.inbox[-1])
    assert ben.buttons(ben.inbox[-1]) == []
    team.slack.refusals.clear()
