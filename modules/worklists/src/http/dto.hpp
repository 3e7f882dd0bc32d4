#pragma once
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <vector>

#include "kernel/descriptor.hpp"

/// What the routes of saved views take and give.
namespace linli::worklists {

/// What a view holds. `conditions`: an object of texts by the names of `GET /api/v1/incidents` and `order`.
struct ViewContent {
  std::string name;
  json::value conditions;
  std::optional<Uuid> unit;  ///< sees it too
};
/// POST /views: `id` is the key of idempotency.
struct ViewGiven : ViewContent {
  Uuid id;
};
/// POST /views/order: ids in the order wanted; those left out follow as they stood.
struct OrderGiven {
  std::vector<Uuid> ids;
};
/// A condition that makes no sense any more, and why in words.
struct StaleCondition {
  std::string condition, text;
};
struct ViewView {
  Uuid id;
  std::string name;
  json::value conditions;  ///< as the list takes them today
  bool mine = false;       ///< only the owner changes it
  std::string by;          ///< masked name of the owner
  std::optional<Uuid> unit;
  std::optional<std::string> unit_name;
  std::optional<std::int64_t> total;  ///< to 10,000; absent for views of closed cases too, and for stale ones
  std::vector<StaleCondition> stale;
};
struct UnitView {
  Uuid id;
  std::string name;
};
/// GET /views: one's own in one's order, then those of others in one's units.
struct ViewsView {
  std::vector<ViewView> items;
  std::vector<UnitView> units;  ///< with which the caller may share
  std::int64_t most = 0, name_length = 0;
  std::int64_t bulk = 0;  ///< most cases of one bulk act
};

extern const Descriptor kViewGiven, kViewContent, kOrderGiven, kViewView, kViewsView;

}  // namespace linli::worklists
