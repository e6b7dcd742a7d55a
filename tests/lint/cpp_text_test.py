"""Reads pieces of C++ and looks at what the lint scripts understand."""

import textwrap
import unittest

import planted  # noqa: F401  Makes the lint scripts importable.
from lint import cpp_text


def functions_in(text):
    """Returns the functions in `text` as (name, first line, last line)."""
    code = cpp_text.only_code(textwrap.dedent(text))
    lines = cpp_text.Lines(code)
    return [(f.name, lines.of(f.begin), lines.of(f.end)) for f in cpp_text.functions(code)]


class Views(unittest.TestCase):
    def test_code_without_comments_and_literals(self):
        self.assertEqual(
            cpp_text.only_code('f("a // b", \'"\'); // c\ng(1\'000); /* d\n */ h();'),
            'f("      ", \' \');     \ng(1\'000);     \n    h();',
        )

    def test_raw_strings_are_literals(self):
        code = cpp_text.only_code('x = R"(a " // b\n{)"; y = R"q()")q";')
        self.assertNotIn("{", code)
        self.assertIn("; y = ", code)

    def test_comments_alone(self):
        self.assertEqual(cpp_text.only_comments('f("// a"); // b').strip(), "// b")

    def test_text_without_comments_keeps_literals(self):
        self.assertEqual(cpp_text.without_comments('"a" /* b */ "//"'), '"a"         "//"')

    def test_lines_begin_with_one(self):
        lines = cpp_text.Lines("a\nb\n\nc")
        self.assertEqual([lines.of(p) for p in (0, 1, 2, 4, 5)], [1, 1, 2, 3, 4])


class Functions(unittest.TestCase):
    def test_free_functions_and_members(self):
        found = functions_in("""\
            namespace riskd::domain {
            template <class T>
            auto twice(const T& x) -> decltype(x + x) {
              return x + x;
            }
            class money final : public base<int()> {
            public:
              explicit money(int x) : units_(x), other_{x} {
              }
              bool operator()(int) const noexcept(true) {
                return true;
              }
              friend bool operator==(const money&, const money&) = default;
            };
            } // namespace riskd::domain
            """)
        self.assertEqual(found, [("twice", 3, 5), ("money", 8, 9), ("operator()", 10, 12)])

    def test_values_and_lambdas_are_not_functions(self):
        found = functions_in("""\
            constexpr std::array<row, 2> table{{ {1, f(2)}, {3, g(4)} }};
            const auto twice = [](int x) {
              return 2 * x;
            };
            std::function<void(int)> callback{nullptr};
            enum class side : std::uint8_t { buy, sell };
            extern "C" {
            void plain(options o = {}) {
            }
            }
            """)
        self.assertEqual(found, [("plain", 8, 9)])

    def test_what_stands_inside_belongs_to_the_function(self):
        found = functions_in("""\
            void outer() {
              struct local { int f() { return 1; } };
              run([](int x) { for (int i = 0; i < x; ++i) { use(i); } });
              if (x) {
                y();
              }
            }
            """)
        self.assertEqual(found, [("outer", 1, 7)])

    def test_braces_in_literals_and_directives_do_not_count(self):
        found = functions_in("""\
            #define OPEN {
            void f() {
              put("}"); put('}'); // }
            }
            void g() try {
            } catch (const error&) {
            }
            """)
        self.assertEqual(found[0], ("f", 2, 4))
        self.assertEqual(found[1][:2], ("g", 5))

    def test_tests_with_macros_before_them(self):
        found = functions_in("""\
            CAF_TEST_FIXTURE_SCOPE(some_tests, fixture)

            CAF_TEST(a sentence about it) {
              CAF_CHECK(f());
            }

            CAF_TEST_FIXTURE_SCOPE_END()

            CAF_TEST(another) {
            }
            """)
        self.assertEqual([name for name, _, _ in found], ["CAF_TEST", "CAF_TEST"])
        self.assertEqual([last for _, _, last in found], [5, 10])

    def test_arguments_are_split_at_the_outer_commas(self):
        code = "then([](int a, int b) { f(a, b); }, g{1, 2})"
        self.assertEqual(len(cpp_text.arguments(code, 4)), 2)


if __name__ == "__main__":
    unittest.main()
