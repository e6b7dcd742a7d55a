# Writes the SQL files of the migrations into one C++ source, so that the program carries them.
# cmake -D OUTPUT=<file.cpp> -D MIGRATIONS=<0001_a.sql,0002_b.sql,...> -P embed_migrations.cmake

# Checks names and numbers and makes `rows`; what it writes for the journal is replaced below.
include("${CMAKE_CURRENT_LIST_DIR}/../sqlite/embed_migrations.cmake")

file(WRITE "${OUTPUT}" "// Made from adapters/fleet_store/migrations/*.sql.
#include \"adapters/fleet_store/fleet_migrations.hpp\"

namespace riskd::fleet {

const std::vector<sqlite::migration>& fleet_migrations() {
  static const std::vector<sqlite::migration> all{
${rows}  };
  return all;
}

} // namespace riskd::fleet
")
