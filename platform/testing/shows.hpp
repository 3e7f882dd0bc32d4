#pragma once
#include <gtest/gtest.h>

#include <cstdio>

/// Says that the assertions above show the requirement `id`; counted by `./dev coverage` only when the test has not
/// failed so far. At most three a test.
#define LINLI_SHOWS(id)                                                                          \
  do {                                                                                           \
    if (!::testing::Test::HasFailure()) std::printf("shows %s %s:%d\n", id, __FILE__, __LINE__); \
  } while (false)
