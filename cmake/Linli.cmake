# How a part of Linli is built. A folder is in the build because it exists; nothing is listed by hand.

# linli_library(NAME [USES part...] [LIBS target...]): every *.cpp here and in src/, as a static library linli_NAME.
# Kernel and platform headers are included from the source root ("kernel/time.hpp"); a module's public headers lie
# in include/NAME/ and its private ones in src/, where no other module can see them.
# *_test.cpp, also in tests/, become the test program NAME_test.
# sql/*.sql become generated/NAME_sql.hpp.
function(linli_library name)
  cmake_parse_arguments(ARG "" "" "USES;LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  file(GLOB_RECURSE nested CONFIGURE_DEPENDS src/*.cpp)
  list(APPEND sources ${nested})
  file(GLOB_RECURSE scenarios CONFIGURE_DEPENDS tests/*.cpp)
  set(tests ${sources} ${scenarios})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  linli_sql(${name} sql_sources)
  add_library(linli_${name} STATIC ${sources} ${sql_sources})
  target_include_directories(linli_${name} PUBLIC ${CMAKE_SOURCE_DIR} include ${CMAKE_BINARY_DIR}/generated PRIVATE src)
  file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  set_property(GLOBAL APPEND PROPERTY LINLI_PARTS ${name})
  set_property(GLOBAL PROPERTY LINLI_FOLDER_${name} ${folder})
  set_property(GLOBAL PROPERTY LINLI_USES_${name} ${ARG_USES})
  list(TRANSFORM ARG_USES PREPEND linli_)
  target_link_libraries(linli_${name} PUBLIC ${ARG_USES} ${ARG_LIBS})
  if(tests)
    add_executable(${name}_test ${tests})
    target_include_directories(${name}_test PRIVATE src tests)
    target_link_libraries(${name}_test PRIVATE linli_${name} $<TARGET_NAME_IF_EXISTS:linli_testing> GTest::gtest GTest::gmock GTest::gtest_main)
    set_property(GLOBAL APPEND PROPERTY LINLI_TESTS ${name}_test)
    add_test(NAME ${name} COMMAND ${name}_test)
  endif()
endfunction()

# sql/NAME.sql -> `const db::Statement NAME` in namespace linli::<library>::sql, header generated/<library>_sql.hpp;
# sql/parts/*.sql are shared by queries that name them (GenerateSql.cmake).
function(linli_sql library out)
  file(GLOB files CONFIGURE_DEPENDS sql/*.sql)
  file(GLOB shared CONFIGURE_DEPENDS sql/parts/*.sql)
  set(header ${CMAKE_BINARY_DIR}/generated/${library}_sql.hpp)
  set(source ${CMAKE_BINARY_DIR}/generated/${library}_sql.cpp)
  set(${out} "" PARENT_SCOPE)
  if(NOT files)
    return()
  endif()
  add_custom_command(OUTPUT ${header} ${source}
    COMMAND ${CMAKE_COMMAND} -DLIBRARY=${library} -DHEADER=${header} -DSOURCE=${source} "-DFILES=${files}"
            -P ${CMAKE_SOURCE_DIR}/cmake/GenerateSql.cmake
    DEPENDS ${files} ${shared} ${CMAKE_SOURCE_DIR}/cmake/GenerateSql.cmake VERBATIM)
  set(${out} ${source} ${header} PARENT_SCOPE)
endfunction()

# Files below the given folders (relative to the source root) put into the program, found by that path.
# linli_embed(TARGET [FUNCTION name] FOLDER...): the table is linli::resources::<name>() (default "embedded"); a folder
# may be a pattern such as modules/*/migrations.
function(linli_embed target)
  cmake_parse_arguments(ARG "" "FUNCTION" "" ${ARGN})
  if(NOT ARG_FUNCTION)
    set(ARG_FUNCTION embedded)
  endif()
  set(patterns)
  foreach(folder IN LISTS ARG_UNPARSED_ARGUMENTS)
    list(APPEND patterns ${CMAKE_SOURCE_DIR}/${folder}/*)
  endforeach()
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${patterns})
  set(asm ${CMAKE_BINARY_DIR}/generated/${target}_resources.S)
  set(table ${CMAKE_BINARY_DIR}/generated/${target}_resources.cpp)
  string(REPLACE ";" "\n" listing "${files}")
  set(list_file ${CMAKE_BINARY_DIR}/generated/${target}_resources.txt)
  file(CONFIGURE OUTPUT ${list_file} CONTENT "${listing}\n")
  set(absolute ${files})
  list(TRANSFORM absolute PREPEND ${CMAKE_SOURCE_DIR}/)
  add_custom_command(OUTPUT ${asm} ${table}
    COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR} -DLIST=${list_file} -DASM=${asm} -DTABLE=${table}
            -DFUNCTION=${ARG_FUNCTION}
            -P ${CMAKE_SOURCE_DIR}/cmake/GenerateResources.cmake
    DEPENDS ${absolute} ${list_file} ${CMAKE_SOURCE_DIR}/cmake/GenerateResources.cmake VERBATIM)
  set_source_files_properties(${asm} PROPERTIES OBJECT_DEPENDS "${absolute}")
  target_sources(${target} PRIVATE ${asm} ${table})
endfunction()

# modules/*/CMakeLists.txt, all of them.
function(linli_add_modules)
  file(GLOB folders CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/modules/*/CMakeLists.txt)
  foreach(file IN LISTS folders)
    get_filename_component(folder ${file} DIRECTORY)
    get_filename_component(name ${folder} NAME)
    set_property(GLOBAL APPEND PROPERTY LINLI_MODULES ${name})
    add_subdirectory(${folder})
  endforeach()
endfunction()

# generated/parts.cpp: every part with its folder, the used before the users. Refuses circles. Runs when all are known.
function(linli_write_parts)
  get_property(parts GLOBAL PROPERTY LINLI_PARTS)
  set_property(GLOBAL PROPERTY LINLI_ORDERED "")
  foreach(part IN LISTS parts)
    linli_order_part(${part} "")
  endforeach()
  get_property(ordered GLOBAL PROPERTY LINLI_ORDERED)
  set(table "")
  foreach(part IN LISTS ordered)
    get_property(folder GLOBAL PROPERTY LINLI_FOLDER_${part})
    string(APPEND table "    {\"${part}\", \"${folder}\"},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/parts.cpp CONTENT
"// Generated: every part of the program, the used before the users.
#include \"platform/db/parts.hpp\"

namespace linli::db {
namespace {
constexpr Part kParts[] = {
${table}};
}
std::span<const Part> parts() { return kParts; }
}  // namespace linli::db
" @ONLY)
endfunction()
cmake_language(DEFER DIRECTORY ${CMAKE_SOURCE_DIR} CALL linli_write_parts)

function(linli_order_part part path)
  get_property(ordered GLOBAL PROPERTY LINLI_ORDERED)
  if(part IN_LIST ordered)
    return()
  endif()
  if(part IN_LIST path)
    message(FATAL_ERROR "USES go in a circle: ${path};${part}")
  endif()
  get_property(uses GLOBAL PROPERTY LINLI_USES_${part})
  foreach(used IN LISTS uses)
    get_property(folder GLOBAL PROPERTY LINLI_FOLDER_${used})
    if(folder)
      linli_order_part(${used} "${path};${part}")
    endif()  # otherwise not a folder of ours (linli_resources), or missing: the linker will say so
  endforeach()
  set_property(GLOBAL APPEND PROPERTY LINLI_ORDERED ${part})
endfunction()
