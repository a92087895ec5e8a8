import unittest
from threading import Thread

from desktop import Desktop
from guarded_door import DoorError
from stand_in import StandIn

RECORDING = "recordings/complete-tweet.db"
TWEET = "/api/v2/me/tweets/01QQQG2MU214P05K"


class DoorTest(unittest.TestCase):
    def test_a_notification_comes_when_time_says_so(self):
        with StandIn(RECORDING, "--timing", "manual") as stand_in:
            stand_in.door.cast_next("a1")
            desktop = Desktop(stand_in.url, "somebody-new")
            working = Thread(target=lambda: (desktop.subscribe(), desktop.ask(TWEET, {"operationName": "Accept"})))
            working.start()
            call = stand_in.door.wait_for_call(operation="Accept")
            self.assertEqual((call["user"], call["session"], call["status"]), ("somebody-new", 2, None))
            # Its answer and its notifications come as long after it as they were recorded.
            stand_in.door.advance(60_000)
            working.join()
            self.assertEqual(desktop.until("Processing")["messageType"], "TwitterStateChangeMessage")

    def test_a_notification_that_was_never_recorded_reaches_the_desktop(self):
        with StandIn(RECORDING) as stand_in:
            desktop = Desktop(stand_in.url, "a1")
            desktop.subscribe()
            self.assertEqual(stand_in.door.push("/v2/me/tweets", {"twitter": {"state": "Vanished"}}), 1)
            desktop.until("Vanished")
            sent = stand_in.door.wait_for_notification(contains={"twitter": {"state": "Vanished"}})
            self.assertIsNone(sent["notification"])

    def test_what_does_not_come_says_what_came_instead(self):
        with StandIn(RECORDING) as stand_in:
            desktop = Desktop(stand_in.url, "a1")
            desktop.ask(TWEET, {"operationName": "Reject"})
            with self.assertRaises(DoorError) as caught:
                stand_in.door.wait_for_call(operation="Accept", timeout=100)
            self.assertEqual(caught.exception.error, "timeout")
            self.assertIn("differs in operation Reject", str(caught.exception))
            self.assertEqual(stand_in.door.misses()[0]["asked"]["operation"], "Reject")
            stand_in.door.reset()
            self.assertEqual(stand_in.door.misses(), [])


if __name__ == "__main__":
    unittest.main()
