#define CAF_SUITE config.references

#include "config/references.hpp"

#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

#include <sstream>

namespace config_references {

using namespace riskd;
using test::file_with;

namespace {

using perms = std::filesystem::perms;

struct fixture : test::loading {
  fixture() {
    context.purpose = config::load_purpose::run;
    environment = {{"PROJECT_X_USERNAME", "default-user"}, {"PROJECT_X_API_KEY", "default-key"}};
  }

  /// A file to run, with these members of `gateway`.
  static std::string run_file(const std::string& gateway) {
    return file_with(R"(, "accounts": [{"id": 1}], "gateway": {)" + gateway + "}");
  }

  std::string api_key(const std::string& gateway) {
    return good(run_file(gateway)).gateways.at(0).api_key.reveal();
  }
};

constexpr auto mode_600 = perms::owner_read | perms::owner_write;
constexpr auto mode_640 = mode_600 | perms::group_read;
constexpr auto mode_604 = mode_600 | perms::others_read;

} // namespace

CAF_TEST_FIXTURE_SCOPE(reference_tests, fixture)

// R-C-3
CAF_TEST(a reference is a text of exactly this form) {
  for (const char* text : {"${A}", "${a_1}", "${_}"})
    CAF_CHECK_EQUAL(std::string{text} + (config::is_environment_reference(text) ? "" : " no"),
                    text);
  for (const char* text : {"", "$", "${}", "${", "$A", "${A", "A}", "${A} ", " ${A}", "x${A}",
                           "${A}${B}", "${1A}", "${A-B}", "${A B}", "{A}"})
    CAF_CHECK(!config::is_environment_reference(text));
  CAF_CHECK(config::is_file_reference("file:x"));
  CAF_CHECK(!config::is_file_reference("file:"));
  CAF_CHECK(!config::is_file_reference("FILE:x"));
}

CAF_TEST(the default references are looked up in the environment) {
  const auto read = good(run_file(""));
  CAF_CHECK_EQUAL(read.gateways.at(0).username.reveal(), "default-user");
  CAF_CHECK_EQUAL(read.gateways.at(0).api_key.reveal(), "default-key");
}

// A-178, E-12
CAF_TEST(what nothing defines cannot run) {
  environment.clear();
  CAF_CHECK_EQUAL(error_places(run_file(R"("api_key": "${X}")")),
                  "E-12 /gateway/username\nE-12 /gateway/api_key\n");
  CAF_CHECK_EQUAL(error_places(file_with(R"(, "accounts": [{"id": 1}])")),
                  "E-12 /gateway/api_key\nE-12 /gateway/username\n");
  for (const auto purpose : {config::load_purpose::check, config::load_purpose::replay}) {
    context.purpose = purpose;
    CAF_CHECK_EQUAL(error_places(run_file(R"("api_key": "${X}")")), "");
  }
}

CAF_TEST(an empty value is no secret) {
  environment["PROJECT_X_API_KEY"] = "";
  CAF_CHECK_EQUAL(error_places(run_file("")), "E-12 /gateway/api_key\n");
}

// A-172, R-C-4
CAF_TEST(a literal secret is refused even where nothing runs) {
  const auto text = run_file(R"("username": "somebody", "api_key": "hunter2")");
  CAF_CHECK_EQUAL(error_places(text), "E-12 /gateway/username\nE-12 /gateway/api_key\n");
  context.purpose = config::load_purpose::check;
  CAF_CHECK_EQUAL(error_places(text), "E-12 /gateway/username\nE-12 /gateway/api_key\n");
  // R-J-6: replay checks the shape only, and uses none of it.
  context.purpose = config::load_purpose::replay;
  const auto read = good(text);
  CAF_CHECK_EQUAL(read.gateways.at(0).api_key.reveal(), "");
  CAF_CHECK_EQUAL(read.shown.find("hunter2"), std::string::npos);
}

// R-C-3
CAF_TEST(the env file goes before the environment) {
  const auto file = write("secrets.env", "# login\n\nexport KEY = from-file \r\nQUOTED=\"a b#c\"\n"
                                         "SINGLE='x'\nEMPTY=\nEQUALS=a=b==\n");
  environment["KEY"] = "from-environment";
  environment["OTHER"] = "other";
  const auto with = [&](const std::string& name) {
    return api_key(R"("env_file": ")" + file.string() + R"(", "api_key": "${)" + name + R"(}")");
  };
  CAF_CHECK_EQUAL(with("KEY"), "from-file");
  CAF_CHECK_EQUAL(with("OTHER"), "other");
  CAF_CHECK_EQUAL(with("QUOTED"), "a b#c");
  CAF_CHECK_EQUAL(with("SINGLE"), "x");
  CAF_CHECK_EQUAL(with("EQUALS"), "a=b==");
  CAF_CHECK_EQUAL(
    error_places(run_file(R"("env_file": ")" + file.string() + R"(", "api_key": "${EMPTY}")")),
    "E-12 /gateway/api_key\n");
}

CAF_TEST(the path of the env file may be a reference) {
  environment["SECRETS"] = write("secrets.env", "KEY=k\n").string();
  CAF_CHECK_EQUAL(api_key(R"("env_file": "${SECRETS}", "api_key": "${KEY}")"), "k");
}

CAF_TEST(an env file that others can read is refused) {
  const auto text = [](const std::filesystem::path& path) {
    return run_file(R"("env_file": ")" + path.string() + "\"");
  };
  CAF_CHECK_EQUAL(error_places(text(write("a.env", "K=v\n", mode_600))), "");
  CAF_CHECK_EQUAL(error_places(text(write("b.env", "K=v\n", mode_640))),
                  "E-12 /gateway/env_file\n");
  CAF_CHECK_EQUAL(error_places(text(write("c.env", "K=v\n", mode_604))),
                  "E-12 /gateway/env_file\n");
  CAF_CHECK_EQUAL(error_places(text(folder / "missing.env")), "E-12 /gateway/env_file\n");
  CAF_CHECK_EQUAL(error_places(text(folder)), "E-12 /gateway/env_file\n");
  context.purpose = config::load_purpose::check;
  CAF_CHECK_EQUAL(error_places(text(folder / "missing.env")), "");
}

