"""Plants requirements and citations in a temporary tree; looks at what check_requirements.py says."""

import pathlib
import unittest

import planted

import check_requirements

DOCUMENT = """# Requirements

## 1. Values

| Number | Requirement |
| --- | --- |
| R-V-1 | a |

## 2. Events (gated)

| Number | Requirement |
| --- | --- |
| R-E-1 | b |
| R-E-10 | c |
| R-003-1 | d |
"""

# A file, its text, and which of the gated requirements are left without a citation.
TABLE = (
    ("tests/unit/a.test.cpp", "// R-E-1, R-E-10, R-003-1\n", ""),
    ("tests/unit/a.test.cpp", "// R-E-1, R-003-1\n", "R-E-10"),
    ("tests/unit/a.test.cpp", "// R-E-10, R-003-1\n", "R-E-1"),
    ("tests/unit/a.test.cpp", "// R-E-1 to R-003-1\n", "R-E-10"),
    ("tests/unit/a.test.cpp", "// R-E-1a, R-E-10.5, (R-003-1)\n", ""),
    ("tests/unit/a.test.cpp", "// xR-E-1, R-E-10, R-003-1\n", "R-E-1"),
    ("tests/integration/a_test.py", "# R-E-1, R-E-10, R-003-1\n", ""),
    ("tests/signalr/a.test.mjs", "// R-E-1, R-E-10, R-003-1\n", ""),
    ("tests/golden/scenarios/a.txt", "# R-E-1, R-E-10, R-003-1\n", ""),
    # What is no test proves nothing.
    ("tests/support/a.hpp", "// R-E-1, R-E-10, R-003-1\n", "R-E-1 R-E-10 R-003-1"),
    ("tests/golden/expand.py", "# R-E-1, R-E-10, R-003-1\n", "R-E-1 R-E-10 R-003-1"),
    ("tests/lint/a_test.py", "# R-E-1, R-E-10, R-003-1\n", "R-E-1 R-E-10 R-003-1"),
    ("domain/a.test.cpp", "// R-E-1, R-E-10, R-003-1\n", "R-E-1 R-E-10 R-003-1"),
    ("docs/A.md", "R-E-1, R-E-10, R-003-1\n", "R-E-1 R-E-10 R-003-1"),
)

CITING_ALL = {"tests/unit/b.test.cpp": "// R-E-1, R-E-10, R-003-1\n"}


def messages(files):
    """Returns what the check says about a tree: its findings as text."""
    with planted.tree({"docs/REQUIREMENTS.md": DOCUMENT, **files}) as root:
        return [str(finding) for finding in check_requirements.check(root)[2]]


class Requirements(unittest.TestCase):
    def test_each_row_of_the_table(self):
        for path, text, uncited in TABLE:
            with self.subTest(path=path, text=text):
                expected = [f"{each} is cited by no test" for each in uncited.split()]
                found = [message.split(": ")[-1] for message in messages({path: text})]
                self.assertEqual(found, expected)

    def test_unknown_numbers_are_found_wherever_they_are_cited(self):
        for path in ("tests/unit/a.test.cpp", "tests/support/a.hpp", "domain/a.cpp", "docs/A.md",
                     "scripts/a.py", "tests/golden/scenarios/a.txt"):
            with self.subTest(path=path):
                found = messages({**CITING_ALL, path: "\nR-E-2\n"})
                self.assertEqual(found, [f"{path}:2: requirements: R-E-2 does not exist"])

    def test_a_number_is_listed_once(self):
        twice = DOCUMENT + "| R-E-1 | again |\n"
        found = messages({**CITING_ALL, "docs/REQUIREMENTS.md": twice})
        self.assertEqual(found, ["docs/REQUIREMENTS.md:16: requirements: R-E-1 is listed twice"])

    def test_a_number_stands_in_a_section(self):
        self.assertEqual(check_requirements.sections_of("| R-V-1 | a |\n")[1][0].line, 1)

    def test_the_program_fails_and_says_where(self):
        files = {"docs/REQUIREMENTS.md": DOCUMENT, "tests/a_test.py": "# R-E-1, R-003-1, R-V-1\n"}
        with planted.tree(files) as root:
            code, output = planted.run("check_requirements.py", root)
            _, uncited = planted.run("check_requirements.py", root, "--uncited")
        self.assertEqual(code, 1)
        self.assertEqual(output, [
            "1. Values: 1 of 1 cited",
            "2. Events (gated): 2 of 3 cited",
            "docs/REQUIREMENTS.md:14: requirements: R-E-10 is cited by no test",
            "requirements: 4 listed, 1 findings",
        ])
        self.assertEqual(uncited, ["R-E-10"])

    def test_the_program_accepts_what_is_cited(self):
        with planted.tree({"docs/REQUIREMENTS.md": DOCUMENT, **CITING_ALL}) as root:
            self.assertEqual(planted.run("check_requirements.py", root)[0], 0)

    def test_a_document_without_requirements_is_no_success(self):
        with planted.tree({"docs/REQUIREMENTS.md": "# Requirements\n"}) as root:
            self.assertEqual(planted.run("check_requirements.py", root)[0], 1)

    def test_parts_of_a_path_decide_what_is_a_test(self):
        for name, expected in (("tests/bench/smoke_test.py", True), ("scripts/a_test.py", False),
                               ("tests/golden/A-01/events.txt", False)):
            self.assertEqual(check_requirements.proves(pathlib.Path(name)), expected, name)


if __name__ == "__main__":
    unittest.main()
