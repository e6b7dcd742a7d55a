#include "adapters/json/exact_document.hpp"
#include "tests/unit/projectx/loopback_gateway.hpp"

#include <boost/asio/buffer.hpp>

#include <algorithm>

namespace riskd::test {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr char separator = '\x1e';

} // namespace

loopback_hub::loopback_hub(std::shared_ptr<projectx::gateway_stream> stream, std::string target)
  : stream_(std::move(stream)), socket_(*stream_), target_(std::move(target)) {
}

std::size_t loopback_hub::count_of(const std::string& text) const {
  return static_cast<std::size_t>(
    std::count_if(records_.begin(), records_.end(), [&](const std::string& record) {
      return record.find(text) != std::string::npos;
    }));
}

void loopback_hub::accept(const request_type& request) {
  socket_.text(true);
  socket_.async_accept(request, [self = shared_from_this()](const error_code& error) {
    if (error)
      self->gone_ = true;
    else
      self->read();
  });
}

void loopback_hub::read() {
  socket_.async_read(
    buffer_, [self = shared_from_this()](const error_code& error, std::size_t bytes) {
      if (error) {
        self->gone_ = true;
        return;
      }
      self->pending_.append(static_cast<const char*>(self->buffer_.data().data()), bytes);
      self->buffer_.consume(bytes);
      for (auto end = self->pending_.find(separator); end != std::string::npos;
           end = self->pending_.find(separator)) {
        const auto record = self->pending_.substr(0, end);
        self->pending_.erase(0, end + 1);
        self->records_.push_back(record);
        if (self->on_record)
          self->on_record(*self, record);
        else
          self->behave(record);
      }
      self->read();
    });
}

void loopback_hub::behave(const std::string& record) {
  if (record.find("\"protocol\"") != std::string::npos)
    send(std::string{"{}"} + separator);
  else if (record.find("\"target\"") != std::string::npos)
    complete(record);
}

void loopback_hub::complete(const std::string& record, const std::string& error) {
  const auto document = json::exact_document::parse(record);
  const auto id = std::string{document->root()["invocationId"].text().value_or("?")};
  const auto outcome = error.empty() ? R"("result":null)" : "\"error\":\"" + error + "\"";
  send(R"({"type":3,"invocationId":")" + id + "\"," + outcome + "}" + separator);
}

void loopback_hub::send(std::string message) {
  queue(std::move(message), true);
}

void loopback_hub::send_fragments(const std::vector<std::string>& pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i)
    queue(pieces[i], i + 1 == pieces.size());
}

void loopback_hub::queue(std::string bytes, bool is_last) {
  outgoing_.push_back({std::move(bytes), is_last});
  if (!writing_)
    write_next();
}

void loopback_hub::write_next() {
  if (outgoing_.empty() || gone_)
    return;
  writing_ = true;
  socket_.async_write_some(outgoing_.front().is_last, asio::buffer(outgoing_.front().bytes),
                           [self = shared_from_this()](const error_code& error, std::size_t) {
                             self->writing_ = false;
                             if (error) {
                               self->gone_ = true;
                               return;
                             }
                             self->outgoing_.pop_front();
                             self->write_next();
                           });
}

void loopback_hub::drop() {
  gone_ = true;
  stream_->close();
}

} // namespace riskd::test
