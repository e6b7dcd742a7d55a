#pragma once

#include "domain/ids.hpp"
#include "domain/quote.hpp"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace riskd::domain {

/// The quotes of one login and who wants them. An account with neither position nor order in a
/// contract never sees its quotes (DESIGN 3).
class quote_board {
public:
  /// @param window Quotes of a contract that follow its first within this time are merged (R-X-4);
  /// 0 passes every one on.
  explicit quote_board(duration window = {}) : window_(window) {
  }

  /// What became of a quote.
  enum class fate : std::uint8_t {
    /// Older than what is cached.
    dropped,
    /// To be passed on now.
    passed,
    /// Merged; whoever holds back must call `window_over` after the window. Returned once per
    /// window.
    window_opened,
    /// Merged into a window that is open.
    merged,
    /// Nobody wants it.
    unwanted,
  };

  fate take(const quote_delta& delta, time_point now, duration monotonic);

  /// Ends the window of a contract. Returns whether something was merged meanwhile and is to be
  /// passed on now.
  [[nodiscard]] bool window_over(const contract_id& contract, duration monotonic);

  /// The quote to be passed on now, and the extreme last prices since one was passed on before.
  struct passed_quote {
    quote merged;
    std::optional<price> low;
    std::optional<price> high;
  };

  /// @pre the contract was quoted
  [[nodiscard]] passed_quote pass_on(const contract_id& contract);

  [[nodiscard]] const quote* find(const contract_id& contract) const;

  /// Sets which contracts an account has in play. Contracts that somebody has come to want, and
  /// those that nobody wants any more, are added to the lists.
  void set_interest(account_id account, const std::vector<contract_id>& contracts,
                    std::vector<contract_id>& wanted, std::vector<contract_id>& unwanted);

  /// An event may bring the contract into play: the account gets its quotes from now on, until it
  /// says otherwise. Returns true if nobody wanted the contract before.
  bool add_interest(account_id account, const contract_id& contract);

  [[nodiscard]] const std::set<account_id>& interested(const contract_id& contract) const;

private:
  struct contract_line {
    quote market;
    /// Extreme last prices since a quote was passed on (R-X-4).
    std::optional<price> low;
    std::optional<price> high;
    std::set<account_id> accounts;
    /// Monotonic time at which a quote was last passed on.
    std::optional<duration> passed;
    bool window_open = false;
    bool has_merged = false;
  };

  duration window_;
  std::map<contract_id, contract_line> lines_;
};

} // namespace riskd::domain
