#pragma once

#include "adapters/terminal/command_tree.hpp"

#include <string>
#include <utility>
#include <vector>

namespace riskd::terminal {

/// A section of a manual page that the command tree does not know: a list of terms.
struct manual_section {
  /// In capitals, for example `EXIT STATUS`.
  std::string title;
  /// Each term and what it means.
  std::vector<std::pair<std::string, std::string>> terms;
};

struct manual_details {
  int section = 1;
  /// Name and version of the project, for example `riskd 0.1.0`.
  std::string source;
  /// Come after the commands, in this order.
  std::vector<manual_section> more;
  /// Names of related pages with their sections, for example `riskd(8)`.
  std::vector<std::string> see_also;
};

/// Writes the manual page of a program in the man(7) language, from its command tree.
[[nodiscard]] std::string manual_page(const command_description& program,
                                      const manual_details& details);

} // namespace riskd::terminal
