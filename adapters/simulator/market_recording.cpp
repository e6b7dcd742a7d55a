#include "adapters/simulator/market_recording.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>

namespace riskd::simulator {

namespace {

using columns = std::map<std::string, std::size_t, std::less<>>;
using cells = std::vector<std::string_view>;

domain::failure at_line(std::size_t line, std::string what) {
  return {domain::failure_code::malformed_input,
          "line " + std::to_string(line) + ": " + std::move(what)};
}

std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r'))
    line.remove_suffix(1);
  return line;
}

cells split_cells(std::string_view line) {
  cells out;
  for (;;) {
    const auto comma = line.find(',');
    out.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos)
      return out;
    line.remove_prefix(comma + 1);
  }
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  return error == std::errc{} && rest == end ? std::optional{value} : std::nullopt;
}

/// Reads the rows of one file; the first problem ends the reading.
class recording_reader {
public:
  recording_reader(columns header, domain::price tick_size)
    : header_(std::move(header)), tick_size_(tick_size) {
  }

  [[nodiscard]] domain::result<recorded_row> read(const cells& row, std::size_t line) {
    row_ = &row;
    problem_.clear();
    recorded_row out;
    out.at = time_cell();
    if (header_.contains("price"))
      read_trade(out);
    else
      read_bar(out);
    if (!problem_.empty())
      return at_line(line, problem_);
    return out;
  }

private:
  std::optional<std::string_view> cell(std::string_view name) const {
    const auto found = header_.find(name);
    if (found == header_.end() || found->second >= row_->size() || (*row_)[found->second].empty())
      return std::nullopt;
    return (*row_)[found->second];
  }

  void fail(std::string_view name, std::string_view what) {
    if (problem_.empty())
      problem_ = "column " + std::string{name} + ": " + std::string{what};
  }

  domain::time_point time_cell() {
    if (const auto text = cell("timestamp")) {
      if (const auto at = domain::parse_time(*text))
        return *at;
    } else if (const auto millis = integer_cell("epoch_ms")) {
      return domain::time_point{std::chrono::milliseconds{*millis}};
    } else if (const auto seconds = integer_cell("epoch_s")) {
      return domain::time_point{std::chrono::seconds{*seconds}};
    }
    fail("time", "no time that can be read");
    return {};
  }

  std::optional<std::int64_t> integer_cell(std::string_view name) const {
    const auto text = cell(name);
    return text ? parse_integer(*text) : std::nullopt;
  }

  std::optional<domain::price> price_cell(std::string_view name) {
    const auto text = cell(name);
    if (!text)
      return std::nullopt;
    const auto value = domain::parse_price(*text);
    if (!value || value->units() % tick_size_.units() != 0) {
      fail(name, "'" + std::string{*text} + "' is not a price of this contract");
      return std::nullopt;
    }
    return value;
  }

  std::optional<price_range> range_cells(const std::string& prefix) {
    const auto open = price_cell(prefix + "open");
    const auto high = price_cell(prefix + "high");
    const auto low = price_cell(prefix + "low");
    const auto close = price_cell(prefix + "close");
    if (!open && !high && !low && !close)
      return std::nullopt;
    if (!open || !high || !low || !close || *high < std::max(*open, *close)
        || *low > std::min(*open, *close)) {
      fail(prefix + "open", "a bar needs all four prices, low <= open, close <= high");
      return std::nullopt;
    }
    return price_range{*open, *high, *low, *close};
  }

  void read_volume(recorded_row& out, std::string_view name) {
    const auto text = cell(name);
    const auto value = text ? parse_integer(*text) : std::optional<std::int64_t>{0};
    if (!value || *value < 0)
      fail(name, "not a count");
    else
      out.volume = domain::quantity{*value};
  }

  void read_trade(recorded_row& out) {
    const auto price = price_cell("price");
    if (!price)
      return fail("price", "missing");
    out.trades = price_range{*price, *price, *price, *price};
    read_volume(out, "size");
  }

  void read_bar(recorded_row& out) {
    out.trades = range_cells("");
    out.bids = range_cells("bid_");
    out.asks = range_cells("ask_");
    read_volume(out, "volume");
  }

  columns header_;
  domain::price tick_size_;
  const cells* row_ = nullptr;
  std::string problem_;
};

/// The length of a bar is the smallest distance between two of them.
domain::duration shortest_gap(const std::vector<recorded_row>& rows) {
  auto out = domain::duration{std::chrono::minutes{1}};
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto gap = rows[i].at - rows[i - 1].at;
    if (i == 1 || gap < out)
      out = gap;
  }
  return out;
}

bool has_required(const columns& header) {
  const bool has_time
    = header.contains("epoch_ms") || header.contains("epoch_s") || header.contains("timestamp");
  const bool has_bars = header.contains("open") && header.contains("high") && header.contains("low")
                        && header.contains("close");
  return has_time && (header.contains("price") || has_bars);
}

} // namespace

domain::result<market_recording> parse_recording(std::string_view text, domain::price tick_size) {
  columns header;
  for (const auto name : split_cells(take_line(text)))
    header.emplace(name, header.size());
  if (!has_required(header))
    return at_line(1, "the header names neither bars nor trades with a time");
  const bool is_ticks = header.contains("price");
  auto reader = recording_reader{std::move(header), tick_size};
  market_recording out;
  for (std::size_t line = 2; !text.empty(); ++line) {
    const auto content = take_line(text);
    if (content.empty())
      continue;
    auto row = reader.read(split_cells(content), line);
    if (!row)
      return row.error();
    const bool descends
      = !out.rows.empty()
        && (is_ticks ? row->at < out.rows.back().at : row->at <= out.rows.back().at);
    if (descends)
      return at_line(line, "times must ascend");
    out.rows.push_back(*row);
  }
  if (out.rows.empty())
    return at_line(1, "no rows follow the header");
  if (!is_ticks)
    out.bar_length = shortest_gap(out.rows);
  return out;
}

} // namespace riskd::simulator
