#include "tests/bench/polling_plot.hpp"

#include "tests/bench/plot_axis.hpp"

#include <algorithm>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <stdexcept>

namespace riskd::bench {

namespace {

// Lengths are those of the drawing.
constexpr double panel_width = 344;
constexpr double panel_height = 250;
constexpr double panel_top = 104;
constexpr double first_panel_left = 66;
constexpr double second_panel_left = 496;
constexpr double legend_top = 82;

/// How many curves look different.
constexpr std::size_t curve_styles = 5;

constexpr std::int64_t nanoseconds_per_microsecond = 1000;
constexpr std::int64_t units_per_dollar = domain::dollars(1).units();

// Each curve differs from the others in color and in its dashes.
constexpr auto opening
  = R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 430" role="img">
<style>
  svg { color-scheme: light dark; font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
  .paper { fill: #ffffff } .ink { fill: #1f2328 } .soft { fill: #59636e }
  .title { font-size: 16px; font-weight: 600 }
  .grid { stroke: #d1d9e0; stroke-width: 1 } .axis { stroke: #59636e; stroke-width: 1 }
  .curve { fill: none; stroke-width: 2.5; stroke-linejoin: round }
  .c0 { stroke: #0969da } .c1 { stroke: #bc4c00; stroke-dasharray: 9 3 }
  .c2 { stroke: #8250df; stroke-dasharray: 3 3 } .c3 { stroke: #1a7f37; stroke-dasharray: 12 3 3 3 }
  .c4 { stroke: #bf3989; stroke-dasharray: 1 4 }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117 } .ink { fill: #f0f6fc } .soft { fill: #9198a1 }
    .grid { stroke: #3d444d } .axis { stroke: #9198a1 }
    .c0 { stroke: #58a6ff } .c1 { stroke: #f0883e } .c2 { stroke: #bc8cff }
    .c3 { stroke: #3fb950 } .c4 { stroke: #f778ba }
  }
</style>
<rect class="paper" width="860" height="430"/>
)";

/// One diagram: cumulative curves over an axis.
struct panel {
  double left = 0;
  std::string label;
  plot_axis axis;
  /// Sorted values of each guard.
  std::vector<std::vector<std::int64_t>> curves;
};

void write_text(std::ostream& out, double x, double y, const char* attributes,
                const std::string& text) {
  out << "<text x=\"" << x << "\" y=\"" << y << "\" " << attributes << '>' << text << "</text>\n";
}

void write_line(std::ostream& out, const char* style, double x1, double y1, double x2, double y2) {
  out << "<line class=\"" << style << "\" x1=\"" << x1 << "\" y1=\"" << y1 << "\" x2=\"" << x2
      << "\" y2=\"" << y2 << "\"/>\n";
}

/// The height at which so many of all paths lie.
double height_at(std::size_t count, std::size_t of) {
  return panel_top + panel_height
         - panel_height * static_cast<double>(count) / static_cast<double>(of);
}

void write_grid(std::ostream& out, const panel& what) {
  const auto bottom = panel_top + panel_height;
  for (const auto& tick : what.axis.ticks) {
    const auto x = what.left + panel_width * what.axis.place(tick.value);
    write_line(out, "grid", x, panel_top, x, bottom);
    write_text(out, x, bottom + 20, R"(class="soft" text-anchor="middle")", tick.label);
  }
  constexpr std::size_t quarters = 4;
  for (std::size_t i = 0; i <= quarters; ++i) {
    const auto y = height_at(i, quarters);
    write_line(out, i == 0 ? "axis" : "grid", what.left, y, what.left + panel_width, y);
    write_text(out, what.left - 8, y + 4, R"(class="soft" text-anchor="end")",
               std::to_string(i * 100 / quarters) + " %");
  }
  write_text(out, what.left + panel_width / 2, bottom + 46, R"(class="ink" text-anchor="middle")",
             what.label);
  const auto middle = panel_top + panel_height / 2;
  out << "<g transform=\"translate(" << what.left - 54 << ' ' << middle << ") rotate(-90)\">\n";
  write_text(out, 0, 0, R"(class="ink" text-anchor="middle")", "share of paths");
  out << "</g>\n";
}

void write_curve(std::ostream& out, const panel& what, std::size_t number) {
  const auto& values = what.curves[number];
  out << "<path class=\"curve c" << number % curve_styles << "\" d=\"M" << what.left << ' '
      << height_at(0, 1);
  for (std::size_t i = 0; i < values.size(); ++i)
    out << 'H' << what.left + panel_width * what.axis.place(values[i]) << 'V'
        << height_at(i + 1, values.size());
  out << 'H' << what.left + panel_width << "\"/>\n";
}

void write_panel(std::ostream& out, const panel& what) {
  write_grid(out, what);
  // riskd last, so that it lies on top.
  for (auto i = what.curves.size(); i > 0; --i)
    write_curve(out, what, i - 1);
}

/// Collects a number of each path, sorted, of each guard.
template <class Number>
panel make_panel(const polling_result& found, const Number& number) {
  panel out;
  for (const auto& guard : found.guards) {
    std::vector<std::int64_t> values;
    for (const auto& path : guard.paths)
      values.push_back(number(path));
    std::sort(values.begin(), values.end());
    out.curves.push_back(std::move(values));
  }
  return out;
}

std::int64_t largest(const panel& what) {
  std::int64_t out = 0;
  for (const auto& curve : what.curves)
    out = std::max(out, curve.back());
  return out;
}

panel time_panel(const polling_result& found) {
  auto out = make_panel(found, [](const path_outcome& path) {
    return std::max<std::int64_t>(1, path.until_flat / nanoseconds_per_microsecond);
  });
  auto least = out.curves.front().front();
  for (const auto& curve : out.curves)
    least = std::min(least, curve.front());
  out.left = first_panel_left;
  out.label = "time from the broken limit to flat (logarithmic)";
  out.axis = duration_axis(least, largest(out));
  return out;
}

panel beyond_panel(const polling_result& found) {
  auto out = make_panel(found, [](const path_outcome& path) { return path.beyond.units(); });
  out.left = second_panel_left;
  out.label = "lost beyond the limit (US dollars)";
  out.axis = dollar_axis((largest(out) + units_per_dollar - 1) / units_per_dollar);
  // The axis is told in dollars; the curves are exact.
  out.axis.most *= units_per_dollar;
  for (auto& tick : out.axis.ticks)
    tick.value *= units_per_dollar;
  return out;
}

void write_legend(std::ostream& out, const polling_result& found) {
  constexpr double sample = 30;
  constexpr double letter = 7;
  auto x = first_panel_left;
  for (std::size_t i = 0; i < found.guards.size(); ++i) {
    const auto name = name_of(found.guards[i]);
    const auto style = "curve c" + std::to_string(i % curve_styles);
    write_line(out, style.c_str(), x, legend_top - 4, x + sample, legend_top - 4);
    write_text(out, x + sample + 6, legend_top, R"(class="ink")", name);
    x += sample + 26 + letter * static_cast<double>(name.size());
  }
}

} // namespace

void write_plot(const std::filesystem::path& file, const polling_result& found) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(1) << opening;
  write_text(out, first_panel_left, 30, R"(class="ink title")",
             "How soon an account is flat, and what it lost beyond its limit");
  write_text(out, first_panel_left, 52, R"(class="soft")",
             std::to_string(found.guards.front().paths.size()) + " paths of a falling price; long "
               + std::to_string(polled_contracts) + " MNQ, daily loss limit $"
               + std::to_string(-polled_limit_dollars));
  write_legend(out, found);
  write_panel(out, time_panel(found));
  write_panel(out, beyond_panel(found));
  out << "</svg>\n";
  std::ofstream target{file};
  target << out.str();
  target.close();
  if (!target)
    throw std::runtime_error("cannot write " + file.string());
}

} // namespace riskd::bench
