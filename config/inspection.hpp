#pragma once

#include "config/load_context.hpp"
#include "config/problem.hpp"
#include "config/references.hpp"
#include "config/schema.hpp"
#include "config/value.hpp"

#include <optional>
#include <string>

namespace riskd::config {

/// Checks a file against the tree of keys: everything that can be said of one value alone. Whatever
/// is refused becomes unusable, so that later checks conclude nothing from it.
class inspection {
public:
  inspection(const load_context& context, reference_resolver& references, problem_list& problems);

  /// Checks `x` and everything below it.
  void check(value& x, const node& form);

  /// Notes a problem of `x`.
  void note(const value& x, problem_code code, std::string found, std::string allowed);

  /// Notes a problem of `x` and makes it unusable.
  void refuse(value& x, problem_code code, std::string found, std::string allowed,
              std::string did_you_mean = {});

  /// Refuses a value of the wrong type or range.
  void refuse_form(value& x, std::string allowed);

  /// Returns the content of a text; of a reference what it stands for. Empty if it is no text,
  /// which is then refused, or if the reference is open.
  std::optional<std::string> text_of(value& x, const std::string& allowed);

  /// As `text_of`, for a value that must be a reference (R-C-4).
  void check_secret(value& x);

  /// Writes a value as it stands in the file, or only its kind where it may be a secret.
  [[nodiscard]] std::string describe(const value& x) const;

  [[nodiscard]] const load_context& context() const {
    return context_;
  }

private:
  void check_section(value& x, const node& form);

  void check_table(value& x, const node& form);

  void check_list(value& x, const node& form);

  bool check_unknown(member& x, const node& form);

  const load_context& context_;

  reference_resolver& references_;

  problem_list& problems_;

  /// What the sections around the value allow.
  bool confidential_ = false;

  bool takes_references_ = false;
};

/// Joins words as `a, b, c`.
[[nodiscard]] std::string listed(const std::vector<std::string>& words);

/// Writes a text between quotation marks, shortened if it is long.
[[nodiscard]] std::string quotation(const std::string& text);

} // namespace riskd::config
