"""A stand-in for the server of a recording, for tests in Python. Nothing but the standard library."""

import json
import os
import shlex
import signal
import subprocess

# The program itself and not npx, so that a signal reaches it.
UNDERSTUDY = shlex.split(os.environ.get("UNDERSTUDY", "node_modules/.bin/understudy"))


class StandIn:
    """Starts `understudy replay` on a free port, and ends it: `with StandIn(file) as stand_in: …`"""

    def __init__(self, recording, *flags):
        self._command = [*UNDERSTUDY, "replay", recording, "--listen", "127.0.0.1:0", "--json", *flags]
        self.url = None
        self.report = None
        self.status = None

    def __enter__(self):
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        # The first line says where it listens, as soon as it does; none comes if it could not start.
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"understudy ended with status {self._process.wait()}")
        self.url = json.loads(line)["url"]
        return self

    def __exit__(self, *_):
        # As Ctrl-C does: it lets desktops go, and says what was played.
        self._process.send_signal(signal.SIGINT)
        output, _ = self._process.communicate()
        self.status = self._process.returncode
        self.report = json.loads(output.splitlines()[-1])
