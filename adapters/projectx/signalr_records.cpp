#include "adapters/projectx/signalr_records.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace riskd::projectx {

using domain::failure;
using domain::failure_code;
using domain::result;
using json::exact_value;

namespace {

// Message types of the hub protocol (`projectx-gateway.md` 4.3).
constexpr std::int64_t invocation_type = 1;
constexpr std::int64_t completion_type = 3;
constexpr std::int64_t ping_type = 6;
constexpr std::int64_t close_type = 7;

failure malformed(const char* reason) {
  return {failure_code::malformed_input, reason};
}

result<hub_record> as_invocation(const exact_value& root) {
  const auto target = root["target"].text();
  if (!target)
    return malformed("an invocation without a target");
  return hub_record{invocation{*target, root["arguments"]}};
}

result<hub_record> as_completion(const exact_value& root) {
  const auto id = root["invocationId"].text();
  if (!id)
    return malformed("a completion without an invocation id");
  completion found{std::string{*id}, std::nullopt};
  if (!root["error"].is_missing())
    found.error = root["error"].text().value_or("no reason given");
  return hub_record{std::move(found)};
}

} // namespace

std::size_t record_splitter::take_oversized() {
  return std::exchange(oversized_, 0);
}

void record_splitter::end_oversized() {
  ++oversized_;
  skipping_ = false;
  pending_.clear();
}

void record_splitter::keep(std::string_view rest) {
  if (is_within_limit(rest)) {
    pending_ += rest;
    return;
  }
  skipping_ = true;
  pending_.clear();
}

result<hub_record> classify(const json::exact_document& document) {
  const auto root = document.root();
  if (!root.is_object())
    return malformed("not an object");
  const auto type = root["type"].integer();
  if (!type)
    return malformed("no type");
  if (*type == invocation_type)
    return as_invocation(root);
  if (*type == completion_type)
    return as_completion(root);
  if (*type == ping_type)
    return hub_record{ping{}};
  if (*type == close_type)
    return hub_record{close_notice{std::string{root["error"].text().value_or("")}}};
  return hub_record{other_record{*type}};
}

std::optional<std::string> handshake_refusal(const json::exact_document& document) {
  const auto root = document.root();
  if (!root.is_object())
    return "the handshake reply is not an object";
  if (root["error"].is_missing())
    return std::nullopt;
  return std::string{root["error"].text().value_or("no reason given")};
}

std::string handshake_record() {
  return std::string{R"({"protocol":"json","version":1})"} + record_separator;
}

std::string ping_record() {
  return std::string{R"({"type":6})"} + record_separator;
}

std::string
invocation_record(std::uint64_t invocation_id, std::string_view target,
                  const std::variant<std::monostate, std::int64_t, std::string>& argument) {
  auto arguments = nlohmann::json::array();
  if (const auto* number = std::get_if<std::int64_t>(&argument))
    arguments.push_back(*number);
  else if (const auto* text = std::get_if<std::string>(&argument))
    arguments.push_back(*text);
  const nlohmann::json record{{"type", invocation_type},
                              {"invocationId", std::to_string(invocation_id)},
                              {"target", target},
                              {"arguments", std::move(arguments)}};
  return record.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + record_separator;
}

} // namespace riskd::projectx
