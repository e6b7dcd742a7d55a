"""The Debian packages: what is in them, what they do to a machine and what is left when they are gone.

Installing for real happens only as root where no riskd is and no systemd runs, as in a container.
"""

import grp
import os
import pathlib
import pwd
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("RISKD_BUILD_DIR", ROOT / "build" / "release"))
PROGRAMS = ("riskd", "riskctl", "risksim")
# What the package, its scripts and its service make outside /usr.
PLACES = ("/etc/riskd", "/var/lib/riskd", "/var/lib/riskd-marker", "/var/log/riskd",
          "/lib/systemd/system/riskd.service", "/etc/systemd/system/multi-user.target.wants/riskd.service",
          "/etc/systemd/system/riskd.service", "/etc/riskmon", "/var/lib/private/riskmon-hub",
          "/lib/systemd/system/riskmon-hub.service",
          "/etc/systemd/system/multi-user.target.wants/riskmon-hub.service")
HISTORY = pathlib.Path("/var/lib/private/riskmon-hub")


def run(*words, **options):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=600,
                          check=False, stdin=subprocess.DEVNULL, **options)


def told(done):
    return done.stdout + done.stderr


def make_packages():
    """Packs the build and returns its packages by name, or says why it cannot."""
    missing = [tool for tool in ("dpkg-deb", "dpkg-shlibdeps", "cpack") if shutil.which(tool) is None]
    if missing:
        raise unittest.SkipTest(f"not installed: {', '.join(missing)}")
    done = run("cmake", "--build", BUILD, "--target", "package_files")
    if done.returncode == 0:
        done = run(ROOT / "scripts" / "package", "--no-build", "--build", BUILD)
    if done.returncode != 0:
        raise AssertionError(told(done))
    return {file.name.split("_")[0]: file for file in (ROOT / "build" / "package").glob("*.deb")}


def setUpModule():
    global PACKAGES
    PACKAGES = make_packages()


class Content:
    """What is to be seen of one package without installing it."""

    package = None
    programs = ()

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="riskd-package-")
        cls.addClassCleanup(folder.cleanup)
        cls.root = pathlib.Path(folder.name)
        done = run("dpkg-deb", "--raw-extract", PACKAGES[cls.package], cls.root)
        if done.returncode != 0:
            raise AssertionError(told(done))

    def program(self, name, *words, **options):
        return run(self.root / "usr" / "bin" / name, *words, **options)

    def test_programs_run(self):
        version = re.search(r"project\(riskd VERSION (\S+)",
                            (ROOT / "CMakeLists.txt").read_text(encoding="utf-8"))[1]
        self.assertEqual({file.name for file in (self.root / "usr" / "bin").iterdir()},
                         set(self.programs))
        for name in self.programs:
            done = self.program(name, "--version")
            self.assertEqual((done.returncode, version in done.stdout), (0, True), told(done))
        control = (self.root / "DEBIAN" / "control").read_text(encoding="utf-8")
        self.assertIn(f"Package: {self.package}\n", control)
        self.assertIn(f"\nVersion: {version}-1\n", control)

    def test_nobody_else_can_write(self):
        for path in self.root.rglob("*"):
            if not path.is_symlink():
                self.assertFalse(path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH), path)

    def check_manual(self, *pages):
        for page in pages:
            self.assertTrue((self.root / "usr/share/man" / page).stat().st_size > 200, page)

    def check_completions(self, program):
        for file in (f"bash-completion/completions/{program}", f"zsh/vendor-completions/_{program}",
                     f"fish/vendor_completions.d/{program}.fish"):
            self.assertIn(program, (self.root / "usr/share" / file).read_text(encoding="utf-8"))


class ContentOfRiskd(Content, unittest.TestCase):

    package = "riskd"
    programs = PROGRAMS

    def test_shipped_configuration(self):
        """Good, in shadow mode, and never started without the login: exit code 78."""
        file = self.root / "etc" / "riskd" / "riskd.json"
        done = self.program("riskd", "--config", file, "--check-config")
        self.assertEqual(done.returncode, 0, told(done))
        self.assertIn('"mode": "shadow"', file.read_text(encoding="utf-8"))
        environment = {key: value for key, value in os.environ.items()
                       if key != "CREDENTIALS_DIRECTORY"}
        done = self.program("riskd", "--config", file, cwd=self.root, env=environment)
        self.assertEqual(done.returncode, 78, told(done))
        self.assertIn("/gateway/api_key", told(done))

    def test_manual_completions_and_board(self):
        self.check_manual("man1/riskctl.1.gz", "man1/risksim.1.gz", "man8/riskd.8.gz")
        self.check_completions("riskctl")
        board = self.root / "usr/share/doc/riskd/monitoring"
        self.assertTrue(list(board.glob("*.json")) and list(board.glob("*.yml")), board)


