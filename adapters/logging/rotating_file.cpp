#include "adapters/logging/rotating_file.hpp"

#include "domain/contract_check.hpp"

#include <spdlog/async.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <sys/stat.h>

#include <cstdio>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace riskd::logging {

namespace {

using domain::failure;
using domain::failure_code;

spdlog::file_event_handlers private_files() {
  spdlog::file_event_handlers handlers;
  handlers.after_open = [](const spdlog::filename_t&, std::FILE* file) {
    ::fchmod(::fileno(file), S_IRUSR | S_IWUSR);
  };
  return handlers;
}

std::vector<spdlog::sink_ptr> make_sinks(const rotating_file_options& options) {
  std::vector<spdlog::sink_ptr> sinks;
  // spdlog does not count the current file.
  sinks.push_back(std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
    (options.directory / "live.log").string(), options.file_bytes_max, options.files_max - 1, false,
    private_files()));
  if (options.copy_to_standard_error)
    sinks.push_back(std::make_shared<spdlog::sinks::stderr_sink_mt>());
  return sinks;
}

class rotating_file final : public line_sink {
public:
  explicit rotating_file(const rotating_file_options& options)
    : pool_(std::make_shared<spdlog::details::thread_pool>(options.queue_lines_max, 1)) {
    auto sinks = make_sinks(options);
    writer_ = std::make_shared<spdlog::async_logger>("live", sinks.begin(), sinks.end(), pool_,
                                                     spdlog::async_overflow_policy::overrun_oldest);
    writer_->set_pattern("%v");
    writer_->set_level(spdlog::level::trace);
    writer_->flush_on(spdlog::level::trace);
  }

  void write(std::string_view line) override {
    writer_->log(spdlog::level::info, spdlog::string_view_t{line.data(), line.size()});
  }

  [[nodiscard]] std::uint64_t lost() const override {
    return pool_->overrun_counter();
  }

private:
  /// Destroyed last: its destructor writes what is queued.
  std::shared_ptr<spdlog::details::thread_pool> pool_;

  std::shared_ptr<spdlog::async_logger> writer_;
};

} // namespace

domain::result<std::shared_ptr<line_sink>>
open_rotating_file(const rotating_file_options& options) {
  RISKD_EXPECTS(options.files_max > 0);
  std::error_code error;
  std::filesystem::create_directories(options.directory, error);
  if (error)
    return failure{failure_code::storage_failed, "cannot create the log directory "
                                                   + options.directory.string() + ": "
                                                   + error.message()};
  try {
    return std::shared_ptr<line_sink>{std::make_shared<rotating_file>(options)};
  } catch (const spdlog::spdlog_ex& thrown) {
    return failure{failure_code::storage_failed, thrown.what()};
  }
}

} // namespace riskd::logging
