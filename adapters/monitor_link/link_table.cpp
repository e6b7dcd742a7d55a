#include "adapters/monitor_link/link_table.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace riskd::monitor_link {

using logging::field;

link_table::link_table(boost::asio::io_context& io, const link_table_options& options,
                       const domain::wall_clock& clock, link_events events, logging::logger log)
  : io_(io), options_(options), clock_(clock), events_(std::move(events)), log_(std::move(log)) {
}

std::optional<link_table::refusal> link_table::admit(const std::string& name,
                                                     const std::string& address,
                                                     std::shared_ptr<tls_stream> stream) {
  if (auto refused = make_room(name))
    return refused;
  auto made = link_pump::make(io_, stream, link_side::hub, options_.pump, clock_,
                              [this, name](const node_id& node) { return claim_node(name, node); });
  if (!made)
    return refusal{"no_resources", made.error().sentence};
  const auto pump = made->pump;
  links_.emplace(name, link{std::move(stream), pump, {}});
  log_.info("monitor_link.up", field("peer", name), field("address", address));
  pump->start({{}, [this, name](const std::string& reason) {
                 on_ended(name, reason);
               }});
  if (events_.up)
    events_.up({name, address, std::move(made->local)});
  return std::nullopt;
}

std::optional<link_table::refusal> link_table::make_room(const std::string& name) {
  const auto old = links_.find(name);
  if (old == links_.end()) {
    if (links_.size() >= options_.peers_max)
      return refusal{"too_many_peers", name};
    return std::nullopt;
  }
  const auto silent_for = clock_.now().monotonic - old->second.pump->last_heard();
  if (silent_for < options_.silence_before_replacement)
    return refusal{"name_in_use", name};
  const auto pump = old->second.pump;
  pump->close("a new link of the same name takes its place");
  return std::nullopt;
}

bool link_table::claim_node(const std::string& name, const node_id& node) {
  const auto owner = std::find_if(links_.begin(), links_.end(),
                                  [&](const auto& each) { return each.second.node == node; });
  if (owner != links_.end() && owner->first != name) {
    log_.warn("monitor_link.node_taken", field("peer", name), field("owner", owner->first),
              field("node", to_string(node)));
    return false;
  }
  links_.at(name).node = node;
  return true;
}

void link_table::on_ended(const std::string& name, const std::string& reason) {
  const auto found = links_.find(name);
  const auto counts = found->second.pump->counts();
  links_.erase(found);
  log_.info("monitor_link.down", field("peer", name), field("reason", reason),
            field("frames", counts.received), field("named_dropped", counts.named_dropped),
            field("heartbeats_dropped", counts.heartbeats_dropped));
  if (events_.down)
    events_.down({name, reason});
}

void link_table::look_again(tls_identity& identity) {
  std::vector<std::pair<std::shared_ptr<link_pump>, std::string>> bad;
  for (const auto& [name, each] : links_)
    if (const auto reason = identity.why_untrusted(*each.stream))
      bad.emplace_back(each.pump, *reason);
  for (const auto& [pump, reason] : bad)
    pump->close(reason);
}

void link_table::close_all(const std::string& reason) {
  while (!links_.empty()) {
    const auto pump = links_.begin()->second.pump;
    pump->close(reason);
  }
}

} // namespace riskd::monitor_link
