"""Plants includes in a temporary tree and looks at what check_layers.py says."""

import unittest

import planted
from lint import source_tree

import check_layers

# The including file, the include, and whether the layers allow it.
TABLE = (
    ("domain/a.hpp", '"domain/b.hpp"', True),
    ("domain/a.hpp", "<vector>", True),
    ("domain/a.hpp", "<cstdint>", True),
    ("domain/a.hpp", '"config/b.hpp"', False),
    ("domain/a.hpp", '"messages/b.hpp"', False),
    ("domain/rules/a.cpp", "<boost/system/result.hpp>", False),
    ("domain/result.hpp", "<boost/system/result.hpp>", True),
    ("domain/result.hpp", "<boost/system/error_code.hpp>", False),
    ("domain/result.hpp", "<spdlog/spdlog.h>", False),
    ("domain/a.hpp", "<date/tz.h>", False),
    ("domain/a.hpp", "<unistd.h>", False),
    ("messages/a.hpp", '"domain/b.hpp"', True),
    ("messages/a.hpp", "<caf/all.hpp>", True),
    ("messages/a.hpp", "<caf/io/all.hpp>", False),
    ("messages/a.hpp", '"config/b.hpp"', False),
    ("messages/a.hpp", '"actors/b.hpp"', False),
    ("config/a.hpp", '"domain/b.hpp"', True),
    ("config/a.cpp", "<nlohmann/json.hpp>", True),
    ("config/a.cpp", "<spdlog/spdlog.h>", False),
    ("config/a.cpp", "<caf/all.hpp>", False),
    ("config/a.cpp", '"adapters/json/b.hpp"', False),
    ("adapters/projectx/a.cpp", '"adapters/json/b.hpp"', True),
    ("adapters/projectx/a.cpp", '"config/b.hpp"', True),
    ("adapters/projectx/a.cpp", "<boost/beast.hpp>", True),
    ("adapters/sqlite/a.cpp", "<sqlite3.h>", True),
    ("adapters/sqlite/a.cpp", "<sys/stat.h>", True),
    ("adapters/terminal/a.cpp", "<ncurses.h>", True),
    ("adapters/terminal/a.cpp", "<CLI/CLI.hpp>", True),
    ("actors/a.cpp", "<CLI/CLI.hpp>", False),
    ("adapters/projectx/a.cpp", "<caf/all.hpp>", False),
    ("adapters/projectx/a.cpp", "<caf/io/all.hpp>", False),
    ("adapters/projectx/a.cpp", '"messages/b.hpp"', False),
    ("adapters/projectx/a.cpp", '"actors/b.hpp"', False),
    ("adapters/projectx/a.cpp", "<curl/curl.h>", False),
    ("actors/a.cpp", "<caf/all.hpp>", True),
    ("actors/a.cpp", "<caf/io/all.hpp>", True),
    ("actors/a.cpp", "<spdlog/spdlog.h>", True),
    ("actors/a.cpp", '"adapters/logging/b.hpp"', True),
    ("actors/a.cpp", '"adapters/sqlite/b.hpp"', False),
    ("actors/a.cpp", '"adapters/logging_extra/b.hpp"', False),
    ("actors/a.cpp", "<boost/asio.hpp>", False),
    ("actors/a.cpp", "<boost/beast/core.hpp>", False),
    ("actors/a.cpp", "<sqlite3.h>", False),
    ("actors/a.cpp", '"apps/riskd/b.hpp"', False),
    ("apps/riskd/a.cpp", "<boost/asio.hpp>", True),
    ("apps/riskd/a.cpp", '"actors/b.hpp"', True),
    ("tests/unit/a.cpp", '"adapters/sqlite/b.hpp"', True),
    ("tests/unit/a.cpp", '"b.hpp"', False),
    ("tests/unit/a.cpp", '"../domain/b.hpp"', False),
    ("tests/unit/a.cpp", '"domain/../actors/b.hpp"', False),
    ("tests/unit/a.cpp", "<domain/b.hpp>", False),
    ("domain/a.hpp", "SOME_HEADER", False),
    ("helpers/a.hpp", "<vector>", False),
)


def findings(files):
    """Returns what check_layers.py finds in `files`, as (path, line)."""
    with planted.tree(files) as root:
        return [
            (finding.path, finding.line)
            for path in source_tree.cpp_files(root)
            for finding in check_layers.check_file(root, path)
        ]


class Layers(unittest.TestCase):
    def test_each_row_of_the_table(self):
        for path, include, allowed in TABLE:
            with self.subTest(path=path, include=include):
                line = 1 if path.startswith("helpers/") else 3
                found = findings({path: f"#pragma once\n\n#include {include}\n"})
                self.assertEqual(found, [] if allowed else [(path, line)])

    def test_comments_are_not_includes(self):
        text = "// #include <caf/all.hpp>\n/*\n#include <boost/asio.hpp>\n*/\n#include <vector>\n"
        self.assertEqual(findings({"domain/a.hpp": text}), [])

    def test_spaces_do_not_hide_an_include(self):
        text = "\n #  include\t<caf/all.hpp> // why\n"
        self.assertEqual(findings({"domain/a.hpp": text}), [("domain/a.hpp", 2)])

    def test_the_program_fails_and_says_where(self):
        with planted.tree({"domain/a.hpp": "\n#include <caf/all.hpp>\n"}) as root:
            code, output = planted.run("check_layers.py", root)
        self.assertEqual(code, 1)
        message = "layers: domain/ must not include <caf/all.hpp> (CAF core)"
        self.assertEqual(output[0], f"domain/a.hpp:2: {message}")

    def test_the_program_accepts_a_clean_tree(self):
        with planted.tree({"domain/a.hpp": "#include <vector>\n"}) as root:
            self.assertEqual(planted.run("check_layers.py", root)[0], 0)

    def test_generated_folders_are_not_looked_at_and_others_are(self):
        text = "#include <caf/all.hpp>\n"
        self.assertEqual(findings({"build/dev/a.cpp": text, "tests/node_modules/a.hpp": text}), [])
        self.assertEqual(findings({"domain/state/a.hpp": text}), [("domain/state/a.hpp", 1)])

    def test_an_empty_tree_is_a_mistake(self):
        with planted.tree({}) as root:
            self.assertEqual(planted.run("check_layers.py", root)[0], 1)


if __name__ == "__main__":
    unittest.main()
