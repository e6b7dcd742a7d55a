#!/usr/bin/env python3
"""Fails when a gated requirement (R-...) is cited by no test, or a number that is cited is unknown.

The requirements are the table rows of docs/REQUIREMENTS.md; those of sections whose heading ends in
"(gated)" have to be cited by a test. Usage: check_requirements.py [--uncited | --where] [ROOT]

Prints how many of each section are cited. With --uncited it prints only the numbers that no test
cites, with --where each number with the tests that cite it.
"""

import argparse
import collections
import dataclasses
import pathlib
import re
import sys

from lint import source_tree
from lint.source_tree import Finding

DOCUMENT = pathlib.Path("docs/REQUIREMENTS.md")

#: Citing a part of a requirement, as in R-F-4d, cites the requirement.
REQUIREMENT = re.compile(r"\bR-(?:[A-Z]|\d{1,3})-\d+(?!\d)")
ROW = re.compile(rf"^\|\s*({REQUIREMENT.pattern})\s*\|")
HEADING = re.compile(r"^##\s+(.+?)(\s+\(gated\))?\s*$")

#: What cites at all, and what proves: helpers of tests prove nothing by themselves.
CITING = (".cpp", ".hpp", ".py", ".mjs", ".js", ".md", ".txt")
TESTS = (".test.cpp", "_test.py", ".test.mjs")
SCENARIOS = ("tests", "golden", "scenarios")
#: The tests of the checks plant numbers that do not exist.
PLANTED = ("tests", "lint")


@dataclasses.dataclass
class Section:
    """A section of the document; `rows` has the line of each requirement."""

    title: str
    gated: bool
    rows: dict


def sections_of(text):
    """Returns the sections of the document that have requirements, and findings about it."""
    sections, findings, seen = [], [], set()
    for number, line in enumerate(text.splitlines(), 1):
        heading, row = HEADING.match(line), ROW.match(line)
        if heading:
            sections.append(Section(heading[1], heading[2] is not None, {}))
        elif row and not sections:
            findings.append(Finding(str(DOCUMENT), number, "requirements", "not in a section"))
        elif row:
            if row[1] in seen:
                message = f"{row[1]} is listed twice"
                findings.append(Finding(str(DOCUMENT), number, "requirements", message))
            seen.add(row[1])
            sections[-1].rows[row[1]] = number
    return [section for section in sections if section.rows], findings


def proves(path):
    """Says whether a file is a test or has the input of one."""
    return path.parts[0] == "tests" and (
        path.name.endswith(TESTS) or path.parts[:3] == SCENARIOS and path.suffix == ".txt")


def citations(root):
    """Yields (requirement, path, line) for every number in sources, tests and documents."""
    for path in source_tree.all_files(root):
        script = source_tree.is_script(root, path)
        if path == DOCUMENT or path.parts[:2] == PLANTED:
            continue
        if path.suffix not in CITING and not script:
            continue
        lines = (root / path).read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            for requirement in REQUIREMENT.findall(line):
                yield requirement, path, number


def check(root):
    """Returns the sections, the tests that cite each requirement, and the findings."""
    sections, findings = sections_of((root / DOCUMENT).read_text(encoding="utf-8"))
    known = {requirement for section in sections for requirement in section.rows}
    cited = collections.defaultdict(set)
    for requirement, path, number in citations(root):
        if requirement not in known:
            message = f"{requirement} does not exist"
            findings.append(Finding(str(path), number, "requirements", message))
        elif proves(path):
            cited[requirement].add(str(path))
    for section in sections:
        for requirement, number in section.rows.items():
            if section.gated and requirement not in cited:
                message = f"{requirement} is cited by no test"
                findings.append(Finding(str(DOCUMENT), number, "requirements", message))
    return sections, cited, findings


def print_coverage(sections, cited):
    for section in sections:
        count = sum(requirement in cited for requirement in section.rows)
        mark = " (gated)" if section.gated else ""
        print(f"{section.title}{mark}: {count} of {len(section.rows)} cited")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--uncited", action="store_true", help="only the numbers no test cites")
    shown.add_argument("--where", action="store_true", help="each number and what cites it")
    parser.add_argument("root", nargs="?", type=pathlib.Path, default=source_tree.repository())
    options = parser.parse_args(arguments)
    sections, cited, findings = check(options.root)
    everything = [requirement for section in sections for requirement in section.rows]
    if options.uncited:
        print(*(each for each in everything if each not in cited), sep="\n")
        return 1 if findings else 0
    if options.where:
        for requirement in everything:
            print(f"{requirement}: {', '.join(sorted(cited[requirement])) or 'no test'}")
    print_coverage(sections, cited)
    for finding in findings:
        print(finding)
    print(f"requirements: {len(everything)} listed, {len(findings)} findings")
    return 1 if findings or not everything else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
