#include "adapters/sqlite/intent_frame.hpp"
#include "adapters/sqlite/intent_record.hpp"
#include "tests/fuzz/fuzz_target.hpp"

#include <algorithm>
#include <string>

// The bytes of an intent file after a crash. A line that begins with `+` is put into a frame, since
// nobody guesses a checksum; every other one stands in the file as it is.

namespace riskd::fuzz {

using namespace sqlite;

namespace {

struct written_file {
  std::string bytes;
  std::vector<std::string> payloads;
};

written_file make_file(std::string_view script) {
  written_file out;
  while (!script.empty()) {
    auto line = take_part(script, '\n');
    if (line.starts_with('+')) {
      out.payloads.emplace_back(line.substr(1));
      out.bytes += make_frame(line.substr(1));
    } else {
      out.bytes += line;
    }
  }
  return out;
}

/// True if `all` has everything of `some` in the same order.
bool has_in_order(const std::vector<std::string>& all, const std::vector<std::string>& some) {
  auto at = all.begin();
  for (const auto& each : some) {
    at = std::find(at, all.end(), each);
    if (at == all.end())
      return false;
    ++at;
  }
  return true;
}

/// Every byte is in a frame or in a tear.
void check_accounted(const scanned_frames& found, std::size_t size) {
  const auto frame_overhead = make_frame("").size();
  std::uint64_t accounted = 0;
  for (const auto& each : found.payloads)
    accounted += frame_overhead + each.size();
  std::uint64_t end = 0;
  for (const auto& each : found.tears) {
    RISKD_ENSURES(each.length > 0 && each.offset >= end);
    end = each.offset + each.length;
    accounted += each.length;
  }
  RISKD_ENSURES(accounted == size && end <= size);
}

/// An intent that is read says the same when it is written again.
void check_intent(std::string_view payload) {
  const auto read = parse_intent(payload);
  if (!read)
    return;
  const auto text = to_json(*read);
  const auto again = parse_intent(text);
  RISKD_ENSURES(again && again->sequence == read->sequence);
  RISKD_ENSURES(again->ticket.account == read->ticket.account);
  RISKD_ENSURES(again->ticket.entries == read->ticket.entries);
  RISKD_ENSURES(to_json(*again) == text);
}

} // namespace

void try_input(std::string_view input) {
  const auto file = make_file(input);
  const auto found = scan_frames(file.bytes);
  if (!found)
    return; // A frame of a newer version, copied into the input as a whole.
  RISKD_ENSURES(has_in_order(found->payloads, file.payloads));
  check_accounted(*found, file.bytes.size());
  for (const auto& each : found->payloads)
    check_intent(each);
  check_intent(input);
}

} // namespace riskd::fuzz
