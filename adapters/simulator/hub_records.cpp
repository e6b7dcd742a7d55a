#include "adapters/simulator/hub_records.hpp"

#include "adapters/simulator/json_writer.hpp"

namespace riskd::simulator {

namespace {

constexpr std::int64_t invocation_type = 1;
constexpr std::int64_t completion_type = 3;
constexpr std::int64_t ping_type = 6;
constexpr std::int64_t close_type = 7;

json_writer record_of(std::int64_t type) {
  json_writer out;
  out.begin_object().member("type", type);
  return out;
}

} // namespace

std::string event_record(std::string_view target, std::string_view arguments) {
  auto out = record_of(invocation_type);
  out.member("target", target).key("arguments").raw(arguments);
  return out.end_object().take();
}

std::string completion_record(std::string_view invocation_id,
                              const std::optional<std::string>& error) {
  auto out = record_of(completion_type);
  out.member("invocationId", invocation_id);
  if (error)
    out.member("error", *error);
  else
    out.key("result").null();
  return out.end_object().take();
}

std::string ping_record() {
  return record_of(ping_type).end_object().take();
}

std::string close_record(const std::optional<std::string>& error, bool allow_reconnect) {
  auto out = record_of(close_type);
  if (error)
    out.member("error", *error);
  if (allow_reconnect)
    out.member("allowReconnect", true);
  return out.end_object().take();
}

std::string handshake_reply(const std::optional<std::string>& error) {
  json_writer out;
  out.begin_object();
  if (error)
    out.member("error", *error);
  return out.end_object().take();
}

} // namespace riskd::simulator
