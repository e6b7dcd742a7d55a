#include "adapters/simulator/request_fields.hpp"

#include "adapters/simulator/http_message.hpp"

namespace riskd::simulator {

template <class Read>
auto request_fields::read(std::string_view name, std::string_view type, Read&& convert)
  -> decltype(convert(json::exact_value{})) {
  const auto found = member(name);
  if (found.is_missing())
    return std::nullopt;
  auto out = convert(found);
  if (!out)
    fail(name, "is not " + std::string{type});
  return out;
}

json::exact_value request_fields::member(std::string_view name) const {
  const auto wanted = lower_case(name);
  json::exact_value out;
  for (const auto value : object_)
    if (lower_case(value.name()) == wanted)
      out = value;
  return out;
}

void request_fields::fail(std::string_view name, std::string_view what) {
  if (problem_.empty())
    problem_ = std::string{name} + " " + std::string{what};
}

std::optional<std::int64_t> request_fields::integer(std::string_view name) {
  return read(name, "a whole number", [](json::exact_value x) { return x.integer(); });
}

std::optional<bool> request_fields::boolean(std::string_view name) {
  return read(name, "true or false", [](json::exact_value x) { return x.boolean(); });
}

std::optional<std::string> request_fields::text(std::string_view name) {
  return read(name, "a text", [](json::exact_value x) {
    const auto found = x.text();
    return found ? std::optional<std::string>{*found} : std::nullopt;
  });
}

std::optional<domain::price> request_fields::price(std::string_view name) {
  return read(name, "a price", [](json::exact_value x) { return x.price(); });
}

std::optional<domain::money> request_fields::money(std::string_view name) {
  return read(name, "an amount", [](json::exact_value x) { return x.money(); });
}

std::optional<domain::time_point> request_fields::time(std::string_view name) {
  return read(name, "a time", [](json::exact_value x) { return x.time(); });
}

std::string request_fields::required_text(std::string_view name) {
  auto out = text(name);
  if (!out && problem_.empty())
    fail(name, "is required");
  return out.value_or(std::string{});
}

json::exact_value request_fields::object(std::string_view name) {
  const auto found = member(name);
  if (!found.is_missing() && !found.is_object())
    fail(name, "is not an object");
  return found.is_object() ? found : json::exact_value{};
}

} // namespace riskd::simulator
