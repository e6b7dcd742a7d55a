#include "adapters/projectx/read_gate.hpp"

#include "domain/contract_check.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace riskd::projectx {

read_gate::read_gate(boost::asio::io_context& io, std::size_t credits_max)
  : credits_max_(credits_max), io_(&io) {
  RISKD_EXPECTS(credits_max_ > 0);
}

domain::in_flight_credit read_gate::take() {
  out_.fetch_add(1);
  return {static_cast<void*>(this), [self = shared_from_this()](void*) {
            self->give_back();
          }};
}

bool read_gate::may_read(std::function<void()> resume) {
  if (out_.load() < credits_max_)
    return true;
  resumers_.push_back(std::move(resume));
  waiting_.store(true);
  // Credits may have come back before the flag was set; whoever clears it resumes.
  if (out_.load() <= credits_max_ / 2 && waiting_.exchange(false))
    resume_all();
  return false;
}

void read_gate::shut() {
  const std::lock_guard lock{mutex_};
  io_ = nullptr;
  resumers_.clear();
}

void read_gate::give_back() {
  if (out_.fetch_sub(1) - 1 > credits_max_ / 2 || !waiting_.load() || !waiting_.exchange(false))
    return;
  resume_all();
}

void read_gate::resume_all() {
  const std::lock_guard lock{mutex_};
  if (io_ == nullptr)
    return;
  boost::asio::post(*io_, [self = shared_from_this()] {
    for (const auto& resume : std::exchange(self->resumers_, {}))
      resume();
  });
}

} // namespace riskd::projectx
