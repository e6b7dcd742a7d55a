#include "domain/order_book.hpp"

namespace riskd::domain {

namespace {

bool is_same(const order_row& a, const order_row& b) {
  return a.contract == b.contract && a.status == b.status && a.type == b.type && a.side == b.side
         && a.size == b.size && a.limit_price == b.limit_price && a.stop_price == b.stop_price
         && a.filled == b.filled && a.custom_tag == b.custom_tag && a.updated == b.updated;
}

bool is_older(const order_row& event, const order_row& stored) {
  return event.filled < stored.filled
         || (event.updated && stored.updated && *event.updated < *stored.updated);
}

} // namespace

const char* to_string(order_change x) {
  switch (x) {
    case order_change::stale:
      return "stale";
    case order_change::duplicate:
      return "duplicate";
    case order_change::applied:
      return "applied";
  }
  return "unlisted";
}

bool is_exit_order(const order_row& order, const position* held) {
  return held && order.contract == held->contract && order.side == opposite(held->held)
         && order.remaining() > quantity{} && order.remaining() <= held->size;
}

bool is_protective_exit(const order_row& order, const position* held) {
  const bool is_stop = order.type == order_type::stop_limit || order.type == order_type::stop
                       || order.type == order_type::trailing_stop;
  return is_stop && held && order.contract == held->contract && order.side == opposite(held->held);
}

bool is_own_order(const order_row& order) {
  return order.custom_tag && order.custom_tag->starts_with("riskd:");
}

void order_book::store_live(const order_row& row) {
  live_.edit()[row.id] = row;
  if (is_own_order(row))
    own_.edit().insert(row.id);
  else if (own_->contains(row.id))
    own_.edit().erase(row.id);
}

void order_book::erase_live(order_id id) {
  live_.edit().erase(id);
  if (own_->contains(id))
    own_.edit().erase(id);
}

order_change order_book::apply(const order_row& row) {
  const auto* ended = ended_.find(row.id);
  if (row.is_live()) {
    if (ended && !ended->by_absence)
      return order_change::stale;
    if (const auto* stored = find_live(row.id)) {
      if (is_older(row, *stored))
        return order_change::stale;
      if (is_same(row, *stored))
        return order_change::duplicate;
    }
    if (ended)
      ended_.erase(row.id);
    store_live(row);
    return order_change::applied;
  }
  // A terminal row makes a provisional closure final, even if it says nothing else that is new.
  if (ended && !ended->by_absence && is_same(row, ended->row))
    return order_change::duplicate;
  if (find_live(row.id))
    erase_live(row.id);
  ended_.set(row.id, ended_order{row, false});
  return order_change::applied;
}

bool order_book::close_by_absence(order_id id) {
  const auto* stored = find_live(id);
  if (!stored)
    return false;
  auto closed = *stored;
  closed.status = order_status::cancelled;
  erase_live(id);
  ended_.set(id, ended_order{std::move(closed), true});
  return true;
}

const order_row* order_book::find_live(order_id id) const {
  const auto found = live_->find(id);
  return found == live_->end() ? nullptr : &found->second;
}

const order_row* order_book::find(order_id id) const {
  if (const auto* stored = find_live(id))
    return stored;
  const auto* ended = ended_.find(id);
  return ended ? &ended->row : nullptr;
}

} // namespace riskd::domain
