"""Frames that no parser can like, contracts nobody knows, and every recorded payload."""

import json
import os
import pathlib
import re
import unittest

from stage_case import StageCase
from stage.waiting import until

MALFORMED = [
    "{", "}", "[]", "null", "42", '"text"', "\x00\x01\x02", "{\"type\":", "\ufffd" * 40,
    '{"type":1}', '{"type":1,"target":7,"arguments":[]}', '{"type":99}',
    '{"type":1,"target":"GatewayUserTrade"}',
    '{"type":1,"target":"GatewayUserTrade","arguments":[]}',
    '{"type":1,"target":"GatewayUserTrade","arguments":[{"action":0,"data":null}]}',
    '{"type":1,"target":"GatewayUserTrade","arguments":[{"action":0,"data":{"id":"x"}}]}',
    '{"type":1,"target":"GatewayUserPosition","arguments":[{"action":1,"data":{"size":-1e999}}]}',
    '{"type":1,"target":"GatewayQuote","arguments":["CON.F.US.MNQ.Z26",{"lastPrice":"abc"}]}',
    '{"type":1,"target":"Nobody","arguments":[1,2,3]}',
    '{"type":1,"target":"GatewayUserOrder","arguments":' + "[" * 2000 + "]" * 2000 + "}",
    '{"type":1,"target":"GatewayUserOrder","arguments":["' + "x" * 300_000 + '"]}',
]


class BadInput(StageCase):

    def emit(self, record, hub="user"):
        return self.simulator.control("emit", record=record, hub=hub)["connections"]

    def test_malformed_records_are_survived(self):
        """R-E-6: counted, told with an excerpt, state unharmed, connection kept."""
        self.start()
        self.simulator.buy("PRAC-1", "MNQ", 2)
        token = '{"accessToken":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2VjcmV0LXNlY3JldA", broken'
        for record in [*MALFORMED, token]:
            for hub in ("user", "market"):
                self.assertEqual(self.emit(record, hub), 1, record[:80])
        until(lambda: self.daemon.status()["gateways"][0]["frames_rejected"] >= 10,
              "rejections are counted", pause=0.2)
        rejected = self.daemon.log("gateway.frame_rejected")
        self.assertTrue(rejected)
        for each in rejected:
            self.assertLessEqual(len(each["excerpt"]), 210)
        self.assertNotIn("c2VjcmV0LXNlY3JldA", json.dumps(self.daemon.log()))
        self.assertEqual(self.daemon.status()["gateways"][0]["reconnects"], 0)
        self.simulator.buy("PRAC-1", "MNQ", 3)
        self.wait_size("PRAC-1", 3)

    def test_unknown_contract_is_counted_at_once(self):
        """R-E-20: asked for at once, told, counted by its id meanwhile."""
        self.start()
        row = {"id": 77, "accountId": self.id_of("PRAC-1"), "contractId": "CON.F.US.ZZZ.Z26",
               "creationTimestamp": "2026-11-20T15:00:00+00:00", "type": 1, "size": 2,
               "averagePrice": 100.5}
        self.emit(json.dumps({"type": 1, "target": "GatewayUserPosition",
                              "arguments": [{"action": 1, "data": row}]}))
        until(lambda: self.simulator.calls(path="/api/Contract/searchById"), "it is asked for")
        until(lambda: self.daemon.status()["gateways"][0]["unknown_contracts"]
              == ["CON.F.US.ZZZ.Z26"], "status names it", pause=0.2)

    def test_event_of_a_stranger(self):
        """R-E-5: told once, changes nothing."""
        self.start()
        row = {"id": 78, "accountId": 5550001, "contractId": "CON.F.US.MNQ.Z26",
               "creationTimestamp": "2026-11-20T15:00:00+00:00", "type": 1, "size": 9,
               "averagePrice": 21500}
        for _ in range(3):
            self.emit(json.dumps({"type": 1, "target": "GatewayUserPosition",
                                  "arguments": [{"action": 1, "data": row}]}))
        until(lambda: "unknown_account" in self.daemon.alerts(), "an alert", pause=0.2)
        self.assertEqual(self.daemon.alerts().count("unknown_account"), 1)


class Recordings(StageCase):
    """Every payload that was recorded at the venue goes through the whole daemon."""

    recorded_ids = [9000001, 9000002, 9000003, 9000004, 9000005, 9000006]
    accounts = [("trader", f"PRAC-{index}", f"50000:{index}") for index in recorded_ids]
    guarded = [f"PRAC-{index}" for index in recorded_ids]
    rules = {"max_contracts": {"limit": 100}}

    def setUp(self):
        folder = pathlib.Path(os.environ.get("RISKD_RECORDINGS", "")) / "frames"
        file = folder / "signalr-frames-a.jsonl"
        if not file.exists():
            self.skipTest(f"no recordings in {folder}")
        text = file.read_text()
        self.frames = [json.loads(line) for line in text.splitlines()]
        contracts = sorted(set(re.findall(r"CON\.F\.US\.\w+\.\w+", text)))
        self.options = ["--quotes-per-second", "0", "--trades-per-second", "0", "--instant"]
        for contract in contracts:
            self.options += ["--contract", contract]
        super().setUp()

    def test_recorded_frames(self):
        self.start()
        for frame in self.frames:
            answer = self.simulator.control("emit", record=json.dumps(frame["message"]),
                                            hub=frame["hub"])
            self.assertEqual(answer["connections"], 1)
        sent = sum(1 for frame in self.frames if frame["hub"] == "user")

        def all_applied():
            accounts = self.daemon.status()["accounts"]
            return sum(each["events_applied"] for each in accounts) >= sent
        until(all_applied, f"{sent} events of accounts are applied", pause=0.3)
        status = self.daemon.status()
        self.assertEqual(status["gateways"][0]["frames_rejected"], 0)
        self.assertEqual(status["gateways"][0]["reconnects"], 0)
        self.assertEqual(status["gateways"][0]["unknown_contracts"], [])
        self.assertEqual([each["events_quarantined"] for each in status["accounts"]],
                         [0] * len(self.recorded_ids))
        self.daemon.wait_protected(*self.guarded)


if __name__ == "__main__":
    unittest.main()
