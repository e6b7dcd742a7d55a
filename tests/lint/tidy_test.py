"""Plants violations in a temporary tree and looks at what check_tidy.py says."""

import re
import unittest

import planted
from lint import tidy_patterns

import check_tidy

LONG = "".join(f"  f({i});\n" for i in range(69))
SUITE = "#define CAF_SUITE domain.a\n"

# Rule, file, content, and the line that is to be reported.
VIOLATIONS = (
    ("clock", "actors/a.cpp", "\nauto x = std::chrono::system_clock::now();\n", 2),
    ("clock", "domain/a.cpp", "auto x = steady_clock::now();\n", 1),
    ("clock", "adapters/sqlite/a.cpp", "using clock = c;\nauto x = clock::now();\n", 2),
    ("clock", "tests/unit/a.cpp", "auto x = std::time(nullptr);\n", 1),
    ("clock", "adapters/logging/a.cpp", "clock_gettime(CLOCK_REALTIME, &x);\n", 1),
    ("sleep", "adapters/projectx/a.cpp", "std::this_thread::sleep_for(1ms);\n", 1),
    ("sleep", "tests/actor/a.cpp", "::sleep(1);\n", 1),
    ("randomness", "actors/a.cpp", "std::random_device device;\n", 1),
    ("randomness", "adapters/simulator/a.cpp", "auto x = rand();\n", 1),
    ("floating-point", "domain/a.hpp", "#pragma once\ndouble ratio;\n", 2),
    ("floating-money", "config/a.hpp", "#pragma once\ndouble max_loss = 0;\n", 2),
    ("floating-money", "adapters/projectx/a.cpp", "auto price = get<double>();\n", 1),
    ("catch-all", "actors/a.cpp", "void f() try {\n} catch ( ... ) {\n}\n", 2),
    ("unfinished", "domain/a.cpp", "// TODO: the rest\n", 1),
    ("unfinished", "scripts/tool", "#!/bin/sh\n# FIXME\n", 2),
    ("using-namespace", "actors/a.hpp", "#pragma once\nusing namespace std;\n", 2),
    ("caf-priority", "actors/a.cpp", "send<caf::message_priority::high>(x);\n", 1),
    ("caf-detached", "actors/a.cpp", "sys.spawn<caf::detached>(f);\n", 1),
    ("caf-await", "actors/a.cpp", "request(x, 1s).await(f, g);\n", 1),
    ("banner", "domain/a.hpp", "#pragma once\n// ---- Queries ----\n", 2),
    ("banner", "domain/a.cpp", "//////////////////\n", 1),
    ("banner", "domain/a.cpp", "// \u2554\u2550\u2550\u2550\u2557\n", 1),
    ("banner", "domain/a.cpp", "f(); // done \U0001f680\n", 1),
    ("banner", "scripts/cmake/A.cmake", "# ======== Options\n", 1),
    ("foreign-path", "apps/riskd/a.cpp", 'open("/home/me/riskd.json");\n', 1),
    ("foreign-path", "README.md", "See /" + "work/riskd for more.\n", 1),
    ("globbed-sources", "domain/CMakeLists.txt", "file(GLOB sources *.cpp)\n", 1),
    ("broken-open", "tests/unit/a.cpp", "#define private public\n", 1),
    ("suppression", "actors/a.cpp", "f(); // NOLINT\n", 1),
    ("suppression", "actors/a.cpp", "f(); // NOLINT(bugprone-use-after-move)\n", 1),
    ("empty-check", "tests/unit/a.cpp", "CAF_CHECK(true);\n", 1),
    ("disabled-test", "tests/unit/a.cpp", "CAF_TEST_DISABLED(a) {\n}\n", 1),
    ("vague-name", "domain/string_utils.hpp", "#pragma once\n", 1),
    ("vague-name", "tests/helpers/a.hpp", "#pragma once\n", 1),
    ("file-length", "domain/a.hpp", "#pragma once\n" + "f();\n" * 600, 600),
    ("function-length", "domain/a.cpp", f"void a() {{\n{LONG}}}\n", 1),
    ("function-length", "scripts/a.py", "def a():\n" + "    f()\n" * 70, 1),
    ("pragma-once", "domain/a.hpp", "struct a {};\n", 1),
    ("caf-then", "actors/a.cpp", "request(x, 1s).then([](int a, int b) { f(a, b); });\n", 1),
    ("not-registered", "domain/lost.cpp", "", 1),
    ("suite-name", "tests/unit/a.test.cpp", "", 1),
    ("suite-namespace", "tests/unit/a.test.cpp", SUITE + "namespace other_a {\n}\n", 1),
    ("test-name", "tests/unit/a.cpp", "CAF_TEST(this and that) {\n  CAF_CHECK(f());\n}\n", 1),
    ("test-name", "tests/unit/a.cpp", "CAF_TEST(f(x) works) {\n  CAF_CHECK(f());\n}\n", 1),
    ("test-without-check", "tests/unit/a.cpp", SUITE + "CAF_TEST(it runs) {\n  f();\n}\n", 2),
)

