#define CAF_SUITE terminal.command_tree

#include "adapters/terminal/command_tree.hpp"
#include "adapters/terminal/completion.hpp"
#include "adapters/terminal/manual_page.hpp"
#include "tests/unit/control_api/golden_file.hpp"
#include "tests/unit/control_api/process.hpp"
#include "tests/unit/control_api/running_server.hpp"

#include <CLI/CLI.hpp>
#include <caf/test/unit_test.hpp>

#include <fstream>
#include <string>

namespace terminal_command_tree {

using namespace riskd;
using namespace riskd::terminal;

namespace {

/// A program with commands in two levels, made to hurt: quotes, brackets, dots, backslashes.
struct fixture {
  fixture() {
    app.footer("Examples:\n  risk-tool one\n.not a request");
    app.add_option("-s,--socket", text, "Where it's [at]: a path")->type_name("PATH");
    app.add_flag("--hidden", flag, "Not shown")->group("");
    auto* one = app.add_subcommand("one", "Does one thing");
    one->add_option("SHELL", text, "Which \\shell")
      ->required()
      ->check(CLI::IsMember({"bash", "fish"}));
    one->add_flag("--json", flag, "As JSON");
    auto* two = app.add_subcommand("two", "Has parts");
    two->add_subcommand("part", "A part")->add_option("--name", text, "A name")->type_name("NAME");
    app.add_subcommand("secret", "Not shown")->group("");
  }

  /// What bash offers after `words`, the last of which is being written.
  [[nodiscard]] std::string offered(const std::string& words) const {
    const test::temporary_folder folder;
    const auto script = folder.path() / "script";
    std::ofstream{script} << bash_completion(describe(app)) << "COMP_WORDS=(" << words << ")\n"
                          << "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_risk_tool 2>&1\n"
                          << "echo \"${COMPREPLY[*]}\"\n";
    const auto done = test::run_process({"bash", script.string()}, {});
    CAF_CHECK_EQUAL(done.code, 0);
    return done.out;
  }

  std::string text;
  bool flag = false;
  CLI::App app{"Does 'things'", "risk-tool"};
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(command_tree_tests, fixture)

CAF_TEST(a command tree is read off the parser) {
  const auto tree = describe(app);
  CAF_CHECK_EQUAL(tree.name, "risk-tool");
  CAF_REQUIRE_EQUAL(tree.options.size(), 2u);
  CAF_CHECK(tree.options[0].names == (std::vector<std::string>{"-h", "--help"}));
  CAF_CHECK_EQUAL(tree.options[0].value, "");
  CAF_CHECK(tree.options[1].names == (std::vector<std::string>{"-s", "--socket"}));
  CAF_CHECK(tree.options[1].is_path);
  CAF_REQUIRE_EQUAL(tree.commands.size(), 2u);
  const auto& shell = tree.commands[0].options[1];
  CAF_CHECK(shell.is_positional());
  CAF_CHECK(shell.is_required);
  CAF_CHECK_EQUAL(shell.value, "SHELL");
  CAF_CHECK(shell.choices == (std::vector<std::string>{"bash", "fish"}));
  CAF_CHECK_EQUAL(tree.commands[1].commands[0].name, "part");
}

CAF_TEST(bash completes commands options values) {
  CAF_CHECK_EQUAL(offered("risk-tool ''"), "one two -h --help -s --socket\n");
  CAF_CHECK_EQUAL(offered("risk-tool t"), "two\n");
  CAF_CHECK_EQUAL(offered("risk-tool one ''"), "-h --help bash fish --json\n");
  CAF_CHECK_EQUAL(offered("risk-tool one f"), "fish\n");
  CAF_CHECK_EQUAL(offered("risk-tool one --j"), "--json\n");
  CAF_CHECK_EQUAL(offered("risk-tool two ''"), "part -h --help\n");
  CAF_CHECK_EQUAL(offered("risk-tool two part --n"), "--name\n");
  CAF_CHECK_EQUAL(offered("risk-tool two part --name ''"), "\n");
}

CAF_TEST(bash takes no value of an option for a command) {
  CAF_CHECK_EQUAL(offered("risk-tool --socket one t"), "two\n");
  CAF_CHECK_EQUAL(offered("risk-tool -s one t"), "two\n");
}

CAF_TEST(bash completes paths) {
  const std::string place = RISKD_SOURCE_DIR "/CMakeLists.tx";
  CAF_CHECK_EQUAL(offered("risk-tool --socket '" + place + "'"), place + "t\n");
}

CAF_TEST(the generated texts are reviewed) {
  const auto tree = describe(app);
  CAF_CHECK(test::equals_golden_text("tool_completion.bash", bash_completion(tree)));
  CAF_CHECK(test::equals_golden_text("tool_completion.fish", fish_completion(tree)));
  CAF_CHECK(test::equals_golden_text("tool_completion.zsh", zsh_completion(tree)));
  CAF_CHECK(test::equals_golden_text(
    "tool_manual.1",
    manual_page(tree, {1, "risk 1.2", {{"EXIT STATUS", {{"0", "Success."}}}}, {"riskd(8)"}})));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace terminal_command_tree
