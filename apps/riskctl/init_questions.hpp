#pragma once

#include "apps/riskctl/command_line.hpp"
#include "apps/riskctl/init_text.hpp"
#include "apps/riskctl/interview.hpp"

namespace riskd::riskctl {

/// Has everything answered that `config init` has to know.
[[nodiscard]] init_answers ask_everything(interview& with, const init_wish& given);

} // namespace riskd::riskctl
