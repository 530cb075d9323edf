"""Run a command that ends when the process that started it does, however that ended.

`python -m flows.lifeline COMMAND...` reads its standard input, which nobody writes to: at its end the starter
is gone, and the whole process group, runs in flight included, goes at once. It must lead a group of its own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from threading import Thread


def _end_with_the_starter() -> None:
    os.read(0, 1)
    os.killpg(0, signal.SIGKILL)


def main() -> None:
    """Run the command of the arguments; its exit code is ours."""
    Thread(target=_end_with_the_starter, daemon=True).start()
    command = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)  # noqa: S603 (our own arguments)
    signal.signal(signal.SIGTERM, lambda *_: command.terminate())
    sys.exit(command.wait())


if __name__ == "__main__":
    main()
