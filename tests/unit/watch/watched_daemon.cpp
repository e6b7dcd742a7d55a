#include "tests/unit/watch/watched_daemon.hpp"

#include "adapters/control_api/status_json.hpp"
#include "tests/unit/control_api/sample_status.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace riskd::test {

using riskctl::watch::knowledge;
using terminal::key_kind;

knowledge knowing(const domain::daemon_status& status, std::int64_t old) {
  const auto now = status.taken + std::chrono::seconds{1};
  const auto found = control_api::readiness_of(status, now, std::chrono::seconds{10});
  return {std::make_shared<const riskctl::json>(control_api::status_json({status, now, found})),
          old, "", ""};
}

domain::daemon_status status_of_many(std::size_t accounts) {
  auto out = busy_status();
  const auto kinds = out.accounts;
  out.accounts.clear();
  for (std::size_t i = 0; i < accounts; ++i) {
    auto one = kinds[i % kinds.size()];
    one.name = "50KTC-V2-123456-" + std::to_string(78'901'234 + 7 * i);
    one.id = domain::account_id{static_cast<std::int64_t>(1'000'000 + i)};
    out.accounts.push_back(std::move(one));
  }
  return out;
}

void press_all(riskctl::watch::view_state& state, std::u32string_view keys, const knowledge& known,
               std::size_t rows) {
  for (const auto each : keys) {
    const auto kind = each == U'\n'     ? key_kind::enter
                      : each == U'\x1b' ? key_kind::escape
                                        : key_kind::character;
    riskctl::watch::press(state, {kind, kind == key_kind::character ? each : U'\0'},
                          known.answer.get(), rows);
  }
}

} // namespace riskd::test
