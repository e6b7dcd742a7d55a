#include "adapters/service/journal_stream.hpp"

#include <spdlog/async.h>
#include <spdlog/sinks/base_sink.h>
#include <syslog.h>

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>

namespace riskd::service {

namespace {

constexpr std::size_t waiting_lines_max = 8192;

struct ranked_level {
  logging::level level{};
  int priority{};
};

constexpr std::array<ranked_level, 5> ranks{{{logging::level::debug, LOG_DEBUG},
                                             {logging::level::info, LOG_INFO},
                                             {logging::level::warn, LOG_WARNING},
                                             {logging::level::error, LOG_ERR},
                                             {logging::level::critical, LOG_CRIT}}};

/// Writes finished text as it is.
class stream_sink final : public spdlog::sinks::base_sink<std::mutex> {
public:
  explicit stream_sink(std::FILE* stream) : stream_(stream) {
  }

protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const auto& text = message.payload;
    // A journal that went away is no reason to stop: the file has the line.
    static_cast<void>(std::fwrite(text.data(), 1, text.size(), stream_));
    static_cast<void>(std::fflush(stream_));
  }

  void flush_() override {
  }

private:
  std::FILE* stream_;
};

class journal_stream final : public logging::line_sink {
public:
  journal_stream(std::shared_ptr<logging::line_sink> file, std::FILE* stream)
    : file_(std::move(file)),
      pool_(std::make_shared<spdlog::details::thread_pool>(waiting_lines_max, 1)),
      writer_(std::make_shared<spdlog::async_logger>(
        "journal", std::make_shared<stream_sink>(stream), pool_,
        spdlog::async_overflow_policy::overrun_oldest)) {
    writer_->set_level(spdlog::level::trace);
  }

  void write(std::string_view line) override {
    file_->write(line);
    auto text = '<' + std::to_string(priority_of(line)) + '>';
    text += line;
    text += '\n';
    writer_->log(spdlog::level::info, spdlog::string_view_t{text.data(), text.size()});
  }

  [[nodiscard]] std::uint64_t lost() const override {
    return file_->lost() + pool_->overrun_counter();
  }

private:
  std::shared_ptr<logging::line_sink> file_;

  /// Destroyed after the writer: its destructor writes what is queued.
  std::shared_ptr<spdlog::details::thread_pool> pool_;

  std::shared_ptr<spdlog::async_logger> writer_;
};

} // namespace

int priority_of(std::string_view line) {
  constexpr std::string_view key = R"("level":")";
  if (const auto at = line.find(key); at != std::string_view::npos) {
    const auto rest = line.substr(at + key.size());
    const auto level = logging::parse_level(rest.substr(0, rest.find('"')));
    for (const auto& rank : ranks)
      if (level == rank.level)
        return rank.priority;
  }
  return LOG_INFO;
}

std::shared_ptr<logging::line_sink> also_to_journal(std::shared_ptr<logging::line_sink> file,
                                                    std::FILE* stream) {
  return std::make_shared<journal_stream>(std::move(file), stream);
}

} // namespace riskd::service
