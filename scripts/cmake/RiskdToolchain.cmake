# Compiler options that every target of the project shares, and the two functions that create
# libraries and test programs.

add_library(riskd_options INTERFACE)
target_compile_options(riskd_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor
  -Wold-style-cast -Woverloaded-virtual -Wdouble-promotion -Wimplicit-fallthrough -Wformat=2
  $<$<BOOL:${RISKD_WERROR}>:-Werror>)
# When it optimizes, or with sanitizers, GCC 12 reports null dereferences, overflown strings and
# uninitialized values inside the standard library that are not there (GCC bugs 105329, 105562, 105651).
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(riskd_options INTERFACE -Wnull-dereference)
else()
  target_compile_options(riskd_options INTERFACE -Wno-maybe-uninitialized
    $<$<NOT:$<BOOL:${RISKD_SANITIZE}>>:-Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread>)
endif()
target_compile_definitions(riskd_options INTERFACE _GLIBCXX_ASSERTIONS)
target_include_directories(riskd_options INTERFACE "${PROJECT_SOURCE_DIR}")
if(RISKD_SANITIZE)
  target_compile_options(riskd_options INTERFACE
    -fsanitize=${RISKD_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    # What AddressSanitizer or the processor notices as well; each costs a check at every pointer,
    # together a quarter of the compile time.
    $<$<BOOL:${RISKD_SANITIZE_LESS}>:-fno-sanitize=null,alignment,vptr,object-size>)
  # The default linker takes several seconds for each of some fifty programs.
  target_link_options(riskd_options INTERFACE -fsanitize=${RISKD_SANITIZE}
    $<$<CXX_COMPILER_ID:Clang>:-fuse-ld=lld>)
elseif(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  target_compile_options(riskd_options INTERFACE -fstack-protector-strong -D_FORTIFY_SOURCE=2)
  target_link_options(riskd_options INTERFACE -Wl,-z,relro,-z,now)
endif()
if(RISKD_FUZZERS)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "RISKD_FUZZERS needs Clang: libFuzzer is a part of it")
  endif()
  # Lets libFuzzer see which code an input reaches; its main function is linked in tests/fuzz/ only.
  target_compile_options(riskd_options INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(riskd_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# ccache needs to be told that precompiled headers are compared by content.
find_program(RISKD_CCACHE ccache)
if(RISKD_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    "${RISKD_CCACHE}")
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-fpch-preprocess)
elseif(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()
set(CMAKE_PCH_INSTANTIATE_TEMPLATES ON)

option(RISKD_UNITY "Compile several sources of a library at once: less work when nothing is cached" OFF)

# The sources of a target can share a translation unit: no two of them give one name to different
# things. Every source of a suite of tests is a namespace of its own.
function(riskd_unity target)
  if(RISKD_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
  endif()
endfunction()

# What simulations spend their time in is optimized even in a debug build under sanitizers: compiling
# it takes twice as long then, and running it a sixth.
function(riskd_optimized target)
  if(RISKD_SANITIZE AND CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(${target} PRIVATE -O1)
  endif()
endfunction()

# Programs through which events pass take their memory from jemalloc (docs/adr/0013). Sanitizers bring
# their own. Nothing names a symbol of it: it only stands before the C library.
if(NOT RISKD_SANITIZE)
  find_library(RISKD_JEMALLOC jemalloc REQUIRED)
endif()
function(riskd_allocator target)
  if(NOT RISKD_SANITIZE)
    target_link_options(${target} PRIVATE -Wl,--push-state,--no-as-needed ${RISKD_JEMALLOC} -Wl,--pop-state)
  endif()
endfunction()

# riskd_library(<name> [UNITY] [OPTIMIZED] SOURCES <file>... [LINK <target>...]
#               [PCH <header>... | PCH_OF <target>])
# Creates the static library riskd_<name> and its alias riskd::<name>. UNITY and OPTIMIZED: see
# riskd_unity() and riskd_optimized(). Its precompiled headers are its own or those of another target.
function(riskd_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "UNITY;OPTIMIZED" "PCH_OF" "SOURCES;LINK;PCH")
  add_library(riskd_${name} STATIC ${arg_SOURCES})
  if(arg_UNITY)
    riskd_unity(riskd_${name})
  endif()
  if(arg_OPTIMIZED)
    riskd_optimized(riskd_${name})
  endif()
  add_library(riskd::${name} ALIAS riskd_${name})
  target_link_libraries(riskd_${name} PUBLIC riskd_options ${arg_LINK})
  if(arg_PCH)
    target_precompile_headers(riskd_${name} PRIVATE ${arg_PCH})
  elseif(arg_PCH_OF)
    target_precompile_headers(riskd_${name} REUSE_FROM ${arg_PCH_OF})
  endif()
endfunction()

# What the sources of tests may know of the project's folders.
add_library(riskd_test_options INTERFACE)
target_link_libraries(riskd_test_options INTERFACE riskd_options CAF::test nlohmann_json::nlohmann_json)
target_compile_definitions(riskd_test_options INTERFACE
  RISKD_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
  RISKD_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
  RISKD_RECORDINGS="${RISKD_RECORDINGS}")

# The runner of all test programs and the header that they share, compiled once.
set(riskd_test_header "${PROJECT_SOURCE_DIR}/tests/support/precompiled.hpp")
add_library(riskd_test_main OBJECT EXCLUDE_FROM_ALL "${PROJECT_SOURCE_DIR}/tests/main.cpp")
target_link_libraries(riskd_test_main PRIVATE riskd_test_options)
target_precompile_headers(riskd_test_main PRIVATE "${riskd_test_header}")

# riskd_tests(<name> LABEL <label> SOURCES <file>... LINK <target>... [TIMEOUT <seconds>]
#             [PCH <header>... | PCH_OF <target>])
# Creates one test program and one CTest entry for each suite, read from the CAF_SUITE line of each
# source. A run that matches no suite or makes no check fails. A run that prints "SKIPPED: " and
# in which nothing failed counts as skipped, whatever else it checked.
function(riskd_tests name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL;TIMEOUT;PCH_OF" "SOURCES;LINK;PCH")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  math(EXPR abort_after "${arg_TIMEOUT} - 10")
  add_executable(${name} ${arg_SOURCES})
  riskd_unity(${name})
  set_target_properties(${name} PROPERTIES UNITY_BUILD_CODE_AFTER_INCLUDE "#undef CAF_SUITE")
  target_link_libraries(${name} PRIVATE riskd_test_main riskd_test_options ${arg_LINK})
  if(arg_PCH)
    target_precompile_headers(${name} PRIVATE ${arg_PCH} "${riskd_test_header}")
  elseif(arg_PCH_OF)
    target_precompile_headers(${name} REUSE_FROM ${arg_PCH_OF})
  else()
    target_precompile_headers(${name} REUSE_FROM riskd_test_main)
  endif()
  foreach(source IN LISTS arg_SOURCES)
    file(STRINGS "${source}" line REGEX "^#define CAF_SUITE ")
    if(NOT line)
      continue()
    endif()
    string(REGEX REPLACE "^#define CAF_SUITE +" "" suite "${line}")
    add_test(NAME ${suite} COMMAND ${name} -n -r ${abort_after} -s ${suite})
    set_tests_properties(${suite} PROPERTIES
      TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABEL}"
      # Skipping wins over failing in CTest; the summary may stand on either side of the line.
      SKIP_REGULAR_EXPRESSION "SKIPPED: .*success: 100%|success: 100%.*SKIPPED: "
      FAIL_REGULAR_EXPRESSION "suites:[ ]+0;checks:[ ]+0\n")
  endforeach()
endfunction()
