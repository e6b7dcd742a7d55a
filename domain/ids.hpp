#pragma once

#include "domain/short_text.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace riskd::domain {

/// An identifier that cannot be mistaken for one of another kind.
template <class Tag, class Representation>
class identifier {
public:
  identifier() = default;

  explicit identifier(Representation value) : value_(std::move(value)) {
  }

  [[nodiscard]] const Representation& value() const {
    return value_;
  }

  friend auto operator<=>(const identifier&, const identifier&) = default;

private:
  Representation value_{};
};

/// The gateway's account id (R-V-1). Events are attributed by it, never by the account's name.
using account_id = identifier<struct account_id_tag, std::int64_t>;

/// The gateway's contract id such as `CON.F.US.MNQ.H26`, compared byte-wise (R-V-2).
using contract_id = identifier<struct contract_id_tag, short_text>;

/// The gateway's order id. Passes 2^31 (`projectx-gateway.md` 2.7.1).
using order_id = identifier<struct order_id_tag, std::int64_t>;

/// The gateway's id of one fill.
using trade_id = identifier<struct trade_id_tag, std::int64_t>;

/// The gateway's id of one position row.
using position_id = identifier<struct position_id_tag, std::int64_t>;

/// Our own id of one breach, unique within the daemon's journal.
using breach_id = identifier<struct breach_id_tag, std::int64_t>;

/// Our own id of one enforcement command, unique within one run; pairs a reply with its command.
using command_id = identifier<struct command_id_tag, std::int64_t>;

/// Our own id of one question to the broker, unique within one run.
using query_id = identifier<struct query_id_tag, std::int64_t>;

template <class Tag>
[[nodiscard]] std::string to_string(const identifier<Tag, std::int64_t>& x) {
  return std::to_string(x.value());
}

template <class Tag>
[[nodiscard]] std::string to_string(const identifier<Tag, short_text>& x) {
  return x.value().text();
}

} // namespace riskd::domain

template <class Tag, class Representation>
struct std::hash<riskd::domain::identifier<Tag, Representation>> {
  std::size_t operator()(const riskd::domain::identifier<Tag, Representation>& x) const noexcept {
    return std::hash<Representation>{}(x.value());
  }
};
