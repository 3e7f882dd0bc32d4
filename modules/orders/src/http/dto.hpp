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
/// POST /orders: the token's system and `number` are the idempotency key.
struct NewOrder {
  std::string number, matter, words, address;
  OrderPlace place;
  std::optional<std::string> name, phone;
  Instant received_at, due;
};
struct OrderTaken {
  Uuid id;
  std::string number, incident_number, state;
  Instant due;  ///< that system's, as it stands now
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
  std::string tone;  ///< of that system's clock: overdue, soon, normal
  std::optional<std::string> incident_state;
  std::optional<std::string> answerable;  ///< name of the unit that answers now
  std::optional<Instant> answered_at;
  std::optional<std::string> outcome, answer_unit, answer;
  std::optional<Instant> kept_at;  ///< the system confirmed to keep the answer
};
/// An answer as the system itself takes it.
struct AnswerView {
  std::string number, incident_number;
  std::string outcome, outcome_name;  ///< ours, and that system's word for it
  std::string result;
  std::optional<std::string> unit;
  Instant answered_at;
};
struct AnswerList {
  std::vector<AnswerView> items;
};
/// POST /orders/answers/kept
struct KeptGiven {
  std::vector<std::string> numbers;
};
struct KeptView {
  std::int64_t left = 0;  ///< answers still waiting to be taken, at most 200
};
/// POST /orders/keys: from now on the token `id` speaks for the system.
struct KeyGiven {
  Uuid id;
  std::string system;
};
struct KeyView {
  Uuid token;
  SystemRef system;
  Instant bound_at;
  std::string bound_by;
};
struct KeyList {
  std::vector<KeyView> items;
  std::vector<SystemRef> systems;  ///< that a token may speak for
};

extern const Descriptor kNewOrder, kOrderTaken, kSheetView, kSystemList, kOrderRow, kAnswerList, kKeptGiven, kKeptView,
    kKeyGiven, kKeyList;

}  // namespace linli::orders
