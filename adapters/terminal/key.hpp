#pragma once

#include <cstdint>

namespace riskd::terminal {

/// What was pressed.
enum class key_kind : std::uint8_t {
  character,
  up,
  down,
  left,
  right,
  page_up,
  page_down,
  home,
  end,
  enter,
  escape,
  erase,
  help,
};

struct key {
  key_kind kind = key_kind::character;
  /// Set for `character` only.
  char32_t character = 0;

  friend bool operator==(const key&, const key&) = default;
};

} // namespace riskd::terminal
