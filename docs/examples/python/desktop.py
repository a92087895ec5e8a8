"""Stands for your application in the examples. Nothing but the standard library."""

import base64
import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen


class Desktop:
    """Speaks to the server at a URL, with one session."""

    def __init__(self, url, user):
        self._url = url
        basic = base64.b64encode(f"{user}:any".encode()).decode()
        self._headers = {"Authorization": f"Basic {basic}", "Content-Type": "application/json"}
        self._client_id = None

    def ask(self, path, body):
        request = Request(self._url + path, json.dumps(body).encode(), self._headers)
        try:
            with urlopen(request) as response:
                return json.load(response)
        except HTTPError as error:
            return json.load(error)

    def bayeux(self, channel, **members):
        """One message to the stand-in, which is a Bayeux server; all that comes with its reply."""
        message = {"channel": channel, "clientId": self._client_id, **members}
        return self.ask("/api/v2/notifications", [message])

    def subscribe(self):
        [reply] = self.bayeux("/meta/handshake", version="1.0", supportedConnectionTypes=["long-polling"])
        self._client_id = reply["clientId"]
        self.bayeux("/meta/subscribe", subscription="/v2/me/*")

    def until(self, state):
        """Polls until it is told of this state."""
        while True:
            for message in self.bayeux("/meta/connect", connectionType="long-polling"):
                if message.get("data", {}).get("twitter", {}).get("state") == state:
                    return message["data"]
