"""The rules of check_tidy.py about tests written with CAF's framework."""

import re

from lint import cpp_text
from lint.source_tree import CPP_SUFFIXES, Finding

OPERATOR_WORDS = {"and", "or", "not", "xor", "bitand", "bitor", "compl"}
_SUITE = re.compile(r"^#define CAF_SUITE +(\S+)", re.MULTILINE)
_CHECK = re.compile(r"\bCAF_(?:CHECK|REQUIRE)\w*\s*\(|\b(?:expect|disallow)\s*\(")


def check(texts):
    """Yields what is wrong with the tests. `texts` maps the path of each file to its content."""
    tests = {
        path: text
        for path, text in texts.items()
        if path.parts[0] == "tests" and path.suffix in CPP_SUFFIXES
    }
    yield from _check_suites(tests)
    yield from _check_namespaces(tests)
    yield from _check_bodies(tests)


def _check_suites(tests):
    """Finds suites that another suite's name would select too: GCC's build of the test framework
    searches for the name as a regular expression, Clang's compares it."""
    suites = {}
    for path, text in tests.items():
        match = _SUITE.search(text)
        if match is None:
            if path.name.endswith(".test.cpp"):
                yield Finding(str(path), 1, "suite-name", "no CAF_SUITE")
            continue
        if match[1] in suites:
            message = f"{match[1]} is also the suite of {suites[match[1]]}"
            yield Finding(str(path), 1, "suite-name", message)
        suites[match[1]] = path
    for name, path in suites.items():
        for other in suites:
            if other != name and re.search(name, other):
                yield Finding(str(path), 1, "suite-name", f"{name} also selects {other}")


def _check_namespaces(tests):
    """Finds tests that are not in the namespace of their suite: sources are compiled together, and
    the names in them would meet."""
    for path, text in tests.items():
        match = _SUITE.search(text)
        if match is None or not path.name.endswith(".test.cpp"):
            continue
        name = match[1].replace(".", "_")
        if not re.search(rf"^namespace {name} \{{$", text, re.MULTILINE):
            yield Finding(str(path), 1, "suite-namespace", f"nothing is in namespace {name}")


def _check_bodies(tests):
    """Finds tests that check nothing. A test may check through functions of its own file and of
    any header of the tests."""
    parsed = {}
    for path, text in tests.items():
        code = cpp_text.only_code(text)
        parsed[path] = (code, cpp_text.functions(code))
    shared = set()
    for path, (code, functions) in parsed.items():
        if path.suffix == ".hpp" or path.parts[1] == "support":
            shared |= _checking_functions(code, functions, set())
    for path, (code, functions) in parsed.items():
        checking = _checking_functions(code, functions, shared)
        lines = cpp_text.Lines(code)
        for function in functions:
            if function.name == "CAF_TEST":
                yield from _check_test(path, code, function, checking, lines)


def _check_test(path, code, function, checking, lines):
    line = lines.of(function.begin)
    opening = code.index("CAF_TEST", function.begin) + len("CAF_TEST")
    name = code[code.index("(", opening) + 1 : code.rindex(")", opening, function.body)]
    if not re.fullmatch(r"\w+(?:\s+\w+)*", name) or OPERATOR_WORDS & set(name.split()):
        message = f"words only, no punctuation, 'and', 'or', 'not': {name}"
        yield Finding(str(path), line, "test-name", message)
    if not _checks(code[function.body : function.end], checking):
        yield Finding(str(path), line, "test-without-check", name)


def _checking_functions(code, functions, known):
    """Returns `known` and the names of functions that check something, directly or not."""
    names = set(known)
    while True:
        more = {
            function.name
            for function in functions
            if function.name not in names and _checks(code[function.body : function.end], names)
        }
        if not more:
            return names
        names |= more


def _checks(body, names):
    return _CHECK.search(body) or any(re.search(rf"\b{re.escape(n)}\s*[(<]", body) for n in names)
