#!/usr/bin/env python3
"""Shows whether the time from a breach to the enforcing request moves when somebody watches.

Real programs, and nothing here asserts a time. It fails for a breach that was not reduced, more or fewer
requests than breaches, an alert of riskd, or a scene that was not what it says.

Usage: watched.py [--breaches N] [--quick] [--json]
"""

import argparse
import collections
import contextlib
import datetime
import http.client
import json
import os
import pathlib
import random
import re
import socket
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "monitor"))

from fleet import BINARIES, Agent, Certificates, Hub  # noqa: E402  Finds the other modules as well.
from stage.daemon import Daemon, login  # noqa: E402
from stage.simulator import STILL_MARKET, Simulator  # noqa: E402
from stage.waiting import until  # noqa: E402

USER = ("trader", "secret-key-of-trader")
ACCOUNT, CONTRACT, LIMIT = "PRAC-1", "MNQ", 1
RESULT, PROOF = "enforcement.result", "enforcement.verified"
COMMANDS = ("/place", "/cancel", "/modify", "closecontract")

#: Breaches of one turn, and their time: what is not proven within five seconds raises an alert.
TURN, BURST_SECONDS = 10, 2.5

#: Seconds from one breach to the next, not in step with the stream, and after somebody came.
DISTANCE, SETTLING = (0.05, 0.15), 1.0

#: Of the 190 calls that riskd makes within a minute at most (R-F-14).
CALLS_MAX, MINUTE = 185, datetime.timedelta(seconds=61)

METHOD = f"""\
  one account may hold 1 contract (RULE-001, no lock) and buys a second one again and again, {DISTANCE[0]} to
  {DISTANCE[1]} s apart; still market, plain loopback, log INFO; scenes in turns, at most {TURN} breaches each
  time    to_wire_us of enforcement.result in riskd's log: from the adapter having read the frame of the event
          on which the account was judged, to the adapter learning that the kernel took the whole request
  ratios  to nobody watches of the same run; rounds: p10..p90 of the medians and ratios of the rounds"""


class Siege:
    """Clients of the local API that mean no good, until it ends."""

    CRUDE_PAUSE, CURIOUS_PAUSE, SILENCE = 0.02, 0.004, 8  # Seconds; riskd cuts off after ten.
    GARBAGE = (b"\x00\xff" * 500, b"GET / HTTP/1.1\r\nX: " + b"y" * 9000, b"GET /v1/sta",
               b"POST /v1/selftest HTTP/1.1\r\nHost: riskd\r\nContent-Length: 99999999\r\n\r\n")
    REQUESTS = (*[("GET", "/v1/status")] * 5, ("GET", "/v1/metrics"), ("GET", "/v1/history/log"),
                ("GET", "/v1/nothing"), ("POST", "/v1/unlock"), ("DELETE", "/v1/locks"))

    def __init__(self, path):
        self._path = str(path)
        self._over = threading.Event()
        self._told = collections.Counter()
        deeds = 8 * [self._take_no_events] + 4 * [self._take_no_answers, self._send_garbage, self._ask]
        self._threads = [threading.Thread(target=self._repeat, args=[each]) for each in deeds]
        for each in self._threads:
            each.start()

    def end(self):
        """Returns what they did."""
        self._over.set()
        for each in self._threads:
            each.join()
        return self._told

    def _repeat(self, deed):
        while not self._over.wait(self.CRUDE_PAUSE):
            with (contextlib.suppress(OSError, http.client.HTTPException),
                  socket.socket(socket.AF_UNIX) as peer):
                peer.settimeout(5)
                peer.connect(self._path)
                deed(peer)

    def _take_no_events(self, peer):
        peer.sendall(b"GET /v1/stream HTTP/1.1\r\nHost: riskd\r\n\r\n")
        # A look takes nothing.
        self._told.update(streams=b" 200 OK" in peer.recv(64, socket.MSG_PEEK))
        self._over.wait(self.SILENCE)

    def _take_no_answers(self, peer):
        peer.settimeout(0.5)
        try:
            peer.sendall(b"GET /v1/status HTTP/1.1\r\nHost: riskd\r\n\r\n" * 20_000)
        except TimeoutError:
            self._told.update(full=1)
        self._over.wait(self.SILENCE)

    def _send_garbage(self, peer):
        peer.sendall(random.choice(self.GARBAGE))
        peer.shutdown(socket.SHUT_WR)
        self._told.update(garbage=1, refused=peer.recv(64).startswith(b"HTTP/1.1 4"))

    def _ask(self, peer):
        line = http.client.HTTPConnection("riskd")
        line.sock = peer
        while not self._over.wait(self.CURIOUS_PAUSE) and line.sock:
            line.request(*random.choice(self.REQUESTS))
            line.getresponse().read()
            self._told.update(requests=1)


