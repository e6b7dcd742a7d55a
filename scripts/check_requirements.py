#!/usr/bin/env python3
"""Lists which numbered requirements (R-...) the tests cite.

Usage: check_requirements.py [--of FILE]

Prints each requirement with the files under tests/ that cite it. With --of, a document in which
each requirement has a line or a table row that begins with its number, also prints those that no
test cites, and citations of requirements that the document does not have. Reports only; always
exits with 0 unless it cannot read its input.
"""

import collections
import pathlib
import re
import sys

from lint import source_tree

#: Citing a part of a requirement, as in R-F-4d, cites the requirement.
REQUIREMENT = re.compile(r"\bR-(?:[A-Z]|\d{1,3})-\d+(?!\d)")
DEFINITION = re.compile(rf"^\s*[*|-]?\s*({REQUIREMENT.pattern})", re.MULTILINE)


def sort_key(requirement):
    _, area, number = requirement.split("-")
    return (area.isdigit(), area, int(number))


def citations(root):
    """Returns the files that cite each requirement."""
    found = collections.defaultdict(set)
    for path in source_tree.all_files(root):
        if path.parts[0] == "tests" and path.suffix in (".cpp", ".hpp", ".py", ".mjs", ".js"):
            text = (root / path).read_text(encoding="utf-8")
            for requirement in REQUIREMENT.findall(text):
                found[requirement].add(str(path))
    return found


def print_names(title, requirements):
    print(f"\n{title} ({len(requirements)}):")
    for requirement in sorted(requirements, key=sort_key):
        print(f"  {requirement}")


def main(arguments):
    if arguments and (len(arguments) != 2 or arguments[0] != "--of"):
        print(__doc__)
        return 2
    cited = citations(source_tree.repository())
    for requirement in sorted(cited, key=sort_key):
        print(f"{requirement}: {', '.join(sorted(cited[requirement]))}")
    print(f"\n{len(cited)} requirements are cited.")
    if arguments:
        defined = set(DEFINITION.findall(pathlib.Path(arguments[1]).read_text(encoding="utf-8")))
        print_names("Cited by no test", defined - set(cited))
        print_names("Cited but not in the document", set(cited) - defined)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
