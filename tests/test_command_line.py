"""`python -m bot ...`, as an operator types it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from bot import clock, db, logs
from bot.__main__ import cli
from bot.config import Settings
from bot.playground.web_api import Server
from models import Base, Member, Workspace
from tests.team import Front, Team

PHOTO = "the photo on my page is stretched"
COMMANDS = {"playground", "run", "worker", "migrate", "doctor", "job", "manifest", "export", "forget"}

Bot = Callable[..., Result]


@pytest.fixture
def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bot:
    """Type `python -m bot` and some words, in an empty folder with no settings around."""
    monkeypatch.chdir(tmp_path)
    # Setting up logs changes the whole process; tests/test_logs.py looks at it.
    monkeypatch.setattr(logs, "set_up", lambda *_words, **_named: None)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def types(*words: str, answers: str = "", **settings: str) -> Result:
        for name, value in settings.items():
            monkeypatch.setenv(name.upper(), value)
        before = db._current
        result = CliRunner().invoke(cli, words, input=answers, catch_exceptions=False)
        db.use(before)
        return result

    return types


@pytest.fixture
def installed(bot: Bot, team: Team) -> Bot:
    """The same for the installation that a team works with."""

    def types(*words: str, answers: str = "") -> Result:
        return bot(
            *words,
            answers=answers,
            database_url=team.database_url,
            slack_bot_token=team.slack.bot_token,
            slack_signing_secret=team.slack.signing_secret,
            slack_api_url=team.slack.api_url,
        )

    return types


@pytest.fixture
def neighbour(team: Team, slack_server: Server, database_url: str) -> Iterator[Team]:
    """Another workspace in the same database."""
    other = Team(slack_server, Front(), database_url)
    other.channel("general")
    other.joins("eve", offers="fences")
    yield other
    other.app.close()
    slack_server.remove(other.slack)
    db.use(team.app.database)


def rows(team: Team) -> dict[str, int]:
    with team.app.database.transaction() as tx:
        return {
            table.name: tx.scalar(select(func.count()).select_from(table)) or 0 for table in Base.metadata.sorted_tables
        }


def test_help_tells_every_command(bot: Bot):
    said = bot("--help").output
    assert set(cli.commands) == COMMANDS
    assert all(f"  {name} " in said for name in COMMANDS)


def test_it_tells_its_version(bot: Bot):
    assert bot("--version").output.startswith("givefirst, version ")


def test_nothing_heavy_is_loaded_before_a_command_is_known(tmp_path: Path):
    words = "import sys, bot.__main__; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True, cwd=tmp_path)
    heavy = {
        "sqlalchemy",
        "alembic",
        "slack_bolt",
        "slack_sdk",
        "flask",
        "pydantic",
        "babel",
        "apscheduler",
        "waitress",
    }
    assert heavy & set(loaded.stdout.split()) == set()


@pytest.mark.parametrize("command", ["run", "worker"])
def test_missing_settings_end_it_with_a_sentence_each(command: str, tmp_path: Path):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parent.parent), "LOG_FORMAT": "lines"}
    ended = subprocess.run(
        [sys.executable, "-m", "bot", command],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=environment,
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    named = ["SLACK_BOT_TOKEN"] if command == "worker" else ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]
    assert [line.split()[0] for line in ended.stderr.splitlines()] == named


def test_what_was_read_is_taken_out_of_the_environment(bot: Bot):
    # Bolt would read it, too, and set up an OAuth of its own.
    assert bot("migrate", slack_client_id="1", slack_client_secret="2", slack_bot_token="xoxb-1").exit_code == 0
    assert [name for name in os.environ if name.startswith("SLACK_")] == []


@pytest.mark.parametrize("words", [("run",), ("worker",), ("migrate",), ("job", "digest"), ("export", "T1")])
def test_settings_that_are_wrong_are_told_before_anything_is_done(words: tuple[str, ...], bot: Bot, tmp_path: Path):
    ended = bot(*words, port="many", log_level="loud")
    assert ended.exit_code == 2
    assert ended.stderr.splitlines() == [
        "PORT must be a whole number from 0 to 65535.",
        "LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.",
    ]
    assert list(tmp_path.iterdir()) == []


def test_migrating_up_down_and_up_again(bot: Bot):
    first = bot("migrate").output
    assert first.startswith("The database is at ")
    assert bot("migrate", "--to", "base").output == "The database is at base, which is empty.\n"
    assert bot("migrate", "--to", "base").output == "The database is at base, which is empty.\n"
    assert bot("migrate", "--to", first.split()[-1].rstrip(".")).output == first
    assert bot("migrate").output == first


def test_a_revision_nobody_knows_is_refused(bot: Bot):
    bot("migrate")
    ended = bot("migrate", "--to", "nowhere")
    assert (ended.exit_code, "nowhere" in ended.stderr) == (1, True)


def test_a_database_that_is_away_is_told(bot: Bot):
    ended = bot("migrate", database_url="postgresql://127.0.0.1:1/x")
    assert ended.exit_code == 1
    assert "The database does not do it (connection failed" in ended.stderr


def test_the_doctor_ends_well_or_not(installed: Bot, team: Team):
    well = installed("doctor")
    assert (well.exit_code, "problem" in well.output) == (0, False)
    team.slack.scopes = frozenset({"chat:write"})
    ill = installed("doctor")
    assert (ill.exit_code, "problem  Scopes are missing" in ill.output) == (1, True)


def test_the_manifest_is_for_socket_mode_or_for_http(bot: Bot):
    assert "socket_mode_enabled: true" in bot("manifest").output
    assert "request_url: https://x.example/slack/events" in bot("manifest", "--url", "https://x.example").output
    assert bot("manifest", "--url", "http://x.example").exit_code == 2


def test_an_unknown_job_lists_the_known_ones(bot: Bot):
    ended = bot("job", "coffee")
    assert ended.exit_code == 1
    assert "There is no job called coffee. There are: ageing, " in ended.stderr
    assert "digest" in ended.stderr


def test_a_job_needs_a_token_to_run_and_none_to_look(bot: Bot):
    assert bot("job", "digest").exit_code == 2
    assert bot("job", "digest", "--dry-run").output == "No channel has asked for a weekly letter.\n"


@pytest.mark.parametrize("at", ["tomorrow", "2026-13-01", ""])
def test_a_time_that_is_none_is_refused(at: str, bot: Bot):
    assert bot("job", "digest", "--dry-run", "--at", at or "x").exit_code == 2


def test_looking_at_the_letter_shows_it_and_sends_nothing(installed: Bot, team: Team):
    ada = team.joins("ada")
    ada.types("/givefirst", "digest here weekly Wed 09:00")
    ada.types("/ask", PHOTO)
    ada.submits(audience="channel")
    before, messages = rows(team), len(team.slack.wire)
    letter = installed("job", "digest", "--dry-run", "--at", "2026-11-25T09:00+01:00").output
    assert "a letter" in letter
    assert PHOTO in letter
    assert (
        "nothing: its time has not come" in installed("job", "digest", "--dry-run", "--at", "2026-11-25T07:59").output
    )
    assert rows(team) == before
    assert len(team.slack.wire) == messages


def test_running_a_job_delivers_what_it_promised(installed: Bot, team: Team):
    ada = team.joins("ada")
    ada.types("/givefirst", "digest here weekly Wed 09:00")
    ada.types("/ask", PHOTO)
    ada.submits(audience="channel")
    assert (
        installed("job", "digest", "--at", "2026-11-25T09:00+01:00").output == "digest: 1 done, 1 messages delivered.\n"
    )
    assert any("These asks are still open" in ada.read(message) for message in ada.sees("general"))
    assert (
        installed("job", "digest", "--at", "2026-11-25T09:01+01:00").output == "digest: 0 done, 0 messages delivered.\n"
    )


def test_messages_to_one_channel_are_all_delivered_though_one_a_second(installed: Bot, team: Team):
    ada = team.joins("ada")
    for text in (PHOTO, "a projector for Friday"):
        ada.types("/ask", text)
        ada.submits(audience="channel")
    clock.advance(timedelta(days=15))
    at = clock.now().isoformat()
    said = installed("job", "ageing", "--at", at).output
    assert said.startswith("ageing: 2 done, ")
    assert "left for the worker" not in said
    assert sum("two weeks" in ada.read(message) for message in ada.everything()) >= 2


@pytest.mark.parametrize(
    "name",
    [
        *("waves", "invitations", "thanks", "nudges", "quiet-asks", "follow-up", "came-of-gifts", "small-asks"),
        *("reconnect", "stay-in-touch", "ageing", "helpers-gone"),
    ],
)
def test_what_is_due_is_told_where_it_is_cheap(name: str, installed: Bot, team: Team):
    ada = team.joins("ada")
    ada.types("/ask", PHOTO)
    ada.submits()
    said = installed("job", name, "--dry-run", "--at", "2027-01-01T00:00").output
    assert said.startswith(f"{name}: ")
    assert said.endswith("due at 2027-01-01T00:00:00+00:00; nothing was done.\n")
    assert name != "ageing" or said.startswith("ageing: 1 due")


@pytest.mark.parametrize("name", ["upkeep", "people"])
def test_where_only_doing_it_would_tell_it_says_so(name: str, installed: Bot):
    ended = installed("job", name, "--dry-run")
    assert ended.exit_code == 1
    assert f"{name} cannot say beforehand what it will do. It is safe to run" in ended.stderr


def test_an_export_holds_everything_of_a_workspace_and_nothing_of_another(installed: Bot, team: Team, neighbour: Team):
    ada, ben = team.joins("ada"), team.joins("ben", offers="stretched photos")
    ada.types("/ask", PHOTO)
    ada.submits()
    ben.presses("I can help", in_="@")
    with team.app.database.transaction() as tx:
        for workspace in tx.scalars(select(Workspace)):
            workspace.sealed_token = b"sealed"
        mine = tx.scalars(select(Workspace).where(Workspace.team_id == team.slack.team_id)).one().id
    said = installed("export", team.slack.team_id)
    told = json.loads(said.stdout)
    assert set(told) == {table.name for table in Base.metadata.sorted_tables}
    assert [row["text"] for row in told["asks"]] == [PHOTO]
    assert [row["text"] for row in told["offers"]] == ["stretched photos"]
    assert {row["workspace_id"] for name, several in told.items() if name != "workspaces" for row in several} == {mine}
    assert [row["team_id"] for row in told["workspaces"]] == [team.slack.team_id]
    assert "fences" not in said.stdout
    for secret in ("sealed", team.slack.bot_token, "/hooks/"):
        assert secret not in said.stdout
    assert told["asks"][0]["opened_at"].endswith("+00:00")


def test_a_workspace_nobody_knows_is_told_with_those_there_are(installed: Bot, team: Team):
    for words in (("export", "T404"), ("forget", "T404")):
        ended = installed(*words)
        assert ended.exit_code == 1
        assert "No workspace has the team id T404. There are: " in ended.stderr
        assert team.slack.team_id in ended.stderr


@pytest.mark.parametrize("typed", ["", "\n", "yes\n"])
def test_a_workspace_is_only_forgotten_by_its_name(typed: str, installed: Bot, team: Team):
    team.joins("ada").types("/givefirst")
    before = rows(team)
    assert installed("forget", team.slack.team_id, answers=typed).exit_code == 1
    assert rows(team) == before


@pytest.mark.parametrize("agreed", [True, False])
def test_a_workspace_is_forgotten_whole_and_its_neighbour_stays(
    installed: Bot, team: Team, neighbour: Team, *, agreed: bool
):
    team.joins("ada").types("/givefirst")
    words = ("forget", team.slack.team_id, *(("--yes",) if agreed else ()))
    ended = installed(*words, answers="" if agreed else f"{team.slack.name}\n")
    assert ended.exit_code == 0
    assert f"{team.slack.name} is forgotten" in ended.output
    with team.app.database.transaction() as tx:
        assert tx.scalars(select(Workspace.team_id)).all() == [neighbour.slack.team_id]
        assert tx.scalars(select(Member.name)).all() == ["eve"]


def test_nothing_is_left_in_the_file(installed: Bot, team: Team):
    if not team.app.database.is_sqlite:
        return
    team.joins("ada", offers="unmistakable fences")
    file = Path(team.app.database.url.database or "")
    team.app.database.close()
    assert installed("forget", team.slack.team_id, "--yes").exit_code == 0
    held = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    assert b"unmistakable" not in held
