#include "demo/hand.hpp"

#include "store/cases.hpp"

namespace linli::incidents {

void CommandHand::report(const NewReport& report, Intake intake, const access::Principal& who, Instant at,
                         const std::string& number) {
  http::Request request;
  request.id = "demo";
  request.body = report.id.text();
  http::Call call{request, db_, who, at, incidents_.context()};
  report_incident(call, incidents_, report, intake, {number});
  id_ = report.id;
}

void CommandHand::act(const workflow::Attempt& attempt) {
  incidents_.context().get<workflow::Engine>().act(db_, "incident", id_, attempt);
}

std::optional<Instant> CommandHand::due() {
  const auto at = incidents_.context().get<workflow::Engine>().load_case(db_, "incident", id_);
  return at && at->clock ? std::optional(at->clock->due) : std::nullopt;
}

bool CommandHand::drawn() { return find_case(db_, id_)->spot_check == "drawn"; }

}  // namespace linli::incidents
