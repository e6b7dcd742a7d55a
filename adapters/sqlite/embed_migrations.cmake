# Writes the SQL files of the migrations into one C++ source, so that the program carries them.
# cmake -D OUTPUT=<file.cpp> -D MIGRATIONS=<0001_a.sql,0002_b.sql,...> -P embed_migrations.cmake

string(REPLACE "," ";" files "${MIGRATIONS}")
set(rows "")
set(expected 1)
foreach(file IN LISTS files)
  get_filename_component(name "${file}" NAME_WE)
  if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_[a-z0-9_]+$")
    message(FATAL_ERROR "${file}: a migration is named like 0001_initial.sql")
  endif()
  string(REGEX REPLACE "^0+" "" number "${CMAKE_MATCH_1}")
  if(NOT number EQUAL expected)
    message(FATAL_ERROR "${file}: the next migration has number ${expected}")
  endif()
  math(EXPR expected "${expected} + 1")
  file(READ "${file}" sql)
  string(APPEND rows "    {${number}, \"${name}\", R\"riskd(${sql})riskd\"},\n")
endforeach()

file(WRITE "${OUTPUT}" "// Made from adapters/sqlite/migrations/*.sql.
#include \"adapters/sqlite/schema.hpp\"

namespace riskd::sqlite {

const std::vector<migration>& embedded_migrations() {
  static const std::vector<migration> all{
${rows}  };
  return all;
}

} // namespace riskd::sqlite
")