# File and content in which nothing is wrong.
CLEAN = (
    ("adapters/system_clock/a.cpp", "auto x = std::chrono::system_clock::now();\n"),
    ("apps/riskd/a.cpp", "std::random_device device;\nstd::this_thread::sleep_for(1ms);\n"),
    ("tests/integration/a.cpp", "auto x = steady_clock::now();\n"),
    ("actors/a.cpp", "auto x = self->clock().now() + clock_->now();\n"),
    ("actors/a.cpp", "// steady_clock::now is never called.\nf(\"sleep_for\");\n"),
    ("adapters/simulator/a.cpp", "auto x = source.rand();\ndouble drop_probability = 0;\n"),
    ("adapters/projectx/a.cpp", "co_spawn(context, run(), asio::detached);\n"),
    ("apps/riskd/main.cpp", "int main() try {\n} catch (...) {\n}\n"),
    ("actors/a.cpp", "request(x, infinite).then([](int) {}, [](caf::error&) {});\n"),
    ("domain/a.cpp", f"void a() {{\n{LONG[:-8]}}}\n"),
    ("domain/a.cpp", "// A sentence -- with a dash -- and <a@b>.\nf(a / b); // -1 or more\n"),
    ("actors/a.cpp", "f(); // NOLINT(bugprone-use-after-move): moved only on the other branch.\n"),
    ("tests/unit/a.cpp", "CAF_CHECK((!std::is_convertible_v<double, money>));\n"),
    ("scripts/tool", "#!/bin/sh\nmktemp /tmp/riskd.XXXXXX\n"),
    ("tests/unit/a.cpp", SUITE + "CAF_TEST(two lines\n  of name) {\n  CAF_CHECK_EQUAL(f(), 1);\n}\n"),
    (
        "tests/unit/a.cpp",
        SUITE + "void check_row(int x) {\n  CAF_CHECK(x);\n}\n"
        "void check_all() {\n  check_row(1);\n}\nCAF_TEST(rows) {\n  check_all();\n}\n",
    ),
    ("tests/actor/a.cpp", SUITE + "CAF_TEST(sends) {\n  expect((int), from(a).to(b));\n}\n"),
)


def findings(files):
    """Returns what is found in `files`, each C++ source of which is listed except a lost one."""
    sources = [path for path in files if path.endswith(".cpp") and "lost" not in path]
    listed = "".join(f"add_library(a {path})\n" for path in sources)
    files = {"CMakeLists.txt": listed, **files}
    with planted.tree(files) as root:
        return list(check_tidy.findings_in(root, check_tidy.read_sources(root)))


class Tidy(unittest.TestCase):
    def test_each_violation_is_reported_with_its_line(self):
        for rule, path, text, line in VIOLATIONS:
            with self.subTest(rule=rule, path=path, text=text[:40]):
                found = [(f.rule, f.path, f.line) for f in findings({path: text})]
                self.assertIn((rule, path, line), found)

    def test_nothing_is_reported_in_clean_files(self):
        for path, text in CLEAN:
            with self.subTest(path=path, text=text[:40]):
                self.assertEqual(findings({path: text}), [])

    def test_each_rule_has_a_planted_violation(self):
        planted_rules = {rule for rule, _, _, _ in VIOLATIONS}
        planted_rules.add("own-header-first")  # Has a test of its own, with two files.
        self.assertEqual({p.rule for p in tidy_patterns.PATTERNS} - planted_rules, set())
        for name in ("structure", "registration", "tests"):
            file = planted.REPOSITORY / "scripts" / "lint" / f"tidy_{name}.py"
            rules = re.findall(r'Finding\([^"]*"([a-z-]+)"', file.read_text(encoding="utf-8"))
            self.assertTrue(rules)
            self.assertEqual(set(rules) - planted_rules, set())

    def test_a_suite_name_selects_one_suite(self):
        for other in ("domain.ab", "old_domain.a", "domain.a", "domain.a.b"):
            with self.subTest(other=other):
                text = f"#define CAF_SUITE {other}\n"
                found = findings({"tests/unit/a.cpp": SUITE, "tests/unit/b.cpp": text})
                self.assertEqual([f.rule for f in found], ["suite-name"])

    def test_a_check_in_a_header_of_the_tests_counts(self):
        header = "#pragma once\nvoid check_flat() {\n  CAF_CHECK(f());\n}\n"
        source = SUITE + "CAF_TEST(flat) {\n  check_flat();\n}\n"
        found = findings({"tests/support/a.hpp": header, "tests/unit/b.cpp": source})
        self.assertEqual(found, [])

    def test_a_source_proves_that_its_header_stands_alone(self):
        header = "#pragma once\n"
        source = '#include "domain/b.hpp"\n#include "domain/a.hpp"\n'
        found = findings({"domain/a.hpp": header, "domain/a.cpp": source})
        self.assertEqual([(f.rule, f.line) for f in found], [("own-header-first", 1)])
        source = '#include "domain/a.hpp"\n#include "domain/b.hpp"\n'
        self.assertEqual(findings({"domain/a.hpp": header, "domain/a.cpp": source}), [])

    def test_the_program_fails_and_says_where(self):
        with planted.tree({"domain/a.hpp": "#pragma once\nfloat x;\n"}) as root:
            code, output = planted.run("check_tidy.py", root)
        self.assertEqual(code, 1)
        self.assertTrue(output[0].startswith("domain/a.hpp:2: floating-point: "), output)

    def test_the_program_accepts_a_clean_tree(self):
        with planted.tree({"domain/a.hpp": "#pragma once\nint x;\n"}) as root:
            code, output = planted.run("check_tidy.py", root)
        self.assertEqual((code, output), (0, ["tidy: 1 files, 0 findings"]))

    def test_a_file_that_grows_long_is_a_warning(self):
        with planted.tree({"domain/a.hpp": "#pragma once\n" + "f();\n" * 400}) as root:
            code, output = planted.run("check_tidy.py", root)
        self.assertEqual(code, 0)
        self.assertIn("warning", output[0])


if __name__ == "__main__":
    unittest.main()
