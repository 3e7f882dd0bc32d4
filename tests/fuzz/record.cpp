// A request body against a descriptor: whatever comes, a Refused or a record that is written and read back the same.
#include <boost/json.hpp>
#include <cstdlib>

#include "kernel/descriptor.hpp"
#include "kernel/descriptor_fields.hpp"

namespace {

using namespace linli;

struct Part {
  std::string label;
  double share = 0;
};
struct Body {
  Uuid id;
  std::string title, area;
  std::optional<Instant> at;
  std::optional<LocalDate> day;
  std::vector<Part> parts;
  std::optional<std::vector<std::int64_t>> numbers;
  int small = 0;
  bool flag = false;
  json::value extra;
};

const Descriptor& part() {
  static const Descriptor d{"Part", {field("label", &Part::label).matches("[a-z]*"), field("share", &Part::share)}};
  return d;
}
const Descriptor& body() {
  static const Descriptor d{"Body",
                            {field("id", &Body::id), field("title", &Body::title).length(0, 20),
                             field("area", &Body::area), field("at", &Body::at), field("day", &Body::day),
                             field("parts", &Body::parts, part()), field("numbers", &Body::numbers).length(0, 5),
                             field("small", &Body::small), field("flag", &Body::flag), field("extra", &Body::extra)}};
  return d;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Body first;
  try {
    first = parse<Body>(body(), {reinterpret_cast<const char*>(data), size});
  } catch (const Refused& refused) {
    if (refused.fields.empty()) std::abort();  // every mistake has a place
    return 0;
  }
  auto written = write_record(body(), &first);
  Body second;
  parse_record(body(), written, &second);
  if (write_record(body(), &second) != written) std::abort();
  return 0;
}
