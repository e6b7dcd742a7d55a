#pragma once

#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/price.hpp"
#include "domain/quantity.hpp"
#include "domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::simulator {

/// Writes JSON text, member by member, with numbers as exact decimals. The caller sees to it that
/// objects and arrays are closed.
class json_writer {
public:
  json_writer& begin_object();
  json_writer& end_object();
  json_writer& begin_array();
  json_writer& end_array();

  /// Names the next value.
  json_writer& key(std::string_view name);

  json_writer& value(std::string_view text);
  json_writer& value(const char* text) {
    return value(std::string_view{text});
  }
  json_writer& value(const std::string& text) {
    return value(std::string_view{text});
  }
  json_writer& value(bool x);
  json_writer& value(std::int64_t x);
  json_writer& value(domain::price x);
  json_writer& value(domain::money x);
  json_writer& value(domain::quantity x) {
    return value(x.count());
  }
  json_writer& null();

  /// Appends a value that is JSON already.
  json_writer& raw(std::string_view json);

  template <class T>
  json_writer& member(std::string_view name, const T& x) {
    return key(name).value(x);
  }

  [[nodiscard]] const std::string& text() const {
    return out_;
  }

  [[nodiscard]] std::string take() {
    return std::move(out_);
  }

private:
  /// Writes the comma that separates this value from the one before.
  void separate();

  std::string out_;
};

/// How many fraction digits an instant has on the wire (`projectx-gateway.md` 2.1): six in REST
/// bodies, seven on the stream. Trailing zeros are removed in both.
enum class wire_precision : std::uint8_t { rest, stream };

/// Writes an instant such as `2026-11-16T23:26:02.15673+00:00`. Our clock counts microseconds; the
/// stream's seventh digit is made up from the others.
[[nodiscard]] std::string wire_time(domain::time_point x, wire_precision precision);

} // namespace riskd::simulator
