#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

/// What lets a stream of bytes carry out Beast's reads and writes through functions that are no
/// templates: Beast hands over dozens of types of buffers and handlers, and compiling the layers
/// below for each of them takes minutes.
namespace riskd::byte_stream {

/// The first buffers of a sequence. A transfer of "some" bytes may leave the rest for the next.
/// @tparam Buffer `mutable_buffer` or `const_buffer`
template <class Buffer>
class buffer_list {
public:
  using value_type = Buffer;
  using const_iterator = const Buffer*;

  template <class Sequence>
  explicit buffer_list(const Sequence& sequence) {
    const auto end = boost::asio::buffer_sequence_end(sequence);
    for (auto at = boost::asio::buffer_sequence_begin(sequence); at != end && count_ < most; ++at)
      if (const Buffer buffer = *at; buffer.size() > 0)
        buffers_[count_++] = buffer;
  }

  [[nodiscard]] const_iterator begin() const noexcept {
    return buffers_.data();
  }

  [[nodiscard]] const_iterator end() const noexcept {
    return buffers_.data() + count_;
  }

private:
  static constexpr std::size_t most = 16;

  std::array<Buffer, most> buffers_{};
  std::size_t count_ = 0;
};

extern template class buffer_list<boost::asio::mutable_buffer>;
extern template class buffer_list<boost::asio::const_buffer>;

using input_buffers = buffer_list<boost::asio::mutable_buffer>;
using output_buffers = buffer_list<boost::asio::const_buffer>;

/// Called once, with the bytes that were transferred.
using on_transferred = std::function<void(const boost::system::error_code&, std::size_t bytes)>;

/// Handlers can only be moved; a function must be copyable.
template <class Handler>
on_transferred erase_handler(Handler&& handler) {
  return [shared = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler))](
           const boost::system::error_code& error, std::size_t bytes) {
    // Frees what the operation holds before it is completed, as Asio promises its handlers.
    auto now = std::move(*shared);
    now(error, bytes);
  };
}

} // namespace riskd::byte_stream
