"""Tells a stand-in what to do, and asks it, through its guarded door. Nothing but the standard library."""

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen


class DoorError(Exception):
    """What was not done, and why; `error` is for programs, for instance `timeout`."""

    def __init__(self, status, error, message, details=()):
        super().__init__("\n".join([message, *details]))
        self.status = status
        self.error = error


class GuardedDoor:
    """What `understudy replay --admin` can do; `docs/admin.openapi.json` has all of it."""

    def __init__(self, url, token):
        self._url = url
        self._token = token

    def cast_next(self, session, **to):
        """Has the next desktop play a recorded session, or one of a user; `user=` says whose desktop."""
        return self._ask("POST", "/v1/casts", session=session, **to)

    def advance(self, ms):
        """Moves time on, with `--timing manual`."""
        self._ask("POST", "/v1/advance", ms=ms)

    def push(self, channel, data, **to):
        """Sends a notification that was not recorded; returns to how many desktops."""
        return self._ask("POST", "/v1/notifications", channel=channel, data=data, **to)["desktops"]

    def wait_for_call(self, timeout=5000, **call):
        return self._ask("POST", "/v1/wait/call", call=call, timeout=timeout)

    def wait_for_notification(self, timeout=5000, **notification):
        return self._ask("POST", "/v1/wait/notification", notification=notification, timeout=timeout)

    def misses(self):
        return self._ask("GET", "/v1/misses")["misses"]

    def reset(self):
        self._ask("POST", "/v1/reset")

    def _ask(self, method, path, **members):
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        body = None if method == "GET" else json.dumps(members).encode()
        try:
            with urlopen(Request(self._url + path, body, headers, method=method)) as response:
                return json.load(response)
        except HTTPError as error:
            with error:
                raise DoorError(error.code, **json.load(error)) from None
