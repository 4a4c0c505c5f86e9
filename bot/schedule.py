"""What happens without anybody pressing anything: one table, and the clock that runs it.

APScheduler is only the clock. Every replica runs every job, because each job claims the rows it works on; two at
once do no harm. Times of people (waves, nudges, digests) are rows with a due time, never entries here.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from apscheduler.schedulers.background import BackgroundScheduler
from prometheus_client import Histogram
from sqlalchemy.exc import OperationalError

from bot import clock, wake
from bot.db import in_background
from bot.sender import Sender

log = logging.getLogger(__name__)

Job = Callable[[datetime], int]
TOOK = Histogram("givefirst_job_seconds", "Seconds a job took", ("job",))
# A clock that has not ticked for so long is broken.
LONGEST_SILENCE = 180.0


@dataclass(frozen=True, slots=True)
class Every:
    """Run `do` every so many seconds; with `soon`, also at once when something was promised."""

    seconds: int
    name: str
    do: Job
    soon: bool = False


class Runner:
    """Runs the table and the sender in the background until stopped."""

    def __init__(self, jobs: Sequence[Every], sender: Sender) -> None:
        self.jobs = jobs
        self.sender = sender
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._scheduler: BackgroundScheduler | None = None
        self._ticked_at = time.monotonic()

    def start(self) -> None:
        """Start the clock and the two loops: one for prompt jobs, one for deliveries."""
        self._scheduler = BackgroundScheduler(timezone="UTC")
        for job in self.jobs:
            if not job.soon:
                self._scheduler.add_job(
                    self.run,
                    "interval",
                    (job,),
                    seconds=job.seconds,
                    id=job.name,
                    coalesce=True,
                    max_instances=1,
                    misfire_grace_time=None,
                )
        self._scheduler.add_job(
            self._tick, "interval", seconds=30, coalesce=True, max_instances=1, misfire_grace_time=None
        )
        self._scheduler.start()
        try:
            self.sender.relieve_the_dead()
        except OperationalError as trouble:
            log.warning("messages of a dead process wait for their leases: %s", type(trouble).__name__)
        for work in (self._promptly, self._deliver, self._catch_up):
            thread = threading.Thread(target=work, name=work.__name__.strip("_"), daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Begin nothing new, finish what is in flight."""
        self._stopping.set()
        wake.up()
        if self._scheduler:
            self._scheduler.shutdown(wait=True)
        for thread in self._threads:
            thread.join(timeout=30)
        self.sender.stop()

    def trouble(self) -> str:
        """Say what is wrong with the clock; empty when all is well."""
        if self._scheduler and time.monotonic() - self._ticked_at > LONGEST_SILENCE:
            return "the clock stands still"
        return ""

    def run(self, job: Every, now: datetime | None = None) -> int:
        """Run one job once; trouble is logged, never raised."""
        try:
            with TOOK.labels(job.name).time(), in_background():
                return job.do(now or clock.now())
        except OperationalError as trouble:
            log.warning("the job %s could not reach the database: %s", job.name, type(trouble).__name__)
        except Exception:
            log.exception("the job %s failed", job.name)
        return 0

    def run_all(self, now: datetime | None = None) -> None:
        """Run every job once, as if its time had come."""
        for job in self.jobs:
            self.run(job, now)

    def _tick(self) -> None:
        self._ticked_at = time.monotonic()

    def _promptly(self) -> None:
        prompt = [job for job in self.jobs if job.soon]
        while not self._stopping.is_set():
            wake.wait_for("jobs", 1.0)
            for job in prompt:
                if not self._stopping.is_set():
                    self.run(job)

    def _catch_up(self) -> None:
        """Do at once what may have fallen due while no process was up."""
        for job in self.jobs:
            if not (job.soon or self._stopping.is_set()):
                self.run(job)

    def _deliver(self) -> None:
        while not self._stopping.is_set():
            try:
                with in_background():
                    begun = self.sender.start_due(clock.now())
            except OperationalError as trouble:
                log.warning("the outbox could not be read: %s", type(trouble).__name__)
                begun = 0
            except Exception:
                log.exception("the outbox could not be read")
                begun = 0
            if not begun:
                wake.wait_for("outbox", 0.25)