class ContentOfRiskmon(Content, unittest.TestCase):

    package = "riskmon"
    programs = ("riskmon",)

    def test_manual_completions_and_services(self):
        self.check_manual("man8/riskmon.8.gz")
        self.check_completions("riskmon")
        for unit in ("riskmon-agent.service", "riskmon-hub.service"):
            text = (self.root / "lib/systemd/system" / unit).read_text(encoding="utf-8")
            guide = re.search(r"Documentation=file://(\S+)", text)[1]
            self.assertTrue((self.root / guide.lstrip("/")).is_file(), guide)

    def test_the_page_is_found_beside_the_program(self):
        self.assertTrue((self.root / "usr/share/riskmon/page/index.html").is_file())


def reason_not_to_install():
    if os.geteuid() != 0:
        return "not root"
    if pathlib.Path("/run/systemd/system").exists():
        return "systemd runs here"
    for package in PACKAGES:
        if "installed" in run("dpkg-query", "-W", "-f", "${db:Status-Status}", package).stdout:
            return f"{package} is installed"
    there = [place for place in PLACES if os.path.lexists(place)]
    return f"already there: {', '.join(there)}" if there else None


class Machine(unittest.TestCase):

    def setUp(self):
        reason = reason_not_to_install()
        if reason:
            self.skipTest(reason)
        # Knows virtual packages as well; installs nothing.
        plan = run("apt-get", "--simulate", "install", *PACKAGES.values())
        wanted = re.findall(r"^Inst (\S+)", plan.stdout, re.MULTILINE)
        if sorted(wanted) != sorted(PACKAGES):
            self.skipTest(f"packages that are not installed: {wanted or told(plan)}")
        self.users = {entry.pw_name for entry in pwd.getpwall()}
        self.groups = {entry.gr_name for entry in grp.getgrall()}
        self.addCleanup(self.clean)

    def clean(self):
        run("dpkg", "--purge", *PACKAGES)
        for place in ("/var/lib/riskd", "/var/lib/riskd-marker", HISTORY):
            shutil.rmtree(place, ignore_errors=True)
        # What the package keeps on purpose and this machine did not have before.
        if "riskd" not in self.users:
            run("userdel", "riskd")
        for group in ("riskd", "riskd-admin"):
            if group not in self.groups:
                run("groupdel", group)

    def do(self, *words):
        done = run(*words)
        self.assertEqual(done.returncode, 0, told(done))
        return told(done)

    def test_install_upgrade_and_purge(self):
        self.assertIn("not started", self.do("dpkg", "--install", PACKAGES["riskd"]))
        self.assertEqual(pwd.getpwnam("riskd").pw_shell, "/usr/sbin/nologin")
        self.assertEqual(pwd.getpwnam("riskd").pw_gid, grp.getgrnam("riskd").gr_gid)
        self.assertEqual(grp.getgrnam("riskd-admin").gr_mem, [])
        for path, mode, group in (("/etc/riskd", 0o750, "riskd"),
                                  ("/etc/riskd/credentials", 0o700, "root")):
            found = os.stat(path)
            self.assertEqual(stat.S_IMODE(found.st_mode), mode, path)
            self.assertEqual(grp.getgrgid(found.st_gid).gr_name, group, path)
        self.assertEqual(os.path.basename(os.readlink(PLACES[5])), "riskd.service")
        self.assertIn("riskd ", self.do("/usr/bin/riskd", "--version"))

        configuration = pathlib.Path("/etc/riskd/riskd.json")
        mine = configuration.read_text(encoding="utf-8") + "// mine\n"
        configuration.write_text(mine, encoding="utf-8")
        pathlib.Path("/etc/riskd/credentials/api_key").write_text("secret", encoding="utf-8")
        self.do("dpkg", "--install", PACKAGES["riskd"])
        self.assertEqual(configuration.read_text(encoding="utf-8"), mine)

        os.makedirs("/var/lib/riskd")
        pathlib.Path("/var/lib/riskd/audit.ndjson").write_text("{}\n", encoding="utf-8")
        self.do("dpkg", "--remove", "riskd")
        self.assertEqual(configuration.read_text(encoding="utf-8"), mine)
        said = self.do("dpkg", "--purge", "riskd")
        self.assertIn("/var/lib/riskd", said, "the audit is kept, and that is said")
        self.assertTrue(os.path.exists("/var/lib/riskd/audit.ndjson"))
        self.assertEqual([place for place in PLACES if os.path.lexists(place)], ["/var/lib/riskd"])
        for name in PROGRAMS:
            self.assertFalse(os.path.exists(f"/usr/bin/{name}"))

    def test_purge_of_what_never_ran_leaves_nothing(self):
        self.do("dpkg", "--install", PACKAGES["riskd"])
        self.assertNotIn("kept", self.do("dpkg", "--purge", "riskd"))
        self.assertEqual([place for place in PLACES if os.path.lexists(place)], [])

    def test_riskmon_comes_and_goes_without_riskd(self):
        said = self.do("dpkg", "--install", PACKAGES["riskmon"])
        self.assertIn("riskmon hub --local", said)
        self.assertEqual(stat.S_IMODE(os.stat("/etc/riskmon").st_mode), 0o755)
        self.assertFalse(os.path.lexists(PLACES[-1]), "enabled")
        key = pathlib.Path("/etc/riskmon/hub.key")
        key.write_text("secret", encoding="utf-8")
        self.assertNotIn("--local", self.do("dpkg", "--install", PACKAGES["riskmon"]))
        os.makedirs(os.path.dirname(PLACES[-1]), exist_ok=True)
        os.symlink("/lib/systemd/system/riskmon-hub.service", PLACES[-1])
        was_private = HISTORY.parent.exists()
        HISTORY.mkdir(parents=True)
        self.do("dpkg", "--remove", "riskmon")
        self.assertEqual(key.read_text(encoding="utf-8"), "secret")
        self.assertIn(str(HISTORY), self.do("dpkg", "--purge", "riskmon"))
        self.assertEqual([place for place in PLACES if os.path.lexists(place)], [str(HISTORY)])
        HISTORY.rmdir()
        if not was_private:
            HISTORY.parent.rmdir()


