#pragma once

#include "adapters/control_api/status_json.hpp"
#include "domain/measurements.hpp"

#include <string>

namespace riskd::control_api {

/// The media type of `metrics_text`.
constexpr const char* metrics_media_type = "text/plain; version=0.0.4; charset=utf-8";

/// The status as Prometheus reads it, in the text format 0.0.4. Every family has a HELP and a TYPE
/// line; accounts are labelled with their names. docs/monitoring/README.md lists the families.
///
/// @param measured Left out if null.
///
/// Money is in U.S. dollars, durations and ages are in seconds. What is not known has no sample.
[[nodiscard]] std::string metrics_text(const shown_status& shown,
                                       const domain::measurements* measured);

} // namespace riskd::control_api
