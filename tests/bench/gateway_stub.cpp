#include "tests/bench/gateway_stub.hpp"

#include "adapters/json/exact_document.hpp"
#include "tests/bench/stub_texts.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace riskd::bench {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

namespace {

using namespace std::chrono_literals;

/// Longer than riskd tries a call before it gives up.
constexpr auto patience = 5s;

constexpr auto riskd_hubs = "/hubs";
constexpr auto plain_hubs = "/plain";

std::string path_of(std::string_view target) {
  return std::string{target.substr(0, target.find('?'))};
}

/// Whom a request is about; 0 if it does not say.
std::int64_t account_in(const std::string& body) {
  const auto document = json::exact_document::parse(body);
  return document ? document->root()["accountId"].id().value_or(0) : 0;
}

std::vector<std::int64_t> guarded_accounts() {
  std::vector<std::int64_t> all{guarded_account};
  all.insert(all.end(), busy_accounts.begin(), busy_accounts.end());
  return all;
}

} // namespace

gateway_stub::gateway_stub(breach_kind kind, const domain::wall_clock& clock)
  : kind_(kind), clock_(clock), acceptor_(io_, tcp::endpoint{asio::ip::address_v4::loopback(), 0}),
    accounts_{breached_account{guarded_account, kind}, breached_account{plain_account, kind}},
    load_(io_, clock) {
  port_ = acceptor_.local_endpoint().port();
  accept();
  thread_ = std::thread{[this] {
    io_.run();
  }};
}

gateway_stub::~gateway_stub() {
  io_.stop();
  thread_.join();
}

std::string gateway_stub::address() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

std::optional<gateway_stub::sample> gateway_stub::breach(client who) {
  std::promise<sample> arrived;
  auto future = arrived.get_future();
  asio::post(io_, [this, who, arrived = std::move(arrived)]() mutable {
    arrived_ = std::move(arrived);
    provoked_ = who;
    const auto frame = accounts_[place_of(who)].break_rule(clock_.now().wall);
    sample_.sent = hubs_of(who).user->send_stamped(frame);
  });
  if (future.wait_for(patience) != std::future_status::ready)
    return std::nullopt;
  return future.get();
}

bool gateway_stub::calm_down(bool is_due) {
  std::promise<void> verified;
  auto future = verified.get_future();
  asio::post(io_, [this, is_due, verified = std::move(verified)]() mutable {
    verified_ = std::move(verified);
    questions_left_ = is_due ? 2 : 0;
    for (const auto who : clients) {
      hubs_of(who).market->send(ping_frame());
      hubs_of(who).user->send(accounts_[place_of(who)].move_balance());
    }
    if (!is_due)
      verified_.set_value();
  });
  return future.wait_for(patience) == std::future_status::ready;
}

void gateway_stub::open_again() {
  in_thread([this] {
    for (const auto who : clients)
      if (const auto frame = accounts_[place_of(who)].open_again(); !frame.empty())
        hubs_of(who).user->send(frame);
  });
}

void gateway_stub::direct_load_to(client who) {
  in_thread([this, who] { load_.direct_to(place_of(who), hubs_of(who)); });
}

load_sent gateway_stub::stop_load() {
  load_sent sent;
  in_thread([this, &sent] {
    load_.stop();
    sent = load_.sent();
  });
  return sent;
}

std::uint64_t gateway_stub::load_events_of(client who) {
  std::uint64_t events = 0;
  in_thread([this, who, &events] { events = load_.events_of(place_of(who)); });
  return events;
}

std::string gateway_stub::answer(const stub_request& request) {
  if (request.path == "/api/Auth/loginKey")
    return login_reply();
  if (request.path == "/api/Account/search")
    return accounts_reply(guarded_accounts());
  if (request.path == "/api/Contract/available")
    return catalogue_reply();
  if (request.path == "/api/Position/searchOpen")
    return account_in(request.body) == guarded_account
             ? positions_reply(guarded_account, accounts_[place_of(client::riskd)].held())
             : empty_reply("positions");
  if (request.path == "/api/Order/searchOpen")
    return empty_reply("orders");
  if (request.path == "/api/Trade/search")
    return empty_reply("trades");
  return empty_reply();
}

void gateway_stub::answered(const stub_request& request, const arrival& when) {
  if (request.path == answer_path(kind_)) {
    const auto account = account_in(request.body);
    for (const auto who : clients)
      if (accounts_[place_of(who)].id() == account)
        on_answer(who, when);
  } else if (request.path == "/api/Position/searchOpen"
             || request.path == "/api/Order/searchOpen") {
    if (questions_left_ > 0 && --questions_left_ == 0)
      verified_.set_value();
  }
}

void gateway_stub::on_answer(client who, const arrival& when) {
  ++answers_[place_of(who)];
  hubs_of(who).user->send(accounts_[place_of(who)].confirm_answer(clock_.now().wall));
  if (provoked_ != who)
    return;
  provoked_.reset();
  sample_.arrived = when;
  arrived_.set_value(sample_);
}

void gateway_stub::opened(std::string_view target, std::shared_ptr<stub_hub> hub) {
  const auto path = path_of(target);
  const auto who = path.starts_with(plain_hubs) ? client::plain : client::riskd;
  hubs_[path] = std::move(hub);
  ++hubs_open_[place_of(who)];
}

void gateway_stub::in_thread(std::function<void()> work) {
  std::promise<void> done;
  auto future = done.get_future();
  asio::post(io_, [work = std::move(work), done = std::move(done)]() mutable {
    work();
    done.set_value();
  });
  future.wait();
}

stub_load::hubs gateway_stub::hubs_of(client who) const {
  const std::string folder = who == client::riskd ? riskd_hubs : plain_hubs;
  return {hubs_.at(folder + "/user"), hubs_.at(folder + "/market")};
}

void gateway_stub::accept() {
  acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
    if (error)
      return;
    std::make_shared<stub_connection>(std::move(socket), *this)->start();
    accept();
  });
}

} // namespace riskd::bench
