#include "adapters/dashboard/fleet_json.hpp"

#include <algorithm>
#include <utility>

namespace riskd::dashboard {

namespace {

using domain::fleet_account;
using domain::fleet_alarm;
using domain::fleet_daemon;
using domain::time_point;

json time_or_null(const std::optional<time_point>& x) {
  return x ? json(domain::to_string(*x)) : json(nullptr);
}

json audit_json(const domain::audit_watch_status& x) {
  return {
    {"state", to_string(x.state)},
    {"remark", x.remark},
    {"chain", x.until ? json(x.until->chain) : json(nullptr)},
    {"number", x.until ? json(x.until->number) : json(nullptr)},
    {"head", x.hash.empty() ? json(nullptr) : json(x.hash)},
    {"checked", time_or_null(x.checked)},
  };
}

json offset_json(const std::optional<domain::duration>& x) {
  return x ? json(std::chrono::round<std::chrono::seconds>(*x).count()) : json(nullptr);
}

json daemon_json(const fleet_daemon& x) {
  json out{
    {"name", x.name},
    {"state", to_string(x.standing)},
    {"remark", x.remark},
    {"attached_since", time_or_null(x.attached)},
    {"last_heard", time_or_null(x.last_heard)},
    {"clock_offset_seconds", offset_json(x.clock_offset)},
    {"missed_updates", x.missed},
    {"audit", audit_json(x.audit)},
  };
  auto status
    = x.what && !x.what->document.empty() ? status_document(x.what->document) : std::nullopt;
  if (x.what && !x.what->document.empty() && !status)
    out["unreadable"] = true;
  out["status"] = status ? std::move(*status) : json(nullptr);
  return out;
}

std::shared_ptr<const shown_account> write_account(const fleet_account& x) {
  auto out = account_document(x.what);
  out["shown_as"] = to_string(x.look);
  out["received"] = domain::to_string(x.received);
  out.erase("age_seconds");
  return std::make_shared<const shown_account>(shown_account{x.what.name, {out, x.received}});
}

/// Accounts as they were told last, and what was written of them, both by name.
class written_accounts {
public:
  written_accounts(const fleet_daemon& from, const shown_daemon& shown)
    : from_(from), shown_(shown) {
  }

