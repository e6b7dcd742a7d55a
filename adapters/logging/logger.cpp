#include "adapters/logging/logger.hpp"

#include "adapters/logging/json_text.hpp"
#include "adapters/logging/line_budget.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>
#include <vector>

namespace riskd::logging {

namespace {

constexpr std::string_view account_key = "account";

/// The members that every line begins with.
std::string line_head(domain::time_point at, level severity, std::string_view event) {
  std::string out;
  out.reserve(256);
  out += R"({"ts":)";
  append_json_string(out, domain::to_string(at));
  out += R"(,"level":")";
  out += to_string(severity);
  out += R"(","event":)";
  append_json_string(out, event);
  return out;
}

void append(std::string& out, const field& x) {
  out += ',';
  x.append_to(out);
}

} // namespace

const char* to_string(level x) {
  switch (x) {
    case level::debug:
      return "DEBUG";
    case level::info:
      return "INFO";
    case level::warn:
      return "WARN";
    case level::error:
      return "ERROR";
    case level::critical:
      return "CRITICAL";
  }
  return "unlisted";
}

std::optional<level> parse_level(std::string_view text) {
  if (text == "WARNING")
    return level::warn;
  for (const auto x : {level::debug, level::info, level::warn, level::error, level::critical})
    if (text == to_string(x))
      return x;
  return std::nullopt;
}

/// What all copies of a handle share.
class logger::core {
public:
  core(std::shared_ptr<line_sink> sink, const domain::wall_clock& clock,
       const logger_options& options)
    : sink_(std::move(sink)), clock_(clock), threshold_(options.threshold),
      budget_(options.equal_lines_per_second) {
  }

  [[nodiscard]] level threshold() const {
    return threshold_;
  }

  void write(level severity, event_id event, const std::optional<domain::account_id>& account,
             field_list fields) {
    const auto now = clock_.now();
    const auto* named = find_account(fields);
    const auto* id = account ? &*account : named != nullptr ? named->account() : nullptr;
    const auto key
      = line_budget::key{event.text(), id != nullptr ? std::optional{*id} : std::nullopt};
    const auto [answer, leftovers, newly_lost] = admit(key, now.monotonic);
    report(leftovers, newly_lost, now.wall);
    if (!answer.admitted)
      return;
    auto line = line_head(now.wall, severity, event.text());
    if (account)
      append(line, field{account_key, *account});
    else if (named != nullptr)
      append(line, *named);
    for (const auto* each : fields)
      if (each->key() != account_key)
        append(line, *each);
    if (answer.suppressed > 0)
      append(line, field{"suppressed", answer.suppressed});
    line += '}';
    sink_->write(line);
  }

  void finish() {
    std::vector<line_budget::leftover> leftovers;
    {
      const std::lock_guard guard{mutex_};
      leftovers = budget_.take_all();
    }
    report(leftovers, 0, clock_.now().wall);
  }

private:
  struct admission {
    line_budget::answer answer;
    std::vector<line_budget::leftover> leftovers;
    std::uint64_t newly_lost = 0;
  };

  static const field* find_account(field_list fields) {
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [](const field* x) { return x->key() == account_key; });
    return found == fields.end() ? nullptr : *found;
  }

  admission admit(const line_budget::key& key, domain::duration read_at) {
    const std::lock_guard guard{mutex_};
    // Threads may arrive here in another order than they read the clock.
    now_ = std::max(now_, read_at);
    auto leftovers = budget_.take_expired(now_);
    const auto answer = budget_.ask(key, now_);
    return {answer, std::move(leftovers), take_newly_lost()};
  }

  /// Looks at most once per second: a sink that loses lines must not get more of them for it.
  std::uint64_t take_newly_lost() {
    if (now_ < next_look_)
      return 0;
    next_look_ = now_ + std::chrono::seconds{1};
    const auto lost = sink_->lost();
    return lost - std::exchange(lost_, lost);
  }

  /// These lines have no budget of their own: there are at most as many as kinds of line per
  /// second.
  void report(const std::vector<line_budget::leftover>& leftovers, std::uint64_t newly_lost,
              domain::time_point at) {
    for (const auto& each : leftovers) {
      auto line = line_head(at, level::info, "log.suppressed");
      const auto& [event, account] = each.line;
      if (account)
        append(line, field{account_key, *account});
      append(line, field{"of", event});
      append(line, field{"suppressed", each.suppressed});
      line += '}';
      sink_->write(line);
    }
    if (newly_lost > 0) {
      auto line = line_head(at, level::warn, "log.overrun");
      append(line, field{"lost", newly_lost});
      line += '}';
      sink_->write(line);
    }
  }

  std::shared_ptr<line_sink> sink_;

  const domain::wall_clock& clock_;

  const level threshold_;

  std::mutex mutex_;

  domain::duration now_ = domain::duration::min();

  line_budget budget_;

  domain::duration next_look_ = domain::duration::min();

  std::uint64_t lost_ = 0;
};

logger::logger(std::shared_ptr<line_sink> sink, const domain::wall_clock& clock,
               const logger_options& options)
  : core_(std::make_shared<core>(std::move(sink), clock, options)) {
}

logger logger::for_account(domain::account_id account) const {
  auto bound = *this;
  bound.account_ = account;
  return bound;
}

bool logger::writes(level x) const {
  return core_ != nullptr && x >= core_->threshold();
}

void logger::finish() const {
  if (core_)
    core_->finish();
}

void logger::write(level severity, event_id event, field_list fields) const {
  if (writes(severity))
    core_->write(severity, event, account_, fields);
}

} // namespace riskd::logging
