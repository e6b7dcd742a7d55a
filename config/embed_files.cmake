# Writes files into one C++ source, so that programs carry them.
# cmake -D OUTPUT=<file.cpp> -D FOLDER=<folder> -D FILES=<a.json,b/c.json,...> -P embed_files.cmake

string(REPLACE "," ";" files "${FILES}")
set(rows "")
foreach(file IN LISTS files)
  file(READ "${FOLDER}/${file}" content)
  string(APPEND rows "    {\"${file}\", R\"riskd(${content})riskd\"},\n")
endforeach()

file(WRITE "${OUTPUT}" "// Made from files below config/.
#include \"config/embedded_files.hpp\"

namespace riskd::config {

const std::vector<embedded_file>& embedded_files() {
  static const std::vector<embedded_file> all{
${rows}  };
  return all;
}

} // namespace riskd::config
")
