#include "adapters/sqlite/store.hpp"

#include "adapters/sqlite/directory_lock.hpp"
#include "adapters/sqlite/guard_marker.hpp"
#include "adapters/sqlite/journal_writer.hpp"
#include "adapters/sqlite/open_database.hpp"
#include "adapters/sqlite/staged_intents.hpp"
#include "domain/contract_check.hpp"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>

namespace riskd::sqlite {

using domain::account_id;
using domain::journal_entry;
using domain::result;

/// The threads come last: they end before what they work with.
class store::parts {
public:
  parts(const store_options& options, posix_file lock, intent_files files,
        std::uint64_t last_intent, std::uint64_t covered, writer_parts writing)
    : lock_(std::move(lock)),
      queue_(options.queue_rows_max,
             options.measures != nullptr ? &options.measures->journal_waiting : nullptr),
      intents_(std::move(files), last_intent, covered, options.retry_interval, health_,
               [this] { queue_.wake(); }),
      writer_(std::move(writing), queue_, intents_, health_, options.clock, options.retry_interval,
              options.measures) {
  }

  void enqueue(queued_records records) {
    const auto dropped = queue_.push(std::move(records));
    if (dropped > 0)
      health_.failed(journal_part::queue, "more records are waiting than may: the oldest that do "
                                          "not bind are being dropped");
  }

