#include "adapters/simulator/call_log.hpp"

#include "adapters/simulator/http_message.hpp"

#include <algorithm>
#include <utility>

namespace riskd::simulator {

void call_log::add(logged_call call) {
  call.number = next_number_++;
  call.body.resize(std::min(call.body.size(), text_max));
  call.reply.resize(std::min(call.reply.size(), text_max));
  ++counts_[lower_case(call.path)];
  calls_.push_back(std::move(call));
  if (calls_.size() > kept_max)
    calls_.pop_front();
}

} // namespace riskd::simulator
