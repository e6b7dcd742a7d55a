"""The rules of check_tidy.py that one line can break."""

import dataclasses
import re

from lint import cpp_text, source_tree
from lint.source_tree import Finding

CPP = source_tree.CPP_SUFFIXES
#: The daemon's own code, without its tests.
PRODUCT = ("domain/", "messages/", "config/", "adapters/", "actors/", "apps/")
#: Where real time passes: beside the clock itself only in programs and in tests of programs.
REAL_TIME = ("adapters/system_clock/", "tests/unit/system_clock/", "apps/", "tests/integration/",
             "tests/signalr/", "tests/bench/")


@dataclasses.dataclass(frozen=True)
class Pattern:
    """A text that must not stand in some files.

    `view` says which part of a C++ file is searched: "code", "comments" or "text" (all of it); of
    other files all is. `only` and `exempt` are beginnings of paths.
    """

    rule: str
    regex: str
    message: str
    view: str = "code"
    suffixes: tuple = CPP
    only: tuple = ()
    exempt: tuple = ()

    def covers(self, path):
        return (
            path.suffix in self.suffixes
            and (not self.only or str(path).startswith(self.only))
            and not (self.exempt and str(path).startswith(self.exempt))
        )


#: Comments of scripts and build files are not told from their code: the words are rare enough.
ANY = CPP + (".py", ".cmake", ".txt", ".js", ".mjs", ".bash", ".sh", ".sql", "")
_MONEY = (
    r"(?<![a-z])(?:money|prices?|pnl|profits?|loss(?:es)?|amounts?|fees?|commissions?|balances?"
    r"|quantit(?:y|ies)|dollars|tick_(?:size|value)|contracts)(?![a-z])"
)
_FLOAT = r"\b(?:double|float)\b"

PATTERNS = (
    Pattern(
        "clock",
        r"\b(?:(?:system|steady|high_resolution|utc|tai|gps|file)_clock|clock)::now\b"
        r"|\b(?:clock_gettime|gettimeofday|timespec_get)\b|\bstd::time\s*\("
        r"|(?<![\w.:>])time\s*\(\s*(?:nullptr|NULL|0|&)",
        "read the clock through the wall_clock port",
        exempt=REAL_TIME,
    ),
    Pattern(
        "sleep",
        r"\b(?:sleep_for|sleep_until|usleep|nanosleep)\b|(?<![\w.>])sleep\s*\(",
        "wait for an event or a timer instead of sleeping",
        exempt=REAL_TIME,
    ),
    Pattern(
        "randomness",
        r"\brandom_device\b|(?<![\w.>])s?rand\s*\(",
        "take random numbers from an injected, seeded source",
        exempt=("adapters/system_clock/", "apps/"),
    ),
    Pattern("floating-point", _FLOAT, "the domain counts in integers", only=("domain/",)),
    Pattern(
        "floating-money",
        # Asking whether a conversion exists is how a test proves that it does not.
        rf"^(?!.*\bis_(?:convertible|constructible|assignable)_v\b)"
        rf"(?:.*{_FLOAT}.*{_MONEY}|.*{_MONEY}.*{_FLOAT})",
        "money, prices and quantities are integers",
    ),
    Pattern(
        "catch-all",
        r"\bcatch\s*\(\s*\.\.\.\s*\)",
        "only main and the helper that spawns actors may catch everything",
        exempt=("apps/riskd/main.cpp", "apps/riskctl/main.cpp", "apps/riskmon/main.cpp",
                "apps/risksim/main.cpp", "actors/spawn.hpp", "actors/spawn.cpp"),
    ),
    Pattern(
        "unfinished",
        r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b",
        "finish it or leave it out",
        view="text",
        suffixes=ANY,
        exempt=("tests/lint/",),
    ),
    Pattern("using-namespace", r"\busing\s+namespace\b", "not in a header", suffixes=(".hpp",)),
    Pattern(
        "caf-priority",
        r"\bmessage_priority::high\b",
        "urgent messages overtake, and the order of events is what riskd relies on",
    ),
    Pattern(
        "caf-detached",
        r"(?<!asio::)(?<!net::)\bdetached\b",
        "detached actors hang at shutdown; use a thread of an adapter",
    ),
    Pattern(
        "caf-await",
        r"(?:\.|->)\s*await\s*\(",
        "await stops every other message, exits included; use then with an error handler",
    ),
    Pattern(
        "banner",
        r"^\s*(?://+|\*|/\*+)\s*[-=*#/~_+<>]{4,}|(?://|/\*|^\s*\*).*[-=*#/~_+]{4,}\s*(?:\*/)?$"
        r"|[\u2500-\u27bf\U0001f000-\U0001faff]",
        "no banners, drawings or emoji in comments",
        view="comments",
    ),
    Pattern(
        "banner",
        r"^\s*#+\s*[-=*#/~_+<>]{4,}",
        "no banners in comments",
        suffixes=(".py", ".cmake", ".txt", ".bash", ".sh", ""),
        exempt=("tests/lint/",),
    ),
    Pattern(
        "foreign-path",
        r"(?<![\w.])/(?:w[o]rk|f[a]rm|h[o]me|r[o]ot|U[s]ers)/\w|\.\./sh[a]red\b",
        "a path of one machine",
        view="text",
        suffixes=ANY + (".json", ".md", ".service", ".html"),
        exempt=("CMakeLists.txt", "tests/lint/"),
    ),
    Pattern(
        "globbed-sources",
        r"\bfile\s*\(\s*GLOB",
        "sources are listed",
        suffixes=(".txt", ".cmake"),
    ),
    Pattern("broken-open", r"#\s*define\s+(?:private|protected)\b", "test what is public"),
    Pattern(
        "suppression",
        r"NOLINT(?!(?:NEXTLINE|BEGIN|END)?\([\w.-]+(?:, *[\w.-]+)*\)\W*\w)",
        "name the check and say why",
        view="comments",
    ),
    Pattern(
        "empty-check",
        r"\bCAF_(?:CHECK|REQUIRE)\s*\(\s*true\s*\)",
        "a check that cannot fail",
    ),
    Pattern("disabled-test", r"\bCAF_TEST_DISABLED\b", "a test that does not run is no test"),
)

_VIEWS = {
    "code": cpp_text.only_code,
    "comments": cpp_text.only_comments,
    "text": lambda text: text,
}


def check(path, text):
    """Yields what one-line rules find in one file."""
    views = {}
    for pattern in PATTERNS:
        if not pattern.covers(path):
            continue
        view = pattern.view if path.suffix in CPP else "text"
        if view not in views:
            views[view] = _VIEWS[view](text).splitlines()
        for number, line in enumerate(views[view], 1):
            if re.search(pattern.regex, line):
                yield Finding(str(path), number, pattern.rule, pattern.message)
