#!/usr/bin/env python3
"""Fails when a folder includes what its layer may not know.

The layers, from the inside: domain, then messages and config, then adapters and actors side by
side, then apps. Usage: check_layers.py [ROOT]
"""

import dataclasses
import pathlib
import re
import sys

from lint import cpp_text, source_tree
from lint.source_tree import Finding


@dataclasses.dataclass(frozen=True)
class Layer:
    """What a folder may include: folders of the repository, and libraries from outside.

    `everything` lifts both limits.
    """

    own: tuple = ()
    outside: tuple = ()
    everything: bool = False


LAYERS = {
    "domain": Layer(own=("domain",)),
    "messages": Layer(own=("domain", "messages"), outside=("CAF core",)),
    "config": Layer(own=("domain", "config"), outside=("nlohmann/json",)),
    "adapters": Layer(
        own=("domain", "config", "adapters"),
        outside=(
            "Boost", "SQLite", "nlohmann/json", "spdlog", "fmt", "OpenSSL", "date", "systemd",
            "ncurses", "CLI11", "POSIX",
        ),
    ),
    "actors": Layer(
        own=("domain", "messages", "config", "adapters/logging", "actors"),
        outside=("CAF core", "CAF network", "spdlog"),
    ),
    "apps": Layer(everything=True),
    "tests": Layer(everything=True),
}

#: Includes that the table forbids and that stand nevertheless, with the reason.
EXCEPTIONS = {
    ("domain/result.hpp", "boost/system/result.hpp"):
        "the vehicle of expected failures, until std::expected",
}

LIBRARIES = (
    (r"caf/(io|openssl)/", "CAF network"),
    (r"caf/", "CAF core"),
    (r"boost/", "Boost"),
    (r"sqlite3(ext)?\.h$", "SQLite"),
    (r"nlohmann/", "nlohmann/json"),
    (r"spdlog/", "spdlog"),
    (r"fmt/", "fmt"),
    (r"openssl/", "OpenSSL"),
    (r"date/", "date"),
    (r"systemd/", "systemd"),
    (r"n?curses(w/|\.h$)", "ncurses"),
    (r"CLI/", "CLI11"),
    (r"(sys|netinet|arpa|net|linux)/|\w+\.h$", "POSIX"),
)

STANDARD = set(
    """
    algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono
    cinttypes climits clocale cmath codecvt compare complex concepts condition_variable coroutine
    csetjmp csignal cstdarg cstddef cstdint cstdio cstdlib cstring ctime cuchar cwchar cwctype deque
    exception execution filesystem format forward_list fstream functional future initializer_list
    iomanip ios iosfwd iostream istream iterator latch limits list locale map memory memory_resource
    mutex new numbers numeric optional ostream queue random ranges ratio regex scoped_allocator
    semaphore set shared_mutex source_location span sstream stack stdexcept stop_token streambuf
    string string_view strstream syncstream system_error thread tuple type_traits typeindex typeinfo
    unordered_map unordered_set utility valarray variant vector version
    """.split()
)

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include\b[ \t]*(?:"([^"\n]*)"|<([^>\n]*)>|(.*))', re.MULTILINE)


def library_of(header):
    """Returns the library that a header belongs to, or None if nobody here knows it."""
    if header in STANDARD:
        return "standard library"
    return next((name for pattern, name in LIBRARIES if re.match(pattern, header)), None)


def judge_own(folder, header):
    """Returns what is wrong with including `header` of this repository, or None."""
    layer = LAYERS[folder]
    if header.split("/")[0] not in LAYERS or "/" not in header or ".." in header.split("/"):
        return f'"{header}" is not a path from the repository root'
    if layer.everything or any(header.startswith(own + "/") for own in layer.own):
        return None
    return f"{folder}/ must not include {header}"


def judge_outside(folder, header):
    """Returns what is wrong with including `header` from outside, or None."""
    layer = LAYERS[folder]
    if header.split("/")[0] in LAYERS and "/" in header:
        return f'a header of the repository is included as "{header}"'
    library = library_of(header)
    if layer.everything or library == "standard library" or library in layer.outside:
        return None
    if library is None:
        return f"{folder}/ must not include <{header}>, a library that no layer knows"
    return f"{folder}/ must not include <{header}> ({library})"


def check_file(root, path):
    """Yields the findings in one file."""
    folder = path.parts[0]
    if folder not in LAYERS:
        yield Finding(str(path), 1, "layers", f"{folder} is not a layer")
        return
    text = cpp_text.without_comments((root / path).read_text(encoding="utf-8"))
    lines = cpp_text.Lines(text)
    for match in INCLUDE.finditer(text):
        own, outside, computed = match.groups()
        if (str(path), own or outside) in EXCEPTIONS:
            continue
        if computed is not None:
            problem = f"an include that cannot be read: {computed.strip()}"
        elif own is not None:
            problem = judge_own(folder, own)
        else:
            problem = judge_outside(folder, outside)
        if problem:
            yield Finding(str(path), lines.of(match.start()), "layers", problem)


def main(arguments):
    root = pathlib.Path(arguments[0]) if arguments else source_tree.repository()
    files = source_tree.cpp_files(root)
    findings = [finding for path in files for finding in check_file(root, path)]
    for finding in findings:
        print(finding)
    print(f"layers: {len(files)} files, {len(findings)} findings")
    return 1 if findings or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
