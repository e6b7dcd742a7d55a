"""One soak run: stage, warm-up, load with faults, calm, comparison."""

import os
import sqlite3
import time
import urllib.parse

from killtest import judge
from killtest.guard import Guard
from killtest.store_files import trades
from stage.simulator import Simulator

from . import verdict
from .disturbances import Disturbances
from .faults import Faults
from .observer import Observer
from .plan import LIMIT
from .traders import Traders

START_PATIENCE = 120.0
SETTLE_PATIENCE = 120.0
PROGRESS_SECONDS = 30.0

class SoakRun:
    """`report` has `progress(text)`, `failures(sentences)` and `row(name, value)`."""

    def __init__(self, binaries, folder, plan, report):
        self.plan = plan
        self._report = report
        self._folder = folder
        self.simulator = Simulator(
            binaries, folder, plan.users,
            [(plan.login_of(name), name, 50000) for name in plan.names], plan.market())
        self.disk = folder / "disk-faults"
        self.daemon = Guard(binaries, folder / "riskd",
                            plan.configuration(self.simulator, folder / "riskd" / "logs"),
                            plan.users)
        self._preload(binaries / "libdisk_faults.so")
        self._state = folder / "riskd" / "state"
        self._disturbances = Disturbances()
        self._observer = Observer(
            self.daemon, urllib.parse.urlsplit(self.simulator.rest).port, self._disturbances)

    def _preload(self, library):
        environment = self.daemon.environment
        environment["LD_PRELOAD"] = str(library)
        environment["RISKD_DISK_FAULTS"] = str(self.disk)
        # It comes before the sanitizer's library, which is no harm.
        options = os.environ.get("ASAN_OPTIONS")
        # Freed memory that the sanitizer keeps back would look like growth.
        own = "verify_asan_link_order=0:quarantine_size_mb=1"
        environment["ASAN_OPTIONS"] = f"{options}:{own}" if options else own

    def run(self):
        """Returns when everything is compared. What went wrong is with the report."""
        try:
            self.daemon.start()
            if missing := self._wait(self._unguarded, START_PATIENCE):
                raise AssertionError("; ".join(missing))
            self._under_load()
            self._settle()
            self._part()
        except (AssertionError, OSError, sqlite3.Error) as problem:
            self._report.failures([f"the stage broke: {problem}"])
        finally:
            self.daemon.hang_up()
            if self.daemon.runs():
                self.daemon.kill()
            self.simulator.quit()

    # The load

    def _under_load(self):
        traders = Traders(self.plan, self.simulator.control_url, lambda: self._observer.locked)
        faults = Faults(self.plan, self, self._disturbances)
        self._observer.start()
        traders.start()
        faults.start()
        begin = time.monotonic()
        next_line = begin + PROGRESS_SECONDS
        try:
            while time.monotonic() - begin < self.plan.seconds:
                self.daemon.require_running()
                for each in (traders.problem, faults.problem):
                    if each:
                        raise AssertionError(each)
                time.sleep(0.5)
                if time.monotonic() >= next_line:
                    next_line += PROGRESS_SECONDS
                    self._tell(time.monotonic() - begin, traders, faults)
        finally:
            faults.stop()
            traders.stop()
            self._observer.stop()
        self._seconds = time.monotonic() - begin
        self._traders, self._faults = traders, faults

    def _tell(self, seconds, traders, faults):
        if not self._observer.samples:
            self._report.progress(f"{seconds:.0f} s: riskd has not answered yet")
            return
        sample = self._observer.samples[-1]
        states = ", ".join(f"{count} {state}"
                           for state, count in sorted(self._observer.states().items()))
        self._report.progress(
            f"{seconds:.0f} s: {len(traders.changes)} changes, {traders.trades} trades, "
            f"{sum(faults.counts.values())} faults, {len(self._observer.locks_seen)} locks; "
            f"{sample.resident / 2**20:.1f} MiB, {sample.files} files, "
            f"{sample.connections} connections, "
            f"{sample.threads} threads; {states}")

    # The comparison

    def _settle(self):
        """Everything is mended and nobody trades: riskd has to come to rest by itself."""
        def unsettled():
            status = self._observer.look()
            if status is None:
                return ["riskd does not answer"]
            books = {each["account"]["name"]: each for each in self.simulator.state()["accounts"]}
            found = list(verdict.unguarded(status, self.plan.names))
            for account in status["accounts"]:
                book = books[account["name"]]
                found += verdict.unlike_books(account, book)
                found += verdict.unsettled(account, book, LIMIT)
            return found
        begin = time.monotonic()
        self._report.failures(self._wait(unsettled, SETTLE_PATIENCE))
        self._report.row("calm after", f"{time.monotonic() - begin:.0f} s")
        self._judge_process()

    def _unguarded(self):
        status = self._observer.look()
        return (["riskd does not answer"] if status is None
                else list(verdict.unguarded(status, self.plan.names)))

    @staticmethod
    def _wait(issues, patience):
        """Looks until there are no issues any more. Returns those that stay."""
        deadline = time.monotonic() + patience
        while (found := issues()) and time.monotonic() < deadline:
            time.sleep(1.0)
        return found

    def _judge_process(self):
        load = [each for each in self._observer.samples if each.at <= self._seconds]
        warm, end = self.plan.warm_up, load[-1].at
        before = verdict.level(load, 0.9 * warm, 1.1 * warm)
        after = verdict.level(load, end - 0.2 * warm, end)
        last = self._observer.samples[-1]
        if self.plan.judges_figures:
            self._report.failures(verdict.grown_memory(before, after))
            self._report.failures(verdict.out_of_date(self._observer.oldest_report,
                                                      self._observer.oldest_comparison))
        files = max(each.files for each in load if 0.9 * warm <= each.at <= 1.1 * warm)
        most = max(each.connections for each in load)
        self._report.failures(verdict.grown_files(files, last.files))
        self._report.failures(verdict.too_many_connections(most, len(self.plan.logins)))
        told = f"{before / 2**20:.1f} / {after / 2**20:.1f} MiB"
        self._report.row("resident memory, warm / end",
                         told if self.plan.judges_figures else told + ", too short to judge")
        self._report.row("open files, warm / most / end",
                         f"{files} / {max(each.files for each in load)} / {last.files}")
        self._report.row("connections, begin / most / end",
                         f"{load[0].connections} / {most} / {last.connections}")
        self._report.row("threads, most / end", f"{max(each.threads for each in load)} / {last.threads}")
        self._report.row("oldest report, comparison",
                         f"{self._observer.oldest_report} s, "
                         f"{self._observer.oldest_comparison} s")

    def _part(self):
        """riskd ends as asked; its store is compared with the venue's books."""
        code = self.daemon.terminate()
        if code != 0:
            self._report.failures([f"riskd ended with {code} when it was asked to"])
        errors = self.daemon.program.errors.read_text(errors="replace")
        if "Sanitizer" in errors or "runtime error" in errors:
            self._report.failures(["a sanitizer found something"])
        books = self.simulator.state()["accounts"]
        self._report.failures(judge.stored_trades(trades(self._state), books))
        self._report.failures(judge.audit_chain((self._state / "audit.ndjson").read_bytes()))
        self._report.failures(verdict.unjustified(
            self._observer.alerts, [each.get("event") for each in self.daemon.log()]))
        self._judge_events(books)

    def _judge_events(self, books):
        database = sqlite3.connect(self._state / "journal.db")
        streamed = database.execute(
            "SELECT count(*) FROM events WHERE source = 'stream'").fetchone()[0]
        rows = database.execute(
            "SELECT json_extract(payload, '$.id'), json_extract(payload, '$.limit_price'), "
            "json_extract(payload, '$.updated'), received FROM events "
            "WHERE source = 'stream' AND kind = 'order'").fetchall()
        database.close()
        applied = {(order, price / 1e10) for order, price, _, _ in rows if price is not None}
        self._report.failures(verdict.missing_changes(
            self._traders.changes, applied, self.plan.login_of, self._disturbances))
        lags = verdict.lags([(at, received) for _, _, at, received in rows if at],
                            self._disturbances.stalls)
        if self.plan.judges_figures:
            self._report.failures(verdict.late(lags))
        rate = streamed / self._seconds
        if rate < self.plan.least_rate:
            self._report.failures([f"only {rate:.0f} events a second were reached"])
        self._tell_load(streamed, rate, lags, books)

    def _tell_load(self, streamed, rate, lags, books):
        median, tail, worst = verdict.spread(lags)
        row = self._report.row
        row("account events from the stream", f"{streamed} ({rate:.0f}/s)")
        row("order changes accepted / refused",
            f"{len(self._traders.changes)} / {self._traders.refused}")
        row("trades in the books", sum(len(each["trades"]) for each in books))
        row("locks", len(self._observer.locks_seen))
        row("lag p50 / p99 / max", f"{1000 * median:.0f} / {1000 * tail:.0f} / "
                                   f"{1000 * worst:.0f} ms")
        row("looks at riskd", self._observer.looks)
        row("longest without protection",
            "{:.0f} s, {}".format(*self._observer.longest_spell))
        for name, count in sorted(self._faults.counts.items()):
            row(f"fault: {name}", count)
        for code, count in sorted(self._observer.alerts.items()):
            row(f"alert: {code}", count)
