#include "platform/files/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <filesystem>

#include "kernel/refusal.hpp"
#include "platform/app/module.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/disk/disk.hpp"
#include "platform/files/module.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/shows.hpp"
#include "test_media.hpp"

namespace linli::files {
namespace {

namespace fs = std::filesystem;

class FilesTest : public DatabaseTest {
 protected:
  void SetUp() override {
    db().script("TRUNCATE files.file, files.reference; UPDATE files.swept SET until = '1970-01-01'");
    resident.kind = access::Principal::Kind::anonymous;
    worker.kind = access::Principal::Kind::staff;
    worker.account = Uuid::v7(now);
  }
  void mention_in_commit(const std::string& digest, const Uuid& record) {
    db::Batch batch;
    mention(batch, digest, "incidents", record, now);
    db().commit(batch);
  }
  void age_on_disk(const std::string& path) {
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(48));
  }

  // The disk's times are the machine's own, so the sweep's day is counted from them.
  Instant now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  Instant next_day = now + std::chrono::hours(25);
  CityZone zone;
  TestFolder folder;
  std::shared_ptr<Store> store = std::make_shared<Store>(folder.path() + "/files", Limits{}, zone);
  access::Principal resident, worker;
};

TEST_F(FilesTest, RegistersWhatWasFoundAndTakesTheSameFileAgain) {
  auto stored = upload(db(), *store, photo(), worker, now);
  upload(db(), *store, photo(), resident, now);
  auto known = find(db(), {stored.digest, std::string(64, '0')});
  ASSERT_EQ(known.size(), 1u);
  const auto& file = known.at(stored.digest);
  EXPECT_EQ(file.media_type, "image/jpeg");
  EXPECT_EQ(file.width, 400);
  EXPECT_EQ(file.taken_at, stored.taken_at);
  EXPECT_EQ(file.taken_place, stored.taken_place);
  EXPECT_EQ(file.uploader, worker.account);
}

TEST_F(FilesTest, LimitsResidentsMore) {
  Limits limits;
  limits.public_bytes = 100;
  Store strict(folder.path() + "/strict", limits, zone);
  EXPECT_THROW(upload(db(), strict, photo(), resident, now), Refused);
  EXPECT_NO_THROW(upload(db(), strict, photo(), worker, now));
}

TEST_F(FilesTest, MentionOfAnUnknownFileFailsTheWholeCommit) {
  try {
    mention_in_commit(std::string(64, '0'), Uuid::v7(now));
    FAIL();
  } catch (const db::Failure& failure) {
    EXPECT_EQ(failure.constraint, "reference_file");
  }
}

TEST_F(FilesTest, SweepsOrphansAfterADayAndNothingElse) {
  auto orphan = upload(db(), *store, photo({.width = 10}), worker, now);
  auto mentioned = upload(db(), *store, photo({.width = 11}), worker, now);
  auto record = Uuid::v7(now);
  mention_in_commit(mentioned.digest, record);
  mention_in_commit(mentioned.digest, record);
  EXPECT_EQ(sweep(db(), *store, now + std::chrono::hours(23)), 0u);
  auto young = upload(db(), *store, photo({.width = 12}), worker, next_day);
  EXPECT_EQ(sweep(db(), *store, next_day), 1u);
  EXPECT_EQ(sweep(db(), *store, next_day), 0u);
  EXPECT_EQ(store->path(orphan.digest, Copy::original), "");
  EXPECT_EQ(store->path(orphan.digest, Copy::thumbnail), "");
  for (const auto& kept : {mentioned, young}) EXPECT_NE(store->path(kept.digest, Copy::original), "");
  EXPECT_EQ(find(db(), {orphan.digest, mentioned.digest, young.digest}).size(), 2u);
}

TEST_F(FilesTest, AFileSentAgainLivesAnotherDay) {
  auto stored = upload(db(), *store, photo(), worker, now);
  upload(db(), *store, photo(), worker, next_day);
  EXPECT_EQ(sweep(db(), *store, next_day), 0u);
  EXPECT_NE(store->path(stored.digest, Copy::original), "");
  EXPECT_EQ(sweep(db(), *store, next_day + std::chrono::hours(25)), 1u);
}

TEST_F(FilesTest, LeavesAFileThatIsBeingStoredAndLooksAgain) {
  auto stored = upload(db(), *store, photo(), worker, now);
  auto other = test_database().connect();
  other.query("SELECT pg_advisory_lock_shared(hashtextextended($1, 1))", db::Params::of(stored.digest));
  EXPECT_EQ(sweep(db(), *store, next_day), 0u);
  other.query("SELECT pg_advisory_unlock_shared(hashtextextended($1, 1))", db::Params::of(stored.digest));
  EXPECT_EQ(sweep(db(), *store, next_day), 1u);
}

TEST_F(FilesTest, SweepsWhatInterruptedUploadsLeftOnDisk) {
  auto known = upload(db(), *store, photo({.width = 10}), worker, now);
  mention_in_commit(known.digest, Uuid::v7(now));
  auto lost = store->put(photo({.width = 11}));  // killed before it was registered
  auto part = store->path(lost.digest, Copy::original) + ".part-1-1";
  disk::write(part, "half", 0640);
  EXPECT_EQ(sweep(db(), *store, now), 0u);
  for (const auto& entry : fs::recursive_directory_iterator(store->folder()))
    if (entry.is_regular_file()) age_on_disk(entry.path());
  EXPECT_EQ(sweep(db(), *store, now), 2u);
  EXPECT_EQ(store->path(lost.digest, Copy::original), "");
  EXPECT_FALSE(fs::exists(part));
  EXPECT_NE(store->path(known.digest, Copy::original), "");
}

TEST_F(FilesTest, EveryFileThatIsThereIsWholeAfterAKill) {
  for (int round = 0; round < 5; ++round) {
    int reports[2];
    ASSERT_EQ(pipe(reports), 0);
    pid_t child = fork();
    if (child == 0) {
      close(reports[0]);
      for (int i = 0;; ++i) {
        auto digest = store->put(wav() + std::string(static_cast<std::size_t>(1 + i + 1000 * round) * 64, 'x')).digest;
        if (write(reports[1], digest.data(), digest.size()) < 0) _exit(1);
      }
    }
    close(reports[1]);
    std::string acknowledged;
    char buffer[64];
    while (acknowledged.size() < 64 * 20) {
      auto n = read(reports[0], buffer, sizeof buffer);
      ASSERT_GT(n, 0);
      acknowledged.append(buffer, static_cast<std::size_t>(n));
    }
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    close(reports[0]);
    for (std::size_t i = 0; i + 64 <= acknowledged.size(); i += 64)
      EXPECT_NE(store->path(acknowledged.substr(i, 64), Copy::original), "");
  }
  std::size_t seen = 0;
  for (const auto& entry : fs::recursive_directory_iterator(store->folder())) {
    auto name = entry.path().filename().string();
    if (!entry.is_regular_file() || name.size() != 64) continue;
    EXPECT_EQ(crypto::to_hex(crypto::sm3(*disk::read(entry.path()))), name);
    ++seen;
  }
  EXPECT_GE(seen, 100u);
}

class FileRouteTest : public FilesTest {
 protected:
  void SetUp() override {
    FilesTest::SetUp();
    context.provide(store);
    register_engine(registry);
    registry.file_viewers.push_back([this](app::Context&, db::Connection&, const access::Principal& who,
                                           const std::string&) { return who.account == viewer; });
    viewer = Uuid::v7(now);
  }
  http::Response call(const std::string& operation, const access::Principal& who, http::Request request) {
    http::Call call{request, db(), who, now, context};
    for (const auto& route : registry.routes)
      if (route.operation == operation) return route.handle(call);
    throw std::logic_error("no such operation");
  }
  http::Response get(const access::Principal& who, const std::string& digest, const std::string& copy = "served") {
    http::Request request;
    request.params["digest"] = digest;
    request.query.emplace("copy", copy);
    request.id = "get-" + digest;
    return call("getFile", who, request);
  }
  std::string refusal_of(const access::Principal& who, const std::string& digest, const std::string& copy = "served") {
    try {
      get(who, digest, copy);
    } catch (const Refused& refused) {
      return refused.code;
    }
    return "";
  }

