"""Run a module and look 250 times a second what its request threads are at: `python -m bench._sampled MODULE ...`.

Writes `sampled.json` into the working directory when the module ends: {"samples": how many, "inclusive": {function
of ours: samples it was on the stack}, "at": {what was waited for or worked at: samples}}.
"""

import json
import runpy
import sys
import threading
from collections import Counter
from pathlib import Path
from types import CodeType, FrameType

from bench._processes import PROJECT

EVERY = 0.004
OURS = tuple(str(PROJECT / folder) for folder in ("bot", "handlers", "models"))
# What a thread is at, told by the innermost of these on its stack: (file, function).
AT = {
    ("queue.py", "get"): "waiting for a connection",
    ("impl.py", "_do_get"): "waiting for a connection",
    ("default.py", "do_commit"): "commit",
    ("default.py", "do_execute"): "statements in the database",
    ("default.py", "do_executemany"): "statements in the database",
    ("default.py", "do_execute_no_params"): "statements in the database",
    ("default.py", "do_ping"): "asking PostgreSQL whether it is there",
    ("default.py", "do_rollback"): "rollback",
    ("base.py", "exec_driver_sql"): "statements in the database",
}


class Sampler(threading.Thread):
    """Counts what the threads that answer requests are at; `stop` returns what was counted."""

    def __init__(self) -> None:
        super().__init__(name="sampler", daemon=True)
        self._stopping = threading.Event()
        self.samples = 0
        self.inclusive: Counter[str] = Counter()
        self.at: Counter[str] = Counter()

    def run(self) -> None:
        while not self._stopping.wait(EVERY):
            for thread, frame in sys._current_frames().items():
                if thread != self.ident:
                    self._count(frame)

    def stop(self) -> dict[str, object]:
        self._stopping.set()
        self.join()
        return {"samples": self.samples, "inclusive": dict(self.inclusive), "at": dict(self.at)}

    def _count(self, frame: FrameType | None) -> None:
        stack = []
        while frame is not None:
            stack.append(frame.f_code)
            frame = frame.f_back
        ours = {
            f"{Path(code.co_filename).relative_to(PROJECT)}:{code.co_qualname}"
            for code in stack
            if code.co_filename.startswith(OURS)
        }
        if "bot/web.py:Web._slack" not in ours:
            return
        self.samples += 1
        self.inclusive.update(ours)
        self.at[_at(stack)] += 1


def _at(stack: list[CodeType]) -> str:
    for code in stack:
        name = Path(code.co_filename).name, code.co_name
        if name in AT:
            return AT[name]
    return "Python"


def main() -> None:
    sampler = Sampler()
    sampler.start()
    del sys.argv[0]
    try:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    finally:
        Path("sampled.json").write_text(json.dumps(sampler.stop()))


if __name__ == "__main__":
    main()
