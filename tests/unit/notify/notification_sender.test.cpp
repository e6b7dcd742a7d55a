#define CAF_SUITE notify.sender

#include "adapters/notify/notification_sender.hpp"

#include "adapters/system_clock/system_clock.hpp"
#include "tests/unit/logging/collected_lines.hpp"
#include "tests/unit/projectx/loopback_gateway.hpp"
#include "tests/unit/projectx/test_certificates.hpp"

#include <caf/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace notify_sender {

using namespace riskd;
using namespace std::chrono_literals;
using domain::severity;
using test::scripted_reply;

namespace {

/// A daemon that says what the test has it say.
class set_status final : public domain::status_port {
public:
  void publish(std::shared_ptr<const domain::daemon_status> latest) override {
    const std::scoped_lock guard{mutex_};
    latest_ = std::move(latest);
  }

  [[nodiscard]] std::shared_ptr<const domain::daemon_status> latest() const override {
    const std::scoped_lock guard{mutex_};
    return latest_;
  }

private:
  mutable std::mutex mutex_;
  std::shared_ptr<const domain::daemon_status> latest_
    = std::make_shared<const domain::daemon_status>();
};

domain::notice saying(const std::string& code, severity level = severity::critical) {
  domain::notice out;
  out.code = code;
  out.level = level;
  out.text = code + ".";
  return out;
}

/// A sender that waits for nothing, and a receiver that lives in the thread of the test.
struct fixture {
  fixture() {
    options.clock = &clock;
    options.status = &status;
    options.log = logging::logger{lines, clock, {}};
    options.pace.batch = 0s;
    options.pace.gap = 0s;
    options.pace.retry_first = 1ms;
  }

  void add(const std::string& kind, const std::string& url) {
    options.channels.push_back({kind, url, "", {}});
  }

  void open() {
    sender = *notify::notification_sender::open(options, trusts);
    sender->start([this](domain::notification_status latest) {
      const std::scoped_lock guard{mutex};
      reported = std::move(latest);
    });
  }

  /// Valid until the next call.
  [[nodiscard]] const domain::notification_status& latest() {
    const std::scoped_lock guard{mutex};
    shown = reported;
    return shown;
  }

  /// Lets the receiver work until `done`.
  template <class Condition>
  bool until(Condition done) {
    // The sender's threads do not wake the receiver's loop: it looks again every now and then.
    boost::asio::steady_timer tick{io};
    std::function<void()> look = [&] {
      tick.expires_after(5ms);
      tick.async_wait([&](const boost::system::error_code& error) {
        if (!error)
          look();
      });
    };
    look();
    const bool happened = test::run_until(io, done);
    tick.cancel();
    io.restart();
    io.poll();
    return happened;
  }

  void answer_with(scripted_reply reply) {
    server.answer = [reply](const test::seen_request&) {
      return reply;
    };
  }

  [[nodiscard]] bool is_logged(const std::string& event) const {
    for (const auto& each : lines->all())
      if (each.find("\"" + event + "\"") != std::string::npos)
        return true;
    return false;
  }

