#pragma once

#include "adapters/json/exact_document.hpp"
#include "domain/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace riskd::projectx {

/// Ends each record of the hub protocol (`projectx-gateway.md` 4.2).
inline constexpr char record_separator = '\x1e';

/// Cuts a byte stream into records, wherever frames and messages end. Memory is bounded: a record
/// that exceeds the limit is skipped up to its separator and counted, and the stream goes on.
class record_splitter {
public:
  explicit record_splitter(std::size_t record_max) : record_max_(record_max) {
  }

  /// Calls `on_record(std::string_view)` for each record that `bytes` completes, in order. The view
  /// is valid during the call only. Empty records are passed over.
  template <class OnRecord>
  void feed(std::string_view bytes, OnRecord&& on_record) {
    for (auto end = bytes.find(record_separator); end != std::string_view::npos;
         end = bytes.find(record_separator)) {
      const auto piece = bytes.substr(0, end);
      bytes.remove_prefix(end + 1);
      if (!is_within_limit(piece)) {
        end_oversized();
      } else if (pending_.empty()) {
        if (!piece.empty())
          on_record(piece);
      } else {
        pending_ += piece;
        on_record(std::string_view{pending_});
        pending_.clear();
      }
    }
    keep(bytes);
  }

  /// Returns how many records were skipped for their size since the last call.
  [[nodiscard]] std::size_t take_oversized();

private:
  [[nodiscard]] bool is_within_limit(std::string_view piece) const {
    return !skipping_ && pending_.size() + piece.size() <= record_max_;
  }

  void end_oversized();

  void keep(std::string_view rest);

  std::size_t record_max_;

  /// The beginning of a record whose end has not come yet.
  std::string pending_;

  /// The rest of an oversized record is being passed over.
  bool skipping_ = false;

  std::size_t oversized_ = 0;
};

/// A call by the server: every event is one.
struct invocation {
  std::string_view target;
  json::exact_value arguments;
};

/// The answer to one of our calls.
struct completion {
  std::string invocation_id;
  /// Empty if the call succeeded.
  std::optional<std::string> error;
};

struct ping {};

/// The server is about to close the connection.
struct close_notice {
  std::string error;
};

/// A message type that we neither use nor need, to be ignored.
struct other_record {
  std::int64_t type = 0;
};

using hub_record = std::variant<invocation, completion, ping, close_notice, other_record>;

/// Tells what a record is. The result refers to `document` as long as that reads nothing else.
/// Fails with `malformed_input` if it is not an object with an integral `type`, or an invocation
/// without a target, or a completion without an id.
[[nodiscard]] domain::result<hub_record> classify(const json::exact_document& document);

/// Reads the server's answer to the handshake: nothing if it accepted, else why it did not.
[[nodiscard]] std::optional<std::string> handshake_refusal(const json::exact_document& document);

/// The client's first record: JSON protocol, version 1.
[[nodiscard]] std::string handshake_record();

[[nodiscard]] std::string ping_record();

/// A call of a hub method with one argument or none, to be answered under `invocation_id`.
[[nodiscard]] std::string
invocation_record(std::uint64_t invocation_id, std::string_view target,
                  const std::variant<std::monostate, std::int64_t, std::string>& argument);

} // namespace riskd::projectx