  posix_file lock_;
  std::vector<domain::restored_account> accounts_;
  journal_health health_;
  write_queue queue_;
  /// Guards the order in which intents and batches reach both queues.
  std::mutex intake_;
  staged_intents staged_;
  bool is_started_ = false;
  intent_journal intents_;
  journal_writer writer_;
};

store::store(std::unique_ptr<parts> made) : parts_(std::move(made)) {
}

store::~store() {
  stop(domain::duration{});
}

std::vector<domain::restored_account> store::restore() {
  return std::exchange(parts_->accounts_, {});
}

void store::start(sink reports) {
  RISKD_EXPECTS(!parts_->is_started_);
  parts_->is_started_ = true;
  parts_->health_.start(reports);
  parts_->intents_.start(reports);
  parts_->writer_.start(std::move(reports));
}

void store::write_intent(domain::intent_ticket ticket) {
  queued_records staged;
  staged.account = ticket.account;
  std::transform(ticket.entries.begin(), ticket.entries.end(), std::back_inserter(staged.entries),
                 as_journal_entry);
  const std::scoped_lock guard{parts_->intake_};
  parts_->staged_.add(ticket.account, staged.entries);
  // The file first: that is what somebody waits for. The database is woken when it is done.
  const auto sequence = parts_->intents_.write(std::move(ticket));
  staged.intent = sequence;
  parts_->enqueue(std::move(staged));
  if (!parts_->intents_.is_about_to_try(sequence))
    parts_->queue_.wake();
}

void store::append(domain::journal_batch batch) {
  const auto needs_account = [](const journal_entry& x) {
    return !std::holds_alternative<domain::audit_entry>(x)
           && !std::holds_alternative<domain::discrepancy>(x);
  };
  RISKD_EXPECTS(batch.account
                || std::none_of(batch.entries.begin(), batch.entries.end(), needs_account));
  const std::scoped_lock guard{parts_->intake_};
  if (batch.account)
    parts_->staged_.remove_known(*batch.account, batch.entries);
  queued_records records;
  records.account = batch.account;
  records.number = batch.number;
  records.entries = std::move(batch.entries);
  parts_->enqueue(std::move(records));
  parts_->queue_.wake();
}

void store::expect_intent() {
  parts_->intents_.expect();
}

void store::stop(domain::duration grace) {
  parts_->writer_.stop(grace);
  parts_->intents_.stop();
}

std::uint64_t store::lost_records() const {
  return parts_->queue_.lost();
}

// Opening

namespace {

/// What opening finds in the order in which it is found.
struct ingredients {
  posix_file lock;
  std::filesystem::path marker_file;
  std::optional<std::set<account_id>> marker;
  intent_files files;
};

result<ingredients> prepare(const store_options& options) {
  for (const auto& each : {options.directory, options.marker_directory})
    if (auto made = make_private_directory(each); !made)
      return made.error();
  auto lock = lock_directory(options.directory);
  if (!lock)
    return lock.error();
  auto marker_file = options.marker_directory / "guarded-accounts";
  auto marker = read_marker(marker_file);
  if (!marker)
    return marker.error();
  auto files = intent_files::open(options.directory, options.intent_bytes_max);
  if (!files)
    return files.error();
  return ingredients{std::move(*lock), std::move(marker_file), std::move(*marker),
                     std::move(*files)};
}

database_options database_of(const store_options& options, bool is_expected) {
  database_options wanted;
  wanted.file = options.directory / "journal.db";
  wanted.busy_timeout = options.busy_timeout;
  wanted.vfs = options.vfs;
  wanted.is_expected = is_expected;
  wanted.now = options.clock.now().wall;
  return wanted;
}

/// Adds the store's accounts to the marker's and returns both; writes the marker if that changed
/// it.
result<std::set<account_id>> complete_marker(const ingredients& found,
                                             const opened_database& opened) {
  auto accounts = found.marker.value_or(std::set<account_id>{});
  for (const auto& each : opened.accounts)
    accounts.insert(each.account);
  if (found.marker != accounts)
    if (auto written = write_marker(found.marker_file, accounts); !written)
      return written.error();
  return accounts;
}

std::vector<account_id> missing_accounts(const ingredients& found, const opened_database& opened) {
  auto missing = found.marker.value_or(std::set<account_id>{});
  for (const auto& each : opened.accounts)
    missing.erase(each.account);
  return {missing.begin(), missing.end()};
}

/// The first record of a new chain names the break (R-P-5).
queued_records break_record(const audit_opening& what, domain::time_point now) {
  domain::audit_entry record;
  record.at = now;
  record.type = "audit_broken";
  record.text = "The audit chain is broken and begins anew. " + what.broken + ".";
  record.data = {{"moved_to", what.moved_to.string()}};
  queued_records records;
  records.entries.emplace_back(std::move(record));
  return records;
}

queued_records staged(const intent_record& pending) {
  queued_records records;
  records.account = pending.ticket.account;
  records.intent = pending.sequence;
  for (const auto& each : pending.ticket.entries)
    records.entries.push_back(as_journal_entry(each));
  return records;
}

} // namespace

result<opened_store> open_store(const store_options& options) {
  auto found = prepare(options);
  if (!found)
    return found.error();
  auto opened
    = open_database(database_of(options, found->marker.has_value()), found->files.found().records);
  if (!opened)
    return opened.error();
  const auto now = options.clock.now().wall;
  audit_opening audit;
  auto exported
    = audit_export::open(options.directory, opened->database, opened->entries.audit(), now, audit);
  if (!exported)
    return exported.error();
  auto marked = complete_marker(*found, *opened);
  if (!marked)
    return marked.error();

  opened_store result;
  result.what = {opened->condition,
                 std::move(opened->reason),
                 std::move(opened->moved_aside),
                 missing_accounts(*found, *opened),
                 found->files.found().tears,
                 audit.broken,
                 opened->last_breach};
  const auto covered = opened->intents_covered;
  const auto& records = found->files.found().records;
  const auto last = std::max(covered, records.empty() ? 0 : records.back().sequence);
  auto parts = std::make_unique<store::parts>(
    options, std::move(found->lock), std::move(found->files), last, covered,
    writer_parts{std::move(opened->database), std::move(opened->entries), std::move(*exported),
                 opened->run, found->marker_file, std::move(*marked)});
  for (const auto& each : opened->pending)
    parts->enqueue(staged(each));
  if (!audit.broken.empty())
    parts->enqueue(break_record(audit, now));
  parts->accounts_ = std::move(opened->accounts);
  result.journal.reset(new store{std::move(parts)});
  return result;
}

} // namespace riskd::sqlite
