"""The unit of the service: systemd understands it, it is shut in, and it fits riskd."""

import configparser
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
UNIT = ROOT / "scripts" / "service" / "riskd.service"
# Exposure times ten, as `systemd-analyze security` calls OK.
EXPOSURE_MAX = 20

ANALYZE = shutil.which("systemd-analyze")
needs_systemd = unittest.skipUnless(ANALYZE, "systemd-analyze is not installed")


def analyze(command, text, name="riskd.service"):
    """Runs systemd-analyze on a unit with programs that exist. Returns exit code and what it says."""
    with tempfile.TemporaryDirectory(prefix="riskd-unit-") as folder:
        file = pathlib.Path(folder) / name
        file.write_text(re.sub(r"/usr/bin/risk\w+", "/bin/true", text))
        done = subprocess.run([ANALYZE, *command, str(file)], capture_output=True, text=True,
                              timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def verify(text, name="riskd.service"):
    return analyze(["verify", "--man=no"], text, name)


def security(text):
    return analyze(["security", "--offline=true", "--no-pager", f"--threshold={EXPOSURE_MAX}"], text)


def seconds(text):
    return int(re.fullmatch(r"(\d+)s", text)[1])


class Unit(unittest.TestCase):

    def setUp(self):
        self.text = UNIT.read_text(encoding="utf-8")
        # Repeated keys: the last one; enough for what is asked here.
        parser = configparser.ConfigParser(strict=False, interpolation=None)
        parser.optionxform = str
        parser.read_string(self.text)
        self.service = parser["Service"]

    @needs_systemd
    def test_systemd_understands_it(self):
        self.assertEqual(verify(self.text), (0, ""))
        _, complaint = verify(self.text.replace("WatchdogSec=", "WatchdogSecond="))
        self.assertIn("WatchdogSecond", complaint)

    @needs_systemd
    def test_it_is_shut_in(self):
        code, said = security(self.text)
        self.assertEqual(code, 0, said)
        code, _ = security(self.text.replace("SystemCallFilter", "# SystemCallFilter"))
        self.assertNotEqual(code, 0, "the threshold notices nothing")

    def test_exit_codes_that_no_restart_mends(self):
        """R-O-7: a wrong command line and a wrong configuration."""
        codes = (ROOT / "apps" / "daemon" / "exit_code.hpp").read_text(encoding="utf-8")
        wanted = [re.search(rf"{name} = (\d+)", codes)[1]
                  for name in ("usage", "configuration_invalid")]
        self.assertEqual(self.service["RestartPreventExitStatus"].split(), wanted)
        self.assertEqual(self.service["Restart"], "always")

    def test_the_end_has_the_time_that_riskd_takes(self):
        """R-G-9: what riskd grants itself, for three logins at least."""
        wire = (ROOT / "apps" / "riskd" / "wire.cpp").read_text(encoding="utf-8")
        actors, broker, journal = (int(re.search(rf"{name}_grace = (\d+)s", wire)[1])
                                   for name in ("actor", "broker", "journal"))
        self.assertGreaterEqual(seconds(self.service["TimeoutStopSec"]),
                                actors + 3 * broker + journal)

    def test_a_start_is_never_given_up(self):
        """A login that fails is tried again, and the broker may be away for long (R-G-1)."""
        self.assertEqual(self.service["TimeoutStartSec"], "infinity")
        self.assertIn("\nStartLimitIntervalSec=0\n", self.text)

    def test_places_are_those_of_the_configuration(self):
        """Each folder that the shipped configuration names is one that the unit makes."""
        configuration = (ROOT / "scripts" / "service" / "riskd.json").read_text(encoding="utf-8")
        for key, base in (("StateDirectory", "/var/lib"), ("LogsDirectory", "/var/log"),
                          ("RuntimeDirectory", "/run")):
            self.assertIn(f'"{base}/{self.service[key].split()[0]}', configuration)
        self.assertIn("riskd-marker", self.service["StateDirectory"].split())
        folder, _, path = self.service["LoadCredential"].partition(":")
        self.assertIn(f'"file:{folder}_api_key"', configuration)
        self.assertEqual(path, "/etc/riskd/credentials")



class Monitor(unittest.TestCase):
    """The units of agents and hubs."""

    UNITS = [UNIT.with_name(f"riskmon-{name}.service") for name in ("agent", "hub")]

    @needs_systemd
    def test_systemd_understands_them(self):
        for unit in self.UNITS:
            self.assertEqual(verify(unit.read_text(encoding="utf-8"), unit.name), (0, ""), unit.name)

    @needs_systemd
    def test_they_are_shut_in(self):
        for unit in self.UNITS:
            code, said = security(unit.read_text(encoding="utf-8"))
            self.assertEqual(code, 0, said)

    def test_an_agent_has_no_more_rights_than_a_trader(self):
        text = self.UNITS[0].read_text(encoding="utf-8")
        self.assertIn("\nDynamicUser=yes\nSupplementaryGroups=riskd\n", text)
        self.assertNotIn("riskd-admin", text)


if __name__ == "__main__":
    unittest.main()