  SetClock clock{now};
  app::Context context{app::Config{}, clock};
  app::Registry registry{context};
  Uuid viewer;
};

TEST_F(FileRouteTest, AnswersWhatWasFound) {
  http::Request request;
  request.body = photo();
  auto response = call("uploadFile", worker, request);
  EXPECT_EQ(response.status, 201);
  auto answer = boost::json::parse(response.body).as_object();
  EXPECT_EQ(answer.at("media_type").as_string(), "image/jpeg");
  EXPECT_EQ(answer.at("width").as_int64(), 400);
  EXPECT_EQ(answer.at("taken_at").as_string(), "2026-11-22T02:05:07Z");
  EXPECT_NEAR(answer.at("taken_place").as_object().at("lon").to_number<double>(), 113.2583333, 1e-6);
}

TEST_F(FileRouteTest, ShowsAFileToItsUploaderAndToWhomAModuleLets) {
  auto digest = upload(db(), *store, photo(), worker, now).digest;
  access::Principal stranger = worker, vouched = worker;
  stranger.account = Uuid::v7(now);
  vouched.account = viewer;
  EXPECT_EQ(refusal_of(stranger, digest), "not_found");
  EXPECT_EQ(refusal_of(vouched, std::string(64, '0')), "not_found");
  EXPECT_EQ(get(worker, digest).file, store->path(digest, Copy::served));
  auto response = get(vouched, digest, "thumbnail");
  EXPECT_EQ(response.file, store->path(digest, Copy::thumbnail));
  EXPECT_EQ(response.headers["Content-Type"], "image/jpeg");
  LINLI_SHOWS("DAT-09");
}

TEST_F(FileRouteTest, OriginalsGoToStaffAsDownloadsWithATrace) {
  auto picture = upload(db(), *store, photo(), worker, now).digest,
       document = upload(db(), *store, pdf(), worker, now).digest;
  access::Principal tracker;  // a resident with a tracking code, for whom a module vouches
  tracker.account = viewer;
  EXPECT_EQ(refusal_of(tracker, picture), "");
  EXPECT_EQ(refusal_of(tracker, picture, "original"), "not_found");
  EXPECT_EQ(refusal_of(tracker, document), "not_found") << "its metadata was not taken out";
  for (const auto& digest : {picture, document}) {
    auto response = get(worker, digest, "original");
    EXPECT_EQ(response.headers["Content-Disposition"], "attachment");
    EXPECT_EQ(db().query("SELECT count(*) AS n FROM audit.entry WHERE action = 'files.original' AND object = $1",
                         db::Params::of("file:" + digest))[0]
                  .integer("n"),
              1);
  }
}

TEST_F(FileRouteTest, SlowsDownAResidentWhoSendsTooManyFiles) {
  http::Request request;
  request.body = pdf();
  request.peer = "192.0.2.1";
  for (int i = 0; i < 40; ++i) call("uploadPublicFile", resident, request);
  EXPECT_THROW(call("uploadPublicFile", resident, request), Refused);
  request.peer = "192.0.2.2";
  EXPECT_NO_THROW(call("uploadPublicFile", resident, request));
}

}  // namespace
}  // namespace linli::files
