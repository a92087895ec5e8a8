"""A stand-in for the server of a recording, for tests in Python. Nothing but the standard library."""

import json
import os
import shlex
import signal
import subprocess

from guarded_door import GuardedDoor

# The program itself and not npx, so that a signal reaches it.
UNDERSTUDY = shlex.split(os.environ.get("UNDERSTUDY", "node_modules/.bin/understudy"))


class StandIn:
    """Starts `understudy replay` on a free port, and ends it: `with StandIn(file) as stand_in: …`"""

    def __init__(self, recording, *flags):
        listen = ["--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--json"]
        self._command = [*UNDERSTUDY, "replay", recording, *listen, *flags]
        self.url = None
        self.door = None
        self.report = None
        self.status = None

    def __enter__(self):
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        # The first line says where it listens, as soon as it does, the second where its door is.
        self.url = self._line()["url"]
        admin = self._line()
        self.door = GuardedDoor(admin["url"], admin.get("token") or os.environ["UNDERSTUDY_ADMIN_TOKEN"])
        return self

    def _line(self):
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"understudy ended with status {self._process.wait()}")
        return json.loads(line)

    def __exit__(self, *_):
        # As Ctrl-C does: it lets desktops go, and says what was played.
        self._process.send_signal(signal.SIGINT)
        output, _ = self._process.communicate()
        self.status = self._process.returncode
        self.report = json.loads(output.splitlines()[-1])
