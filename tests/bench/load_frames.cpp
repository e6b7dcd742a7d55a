#include "tests/bench/load_frames.hpp"

#include "tests/bench/stub_texts.hpp"

#include <stdexcept>
#include <string_view>

namespace riskd::bench {

using namespace domain;

namespace {

/// The text of an object. Prices and money keep their digits.
class row_text {
public:
  explicit row_text(std::int64_t account) {
    number("accountId", std::to_string(account));
  }

  row_text& number(std::string_view name, std::string_view digits) {
    text_ += text_.empty() ? "{\"" : ",\"";
    text_.append(name).append("\":").append(digits);
    return *this;
  }

  row_text& number(std::string_view name, std::int64_t value) {
    return number(name, std::to_string(value));
  }

  row_text& words(std::string_view name, std::string_view value) {
    return number(name, "\"" + std::string{value} + "\"");
  }

  [[nodiscard]] std::string done() const {
    return text_ + "}";
  }

private:
  std::string text_;
};

std::int64_t number_of(side x) {
  return x == side::buy ? 0 : 1;
}

struct frame_writer {
  std::int64_t account;

  std::string operator()(const order_row& x) const {
    row_text row{account};
    row.number("id", x.id.value())
      .words("contractId", x.contract.value())
      .words("symbolId", "F.US.MNQ")
      .words("creationTimestamp", to_string(x.updated.value()))
      .words("updateTimestamp", to_string(x.updated.value()))
      .number("status", static_cast<std::int64_t>(x.status))
      .number("type", static_cast<std::int64_t>(x.type))
      .number("side", number_of(x.side))
      .number("size", x.size.count())
      .number("fillVolume", x.filled.count());
    return event_frame("GatewayUserOrder", 1, row.done());
  }

  std::string operator()(const trade_row& x) const {
    row_text row{account};
    row.number("id", x.id.value())
      .words("contractId", x.contract.value().value())
      .words("creationTimestamp", to_string(x.created.value()))
      .number("price", to_string(x.price.value()))
      .number("fees", to_string(x.fees.value()))
      .number("side", number_of(x.side.value()))
      .number("size", x.size.value().count())
      .number("voided", "false")
      .number("orderId", x.order.value().value());
    if (x.profit_and_loss)
      row.number("profitAndLoss", to_string(*x.profit_and_loss));
    return event_frame("GatewayUserTrade", 0, row.done());
  }

  std::string operator()(const position_row& x) const {
    const bool is_flat = x.size == quantity{};
    row_text row{account};
    row.number("id", x.id.value().value())
      .words("contractId", x.contract.value())
      .words("creationTimestamp", to_string(x.created.value()))
      .number("type", is_flat ? 0 : 1 + number_of(x.held))
      .number("size", x.size.count())
      .number("averagePrice", to_string(x.average.value()));
    return event_frame("GatewayUserPosition", is_flat ? 2 : 1, row.done());
  }

  template <class Other>
  std::string operator()(const Other&) const {
    throw std::logic_error("a day of trading has orders, trades and positions only");
  }
};

} // namespace

std::string frame_of(std::int64_t account, const account_payload& event) {
  return std::visit(frame_writer{account}, event);
}

} // namespace riskd::bench
