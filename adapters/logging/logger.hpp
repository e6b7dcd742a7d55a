#pragma once

#include "adapters/logging/field.hpp"
#include "domain/ids.hpp"
#include "domain/ports/wall_clock.hpp"

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace riskd::logging {

/// How much a line matters: `critical` a person must act now; `error` the daemon could not do what
/// it must; `warn` degraded but covered; `info` decisions and lifecycle; `debug` single messages.
enum class level : std::uint8_t { debug, info, warn, error, critical };

/// `DEBUG`, `INFO`, `WARN`, `ERROR`, `CRITICAL`.
const char* to_string(level x);

/// The inverse of `to_string`; `WARNING` is read as `WARN`.
[[nodiscard]] std::optional<level> parse_level(std::string_view text);

/// Names what happened, as `area.snake_case`. Only a literal can be one, checked when it is
/// compiled: an id never depends on data and lives as long as the program.
class event_id {
public:
  // NOLINTNEXTLINE(google-explicit-constructor): a literal is written where an id is expected.
  consteval event_id(const char* text) : text_(text) {
    const auto dot = text_.find('.');
    if (dot == 0 || dot >= text_.size() - 1)
      throw "an event id reads area.snake_case";
    for (std::size_t i = 0; i < text_.size(); ++i) {
      const auto c = text_[i];
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && i != dot)
        throw "an event id reads area.snake_case";
    }
  }

  [[nodiscard]] constexpr std::string_view text() const {
    return text_;
  }

private:
  std::string_view text_;
};

/// Where finished lines go.
class line_sink {
public:
  line_sink() = default;
  line_sink(const line_sink&) = delete;
  line_sink& operator=(const line_sink&) = delete;
  virtual ~line_sink() = default;

  /// Takes one line without its line break. Called from any thread, several at once; does not
  /// block.
  virtual void write(std::string_view line) = 0;

  /// Lines taken and then dropped because the sink could not keep up.
  [[nodiscard]] virtual std::uint64_t lost() const = 0;
};

struct logger_options {
  /// Lines below it are not made.
  level threshold = level::info;
  /// How many lines with the same event and account are written per second; the others are counted.
  std::uint32_t equal_lines_per_second = 20;
};

/// A handle for writing log lines: cheap to copy, usable from any thread, given to whoever logs.
/// There is no global one. A line is one JSON object in ASCII (R-P-8):
///
///     log.info("lockout.engaged", field("rule", lock.rule), field("until", lock.until));
///     {"ts":"...Z","level":"INFO","event":"lockout.engaged","account":"****4567","rule":...}
///
/// The account comes first: that of `for_account`, else a field named `account`, wherever it
/// stands. Equal lines in quick succession are counted instead of written; the next line of that
/// kind, or one named `log.suppressed`, tells how many (`suppressed`).
class logger {
public:
  /// Discards every line.
  logger() = default;

  /// @pre `clock` outlives every copy of this handle
  logger(std::shared_ptr<line_sink> sink, const domain::wall_clock& clock,
         const logger_options& options = {});

  /// Returns a handle whose lines all concern `account`.
  [[nodiscard]] logger for_account(domain::account_id account) const;

  [[nodiscard]] bool writes(level x) const;

  template <std::same_as<field>... Fields>
  void debug(event_id event, const Fields&... fields) const {
    write(level::debug, event, {&fields...});
  }

  template <std::same_as<field>... Fields>
  void info(event_id event, const Fields&... fields) const {
    write(level::info, event, {&fields...});
  }

  template <std::same_as<field>... Fields>
  void warn(event_id event, const Fields&... fields) const {
    write(level::warn, event, {&fields...});
  }

  template <std::same_as<field>... Fields>
  void error(event_id event, const Fields&... fields) const {
    write(level::error, event, {&fields...});
  }

  template <std::same_as<field>... Fields>
  void critical(event_id event, const Fields&... fields) const {
    write(level::critical, event, {&fields...});
  }

  /// Writes what is still only counted. To be called once, before the program ends.
  void finish() const;

private:
  class core;

  using field_list = std::initializer_list<const field*>;

  void write(level severity, event_id event, field_list fields) const;

  std::shared_ptr<core> core_;

  std::optional<domain::account_id> account_;
};

} // namespace riskd::logging
