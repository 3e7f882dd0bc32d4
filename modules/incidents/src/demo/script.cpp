#include "demo/script.hpp"

#include "platform/yaml/strict.hpp"

namespace linli::incidents {
namespace {

std::vector<std::string> texts(const YAML::Node& list) {
  std::vector<std::string> out;
  for (const auto& item : list) out.push_back(item.as<std::string>(""));
  return out;
}

}  // namespace

Script Script::parse(std::string_view cases, std::string_view people) {
  yaml::Mistakes mistakes;
  const YAML::Node root = yaml::load(cases), names = yaml::load(people);
  mistakes.only_keys(
      root, "",
      {"roads", "spots", "urgencies", "weights", "words", "results", "checks", "fails", "feedback", "returns",
       "cancels", "explains", "withdrawals", "asks", "delays", "clauses", "rulings", "notices"});
  mistakes.only_keys(names, "", {"surnames", "given"});
  Script s;
  s.roads = texts(root["roads"]);
  s.spots = texts(root["spots"]);
  s.results = texts(root["results"]);
  s.checks = texts(root["checks"]);
  s.fails = texts(root["fails"]);
  s.feedback = texts(root["feedback"]);
  s.returns = texts(root["returns"]);
  s.cancels = texts(root["cancels"]);
  s.explains = texts(root["explains"]);
  s.withdrawals = texts(root["withdrawals"]);
  s.asks = texts(root["asks"]);
  s.clauses = texts(root["clauses"]);
  s.rulings = texts(root["rulings"]);
  s.notices = texts(root["notices"]);
  s.delays = texts(root["delays"]);
  s.surnames = texts(names["surnames"]);
  s.given = texts(names["given"]);
  for (const auto& pair : root["weights"]) s.weights[pair.first.as<std::string>()] = pair.second.as<int>(0);
  for (const auto& pair : root["words"]) s.words[pair.first.as<std::string>()] = texts(pair.second);
  mistakes.done();
  return s;
}

}  // namespace linli::incidents
