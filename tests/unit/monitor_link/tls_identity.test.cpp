#define CAF_SUITE monitor_link.tls_identity

#include "adapters/monitor_link/tls_identity.hpp"

#include "tests/unit/monitor_link/connected_streams.hpp"
#include "tests/unit/monitor_link/link_certificates.hpp"

#include <boost/asio/io_context.hpp>
#include <caf/test/unit_test.hpp>

#include <optional>
#include <utility>

namespace monitor_link_tls_identity {

using namespace riskd;
using namespace riskd::monitor_link;
using tcp = boost::asio::ip::tcp;
namespace asio = boost::asio;

namespace {

/// Two ends of a TCP connection.
std::pair<tcp::socket, tcp::socket> connected(asio::io_context& io) {
  tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
  tcp::socket near{io};
  near.connect(acceptor.local_endpoint());
  return {std::move(near), acceptor.accept()};
}

/// What both sides of one handshake found.
struct meeting {
  std::string at_hub;
  std::string hub_knows;
  std::string at_agent;
  std::string agent_knows;
  std::string version;
};

/// The outcome for one side: `met`, or why it refused. In TLS 1.3 a client is done before the
/// server has looked at its certificate, so that the hub's view counts for the agent's certificate.
std::string outcome(const boost::system::error_code& error, const peer_facts& facts) {
  return error ? handshake_failure(error, facts) : "met";
}

/// Lets both sides of a connection do their handshakes.
void shake_hands(asio::io_context& io, tls_stream& server, tls_stream& client, meeting& out,
                 const peer_facts& at_hub, const peer_facts& at_agent) {
  server.async_handshake(asio::ssl::stream_base::server, [&](boost::system::error_code error) {
    out.at_hub = outcome(error, at_hub);
    if (error)
      server.lowest_layer().close();
  });
  client.async_handshake(asio::ssl::stream_base::client, [&](boost::system::error_code error) {
    out.at_agent = outcome(error, at_agent);
    if (error)
      client.lowest_layer().close();
  });
  io.run();
  out.version = SSL_get_version(server.native_handle());
  out.hub_knows = at_hub.name;
  out.agent_knows = at_agent.name;
}

meeting meet(tls_identity& hub, tls_identity& agent, const std::set<std::string>& agents = {},
             const std::set<std::string>& hubs = {}) {
  asio::io_context io;
  auto [near, far] = connected(io);
  const auto at_hub = std::make_shared<peer_facts>();
  const auto at_agent = std::make_shared<peer_facts>();
  const auto server = hub.make_stream(std::move(far), agents, at_hub);
  const auto client = agent.make_stream(std::move(near), hubs, at_agent);
  meeting out;
  shake_hands(io, *server, *client, out, *at_hub, *at_agent);
  return out;
}

/// Somebody with a certificate, or none, who keeps no rules and checks nothing.
asio::ssl::context rogue(const std::optional<tls_files>& files,
                         asio::ssl::context::method method = asio::ssl::context::tls) {
  asio::ssl::context out{method};
  if (files) {
    out.use_certificate_chain_file(files->certificate);
    out.use_private_key_file(files->key, asio::ssl::context::pem);
  }
  return out;
}

/// What the hub says to a rogue client: `met`, or why it refused.
std::string at_hub(tls_identity& hub, asio::ssl::context client_context) {
  asio::io_context io;
  auto [near, far] = connected(io);
  const auto facts = std::make_shared<peer_facts>();
  const auto server = hub.make_stream(std::move(far), {}, facts);
  tls_stream client{std::move(near), client_context};
  meeting out;
  shake_hands(io, *server, client, out, *facts, {});
  return out.at_hub;
}

/// What an agent says to a rogue server.
std::string at_agent(tls_identity& agent, asio::ssl::context server_context) {
  asio::io_context io;
  auto [near, far] = connected(io);
  const auto facts = std::make_shared<peer_facts>();
  tls_stream server{std::move(far), server_context};
  const auto client = agent.make_stream(std::move(near), {}, facts);
  meeting out;
  shake_hands(io, server, *client, out, {}, *facts);
  return out.at_agent;
}

struct fixture {
  test::link_authority authority;
  std::shared_ptr<tls_identity> hub = test::load_identity(authority.hub(), link_side::hub);

