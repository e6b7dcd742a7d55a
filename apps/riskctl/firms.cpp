#include "apps/riskctl/firms.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace riskd::riskctl {

namespace {

/// The names that ProjectX gives its firms, as they stand in the names of their hosts.
constexpr std::array labels{"thefuturesdesk",      "alphaticks",   "aquafutures",
                            "blueguardianfutures", "blusky",       "bulenox",
                            "daytraders",          "e8",           "fundingfutures",
                            "futureselite",        "fxifyfutures", "goatfundedfutures",
                            "holaprime",           "nexgen",       "tickticktrader",
                            "toponefutures",       "tx3funding"};

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& each : out)
    each = each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
  return out;
}

std::vector<firm> make_firms() {
  std::vector<firm> out;
  out.push_back({"topstep",
                 guess_addresses("https://api.topstepx.com"),
                 {{"50K", "topstep_50k"}, {"100K", "topstep_100k"}, {"150K", "topstep_150k"}}});
  for (const auto* label : labels)
    out.push_back(
      {label, guess_addresses("https://api." + std::string{label} + ".projectx.com"), {}});
  return out;
}

} // namespace

const std::vector<firm>& firms() {
  static const auto all = make_firms();
  return all;
}

const firm* find_firm(std::string_view word) {
  const auto wanted = lower(word);
  const auto& all = firms();
  const auto found
    = std::find_if(all.begin(), all.end(), [&](const firm& x) { return x.word == wanted; });
  return found == all.end() ? nullptr : &*found;
}

gateway_addresses guess_addresses(const std::string& rest) {
  auto base = rest;
  while (base.ends_with('/'))
    base.pop_back();
  constexpr std::string_view of_calls = "://api.";
  if (const auto host = base.find(of_calls); host != std::string::npos)
    base.replace(host, of_calls.size(), "://rtc.");
  return {rest, base + "/hubs/user", base + "/hubs/market"};
}

std::optional<std::string> account_size(std::string_view text) {
  std::string digits;
  for (const char each : text)
    if (each != '$' && each != ',' && each != ' ')
      digits += each;
  const bool in_thousands = digits.ends_with('k') || digits.ends_with('K');
  if (in_thousands)
    digits.pop_back();
  std::int64_t size = 0;
  const auto* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, size);
  if (error != std::errc{} || stop != end || size <= 0)
    return std::nullopt;
  if (in_thousands)
    return std::to_string(size) + "K";
  return size % 1000 == 0 ? std::optional{std::to_string(size / 1000) + "K"} : std::nullopt;
}

} // namespace riskd::riskctl
