# Turns FOLDER/schema.sql and FOLDER/migrations/NNN.sql into a C++ file that defines `NAME_schema`.
# Run as a script: cmake -DNAME=… -DAPPLICATION_ID=… -DHEADER=… -DFOLDER=… -DOUTPUT=… -P embed_schema.cmake
file(GLOB migrations "${FOLDER}/migrations/*.sql")
list(SORT migrations)
set(text "// Made at build from ${NAME}/*.sql.\n#include \"${HEADER}\"\n\nnamespace lianxin {\nnamespace {\n")
string(APPEND text "constexpr std::string_view migrations[] = {\n")
foreach(file IN LISTS migrations)
  file(READ "${file}" sql)
  string(APPEND text "R\"SQL(${sql})SQL\",\n")
endforeach()
file(READ "${FOLDER}/schema.sql" whole)
string(APPEND text "};\n} // namespace\n\nextern const Schema ${NAME}_schema;\n")
string(APPEND text "const Schema ${NAME}_schema{\"${NAME}\", ${APPLICATION_ID}, migrations, R\"SQL(${whole})SQL\"};\n\n} // namespace lianxin\n")
file(WRITE "${OUTPUT}" "${text}")
