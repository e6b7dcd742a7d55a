#include "adapters/byte_stream/transfer.hpp"

namespace riskd::byte_stream {

template class buffer_list<boost::asio::mutable_buffer>;
template class buffer_list<boost::asio::const_buffer>;

} // namespace riskd::byte_stream
