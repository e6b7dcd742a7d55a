#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace riskd::riskctl {

/// The answers ended before the questions did, or one that was given beforehand is none.
class interview_ended final : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// One question.
struct question {
  std::string text;
  /// What an empty answer means; nothing if there has to be one.
  std::optional<std::string> standard;
  /// Was given on the command line, so that nobody is asked; empty if it was not.
  std::string given;
  /// The option it would have been given by, for example `--firm`.
  std::string option;
};

/// What an answer comes to, or what is wrong with it.
struct understood_answer {
  std::optional<std::string> value;
  std::string complaint;
};

/// Turns what was typed into what is meant.
using answer_reader = std::function<understood_answer(const std::string& typed)>;

/// Asks a person on a terminal, or whatever else stands behind the two streams. Throws
/// `interview_ended` when nothing more comes.
class interview {
public:
  /// @param may_ask False if what is not given is to be taken from the standard answers.
  /// @pre both streams outlive the interview
  interview(std::istream& from, std::ostream& to, bool may_ask)
    : from_(from), to_(to), may_ask_(may_ask) {
  }

  /// Asks until the answer can be understood.
  [[nodiscard]] std::string ask(const question& what, const answer_reader& read);

  /// Says something, unless nobody is asked.
  void tell(const std::string& text);

  [[nodiscard]] bool may_ask() const {
    return may_ask_;
  }

private:
  /// Returns a line without what surrounds it.
  [[nodiscard]] std::string next_line();

  std::istream& from_;
  std::ostream& to_;
  bool may_ask_;
};

} // namespace riskd::riskctl
