#include "tests/unit/projectx/session_fixture.hpp"

#include <chrono>
#include <stdexcept>

namespace riskd::test {

using namespace domain;
using namespace std::chrono_literals;

namespace {

std::string base64url(const std::string& text) {
  constexpr std::string_view alphabet
    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string out;
  unsigned bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    bits = (bits << 8U | static_cast<unsigned char>(c)) & 0xffffU;
    count += 8;
    while (count >= 6) {
      count -= 6;
      out += alphabet[bits >> count & 63U];
    }
  }
  if (count > 0)
    out += alphabet[bits << (6 - count) & 63U];
  return out;
}

position open_position() {
  position x;
  x.contract = contract_id{"CON.F.US.MNQ.Z26"};
  x.size = quantity{3};
  return x;
}

} // namespace

std::string new_token(std::int64_t lifetime) {
  static int made = 0;
  const auto now = adapters::system_clock{}.now().wall.time_since_epoch();
  const auto expires = std::chrono::duration_cast<std::chrono::seconds>(now).count() + lifetime;
  return "eyJh." + base64url("{\"exp\":" + std::to_string(expires) + "}") + ".s"
         + std::to_string(++made);
}

session_fixture::session_fixture() {
  settings.rest_url = server.address();
  settings.user_hub_url = server.address() + "/hubs/user";
  settings.market_hub_url = server.address() + "/hubs/market";
  settings.user_name = "jtrader";
  settings.api_key = projectx::secret<std::string>{"the-key"};
  settings.clock = &clock;
  settings.random = [] {
    return 0.5;
  };
  settings.timing.login_retry = 20ms;
  settings.timing.conflict_pause_min = 20ms;
  settings.timing.conflict_pause_max = 100ms;
  settings.timing.reconnect_pauses = {0ms, 5ms, 10ms};
  server.answer = [this](const seen_request& request) {
    return usual(request);
  };
}

session_fixture::~session_fixture() {
  if (subject)
    subject->stop(0ms, [] {});
  subject.reset();
  events.clear();
  io.restart();
  io.poll();
}

void session_fixture::make() {
  const projectx::gateway_urls urls{projectx::parse_url(settings.rest_url).value(),
                                    projectx::parse_url(settings.user_hub_url).value(),
                                    projectx::parse_url(settings.market_hub_url).value()};
  subject = std::make_unique<projectx::session>(
    io, nullptr, urls, settings, [this](broker_event x) { events.push_back(std::move(x)); });
}

void session_fixture::log_in() {
  make();
  subject->start();
  if (!wait([&] { return count<session_opened>() > 0; }))
    throw std::runtime_error("no session");
}

scripted_reply session_fixture::usual(const seen_request& request) {
  const auto ok = [](const std::string& members) {
    return scripted_reply{200, "{" + members + R"("success":true,"errorCode":0})", {}, {}};
  };
  if (request.path == "/api/Auth/loginKey")
    return ok(R"("token":")" + new_token(token_lifetime) + "\",");
  if (request.path == "/api/Auth/validate")
    return ok(R"("newToken":")" + new_token(token_lifetime) + "\",");
  if (request.path == "/api/Position/searchOpen")
    return ok(R"("positions":[],)");
  if (request.path == "/api/Order/search")
    return ok(R"("orders":[],)");
  return ok("");
}

std::string session_fixture::link_state(link which) const {
  for (auto event = events.rbegin(); event != events.rend(); ++event)
    if (const auto* change = std::get_if<link_changed>(&event->report))
      if (change->which == which)
        return change->up ? "up" : "down";
  return "";
}

query_answered session_fixture::ask(query question) {
  const auto id = query_id{++last_id};
  const auto before = count<query_answered>();
  subject->ask({id, std::move(question), query_priority::verification});
  if (!wait([&] { return count<query_answered>() > before; }) || last<query_answered>().id != id)
    throw std::runtime_error("no answer");
  return last<query_answered>();
}

void session_fixture::send(command order) {
  subject->submit({command_id{++last_id}, the_account(), std::move(order), {}, {}, 1});
}

std::string session_fixture::outcome_of(command order) {
  return to_string(submit(std::move(order)).outcome);
}

command_replied session_fixture::submit(command order) {
  const auto before = count<command_replied>();
  send(std::move(order));
  if (!wait([&] { return count<command_replied>() > before; }))
    throw std::runtime_error("no reply");
  return last<command_replied>();
}

account_id the_account() {
  return account_id{26282001};
}

command a_close() {
  return close_position{open_position()};
}

command a_reduce() {
  return reduce_position{open_position(), quantity{1}};
}

command a_cancel(std::int64_t order) {
  order_row x;
  x.id = order_id{order};
  x.contract = contract_id{"CON.F.US.MNQ.Z26"};
  x.size = quantity{1};
  x.status = order_status::open;
  return cancel_order{x};
}

} // namespace riskd::test
