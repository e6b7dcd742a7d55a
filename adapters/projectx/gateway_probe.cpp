#include "adapters/projectx/gateway_probe.hpp"

#include "adapters/projectx/excerpt.hpp"
#include "adapters/projectx/gateway_stream.hpp"
#include "adapters/projectx/tls.hpp"
#include "adapters/projectx/url.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <exception>
#include <memory>
#include <utility>

namespace riskd::projectx {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using domain::check_result;
using domain::diagnosis_check;
using tcp = asio::ip::tcp;

namespace {

constexpr unsigned http_version = 11;
constexpr std::uint64_t answer_max = 4096;

/// How often a probe looks whether it is to stop.
constexpr auto stop_pause = std::chrono::milliseconds{100};

constexpr std::array steps{"name_lookup", "connect", "tls", "ping"};

std::string text_of(const tcp::endpoint& x) {
  return x.address().to_string() + " port " + std::to_string(x.port());
}

/// `TLSv1.3, certificate valid until 2027-01-31`.
std::string secured_by(SSL* handle) {
  std::string out = SSL_get_version(handle);
  const auto* certificate = SSL_get0_peer_certificate(handle);
  std::tm end{};
  if (certificate != nullptr && ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) == 1) {
    std::array<char, 16> day{};
    out += ", certificate valid until ";
    out.append(day.data(), std::strftime(day.data(), day.size(), "%Y-%m-%d", &end));
  }
  return out;
}

/// One walk along the steps; each leaves one check behind.
class walk {
public:
  walk(url server, asio::ssl::context* tls, const domain::wall_clock& clock)
    : server_(std::move(server)), clock_(clock), resolver_(io_), stream_(io_, tls) {
  }

  std::vector<diagnosis_check> run(domain::duration limit, const std::stop_token& stop) {
    const auto end = clock_.now().monotonic + limit;
    look_up();
    while (!io_.stopped() && clock_.now().monotonic < end && !stop.stop_requested())
      io_.run_for(stop_pause);
    if (!io_.stopped())
      fail("no answer in time");
    while (done_.size() < steps.size())
      done_.push_back({steps[done_.size()], check_result::skipped, "", {}});
    return std::move(done_);
  }

private:
  void begin() {
    begun_ = clock_.now().monotonic;
  }

  void pass(std::string detail) {
    done_.push_back({steps[done_.size()], check_result::passed, std::move(detail),
                     clock_.now().monotonic - begun_});
  }

  void fail(std::string reason) {
    done_.push_back({steps[done_.size()], check_result::failed, std::move(reason),
                     clock_.now().monotonic - begun_});
  }

  void look_up() {
    begin();
    error_code not_an_address;
    const auto address = asio::ip::make_address(server_.host, not_an_address);
    if (!not_an_address) {
      done_.push_back({steps[0], check_result::skipped, "an address already", {}});
      const auto port = static_cast<asio::ip::port_type>(std::stoul(server_.port));
      connect({tcp::endpoint{address, port}});
      return;
    }
    resolver_.async_resolve(
      server_.host, server_.port,
      [this](const error_code& error, const tcp::resolver::results_type& found) {
        if (error)
          return fail(server_.host + ": " + error.message());
        std::vector<tcp::endpoint> all;
        for (const auto& each : found)
          all.push_back(each.endpoint());
        pass(std::to_string(all.size()) + (all.size() == 1 ? " address" : " addresses")
             + ", the first " + all.front().address().to_string());
        connect(std::move(all));
      });
  }

  void connect(std::vector<tcp::endpoint> addresses) {
    begin();
    addresses_ = std::move(addresses);
    asio::async_connect(stream_.socket(), addresses_,
                        [this](const error_code& error, const tcp::endpoint& reached) {
                          if (error)
                            return fail(text_of(addresses_.back()) + ": " + error.message());
                          pass(text_of(reached));
                          secure();
                        });
  }

  void secure() {
    begin();
    if (stream_.tls() == nullptr) {
      done_.push_back({steps[2], check_result::skipped, "not encrypted", {}});
      return ping();
    }
    if (!expect_host(stream_, server_.host))
      return fail("cannot insist on the name " + server_.host);
    stream_.tls()->async_handshake(asio::ssl::stream_base::client, [this](const error_code& error) {
      if (error)
        return fail(error.message());
      pass(secured_by(stream_.tls()->native_handle()));
      ping();
    });
  }

  void ping() {
    begin();
    request_ = {http::verb::get, server_.path + "/api/Status/ping", http_version};
    request_.set(http::field::host, host_field(server_));
    request_.set(http::field::user_agent, "riskd");
    request_.set(http::field::connection, "close");
    parser_.body_limit(answer_max);
    http::async_write(stream_, request_, [this](const error_code& error, std::size_t) {
      if (error)
        return fail(error.message());
      http::async_read(stream_, buffer_, parser_,
                       [this](const error_code& end, std::size_t) { on_answer(end); });
    });
  }

  void on_answer(const error_code& error) {
    if (!parser_.is_header_done())
      return fail(error.message());
    const auto& answer = parser_.get();
    if (answer.result() != http::status::ok)
      return fail("HTTP " + std::to_string(answer.result_int()));
    if (answer.body().find("pong") == std::string::npos)
      return fail("answered something else: " + excerpt_of(answer.body()));
    pass("pong");
  }

  const url server_;
  const domain::wall_clock& clock_;
  asio::io_context io_;
  asio::ip::basic_resolver<tcp, asio::io_context::executor_type> resolver_;
  gateway_stream stream_;
  std::vector<tcp::endpoint> addresses_;
  http::request<http::empty_body> request_;
  boost::beast::flat_buffer buffer_;
  http::response_parser<http::string_body> parser_;
  domain::duration begun_{};
  std::vector<diagnosis_check> done_;
};

std::vector<diagnosis_check> nothing_tried(const std::string& reason) {
  std::vector<diagnosis_check> out;
  for (const auto* each : steps)
    out.push_back({each, check_result::skipped, "", {}});
  out.front() = {steps.front(), check_result::failed, reason, {}};
  return out;
}

std::vector<diagnosis_check> walk_to(const probe_target& target, tls_contexts& trusts,
                                     const domain::wall_clock& clock, domain::duration limit,
                                     const std::stop_token& stop) {
  auto server = parse_url(target.rest_url);
  if (!server)
    return nothing_tried(server.error().sentence);
  const auto tls = trusts.open({*server}, target.ca_file);
  if (!tls)
    return nothing_tried(tls.error().sentence);
  return walk{std::move(*server), tls->get(), clock}.run(limit, stop);
}

} // namespace

std::vector<diagnosis_check> probe_gateway(const probe_target& target, tls_contexts& trusts,
                                           const domain::wall_clock& clock, domain::duration limit,
                                           const std::stop_token& stop) {
  try {
    return walk_to(target, trusts, clock, limit, stop);
  } catch (const std::exception& thrown) {
    // For example, no file handle is free.
    return nothing_tried(thrown.what());
  }
}

} // namespace riskd::projectx
