#include "domain/quote.hpp"

namespace riskd::domain {

namespace {

/// A price that is absent or not positive leaves the cached one (R-E-7).
bool overwrite(std::optional<price>& cached, const std::optional<price>& given) {
  if (!given || *given <= price{})
    return false;
  cached = given;
  return true;
}

} // namespace

bool apply(quote& cached, const quote_delta& delta, time_point now) {
  if (delta.last_updated && cached.last_updated && *delta.last_updated < *cached.last_updated)
    return false;
  if (overwrite(cached.last, delta.last))
    cached.last_received = now;
  overwrite(cached.bid, delta.bid);
  overwrite(cached.ask, delta.ask);
  cached.received = now;
  if (delta.last_updated)
    cached.last_updated = delta.last_updated;
  return true;
}

} // namespace riskd::domain
