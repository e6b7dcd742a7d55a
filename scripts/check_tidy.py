#!/usr/bin/env python3
"""Fails when the sources break the house rules that neither compiler nor clang-tidy knows.

Usage: check_tidy.py [ROOT]
"""

import pathlib
import sys

from lint import source_tree, tidy_patterns, tidy_registration, tidy_structure, tidy_tests

SUFFIXES = {
    ".hpp", ".cpp", ".py", ".cmake", ".txt", ".js", ".mjs", ".bash", ".sh", ".sql", ".json", ".md",
    ".service", ".html",
}

#: Lines that break a rule and stand nevertheless: (rule, path) and the reason.
EXCEPTIONS = {}


def read_sources(root):
    """Returns the content of each file of the repository that a rule could be about."""
    return {
        path: (root / path).read_text(encoding="utf-8", errors="replace")
        for path in source_tree.all_files(root)
        if path.suffix in SUFFIXES or source_tree.is_script(root, path)
    }


def findings_in(root, texts):
    """Yields everything that has to be mended."""
    for path, text in texts.items():
        yield from tidy_patterns.check(path, text)
        yield from tidy_structure.check(root, path, text)
    yield from tidy_registration.check(texts)
    yield from tidy_tests.check(texts)


def main(arguments):
    root = pathlib.Path(arguments[0]) if arguments else source_tree.repository()
    texts = read_sources(root)
    for path, text in texts.items():
        for warning in tidy_structure.length_warnings(path, text):
            print(warning)
    found = list(findings_in(root, texts))
    excused = {(finding.rule, finding.path) for finding in found} & set(EXCEPTIONS)
    bad = [finding for finding in found if (finding.rule, finding.path) not in EXCEPTIONS]
    for finding in bad:
        print(finding)
    unused = sorted(set(EXCEPTIONS) - excused)
    for rule, path in unused:
        print(f"{path}:1: {rule}: the exception in check_tidy.py is no longer needed")
    print(f"tidy: {len(texts)} files, {len(bad) + len(unused)} findings")
    return 1 if bad or unused or not texts else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
