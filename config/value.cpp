#include "config/value.hpp"

#include "domain/decimal.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace riskd::config {

namespace {

template <class Members>
auto find_member(Members& members, std::string_view key) {
  return std::find_if(members.begin(), members.end(),
                      [key](const member& x) { return x.key == key; });
}

std::string quoted_json(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
      out += escape.data();
    } else {
      out += c;
    }
  }
  return out + '"';
}

/// Money has four decimals at most and everything else none, so that one of the two forms fits.
std::string plain_number(const std::string& digits) {
  if (domain::significant_fraction_digits(digits) == 0)
    if (const auto whole = domain::parse_decimal(digits, 0))
      return domain::format_decimal(*whole, 0, 0);
  if (const auto units = domain::parse_decimal(digits, 4))
    return domain::format_decimal(*units, 4, 0);
  return digits;
}

/// Writes JSON; an empty `indent` means no white space at all.
class json_writer {
public:
  explicit json_writer(std::string_view indent) : indent_(indent) {
  }

  std::string text(const value& x) {
    write(x, 0);
    return std::move(out_);
  }

private:
  void write(const value& x, std::size_t depth) {
    switch (x.kind) {
      case value_kind::null:
      case value_kind::unusable:
        out_ += "null";
        return;
      case value_kind::flag:
        out_ += x.flag ? "true" : "false";
        return;
      case value_kind::number:
        out_ += plain_number(x.text);
        return;
      case value_kind::text:
        out_ += quoted_json(x.text);
        return;
      case value_kind::list:
        write_list(x, depth);
        return;
      case value_kind::object:
        write_object(x, depth);
        return;
    }
  }

  void write_list(const value& x, std::size_t depth) {
    out_ += '[';
    for (std::size_t i = 0; i < x.items.size(); ++i) {
      separate(i == 0, depth + 1);
      write(x.items[i], depth + 1);
    }
    close(x.items.empty(), depth, ']');
  }

  void write_object(const value& x, std::size_t depth) {
    std::vector<const member*> sorted;
    for (const auto& each : x.members)
      sorted.push_back(&each);
    std::sort(sorted.begin(), sorted.end(),
              [](const member* a, const member* b) { return a->key < b->key; });
    out_ += '{';
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      separate(i == 0, depth + 1);
      out_ += quoted_json(sorted[i]->key) + (indent_.empty() ? ":" : ": ");
      write(sorted[i]->content, depth + 1);
    }
    close(sorted.empty(), depth, '}');
  }

  void separate(bool first, std::size_t depth) {
    if (!first)
      out_ += ',';
    break_line(depth);
  }

  void close(bool empty, std::size_t depth, char bracket) {
    if (!empty)
      break_line(depth);
    out_ += bracket;
  }

  void break_line(std::size_t depth) {
    if (indent_.empty())
      return;
    out_ += '\n';
    for (std::size_t i = 0; i < depth; ++i)
      out_ += indent_;
  }

  std::string_view indent_;

  std::string out_;
};

} // namespace

const char* to_string(value_kind x) {
  switch (x) {
    case value_kind::null:
      return "null";
    case value_kind::flag:
      return "true or false";
    case value_kind::number:
      return "a number";
    case value_kind::text:
      return "a string";
    case value_kind::list:
      return "a list";
    case value_kind::object:
      return "an object";
    case value_kind::unusable:
      return "a refused value";
  }
  return "unlisted";
}

const value* value::find(std::string_view key) const {
  const auto found = find_member(members, key);
  return found == members.end() ? nullptr : &found->content;
}

const value* value::find(std::initializer_list<std::string_view> path) const {
  const auto* at = this;
  for (const auto key : path)
    if (at = at->find(key); !at)
      return nullptr;
  return at;
}

value make_text(std::string content) {
  value out;
  out.kind = value_kind::text;
  out.text = std::move(content);
  return out;
}

value make_object() {
  value out;
  out.kind = value_kind::object;
  return out;
}

std::string child_pointer(const std::string& pointer, std::string_view key) {
  auto out = pointer + '/';
  for (const char c : key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

void set_member(value& object, member added) {
  const auto found = find_member(object.members, added.key);
  if (found == object.members.end())
    object.members.push_back(std::move(added));
  else
    *found = std::move(added);
}

void remove_member(value& object, std::string_view key) {
  std::erase_if(object.members, [key](const member& x) { return x.key == key; });
}

const value* find_removed(const value& object, std::string_view key) {
  const auto last = std::find_if(object.removed.rbegin(), object.removed.rend(),
                                 [key](const member& x) { return x.key == key; });
  return last == object.removed.rend() ? nullptr : &last->content;
}

value merge_patch(value target, const value& patch) {
  if (patch.kind != value_kind::object)
    return patch;
  if (target.kind != value_kind::object) {
    target = value{};
    target.kind = value_kind::object;
  }
  // An object that was written anywhere is no default any more.
  target.pointer = patch.pointer;
  target.where = patch.where;
  target.origin = patch.origin;
  for (const auto& each : patch.members) {
    if (each.content.kind == value_kind::null) {
      remove_member(target, each.key);
      target.removed.push_back(each);
      continue;
    }
    std::erase_if(target.removed, [&](const member& x) { return x.key == each.key; });
    const auto* old = target.find(each.key);
    set_member(target, {each.key, each.where, merge_patch(old ? *old : value{}, each.content)});
  }
  return target;
}

std::string canonical_json(const value& x) {
  return json_writer{""}.text(x);
}

std::string indented_json(const value& x) {
  return json_writer{"  "}.text(x);
}

} // namespace riskd::config
