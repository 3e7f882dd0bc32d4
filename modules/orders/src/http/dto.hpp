#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kernel/descriptor.hpp"

/// What the routes of orders take and give; each has a Descriptor of the same name (k...).
namespace linli::orders {

struct OrderPlace {
  double lon = 0, lat = 0;  ///< degrees in `system`
  std::string system = "wgs84";
};
/// POST /orders: `system` and `number` are the idempotency key.
struct NewOrder {
  std::string system, number, matter, words, address;
  OrderPlace place;
  std::optional<std::string> name, phone;
  Instant received_at, due;
};
struct OrderTaken {
  Uuid id;
  std::string number, incident_number, state;
};
struct LineMistake {
  std::string field, title;
};
struct LineView {
  std::int64_t line = 0;
  std::string number, matter_name, address;
  std::optional<Instant> received_at, due;
  std::string state;  ///< new, known, wrong, taken
  std::optional<std::string> incident_number;
  std::vector<LineMistake> mistakes;
};
struct SheetView {
  std::int64_t fresh = 0, known = 0, wrong = 0, taken = 0;
  std::vector<LineView> lines;
};
struct SystemRef {
  std::string code, name;
};
struct SystemView {
  std::string code, name;
  std::vector<std::string> headings;
};
struct SystemList {
  std::vector<SystemView> items;
};
struct OrderRow {
  Uuid id;
  SystemRef system;
  std::string number, incident_number;
  Instant received_at, due;
  bool overdue = false, soon = false;
  std::optional<std::string> incident_state;
  std::optional<Instant> incident_due;  ///< of our present step
  std::optional<Instant> answered_at;
  std::optional<std::string> answered_by, answered_unit, answer;
};
struct AnswerGiven {
  Uuid id;
  std::string text;
};

extern const Descriptor kNewOrder, kOrderTaken, kSheetView, kSystemList, kOrderRow, kAnswerGiven;

}  // namespace linli::orders
