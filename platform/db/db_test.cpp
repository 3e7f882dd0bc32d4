#include <gtest/gtest.h>

#include "platform/testing/database.hpp"

namespace linli::db {
namespace {

class Db : public DatabaseTest {};

TEST_F(Db, answers) { EXPECT_EQ(db().query("SELECT 1 AS one").first()->integer("one"), 1); }

}  // namespace
}  // namespace linli::db
