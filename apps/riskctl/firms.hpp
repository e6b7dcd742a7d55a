#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::riskctl {

/// Where the gateway of a firm is.
struct gateway_addresses {
  std::string rest;
  std::string user_hub;
  std::string market_hub;

  friend bool operator==(const gateway_addresses&, const gateway_addresses&) = default;
};

/// A firm whose accounts are reached through a ProjectX gateway.
struct firm {
  /// What it is chosen by, for example `topstep`.
  std::string word;
  gateway_addresses addresses;
  /// A preset for each account size, for example `50K`, in ascending order; empty where riskd has
  /// no figures of the firm.
  std::vector<std::pair<std::string, std::string>> presets;
};

/// The firms that are known, Topstep first.
[[nodiscard]] const std::vector<firm>& firms();

/// The firm of that word in any case, or null.
[[nodiscard]] const firm* find_firm(std::string_view word);

/// What the addresses of the hubs are likely to be where the REST calls go to `rest`: ProjectX
/// names its hosts by one pattern. Elsewhere the hubs are taken to be on the same host.
[[nodiscard]] gateway_addresses guess_addresses(const std::string& rest);

/// `50k`, `$50,000` and `50000` as `50K`; nothing if it is no size.
[[nodiscard]] std::optional<std::string> account_size(std::string_view text);

} // namespace riskd::riskctl
