#pragma once

#include "apps/riskctl/exit_code.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace riskd::riskctl {

/// What `config init` was told beforehand; empty where it was not.
struct init_wish {
  /// Nothing is asked.
  bool takes_defaults = false;
  std::string firm;
  std::string size;
  std::string preset;
  std::vector<std::string> accounts;
  std::string rest_url;
  std::string user_hub_url;
  std::string market_hub_url;
  std::string login_from;
  /// Names of variables or files.
  std::string username_in;
  std::string api_key_in;
};

/// Which hub is asked, and how.
struct hub_wish {
  /// Not there if a riskd is asked.
  std::optional<std::string> address;
  /// Files; empty if they were not given.
  std::string token_file;
  std::string ca_file;
  /// The token may go unencrypted to another machine.
  bool allows_plain = false;
};

/// What the user wants.
struct wish {
  /// Name of the command.
  std::string command;
  /// Name of the command below it, as in `config show`.
  std::string action;
  std::string socket;
  hub_wish hub;
  bool as_json = false;
  /// Value of --account, empty if not given.
  std::string only_account;
  /// The argument of `account`.
  std::string account;
  /// `locks --history`: those that ended as well.
  bool with_history = false;
  /// How many of the latest records are wanted; 0 for as many as the daemon tells unasked.
  std::int64_t count = 0;
  /// The argument of `timeline`.
  std::string breach;
  /// `why --at`.
  std::string moment;
  /// The argument of `report`, and how it is written.
  std::string day;
  bool as_csv = false;
  /// `log --follow`.
  bool follows = false;
  /// The argument of `completion`.
  std::string shell;
  /// Files that `replay` reads.
  std::string config;
  std::string events;
  /// What `import` reads, for which account, and the zone of its times.
  std::string format;
  std::int64_t account_id = 1;
  std::string zone;
  /// Files that `audit verify` reads.
  std::vector<std::string> files;
  /// Store or backup that is read without a daemon.
  std::string store;
  /// Where `export` and `backup` write to; empty for their default.
  std::string output;
  /// Number of the audit chain that `export audit` writes; 0 for the newest.
  std::int64_t chain = 0;
  init_wish init;
};

/// The parser of riskctl's command line. Help, completion scripts and the manual page all come from
/// its command tree.
class command_line {
public:
  command_line();
  command_line(const command_line&) = delete;
  command_line& operator=(const command_line&) = delete;
  ~command_line();

  /// Returns what is wanted; or, once help, the version or a complaint has been printed, how to
  /// exit.
  struct parsed {
    std::optional<wish> wanted;
    exit_code otherwise = exit_code::ok;
    /// What it was that nobody may ask for, if that is the complaint, and the socket of the daemon
    /// that is to be told.
    std::string refused_word = {};
    std::string socket = {};
  };

  [[nodiscard]] parsed parse(int count, const char* const* words);

  [[nodiscard]] const CLI::App& app() const {
    return *app_;
  }

private:
  wish wish_;

  std::unique_ptr<CLI::App> app_;
};

/// True for a word that asks to lift, shorten or evade a lock, or to trade: no command has such a
/// name (R-O-2).
[[nodiscard]] bool is_refused_word(const std::string& word);

} // namespace riskd::riskctl
