import unittest

from desktop import Desktop
from stand_in import StandIn

TWEET = "/api/v2/me/tweets/01QQQG2MU214P05K"


class TweetTest(unittest.TestCase):
    def test_a_tweet_is_accepted(self):
        with StandIn("recordings/complete-tweet.db", "--strict") as stand_in:
            desktop = Desktop(stand_in.url, "a1")
            desktop.subscribe()
            answer = desktop.ask(TWEET, {"operationName": "Accept"})
            told = desktop.until("Processing")
            self.assertEqual(told["referenceId"], answer["referenceId"])
        self.assertEqual(stand_in.status, 0)

    def test_what_was_not_recorded_is_a_miss(self):
        with StandIn("recordings/complete-tweet.db", "--strict") as stand_in:
            desktop = Desktop(stand_in.url, "a1")
            answer = desktop.ask(TWEET, {"operationName": "Reject"})
            self.assertEqual(answer["nearest"][0]["operation"], "Accept")
        self.assertEqual(stand_in.status, 1)
        self.assertEqual(stand_in.report["misses"][0]["asked"]["operation"], "Reject")


if __name__ == "__main__":
    unittest.main()
