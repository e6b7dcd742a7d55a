#define CAF_SUITE projectx.projectx_broker

#include "adapters/projectx/projectx_broker.hpp"

#include "adapters/projectx/tls.hpp"
#include "tests/unit/projectx/session_fixture.hpp"
#include "tests/unit/projectx/test_certificates.hpp"

#include <boost/asio/post.hpp>
#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace projectx_projectx_broker {

using namespace riskd::domain;
using namespace riskd::projectx;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const std::string trade_record
  = R"({"type":1,"target":"GatewayUserTrade","arguments":[{"action":0,"data":{"id":7,"accountId":26282001}}]})"
    "\x1e";

/// A broker on its own thread against a gateway on the thread of the test.
struct broker_fixture : session_fixture {
  void start() {
    auto made = make_broker(settings, trusts);
    CAF_REQUIRE(made.has_value());
    broker = std::move(*made);
    broker->start([this](broker_event x) {
      {
        const std::lock_guard lock{mutex};
        arrived.push_back(std::move(x));
      }
      boost::asio::post(io, [] {});
    });
  }

  /// Waits until reports that arrived on the other thread fulfil the condition.
  template <class Condition>
  bool wait_for(Condition done) {
    return wait([&] {
      collect();
      return done();
    });
  }

  void collect() {
    const std::lock_guard lock{mutex};
    for (auto& x : std::exchange(arrived, {}))
      events.push_back(std::move(x));
  }

