# Builds the page from SOURCE into PAGE, with NODE and the packages in WORK. The source tree stays as
# it is, and PAGE is always a whole page: the one before, or the new one.
include("${SOURCE}/page.cmake")
file(REMOVE_RECURSE "${WORK}/src" "${WORK}/public")
foreach(source IN LISTS page_sources)
  get_filename_component(folder "${source}" DIRECTORY)
  file(COPY "${SOURCE}/${source}" DESTINATION "${WORK}/${folder}")
endforeach()
execute_process(
  COMMAND "${NODE}" node_modules/vite/bin/vite.js build --logLevel warn
  WORKING_DIRECTORY "${WORK}"
  RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "vite build failed in ${WORK}: the dashboard page cannot be built. "
    "${without_page}.")
endif()
file(REMOVE_RECURSE "${PAGE}")
get_filename_component(folder "${PAGE}" DIRECTORY)
file(MAKE_DIRECTORY "${folder}")
file(RENAME "${WORK}/dist" "${PAGE}")
