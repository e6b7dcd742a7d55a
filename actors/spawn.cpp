#include "actors/spawn.hpp"

#include <caf/all.hpp>

#include <exception>

namespace riskd {

namespace {

using logging::field;

/// What the exception says. The only place, besides `main`, that catches everything: the actor is
/// dead already and its supervisor decides what follows.
std::string describe(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return "an exception of unknown type";
  }
}

} // namespace

void install_handlers(caf::scheduled_actor& self, const logging::logger& log) {
  self.set_default_handler(
    [log](caf::scheduled_actor* who, caf::message_view& message) -> caf::result<caf::message> {
      log.error("actor.unexpected_message", field("actor", who->name()),
                field("message", caf::to_string(message.copy_content_to_message())));
      return caf::sec::unexpected_message;
    });
  self.set_error_handler([log](caf::scheduled_actor* who, caf::error& error) {
    log.error("actor.unexpected_error", field("actor", who->name()),
              field("error", caf::to_string(error)));
  });
  self.set_down_handler([log](caf::scheduled_actor* who, caf::down_msg& down) {
    log.warn("actor.unexpected_down", field("actor", who->name()),
             field("reason", caf::to_string(down.reason)));
  });
  install_failure_hook(self, log, {});
}

void install_failure_hook(caf::scheduled_actor& self, const logging::logger& log,
                          failure_hook hook) {
  self.set_exception_handler(
    [log, hook = std::move(hook)](caf::scheduled_actor* who,
                                  std::exception_ptr& thrown) -> caf::error {
      const auto reason = describe(thrown);
      log.error("actor.failed", field("actor", who->name()), field("reason", reason));
      if (hook)
        hook(reason);
      return caf::make_error(caf::sec::runtime_error, reason);
    });
}

} // namespace riskd