  /// What was written of an account that is equal; null if there is none. To be asked in the order
  /// of names.
  [[nodiscard]] std::shared_ptr<const shown_account> find_equal(const fleet_account& wanted) {
    while (next_ < from_.accounts.size() && from_.accounts[next_].what.name < wanted.what.name)
      ++next_;
    return next_ < from_.accounts.size() && from_.accounts[next_] == wanted ? shown_.accounts[next_]
                                                                            : nullptr;
  }

private:
  const fleet_daemon& from_;
  const shown_daemon& shown_;
  std::size_t next_ = 0;
};

/// Whether all that is told of the daemons themselves is the same.
bool equal_without_accounts(const fleet_daemon& a, const fleet_daemon& b) {
  return a.name == b.name && a.standing == b.standing && a.remark == b.remark
         && a.attached == b.attached && a.last_heard == b.last_heard
         && a.clock_offset == b.clock_offset && a.what == b.what && a.audit == b.audit
         && a.missed == b.missed;
}

/// The alarms to be shown, the newest first.
std::vector<const fleet_alarm*> chosen_of(const std::vector<fleet_alarm>& all) {
  std::vector<const fleet_alarm*> out;
  for (const bool goes_on : {true, false})
    for (const auto& each : all)
      if (each.ended.has_value() != goes_on && out.size() < shown_alarms_max)
        out.push_back(&each);
  std::sort(out.begin(), out.end(), [](const auto* a, const auto* b) { return a->id > b->id; });
  return out;
}

std::vector<std::shared_ptr<const shown_alarm>> write_alarms(const std::vector<fleet_alarm>& all,
                                                             const fleet_view* before) {
  std::vector<std::shared_ptr<const shown_alarm>> out;
  for (const auto* each : chosen_of(all)) {
    auto made = shown_alarm{each->id, written(alarm_json(*each))};
    const auto is_same = [&made](const auto& other) {
      return *other == made;
    };
    if (before != nullptr)
      if (const auto found = std::find_if(before->alarms.begin(), before->alarms.end(), is_same);
          found != before->alarms.end()) {
        out.push_back(*found);
        continue;
      }
    out.push_back(std::make_shared<const shown_alarm>(std::move(made)));
  }
  return out;
}

json hub_json(const hub_facts& hub, time_point started, time_point now) {
  return {{"name", hub.name},
          {"version", hub.version},
          {"now", domain::to_string(now)},
          {"started", domain::to_string(started)},
          {"silent_after_seconds", hub.silent_after.count()},
          {"local", hub.is_local}};
}

void append_daemon(std::string& out, const shown_daemon& daemon, time_point now) {
  daemon.text->append_open_to(out, now);
  out += R"(,"accounts":[)";
  for (std::size_t i = 0; i < daemon.accounts.size(); ++i) {
    out += i == 0 ? "" : ",";
    daemon.accounts[i]->text.append_to(out, now);
  }
  out += "]}";
}

std::size_t size_of(const fleet_view& view) {
  constexpr std::size_t beside = 1024;
  std::size_t out = beside;
  for (const auto& daemon : view.daemons) {
    out += daemon->text->size() + beside;
    for (const auto& each : daemon->accounts)
      out += each->text.size() + sizeof(", 1234567890}");
  }
  for (const auto& each : view.alarms)
    out += each->text.size() + 1;
  return out;
}

} // namespace

json alarm_json(const fleet_alarm& x) {
  return {{"id", x.id},
          {"raised", domain::to_string(x.raised)},
          {"ended", time_or_null(x.ended)},
          {"severity", to_string(severity_of(x.kind))},
          {"kind", to_string(x.kind)},
          {"daemon", x.daemon},
          {"account", x.account.empty() ? json(nullptr) : json(x.account)},
          {"text", x.text}};
}

std::optional<time_point> told_at(const fleet_daemon& x) {
  if (!x.what || !x.last_heard || x.what->answers)
    return x.what ? x.last_heard : std::nullopt;
  const auto status = status_document(x.what->document);
  const auto text = status ? text_of(*status, "taken") : std::nullopt;
  const auto taken = text ? domain::parse_time(*text) : std::nullopt;
  return taken ? std::optional{std::min(*taken - x.clock_offset.value_or(domain::duration{}),
                                        *x.last_heard)}
               : std::nullopt;
}

std::shared_ptr<const fleet_view>
fleet_writer::view(std::shared_ptr<const domain::fleet_status> status) {
  if (status == status_)
    return view_;
  auto made = std::make_shared<fleet_view>();
  made->started = status->started;
  std::vector<written_daemon> daemons;
  for (const auto& each : status->daemons) {
    daemons.push_back(write(each));
    made->daemons.push_back(daemons.back().shown);
  }
  made->alarms = write_alarms(status->alarms, view_.get());
  daemons_ = std::move(daemons);
  status_ = std::move(status);
  view_ = std::move(made);
  return view_;
}

const fleet_writer::written_daemon* fleet_writer::find(const std::string& name) const {
  const auto found
    = std::lower_bound(daemons_.begin(), daemons_.end(), name,
                       [](const auto& a, const auto& b) { return a.shown->name < b; });
  return found != daemons_.end() && found->shown->name == name ? &*found : nullptr;
}

fleet_writer::written_daemon fleet_writer::write(std::shared_ptr<const domain::fleet_daemon> from) {
  const auto* before = find(from->name);
  if (before != nullptr && before->from == from)
    return *before;
  auto made = std::make_shared<shown_daemon>();
  made->name = from->name;
  if (before != nullptr && equal_without_accounts(*before->from, *from))
    made->text = before->shown->text;
  else
    made->text = std::make_shared<const aged_object>(daemon_json(*from), told_at(*from));
  static const fleet_daemon nothing_told;
  static const shown_daemon nothing_shown;
  written_accounts known{before != nullptr ? *before->from : nothing_told,
                         before != nullptr ? *before->shown : nothing_shown};
  for (const auto& each : from->accounts) {
    auto same = known.find_equal(each);
    made->accounts.push_back(same ? std::move(same) : write_account(each));
  }
  return {std::move(from), std::move(made)};
}

std::string overview_text(const fleet_view& view, const hub_facts& hub, time_point now,
                          std::string_view kind) {
  std::string out;
  out.reserve(size_of(view));
  out += kind.empty() ? "{" : R"({"type":)" + written(kind) + ",";
  out += R"("schema":1,"hub":)" + written(hub_json(hub, view.started, now)) + R"(,"daemons":[)";
  for (std::size_t i = 0; i < view.daemons.size(); ++i) {
    out += i == 0 ? "" : ",";
    append_daemon(out, *view.daemons[i], now);
  }
  out += R"(],"alarms":[)";
  for (std::size_t i = 0; i < view.alarms.size(); ++i)
    out.append(i == 0 ? "" : ",").append(view.alarms[i]->text);
  out += "]}";
  return out;
}

} // namespace riskd::dashboard
