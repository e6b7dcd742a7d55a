"""Looks at which changes scripts/mutate.py finds in a line, and at its list of known ones."""

import json
import pathlib
import unittest

import planted
from mutation import mutants

# A line, and what becomes of it with each change.
TABLE = (
    ("if (a == b)", ["if (a != b)"]),
    ("if (a <= b)", ["if (a < b)", "if (a > b)"]),
    ("if (a > b)", ["if (a >= b)", "if (a <= b)"]),
    ("if (!a || b)", ["if (a || b)", "if (!a && b)"]),
    ("x = a ? -b : b;", ["x = !a ? -b : b;", "x = a ? b : b;"]),
    ("x = a.empty() ? b : c;", ["x = !a.empty() ? b : c;"]),
    ("x = a == b ? c : d;", ["x = a != b ? c : d;"]),
    ("x = a > b::c ? d : e;", ["x = a >= b::c ? d : e;", "x = a <= b::c ? d : e;"]),
    ("if (a)", ["if (!a)"]),
    ("if (a) {", ["if (!a) {"]),
    ("if (a.b->c(d) && e)", ["if (!a.b->c(d) && e)", "if (a.b->c(d) || e)"]),
    ("if (const auto* a = b())", []),
    ("return a - b;", ["return a + b;"]),
    ("return a * b / c;", ["return a / b / c;", "return a * b * c;"]),
    ("x += y;", ["x -= y;"]),
    ("++x;", ["--x;"]),
    ("std::min(a, b)", ["std::max(a, b)"]),
    ("return false;", ["return true;"]),
    ("f(x, 0, 1'000)", ["f(x, 1, 1'000)", "f(x, 0, 1001)"]),
    ("wait(60s);", ["wait(61s);"]),
    # What only looks like an operator or a number.
    ("const auto& [a, b] = c;", []),
    ("for (auto&& each : all)", []),
    ("std::vector<int> x;", []),
    ("std::array<window, 3> x;", []),
    ("[](const any& x) -> bool {", []),
    ("a->b = c->d;", []),
    ("out << x; in >> y;", []),
    ("a <=> b", []),
    ("int* p = &x1;", []),
    ("f(\"a == 1\", '-', '0');", []),
    ("// a == b, so 1 < 2", []),
    ("/* a == b */", []),
    ("#include <a-1/b>", []),
)


class Mutants(unittest.TestCase):
    def test_each_row_of_the_table(self):
        for line, expected in TABLE:
            with self.subTest(line=line):
                found = mutants.of_source("a.cpp", f"\n  {line}\n")
                self.assertEqual([each.identity.becomes for each in found], expected)
                self.assertEqual({each.line for each in found}, {2} if expected else set())

    def test_a_mutant_is_the_whole_source_with_one_change(self):
        first, second = mutants.of_source("a.cpp", "a == b;\nc && d;\n")
        self.assertEqual(first.mutated, "a != b;\nc && d;\n")
        self.assertEqual(second.mutated, "a == b;\nc || d;\n")
        self.assertEqual(str(second), "a.cpp:2: c && d;  =>  c || d;")

    def test_a_known_mutant_needs_a_reason(self):
        entry = {"file": "a.cpp", "line": "a == b;", "becomes": "a != b;", "reason": "a is b"}
        for reason, accepted in (("a is b", True), (" ", False)):
            with planted.tree({"a.json": json.dumps([{**entry, "reason": reason}])}) as root:
                if accepted:
                    known = mutants.read_equivalents(root / "a.json")
                    self.assertEqual(list(known), [("a.cpp", "a == b;", "a != b;")])
                else:
                    self.assertRaises(ValueError, mutants.read_equivalents, root / "a.json")

    def test_every_known_mutant_is_one_of_the_sources(self):
        listed = planted.REPOSITORY / "scripts" / "mutation" / "equivalents.json"
        for known in mutants.read_equivalents(listed):
            text = (planted.REPOSITORY / known.file).read_text(encoding="utf-8")
            found = mutants.of_source(known.file, text)
            self.assertIn(known, [each.identity for each in found])

    def test_rules_have_mutants(self):
        for path in (planted.REPOSITORY / "domain" / "rules").glob("daily_realized_*.cpp"):
            found = mutants.of_source(pathlib.Path(path).name, path.read_text(encoding="utf-8"))
            self.assertGreater(len(found), 3)


if __name__ == "__main__":
    unittest.main()