  std::shared_ptr<tls_identity> agent(const std::string& name = "agent-1") {
    return test::load_identity(authority.agent(name), link_side::agent);
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(tls_identity_tests, fixture)

CAF_TEST(nodes of one authority learn their names over TLS of version 3) {
  const auto found = meet(*hub, *agent(), {"agent-1"}, {"hub"});
  CAF_CHECK_EQUAL(found.at_hub, "met");
  CAF_CHECK_EQUAL(found.at_agent, "met");
  CAF_CHECK_EQUAL(found.hub_knows, "agent-1");
  CAF_CHECK_EQUAL(found.agent_knows, "hub");
  CAF_CHECK_EQUAL(found.version, "TLSv1.3");
}

CAF_TEST(an empty list of names admits every agent of the authority) {
  CAF_CHECK_EQUAL(meet(*hub, *agent("agent-7")).at_hub, "met");
}

CAF_TEST(an agent whose name is missing from the list is refused) {
  const auto found = meet(*hub, *agent("agent-2"), {"agent-1", "agent-3"});
  CAF_CHECK_EQUAL(found.at_hub, "the name agent-2 is not expected");
  CAF_CHECK_EQUAL(found.hub_knows, "");
}

CAF_TEST(an agent refuses a hub of another name) {
  const auto found = meet(*hub, *agent(), {}, {"other-hub"});
  CAF_CHECK_EQUAL(found.at_agent, "the name hub is not expected");
  CAF_CHECK_NOT_EQUAL(found.at_hub, "met");
}

CAF_TEST(certificates of another authority are refused on both sides) {
  test::link_authority other;
  CAF_CHECK_EQUAL(at_hub(*hub, rogue(other.agent())), "certificate signature failure");
  CAF_CHECK_EQUAL(at_agent(*agent(), rogue(other.hub())), "certificate signature failure");
}

CAF_TEST(a client without a certificate is refused) {
  CAF_CHECK_EQUAL(at_hub(*hub, rogue({})), "peer did not return a certificate (SSL routines)");
}

CAF_TEST(expired certificates are refused on both sides) {
  const auto late = [&](const std::string& name, const std::string& usage) {
    return authority.issue({.name = name, .usage = usage, .begins = -2, .ends = -1});
  };
  CAF_CHECK_EQUAL(at_hub(*hub, rogue(late("agent-2", "clientAuth"))), "certificate has expired");
  CAF_CHECK_EQUAL(at_agent(*agent(), rogue(late("hub-2", "serverAuth"))),
                  "certificate has expired");
}

CAF_TEST(a certificate of the future is refused) {
  const auto early = authority.issue({.name = "agent-2", .begins = 1, .ends = 2});
  CAF_CHECK_EQUAL(at_hub(*hub, rogue(early)), "certificate is not yet valid");
}

CAF_TEST(a certificate for another purpose is refused) {
  CAF_CHECK_EQUAL(at_hub(*hub, rogue(authority.hub("hub-2"))), "unsuitable certificate purpose");
  CAF_CHECK_EQUAL(at_agent(*agent("agent-2"), rogue(authority.agent("agent-3"))),
                  "unsuitable certificate purpose");
}

CAF_TEST(a certificate for every purpose is refused) {
  const auto says = [&](const std::string& name, const std::string& usage) {
    return at_hub(*hub, rogue(authority.issue({.name = name, .usage = usage})));
  };
  CAF_CHECK_EQUAL(says("agent-2", ""), "the certificate is not one of an agent");
  CAF_CHECK_EQUAL(says("agent-3", "clientAuth,serverAuth"),
                  "the certificate is not one of an agent");
  CAF_CHECK_EQUAL(says("agent-4", "clientAuth,anyExtendedKeyUsage"),
                  "the certificate is not one of an agent");
  CAF_CHECK_EQUAL(says("agent-5", "clientAuth"), "met");
}

CAF_TEST(revoked certificates are refused while others pass) {
  const auto revoked = authority.agent("agent-2");
  const auto other = authority.agent("agent-3");
  auto files = authority.hub("hub-2");
  files.crl = authority.revoke("agent-2");
  const auto strict = test::load_identity(files, link_side::hub);
  CAF_CHECK_EQUAL(at_hub(*strict, rogue(revoked)), "certificate revoked");
  CAF_CHECK_EQUAL(at_hub(*strict, rogue(other)), "met");
  CAF_CHECK_EQUAL(at_hub(*hub, rogue(revoked)), "met");
}

CAF_TEST(older versions of TLS are refused) {
  CAF_CHECK_EQUAL(at_hub(*hub, rogue(authority.agent(), asio::ssl::context::tlsv12)),
                  "unsupported protocol (SSL routines)");
  CAF_CHECK_NOT_EQUAL(
    at_agent(*agent("agent-2"), rogue(authority.hub("hub-2"), asio::ssl::context::tlsv12)), "met");
}

CAF_TEST(a name that is none is refused) {
  int number = 0;
  for (const auto* each : {"agent 1", "agent/1", "\xc3\xa4gent", "agent\n"}) {
    const auto files = authority.issue({.name = each});
    CAF_CHECK_EQUAL(at_hub(*hub, rogue(files)), "the subject's common name is no name of a node");
    ++number;
  }
  CAF_CHECK_EQUAL(number, 4);
}

CAF_TEST(the certificate of a peer can be looked at again) {
  const auto files = authority.agent();
  auto context = rogue(files);
  auto* certificate = SSL_CTX_get0_certificate(context.native_handle());
  CAF_CHECK(!hub->why_untrusted(*certificate));
  auto later = authority.hub("hub-2");
  later.crl = authority.revoke("agent-1");
  CAF_CHECK_EQUAL(
    test::load_identity(later, link_side::hub)->why_untrusted(*certificate).value_or(""),
    "certificate revoked");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace monitor_link_tls_identity
