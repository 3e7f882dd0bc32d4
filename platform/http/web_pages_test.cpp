#include "platform/http/web_pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "test_server.hpp"
#include "wire.hpp"

namespace linli::http {
namespace {

const std::string kLongScript(4000, ';');

std::shared_ptr<const WebPages> site() {
  return WebPages::of({{"index.html", "resident"},
                       {"console/index.html", "console"},
                       {"field/index.html", "field"},
                       {"sw.js", "worker"},
                       {"assets/app-1a2b.js", kLongScript},
                       {"assets/map-worker.mjs", "m"}});
}

Response ask(const std::string& path, Headers headers = {}) {
  Request request;
  request.path = path;
  request.headers = std::move(headers);
  auto answer = site()->answer(request);
  if (answer) return *answer;
  Response none;
  none.status = 404;
  return none;
}

TEST(WebPages, ServesTheEntriesAndTheirDeepLinks) {
  EXPECT_EQ(*ask("/").shared, "resident");
  EXPECT_EQ(*ask("/follow/E-440104").shared, "resident");
  EXPECT_EQ(*ask("/console/").shared, "console");
  EXPECT_EQ(*ask("/console/incidents/12").shared, "console");
  EXPECT_EQ(ask("/field").headers["location"], "/field/");
  EXPECT_EQ(ask("/console/missing.js").status, 404);
  EXPECT_EQ(ask("/screen/").status, 404);
  EXPECT_EQ(ask("/follow/x", {{"accept", "application/json"}}).status, 404);
  EXPECT_EQ(ask("/api/v1/nothing").status, 404);
  EXPECT_EQ(ask("/../etc/passwd").status, 404);
  EXPECT_EQ(ask("//etc/passwd").status, 404);
}

TEST(WebPages, LetsBrowsersKeepHashedFilesOnly) {
  EXPECT_EQ(ask("/assets/app-1a2b.js").headers["cache-control"], "public, max-age=31536000, immutable");
  EXPECT_EQ(ask("/").headers["cache-control"], "no-cache");
  EXPECT_EQ(ask("/sw.js").headers["cache-control"], "no-cache");
  const std::string etag = ask("/").headers["etag"];
  EXPECT_EQ(ask("/", {{"if-none-match", etag}}).status, 304);
  EXPECT_TRUE(is_page(ask("/", {{"if-none-match", etag}}))) << "a 304 puts its policy over the kept page";
}

TEST(WebPages, NamesModuleScriptsAsScripts) {
  EXPECT_EQ(ask("/assets/map-worker.mjs").headers["content-type"], "text/javascript; charset=utf-8");
}

TEST(WebPages, CompressesOnce) {
  EXPECT_EQ(*ask("/assets/app-1a2b.js").shared, kLongScript);
  Response packed = ask("/assets/app-1a2b.js", {{"accept-encoding", "gzip"}});
  EXPECT_EQ(packed.headers["content-encoding"], "gzip");
  EXPECT_LT(packed.shared->size(), 100u);
}

TEST(WebPages, ServesAFolderForDevelopment) {
  TestFolder folder;
  std::filesystem::create_directories(folder.path() + "/console");
  std::ofstream(folder.path() + "/console/index.html") << "first";
  auto pages = WebPages::folder(folder.path());
  Request request;
  request.path = "/console/";
  EXPECT_EQ(*pages->answer(request)->shared, "first");
  std::ofstream(folder.path() + "/console/index.html") << "second";
  EXPECT_EQ(*pages->answer(request)->shared, "second");
}

TEST(WebPages, ComeWithThePagePolicy) {
  ServerConfig config = test_config();
  config.pages = site();
  config.outside_origins = {"https://tiles.example"};
  Server server(std::move(config), {});
  server.start();
  RawClient client(server.port());
  auto page = client.get("/console/");
  EXPECT_EQ(page.body, "console");
  EXPECT_THAT(page.header("content-security-policy"), ::testing::HasSubstr("script-src 'self';"));
  EXPECT_THAT(page.header("content-security-policy"),
              ::testing::HasSubstr("connect-src 'self' https://tiles.example;"));
  EXPECT_THAT(page.header("permissions-policy"), ::testing::HasSubstr("geolocation=(self)"));
  EXPECT_EQ(client.get("/api/v1/none").status, 404);
  EXPECT_EQ(client.ask("POST /console/ HTTP/1.1\r\nHost: t\r\nContent-Length: 0\r\n\r\n").status, 404);
}

}  // namespace
}  // namespace linli::http
