#pragma once

#include "domain/ports/journal_port.hpp"

#include <map>
#include <mutex>
#include <string>

namespace riskd::sqlite {

/// The parts of the journal that can fail, each on its own.
enum class journal_part {
  database,
  /// More records are waiting than may.
  queue,
  intent_write,
  intent_sync,
  /// The log cannot be moved into the database and grows.
  checkpoint,
  audit_file,
  marker,
};

/// Turns the troubles of the parts into reports: `journal_failed` when one begins to fail,
/// `journal_recovered` when all work again. Callable from any thread.
class journal_health {
public:
  /// Reports what has failed so far and everything that follows.
  void start(domain::journal_port::sink reports);

  void failed(journal_part part, const std::string& reason);

  void worked(journal_part part);

private:
  /// Held while reporting, so that reports come in the order of events.
  std::mutex mutex_;

  domain::journal_port::sink reports_;

  std::map<journal_part, std::string> failing_;
};

} // namespace riskd::sqlite
