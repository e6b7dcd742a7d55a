#include "domain/position_book.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>

namespace riskd::domain {

namespace {

/// How long trades and positions may stay out of step (R-E-19).
constexpr auto transit_length = std::chrono::seconds{1};

bool is_of_older_instance(const position_row& row, const position& current) {
  return row.id && current.id && *row.id != *current.id && row.created && current.created
         && *row.created < *current.created;
}

} // namespace

const char* to_string(position_change x) {
  switch (x) {
    case position_change::stale:
      return "stale";
    case position_change::duplicate:
      return "duplicate";
    case position_change::open:
      return "open";
    case position_change::flip:
      return "flip";
    case position_change::reopen:
      return "reopen";
    case position_change::increase:
      return "increase";
    case position_change::decrease:
      return "decrease";
    case position_change::update:
      return "update";
    case position_change::flat:
      return "flat";
  }
  return "unlisted";
}

bool begins_instance(position_change x) {
  return x == position_change::open || x == position_change::flip || x == position_change::reopen;
}

bool ends_instance(position_change x) {
  return x == position_change::flat || x == position_change::flip || x == position_change::reopen;
}

position_delta position_book::apply(const position_row& row, time_point now) {
  RISKD_EXPECTS(row.size >= quantity{});
  const auto current = open_.find(row.contract);
  if (current == open_.end()) {
    if (row.size == quantity{})
      return {row.contract, position_change::duplicate, std::nullopt, std::nullopt};
    return begin_instance(position_change::open, row, now);
  }
  auto& held = current->second;
  if (is_of_older_instance(row, held))
    return {row.contract, position_change::stale, held, held};
  if (row.size == quantity{}) {
    auto delta = position_delta{row.contract, position_change::flat, held, std::nullopt};
    shift_transit(row.contract, -held.size, now);
    open_.erase(current);
    return delta;
  }
  if (row.held != held.held)
    return begin_instance(position_change::flip, row, now);
  if (row.id && held.id && *row.id != *held.id)
    return begin_instance(position_change::reopen, row, now);
  return resize(held, row, now);
}

position_delta position_book::begin_instance(position_change change, const position_row& row,
                                             time_point now) {
  auto delta = position_delta{row.contract, change, std::nullopt, std::nullopt};
  if (const auto old = open_.find(row.contract); old != open_.end()) {
    delta.before = old->second;
    shift_transit(row.contract, -old->second.size, now);
  }
  auto& begun = open_[row.contract];
  begun = position{};
  begun.contract = row.contract;
  begun.held = row.held;
  begun.size = row.size;
  begun.average = row.average;
  begun.id = row.id;
  begun.created = row.created;
  begun.opened = now;
  begun.last_increase = now;
  begun.increase_seq = ++increase_seq_;
  begun.instance = ++instances_;
  delta.after = begun;
  return delta;
}

position_delta position_book::resize(position& current, const position_row& row, time_point now) {
  auto delta = position_delta{row.contract, position_change::duplicate, current, std::nullopt};
  if (row.size > current.size) {
    delta.change = position_change::increase;
    current.last_increase = now;
    current.increase_seq = ++increase_seq_;
  } else if (row.size < current.size) {
    delta.change = position_change::decrease;
    shift_transit(row.contract, row.size - current.size, now);
  } else if (row.average != current.average) {
    delta.change = position_change::update;
  }
  current.size = row.size;
  current.average = row.average;
  if (row.id)
    current.id = row.id;
  if (row.created)
    current.created = row.created;
  delta.after = current;
  return delta;
}

void position_book::note_closing_trade(const contract_id& contract, side traded, quantity size,
                                       time_point now) {
  RISKD_EXPECTS(size > quantity{});
  const auto found = transits_.find(contract);
  const auto before = found == transits_.end() ? quantity{} : found->second.amount;
  const auto settled = std::min(size, std::max(quantity{}, -before));
  auto shift = settled;
  const auto held = open_.find(contract);
  if (held != open_.end() && held->second.held == opposite(traded)) {
    const auto ahead = std::max(quantity{}, before + settled);
    shift += std::min(size - settled, std::max(quantity{}, held->second.size - ahead));
  }
  if (shift != quantity{})
    shift_transit(contract, shift, now);
}

void position_book::shift_transit(const contract_id& contract, quantity by, time_point now) {
  auto& entry = transits_[contract];
  entry.amount += by;
  entry.until = now + transit_length;
  if (entry.amount == quantity{})
    transits_.erase(contract);
}

bool position_book::expire_transits(time_point now) {
  return std::erase_if(transits_, [now](const auto& row) { return row.second.until <= now; }) > 0;
}

void position_book::clear_transits() {
  transits_.clear();
}

const position* position_book::find(const contract_id& contract) const {
  const auto found = open_.find(contract);
  return found == open_.end() ? nullptr : &found->second;
}

position& position_book::open_position(const contract_id& contract) {
  const auto found = open_.find(contract);
  RISKD_EXPECTS(found != open_.end());
  return found->second;
}

void position_book::restore(const position& stored) {
  RISKD_EXPECTS(stored.size > quantity{});
  open_[stored.contract] = stored;
  increase_seq_ = std::max(increase_seq_, stored.increase_seq);
  instances_ = std::max(instances_, stored.instance);
}

} // namespace riskd::domain
