"""The composition root: settings → database, Bolt app, web server, clock and sender."""

import logging
from collections.abc import Callable
from datetime import datetime

from slack_bolt import App as Bolt
from slack_bolt import BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot import clock, db, migrate
from bot.asks import hands, waves
from bot.asks import jobs as asks
from bot.clients import Clients
from bot.config import Settings
from bot.digest import jobs as digest
from bot.digest import pictures, summaries
from bot.digest import service as digest_service
from bot.directory import Directory
from bot.giving import delivery
from bot.giving import jobs as giving
from bot.home import service as home
from bot.introductions import endings
from bot.introductions import jobs as introductions
from bot.journal import export as journal_export
from bot.matching import encoder
from bot.matching import jobs as matching
from bot.members import jobs as members
from bot.members import news
from bot.newcomers import jobs as newcomers
from bot.newcomers import occasions, pairs
from bot.nudges import jobs as nudges
from bot.nudges import service as nudges_service
from bot.pace import Pace
from bot.privacy import jobs as privacy
from bot.schedule import Every, Job, Runner
from bot.sender import Failure, Sender
from bot.thanks import jobs as thanks
from bot.thanks import service as thanks_service
from bot.timely import ByNow, SecondLook
from bot.upkeep import forget_old_traffic
from bot.web import Web
from bot.workspaces import jobs as workspace_jobs
from bot.workspaces import service as workspaces
from handlers import routes

log = logging.getLogger(__name__)

# Who is told when Slack would not take a message, by the reason it was promised for.
FAILURES: dict[str, Failure] = {
    "ask.post": waves.post_was_refused,
    "invitation": waves.was_refused,
    "nudge": nudges_service.was_refused,
    "talk": hands.talk_was_refused,
    "gift.offer": delivery.offer_was_refused,
    "gift.told": delivery.telling_was_refused,
    "gift.talk": delivery.talk_was_refused,
    "intro.talk": endings.talk_was_refused,
    "intro.question": endings.question_was_refused,
    "intro.letter": endings.question_was_refused,
    "digest": digest_service.refused,
    "summary": summaries.was_refused,
    "kind-words": thanks_service.was_refused,
    "journal-file": journal_export.was_refused,
    "newcomers-talk": pairs.talk_was_refused,
    "home": home.was_refused,
}

# What a message says by now that waited for its reader's hours, by the reason it was promised for.
BY_NOW: dict[str, ByNow] = {
    "nobody-left": waves.nobody_left_by_now,
    "nobody-free": waves.nobody_free_by_now,
    "intro.letter": endings.letter_by_now,
    "intro.end": endings.end_by_now,
    "digest-outside": digest_service.outside_by_now,
}

occasions.register()

# Opening a modal happens while Slack waits for our acknowledgement, three seconds at most.
MODAL_SECONDS = 2


