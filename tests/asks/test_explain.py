"""An admin's shell can ask why an ask went to whom, and gets the same choice made again."""

import pytest
from click import ClickException
from sqlalchemy import select

from bot import errands
from models import Ask
from tests.team import Team

PHOTO = "the photo on my page is stretched"


def test_a_choice_is_made_again_and_says_by_which_signs(team: Team):
    ada = team.joins("ada")
    people = [team.joins(name, offers="stretched photos, cooking") for name in ("ben", "cem", "dana", "eva", "finn")]
    ada.types("/ask", PHOTO)
    ada.submits(audience="helpers")
    with team.app.database.transaction() as tx:
        ask_id = tx.scalars(select(Ask.id)).one()
    told = errands.explain_ask(team.app, str(ask_id))
    assert "wave 1, planned 2026-11-24" in told
    assert "made again, the choice is the same" in told
    assert "offer_words +" in told
    invited = {person.user_id for person in people if any(PHOTO in person.read(message) for message in person.inbox)}
    assert len(invited) == 3
    said = {line.split()[0] for line in told.splitlines() if " invited " in line}
    assert said == invited
    assert PHOTO not in told


def test_later_waves_are_explained_too_and_what_has_changed_since_is_said(team: Team):
    ada, ben = team.joins("ada"), team.joins("ben", offers="stretched photos")
    ada.types("/ask", PHOTO)
    ada.submits(audience="helpers")
    ben.types("/offer")
    ben.submits(offers="cooking")
    with team.app.database.transaction() as tx:
        ask_id = tx.scalars(select(Ask.id)).one()
    assert "the choice differs" in errands.explain_ask(team.app, str(ask_id))


def test_an_ask_that_went_to_nobody_says_so(team: Team):
    ada = team.joins("ada")
    ada.types("/ask", PHOTO)
    ada.submits(audience="helpers")
    with team.app.database.transaction() as tx:
        ask_id = tx.scalars(select(Ask.id)).one()
    assert "nobody was invited yet" in errands.explain_ask(team.app, str(ask_id))


@pytest.mark.parametrize("ask_id", ["", "12", "x", "-1", "9" * 30, "٣"])
def test_an_ask_that_is_not_there_is_said_plainly(team: Team, ask_id: str):
    with pytest.raises(ClickException, match="explain-ask 12"):
        errands.explain_ask(team.app, ask_id)
