#include "adapters/replay/line_document.hpp"

namespace riskd::replay {

std::optional<json::syntax_error> line_document::parse(std::string_view text) {
  return json::parse(text, {.only_objects = true, .keeps_surrogates = true}, text_);
}

std::size_t line_document::place_of(std::string_view name) const {
  return root()[name].place();
}

} // namespace riskd::replay
