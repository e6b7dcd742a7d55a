#include "config/problem.hpp"

#include <algorithm>
#include <tuple>

namespace riskd::config {

namespace {

constexpr auto last_error = problem_code::decimals;

} // namespace

bool is_error(problem_code x) {
  return x <= last_error;
}

std::string to_string(problem_code x) {
  const auto number = static_cast<int>(x) + 1;
  const auto errors = static_cast<int>(last_error) + 1;
  return is_error(x) ? "E-" + std::to_string(number) : "W-" + std::to_string(number - errors);
}

std::string to_string(const problem& x) {
  auto out = to_string(x.code) + " " + (x.pointer.empty() ? "(root)" : x.pointer);
  if (x.where.line > 0)
    out += " at " + std::to_string(x.where.line) + ":" + std::to_string(x.where.column);
  out += ": found " + x.found;
  if (!x.allowed.empty())
    out += "; allowed: " + x.allowed;
  if (!x.did_you_mean.empty())
    out += "; did you mean \"" + x.did_you_mean + "\"?";
  return out;
}

void problem_list::add(problem_code code, const value& at, std::string found, std::string allowed,
                       std::string did_you_mean) {
  add({code, at.pointer, at.where, std::move(found), std::move(allowed), std::move(did_you_mean)});
}

void problem_list::add(problem added) {
  if (std::find(problems_.begin(), problems_.end(), added) == problems_.end())
    problems_.push_back(std::move(added));
}

bool problem_list::has_errors() const {
  return std::any_of(problems_.begin(), problems_.end(),
                     [](const problem& x) { return is_error(x.code); });
}

std::vector<problem> problem_list::errors() const {
  return select(true);
}

std::vector<problem> problem_list::warnings() const {
  return select(false);
}

std::vector<problem> problem_list::select(bool errors) const {
  std::vector<problem> out;
  std::copy_if(problems_.begin(), problems_.end(), std::back_inserter(out),
               [errors](const problem& x) { return is_error(x.code) == errors; });
  std::stable_sort(out.begin(), out.end(), [](const problem& a, const problem& b) {
    return std::tie(a.where, a.pointer, a.code) < std::tie(b.where, b.pointer, b.code);
  });
  return out;
}

} // namespace riskd::config
