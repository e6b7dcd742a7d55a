#include "tests/unit/projectx/loopback_gateway.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <algorithm>
#include <chrono>

namespace riskd::test {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;

/// The server's side of one connection.
class loopback_gateway::peer : public std::enable_shared_from_this<peer> {
public:
  peer(loopback_gateway& parent, std::size_t number)
    : parent_(parent), stream_(std::make_shared<projectx::gateway_stream>(parent.io_, parent.tls_)),
      number_(number) {
  }

  projectx::gateway_stream& stream() {
    return *stream_;
  }

  void start() {
    if (stream_->tls() == nullptr) {
      read();
      return;
    }
    stream_->tls()->async_handshake(asio::ssl::stream_base::server,
                                    [self = shared_from_this()](const error_code& error) {
                                      if (!error)
                                        self->read();
                                    });
  }

private:
  void read() {
    request_ = {};
    http::async_read(*stream_, buffer_, request_,
                     [self = shared_from_this()](const error_code& error, std::size_t) {
                       if (error)
                         self->stream_->close();
                       else
                         self->on_request();
                     });
  }

  void on_request() {
    if (boost::beast::websocket::is_upgrade(request_) && parent_.upgrade_status == 101) {
      auto hub = std::make_shared<loopback_hub>(stream_, std::string{request_.target()});
      parent_.hubs.push_back(hub);
      if (parent_.on_hub)
        parent_.on_hub(*hub);
      hub->accept(request_);
      return;
    }
    scripted_reply reply;
    if (boost::beast::websocket::is_upgrade(request_)) {
      reply.status = parent_.upgrade_status;
    } else {
      parent_.requests.push_back({std::string{request_.target()}, request_.body(),
                                  std::string{request_[http::field::authorization]}, number_});
      const auto seen = parent_.requests.back();
      reply = parent_.answer ? parent_.answer(seen)
                             : scripted_reply{200, R"({"success":true,"errorCode":0})", {}, {}};
    }
    act(std::move(reply));
  }

  void act(scripted_reply reply) {
    using ending = scripted_reply::ending;
    if (reply.how == ending::silence) {
      parent_.silent_.push_back(shared_from_this());
      return;
    }
    if (reply.how == ending::close_before) {
      stream_->close();
      return;
    }
    if (reply.how == ending::raw) {
      auto text = std::make_shared<std::string>(std::move(reply.body));
      asio::async_write(*stream_, asio::buffer(*text),
                        [self = shared_from_this(), text](const error_code&, std::size_t) {
                          self->stream_->close();
                        });
      return;
    }
    auto response = std::make_shared<http::response<http::string_body>>();
    response->result(reply.status);
    response->version(11);
    for (const auto& [name, value] : reply.fields)
      response->set(name, value);
    response->body() = std::move(reply.body);
    response->keep_alive(reply.how == ending::keep);
    response->prepare_payload();
    http::async_write(*stream_, *response,
                      [self = shared_from_this(), response](const error_code& error, std::size_t) {
                        if (error || !response->keep_alive())
                          self->stream_->close();
                        else
                          self->read();
                      });
  }

  loopback_gateway& parent_;

  std::shared_ptr<projectx::gateway_stream> stream_;

  std::size_t number_;

  boost::beast::flat_buffer buffer_;

  loopback_hub::request_type request_;
};

loopback_gateway::loopback_gateway(asio::io_context& io, asio::ssl::context* tls)
  : io_(io), tls_(tls), acceptor_(io, tcp::endpoint{asio::ip::address_v4::loopback(), 0}) {
  port_ = acceptor_.local_endpoint().port();
  accept();
}

loopback_gateway::~loopback_gateway() {
  refuse();
  hang_up();
  for (const auto& hub : hubs)
    hub->drop();
}

std::string loopback_gateway::address() const {
  return named_address("127.0.0.1");
}

std::string loopback_gateway::named_address(const std::string& host) const {
  return (tls_ == nullptr ? "http://" : "https://") + host + ":" + std::to_string(port_);
}

std::size_t loopback_gateway::requests_for(const std::string& path) const {
  return static_cast<std::size_t>(std::count_if(
    requests.begin(), requests.end(), [&](const seen_request& x) { return x.path == path; }));
}

void loopback_gateway::hang_up() {
  for (const auto& weak : std::exchange(peers_, {}))
    if (const auto open = weak.lock())
      open->stream().close();
}

void loopback_gateway::refuse() {
  error_code ignored;
  acceptor_.close(ignored);
}

void loopback_gateway::accept() {
  auto next = std::make_shared<peer>(*this, connections);
  acceptor_.async_accept(next->stream().socket(), [this, next](const error_code& error) {
    if (error)
      return;
    ++connections;
    peers_.push_back(next);
    next->start();
    accept();
  });
}

bool run_until(asio::io_context& io, const std::function<bool()>& done) {
  bool expired = false;
  asio::steady_timer limit{io};
  limit.expires_after(std::chrono::seconds{30});
  limit.async_wait([&](const error_code& error) { expired = !error; });
  while (!done() && !expired) {
    io.restart();
    io.run_one();
  }
  limit.cancel();
  io.restart();
  io.poll();
  return done();
}

} // namespace riskd::test