class Stage:
    """Gateway, riskd, the trader, and whoever watches."""

    def __init__(self, folder, ending):
        self.simulator = Simulator(BINARIES, folder, [USER], [(USER[0], ACCOUNT, 50000)], STILL_MARKET)
        ending.callback(self.simulator.quit)
        self.daemon = Daemon(BINARIES, folder / "riskd", {
            "gateway": login(self.simulator, USER[0]), "accounts": [{"name": ACCOUNT}],
            "rules": {"max_contracts": {"limit": LIMIT}},
            # The account stands at its limit all the time.
            "alerts": {"warn_at_percent": []},
            "logging": {"dir": str(folder / "riskd" / "logs"), "level": "INFO"}}, [USER]).start()
        ending.callback(self.daemon.terminate)
        self.daemon.wait_protected(ACCOUNT)
        authority = Certificates(folder / "authority")
        authority.make("hub", "hub")
        authority.make("desk", "agent")
        self.hub = Hub(folder / "hub", *authority.options("hub")).start("--listen", "127.0.0.1:0")
        ending.callback(lambda: (self.hub.program.proceed(), self.hub.terminate()))
        self.agent = Agent(
            folder / "agent", self.daemon.socket, "--hub", f"127.0.0.1:{self.hub.agents_port()}",
            "--hub-name", "hub", *authority.options("desk"))
        self.hub.program.pause()
        self.breaches, self.told = 0, collections.Counter()
        self.simulator.buy(ACCOUNT, CONTRACT, LIMIT)

    def play(self, scene, count):
        """So many breaches, the last of them proven. Returns what their requests took."""
        known = self.breaches
        until(self.has_budget, "there is room in the budget of calls", 120, 1.0)
        with scene(self):
            time.sleep(SETTLING)
            while self.breaches < known + count:
                stop = time.monotonic() + BURST_SECONDS
                while self.breaches < known + count and time.monotonic() < stop:
                    self.breach()
                until(lambda: self.logged(RESULT, PROOF)[-1]["event"] == PROOF, "that is proven")
        return [each["to_wire_us"] for each in self.check()[known:]]

    def breach(self):
        self.breaches += 1
        self.simulator.buy(ACCOUNT, CONTRACT, 1)
        time.sleep(random.uniform(*DISTANCE))
        until(lambda: len(self.logged(RESULT)) >= self.breaches, f"breach {self.breaches} reduced")

    def logged(self, *events):
        """Fails if there was an alert."""
        records = self.daemon.log()
        if alerts := [each["code"] for each in records if each["event"] == "alert.raised"]:
            raise AssertionError(f"riskd raised {', '.join(alerts)}")
        return [each for each in records if each["event"] in events]

    def check(self):
        """Returns how all requests ended."""
        calls, results = self.simulator.state()["calls"], self.logged(RESULT)
        requests = sum(calls[path] for path in calls if path.endswith(COMMANDS))
        if not requests == len(results) == self.breaches:
            raise AssertionError(f"{requests} requests with {len(results)} results for "
                                 f"{self.breaches} breaches")
        if any(each["outcome"] != "accepted" for each in results):
            raise AssertionError("a request was not accepted")
        if (held := sum(self.simulator.positions(ACCOUNT).values())) != LIMIT:
            raise AssertionError(f"the account holds {held} in place of {LIMIT}")
        return results

    def has_budget(self):
        begin = (datetime.datetime.now(datetime.timezone.utc) - MINUTE).isoformat()
        return sum(each["at"] > begin for each in self.simulator.calls()) + 3 * TURN <= CALLS_MAX

    @contextlib.contextmanager
    def attached(self, is_stopped=False):
        self.hub.program.proceed()
        links = len(self.agent.log("fleet.attached"))
        self.agent.start()
        try:
            until(lambda: len(self.agent.log("fleet.attached")) > links, "the agent is attached")
            self.hub.wait_look("desk", ACCOUNT, "protected")
            if is_stopped:
                self.agent.program.pause()
            yield
            status = pathlib.Path(f"/proc/{self.agent.program.pid}/status").read_text()
            if is_stopped != ("T (stopped)" in status):
                raise AssertionError("the agent was not as it should be")
            if not is_stopped:
                until(lambda: self.hub.account("desk", ACCOUNT)["realized"]
                      == self.daemon.account(ACCOUNT)["realized"], "the hub knows of the breaches")
        finally:
            self.agent.program.proceed()
            self.agent.terminate()
            self.hub.program.pause()

    @contextlib.contextmanager
    def hostile(self):
        siege, begin = Siege(self.daemon.socket), time.monotonic()
        try:
            yield
        finally:
            told = siege.end()
        self.told += told + collections.Counter(seconds=time.monotonic() - begin)
        if not all(told[each] for each in ("streams", "full", "refused", "requests")):
            raise AssertionError(f"the hostile clients got nowhere: {dict(told)}")


