#include "tests/loop/fixture.hpp"

namespace linli {
namespace json = boost::json;

World& Loop::world() {
  static World* const kWorld = new World(parse_instant("2026-11-23T09:00:00+08:00"));
  return *kWorld;
}

void Loop::next_monday() {
  Instant monday = parse_instant("2026-11-23T09:00:00+08:00");
  while (monday <= world().now()) monday += std::chrono::hours(24 * 7);
  world().set(monday);
}

json::value Loop::self_handle(const Uuid& id, json::object* sent) {
  World& w = world();
  static const std::vector<std::string> kMatters = [&] {
    std::vector<std::string> codes;
    const json::value catalogue = w.get("", "/api/v1/matters").json();
    for (const json::value& matter : catalogue.at("items").as_array())
      if (matter.at("self_handled").as_bool()) codes.emplace_back(matter.at("code").as_string());
    return codes;
  }();
  for (static std::size_t next = 0; next < w.grids().size() * kMatters.size(); ++next) {
    const std::string& grid = w.grids()[next / kMatters.size()];
    const json::value division = w.get("", "/api/v1/divisions/" + grid).json();
    json::array photos = w.photo("before");
    photos.push_back(w.photo("after").at(0));
    const json::object body{{"id", id.text()},
                            {"matter", kMatters[next % kMatters.size()]},
                            {"description", "wires"},
                            {"place",
                             {{"lon", division.at("centre").at("lon")},
                              {"lat", division.at("centre").at("lat")},
                              {"system", "wgs84"},
                              {"address", "18"}}},
                            {"self_handled", true},
                            {"attachments", std::move(photos)}};
    if (sent) *sent = body;
    const Answer answer = w.post("grid-" + grid, "/api/v1/incidents", body);
    if (answer.code() == "self_handling_repeat") continue;
    EXPECT_EQ(answer.status, 201) << answer.text;
    return answer.json();
  }
  throw std::runtime_error("the rule of repeats leaves no room");
}

void Loop::handle(const std::string& id) {
  World& w = world();
  w.dispatch(id, "street_sanitation");
  w.act("street-sanitation-1", id, "sign");
  w.act("street-sanitation-1", id, "report_done", {{"result", "cleared"}, {"attachments", w.photo("after")}});
}

std::string id_of(const json::value& receipt) { return std::string(receipt.at("id").as_string()); }

std::vector<std::string> history_of(const json::value& incident) {
  std::vector<std::string> actions;
  for (const json::value& step : incident.at("history").as_array()) actions.emplace_back(step.at("action").as_string());
  return actions;
}

json::value offer(const json::value& incident, std::string_view action) {
  for (const json::value& a : incident.at("actions").as_array())
    if (a.at("name").as_string() == action) return a;
  return nullptr;
}

}  // namespace linli
