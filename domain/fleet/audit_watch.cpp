#include "domain/fleet/audit_watch.hpp"

#include "domain/fleet/record_order.hpp"

#include <utility>

namespace riskd::domain {

namespace {

std::string place_text(const record_place& x) {
  return "record " + std::to_string(x.number) + " of chain " + std::to_string(x.chain);
}

} // namespace

audit_watch::audit_watch(record_place until, std::string hash) {
  status_.state = chain_state::intact;
  status_.until = until;
  status_.hash = std::move(hash);
}

audit_watch::audit_watch(audit_watch_status kept) : status_(std::move(kept)) {
  status_.checked.reset();
  if (status_.state == chain_state::broken)
    return;
  status_.state = status_.until ? chain_state::intact : chain_state::unknown;
  // It was begun anew, and nothing came since.
  if (status_.era > 0 && !status_.until)
    unjudged_ = unjudged_max;
}

void audit_watch::begin_anew() {
  const auto era = status_.era + 1;
  *this = audit_watch{};
  status_.era = era;
  unjudged_ = unjudged_max;
}

void audit_watch::expect(const record_place& end) {
  if (unjudged_ > 0 && !unjudged_until_)
    unjudged_until_ = end;
}

audit_intake audit_watch::take(std::vector<audit_report> records, time_point now) {
  audit_intake out;
  for (auto& each : records) {
    if (!accepts(each, out))
      continue;
    if (status_.state == chain_state::unknown)
      status_.state = chain_state::intact;
    status_.until = each.place;
    status_.hash = each.hash;
    status_.checked = now;
    if (unjudged_ > 0)
      --unjudged_;
    out.accepted.push_back(std::move(each));
  }
  return out;
}

void audit_watch::take_end(const record_place& end, const std::string& hash, time_point now) {
  if (!status_.until || is_before(*status_.until, end))
    return;
  status_.checked = now;
  if (is_before(end, *status_.until))
    break_with("records were cut off: " + place_text(*status_.until)
               + " is known, and the audit ends with " + place_text(end));
  else
    compare_last(end, hash);
}

const audit_watch_status& audit_watch::status() const {
  return status_;
}

bool audit_watch::accepts(const audit_report& next, audit_intake& out) {
  if (!status_.until)
    return true;
  const auto& last = *status_.until;
  if (!is_before(last, next.place)) {
    if (next.place == last)
      compare_last(next.place, next.hash);
    return false;
  }
  if (is_unjudged(next.place))
    return true;
  if (!follows(next.place, last)) {
    if (!is_found_again({last, next.place}, out))
      return false;
    break_with("records are missing: " + place_text(next.place) + " came after "
               + place_text(last));
  } else if (next.place.chain != last.chain) {
    break_with("a new chain began: " + place_text(next.place) + " came after " + place_text(last));
  } else if (!status_.hash.empty() && next.previous != status_.hash) {
    break_with(place_text(next.place) + " does not follow from " + place_text(last));
  }
  return true;
}

bool audit_watch::is_unjudged(const record_place& next) const {
  return unjudged_ > 0 && (!unjudged_until_ || !is_before(*unjudged_until_, next));
}

/// Of what was told together only the first gap counts: the others are behind it.
bool audit_watch::is_found_again(const gap& found, audit_intake& out) {
  if (gap_ == found)
    return true;
  if (out.missed == 0)
    gap_ = found;
  ++out.missed;
  return false;
}

void audit_watch::compare_last(const record_place& place, const std::string& hash) {
  if (!status_.hash.empty() && !hash.empty() && hash != status_.hash)
    break_with(place_text(place) + " was rewritten");
}

/// The first reason is what people have to look for; later ones may follow from it.
void audit_watch::break_with(const std::string& remark) {
  if (status_.state == chain_state::broken)
    return;
  status_.state = chain_state::broken;
  status_.remark = remark;
}

} // namespace riskd::domain