ALONE = "nobody watches"
SCENES = {ALONE: lambda _: contextlib.nullcontext(), "agent and hub attached": Stage.attached,
          "agent attached, stopped": lambda stage: stage.attached(is_stopped=True),
          "hostile clients": Stage.hostile}


def percentile(values, percent):
    return sorted(values)[(len(values) * percent + 99) // 100 - 1]


def summarize(rounds):
    """Of each scene its times, beside those of nobody watching."""
    medians = [{name: percentile(each[name], 50) for name in SCENES} for each in rounds]
    out = {name: {"breaches": sum(len(each[name]) for each in rounds)} for name in SCENES}
    for name, told in out.items():
        for share in (50, 90, 99):
            told[f"p{share}_us"] = percentile(sum((each[name] for each in rounds), []), share)
            told[f"p{share}_ratio"] = round(told[f"p{share}_us"] / out[ALONE][f"p{share}_us"], 3)
        for share in (10, 90):
            told[f"rounds_p{share}_us"] = percentile([each[name] for each in medians], share)
            told[f"rounds_p{share}_ratio"] = round(
                percentile([each[name] / each[ALONE] for each in medians], share), 3)
    return out


def measure(folder, wanted, rounds):
    """Plays all scenes in turns. Returns what the hostile clients did within a second."""
    turn = min(TURN, wanted)
    with contextlib.ExitStack() as ending:
        stage = Stage(folder, ending)
        stage.play(SCENES[ALONE], turn)
        for left in range(wanted, 0, -turn):
            print(f"watched: {left} breaches of each scene to go", file=sys.stderr, flush=True)
            rounds.append({name: stage.play(scene, min(turn, left)) for name, scene in SCENES.items()})
        time.sleep(SETTLING)
        stage.check()
        return {name: round(stage.told[name] / stage.told["seconds"]) for name in ("requests", "garbage")}


def describe_machine():
    model = re.search("^model name.*: (.*)", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    return (f"{model[1] if model else 'unknown processor'}, {len(os.sched_getaffinity(0))} cores, "
            f"Linux {os.uname().release}, load {os.getloadavg()[0]:.1f} at the start")


def print_report(result):
    print(f"from a breach to the enforcing request\n  {result['machine']}\nmethod\n{METHOD}\n\n"
          f"{'':<26}breaches   p50 us  p90 us  p99 us    ratios             rounds us   ratios")
    for name, each in result["scenes"].items():
        print(f"  {name:<24}{each['breaches']:8} "
              + "".join(f"{each[f'p{share}_us']:8}" for share in (50, 90, 99)) + "  "
              + "".join(f"{each[f'p{share}_ratio']:6.2f}" for share in (50, 90, 99))
              + "{rounds_p10_us:8}..{rounds_p90_us:<6}{rounds_p10_ratio:5.2f}..{rounds_p90_ratio:.2f}"
              .format(**each))
    print(f"\n  hostile clients, a second: {result['hostile_per_second']}")
    print("".join(f"WRONG: {each}\n" for each in result["wrong"]), end="")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--breaches", type=int, metavar="N", default=140,
                        help="of each scene (default: 140, five minutes)")
    parser.add_argument("--quick", action="store_const", const=20, dest="breaches",
                        help="20 breaches of each scene")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    wanted = parser.parse_args()
    if wanted.breaches < 1:
        parser.error("not a number of breaches")
    rounds, result = [], {"machine": describe_machine(), "method": METHOD.split("\n"), "scenes": {},
                          "hostile_per_second": {}, "wrong": []}
    try:
        with tempfile.TemporaryDirectory(prefix="riskd-watched-") as scratch:
            result["hostile_per_second"] = measure(pathlib.Path(scratch), wanted.breaches, rounds)
    except (AssertionError, OSError) as problem:
        result["wrong"].append(str(problem))
    result["scenes"] = summarize(rounds) if rounds else {}
    print(json.dumps(result)) if wanted.json else print_report(result)
    return 1 if result["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