class Installer(unittest.TestCase):
    """scripts/install-service, for machines without packages."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="riskd-install-")
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name) / "image"
        if BUILD.parent != ROOT / "build":
            self.skipTest("the build is not below build/")

    def install(self, *words):
        return run(ROOT / "scripts" / "install-service", "--preset", BUILD.name, *words)

    def files(self):
        return {str(path.relative_to(self.root)) for path in self.root.rglob("*") if path.is_file()}

    def test_install_again_and_uninstall(self):
        done = self.install("--root", self.root, "--prefix", "/opt/riskd")
        self.assertEqual(done.returncode, 0, told(done))
        self.assertEqual({f"opt/riskd/bin/{name}" for name in PROGRAMS} - self.files(), set())
        unit = (self.root / "etc/systemd/system/riskd.service").read_text(encoding="utf-8")
        self.assertIn("\nExecStart=/opt/riskd/bin/riskd ", unit)
        self.assertNotIn("/usr/bin/", unit)
        configuration = self.root / "etc/riskd/riskd.json"
        configuration.write_text("mine", encoding="utf-8")
        before = self.files()
        self.assertEqual(self.install("--root", self.root, "--prefix", "/opt/riskd").returncode, 0)
        self.assertEqual(self.files(), before)
        self.assertEqual(configuration.read_text(encoding="utf-8"), "mine")
        done = self.install("--root", self.root, "--prefix", "/opt/riskd", "--uninstall")
        self.assertEqual(done.returncode, 0, told(done))
        self.assertIn("Kept", done.stdout)
        self.assertEqual(self.files(), {"etc/riskd/riskd.json"})

    def test_what_is_refused(self):
        for words, code, text in ((("--prefix", "relative"), 2, "absolute"),
                                  (("--nonsense",), 2, "unknown argument")):
            done = self.install(*words)
            self.assertEqual((done.returncode, text in done.stderr), (code, True), told(done))

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("setpriv"), "needs root and setpriv")
    def test_without_root_nothing_is_changed(self):
        done = run("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
                   ROOT / "scripts" / "install-service", "--preset", BUILD.name)
        self.assertEqual(done.returncode, 1, told(done))
        self.assertIn("run it as root", done.stderr)


if __name__ == "__main__":
    sys.exit(unittest.main())
