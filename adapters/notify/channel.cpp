#include "adapters/notify/channel.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace riskd::notify {

using domain::delivery_end;
using logging::field;

namespace {

/// A receiver of no known kind is told as a fault, not as one of another kind.
domain::result<receiver> receiver_of(const channel_options& options) {
  using domain::failure;
  using domain::failure_code;
  const auto kind = parse_kind(options.kind);
  if (!kind)
    return failure{failure_code::malformed_input, "its kind is not known"};
  if (options.url.empty())
    return failure{failure_code::malformed_input, "it has no url"};
  auto address = parse_address(options.url);
  if (!address)
    return address.error();
  receiver out{*kind, std::move(*address), options.token};
  if (const auto fault = fault_of(out); !fault.empty())
    return failure{failure_code::malformed_input, fault};
  return out;
}

} // namespace

channel::channel(const channel_options& options, std::size_t number,
                 const channel_surroundings& surroundings, std::function<void()> on_change)
  : kind_(options.kind), number_(number), around_(surroundings), on_change_(std::move(on_change)),
    queue_(options.severities, surroundings.pace),
    worker_("notify-" + std::to_string(number),
            [this](const std::string& reason) { on_failure(reason); }),
    timer_(worker_.io()) {
  auto found = receiver_of(options);
  if (!found) {
    fault_ = found.error().sentence;
    around_.log.error("notify.channel_unusable", field("channel", number_), field("kind", kind_),
                      field("reason", fault_));
    return;
  }
  receiver_ = std::move(*found);
  opener_ = std::make_unique<projectx::connector>(worker_.io(), around_.tls, around_.clock,
                                                  receiver_.address.server);
}

channel::~channel() {
  worker_.stop();
  if (exchange_)
    exchange_->abandon();
}

void channel::tell(const domain::notice& what) {
  const std::scoped_lock guard{mutex_};
  if (is_ending_)
    return;
  const auto before = queue_.status();
  queue_.add(what, around_.clock.now());
  const auto after = queue_.status();
  if (after.given_up != before.given_up)
    around_.log.error("notify.given_up", field("channel", number_), field("kind", kind_),
                      field("notices", after.given_up - before.given_up),
                      field("reason", after.dead_letters.back().reason));
  wake();
}

void channel::test() {
  const std::scoped_lock guard{mutex_};
  if (is_ending_)
    return;
  test_ = test_outcome{};
  if (!fault_.empty()) {
    test_->is_over = true;
    test_->reason = fault_;
    return;
  }
  test_waits_ = true;
  wake();
}

std::optional<test_outcome> channel::latest_test() const {
  const std::scoped_lock guard{mutex_};
  return test_;
}

domain::channel_status channel::status() const {
  const std::scoped_lock guard{mutex_};
  auto out = queue_.status();
  out.kind = kind_;
  out.usable = fault_.empty();
  if (!out.usable)
    out.last_error = fault_;
  return out;
}

void channel::hurry() {
  const std::scoped_lock guard{mutex_};
  is_ending_ = true;
  queue_.hurry();
  wake();
}

void channel::stop(domain::duration deadline) {
  {
    std::unique_lock lock{mutex_};
    idle_changed_.wait_for(lock, deadline - around_.clock.now().monotonic,
                           [this] { return is_idle_ && !is_woken_; });
  }
  worker_.stop();
}

/// @pre `mutex_` is held
void channel::wake() {
  if (!std::exchange(is_woken_, true))
    worker_.post([this] { pump(); });
}

/// Does the next thing there is to do, unless something is under way.
void channel::pump() {
  std::unique_lock lock{mutex_};
  is_woken_ = false;
  if (!exchange_) {
    const auto now = around_.clock.now();
    if (std::exchange(test_waits_, false)) {
      send_test();
    } else if (const auto* message = queue_.take(now.monotonic)) {
      if (fault_.empty())
        send(*message);
      else
        queue_.ended({delivery_end::kind::refused, std::nullopt, fault_}, now);
    }
    // What cannot be sent is given up on the spot; whatever waits behind it has its own time.
    if (const auto due = queue_.due(); !exchange_ && due) {
      timer_.expires_after(std::max(*due - std::min(now.monotonic, *due), domain::duration{0}));
      timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error)
          pump();
      });
    }
  }
  is_idle_ = !exchange_ && !queue_.due() && !test_waits_;
  idle_changed_.notify_all();
  lock.unlock();
  on_change_();
}

/// @pre `mutex_` is held
void channel::send_test() {
  sends_test_ = true;
  const auto what = domain::notice_of_test(around_.clock.now().wall);
  domain::notification message;
  message.level = what.level;
  message.lines = {{what, 1}};
  exchange_ = new_exchange();
  exchange_->start(request_of(receiver_, message, around_.run), [this](const delivery_end& how) {
    {
      const std::scoped_lock guard{mutex_};
      exchange_.reset();
      sends_test_ = false;
      test_ = test_outcome{true, how.how == delivery_end::kind::delivered, how.reason};
    }
    pump();
  });
}

/// @pre `mutex_` is held
void channel::send(const domain::notification& what) {
  sends_message_ = true;
  exchange_ = new_exchange();
  exchange_->start(request_of(receiver_, what, around_.run),
                   [this](const delivery_end& how) { on_sent(how); });
}

void channel::on_sent(const delivery_end& how) {
  {
    const std::scoped_lock guard{mutex_};
    exchange_.reset();
    sends_message_ = false;
    const auto before = queue_.status();
    queue_.ended(how, around_.clock.now());
    report_sent(how, before, queue_.status());
  }
  pump();
}

void channel::on_failure(const std::string& reason) {
  constexpr auto pause = std::chrono::seconds{1};
  around_.log.error("notify.thread_failed", field("channel", number_), field("kind", kind_),
                    field("reason", reason));
  const std::scoped_lock guard{mutex_};
  if (exchange_)
    std::exchange(exchange_, nullptr)->abandon();
  const delivery_end how{delivery_end::kind::refused, std::nullopt, "internal error"};
  if (std::exchange(sends_message_, false))
    queue_.ended(how, around_.clock.now());
  if (std::exchange(sends_test_, false))
    test_ = test_outcome{true, false, how.reason};
  timer_.expires_after(pause);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error)
      pump();
  });
}

/// Says when it begins to fail and when it works again, not each time.
void channel::report_sent(const delivery_end& how, const domain::channel_status& before,
                          const domain::channel_status& after) {
  const auto number = field("channel", number_);
  const auto kind = field("kind", kind_);
  if (how.how == delivery_end::kind::delivered) {
    if (!before.last_error.empty())
      around_.log.info("notify.recovered", number, kind);
    return;
  }
  const auto reason = field("reason", how.reason);
  if (before.last_error.empty())
    around_.log.warn("notify.failing", number, kind, reason);
  if (after.given_up != before.given_up)
    around_.log.error("notify.given_up", number, kind,
                      field("notices", after.given_up - before.given_up), reason);
}

std::shared_ptr<http_exchange> channel::new_exchange() {
  return std::make_shared<http_exchange>(worker_.io(), *opener_, around_.clock);
}

} // namespace riskd::notify
