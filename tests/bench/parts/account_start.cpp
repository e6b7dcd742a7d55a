// An account that begins to be guarded: its supervisor is spawned with its four children, restores
// what is known, asks its broker for a first snapshot, and applies and judges that. Then it asks
// for its event stream: it is ready.

#include "actors/account_supervisor.hpp"
#include "actors/actor_config.hpp"
#include "actors/spawn.hpp"
#include "actors/status_board.hpp"
#include "adapters/control_api/status_board_port.hpp"
#include "adapters/logging/rotating_file.hpp"
#include "adapters/sqlite/store.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "tests/bench/parts/parts.hpp"
#include "tests/bench/parts/sample_account.hpp"
#include "tests/bench/parts/sample_rules.hpp"
#include "tests/bench/scratch_directory.hpp"
#include "tests/bench/stopwatch.hpp"

#include <caf/all.hpp>

#include <filesystem>
#include <memory>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace riskd::bench {

namespace {

using namespace std::chrono_literals;

constexpr domain::duration grace = 30s;

/// What the benchmark learns of an account.
struct readiness {
  nanoseconds_count at = 0;
  std::binary_semaphore reached{0};
};

/// In place of the broker's gateway: answers at once that the account holds nothing.
class empty_broker_state {
public:
  static constexpr const char* name = "empty-broker";

  using self_pointer = broker_requests_actor::stateful_pointer<empty_broker_state>;

  explicit empty_broker_state(self_pointer self) : self_(self) {
  }

  broker_requests_actor::behavior_type make_behavior(const domain::wall_clock* clock,
                                                     readiness* ready) {
    clock_ = clock;
    return {
      [](const send_command&) {},
      [](const command_ahead&) {},
      [this](const read_account& question) { answer(question); },
      [](const look_up_order&) {},
      [](const contracts_in_play&) {},
      [ready](const account_seen&) {
        ready->at = steady_nanoseconds();
        ready->reached.release();
      },
    };
  }

private:
  void answer(const read_account& question) {
    const auto now = clock_->now();
    snapshot_taken answer;
    answer.snapshot.account = question.account;
    answer.snapshot.purpose = question.purpose;
    answer.snapshot.positions = {{}, now};
    answer.snapshot.open_orders = {{}, now};
    answer.snapshot.trades = {{}, now};
    answer.snapshot.row = {question.account, "PRAC-BENCH", true, domain::dollars(50'000)};
    answer.received = now;
    self_->send(caf::actor_cast<account_listener_actor>(self_->current_sender()),
                std::move(answer));
  }

  self_pointer self_;

  const domain::wall_clock* clock_ = nullptr;
};

broker_requests_actor::behavior_type empty_broker(empty_broker_state::self_pointer self,
                                                  const domain::wall_clock* clock,
                                                  readiness* ready) {
  return self->state.make_behavior(clock, ready);
}

/// In place of the root, which would only remember it.
class forgetful_root_state {
public:
  static constexpr const char* name = "forgetful-root";

  using self_pointer = standing_keeper_actor::stateful_pointer<forgetful_root_state>;

  explicit forgetful_root_state(self_pointer) {
  }
};

standing_keeper_actor::behavior_type forgetful_root(forgetful_root_state::self_pointer, int) {
  return {
    [](const standing_changed&) {},
  };
}

/// Everything that an account supervisor is given, as the program wires it.
class surroundings {
public:
  surroundings() : scratch_(std::filesystem::temp_directory_path()) {
    logging::rotating_file_options file;
    file.directory = scratch_.path() / "log";
    auto sink = logging::open_rotating_file(file);
    if (!sink)
      throw std::runtime_error(sink.error().sentence);
    log_ = logging::logger{*sink, clock_};
    auto opened
      = sqlite::open_store({clock_, scratch_.path() / "state", scratch_.path() / "marker"});
    if (!opened)
      throw std::runtime_error(opened.error().sentence);
    store_ = std::move(opened->journal);
    store_->start([](const domain::journal_report&) {});
    system_ = std::make_unique<caf::actor_system>(config_);
    settings_ = std::make_shared<const domain::account_settings>(settings_with_all_rules());
    gateway_ = spawn_actor(*system_, log_, empty_broker, &clock_, &ready_);
    root_ = spawn_actor(*system_, log_, forgetful_root, 0);
    board_assignment board;
    board.log = log_;
    board.clock = &clock_;
    board.port = &published_;
    board_ = spawn_actor(*system_, log_, status_board, std::move(board));
  }

  surroundings(const surroundings&) = delete;
  surroundings& operator=(const surroundings&) = delete;

  ~surroundings() {
    caf::anon_send(board_, stop_work{});
    gateway_ = nullptr;
    root_ = nullptr;
    board_ = nullptr;
    system_.reset();
    store_->stop(grace);
    log_.finish();
  }

  /// Returns how long it takes until an account is ready. It has ended by then.
  [[nodiscard]] nanoseconds_count start_account() {
    const auto others = system_->registry().running();
    const auto begin = steady_nanoseconds();
    auto supervisor = spawn_actor(*system_, log_, account_supervisor, assignment());
    ready_.reached.acquire();
    caf::anon_send_exit(supervisor, caf::exit_reason::user_shutdown);
    supervisor = nullptr;
    // Its end and that of its children would fall into the next start.
    while (system_->registry().running() > others)
      std::this_thread::yield();
    return ready_.at - begin;
  }

private:
  [[nodiscard]] account_assignment assignment() {
    account_assignment given;
    given.log = log_;
    given.settings = settings_;
    given.account = sample_id();
    given.name = "PRAC-BENCH";
    given.clock = &clock_;
    given.journal = store_.get();
    given.gateway = gateway_;
    given.board = caf::actor_cast<status_listener_actor>(board_);
    given.root = root_;
    return given;
  }

  scratch_directory scratch_;

  adapters::system_clock clock_;

  logging::logger log_;

  std::unique_ptr<sqlite::store> store_;

  control_api::status_board_port published_;

  readiness ready_;

  actor_config config_;

  std::unique_ptr<caf::actor_system> system_;

  settings_ptr settings_;

  broker_requests_actor gateway_;

  standing_keeper_actor root_;

  status_board_actor board_;
};

void start_accounts(benchmark::State& state) {
  surroundings around;
  for (auto _ : state)
    state.SetIterationTime(static_cast<double>(around.start_account()) * 1e-9);
}

} // namespace

void add_account_start() {
  add("start/account", start_accounts)->UseManualTime()->Unit(benchmark::kMicrosecond);
}

} // namespace riskd::bench
