#include "adapters/sqlite/audit_verification.hpp"

#include "adapters/sqlite/posix_file.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <numeric>
#include <system_error>
#include <utility>

namespace riskd::sqlite {

using domain::result;
using std::filesystem::path;

namespace {

/// True for the record with which riskd begins a chain in the place of a broken one.
bool names_a_break(const parsed_audit_line& record) {
  return record.link.n == 1 && record.previous == audit_link{}.hash
         && record.type == "audit_broken";
}

/// A run of records within one file, each of which should follow from the one before.
struct file_part {
  path file;
  /// Line and content of the first record.
  std::int64_t line = 0;
  parsed_audit_line first;
  audit_mark last;
  std::int64_t records = 0;
};

/// Checks one file line by line.
class file_reader {
public:
  file_reader(path file, std::vector<audit_finding>& findings)
    : file_(std::move(file)), findings_(findings) {
  }

  result<std::vector<file_part>> read() {
    errno = 0;
    std::ifstream in{file_, std::ios::binary};
    if (!in)
      return storage_failure("open", file_, errno);
    std::string text;
    while (std::getline(in, text)) {
      ++line_;
      if (in.eof())
        find(std::nullopt, {audit_fault::cut_off, "the record is cut off"});
      else
        take(text);
    }
    if (in.bad() || std::filesystem::is_directory(file_))
      return storage_failure("read", file_, errno == 0 ? EISDIR : errno);
    return std::move(parts_);
  }

private:
  void take(const std::string& text) {
    const auto intact = parse_audit_line(text);
    if (!intact) {
      take_damaged(text);
      return;
    }
    if (parts_.empty() || names_a_break(*intact)) {
      parts_.push_back({file_, line_, *intact, {}, 0});
    } else if (auto misfit = misfit_of(parts_.back().last.link, *intact)) {
      find(intact->link.n, std::move(*misfit));
    }
    ++parts_.back().records;
    parts_.back().last = {intact->link, intact->at};
  }

  /// What follows is compared with what the damaged line says of itself, so that one changed byte
  /// is not found twice.
  void take_damaged(const std::string& text) {
    const auto claims = read_audit_claims(text);
    if (claims)
      find(claims->link.n,
           {audit_fault::changed, "the record was changed: it has another hash than its content"});
    else
      find(std::nullopt, {audit_fault::unreadable, "this is no audit record"});
    if (!parts_.empty()) {
      auto& last = parts_.back().last;
      last = {{last.link.n + 1, claims ? claims->link.hash : ""}, claims ? claims->at : last.at};
    } else if (claims) {
      parts_.push_back({file_, line_, *claims, {claims->link, claims->at}, 0});
    }
  }

  void find(std::optional<std::int64_t> n, audit_misfit what) {
    findings_.push_back({file_, line_, n, std::move(what)});
  }

  path file_;
  std::vector<audit_finding>& findings_;
  std::int64_t line_ = 0;
  std::vector<file_part> parts_;
};

/// Puts the parts of all files into the order of their chains.
class chain_builder {
public:
  explicit chain_builder(audit_verification& into) : into_(into) {
  }

  void add_all(std::vector<file_part> parts) {
    std::stable_sort(parts.begin(), parts.end(), [](const file_part& a, const file_part& b) {
      return std::pair{a.first.link.n, a.first.at} < std::pair{b.first.link.n, b.first.at};
    });
    for (const auto& part : parts)
      add(part);
    std::stable_sort(
      into_.chains.begin(), into_.chains.end(),
      [](const verified_chain& a, const verified_chain& b) { return a.first.at < b.first.at; });
  }

private:
  void add(const file_part& part) {
    if (part.first.link.n == 1)
      begin(part);
    else if (auto* before = find_predecessor(part))
      join(*before, part);
    else
      begin(part);
  }

  void begin(const file_part& part) {
    const bool is_named = names_a_break(part.first);
    const auto has_unnamed_start = [](const verified_chain& each) {
      return each.first.link.n == 1 && each.begins_anew.empty();
    };
    if (part.first.link.n == 1 && !is_named
        && std::any_of(into_.chains.begin(), into_.chains.end(), has_unnamed_start))
      into_.findings.push_back(
        {part.file,
         part.line,
         1,
         {audit_fault::second_chain, "another chain begins here and does not name a break"}});
    if (part.first.link.n == 1 && part.first.previous != audit_link{}.hash)
      into_.findings.push_back(
        {part.file, part.line, 1, {audit_fault::reference, "the first record refers to another"}});
    into_.chains.push_back({{part.file},
                            part.records,
                            {part.first.link, part.first.at},
                            part.last,
                            is_named ? part.first.text : ""});
  }

  /// The chain that the part continues; if there is none, the one that ends next before it.
  verified_chain* find_predecessor(const file_part& part) {
    verified_chain* nearest = nullptr;
    for (auto& each : into_.chains) {
      const auto& end = each.last.link;
      if (end.n == part.first.link.n - 1 && end.hash == part.first.previous)
        return &each;
      if (nearest == nullptr || is_nearer(end.n, nearest->last.link.n, part.first.link.n))
        nearest = &each;
    }
    return nearest;
  }

  /// True if a chain that ends at `n` is the likelier predecessor of record `next` than one that
  /// ends at `other`.
  static bool is_nearer(std::int64_t n, std::int64_t other, std::int64_t next) {
    const bool is_before = n < next;
    const bool other_is_before = other < next;
    if (is_before != other_is_before)
      return is_before;
    return is_before ? n > other : n < other;
  }

  void join(verified_chain& chain, const file_part& part) {
    if (auto misfit = misfit_of(chain.last.link, part.first))
      into_.findings.push_back({part.file, part.line, part.first.link.n, std::move(*misfit)});
    chain.files.push_back(part.file);
    chain.records += part.records;
    chain.last = part.last;
  }

  audit_verification& into_;
};

/// A file that is given twice is one file.
void forget_doubles(std::vector<path>& files) {
  std::vector<path> kept;
  for (const auto& file : files) {
    const auto is_same = [&](const path& other) {
      std::error_code error;
      return other == file || std::filesystem::equivalent(other, file, error);
    };
    if (std::none_of(kept.begin(), kept.end(), is_same))
      kept.push_back(file);
  }
  files = std::move(kept);
}

} // namespace

std::int64_t audit_verification::records() const {
  return std::accumulate(
    chains.begin(), chains.end(), std::int64_t{0},
    [](std::int64_t sum, const verified_chain& each) { return sum + each.records; });
}

result<audit_verification> verify_audit_files(std::vector<path> files) {
  forget_doubles(files);
  audit_verification out;
  out.files = files.size();
  std::vector<file_part> parts;
  for (const auto& file : files) {
    auto read = file_reader{file, out.findings}.read();
    if (!read)
      return read.error();
    std::move(read->begin(), read->end(), std::back_inserter(parts));
  }
  chain_builder{out}.add_all(std::move(parts));
  return out;
}

} // namespace riskd::sqlite
