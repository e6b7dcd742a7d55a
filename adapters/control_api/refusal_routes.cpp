#include "adapters/control_api/refusal_routes.hpp"

#include <algorithm>

namespace riskd::control_api {

namespace {

std::string name_of(const peer_identity& peer) {
  return "uid " + std::to_string(peer.user);
}

/// It goes into the audit as it came, so it must not be able to look like anything else.
bool is_word(const std::string& text) {
  return !text.empty() && text.size() <= refused_word_max
         && std::all_of(text.begin(), text.end(), [](char c) {
              return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                     || c == '-' || c == '_';
            });
}

} // namespace

route_table refusal_routes(refusal_service& service) {
  return {{method::post, "/v1/refusals", role::trader, {"word"}, [&service](const call& asked) {
             const auto* word = asked.find("word");
             if (word == nullptr || !is_word(*word))
               return refuse(400, "bad_request",
                             "word must have 1 to " + std::to_string(refused_word_max)
                               + " letters, digits, - and _");
             service.note_refusal(name_of(asked.peer), "riskctl " + *word);
             return answer{202, {{"schema", 1}, {"accepted", true}}, ""};
           }}};
}

refusal_listener note_refusals(refusal_service& service) {
  return [&service](const peer_identity& by, const std::string& what) {
    service.note_refusal(name_of(by), what);
  };
}

} // namespace riskd::control_api
