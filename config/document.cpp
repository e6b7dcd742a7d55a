#include "config/document.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace riskd::config {

namespace {

/// Arrays and objects inside each other; the deepest key of a configuration lies at 7.
constexpr std::size_t depth_max = 32;

/// Feeds the parser and counts the characters that it has taken.
class counting_iterator {
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  counting_iterator(const char* at, std::size_t* taken) : at_(at), taken_(taken) {
  }

  reference operator*() const {
    return *at_;
  }

  counting_iterator& operator++() {
    ++at_;
    ++*taken_;
    return *this;
  }

  counting_iterator operator++(int) {
    auto old = *this;
    ++*this;
    return old;
  }

  friend bool operator==(const counting_iterator& a, const counting_iterator& b) {
    return a.at_ == b.at_;
  }

private:
  const char* at_;

  std::size_t* taken_;
};

/// Turns offsets into lines and columns. Quick as long as offsets ascend.
class line_counter {
public:
  explicit line_counter(std::string_view text) : text_(text) {
  }

  text_position at(std::size_t offset) {
    if (offset < offset_) {
      offset_ = 0;
      now_ = {1, 1};
    }
    for (; offset_ < std::min(offset, text_.size()); ++offset_) {
      const auto c = static_cast<unsigned char>(text_[offset_]);
      if (c == '\n')
        now_ = {now_.line + 1, 1};
      else if ((c & 0xc0U) != 0x80U) // Bytes that continue a character add no column.
        ++now_.column;
    }
    return now_;
  }

private:
  std::string_view text_;

  std::size_t offset_ = 0;

  text_position now_{1, 1};
};

/// An array or object that is still open.
struct open_container {
  value content;
  /// The key whose value comes next; none in an array.
  std::optional<std::string> key;
  text_position key_where;
  bool duplicate = false;
};

/// Removes what the parser quotes from the file, which comes between `; last read: '` and the last
/// quotation mark.
std::string without_quotation(std::string message) {
  const auto begin = message.find("; last read: '");
  const auto end = message.rfind('\'');
  if (begin != std::string::npos && end > begin)
    message.erase(begin, end + 1 - begin);
  return message;
}

std::string describe(const std::string& what) {
  // `[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while ...`
  if (what.find("out_of_range") != std::string::npos)
    return "a number that is too large";
  const auto begin = what.find("syntax error");
  return "a " + without_quotation(begin == std::string::npos ? "syntax error" : what.substr(begin));
}

/// Receives the parser's events and builds the tree.
class tree_builder {
public:
  tree_builder(std::string_view text, const std::size_t& taken, document& out)
    : text_(text), taken_(taken), lines_(text), out_(out) {
  }

  bool null() {
    return scalar(value_kind::null, taken_ - 4);
  }

  bool boolean(bool x) {
    current_.flag = x;
    return scalar(value_kind::flag, taken_ - (x ? 4 : 5));
  }

  bool number_integer(nlohmann::json::number_integer_t) {
    return number();
  }

  bool number_unsigned(nlohmann::json::number_unsigned_t) {
    return number();
  }

  bool number_float(nlohmann::json::number_float_t, const std::string&) {
    return number();
  }

  bool string(std::string& x) {
    current_.text = std::move(x);
    return scalar(value_kind::text, opening_quote());
  }

  bool binary(nlohmann::json::binary_t&) {
    return false; // Only binary formats have it.
  }

  bool start_object(std::size_t) {
    return open(value_kind::object);
  }

  bool key(std::string& x) {
    auto& top = open_.back();
    top.key = std::move(x);
    top.key_where = lines_.at(opening_quote());
    top.duplicate = top.content.find(*top.key) != nullptr;
    if (top.duplicate)
      out_.problems.add({problem_code::form,
                         child_pointer(top.content.pointer, *top.key),
                         top.key_where,
                         "a key that stands here twice",
                         "each key once",
                         {}});
    return true;
  }

  bool end_object() {
    return close();
  }

  bool start_array(std::size_t) {
    return open(value_kind::list);
  }

  bool end_array() {
    return close();
  }

  bool parse_error(std::size_t read, const std::string&, const nlohmann::json::exception& error) {
    // Counts the end of the text as one more character.
    const auto last = read > text_.size() ? text_.size() : read - std::min<std::size_t>(read, 1);
    return fail(lines_.at(last), describe(error.what()), "JSON with comments");
  }

private:
  bool fail(text_position where, std::string found, std::string allowed) {
    out_.problems.add(
      {problem_code::form, next_pointer(), where, std::move(found), std::move(allowed), {}});
    return false;
  }

  [[nodiscard]] std::string next_pointer() const {
    if (open_.empty())
      return {};
    const auto& top = open_.back();
    if (top.content.kind == value_kind::list)
      return child_pointer(top.content.pointer, std::to_string(top.content.items.size()));
    return top.key ? child_pointer(top.content.pointer, *top.key) : top.content.pointer;
  }

  /// Where the text that was just read begins: inside a text every quotation mark has an odd number
  /// of backslashes before it, the opening one has none.
  [[nodiscard]] std::size_t opening_quote() const {
    auto at = taken_ - 1;
    for (;;) {
      at = text_.rfind('"', at - 1);
      const auto before = text_.find_last_not_of('\\', at - 1);
      const auto backslashes = at == 0 ? 0 : at - 1 - before;
      if (at == 0 || backslashes % 2 == 0)
        return at;
    }
  }

  bool number() {
    // The parser has looked at the character behind the number, unless there is none.
    const auto is_part = [](char c) {
      return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    };
    auto end = taken_;
    if (!is_part(text_[end - 1]))
      --end;
    auto begin = end;
    while (begin > 0 && is_part(text_[begin - 1]))
      --begin;
    current_.text = text_.substr(begin, end - begin);
    return scalar(value_kind::number, begin);
  }

  bool scalar(value_kind kind, std::size_t begin) {
    current_.kind = kind;
    current_.pointer = next_pointer();
    current_.where = lines_.at(begin);
    return place(std::exchange(current_, {}));
  }

  bool open(value_kind kind) {
    const auto where = lines_.at(taken_ - 1);
    if (open_.size() == depth_max)
      return fail(where, "more than " + std::to_string(depth_max) + " levels", {});
    auto opened = open_container{};
    opened.content.kind = kind;
    opened.content.pointer = next_pointer();
    opened.content.where = where;
    open_.push_back(std::move(opened));
    return true;
  }

  bool close() {
    auto finished = std::move(open_.back().content);
    open_.pop_back();
    return place(std::move(finished));
  }

  bool place(value finished) {
    if (open_.empty()) {
      out_.root = std::move(finished);
      return true;
    }
    auto& top = open_.back();
    if (top.content.kind == value_kind::list)
      top.content.items.push_back(std::move(finished));
    else if (!top.duplicate)
      top.content.members.push_back({*top.key, top.key_where, std::move(finished)});
    top.key.reset();
    return true;
  }

  std::string_view text_;

  const std::size_t& taken_;

  line_counter lines_;

  document& out_;

  std::vector<open_container> open_;

  value current_;
};

} // namespace

document read_document(std::string_view text) {
  document out;
  std::size_t taken = 0;
  auto builder = tree_builder{text, taken, out};
  const auto begin = counting_iterator{text.data(), &taken};
  const auto end = counting_iterator{text.data() + text.size(), &taken};
  if (!nlohmann::json::sax_parse(begin, end, &builder, nlohmann::json::input_format_t::json, true,
                                 true))
    out.root.reset();
  return out;
}

} // namespace riskd::config