  tls_contexts trusts;
  std::mutex mutex;
  std::vector<broker_event> arrived;
  /// Goes first, because its thread uses the rest.
  std::unique_ptr<broker_port> broker;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(broker_tests, broker_fixture)

CAF_TEST(a broker logs in subscribes answers plus obeys) {
  start();
  broker->subscribe({the_account()});
  broker->watch_quotes(contract_id{"A"});
  CAF_REQUIRE(wait_for(
    [&] { return link_state(link::user_hub) == "up" && link_state(link::market_hub) == "up"; }));
  server.hubs[0]->send(trade_record);
  server.hubs[1]->send(trade_record);
  broker->submit({command_id{1}, the_account(), a_close(), {}, {}, 1});
  broker->ask({query_id{2}, positions_query{the_account()}, {}});
  CAF_CHECK(wait_for([&] {
    return count<account_event>() == 2 && count<command_replied>() == 1
           && count<query_answered>() == 1;
  }));
  CAF_CHECK(last<command_replied>().outcome == call_outcome::accepted);
  CAF_CHECK(last<query_answered>().rows.has_value());
  CAF_CHECK_EQUAL(count<session_opened>(), 1u);
  broker->stop(1s);
  collect();
}

CAF_TEST(calls from many threads are each answered once) {
  constexpr int threads = 4;
  constexpr int per_thread = 30;
  start();
  std::vector<std::thread> callers;
  for (int i = 0; i < threads; ++i)
    callers.emplace_back([this, i] {
      for (int k = 0; k < per_thread; ++k)
        broker->submit(
          {command_id{i * 1000 + k}, the_account(), a_cancel(i * 1000 + k), {}, {}, 1});
    });
  for (auto& caller : callers)
    caller.join();
  CAF_CHECK(wait_for([&] { return count<command_replied>() == threads * per_thread; }));
  std::vector<std::int64_t> ids;
  for (const auto& event : events)
    if (const auto* reply = std::get_if<command_replied>(&event.report))
      ids.push_back(reply->id.value());
  std::sort(ids.begin(), ids.end());
  CAF_CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}

CAF_TEST(what is under way at the stop is answered before it returns) {
  server.answer = [this](const seen_request& x) {
    return x.path.find("Auth") != std::string::npos
             ? usual(x)
             : scripted_reply{200, "", scripted_reply::ending::silence, {}};
  };
  start();
  CAF_REQUIRE(wait_for([&] { return count<session_opened>() == 1; }));
  broker->submit({command_id{1}, the_account(), a_close(), {}, {}, 1});
  broker->ask({query_id{2}, positions_query{the_account()}, {}});
  CAF_REQUIRE(wait_for([&] { return server.requests.size() == 3; }));
  broker->stop(10ms);
  collect();
  CAF_CHECK_EQUAL(count<command_replied>(), 1u);
  CAF_CHECK(last<command_replied>().outcome == call_outcome::unknown);
  CAF_CHECK_EQUAL(count<query_answered>(), 1u);
}

CAF_TEST(credits may come back after the broker is gone) {
  start();
  broker->subscribe({the_account()});
  CAF_REQUIRE(wait_for([&] { return link_state(link::user_hub) == "up"; }));
  server.hubs[0]->send(trade_record + trade_record);
  server.hubs[1]->send(trade_record + trade_record);
  CAF_REQUIRE(wait_for([&] { return count<account_event>() == 4; }));
  broker.reset();
  collect();
  for (const auto& event : events)
    CAF_CHECK(!std::holds_alternative<account_event>(event.report) || event.credit != nullptr);
  events.clear();
  CAF_CHECK(events.empty());
}

CAF_TEST(credits given back on another thread let reading go on) {
  constexpr std::size_t sent = 5'000;
  settings.in_flight_max = 16;
  start();
  broker->subscribe({the_account()});
  CAF_REQUIRE(wait_for(
    [&] { return link_state(link::user_hub) == "up" && link_state(link::market_hub) == "up"; }));
  std::string flood;
  for (std::size_t i = 0; i < sent; ++i)
    flood += trade_record;
  for (const auto& hub : server.hubs)
    for (std::size_t at = 0; at < flood.size(); at += 50'000)
      hub->send(flood.substr(at, 50'000));
  std::size_t seen = 0;
  CAF_CHECK(wait_for([&] {
    seen += count<account_event>();
    events.clear();
    return seen == 2 * sent;
  }));
  CAF_CHECK_EQUAL(seen, 2 * sent);
}

CAF_TEST(a broker that was never started can go) {
  auto made = make_broker(settings, trusts);
  CAF_REQUIRE(made.has_value());
  (*made)->subscribe({the_account()});
  (*made)->submit({command_id{1}, the_account(), a_close(), {}, {}, 1});
  made->reset();
  CAF_CHECK(server.requests.empty());
}

CAF_TEST(an address that is none is refused) {
  settings.user_hub_url = "rtc.topstepx.com/hubs/user";
  const auto made = make_broker(settings, trusts);
  CAF_REQUIRE(!made.has_value());
  CAF_CHECK(made.error().code == failure_code::malformed_input);
}

CAF_TEST(a trust anchor that is none is refused) {
  settings.ca_file = "/no/such/file.pem";
  const auto plain = make_broker(settings, trusts);
  CAF_REQUIRE(!plain.has_value());
  settings.rest_url = "https://localhost";
  const auto made = make_broker(settings, trusts);
  CAF_REQUIRE(!made.has_value());
  CAF_CHECK(made.error().code == failure_code::storage_failed);
  CAF_CHECK_EQUAL(made.error().sentence,
                  "cannot set up TLS with /no/such/file.pem: No such file or directory");
  CAF_CHECK_EQUAL(plain.error().sentence, made.error().sentence);
}

CAF_TEST(logins share their trust unless they need none) {
  const test_authority authority;
  settings.ca_file = authority.root_file();
  const auto shared = trusts.open({parse_url("https://localhost").value()}, settings.ca_file);
  CAF_REQUIRE(shared.has_value());
  const auto plain = make_broker(settings, trusts);
  CAF_CHECK_EQUAL(shared->use_count(), 1);
  settings.market_hub_url = "https://localhost/hubs/market";
  const auto first = make_broker(settings, trusts);
  CAF_CHECK_EQUAL(shared->use_count(), 2);
  auto second = make_broker(settings, trusts);
  CAF_CHECK_EQUAL(shared->use_count(), 3);
  second->reset();
  CAF_CHECK_EQUAL(shared->use_count(), 2);
}

CAF_TEST(all of it works over TLS) {
  const test_authority authority;
  const auto certificate = authority.server("localhost");
  loopback_gateway secure{io, certificate.get()};
  secure.answer = [this](const seen_request& x) {
    return usual(x);
  };
  settings.ca_file = authority.root_file();
  settings.rest_url = secure.named_address("localhost");
  settings.user_hub_url = secure.named_address("localhost") + "/hubs/user";
  settings.market_hub_url = secure.named_address("localhost") + "/hubs/market";
  start();
  broker->subscribe({the_account()});
  CAF_REQUIRE(wait_for(
    [&] { return link_state(link::user_hub) == "up" && link_state(link::market_hub) == "up"; }));
  for (const auto& hub : secure.hubs)
    hub->send(trade_record);
  broker->submit({command_id{1}, the_account(), a_close(), {}, {}, 1});
  CAF_CHECK(wait_for([&] { return count<account_event>() == 2 && count<command_replied>() == 1; }));
  CAF_CHECK(last<command_replied>().outcome == call_outcome::accepted);
  broker.reset();
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace projectx_projectx_broker
