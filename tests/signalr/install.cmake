# Installs the packages of package-lock.json into the folder FOLDER with npm, unless exactly these
# are there already. Fails if Node.js or the registry cannot be reached: the tests are required.
foreach(program NODE NPM)
  if(NOT ${program})
    message(FATAL_ERROR "${program}: not found. Node.js 18 or later with npm is required.")
  endif()
endforeach()

execute_process(COMMAND "${NODE}" --version OUTPUT_VARIABLE version COMMAND_ERROR_IS_FATAL ANY)
if(NOT version MATCHES "^v([0-9]+)" OR CMAKE_MATCH_1 LESS 18)
  message(FATAL_ERROR "Node.js 18 or later is required, found ${version}")
endif()

file(SHA256 "${FOLDER}/package-lock.json" wanted)
set(stamp "${FOLDER}/node_modules/installed.sha256")
if(EXISTS "${stamp}")
  file(READ "${stamp}" present)
  if(present STREQUAL wanted)
    message(STATUS "the packages are installed")
    return()
  endif()
endif()

execute_process(
  COMMAND "${NPM}" ci --ignore-scripts --no-audit --no-fund
  WORKING_DIRECTORY "${FOLDER}"
  RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "npm ci failed: the official SignalR client cannot be installed")
endif()
file(WRITE "${stamp}" "${wanted}")