CAF_TEST(a broken env file is refused without showing its content) {
  const auto file = write("broken.env", "A=1\nhunter2\n");
  const auto said = errors(run_file(R"("env_file": ")" + file.string() + "\""));
  CAF_CHECK(said.find("line 2 is no NAME=value") != std::string::npos);
  CAF_CHECK_EQUAL(said.find("hunter2"), std::string::npos);
}

// R-C-4
CAF_TEST(a secret may lie in a file beside the configuration) {
  write("api_key", "k-1\r\n\n");
  write("nested/api_key", "k-2");
  CAF_CHECK_EQUAL(api_key(R"("api_key": "file:api_key")"), "k-1");
  CAF_CHECK_EQUAL(api_key(R"("api_key": "file:nested/api_key")"), "k-2");
  CAF_CHECK_EQUAL(api_key(R"("api_key": "file:)" + (folder / "api_key").string() + "\""), "k-1");
}

CAF_TEST(credentials of the service manager go before files beside the configuration) {
  write("api_key", "beside");
  write("credentials/api_key", "of-systemd");
  environment["CREDENTIALS_DIRECTORY"] = (folder / "credentials").string();
  CAF_CHECK_EQUAL(api_key(R"("api_key": "file:api_key")"), "of-systemd");
  write("only_beside", "beside");
  CAF_CHECK_EQUAL(api_key(R"("api_key": "file:only_beside")"), "beside");
  CAF_CHECK_EQUAL(api_key(R"("api_key": "file:)" + (folder / "api_key").string() + "\""), "beside");
}

CAF_TEST(a secret that others can read is refused) {
  const auto places = [&](perms mode) {
    write("api_key", "k", mode);
    return error_places(run_file(R"("api_key": "file:api_key")"));
  };
  CAF_CHECK_EQUAL(places(mode_600), "");
  CAF_CHECK_EQUAL(places(perms::owner_read), "");
  CAF_CHECK_EQUAL(places(mode_640), "E-12 /gateway/api_key\n");
  CAF_CHECK_EQUAL(places(mode_604), "E-12 /gateway/api_key\n");
  CAF_CHECK_EQUAL(places(mode_600 | perms::others_write), "E-12 /gateway/api_key\n");
  CAF_CHECK_EQUAL(places(mode_600 | perms::group_write), "E-12 /gateway/api_key\n");
}

// systemd opens a credential to the service's user by an access list, which shows as group mode.
CAF_TEST(a credential of the service manager may show group permission) {
  environment["CREDENTIALS_DIRECTORY"] = (folder / "credentials").string();
  write("credentials/api_key", "k", perms::owner_read | perms::group_read);
  CAF_CHECK_EQUAL(api_key(R"("api_key": "file:api_key")"), "k");
  write("credentials/other", "k", mode_604);
  CAF_CHECK_EQUAL(error_places(run_file(R"("api_key": "file:other")")), "E-12 /gateway/api_key\n");
}

