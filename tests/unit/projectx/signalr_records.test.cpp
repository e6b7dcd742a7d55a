#define CAF_SUITE projectx.signalr_records

#include "adapters/projectx/signalr_records.hpp"

#include "adapters/projectx/excerpt.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <vector>

namespace projectx_signalr_records {

using namespace riskd::projectx;

namespace {

const std::string stream = "{\"a\":1}\x1e{\"bb\":22}\x1e\x1e{\"c\":\"\xc3\xa9\"}\x1e";

const std::vector<std::string> records{"{\"a\":1}", "{\"bb\":22}", "{\"c\":\"\xc3\xa9\"}"};

std::vector<std::string> split(record_splitter& splitter, const std::vector<std::string>& pieces) {
  std::vector<std::string> found;
  for (const auto& piece : pieces)
    splitter.feed(piece, [&](std::string_view record) { found.emplace_back(record); });
  return found;
}

/// For records that hold no view of their document.
hub_record classified(std::string_view text) {
  const auto document = riskd::json::exact_document::parse(text);
  CAF_REQUIRE(document.has_value());
  const auto record = classify(*document);
  CAF_REQUIRE(record.has_value());
  return *record;
}

bool is_malformed(std::string_view text) {
  const auto document = riskd::json::exact_document::parse(text);
  CAF_REQUIRE(document.has_value());
  return !classify(*document).has_value();
}

std::optional<std::string> refusal(std::string_view text) {
  const auto document = riskd::json::exact_document::parse(text);
  CAF_REQUIRE(document.has_value());
  return handshake_refusal(*document);
}

} // namespace

CAF_TEST(records are found wherever the stream is cut once) {
  for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
    record_splitter splitter{100};
    CAF_CHECK(split(splitter, {stream.substr(0, cut), stream.substr(cut)}) == records);
    CAF_CHECK_EQUAL(splitter.take_oversized(), 0u);
  }
}

CAF_TEST(records are found wherever the stream is cut twice) {
  for (std::size_t first = 0; first <= stream.size(); ++first)
    for (std::size_t second = first; second <= stream.size(); ++second) {
      record_splitter splitter{100};
      CAF_CHECK(split(splitter, {stream.substr(0, first), stream.substr(first, second - first),
                                 stream.substr(second)})
                == records);
    }
}

CAF_TEST(records are found in single bytes) {
  record_splitter splitter{100};
  std::vector<std::string> bytes;
  for (const char c : stream)
    bytes.emplace_back(1, c);
  CAF_CHECK(split(splitter, bytes) == records);
}

CAF_TEST(an oversized record is skipped while its neighbours survive) {
  const std::string text = "{\"a\":1}\x1e" + std::string(50, 'x') + "\x1e{\"b\":2}\x1e";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    record_splitter splitter{20};
    const auto found = split(splitter, {text.substr(0, cut), text.substr(cut)});
    CAF_CHECK(found == (std::vector<std::string>{"{\"a\":1}", "{\"b\":2}"}));
    CAF_CHECK_EQUAL(splitter.take_oversized(), 1u);
    CAF_CHECK_EQUAL(splitter.take_oversized(), 0u);
  }
}

CAF_TEST(the limit itself is allowed) {
  record_splitter splitter{5};
  CAF_CHECK_EQUAL(split(splitter, {"12345\x1e", "123456\x1e"}).size(), 1u);
  CAF_CHECK_EQUAL(splitter.take_oversized(), 1u);
}

CAF_TEST(an invocation is told whatever the order of its members) {
  const auto document = riskd::json::exact_document::parse(
    R"({"arguments":[1,2],"extra":{},"target":"GatewayQuote","type":1})");
  CAF_REQUIRE(document.has_value());
  const auto record = classify(*document);
  CAF_REQUIRE(record.has_value());
  const auto* found = std::get_if<invocation>(&*record);
  CAF_REQUIRE(found != nullptr);
  CAF_CHECK(found->target == "GatewayQuote");
  CAF_CHECK_EQUAL(found->arguments.size(), 2u);
}

