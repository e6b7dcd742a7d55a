#include "adapters/riskd_feed/past_reader.hpp"

#include "adapters/control_api/client.hpp"
#include "adapters/control_api/request_target.hpp"
#include "adapters/riskd_feed/document_text.hpp"

#include <nlohmann/json.hpp>
#include <poll.h>

#include <utility>

namespace riskd::riskd_feed {

using domain::failure;
using domain::failure_code;
using domain::result;
using json = nlohmann::ordered_json;

namespace {

constexpr unsigned still_reading = 202;
constexpr unsigned good = 200;

/// How often it is asked whether riskd has read its store.
constexpr int pause_milliseconds = 50;

std::string text_or_empty(const json& object, const char* key) {
  const auto& value = object.at(key);
  return value.is_null() ? std::string{} : value.get<std::string>();
}

result<domain::time_point> time_of(const json& object) {
  const auto found = domain::parse_time(object.at("ts").get<std::string>());
  if (!found)
    return failure{failure_code::malformed_input, "riskd tells a time that is none"};
  return *found;
}

result<domain::audit_report> read_record(const json& record) {
  const auto at = time_of(record);
  if (!at)
    return at.error();
  domain::audit_report out;
  out.place = {record.at("chain").get<std::int64_t>(), record.at("n").get<std::int64_t>()};
  out.hash = record.at("hash").get<std::string>();
  out.previous = record.at("prev").get<std::string>();
  out.at = *at;
  out.account = text_or_empty(record, "name");
  out.type = record.at("type").get<std::string>();
  out.rule = text_or_empty(record, "rule");
  out.text = record.at("text").get<std::string>();
  return out;
}

/// Calls `read` with the document in a text; what does not fit fails.
template <class Read>
auto read_document(const std::string& text, Read read) -> decltype(read(json{})) {
  try {
    return read(json::parse(text));
  } catch (const json::exception& thrown) {
    return failure{failure_code::malformed_input,
                   std::string{"riskd tells of its past otherwise: "} + thrown.what()};
  }
}

} // namespace

result<std::string> past_reader::ask(const std::string& target) const {
  const auto until = clock_.now().monotonic + patience_;
  for (;;) {
    auto answer = control_api::get(socket_, target, patience_);
    if (!answer)
      return answer.error();
    if (answer->status == good)
      return std::move(answer->body);
    if (answer->status != still_reading)
      return failure{failure_code::refused,
                     "riskd refuses " + target + " with HTTP " + std::to_string(answer->status)};
    if (clock_.now().monotonic >= until)
      return failure{failure_code::timed_out, "riskd does not come to read its store"};
    ::poll(nullptr, 0, pause_milliseconds);
  }
}

result<std::vector<domain::audit_report>>
past_reader::records(const std::optional<domain::record_place>& after, std::size_t count) const {
  auto target = "/v1/history/log?count=" + std::to_string(count);
  if (after)
    target += "&after=" + std::to_string(after->chain) + "." + std::to_string(after->number);
  const auto body = ask(target);
  if (!body)
    return body.error();
  using records_read = result<std::vector<domain::audit_report>>;
  return read_document(*body, [](const json& answer) -> records_read {
    std::vector<domain::audit_report> out;
    for (const auto& each : answer.at("records")) {
      auto one = read_record(each);
      if (!one)
        return one.error();
      out.push_back(std::move(*one));
    }
    return out;
  });
}

result<std::vector<domain::story_report>> past_reader::stories(const std::string& account,
                                                               std::size_t count) const {
  const auto body = ask("/v1/report?day=today&account=" + control_api::percent_encode(account));
  if (!body)
    return body.error();
  using stories_read = result<std::vector<domain::story_report>>;
  return read_document(*body, [&](const json& answer) -> stories_read {
    std::vector<domain::story_report> out;
    for (const auto& each : answer.at("accounts")) {
      const auto& breaches = each.at("breaches");
      for (auto i = breaches.size() > count ? breaches.size() - count : 0; i < breaches.size();
           ++i) {
        const auto id = breaches.at(i).at("breach").get<std::int64_t>();
        const auto at = time_of(breaches.at(i));
        auto story = ask("/v1/timeline/" + std::to_string(id));
        if (!at || !story)
          return at ? story.error() : at.error();
        if (story->size() > domain::told_document_max)
          *story = story_text(json::parse(*story));
        out.push_back({domain::breach_id{id}, account, *at, std::move(*story)});
      }
    }
    return out;
  });
}

} // namespace riskd::riskd_feed
