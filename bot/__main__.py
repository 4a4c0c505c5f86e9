"""The command line. Each command imports what it needs when it is called, so that all of them start fast."""

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.app import App
    from bot.config import Settings
    from bot.db import Database


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="givefirst", prog_name="givefirst")
def cli() -> None:
    """Givefirst, a Slack bot for teams that help first."""


@cli.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Where the page listens.")
def playground(port: int) -> None:
    """Try the bot in a Slack of its own, in the browser."""
    from bot import logs
    from bot.playground.run import main

    _hide_from_libraries()
    logs.set_up("WARNING")
    main(port)


@cli.command()
@click.option("--no-worker", is_flag=True, help="Leave clock and deliveries to a `worker`.")
def run(no_worker: bool) -> None:
    """Run the bot: Socket Mode when SLACK_APP_TOKEN is set, else HTTP on HOST and PORT."""
    _process(takes_requests=True, does_work=not no_worker)


@cli.command()
def worker() -> None:
    """Run clock and deliveries only, beside `run --no-worker`."""
    _process(takes_requests=False, does_work=True)


@cli.command()
@click.option("--to", "revision", default="head", help="A revision, or `base` for an empty database.")
@click.option("--yes", is_flag=True, help="Do not ask before going back.")
def migrate(revision: str, yes: bool) -> None:
    """Bring the database to the shape this version needs."""
    from bot import migrate as steps

    with _database(_settings()) as database:
        try:
            if not steps.is_down(database, revision):
                steps.upgrade(database, revision)
            elif _may_go_back(yes=yes):
                steps.downgrade(database, revision)
        except steps.UnknownRevision as trouble:
            raise click.ClickException(f"{trouble}.") from trouble
        click.echo(f"The database is at {steps.revision_of(database) or 'base, which is empty'}.")


@cli.command()
def doctor() -> None:
    """Say what is missing or wrong in settings, database and Slack."""
    from bot.doctor import examine

    is_well = True
    for finding in examine():
        is_well = is_well and finding.is_ok
        click.echo(finding)
    sys.exit(0 if is_well else 1)


@cli.command()
@click.argument("name")
@click.argument("about", default="", metavar="[ID]")
@click.option("--dry-run", is_flag=True, help="Only say what is due.")
@click.option("--at", metavar="ISO-TIME", help="Act as if it were this time; UTC unless it says otherwise.")
def job(name: str, about: str, dry_run: bool, at: str | None) -> None:
    """Run one of the clock's jobs now; an unknown NAME lists them. `explain-ask ID` says why whom an ask went to."""
    from bot import clock, errands, run
    from bot.app import moment_of

    try:
        now = moment_of(at) if at else clock.now()
    except ValueError:
        raise click.BadParameter("write it like 2026-11-24T09:00", param_hint="--at") from None
    settings = _settings()
    with _app(settings) as app:
        if name == "explain-ask":
            app.prepare()
            click.echo(errands.explain_ask(app, about))
            return
        errands.job_called(app, name)
        if not dry_run:
            _complain(settings.missing(listens=False))
        try:
            run.prepare(app)
            if dry_run:
                click.echo(errands.say_what_is_due(app, name, now))
                return
            run.settle_in(app)
        except run.Away as trouble:
            raise click.ClickException(f"{trouble}.") from trouble
        click.echo(errands.run_job(app, name, now))


@cli.command()
@click.option("--url", default="", metavar="https://...", help="The bot's address, for HTTP instead of Socket Mode.")
def manifest(url: str) -> None:
    """Print the manifest of the Slack app."""
    from bot.manifest import text

    try:
        click.echo(text(url).rstrip())
    except ValueError as trouble:
        raise click.BadParameter(str(trouble), param_hint="--url") from None


@cli.command()
@click.argument("workspace")
def export(workspace: str) -> None:
    """Print all rows of a WORKSPACE (its team id, T...) as JSON, without tokens."""
    from bot.errands import export as rows

    with _database(_settings()) as database:
        for piece in rows(database, workspace):
            click.echo(piece, nl=False)


@cli.command()
@click.argument("workspace")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(workspace: str, yes: bool) -> None:
    """Delete a WORKSPACE (its team id, T...) and everything that belongs to it."""
    from bot import errands

    with _database(_settings()) as database:
        with database.transaction() as tx:
            name = errands.find(tx, workspace).name
        if not yes:
            typed = click.prompt(f"This deletes everything of {name}, for good. Type its name to go on", default="")
            if typed.strip() != name:
                raise click.ClickException("That is not its name; nothing was deleted.")
        errands.forget(database, workspace)
    click.echo(
        f"{name} is forgotten; copies you made are yours to delete. A bot that still runs for it would begin anew:"
        " stop it, and remove the app in Slack."
    )


def _settings() -> "Settings":
    """Read the settings and set up the logs; exit 2 with a sentence for each problem."""
    from bot import logs
    from bot.config import BadSettings, read

    try:
        settings = read()
    except BadSettings as bad:
        _complain(bad.problems)
        raise
    logs.set_up(settings.log_level, settings.log_format, secrets=settings.secrets)
    _hide_from_libraries()
    return settings


def _hide_from_libraries() -> None:
    """Take what was read out of the environment: Bolt would read it, too, and set up an OAuth of its own."""
    for name in [name for name in os.environ if name.upper().startswith("SLACK_")]:
        del os.environ[name]


def _complain(problems: "Sequence[str]") -> None:
    if problems:
        click.echo("\n".join(problems), err=True)
        sys.exit(2)


def _process(*, takes_requests: bool, does_work: bool) -> None:
    settings = _settings()
    _complain(settings.missing(listens=takes_requests))
    from bot.run import Process

    process = Process(settings, takes_requests=takes_requests, does_work=does_work)
    process.heed_signals()
    process.run()


@contextmanager
def _database(settings: "Settings") -> "Iterator[Database]":
    from sqlalchemy.exc import DBAPIError

    from bot.db import Database

    database = Database(settings.database_url)
    try:
        yield database
    except DBAPIError as trouble:
        first = str(trouble.orig).strip().splitlines()[0]
        raise click.ClickException(
            f"The database does not do it ({first}). Is it running, and migrated? `python -m bot doctor` knows more."
        ) from trouble
    finally:
        database.close()


@contextmanager
def _app(settings: "Settings") -> "Iterator[App]":
    from bot.app import App

    app = App(settings)
    try:
        yield app
    finally:
        app.close()


def _may_go_back(*, yes: bool) -> bool:
    """Ask whoever sits there before tables are dropped; a script is taken at its word."""
    return yes or not sys.stdin.isatty() or click.confirm("Going back drops what newer tables hold. Go on?", abort=True)


def main() -> None:
    """Run the command line."""
    cli(prog_name="givefirst" if sys.argv[0].endswith("givefirst") else "python -m bot")


if __name__ == "__main__":
    main()
