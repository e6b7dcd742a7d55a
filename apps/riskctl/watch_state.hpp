#pragma once

#include "adapters/terminal/key.hpp"
#include "apps/riskctl/report_parts.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace riskd::riskctl::watch {

/// What fills the screen.
enum class page : std::uint8_t { overview, account, help };

/// In which order accounts are listed.
enum class order : std::uint8_t { worst, configured, name, total, used, lock };

/// `worst first` and so on.
[[nodiscard]] const char* to_string(order x);

/// Which accounts are listed.
enum class subset : std::uint8_t { all, troubled, locked, holding };

/// `all accounts` and so on.
[[nodiscard]] const char* to_string(subset x);

/// What the user chose to see. A plain value: keys change it, and a screen is drawn of it.
struct view_state {
  page shown = page::overview;
  /// Where `help` was asked for.
  page before_help = page::overview;
  order sorted = order::worst;
  bool reversed = false;
  subset kept = subset::all;
  /// Part of a name, id, state or mode; empty for all.
  std::string filter;
  /// Keys go into the filter.
  bool typing = false;
  /// Name of the account that is chosen; the first one counts if it is not listed.
  std::string chosen;
  /// First line shown of a page that is longer than the screen.
  std::size_t scroll = 0;
  /// The user wants to leave.
  bool over = false;

  friend bool operator==(const view_state&, const view_state&) = default;
};

/// The accounts of an answer to `/v1/status` that are to be listed, in order.
[[nodiscard]] std::vector<const json*> listed_accounts(const view_state& state, const json& answer);

/// Where the chosen account is among those listed; 0 if it is not.
[[nodiscard]] std::size_t chosen_index(const view_state& state,
                                       const std::vector<const json*>& listed);

/// Does what a key is for.
///
/// @param answer The latest answer to `/v1/status`, null if there is none.
/// @param rows How many rows the screen has.
void press(view_state& state, terminal::key pressed, const json* answer, std::size_t rows);

} // namespace riskd::riskctl::watch
