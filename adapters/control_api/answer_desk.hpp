#pragma once

#include "adapters/control_api/routes.hpp"
#include "domain/ports/wall_clock.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace riskd::control_api {

/// Works out answers that take their time, one after the other, on a thread of the lowest priority:
/// whoever protects has the processor and the disk first. Who asks gets 202 until the answer is
/// there and asks again; the same question of several is worked out once. Callable from any thread.
class answer_desk {
public:
  /// Begins to return true when the work is to be given up.
  using limit = std::function<bool()>;

  /// Works out an answer; may wait for the disk.
  using work = std::function<answer(const limit& is_over)>;

  /// @pre `clock` outlives the desk
  explicit answer_desk(const domain::wall_clock& clock);

  answer_desk(const answer_desk&) = delete;

  answer_desk& operator=(const answer_desk&) = delete;

  ~answer_desk();

  /// Returns the answer if it is there and fresh, 202 while it is being worked out, and 503 if too
  /// many questions are.
  /// @param question Tells questions apart.
  [[nodiscard]] answer ask(const std::string& question, work how);

  /// Gives up what is being worked out; from now on every question is refused.
  void stop();

private:
  struct open_question {
    work how;
    std::optional<answer> found;
    /// On the monotonic clock.
    domain::duration found_at{};
  };

  void run();

  [[nodiscard]] answer work_out(const work& how);

  /// Forgets answers that nobody came for in time.
  void forget_stale();

  const domain::wall_clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_stopped_ = false;
  std::map<std::string, open_question> questions_;
  std::deque<std::string> waiting_;
  std::thread thread_;
};

} // namespace riskd::control_api
