#include "adapters/notify/notification_sender.hpp"

#include <utility>

namespace riskd::notify {

namespace {

/// But for those that are none: they are told as faults later.
std::vector<projectx::url> servers_of(const sender_options& options) {
  std::vector<projectx::url> out;
  const auto add = [&](const std::string& address) {
    if (auto found = parse_address(address))
      out.push_back(std::move(found->server));
  };
  for (const auto& each : options.channels)
    add(each.url);
  if (options.heartbeat_url)
    add(*options.heartbeat_url);
  return out;
}

} // namespace

domain::result<std::unique_ptr<notification_sender>>
notification_sender::open(const sender_options& options, projectx::tls_contexts& trusts) {
  auto tls = trusts.open(servers_of(options), options.ca_file);
  if (!tls)
    return tls.error();
  return std::make_unique<notification_sender>(options, std::move(*tls));
}

notification_sender::notification_sender(const sender_options& options, projectx::shared_tls tls)
  : tls_(std::move(tls)), clock_(*options.clock) {
  const channel_surroundings around{tls_.get(), clock_, options.log,
                                    std::to_string(clock_.now().wall.time_since_epoch().count()),
                                    options.pace};
  for (const auto& each : options.channels) {
    kinds_.push_back(each.kind);
    channels_.push_back(
      std::make_unique<channel>(each, channels_.size() + 1, around, [this] { report(); }));
  }
  if (options.heartbeat_url)
    heartbeat_
      = std::make_unique<heartbeat_sender>(*options.heartbeat_url, tls_.get(), *options.status,
                                           clock_, options.log, [this] { report(); });
}

notification_sender::~notification_sender() {
  stop(domain::duration{0});
}

void notification_sender::start(sink reports) {
  {
    const std::scoped_lock guard{mutex_};
    reports_ = std::move(reports);
  }
  report();
}

void notification_sender::tell(domain::notice what) {
  for (const auto& each : channels_)
    each->tell(what);
}

void notification_sender::stop(domain::duration grace) {
  const auto deadline = clock_.now().monotonic + grace;
  if (heartbeat_)
    heartbeat_->stop();
  for (const auto& each : channels_)
    each->hurry();
  for (const auto& each : channels_)
    each->stop(deadline);
  const std::scoped_lock guard{mutex_};
  reports_ = nullptr;
}

void notification_sender::test() {
  for (const auto& each : channels_)
    each->test();
}

std::vector<notification_sender::tested> notification_sender::latest_test() const {
  std::vector<tested> out;
  for (std::size_t i = 0; i < channels_.size(); ++i)
    out.push_back({kinds_[i], channels_[i]->latest_test()});
  return out;
}

/// Whatever looks different is told, and once.
void notification_sender::report() {
  const std::scoped_lock guard{mutex_};
  if (!reports_)
    return;
  domain::notification_status latest;
  for (const auto& each : channels_)
    latest.channels.push_back(each->status());
  if (heartbeat_)
    latest.heartbeat = heartbeat_->status();
  if (reported_ == latest)
    return;
  reported_ = latest;
  reports_(std::move(latest));
}

} // namespace riskd::notify