CAF_TEST(completions carry their id with success told from failure) {
  const auto success = classified(R"({"type":3,"invocationId":"7","result":null})");
  const auto bare = classified(R"({"invocationId":"8","type":3})");
  const auto failure = classified(R"({"type":3,"invocationId":"9","error":"no such method"})");
  CAF_CHECK_EQUAL(std::get<completion>(success).invocation_id, "7");
  CAF_CHECK(!std::get<completion>(success).error);
  CAF_CHECK(!std::get<completion>(bare).error);
  CAF_CHECK(std::get<completion>(failure).error == "no such method");
}

CAF_TEST(ping close plus unused types are told apart) {
  CAF_CHECK(std::holds_alternative<ping>(classified(R"({"type":6})")));
  CAF_CHECK(std::get<close_notice>(classified(R"({"type":7})")).error.empty());
  CAF_CHECK(
    std::get<close_notice>(classified(R"({"type":7,"error":"bye","allowReconnect":true})")).error
    == "bye");
  CAF_CHECK(std::get<other_record>(classified(R"({"type":9,"sequenceId":3})")).type == 9);
  CAF_CHECK(std::get<other_record>(classified(R"({"type":77})")).type == 77);
}

CAF_TEST(records without the essentials are malformed) {
  CAF_CHECK(is_malformed("[]"));
  CAF_CHECK(is_malformed("{}"));
  CAF_CHECK(is_malformed(R"({"type":"1"})"));
  CAF_CHECK(is_malformed(R"({"type":1,"arguments":[]})"));
  CAF_CHECK(is_malformed(R"({"type":3})"));
}

CAF_TEST(the handshake reply is read) {
  CAF_CHECK(!refusal("{}"));
  CAF_CHECK(!refusal(R"({"minorVersion":0})"));
  CAF_CHECK(refusal(R"({"error":"unsupported protocol"})") == "unsupported protocol");
  CAF_CHECK(refusal("[]").has_value());
}

CAF_TEST(our own records have the form of the protocol) {
  CAF_CHECK_EQUAL(handshake_record(), "{\"protocol\":\"json\",\"version\":1}\x1e");
  CAF_CHECK_EQUAL(ping_record(), "{\"type\":6}\x1e");
  CAF_CHECK_EQUAL(
    invocation_record(1, "SubscribeAccounts", {}),
    "{\"arguments\":[],\"invocationId\":\"1\",\"target\":\"SubscribeAccounts\",\"type\":1}\x1e");
  CAF_CHECK_EQUAL(invocation_record(2, "SubscribeOrders", std::int64_t{26282001}),
                  "{\"arguments\":[26282001],\"invocationId\":\"2\",\"target\":\"SubscribeOrders\","
                  "\"type\":1}\x1e");
  CAF_CHECK_EQUAL(invocation_record(3, "SubscribeContractQuotes", std::string{"C\"\x1e"}),
                  "{\"arguments\":[\"C\\\"\\u001e\"],\"invocationId\":\"3\",\"target\":"
                  "\"SubscribeContractQuotes\",\"type\":1}\x1e");
}

CAF_TEST(an excerpt hides tokens) {
  CAF_CHECK_EQUAL(excerpt_of("GET /hubs/user?access_token=abc.def-1%20&x=1"),
                  "GET /hubs/user?access_token=***&x=1");
  CAF_CHECK_EQUAL(excerpt_of("Authorization: Bearer abc.def\r\n"), "Authorization: Bearer ***??");
  CAF_CHECK_EQUAL(excerpt_of(R"({"newToken":"eyJhbGciOi.J9.x","n":1})"),
                  R"({"newToken":"***","n":1})");
  CAF_CHECK_EQUAL(excerpt_of(R"({"x": "eyJhbGciOi.J9.x_-"})"), R"({"x": "***"})");
  CAF_CHECK_EQUAL(excerpt_of(R"({"userName":"j","apiKey":"b2xk/+="})"),
                  R"({"userName":"j","apiKey":"***"})");
}

CAF_TEST(an excerpt is short printable ASCII) {
  CAF_CHECK_EQUAL(excerpt_of(std::string(1000, 'a')).size(), 200u);
  CAF_CHECK_EQUAL(excerpt_of("a\n\x1b\xc3\xa9"), "a????");
  CAF_CHECK_EQUAL(excerpt_of(std::string(199, 'a') + "eyJabc").size(), 200u);
}

} // namespace projectx_signalr_records
