#include "apps/riskctl/watch_frame.hpp"

#include "adapters/terminal/fitted_table.hpp"
#include "apps/riskctl/watch_account.hpp"
#include "apps/riskctl/watch_events.hpp"
#include "apps/riskctl/watch_help.hpp"
#include "apps/riskctl/watch_links.hpp"
#include "apps/riskctl/watch_overview.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace riskd::riskctl::watch {

namespace {

using terminal::appearance;
using terminal::canvas;
using terminal::line;
using terminal::tone;

using lines = std::vector<line>;

/// The rows between what stands at the top and the keys at the bottom.
struct body {
  std::size_t begin = 0;
  std::size_t end = 0;

  [[nodiscard]] std::size_t rows() const {
    return end > begin ? end - begin : 0;
  }
};

tone tone_of_headline(const knowledge& known) {
  const bool asks = known.answer == nullptr && known.trouble.empty();
  return asks ? tone::plain : tone_of(headline_of(known));
}

/// Returns the row below the headline.
std::size_t draw_headline(canvas& on, const knowledge& known) {
  const auto size = on.size();
  const auto lines_max = std::clamp<std::size_t>(size.rows / 8, 1, 3);
  const appearance looks{tone_of_headline(known), true};
  std::size_t row = 0;
  for (const auto& each : folded_headline(known, size.columns, lines_max, on.known())) {
    on.write(row, 0, each, looks);
    on.paint(row++, looks);
  }
  return row;
}

/// Writes a line, with an ellipsis where it is cut off.
void draw_line(canvas& on, std::size_t row, const line& pieces) {
  const auto columns = on.size().columns;
  std::size_t column = 0;
  for (const auto& each : pieces) {
    if (column >= columns)
      return;
    const auto room = columns - column;
    const auto shown = terminal::cut_end(each.text, room, on.known());
    on.write(row, column, shown, {each.what, false});
    column += terminal::columns_of(each.text);
  }
}

/// Returns the row below the lines about the daemon, which take up a quarter of the screen at most.
std::size_t draw_links(canvas& on, std::size_t row, const knowledge& known) {
  const auto all = link_lines(known);
  const auto shown = std::min(all.size(), std::max<std::size_t>(1, on.size().rows / 4));
  for (std::size_t i = 0; i < shown; ++i)
    draw_line(on, row++, all[i]);
  return row;
}

/// A page that may be longer than the screen; its last row then says so.
void draw_page(canvas& on, body place, const lines& content, std::size_t& scroll) {
  const bool fits = content.size() <= place.rows();
  const auto rows = fits ? place.rows() : std::max<std::size_t>(1, place.rows()) - 1;
  const auto beyond = fits ? 0 : content.size() - rows;
  scroll = std::min(scroll, beyond);
  for (std::size_t i = 0; i < rows && scroll + i < content.size(); ++i)
    draw_line(on, place.begin + i, content[scroll + i]);
  if (scroll < beyond && place.rows() > 0)
    on.write(place.begin + rows, 0, std::to_string(beyond - scroll) + " more lines: Down",
             {tone::faint, true});
}

lines page_of_account(const view_state& state, const knowledge& known, const paper& sheet) {
  for (const auto& each : known.answer->at("accounts"))
    if (name_of(each) == state.chosen)
      return account_details(each, known, sheet);
  return {{{"The account is not watched any more.", tone::warning}}};
}

void draw_keys(canvas& on, const view_state& state) {
  if (on.size().rows < 3)
    return;
  const auto row = on.size().rows - 1;
  draw_line(on, row, keys_of(state, on.size().columns));
}

void draw_body(canvas& on, body place, view_state& state, const knowledge& known) {
  const paper sheet{on.size().columns, on.known()};
  if (place.rows() == 0)
    return;
  if (state.shown == page::help)
    return draw_page(on, place, help_lines(), state.scroll);
  if (known.answer == nullptr)
    return;
  if (state.shown == page::overview) {
    auto row = place.begin;
    for (const auto& each : overview(state, known, place.rows(), sheet))
      draw_line(on, row++, each);
    return;
  }
  draw_line(on, place.begin, title_line(state.chosen, sheet));
  draw_page(on, {place.begin + 1, place.end}, page_of_account(state, known, sheet), state.scroll);
}

} // namespace

canvas frame(view_state& state, const knowledge& known, terminal::screen_size size,
             charset characters) {
  canvas out{size, characters};
  const auto below_headline = draw_headline(out, known);
  const auto below_links = draw_links(out, below_headline, known);
  const auto end = size.rows < 3 ? size.rows : size.rows - 1;
  draw_body(out, {below_links, std::max(below_links, end)}, state, known);
  // What is known no longer is not shown as bright as what is.
  if (!known.trouble.empty() && known.answer != nullptr && state.shown != page::help)
    for (auto row = below_links; row < end; ++row)
      out.paint(row, {tone::faint, false});
  draw_keys(out, state);
  return out;
}

} // namespace riskd::riskctl::watch
