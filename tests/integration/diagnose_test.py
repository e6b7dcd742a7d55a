"""riskctl diagnose: with riskd on its own session, without riskd up to the ping."""

import json
import unittest

from stage_case import StageCase

SESSION = ["session", "token", "clock", "user_hub", "market_hub"]
WAY = ["name_lookup", "connect", "tls", "ping"]


class Diagnose(StageCase):

    guarded = ["PRAC-1"]
    witnessed = ["PRAC-1"]

    def diagnose(self, *words):
        shown = self.daemon.riskctl("diagnose", "--json", *words)
        answer = json.loads(shown.stdout)
        self.assertEqual([x["name"] for x in answer["gateways"]], ["gateway"], answer)
        return shown.returncode, {x["check"]: x for x in answer["gateways"][0]["checks"]}

    def test_a_sound_way_passes_on_the_session_of_the_daemon(self):
        """R-O-3, WIRE 4.7: each check by itself; nobody logs in a second time."""
        self.start()
        code, checks = self.diagnose()
        self.assertEqual((code, list(checks)), (0, SESSION + WAY))
        skipped = [name for name, x in checks.items() if x["result"] == "skipped"]
        self.assertEqual(skipped, ["name_lookup", "tls"], checks)
        self.assertEqual([x["result"] for x in checks.values()].count("passed"), 7, checks)
        self.assertGreater(checks["ping"]["took_ms"], 0)
        told = self.daemon.riskctl("diagnose")
        self.assertEqual(told.returncode, 0)
        self.assertIn("market_hub", told.stdout)
        self.assertEqual(self.daemon.status()["gateways"][0]["reconnects"], 0)
        logins = self.daemon.log("gateway.session_opened")
        self.assertEqual(len(logins), 1, "one login, the daemon's own")

    def test_without_riskd_the_way_is_tried_up_to_the_ping(self):
        """R-O-3, R-O-6: exit code 3 all the same, because nothing is protected."""
        bare = self.daemon.riskctl("diagnose")
        self.assertEqual((bare.returncode, bare.stdout),
                         (3, "UNPROTECTED: riskd is not running\n"))
        self.assertIn("--config FILE", bare.stderr)
        file = str(self.daemon.configuration)
        code, checks = self.diagnose("--config", file)
        self.assertEqual((code, list(checks)), (3, WAY))
        self.assertEqual(checks["ping"]["result"], "passed", checks)
        told = self.daemon.riskctl("diagnose", "--config", file)
        self.assertTrue(told.stdout.startswith("UNPROTECTED: riskd is not running\n"), told.stdout)
        nothing = self.daemon.riskctl("diagnose", "--config", str(self.folder / "none.json"))
        self.assertEqual(nothing.returncode, 5, nothing.stderr)

    def test_a_gateway_that_is_gone_is_told(self):
        """R-O-3: what is wrong and where, exit code 1."""
        self.start()
        self.simulator.quit()
        code, checks = self.diagnose()
        self.assertEqual(code, 1)
        self.assertEqual(checks["connect"]["result"], "failed", checks)
        self.assertEqual(checks["ping"]["result"], "skipped", checks)


if __name__ == "__main__":
    unittest.main()
