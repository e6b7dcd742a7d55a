#include "adapters/projectx/signalr_records.hpp"

#include "adapters/projectx/stream_events.hpp"
#include "tests/fuzz/fuzz_target.hpp"

#include <string>
#include <utility>
#include <vector>

// Bytes of a hub connection: the first byte says after how many bytes the stream is cut.

namespace riskd::fuzz {

namespace {

/// Small, so that a short input can exceed it.
constexpr std::size_t record_max = 512;

struct split_stream {
  std::vector<std::string> records;
  std::size_t oversized = 0;

  friend bool operator==(const split_stream&, const split_stream&) = default;
};

/// Splits `bytes` as they come in pieces of `piece_size`; 0 stands for a single piece.
split_stream split(std::string_view bytes, std::size_t piece_size) {
  split_stream out;
  projectx::record_splitter splitter{record_max};
  const auto keep = [&](std::string_view record) {
    out.records.emplace_back(record);
  };
  while (!bytes.empty()) {
    const auto piece = bytes.substr(0, piece_size == 0 ? bytes.size() : piece_size);
    splitter.feed(piece, keep);
    bytes.remove_prefix(piece.size());
  }
  out.oversized = splitter.take_oversized();
  return out;
}

/// The same in the simplest way that there is.
split_stream split_at_once(std::string_view bytes) {
  split_stream out;
  for (auto end = bytes.find(projectx::record_separator); end != std::string_view::npos;
       end = bytes.find(projectx::record_separator)) {
    if (end > record_max)
      ++out.oversized;
    else if (end > 0)
      out.records.emplace_back(bytes.substr(0, end));
    bytes.remove_prefix(end + 1);
  }
  return out;
}

void read_record(const std::string& record) {
  const auto document = json::exact_document::parse(record);
  if (!document)
    return;
  const auto refusal = projectx::handshake_refusal(*document);
  RISKD_ENSURES(refusal || document->root().is_object());
  const auto kind = projectx::classify(*document);
  if (!kind)
    return;
  const auto* call = std::get_if<projectx::invocation>(&*kind);
  if (call == nullptr)
    return;
  std::vector<domain::broker_report> reports;
  projectx::read_event(projectx::event_named(call->target), call->arguments, reports);
}

/// What we send ourselves is one record, and says what it should.
void check_own_call(std::string_view argument) {
  const auto sent = projectx::invocation_record(7, argument, std::string{argument.substr(0, 64)});
  RISKD_ENSURES(sent.find(projectx::record_separator) == sent.size() - 1);
  const auto document = json::exact_document::parse(sent.substr(0, sent.size() - 1));
  RISKD_ENSURES(document.has_value());
  const auto kind = projectx::classify(*document);
  RISKD_ENSURES(kind && std::holds_alternative<projectx::invocation>(*kind));
  RISKD_ENSURES(std::get<projectx::invocation>(*kind).arguments.size() == 1);
}

} // namespace

void try_input(std::string_view input) {
  const auto piece_size = 1 + take_choice(input, 250);
  const auto whole = split(input, 0);
  RISKD_ENSURES(whole == split_at_once(input));
  RISKD_ENSURES(whole == split(input, piece_size));
  for (const auto& each : whole.records)
    read_record(each);
  check_own_call(input);
}

} // namespace riskd::fuzz
