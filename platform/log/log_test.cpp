#include "platform/log/log.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <fstream>
#include <thread>
#include <vector>

namespace linli::log {
namespace {

class LogTest : public ::testing::Test {
 protected:
  LogTest() : path_("/tmp/linli-log-test." + std::to_string(getpid())) {
    unlink(path_.c_str());
    set_file(path_);
  }
  ~LogTest() override {
    set_file("");
    set_level(Level::info);
    unlink(path_.c_str());
  }
  std::vector<boost::json::value> lines() {
    flush();
    std::ifstream in(path_);
    std::vector<boost::json::value> found;
    for (std::string line; std::getline(in, line);) found.push_back(boost::json::parse(line));
    return found;
  }
  std::string path_;
};

TEST_F(LogTest, WritesOneObjectALine) {
  info("http.request", {{"operation", "a\"b\n"}, {"status", 200}, {"ms", 1.5}, {"replayed", true}});
  const auto found = lines();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].at("event"), "http.request");
  EXPECT_EQ(found[0].at("operation"), "a\"b\n");
  EXPECT_EQ(found[0].at("status"), 200);
  EXPECT_EQ(found[0].at("ms"), 1.5);
  EXPECT_EQ(found[0].at("replayed"), true);
}

TEST_F(LogTest, LeavesOutWhatIsBelowTheLevel) {
  set_level(Level::warning);
  info("a");
  warning("b");
  EXPECT_EQ(lines().size(), 1u);
}

TEST_F(LogTest, KeepsEveryLineOfManyThreads) {
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([] {
      for (int i = 0; i < 1000; ++i) info("work", {{"i", i}});
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(lines().size(), 4000u);
}

}  // namespace
}  // namespace linli::log
