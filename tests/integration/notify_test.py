"""People are told: by every kind of service, batched, routed, again and again; never in the way."""

import json
import unittest

from notify_case import SECRET, NotifyCase
from receiver import Receiver
from stage.waiting import throughout, until


class Notify(NotifyCase):

    def test_every_kind_in_its_own_form(self):
        """A lock reaches five services, each in the form that it documents."""
        got = {kind: self.receiver() for kind in
               ("discord", "telegram", "ntfy", "slack", "webhook")}
        path = f"/{SECRET}"
        self.channel("discord", got["discord"].url(path))
        self.channel("telegram", got["telegram"].url("/?chat_id=-100%3242"), "12:t0ken")
        self.channel("ntfy", got["ntfy"].url(path), "t0ken")
        self.channel("slack", got["slack"].url(path))
        self.channel("webhook", got["webhook"].url(path + "?x=1"), "t0ken")
        self.begin()
        self.lock()
        for kind, each in got.items():
            until(lambda each=each: "Locked by" in each.text(), f"{kind} is told")
        discord = next(x for x in got["discord"].documents() if "Locked" in x["content"])
        self.assertEqual(discord["allowed_mentions"], {"parse": []})
        self.assertIn("PRAC\\-1\\: Locked by RULE\\-003", discord["content"])
        self.assertEqual(got["telegram"].requests[0]["path"], "/bot12:t0ken/sendMessage")
        telegram = next(x for x in got["telegram"].documents() if "Locked" in x["text"])
        self.assertEqual((telegram["chat_id"], telegram["disable_notification"]), ("-100242", False))
        ntfy = next(x for x in got["ntfy"].requests if b"Locked" in x["body"])
        self.assertEqual(ntfy["fields"]["Priority"], "4")
        self.assertEqual(ntfy["fields"]["Authorization"], "Bearer t0ken")
        self.assertIn("[CRITICAL] PRAC-1: Locked by RULE-003 (daily realized loss) until",
                      ntfy["body"].decode())
        slack = next(x for x in got["slack"].documents() if "Locked" in x["text"])
        self.assertEqual(slack["mrkdwn"], False)
        webhook = next(x for x in got["webhook"].documents()
                       if any(y["code"] == "locked" for y in x["notices"]))
        self.assertEqual((webhook["source"], webhook["severity"]), ("riskd", "critical"))
        notice = next(x for x in webhook["notices"] if x["code"] == "locked")
        self.assertEqual((notice["account"], notice["count"]), ("PRAC-1", 1))
        self.assertTrue(notice["local_time"].endswith(" America/Chicago"))
        self.assertEqual(got["webhook"].requests[0]["path"], path + "?x=1")
        for each in got.values():
            self.assertNotIn(str(self.id_of("PRAC-1")), each.text())
        self.assert_no_secret()

    def test_routing_and_bursts(self):
        """Each channel gets its severities; what happens at once is one message."""
        everything, loud = self.receiver(), self.receiver()
        self.channel("webhook", everything.url())
        self.channel("webhook", loud.url(), severities=["critical", "emergency"])
        self.begin()
        self.lose("PRAC-1", 300)
        until(lambda: "limit_warning" in everything.text(), "the warning is told")
        self.assertIn("limit_warning", self.daemon.alerts())
        self.lock()
        until(lambda: "locked" in loud.text(), "the lock is told")
        until(lambda: "locked" in everything.text(), "to both")
        for document in loud.documents():
            for notice in document["notices"]:
                self.assertIn(notice["severity"], ("critical", "emergency"))
        numbers = [x["id"].rsplit("-", 1)[1] for x in everything.documents()]
        self.assertEqual(numbers, [str(i + 1) for i in range(len(numbers))])
        codes = [y["code"] for x in everything.documents() for y in x["notices"]]
        self.assertEqual(codes.count("locked"), 1)
        self.assertEqual(codes.count("limit_warning"), 1)
        self.assertEqual(self.shown(1)["severities"], ["critical", "emergency"])

    def test_a_restart_repeats_no_warning(self):
        """R-O-5: each step of a limit is told once a day, whatever happens to riskd in between."""
        receiver = self.receiver()
        self.channel("webhook", receiver.url(), severities=["warning"])
        audit = self.daemon.folder / "state" / "audit.ndjson"

        def audited():
            return audit.read_text().count("Alert limit_warning: RULE-003")

        self.begin()
        self.lose("PRAC-1", 300)
        until(lambda: "is at 60 %" in receiver.text(), "the first step is told")
        until(lambda: audited() == 1, "it is on disk")
        self.daemon.kill()
        self.start()
        self.lose("PRAC-1", 60)
        until(lambda: "is at 72 %" in receiver.text(), "the second step is told")
        texts = [y["text"] for x in receiver.documents() for y in x["notices"]
                 if y["code"] == "limit_warning"]
        self.assertEqual(len(texts), 2, texts)
        self.assertEqual(audited(), 2)

    def test_a_failing_receiver_is_tried_again(self):
        """500, 429 with a pause, and then it arrives, the same message each time."""
        receiver = self.receiver((500, {}, b"oh"), (429, {"Retry-After": "2"}, b""),
                                 (200, {}, b""))
        self.channel("webhook", receiver.url(f"/{SECRET}"), severities=["critical"])
        self.begin()
        self.lock()
        until(lambda: receiver.count() >= 3, "it was tried three times")
        first, second, third = receiver.documents()[:3]
        self.assertEqual((first, second), (second, third))
        until(lambda: self.shown()["delivered"] == 1, "it is shown as delivered")
        shown = self.shown()
        self.assertEqual((shown["failures"], shown["given_up"], shown["last_error"]), (2, 0, ""))
        self.assertIsNotNone(shown["last_success"])
        self.assertEqual([x["level"] for x in self.daemon.log("notify.failing")], ["WARN"])
        self.assertEqual(len(self.daemon.log("notify.recovered")), 1)
        self.assert_no_secret()

    def test_what_is_refused_is_given_up(self):
        """A dead letter is counted, logged and shown; the address is in none of it."""
        receiver = self.receiver((404, {}, f"Cannot POST /{SECRET}".encode()))
        self.channel("slack", receiver.url(f"/{SECRET}"), severities=["critical"])
        self.begin()
        self.lock()
        until(lambda: self.shown()["given_up"] == 1, "it is given up")
        shown = self.shown()
        self.assertEqual(shown["last_error"], "HTTP 404: is the url right?")
        self.assertEqual([(x["code"], x["name"]) for x in shown["latest_given_up"]],
                         [("locked", "PRAC-1")])
        self.assertEqual([x["notices"] for x in self.daemon.log("notify.given_up")], [1])
        self.assertIn("channel 1 (slack) do not arrive: HTTP 404",
                      self.daemon.riskctl("status").stdout)
        self.assertEqual(self.daemon.riskctl("notify", "test").returncode, 1)
        self.assert_no_secret()

    def test_a_closed_receiver_is_tried_until_it_opens(self):
        """Nobody listens: shown as waiting, tried later and later, and riskd ends all the same."""
        receiver = Receiver()
        receiver.close()
        self.channel("ntfy", receiver.url(f"/{SECRET}"), severities=["critical"])
        self.begin()
        self.lock()
        until(lambda: self.shown()["failures"] >= 2, "it was tried twice")
        shown = self.shown()
        self.assertEqual((shown["waiting"], shown["given_up"]), (1, 0))
        self.assertIn("connect", shown["last_error"])
        self.assertNotIn("127.0.0.1", shown["last_error"])
        self.assertEqual(self.daemon.terminate(), 0)

    def test_nothing_waits_for_a_receiver_that_hangs(self):
        """R-F-9: the account is flat and locked while its receivers say nothing."""
        receiver = self.receiver()
        receiver.hang()
        self.channel("webhook", receiver.url())
        self.beat(receiver.url("/beat"))
        self.begin()
        self.lose("PRAC-1", 300)
        until(lambda: any("limit_warning" in body for body in receiver.bodies()),
              "the receiver has a message and does not answer")
        self.simulator.buy("PRAC-1", "MNQ", 1)
        self.lose("PRAC-1", 300)
        self.wait_lock("PRAC-1", "RULE-003")
        self.wait_flat("PRAC-1")
        self.simulator.buy("PRAC-1", "MNQ", 1)
        self.wait_flat("PRAC-1")
        self.assertEqual(self.shown()["delivered"], 0)
        self.assertNotIn("locked", receiver.text())

    def test_the_heartbeat_stops_with_what_it_stands_for(self):
        """It comes while riskd is READY, and not while a hub is down."""
        receiver = self.receiver()
        self.beat(receiver.url(f"/{SECRET}?a=b"))
        self.begin()
        until(lambda: receiver.count() == 1, "the heart beats")
        request = receiver.requests[0]
        self.assertEqual((request["method"], request["path"]), ("GET", f"/{SECRET}?a=b"))
        until(lambda: self.told()["heartbeat"]["delivered"] == 1, "it is shown")
        self.assertTrue(self.told()["heartbeat"]["beating"])
        self.simulator.fault("hub", hub="user", action="drop", refuse_ms=600000)
        until(lambda: not self.told()["heartbeat"]["beating"], "it is withheld")
        before = receiver.count()
        throughout(lambda: receiver.count() == before, "nobody is called", 35)
        self.simulator.clear_faults()
        until(lambda: receiver.count() > before, "the heart beats again")
        self.assert_no_secret()

    def test_test_messages_and_unusable_channels(self):
        """`riskctl notify test` says of each channel whether it was reached; a bad one harms none."""
        receiver = self.receiver()
        self.channel("ntfy", receiver.url("/topic"), severities=["emergency"])
        self.channel("telegram", receiver.url(f"/bot{SECRET}/sendMessage"))
        self.channel("webhook", f"ftp://{SECRET}")
        self.begin()
        answer = self.daemon.riskctl("notify", "test")
        self.assertEqual(answer.returncode, 1, answer.stderr)
        lines = answer.stdout.splitlines()
        self.assertEqual(lines[0], "channel 1, ntfy: delivered")
        self.assertTrue(lines[1].startswith("channel 2, telegram: NOT DELIVERED (its url"), lines)
        self.assertTrue(lines[2].startswith("channel 3, webhook: NOT DELIVERED (its url"), lines)
        self.assertIn("This is a test", receiver.text())
        self.assertEqual([x["usable"] for x in self.told()["channels"]], [True, False, False])
        told = json.loads(self.daemon.riskctl("notify", "test", "--json").stdout)
        self.assertEqual([x["state"] for x in told["channels"]], ["delivered", "failed", "failed"])
        self.assertIn("channel 3 (webhook) do not arrive", self.daemon.riskctl("status").stdout)
        audit = (self.daemon.folder / "state" / "audit.ndjson")
        until(lambda: "Test messages asked for by" in audit.read_text(), "it is audited")
        self.assert_no_secret()

    def test_nobody_to_tell(self):
        """Without channels the test says so, and limits are announced in status all the same."""
        self.begin()
        answer = self.daemon.riskctl("notify", "test")
        self.assertEqual(answer.returncode, 1)
        self.assertIn("notifications.channels is empty", answer.stderr)
        self.lose("PRAC-1", 300)
        until(lambda: "limit_warning" in self.daemon.alerts(), "the limit is announced")

    def test_a_reload_leaves_it_for_the_next_start(self):
        """docs/CONFIG.md: what no rule reads waits for the next start, and says so."""
        first, second = self.receiver(), self.receiver()
        self.channel("webhook", first.url())
        self.secrets["URL_1"] = second.url()
        self.begin()
        self.channels[0]["url"] = "${URL_1}"
        self.daemon.configure(self.configuration())
        answer = json.loads(self.daemon.riskctl("config", "reload", "--json").stdout)
        self.assertEqual(answer["after_restart"], ["notifications"])
        self.assertEqual(self.daemon.riskctl("notify", "test").returncode, 0)
        self.assertEqual((first.count() > 0, second.count()), (True, 0))
        self.assertEqual(self.daemon.terminate(), 0)
        self.start()
        self.assertEqual(self.daemon.riskctl("notify", "test").returncode, 0)
        self.assertIn("This is a test", second.text())


if __name__ == "__main__":
    unittest.main()
