#include <gtest/gtest.h>

#include <atomic>
#include <boost/json.hpp>
#include <thread>

#include "app/watch.hpp"
#include "http/routes.hpp"
#include "http/tiles.hpp"
#include "kernel/refusal.hpp"
#include "platform/app/module.hpp"
#include "platform/resources.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/shows.hpp"
#include "territory/import.hpp"

namespace linli::territory {
namespace {

constexpr LocalDate kToday{std::chrono::local_days(std::chrono::year(2026) / 9 / 1)};
const Instant kNow = parse_instant("2026-09-01T01:00:00Z");
const Act kAct{kNow, kToday, nullptr, "city"};
/// Beijing Lu in Yuexiu, as a phone (GCJ-02) and as GPS sees it.
constexpr double kLon = 113.2646, kLat = 23.1252;

/// One real district, drawn once in a database of its own.
class City : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    database_ = new TestDatabase("territory_city");
    db::Connection db = database_->connect();
    import_divisions(db, resources::get("reference/adcodes-4401.csv"), "test", false, kAct);
    import_outlines(db, resources::get("reference/districts-4401.geojson"), "gcj02", "4401", "district", false, kAct);
    invented_ = invent_geometry(db, "4401", {"440104"}, 18'884, "{n}", kAct);
    territory_ = std::make_shared<Territory>();
    territory_->refresh(db, kToday);
    for (const Division& grid : territory_->under("440104", Level::grid)) grids_.push_back(grid.code);
  }
  static void TearDownTestSuite() {
    territory_.reset();
    delete database_;
  }

  /// Asks an open route as the edge would.
  http::Response ask(const std::string& operation, std::map<std::string, std::string> params,
                     std::multimap<std::string, std::string> query = {}, http::Headers headers = {}) {
    for (const http::Route& route : routes_)
      if (route.operation == operation) {
        http::Request request;
        request.params = std::move(params);
        request.query = std::move(query);
        request.headers = std::move(headers);
        http::Call call{request, db_, nobody_, kNow, context_};
        return route.handle(call);
      }
    throw std::logic_error("no operation " + operation);
  }
  boost::json::value json(const std::string& operation, std::map<std::string, std::string> params,
                          std::multimap<std::string, std::string> query = {}) {
    return boost::json::parse(ask(operation, std::move(params), std::move(query)).body);
  }
  http::Response tile(const std::string& layer, int z, int x, int y, http::Headers headers = {}) {
    return ask("getTile",
               {{"layer", layer}, {"z", std::to_string(z)}, {"x", std::to_string(x)}, {"y", std::to_string(y)}}, {},
               std::move(headers));
  }
  std::string refusal(const std::function<void()>& work) {
    try {
      work();
    } catch (const Refused& refused) {
      return refused.code;
    }
    return "";
  }

