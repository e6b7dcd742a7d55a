"""What a process takes of the machine, and what machine that is."""

import os
import platform
import resource

_TICKS = os.sysconf("SC_CLK_TCK")

#: Descriptors of one login in riskd: an event loop has three, the links and calls have the rest.
FILES_OF_A_LOGIN = 16

FILES_OF_NONE = 200


class Process:
    """A running process, by what the kernel says of it."""

    def __init__(self, pid):
        self._folder = f"/proc/{pid}"

    def processor_seconds(self):
        """Of all its threads, since its start."""
        # The name of the program may contain blanks, but ends with the last bracket.
        fields = self._read("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory_kib(self):
        """Resident memory, and the share of it that is its own; None where only root may look."""
        resident = self._number("status", "VmRSS:")
        try:
            return resident, self._number("smaps_rollup", "Pss:")
        except PermissionError:
            return resident, None

    def threads(self):
        return self._number("status", "Threads:")

    def files(self):
        """Open descriptors; None where only root may look."""
        try:
            return len(os.listdir(f"{self._folder}/fd"))
        except PermissionError:
            return None

    def _read(self, name):
        try:
            with open(f"{self._folder}/{name}", encoding="utf-8") as file:
                return file.read()
        except (FileNotFoundError, ProcessLookupError):
            raise AssertionError(f"{self._folder} is gone") from None

    def _number(self, name, key):
        for line in self._read(name).splitlines():
            if line.startswith(key):
                return int(line.split()[1])
        raise AssertionError(f"{self._folder} has ended: there is no {key} in {name}")


def allow_files(logins):
    """Lets the programs that are started have the files they need. Returns what is wrong, or None."""
    wanted = FILES_OF_NONE + FILES_OF_A_LOGIN * logins
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft >= wanted:
        return None
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, max(hard, wanted)))
        return None
    except (ValueError, OSError):
        return (f"{logins} logins need up to {wanted} open files, and this machine allows {hard}: "
                "raise the hard limit (ulimit -Hn)")


class Bystanders:
    """What others do on the machine while we measure."""

    def __init__(self):
        self._busy, self._all = self._ticks()
        self._own = self._own_seconds()

    def share(self):
        """Of all processor time since we began, what went neither into us nor into our children.

        Children count once they have ended.
        """
        busy, everything = self._ticks()
        others = (busy - self._busy) / _TICKS - (self._own_seconds() - self._own)
        return max(0.0, others * _TICKS / max(1, everything - self._all))

    @staticmethod
    def _ticks():
        with open("/proc/stat", encoding="ascii") as file:
            spent = [int(each) for each in file.readline().split()[1:9]]
        # Idle, and waiting for the disk.
        return sum(spent) - spent[3] - spent[4], sum(spent)

    @staticmethod
    def _own_seconds():
        return sum(usage.ru_utime + usage.ru_stime
                   for usage in map(resource.getrusage,
                                    (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def describe_machine():
    return {"processor": _processor(), "cores": len(os.sched_getaffinity(0)),
            "memory_mib": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20,
            "kernel": f"{platform.system()} {platform.release()}",
            "load_at_start": round(os.getloadavg()[0], 1)}


def _processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        return next((line.partition(": ")[2].strip() for line in file
                     if line.startswith("model name")), "unknown")
