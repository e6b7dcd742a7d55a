#include "tests/unit/sqlite/report_recorder.hpp"

#include <algorithm>
#include <chrono>
#include <variant>

namespace riskd::test {

namespace {

std::string text_of(const char* what, domain::account_id account, std::uint64_t number) {
  return std::string{what} + " " + to_string(account) + "/" + std::to_string(number);
}

struct describer {
  std::string operator()(const domain::intent_written& x) const {
    return text_of("written", x.account, x.number);
  }
  std::string operator()(const domain::intent_synced& x) const {
    return text_of("synced", x.account, x.number);
  }
  std::string operator()(const domain::batch_committed& x) const {
    return x.account ? text_of("committed", *x.account, x.number)
                     : "committed daemon/" + std::to_string(x.number);
  }
  std::string operator()(const domain::journal_failed&) const {
    return "failed";
  }
  std::string operator()(const domain::journal_recovered&) const {
    return "recovered";
  }
};

} // namespace

domain::journal_port::sink report_recorder::sink() {
  return [this](const domain::journal_report& report) {
    const std::scoped_lock guard{mutex_};
    reports_.push_back(std::visit(describer{}, report));
    if (const auto* failed = std::get_if<domain::journal_failed>(&report))
      reasons_.push_back(failed->reason);
    changed_.notify_all();
  };
}

std::vector<std::string> report_recorder::all() const {
  const std::scoped_lock guard{mutex_};
  return reports_;
}

bool report_recorder::wait_for(const std::string& report, std::size_t count) const {
  std::unique_lock lock{mutex_};
  return changed_.wait_for(lock, std::chrono::seconds{30}, [&] {
    const auto found = std::count(reports_.begin(), reports_.end(), report);
    return static_cast<std::size_t>(found) >= count;
  });
}

std::size_t report_recorder::count_of(const std::string& report) const {
  const std::scoped_lock guard{mutex_};
  return static_cast<std::size_t>(std::count(reports_.begin(), reports_.end(), report));
}

std::size_t report_recorder::place_of(const std::string& report) const {
  const std::scoped_lock guard{mutex_};
  const auto found = std::find(reports_.begin(), reports_.end(), report);
  return static_cast<std::size_t>(found - reports_.begin());
}

std::vector<std::string> report_recorder::reasons() const {
  const std::scoped_lock guard{mutex_};
  return reasons_;
}

} // namespace riskd::test