  static inline TestDatabase* database_ = nullptr;
  static inline std::shared_ptr<Territory> territory_;
  static inline CityInvented invented_;
  static inline std::vector<std::string> grids_;
  SetClock clock_{kNow};
  app::Context context_{app::Config{}, clock_};
  access::Principal nobody_;
  db::Connection db_ = database_->connect();
  std::vector<http::Route> routes_ = routes(territory_, {1000, std::chrono::seconds(1)});
};

TEST_F(City, KnowsEveryDivisionByCodeAndWhatLiesUnderIt) {
  EXPECT_EQ(territory_->children("").size(), 1u);
  EXPECT_EQ(territory_->children("4401").size(), 11u);
  EXPECT_EQ(territory_->under("4401", Level::street).size(), 178u);
  EXPECT_EQ(territory_->under("4401", Level::community).size(), 2'851u);
  EXPECT_EQ(territory_->under("440104", Level::grid).size(), invented_.grids);
  EXPECT_FALSE(territory_->find("440104")->synthetic);
  EXPECT_TRUE(territory_->find("440104001")->synthetic);
  EXPECT_FALSE(territory_->find("440103001")->drawn);
  EXPECT_EQ(territory_->path(grids_[0]).size(), 5u);
  EXPECT_EQ(territory_->name("999999"), "999999");
  LINLI_SHOWS("TER-01");
}

TEST_F(City, AnswersWhereAPlaceIsWhateverTheDeclaredSystem) {
  const boost::json::value gps = json("locate", {}, {{"lon", std::to_string(kLon)}, {"lat", std::to_string(kLat)}});
  EXPECT_TRUE(gps.at("grid").at("code").as_string().starts_with("440104"));
  EXPECT_EQ(gps.at("grid").at("code").as_string().size(), 15u);
  EXPECT_EQ(gps.at("path").as_array().size(), 5u);
  const Gcj02Point shifted = to_gcj02(Wgs84Point::of(kLon, kLat));
  const Bd09Point baidu = to_bd09(Wgs84Point::of(kLon, kLat));
  const auto at = [](double lon, double lat, const char* system) {
    return std::multimap<std::string, std::string>{
        {"lon", std::to_string(lon)}, {"lat", std::to_string(lat)}, {"system", system}};
  };
  EXPECT_EQ(json("locate", {}, at(shifted.lon, shifted.lat, "gcj02")).at("grid"), gps.at("grid"));
  EXPECT_EQ(json("locate", {}, at(baidu.lon, baidu.lat, "bd09")).at("grid"), gps.at("grid"));
  EXPECT_EQ(json("locate", {}, at(kLon, kLat, "cgcs2000")).at("grid"), gps.at("grid"));
  EXPECT_NE(json("locate", {}, at(shifted.lon, shifted.lat, "wgs84")).at("grid"), gps.at("grid"))
      << "500 m off, another grid";
  EXPECT_EQ(refusal([&] { json("locate", {}, at(116.4, 39.9, "wgs84")); }), "outside_city");
  EXPECT_EQ(refusal([&] { json("locate", {}, at(kLon, kLat, "mars")); }), "unknown_coordinate_system");
  EXPECT_EQ(refusal([&] { json("locate", {}, {{"lon", "113"}}); }), "invalid_input");
}

TEST_F(City, ListsAndShowsDivisions) {
  const boost::json::value list = json("listDivisions", {}, {{"parent", "4401"}});
  EXPECT_EQ(list.at("items").as_array().size(), 11u);
  EXPECT_TRUE(list.at("next").is_null());
  const boost::json::value street = json("getDivision", {{"code", "440104001"}});
  EXPECT_EQ(street.at("level"), "street");
  EXPECT_EQ(street.at("outline").at("type"), "MultiPolygon");
  EXPECT_EQ(street.at("path").as_array().size(), 3u);
  EXPECT_EQ(street.at("bounds").as_array().size(), 4u);
  EXPECT_EQ(refusal([&] { json("getDivision", {{"code", "440199"}}); }), "not_found");
}

TEST_F(City, PublishesAGridsWorkerAndKeepsOneAtATime) {
  const std::string grid = grids_[0];
  EXPECT_EQ(refusal([&] { json("getGridWorker", {{"code", grid}}); }), "not_found");
  const Posting main{Uuid::v7(kNow), grid, "main", Uuid::v7(kNow), "A", "020-83000001"};
  post_workers(db_, {main}, {"matter"}, kAct);
  const boost::json::value notice = json("getGridWorker", {{"code", grid}});
  EXPECT_EQ(notice.at("office_phone"), "020-83000001");
  EXPECT_EQ(notice.at("publicity_date"), "2026-09-01");
  EXPECT_EQ(notice.at("matters").as_array().size(), 1u);
  auto second = [&](const char* post, const std::string& at) {
    return Posting{Uuid::v7(kNow), at, post, Uuid::v7(kNow), "B", "020-83000002"};
  };
  EXPECT_EQ(refusal([&] { post_workers(db_, {second("main", grid)}, {}, kAct); }), "grid_has_worker");
  EXPECT_EQ(refusal([&] { post_workers(db_, {second("b", grid)}, {}, kAct); }), "grid_has_worker")
      << "main stands alone";
  const std::string pair = grids_[1];
  post_workers(db_, {second("a", pair), second("b", pair)}, {}, kAct);
  EXPECT_EQ(refusal([&] { post_workers(db_, {second("a", pair)}, {}, kAct); }), "grid_has_worker");
  EXPECT_EQ(refusal([&] { post_workers(db_, {second("main", "440104999999999")}, {}, kAct); }), "division_not_found");
}

TEST_F(City, ServesTilesOnceCutAndSharedWithTheVersionAsEtag) {
  const http::Response first = tile("districts", 10, 834, 444);
  ASSERT_TRUE(first.shared);
  EXPECT_GT(first.shared->size(), 1000u);
  EXPECT_EQ(first.headers.at("etag"), "W/\"" + std::to_string(territory_->version()) + "\"");
  EXPECT_EQ(tile("districts", 10, 834, 444).shared, first.shared) << "the same buffer";
  const http::Response packed = tile("districts", 10, 834, 444, {{"accept-encoding", "br, gzip"}});
  EXPECT_EQ(packed.headers.at("content-encoding"), "gzip");
  EXPECT_LT(packed.shared->size(), first.shared->size());
  EXPECT_TRUE(tile("grids", 11, 1668, 888).shared->empty()) << "grids begin at zoom 12";
  EXPECT_NE(tile("grids", 14, 13346, 7109).shared->find("440104"), std::string::npos);
  EXPECT_TRUE(tile("streets", 12, 0, 0).shared->empty());
  EXPECT_EQ(refusal([&] { tile("rivers", 12, 0, 0); }), "not_found");
  EXPECT_EQ(refusal([&] { tile("grids", 12, 4096, 0); }), "not_found");
  EXPECT_EQ(refusal([&] { tile("grids", 21, 0, 0); }), "not_found");
}

TEST_F(City, RefusesToDrawOverWhatIsDrawnAndToDelete) {
  EXPECT_EQ(refusal([&] { invent_geometry(db_, "4401", {"440104"}, 18'884, "{n}", kAct); }), "already_drawn");
  EXPECT_THROW(db_.query("delete from territory.division where code = $1", db::Params::of(grids_[0])), db::Failure);
}

TEST_F(City, TakesAChangeOverWithoutStopping) {
  TestDatabase own("territory_watch");
  db::Connection db = own.connect();
  auto territory = std::make_shared<Territory>();
  SystemClock clock;
  const CityZone zone;
  Watch watch(territory, own.conninfo(), clock, zone, std::chrono::milliseconds(5));
  std::atomic<bool> done = false;
  std::atomic<int> wrong = 0;
  std::thread reader([&] {  // asks all the while: before the change nobody, after it always the district
    bool known = false;
    while (!done) {
      const std::string code = territory->locate_code(Wgs84Point::of(kLon, kLat));
      if (known && code != "440104") ++wrong;
      known = !code.empty();
      std::this_thread::yield();
    }
  });
  import_divisions(db, resources::get("reference/adcodes-4401.csv"), "test", false, kAct);
  import_outlines(db, resources::get("reference/districts-4401.geojson"), "gcj02", "4401", "district", false, kAct);
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (territory->locate_code(Wgs84Point::of(kLon, kLat)).empty() && std::chrono::steady_clock::now() < patience)
    std::this_thread::yield();
  done = true;
  reader.join();
  EXPECT_EQ(territory->locate_code(Wgs84Point::of(kLon, kLat)), "440104");
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace linli::territory