  boost::asio::io_context io;
  test::loopback_gateway server{io};
  adapters::system_clock clock;
  projectx::tls_contexts trusts;
  set_status status;
  std::shared_ptr<test::collected_lines> lines = std::make_shared<test::collected_lines>();
  notify::sender_options options;
  std::mutex mutex;
  domain::notification_status reported;
  domain::notification_status shown;
  std::unique_ptr<notify::notification_sender> sender;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(notification_sender_tests, fixture)

CAF_TEST(the receipt of a notice is reported) {
  add("webhook", server.address() + "/secret");
  open();
  CAF_REQUIRE_EQUAL(latest().channels.size(), 1u);
  sender->tell(saying("a"));
  CAF_CHECK(until([&] { return latest().channels[0].delivered == 1; }));
  CAF_REQUIRE_EQUAL(server.requests.size(), 1u);
  CAF_CHECK_EQUAL(server.requests[0].path, "/secret");
  CAF_CHECK(latest().channels[0].last_success.has_value());
  CAF_CHECK_EQUAL(latest().channels[0].waiting, 0u);
}

CAF_TEST(what fails is sent again until it arrives) {
  int count = 0;
  server.answer = [&](const test::seen_request&) {
    return scripted_reply{++count < 4 ? 500u : 200u, "", {}, {}};
  };
  add("slack", server.address());
  open();
  sender->tell(saying("a"));
  CAF_CHECK(until([&] { return latest().channels[0].delivered == 1; }));
  CAF_CHECK_EQUAL(server.requests.size(), 4u);
  CAF_CHECK_EQUAL(latest().channels[0].failures, 3u);
  CAF_CHECK(is_logged("notify.failing"));
  CAF_CHECK(is_logged("notify.recovered"));
}

CAF_TEST(what is refused is a dead letter) {
  answer_with({403, "", {}, {}});
  add("slack", server.address() + "/secret");
  open();
  sender->tell(saying("a"));
  CAF_CHECK(until([&] { return latest().channels[0].given_up == 1; }));
  CAF_CHECK_EQUAL(latest().channels[0].dead_letters[0].code, "a");
  CAF_CHECK(is_logged("notify.given_up"));
  for (const auto& each : lines->all())
    CAF_CHECK_EQUAL(each.find("secret"), std::string::npos);
}

CAF_TEST(a receiver that hangs holds up nobody) {
  test::loopback_gateway silent{io};
  silent.answer = [](const test::seen_request&) {
    return scripted_reply{200, "", scripted_reply::ending::silence, {}};
  };
  add("webhook", silent.address());
  add("webhook", server.address());
  open();
  sender->tell(saying("a"));
  CAF_CHECK(until([&] { return latest().channels[1].delivered == 1 && !silent.requests.empty(); }));
  sender->tell(saying("b"));
  CAF_CHECK(until([&] { return latest().channels[1].delivered == 2; }));
  CAF_CHECK_EQUAL(latest().channels[0].delivered, 0u);
  CAF_CHECK_EQUAL(latest().channels[0].waiting, 2u);
  sender->stop(10ms);
  sender->tell(saying("c"));
  CAF_CHECK_EQUAL(latest().channels[0].delivered, 0u);
}

CAF_TEST(a channel outlives what fails on its thread) {
  add("webhook", server.address());
  sender = *notify::notification_sender::open(options, trusts);
  int reports = 0;
  sender->start([&](domain::notification_status latest) {
    const std::scoped_lock guard{mutex};
    reported = std::move(latest);
    if (++reports == 2)
      throw std::runtime_error{"planted"};
  });
  sender->tell(saying("a"));
  CAF_CHECK(until([&] { return is_logged("notify.thread_failed"); }));
  sender->tell(saying("b"));
  CAF_CHECK(
    until([&] { return latest().channels[0].delivered > 0 && latest().channels[0].waiting == 0; }));
  sender->stop(0s);
}

CAF_TEST(tests reach every channel whatever it is told of) {
  add("ntfy", server.address() + "/topic");
  options.channels[0].severities = {severity::emergency};
  add("pager", server.address());
  add("webhook", "");
  add("telegram", server.address());
  open();
  sender->test();
  const auto is_over = [&] {
    for (const auto& each : sender->latest_test())
      if (!each.outcome || !each.outcome->is_over)
        return false;
    return true;
  };
  CAF_CHECK(until(is_over));
  const auto tested = sender->latest_test();
  CAF_CHECK(tested[0].outcome->delivered);
  CAF_CHECK_EQUAL(tested[1].outcome->reason, "its kind is not known");
  CAF_CHECK_EQUAL(tested[2].outcome->reason, "it has no url");
  CAF_CHECK(tested[3].outcome->reason.find("chat_id") != std::string::npos);
  CAF_CHECK(!latest().channels[3].usable);
  CAF_CHECK(is_logged("notify.channel_unusable"));
  // What cannot be sent is given up, not kept.
  sender->tell(saying("a"));
  CAF_CHECK(until([&] { return latest().channels[1].given_up == 1; }));
  CAF_CHECK_EQUAL(latest().channels[0].waiting, 0u);
}

CAF_TEST(nothing is trusted unless an address needs it) {
  const test::test_authority authority;
  options.ca_file = authority.root_file();
  const auto shared
    = trusts.open({projectx::parse_url("https://localhost").value()}, options.ca_file);
  CAF_REQUIRE(shared.has_value());
  add("webhook", server.address());
  add("webhook", "no address");
  options.heartbeat_url = server.address();
  open();
  CAF_CHECK_EQUAL(shared->use_count(), 1);
  options.heartbeat_url = "https://localhost:1/secret";
  open();
  CAF_CHECK_EQUAL(shared->use_count(), 2);
  options.heartbeat_url.reset();
  add("webhook", "https://localhost:1/secret");
  open();
  CAF_CHECK_EQUAL(shared->use_count(), 2);
  sender.reset();
  CAF_CHECK_EQUAL(shared->use_count(), 1);
}

CAF_TEST(a trust anchor that is none is refused) {
  options.ca_file = "/no/such/file.pem";
  const auto refused = notify::notification_sender::open(options, trusts);
  CAF_REQUIRE(!refused.has_value());
  CAF_CHECK_EQUAL(refused.error().sentence,
                  "cannot set up TLS with /no/such/file.pem: No such file or directory");
}

CAF_TEST(at the end what waits for its time is sent) {
  options.pace.batch = 1h;
  add("webhook", server.address());
  open();
  sender->tell(saying("a"));
  std::atomic<bool> stopped{false};
  std::thread ending{[&] {
    sender->stop(20s);
    stopped = true;
  }};
  CAF_CHECK(until([&] { return stopped.load(); }));
  ending.join();
  CAF_CHECK_EQUAL(server.requests.size(), 1u);
}

// R-G-3
CAF_TEST(the heartbeat is sent while the daemon is ready) {
  options.heartbeat_url = server.address() + "/beat?secret";
  open();
  CAF_REQUIRE(latest().heartbeat.has_value());
  CAF_CHECK(!latest().heartbeat->beating);
  auto ready = std::make_shared<domain::daemon_status>();
  ready->phase = domain::daemon_phase::ready;
  ready->taken = clock.now().wall;
  status.publish(ready);
  CAF_CHECK(until([&] { return latest().heartbeat->delivered == 1; }));
  CAF_CHECK(latest().heartbeat->beating);
  CAF_CHECK_EQUAL(server.requests_for("/beat?secret"), 1u);
  auto degraded = std::make_shared<domain::daemon_status>(*ready);
  degraded->phase = domain::daemon_phase::degraded;
  status.publish(degraded);
  CAF_CHECK(until([&] { return !latest().heartbeat->beating; }));
}

CAF_TEST(a heartbeat without an address is shown) {
  options.heartbeat_url = "secret";
  open();
  CAF_REQUIRE(latest().heartbeat.has_value());
  CAF_CHECK_EQUAL(latest().heartbeat->last_error,
                  "its url does not begin with https:// or http://");
  CAF_CHECK(is_logged("notify.heartbeat_unusable"));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace notify_sender
