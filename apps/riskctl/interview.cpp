#include "apps/riskctl/interview.hpp"

#include "adapters/terminal/style.hpp"

#include <istream>
#include <ostream>

namespace riskd::riskctl {

namespace {

std::string trimmed(const std::string& text) {
  constexpr const char* blanks = " \t\r";
  const auto begin = text.find_first_not_of(blanks);
  return begin == std::string::npos ? std::string{}
                                    : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

} // namespace

std::string interview::ask(const question& what, const answer_reader& read) {
  if (!what.given.empty() || !may_ask_) {
    if (what.given.empty() && !what.standard)
      throw interview_ended("without questions " + what.option + " has to say it: " + what.text);
    auto found = read(what.given.empty() ? *what.standard : what.given);
    if (!found.value)
      throw interview_ended(what.option + ": " + found.complaint);
    return std::move(*found.value);
  }
  for (;;) {
    to_ << what.text;
    if (what.standard && !what.standard->empty())
      to_ << " [" << *what.standard << "]";
    to_ << ": " << std::flush;
    const auto typed = next_line();
    if (typed.empty() && !what.standard) {
      to_ << "  There has to be an answer.\n";
      continue;
    }
    auto found = read(typed.empty() ? *what.standard : typed);
    if (found.value)
      return std::move(*found.value);
    to_ << "  " << terminal::printable(found.complaint) << '\n';
  }
}

void interview::tell(const std::string& text) {
  if (may_ask_)
    to_ << text;
}

std::string interview::next_line() {
  std::string line;
  if (!std::getline(from_, line)) {
    to_ << '\n';
    throw interview_ended("the answers ended before the questions did");
  }
  return trimmed(line);
}

} // namespace riskd::riskctl
