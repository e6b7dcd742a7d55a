# Installs what package-lock.json in SOURCE names into WORK, with NPM.
include("${SOURCE}/page.cmake")
list(TRANSFORM page_packages PREPEND "${SOURCE}/")
file(COPY ${page_packages} DESTINATION "${WORK}")
# No package needs to run anything of its own, so none may.
execute_process(
  COMMAND "${NPM}" ci --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error
  WORKING_DIRECTORY "${WORK}"
  OUTPUT_QUIET
  RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "npm ci failed in ${WORK}: the packages that build the dashboard page cannot be "
    "installed. They come from npm's registry, or from npm's cache once they were fetched; is there "
    "a network? ${without_page}.")
endif()
file(TOUCH "${WORK}/node_modules/installed")
