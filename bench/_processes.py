"""The processes that are measured: the bot, a bare Bolt app and a Slack for them to talk to."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PROJECT = Path(__file__).parent.parent
# What `python -m` runs.
BOT = ("bot", "run")
LOOPBACK = "127.0.0.1"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class SlackAt:
    """Where the Slack of a measurement is, and who is in it."""

    api_url: str
    token: str
    secret: str
    team_id: str
    bot_user_id: str
    channel: str
    members: list[str]


class Process:
    """A server that was started; `url` is where it listens."""

    def __init__(self, args: Sequence[str], folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://{LOOPBACK}:{self.port}"
        self.started_at = time.perf_counter()
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))}
        paths = [str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
        own = {"PYTHONPATH": os.pathsep.join(paths), "HOST": LOOPBACK, "PORT": str(self.port), "LOG_LEVEL": "ERROR"}
        # In a folder of its own, so that no .env of the project has a say.
        self._process = subprocess.Popen(
            [sys.executable, *args], cwd=folder, env=inherited | own | settings, stdout=subprocess.DEVNULL
        )

    def wait_until_ready(self, path: str = "/readyz", seconds: float = 30) -> float:
        """Return how many seconds after its start it first answered 200; raises RuntimeError when it never does."""
        while time.perf_counter() - self.started_at < seconds:
            self.check_alive()
            try:
                with urlopen(self.url + path, timeout=5):
                    return time.perf_counter() - self.started_at
            except (URLError, OSError):
                time.sleep(0.01)
        raise RuntimeError(f"{self._process.args!r} never became ready")

    def check_alive(self) -> None:
        """Raise RuntimeError when it ended by itself."""
        if self._process.poll() is not None:
            raise RuntimeError(f"{self._process.args!r} ended with status {self._process.returncode}")

    def cpu_seconds(self) -> float:
        """Return how much processor time it has used."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def resident_megabytes(self, *, peak: bool = False) -> float:
        """Return how much memory it holds, or held at most."""
        name = "VmHWM:" if peak else "VmRSS:"
        status = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith(name))

    def pause(self) -> None:
        """Let it do nothing until go_on()."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it run again."""
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it the way an operator would."""
        self._process.terminate()
        self.go_on()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def slack(folder: Path, members: int) -> Iterator[SlackAt]:
    """Yield a Slack workspace with so many members, in a process of its own."""
    said = folder / "slack.json"
    process = Process(("-m", "bench._slack", str(members), str(said)), folder)
    try:
        while not said.exists():
            process.check_alive()
            time.sleep(0.05)
        yield SlackAt(**json.loads(said.read_text()))
    finally:
        process.stop()
        said.unlink(missing_ok=True)


@contextmanager
def bare(folder: Path, at: SlackAt) -> Iterator[Process]:
    """Yield a Bolt app that only acknowledges, behind the same guard and the same server."""
    with _running(("-m", "bench._bare"), folder, SLACK_SIGNING_SECRET=at.secret) as process:
        yield process


@contextmanager
def bot(folder: Path, at: SlackAt, database_url: str, *through: str) -> Iterator[Process]:
    """Yield the bot as `python -m bot run` starts it; `through` is a module of ours that runs it and looks on."""
    with _running(
        ("-m", *through, *BOT),
        folder,
        DATABASE_URL=database_url,
        SLACK_API_URL=at.api_url,
        SLACK_BOT_TOKEN=at.token,
        SLACK_SIGNING_SECRET=at.secret,
    ) as process:
        yield process


@contextmanager
def _running(args: Sequence[str], folder: Path, **settings: str) -> Iterator[Process]:
    process = Process(args, folder, **settings)
    try:
        yield process
    finally:
        process.stop()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
