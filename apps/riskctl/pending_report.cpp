#include "apps/riskctl/pending_report.hpp"

#include "adapters/terminal/table.hpp"
#include "apps/riskctl/report_parts.hpp"

namespace riskd::riskctl {

namespace {

std::string content_of(const json& x) {
  return x.is_null() ? "none" : x.is_string() ? x.get<std::string>() : x.dump();
}

} // namespace

std::string changes_report(const json& changes, const terminal::style& look) {
  terminal::table rows{{{"KEY"}, {"BEFORE"}, {"AFTER"}}};
  for (const auto& each : changes)
    rows.add_row(
      {text_of(each, "key"), content_of(each.at("before")), content_of(each.at("after"))});
  return rows.render(look, 2);
}

std::string pending_report(const json& pending, const terminal::style& look) {
  if (pending.is_null())
    return "";
  const auto when = pending.at("from").is_null()
                      ? std::string{"at the next reset"}
                      : "at the next reset, " + utc_of(pending, "from") + " UTC";
  return "\n" + look.paint(terminal::tone::warning, "Will change " + when) + "\n"
         + changes_report(pending.at("changes"), look);
}

} // namespace riskd::riskctl
