#pragma once
#include <boost/json.hpp>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "kernel/descriptor.hpp"
#include "kernel/place.hpp"
#include "kernel/time.hpp"
#include "kernel/uuid.hpp"

/// Requests as a descriptor allows them, and ways to spoil them.
namespace linli::hostile {

/// What plausible values stand for: things there are.
struct Known {
  Uuid id;
  Instant now;
  LocalDate today;
  Wgs84Point place;
  std::string code;  ///< of a grid
};

/// Every member filled with something of its kind, lists with one item.
boost::json::object plausible(const Descriptor& d, const Known& known);

/// One member of a body: where it stands ("place.lon", "attachments[0].digest") and what it is.
struct Member {
  std::string path;
  const Field* field;
  bool item = false;  ///< an item of the list `field` is
};
/// All members that may be sent, the inner ones of records and first items included.
std::vector<Member> members(const Descriptor& d);
/// `body` with the member at `path` replaced; `body` must be one of plausible().
boost::json::object with(boost::json::object body, const std::string& path, const boost::json::value& value);

/// Values that no member of this kind can have, each by the name of what is wrong with it.
std::vector<std::pair<std::string, boost::json::value>> impossible(const Member& member);

}  // namespace linli::hostile
