#include "tests/actor/written_journal.hpp"

#include "adapters/sqlite/store.hpp"
#include "tests/unit/sqlite/temporary_directory.hpp"

#include <stdexcept>
#include <utility>

namespace riskd::test {

using namespace domain;

namespace {

/// Far more than writing takes; nothing waits for it to pass.
constexpr auto patience = std::chrono::seconds{60};

std::unique_ptr<sqlite::store> open(const temporary_directory& directory, const wall_clock& clock) {
  auto opened = sqlite::open_store({.clock = clock,
                                    .directory = directory.path() / "state",
                                    .marker_directory = directory.path()});
  if (!opened)
    throw std::runtime_error("the store cannot be opened");
  return std::move(opened->journal);
}

} // namespace

void written_journal::start(sink reports) {
  sink_ = std::move(reports);
}

void written_journal::write_intent(intent_ticket ticket) {
  const auto written = intent_written{ticket.account, ticket.number};
  all_.emplace_back(std::move(ticket));
  sink_(written);
  sink_(intent_synced{written.account, written.number});
}

void written_journal::append(journal_batch batch) {
  all_.emplace_back(std::move(batch));
}

void written_journal::stop(duration) {
  sink_ = nullptr;
}

restored_account written_journal::reopened(account_id account, const wall_clock& clock) const {
  const temporary_directory directory;
  {
    const auto store = open(directory, clock);
    store->start([](journal_report) {});
    for (const auto& each : all_)
      if (const auto* ticket = std::get_if<intent_ticket>(&each))
        store->write_intent(*ticket);
      else
        store->append(std::get<journal_batch>(each));
    store->stop(patience);
    if (store->lost_records() > 0)
      throw std::runtime_error("the store lost records");
  }
  for (auto& each : open(directory, clock)->restore())
    if (each.account == account)
      return std::move(each);
  restored_account nothing;
  nothing.account = account;
  return nothing;
}

} // namespace riskd::test
