#include "config/inspection.hpp"

#include "config/nearest.hpp"

#include <algorithm>
#include <utility>

namespace riskd::config {

namespace {

/// Sets a flag for as long as the values of one section are checked.
class scoped_flag {
public:
  scoped_flag(bool& flag, bool raise) : flag_(flag), old_(flag) {
    flag_ = flag_ || raise;
  }

  scoped_flag(const scoped_flag&) = delete;
  scoped_flag& operator=(const scoped_flag&) = delete;

  ~scoped_flag() {
    flag_ = old_;
  }

private:
  bool& flag_;

  bool old_;
};

} // namespace

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words)
    out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string quotation(const std::string& text) {
  auto length = std::size_t{60};
  // A character is not cut in two.
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0U) == 0x80U)
    --length;
  auto shown = text.size() > length ? text.substr(0, length) + "..." : text;
  std::replace_if(
    shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '?');
  return '"' + shown + '"';
}

inspection::inspection(const load_context& context, reference_resolver& references,
                       problem_list& problems)
  : context_(context), references_(references), problems_(problems) {
}

void inspection::check(value& x, const node& form) {
  const auto confidential = scoped_flag{confidential_, form.confidential};
  const auto takes_references = scoped_flag{takes_references_, form.takes_references};
  if (x.kind == value_kind::null) {
    if (!form.nullable)
      refuse(x, problem_code::form, "null, which would take away what must be there", form.type);
    return;
  }
  switch (form.kind) {
    case node_kind::leaf:
      break;
    case node_kind::section:
      check_section(x, form);
      break;
    case node_kind::table:
      check_table(x, form);
      break;
    case node_kind::list:
      check_list(x, form);
      break;
  }
  if (form.check && x.kind != value_kind::unusable)
    form.check(x, *this);
}

void inspection::check_section(value& x, const node& form) {
  if (x.kind != value_kind::object)
    return refuse_form(x, form.type);
  std::erase_if(x.members, [&](member& each) { return check_unknown(each, form); });
  for (auto& each : x.members)
    check(each.content, *find_member(form, each.key));
  for (const auto& each : form.members)
    if (each.required && !x.find(each.key))
      problems_.add({problem_code::form,
                     child_pointer(x.pointer, each.key),
                     x.where,
                     "nothing, but it is required",
                     each.type,
                     {}});
}

bool inspection::check_unknown(member& x, const node& form) {
  if (find_member(form, x.key))
    return false;
  const auto known = keys_of(form);
  problems_.add({problem_code::form, x.content.pointer, x.where, "unknown key " + quotation(x.key),
                 listed(known), nearest(x.key, known)});
  return true;
}

void inspection::check_table(value& x, const node& form) {
  if (x.kind != value_kind::object)
    return refuse_form(x, form.type);
  std::erase_if(x.members, [&](member& each) {
    const auto allowed = form.key_fault(each.key);
    if (!allowed.empty())
      problems_.add({problem_code::form,
                     each.content.pointer,
                     each.where,
                     "key " + quotation(each.key),
                     allowed,
                     {}});
    return !allowed.empty();
  });
  for (auto& each : x.members)
    check(each.content, form.members.front());
}

void inspection::check_list(value& x, const node& form) {
  if (x.kind != value_kind::list)
    return refuse_form(x, form.type);
  const auto count = x.items.size();
  if (count < form.items_min || count > form.items_max)
    return refuse(x, problem_code::form,
                  count == 0 ? "no entry" : std::to_string(count) + " entries", form.type);
  for (auto& each : x.items)
    check(each, form.members.front());
}

void inspection::note(const value& x, problem_code code, std::string found, std::string allowed) {
  problems_.add(code, x, std::move(found), std::move(allowed));
}

void inspection::refuse(value& x, problem_code code, std::string found, std::string allowed,
                        std::string did_you_mean) {
  problems_.add(code, x, std::move(found), std::move(allowed), std::move(did_you_mean));
  x.kind = value_kind::unusable;
}

void inspection::refuse_form(value& x, std::string allowed) {
  refuse(x, problem_code::form, describe(x), std::move(allowed));
}

std::optional<std::string> inspection::text_of(value& x, const std::string& allowed) {
  if (x.kind != value_kind::text) {
    refuse_form(x, allowed);
    return std::nullopt;
  }
  if (x.text.find('\0') != std::string::npos) {
    refuse(x, problem_code::form, "a string with a NUL character", allowed);
    return std::nullopt;
  }
  if (!is_environment_reference(x.text))
    return x.text;
  if (takes_references_)
    return references_.resolve(x, problems_);
  refuse(x, problem_code::form, "a reference, which is not replaced here", allowed);
  return std::nullopt;
}

void inspection::check_secret(value& x) {
  const std::string allowed = "${NAME} or file:NAME";
  if (x.kind != value_kind::text)
    return refuse_form(x, allowed);
  if (is_environment_reference(x.text) || is_file_reference(x.text)) {
    static_cast<void>(references_.resolve(x, problems_));
    return;
  }
  if (context_.purpose != load_purpose::replay)
    refuse(x, problem_code::secret, "a literal", allowed);
}

std::string inspection::describe(const value& x) const {
  if (!confidential_ && x.kind == value_kind::text)
    return quotation(x.text);
  if (!confidential_ && x.kind == value_kind::number)
    return x.text.substr(0, 40);
  if (!confidential_ && x.kind == value_kind::flag)
    return x.flag ? "true" : "false";
  return to_string(x.kind);
}

} // namespace riskd::config
