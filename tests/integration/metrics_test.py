"""A real Prometheus reads a real riskd, with the rules and the dashboard that are shipped."""

import json
import pathlib
import re
import shutil
import socket
import subprocess
import unittest
import urllib.error
import urllib.request

from stage_case import ROOT, StageCase
from stage.program import Program
from stage.waiting import until

SHIPPED = ROOT / "docs" / "monitoring"


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def tool(name):
    found = shutil.which(name)
    if not found:
        raise unittest.SkipTest(f"SKIPPED: {name} is not installed; scripts/setup does that")
    return found


def status_of(url, data=None):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=data), timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


class Metrics(StageCase):

    def setUp(self):
        self.port = free_port()
        super().setUp()
        self.url = f"http://127.0.0.1:{self.port}"

    def configuration(self):
        return {**super().configuration(), "metrics": {"tcp_port": self.port}}

    def families(self):
        status, text = status_of(self.url + "/v1/metrics")
        self.assertEqual(status, 200)
        return text, set(re.findall(r"^# TYPE (\w+) ", text, re.MULTILINE))

    def test_port_has_metrics_only(self):
        """R-O-2: whoever may connect to the port reads figures, and nothing else."""
        self.start()
        text, _ = self.families()
        self.assertIn('riskd_account_state{account="PRAC-1",state="PROTECTED"} 1', text)
        self.assertEqual(status_of(self.url + "/v1/status")[0], 404)
        self.assertEqual(status_of(self.url + "/v1/metrics", b"{}")[0], 405)
        self.assertEqual(status_of(self.url + "/v1/config/reload", b"{}")[0], 404)
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        until(lambda: 'riskd_lock_active{account="PRAC-1",rule="RULE-003"} 1'
              in self.families()[0], "the lock is told")

    def test_what_riskd_does_is_measured(self):
        """Steps, decisions, commits and calls are counted where they happen."""
        self.start()
        before = self.values()
        self.lose("PRAC-1", 600)
        self.wait_lock("PRAC-1", "RULE-003")
        self.wait_flat("PRAC-1")
        until(lambda: self.values()["riskd_decision_seconds_count"] >= 1, "a decision is counted")
        after = self.values()
        for name in ("riskd_step_seconds_count", "riskd_journal_commit_seconds_count"):
            self.assertGreater(after[name], before[name], name)
        for kind in ("command", "query"):
            calls = f'riskd_gateway_calls_total{{gateway="gateway",kind="{kind}"}}'
            self.assertGreaterEqual(after[calls], 1, kind)
        self.assertEqual(after['riskd_step_seconds_bucket{le="+Inf"}'],
                         after["riskd_step_seconds_count"])
        self.assertGreater(after["riskd_step_seconds_sum"], 0)
        self.assertEqual(after['riskd_actors_replaced_total{actor="gateway"}'], 0)

    def values(self):
        text, _ = self.families()
        pairs = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, value in pairs}

    def test_port_that_is_taken_is_no_start(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", self.port))
            taken.listen()
            answer = self.daemon.run()
        self.assertEqual(answer.returncode, 1)
        self.assertIn(f"metrics.tcp_port {self.port}", answer.stderr)

    def test_text_is_as_prometheus_wants_it(self):
        promtool = tool("promtool")
        self.start()
        text, _ = self.families()
        checked = subprocess.run([promtool, "check", "metrics"], input=text, text=True,
                                 capture_output=True, check=False)
        self.assertEqual((checked.returncode, checked.stdout, checked.stderr), (0, "", ""))
        rules = subprocess.run([promtool, "check", "rules", SHIPPED / "riskd-alerts.yml"],
                               text=True, capture_output=True, check=False)
        self.assertEqual(rules.returncode, 0, rules.stdout + rules.stderr)

    def test_dashboard_and_rules_ask_for_what_exists(self):
        self.start()
        _, families = self.families()
        dashboard = json.loads((SHIPPED / "riskd-dashboard.json").read_text())
        asked = json.dumps(dashboard["panels"]) + (SHIPPED / "riskd-alerts.yml").read_text()
        wanted = set(re.findall(r"\briskd_\w+", asked))
        self.assertGreater(len(wanted), 10)
        self.assertLessEqual(wanted, families)
        told = set(re.findall(r"`(riskd_\w+)`", (SHIPPED / "README.md").read_text()))
        self.assertEqual(told, families)

    def test_prometheus_scrapes_and_alerts(self):
        prometheus = tool("prometheus")
        self.start()
        folder = self.folder / "prometheus"
        folder.mkdir()
        shutil.copy(SHIPPED / "riskd-alerts.yml", folder)
        plan = (SHIPPED / "prometheus.yml").read_text()
        plan = plan.replace("127.0.0.1:9464", f"127.0.0.1:{self.port}").replace("5s", "1s")
        (folder / "prometheus.yml").write_text(plan)
        port = free_port()
        watcher = Program([prometheus, "--config.file", folder / "prometheus.yml",
                           "--storage.tsdb.path", folder / "data",
                           "--web.listen-address", f"127.0.0.1:{port}"],
                          self.folder / "prometheus.err")
        self.addCleanup(watcher.terminate)
        server = f"http://127.0.0.1:{port}/api/v1"

        def value_of(query):
            try:
                status, text = status_of(f"{server}/query?query={query}")
            except (urllib.error.URLError, ConnectionError):
                return None
            found = json.loads(text)["data"]["result"] if status == 200 else []
            return found[0]["value"][1] if found else None

        until(lambda: value_of("riskd_healthy") == "1", "the scrape", pause=0.3)
        self.assertEqual(value_of("up"), "1")
        self.daemon.kill()

        def silent():
            alerts = json.loads(status_of(f"{server}/alerts")[1])["data"]["alerts"]
            return "RiskdSilent" in {each["labels"]["alertname"] for each in alerts}
        until(silent, "an alert about a riskd that is gone", pause=0.3)


if __name__ == "__main__":
    unittest.main()
