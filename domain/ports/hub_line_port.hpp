#pragma once

namespace riskd::domain {

/// The way from an agent to one hub. Calls return at once; what becomes of them is told elsewhere.
/// Called from one thread.
class hub_line_port {
public:
  hub_line_port() = default;
  hub_line_port(const hub_line_port&) = delete;
  hub_line_port& operator=(const hub_line_port&) = delete;
  virtual ~hub_line_port() = default;

  /// Begins a new link; an earlier one is given up.
  virtual void dial() = 0;

  /// Ends the link, or the attempt at one.
  virtual void hang_up() = 0;
};

} // namespace riskd::domain