CAF_TEST(a secret file must be there with something in it) {
  write("empty", "\n");
  write("huge", std::string(100'000, 'x'));
  for (const char* name : {"missing", "empty", "huge", "."})
    CAF_CHECK_EQUAL(error_places(run_file(R"("api_key": "file:)" + std::string{name} + "\"")),
                    "E-12 /gateway/api_key\n");
}

// R-C-3: allowed under gateway, storage, logging, operator, notifications.
CAF_TEST(references are replaced in some sections only) {
  environment["X"] = "WARN";
  const auto read = good(file_with(R"(, "accounts": [{"id": 1}],
    "storage": {"dir": "${X}"}, "logging": {"dir": "${X}", "level": "${X}"},
    "operator": {"socket": "${X}", "admin_group": "${X}", "trader_group": "${X}"},
    "notifications": {"heartbeat_url": "${X}"}, "gateway": {"ca_file": "${X}"})"));
  CAF_CHECK_EQUAL(read.storage_dir, "WARN");
  CAF_CHECK_EQUAL(read.logging.dir, "WARN");
  CAF_CHECK_EQUAL(read.logging.level, "WARN");
  CAF_CHECK_EQUAL(read.operators.socket, "WARN");
  CAF_CHECK_EQUAL(read.operators.admin_group, "WARN");
  CAF_CHECK_EQUAL(read.operators.trader_group, "WARN");
  CAF_CHECK_EQUAL(read.notifications.heartbeat_url.value().reveal(), "WARN");
  CAF_CHECK_EQUAL(read.gateways.at(0).ca_file.value(), "WARN");
  CAF_CHECK_EQUAL(error_places(file_with(R"(, "accounts": [{"name": "${X}"}], "pnl_basis": "${X}",
    "record": {"file": "${X}"}, "reset": {"timezone": "${X}"})")),
                  "E-1 /accounts/0/name\nE-1 /pnl_basis\nE-1 /record/file\nE-1 /reset/timezone\n");
}

CAF_TEST(what a reference stands for is checked like a literal) {
  environment["X"] = "loud";
  CAF_CHECK_EQUAL(error_places(file_with(R"(, "accounts": [{"id": 1}], "logging": {"level": "${X}"},
                                            "gateway": {"rest_url": "${X}"})")),
                  "E-1 /logging/level\nE-1 /gateway/rest_url\n");
}

CAF_TEST(a login is never looked up in the env file of another) {
  const auto a = write("a.env", "KEY=of-a\nNAME=a\n");
  const auto b = write("b.env", "NAME=b\n");
  const auto text = file_with(R"(, "accounts": [{"id": 1, "gateway": "a"}], "gateways": {
    "a": {"env_file": ")" + a.string()
                              + R"(", "username": "${NAME}", "api_key": "${KEY}"},
    "b": {"env_file": ")" + b.string()
                              + R"(", "username": "${NAME}", "api_key": "${KEY}"}})");
  CAF_CHECK_EQUAL(error_places(text), "E-12 /gateways/b/api_key\n");
  environment["KEY"] = "of-all";
  const auto read = good(text);
  CAF_CHECK_EQUAL(read.gateways.at(0).api_key.reveal(), "of-a");
  CAF_CHECK_EQUAL(read.gateways.at(0).username.reveal(), "a");
  CAF_CHECK_EQUAL(read.gateways.at(1).api_key.reveal(), "of-all");
  CAF_CHECK_EQUAL(read.gateways.at(1).username.reveal(), "b");
}

// R-C-3: the source, never the value.
CAF_TEST(the source of every reference is known) {
  const auto file = write("secrets.env", "KEY=hunter2\n");
  const auto read
    = good(run_file(R"("env_file": ")" + file.string() + R"(", "api_key": "${KEY}")"));
  std::string sources;
  for (const auto& each : read.references)
    sources += each.pointer + " " + each.reference + " " + each.source + "\n";
  CAF_CHECK_EQUAL(sources, "/gateway/api_key ${KEY} " + file.string()
                             + "\n/gateway/username ${PROJECT_X_USERNAME} process environment\n");
}

// R-C-4
CAF_TEST(secrets print as stars) {
  const auto hidden = config::secret<std::string>{"hunter2"};
  std::ostringstream out;
  out << hidden;
  CAF_CHECK_EQUAL(out.str(), "***");
  CAF_CHECK_EQUAL(to_string(hidden), "***");
  CAF_CHECK_EQUAL(hidden.reveal(), "hunter2");
}

CAF_TEST(no value of a secret appears anywhere) {
  environment["KEY"] = "hunter2";
  const auto read = good(file_with(R"(, "accounts": [{"id": 1}],
    "gateway": {"username": "${KEY}", "api_key": "${KEY}"},
    "notifications": {"channels": [{"kind": "telegram", "url": "${KEY}", "token": "${KEY}"}],
                      "heartbeat_url": "${KEY}"})"));
  CAF_CHECK_EQUAL(read.shown.find("hunter2"), std::string::npos);
  CAF_CHECK_EQUAL(read.shown.find("${KEY}"), std::string::npos);
  CAF_CHECK(read.shown.find(R"("api_key": "***")") != std::string::npos);
  CAF_CHECK(read.shown.find(R"("token": "***")") != std::string::npos);
  CAF_CHECK_EQUAL(read.accounts.at(0).canonical.find("hunter2"), std::string::npos);
}

// R-J-6
CAF_TEST(replay reads no other file) {
  context.purpose = config::load_purpose::replay;
  CAF_CHECK_EQUAL(error_places(run_file(R"("env_file": "missing.env", "api_key": "file:missing")")),
                  "");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace config_references
