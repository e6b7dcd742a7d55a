#pragma once

#include "domain/ports/operator_port.hpp"
#include "messages/interfaces.hpp"

#include <mutex>

namespace riskd::app {

/// Carries an administrator's requests from the thread of the local API to the actors.
class operator_link final : public domain::operator_port {
public:
  /// From now on requests reach the root.
  void connect(root_supervisor_actor root);

  /// From now on they are refused.
  void disconnect();

  [[nodiscard]] bool prove_rules(const std::string& by) override;

private:
  std::mutex guard_;
  root_supervisor_actor root_;
};

} // namespace riskd::app
