#include "domain/event_key.hpp"

#include "domain/time.hpp"

namespace riskd::domain {

namespace {

template <class T>
std::string text_of(const std::optional<T>& x) {
  return x ? std::string{to_string(*x)} : std::string{"-"};
}

std::string text_of(const std::optional<bool>& x) {
  if (!x)
    return "-";
  return *x ? "1" : "0";
}

std::string text_of(const std::optional<std::string>& x) {
  return x.value_or("-");
}

template <class... Parts>
std::string joined(const char* kind, const Parts&... parts) {
  auto out = std::string{kind};
  ((out += ':', out += parts), ...);
  return out;
}

struct key_visitor {
  std::uint64_t sequence = 0;

  std::string operator()(const trade_row& x) const {
    return joined("trade", to_string(x.id), text_of(x.profit_and_loss), text_of(x.fees),
                  text_of(x.commissions), text_of(x.order), text_of(x.contract), text_of(x.side),
                  text_of(x.size), text_of(x.price), text_of(x.voided));
  }

  std::string operator()(const order_row& x) const {
    return joined("order", to_string(x.id), std::to_string(static_cast<std::int32_t>(x.status)),
                  to_string(x.filled), to_string(x.size), text_of(x.limit_price),
                  text_of(x.stop_price), text_of(x.updated), std::to_string(sequence));
  }

  std::string operator()(const position_row& x) const {
    return joined("position", x.contract.value(), to_string(x.size), std::to_string(sequence));
  }

  std::string operator()(const account_row& x) const {
    return joined("account", text_of(x.can_trade), text_of(x.balance), text_of(x.name),
                  std::to_string(sequence));
  }

  std::string operator()(const rejected_payload& x) const {
    return joined("rejected", x.reason, std::to_string(sequence));
  }
};

} // namespace

std::string event_key(const account_payload& payload, std::uint64_t sequence) {
  return std::visit(key_visitor{sequence}, payload);
}

} // namespace riskd::domain
