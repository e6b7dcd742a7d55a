#include "adapters/simulator/json_writer.hpp"

#include "adapters/logging/json_text.hpp"

#include <limits>
#include <string>

namespace riskd::simulator {

void json_writer::separate() {
  if (out_.empty())
    return;
  const auto last = out_.back();
  if (last != '{' && last != '[' && last != ':')
    out_ += ',';
}

json_writer& json_writer::begin_object() {
  separate();
  out_ += '{';
  return *this;
}

json_writer& json_writer::end_object() {
  out_ += '}';
  return *this;
}

json_writer& json_writer::begin_array() {
  separate();
  out_ += '[';
  return *this;
}

json_writer& json_writer::end_array() {
  out_ += ']';
  return *this;
}

json_writer& json_writer::key(std::string_view name) {
  separate();
  logging::append_json_string(out_, name);
  out_ += ':';
  return *this;
}

json_writer& json_writer::value(std::string_view text) {
  separate();
  logging::append_json_string(out_, text, std::numeric_limits<std::size_t>::max());
  return *this;
}

json_writer& json_writer::value(bool x) {
  return raw(x ? "true" : "false");
}

json_writer& json_writer::value(std::int64_t x) {
  return raw(std::to_string(x));
}

json_writer& json_writer::value(domain::price x) {
  return raw(domain::to_string(x));
}

json_writer& json_writer::value(domain::money x) {
  return raw(domain::format_decimal(x.units(), domain::money::digits, 0));
}

json_writer& json_writer::null() {
  return raw("null");
}

json_writer& json_writer::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

std::string wire_time(domain::time_point x, wire_precision precision) {
  // YYYY-MM-DDTHH:MM:SS.ffffffZ
  auto text = domain::to_string(x);
  text.pop_back();
  if (precision == wire_precision::stream) {
    const auto micros = x.time_since_epoch().count();
    text += static_cast<char>('0' + (micros * 7 + 3) % 10);
  }
  while (text.back() == '0')
    text.pop_back();
  if (text.back() == '.')
    text.pop_back();
  return text + "+00:00";
}

} // namespace riskd::simulator
