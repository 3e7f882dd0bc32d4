#include "platform/http/page.hpp"

#include <gtest/gtest.h>

#include "kernel/refusal.hpp"

namespace linli::http {
namespace {

Request asking(const std::string& name, const std::string& value) {
  Request request;
  request.query.emplace(name, value);
  return request;
}

TEST(Page, GoesOnBehindTheLastRow) {
  const std::vector<std::string> keys = {"2026-11-22T02:43:08Z", "01a2014a-b142-7504-baf4-226f2884ba29",
                                         "\xe9\x82\xbb"};
  const std::string next = cursor(keys);
  EXPECT_EQ(next.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            std::string::npos);
  EXPECT_EQ(page_request(asking("after", next), 3).keys, keys);
  EXPECT_TRUE(page_request(Request{}, 3).first());
}

TEST(Page, RefusesForeignCursors) {
  for (const std::string& bad : {std::string("!"), std::string("abc"), cursor({"one"}), std::string(5000, 'A')})
    EXPECT_THROW(page_request(asking("after", bad), 2), Refused) << bad;
}

TEST(Page, CutsTheLimit) {
  EXPECT_EQ(page_request(Request{}, 1).limit, 50);
  EXPECT_EQ(page_request(asking("limit", "7"), 1).limit, 7);
  EXPECT_EQ(page_request(asking("limit", "99999999999"), 1).limit, 200);
  EXPECT_THROW(page_request(asking("limit", "0"), 1), Refused);
}

TEST(IfMatch, ReadsTheVersion) {
  Request request;
  EXPECT_EQ(if_match(request), std::nullopt);
  EXPECT_THROW(required_if_match(request), Refused);
  request.headers["if-match"] = etag(12);
  EXPECT_EQ(required_if_match(request), 12);
  request.headers["if-match"] = "12";
  EXPECT_THROW(if_match(request), Refused);
}

}  // namespace
}  // namespace linli::http
