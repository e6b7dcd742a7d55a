#pragma once

#include "adapters/monitor_link/tls_identity.hpp"
#include "tests/unit/sqlite/temporary_directory.hpp"

#include <memory>
#include <string>

namespace riskd::test {

/// What is asked of an authority. The name of the files is that of the node.
struct certificate_request {
  std::string name = "agent-1";
  /// Values of the extension `extendedKeyUsage`; none leaves it out.
  std::string usage = "clientAuth";
  /// Hours from now; may lie in the past.
  int begins = -1;
  int ends = 1;
};

/// An authority of monitoring nodes, for one test. Its files lie in a directory of its own.
class link_authority {
public:
  link_authority();
  link_authority(const link_authority&) = delete;
  link_authority& operator=(const link_authority&) = delete;
  ~link_authority();

  /// Makes a certificate and its key, and returns the files. @pre One per name.
  monitor_link::tls_files issue(const certificate_request& request);

  /// The files of a hub.
  monitor_link::tls_files hub(const std::string& name = "hub");

  /// The files of an agent.
  monitor_link::tls_files agent(const std::string& name = "agent-1");

  /// Writes the list of revocations, which from now on holds that node too, and returns its file.
  std::string revoke(const std::string& name);

  /// Writes an empty list of revocations and returns its file.
  std::string revoke_nobody();

  [[nodiscard]] std::string ca_file() const;

  [[nodiscard]] std::string path_of(const std::string& file) const;

private:
  struct state;

  temporary_directory folder_;
  std::unique_ptr<state> state_;
};

} // namespace riskd::test
