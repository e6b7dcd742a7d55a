"""Plants Markdown files in a temporary tree and looks at what check_docs.py says."""

import pathlib
import unittest

import planted

import check_docs

FILES = {"scripts/test": "", "domain/a.hpp": "", "domain/a.cpp": "", "docs/B.md": "# One `two`\n"}

# A line, and whether it is right.
TABLE = (
    ("[b](docs/B.md)", True),
    ("[b](docs/B.md#one-two)", True),
    ("[b](docs/B.md#three)", False),
    ("[b](docs/C.md)", False),
    ("[here](#title)", True),
    ("[here](#nothing)", False),
    ("![picture](docs/a.png)", False),
    ("[web](https://example.org/docs/C.md)", True),
    ("`[not](a-link.md)`", True),
    ("`scripts/test`", True),
    ("`scripts/nothing`", False),
    ("`scripts/test --preset asan`", True),
    ("run `scripts/nothing --full`", False),
    ("`domain/`", True),
    ("`domain/a.{hpp,cpp}`", True),
    ("`domain/{a,b}.hpp`", False),
    ("`domain/*.hpp`", True),
    ("`domain/*.py`", False),
    ("`build/release/bin/riskd`", True),
    ("`domain/<name>.hpp`", True),
    ("docs/C.md in prose is not looked at", True),
    ("```sh\nscripts/test\n```", True),
    ("```sh\nscripts/nothing\n```", False),
)


class Docs(unittest.TestCase):
    def test_each_row_of_the_table(self):
        for text, right in TABLE:
            with self.subTest(text=text):
                with planted.tree({**FILES, "README.md": f"# Title\n\n{text}\n"}) as root:
                    found = list(check_docs.check_file(root, pathlib.Path("README.md")))
                line = 4 if text.startswith("```") else 3
                self.assertEqual([f.line for f in found], [] if right else [line])

    def test_the_program_fails_and_says_where(self):
        with planted.tree({"docs/A.md": "[b](B.md)\n"}) as root:
            code, output = planted.run("check_docs.py", root)
        self.assertEqual(code, 1)
        self.assertEqual(output[0], "docs/A.md:1: docs: B.md does not exist")

    def test_a_logged_event_has_to_be_explained(self):
        code = 'void f() {\n  log_.info("a.told");\n  given_.log\n    .error("b.untold", field("x", 1));\n}\n'
        events = "| `a.told` | info | told | |\n"
        with planted.tree({"actors/a.cpp": code, "docs/LOG_EVENTS.md": events}) as root:
            found = planted.run("check_docs.py", root)[1]
        self.assertEqual(found[0], "actors/a.cpp:3: docs: b.untold is not in docs/LOG_EVENTS.md")

    def test_the_program_accepts_right_links(self):
        with planted.tree({"docs/A.md": "[b](B.md)\n", "docs/B.md": "b\n"}) as root:
            self.assertEqual(planted.run("check_docs.py", root)[0], 0)


if __name__ == "__main__":
    unittest.main()
