"""What happens changes the next ranking at once; nothing that was undone does, and nothing private is said."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot import clock
from bot.db import Database
from bot.matching import index, jobs, service
from bot.matching.rules import Reason
from bot.matching.shelf import shelf_of
from bot.ties import service as ties
from models import Ask, Audience, EntryKind, Evidence, InvitationState, JournalEntry, Member, Source, Workspace
from tests.conftest import TUESDAY_TEN
from tests.matching.office import Office

DAY = timedelta(days=1)


class Undone(Exception):
    """Undoes a transaction."""


PHOTO = "our website photo looks stretched"


def test_an_offer_added_counts_at_once_and_one_taken_back_no_more(office: Office):
    ben = office.joins("ben")
    assert office.finds(PHOTO) == []
    offer = office.offers(ben, "stretched photos")
    assert office.finds(PHOTO) == ["ben"]
    service.forget_lines(office.tx, office.workspace.id, Source.OFFER, [offer.id])
    assert office.finds(PHOTO) == []


def test_whoever_helped_with_something_like_it_is_found_and_lately_before_long_ago(office: Office):
    ada, ben = office.joins("ada"), office.joins("ben")
    service.index_help(office.tx, office.asks("a photo is stretched"), ada.id, office.now - 100 * DAY)
    service.index_help(office.tx, office.asks("a photo is stretched"), ben.id, office.now - 2 * DAY)
    assert office.finds(PHOTO) == ["ben", "ada"]


def test_help_with_this_asker_is_a_tie(office: Office):
    ada, ben = office.joins("ada"), office.joins("ben")
    other = office.joins("other")
    service.index_help(office.tx, office.asks("the copier", by=other), ada.id, office.now - 9 * DAY)
    service.index_help(office.tx, office.asks("the copier"), ben.id, office.now - 9 * DAY)
    ties.note(office.tx, office.asker, ben, now=office.now)
    (found,) = office.candidates(PHOTO)
    assert found.member_id == ben.id
    assert found.reason == Reason("tie")


def test_a_tie_is_never_a_reason_for_an_anonymous_ask(office: Office):
    ben = office.joins("ben", offers=["photos"])
    ties.note(office.tx, office.asker, ben, now=office.now)
    service.index_help(office.tx, office.asks("the copier", audience=Audience.ANONYMOUS), ben.id, office.now)
    assert office.tx.scalars(select(Evidence.asker_id).where(Evidence.source == Source.HELPED)).all() == [None]
    assert office.candidates(office.asks("the copier", audience=Audience.ANONYMOUS))[0].reason.kind == "helped"


def test_invitations_without_any_answer_lower_the_next_ranking_and_nothing_comes_to_mind_does_not(office: Office):
    silent, honest = (office.joins(name, offers=["stretched photos"]) for name in ("silent", "honest"))
    assert office.finds(PHOTO) == ["silent", "honest"]
    for days in (9, 12):
        lapsed = office.now - days * DAY
        office.invited(silent, ago=days * DAY, state=InvitationState.CLOSED, lapses_at=lapsed)
        office.invited(honest, ago=days * DAY, state=InvitationState.NOTHING, answered_at=lapsed)
    assert office.finds(PHOTO) == ["honest", "silent"]
    silent_one, honest_one = reversed(office.candidates(PHOTO))
    assert silent_one.score < honest_one.score


def test_whoever_wants_fewer_nudges_is_asked_a_little_less(office: Office):
    office.joins("busy", offers=["stretched photos"], muted_nudges="still_open")
    office.joins("free", offers=["stretched photos"])
    assert office.finds(PHOTO) == ["free", "busy"]


def test_a_journal_helps_to_find_its_owner_only_if_they_want_that(office: Office):
    ben = office.joins("ben")
    entry = JournalEntry(
        workspace_id=office.workspace.id, giver_id=ben.id, kind=EntryKind.BY_HAND, text="cropped the team photo",
        happened_at=office.now - DAY,
    )  # fmt: skip
    office.tx.add(entry)
    service.index_told(office.tx, entry)
    assert office.finds(PHOTO) == []
    service.share_journal(office.tx, ben, shares=True)
    assert office.finds(PHOTO) == ["ben"]
    assert "cropped" not in str(office.candidates(PHOTO)[0].reason)
    service.share_journal(office.tx, ben, shares=False)
    assert office.finds(PHOTO) == []


def test_an_ask_in_words_nobody_used_goes_to_nobody_until_it_is_widened(office: Office):
    office.joins("ben", offers=["gardening"])
    assert office.finds("zymurgy") == []
    assert office.finds("zymurgy", widened=True) == ["ben"]


def test_on_the_first_day_offers_alone_are_enough(office: Office):
    office.joins("ada", offers=["tax returns"])
    office.joins("ben", offers=["photos"])
    assert office.finds("who can explain my tax return?") == ["ada"]


def test_what_one_process_writes_the_next_look_of_another_sees(database: Database):
    with database.transaction() as tx:
        here = Office(tx, TUESDAY_TEN)
        here.joins("ada", offers=["photos"])
        workspace_id, asker_id = here.workspace.id, here.asker.id
    other = Database(database.engine.url.render_as_string(hide_password=False))
    try:
        assert names(other, workspace_id, asker_id) == ["ada"]
        with database.transaction() as tx:
            office = tx.get_one(Workspace, workspace_id)
            ben = Member(workspace_id=office.id, slack_id="Uben", name="ben")
            tx.add(ben)
            tx.flush()
            ask = Ask(workspace_id=office.id, asker_id=asker_id, text="a photo", opened_at=TUESDAY_TEN)
            tx.add(ask)
            service.index_help(tx, ask, ben.id, TUESDAY_TEN)
        assert set(names(other, workspace_id, asker_id)) == {"ada", "ben"}
    finally:
        other.close()


def names(database: Database, workspace_id: int, asker_id: int) -> list[str]:
    with database.transaction() as tx:
        ask = Ask(workspace_id=workspace_id, asker_id=asker_id, text=PHOTO, opened_at=TUESDAY_TEN)
        tx.add(ask)
        found = service.likely_helpers(tx, ask, now=clock.now() + DAY, most=9)
        return [tx.get_one(Member, one.member_id).name for one in found]


def test_what_was_undone_leaves_nothing_in_memory(database: Database):
    with database.transaction() as tx:
        office = Office(tx, TUESDAY_TEN)
        workspace_id, asker_id = office.workspace.id, office.asker.id

    def help_and_undo() -> None:
        with database.transaction() as tx:
            ben = Member(workspace_id=workspace_id, slack_id="Uben", name="ben")
            tx.add(ben)
            tx.flush()
            past = Ask(workspace_id=workspace_id, asker_id=asker_id, text="a photo", opened_at=TUESDAY_TEN)
            tx.add(past)
            service.index_help(tx, past, ben.id, TUESDAY_TEN)
            assert service.likely_helpers(tx, past, now=clock.now(), most=9)
            raise Undone

    with pytest.raises(Undone):
        help_and_undo()
    assert names(database, workspace_id, asker_id) == []


def test_settled_lines_in_memory_and_young_ones_say_the_same(office: Office, monkeypatch: pytest.MonkeyPatch):
    for number in range(30):
        helper = office.joins(f"helper{number}", offers=[("photo", "website photo", "cooking")[number % 3]])
        service.index_help(office.tx, office.asks(f"stretched {number}"), helper.id, office.now - number * DAY)
        if number % 4 == 0:
            service.forget_lines(office.tx, office.workspace.id, Source.OFFER, [office.offers(helper, "photo").id])
    young = office.candidates(PHOTO, most=40)
    monkeypatch.setattr(index, "SETTLED", timedelta(days=-2))
    shelf_of(office.tx)._kept.clear()
    monkeypatch.setattr(index, "_BATCH", 7)
    settled = office.candidates(PHOTO, most=40)
    again = office.candidates(PHOTO, most=40)
    assert [one.member_id for one in young] == [one.member_id for one in settled] == [one.member_id for one in again]
    # How rare a word is changes a little when the lines that are gone are left out.
    assert [one.score for one in young] == pytest.approx([one.score for one in settled], abs=0.1)


def test_lines_are_taken_in_step_by_step_before_somebody_is_looked_for(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    with database.transaction() as tx:
        office = Office(tx, TUESDAY_TEN)
        for number in range(20):
            office.joins(f"helper{number}", offers=["photo", "website"])
        tx.execute(update(Evidence).values(added_at=TUESDAY_TEN - DAY))
        workspace_id, asker_id = office.workspace.id, office.asker.id
    monkeypatch.setattr("bot.matching.shelf.STEP", 7)
    jobs.get_ready(workspace_id, TUESDAY_TEN)
    with database.transaction() as tx:
        index_ = shelf_of(tx)._kept[workspace_id].index
        assert sum(len(group) for group in index_.groups) == 40
        assert len(index_.groups) < 10
    assert len(names(database, workspace_id, asker_id)) == 9


def test_the_memory_is_bounded_and_given_back(office: Office, other_office: Office, monkeypatch: pytest.MonkeyPatch):
    office.joins("ada", offers=["photos"])
    other_office.joins("ben", offers=["photos"])
    shelf = shelf_of(office.tx)
    office.finds(PHOTO)
    other_office.finds(PHOTO)
    assert len(shelf._kept) == 2
    office.now += timedelta(hours=5)
    office.finds(PHOTO)
    assert set(shelf._kept) == {office.workspace.id}
    monkeypatch.setattr("bot.matching.shelf.MOST_BYTES", 0)
    other_office.now += timedelta(hours=5)
    other_office.finds(PHOTO)
    assert set(shelf._kept) == {other_office.workspace.id}


def test_rows_that_say_gone_go_when_nobody_can_need_them(database: Database):
    with database.transaction() as tx:
        office = Office(tx, TUESDAY_TEN)
        offer = office.offers(office.joins("ada"), "photos")
        service.forget_lines(tx, office.workspace.id, Source.OFFER, [offer.id])
    assert jobs.forget_gone(clock.now()) == 0
    assert jobs.forget_gone(clock.now() + 2 * DAY) == 1


def test_lines_are_made_anew_of_what_people_wrote(database: Database):
    with database.transaction() as tx:
        office = Office(tx, TUESDAY_TEN)
        office.joins("ada", offers=["photos"], reach=["Airbus Hamburg"])
        ben = office.joins("ben")
        past = office.asks("a stretched photo")
        office.invited(ben, past, ago=DAY, state=InvitationState.HELPING, answered_at=office.now - DAY)
        service.index_help(tx, past, ben.id, office.now - DAY)
        before = lines(office)
        for row in tx.scalars(select(Evidence)):
            tx.delete(row)
        assert office.workspace.evidence_made == ""
    assert jobs.make_lines(TUESDAY_TEN) == 1
    assert jobs.make_lines(TUESDAY_TEN) == 0
    with database.transaction() as tx:
        office.tx = tx
        assert lines(office) == before


def lines(office: Office) -> set[tuple[int, Source, str]]:
    rows = office.tx.execute(select(Evidence.member_id, Evidence.source, Evidence.words).where(~Evidence.is_gone))
    return {(row.member_id, row.source, row.words) for row in rows}