class App:
    """One process of the bot: `wsgi` for a web server, `runner` for the clock and the deliveries."""

    def __init__(self, settings: Settings, *, pace: Pace | None = None) -> None:
        self.settings = settings
        self.token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
        secret = settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else ""
        self.database = db.Database(settings.database_url)
        db.use(self.database)
        encoder.use(encoder.installed() if settings.match_by_meaning else None)
        # The workspaces this process has a token for; until Slack has answered, none.
        self.served: set[int] = set()
        self.clients = Clients(settings.slack_api_url, self._token_of)
        self._known: dict[str, AuthorizeResult] = {}
        self.bolt = self._bolt()
        look = SecondLook(news.waits_until, BY_NOW)
        self.sender = Sender(self.clients, failures=FAILURES, second_look=look, pace=pace, serves=self.served)
        self.runner = Runner(self._jobs(), self.sender)
        self.wsgi = Web(self.bolt, signing_secret=secret, is_ready=self.why_not_ready)

    def prepare(self) -> None:
        """Migrate the database if it needs it."""
        if not migrate.is_current(self.database):
            migrate.upgrade(self.database)

    def settle_in(self) -> str:
        """Ask Slack which workspace the token belongs to and make its row; return its name.

        Raises SlackApiError when Slack refuses the token, OSError when Slack is away.
        """
        who = self.clients.new(self.token).auth_test()
        with db.transaction() as tx:
            found = workspaces.settle_in(
                tx,
                team_id=str(who["team_id"]),
                name=str(who.get("team") or who["team_id"]),
                bot_user_id=str(who["user_id"]),
                now=clock.now(),
            )
            self.served.add(found.id)
            return found.name

    def why_not_ready(self) -> str:
        """Say what keeps this process from working; empty when nothing does."""
        try:
            with self.database.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
            if not migrate.is_current(self.database):
                return "the database is not migrated"
            with db.transaction() as tx:
                if not workspaces.all_of_them(tx):
                    return "no workspace yet: Slack has not answered"
        except SQLAlchemyError as trouble:
            return f"the database is away: {type(trouble).__name__}"
        return self.runner.trouble()

    def close(self) -> None:
        """Stop the background work and give the database back."""
        self.runner.stop()
        self.database.close()

    def _token_of(self, workspace_id: int) -> str:
        if workspace_id not in self.served:
            raise KeyError(workspace_id)
        return self.token

    def _bolt(self) -> Bolt:
        bolt = Bolt(
            # Bolt reads argument names and trips over the `self` of a bound method.
            authorize=lambda team_id: self._authorize(team_id or ""),
            client=WebClient(base_url=self.settings.slack_api_url, timeout=MODAL_SECONDS, retry_handlers=[]),
            process_before_response=True,
            request_verification_enabled=False,
            raise_error_for_unhandled_request=False,
        )
        routes.register(bolt)

        @bolt.error
        def _say_no(error: Exception) -> BoltResponse:
            if isinstance(error, routes.Malformed):
                log.warning("a payload with holes was refused: %s", error)
                return BoltResponse(status=400)
            log.error("an event was not taken, Slack will repeat it: %s", type(error).__name__)
            return BoltResponse(status=503)

        return bolt

    def _authorize(self, team_id: str) -> AuthorizeResult:
        """Find the token for a request, for Bolt: one look at our own row, remembered."""
        found = self._known.get(team_id)
        if found is None:
            with db.transaction() as tx:
                workspace = workspaces.of_team(tx, team_id)
            found = AuthorizeResult(
                enterprise_id=None,
                team_id=team_id,
                bot_user_id=workspace.bot_user_id if workspace else None,
                bot_token=self.token,
            )
            if workspace and workspace.id in self.served:
                self._known[workspace.team_id] = found
        return found

    def _jobs(self) -> tuple[Every, ...]:
        directory = Directory(self.clients)

        def looking_up(do: Callable[[datetime, Directory], int]) -> Job:
            return lambda now: do(now, directory)

        return (
            Every(seconds=1, name="lines", do=matching.make_lines, soon=True),
            Every(seconds=1, name="meanings", do=matching.read_meanings, soon=True),
            Every(seconds=1, name="waves", do=asks.start_waves, soon=True),
            Every(seconds=1, name="invitations", do=looking_up(asks.send_invitations), soon=True),
            Every(seconds=1, name="gifts", do=looking_up(giving.deliver_due), soon=True),
            Every(seconds=60, name="quiet-gifts", do=giving.lapse),
            Every(seconds=1, name="thanks", do=looking_up(thanks.send_due), soon=True),
            Every(seconds=1, name="introductions", do=looking_up(introductions.move_on), soon=True),
            Every(seconds=60, name="helpers-gone", do=asks.go_on_without_helpers),
            Every(seconds=60, name="quiet-asks", do=nudges.remind_quiet_askers),
            Every(seconds=60, name="follow-up", do=nudges.follow_up_help),
            Every(seconds=60, name="came-of-gifts", do=nudges.follow_up_gifts),
            Every(seconds=60, name="small-asks", do=nudges.find_small_asks),
            Every(seconds=300, name="reconnect", do=nudges.wake_ties),
            Every(seconds=300, name="stay-in-touch", do=nudges.bring_asks_back),
            Every(seconds=60, name="nudges", do=looking_up(nudges.send_due)),
            Every(seconds=60, name="ageing", do=asks.age_out),
            Every(seconds=30, name="digest", do=digest.send_due),
            Every(seconds=1, name="letters", do=digest.retell, soon=True),
            Every(seconds=10, name="pictures", do=pictures.draw_due),
            Every(seconds=60, name="summaries", do=looking_up(digest.send_summaries)),
            Every(seconds=60, name="welcomes", do=looking_up(newcomers.welcome)),
            Every(seconds=60, name="hellos", do=newcomers.find_hosts),
            Every(seconds=3600, name="pairs", do=newcomers.pair),
            Every(seconds=300, name="people", do=looking_up(members.read_everybody)),
            Every(seconds=3600, name="upkeep", do=forget_old_traffic),
            Every(seconds=3600, name="retention", do=privacy.forget_what_is_old),
            Every(seconds=5, name="erasure", do=workspace_jobs.erase_leaving),
            Every(seconds=3600, name="gone", do=matching.forget_gone),
        )


def job_names(app: App) -> dict[str, Every]:
    """Return the table of jobs by name, for the command line."""
    return {job.name: job for job in app.runner.jobs}


def moment_of(text_: str) -> datetime:
    """Read an ISO time; without a zone it means UTC."""
    moment = datetime.fromisoformat(text_)
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.now().tzinfo)
