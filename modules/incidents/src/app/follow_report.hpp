#pragma once
#include "app/incidents.hpp"
#include "http/dto.hpp"
#include "store/cases.hpp"

namespace linli::incidents {

/// Who looks at a report by number and code.
struct Onlooker {
  Case filed;                    ///< the case of the number
  Case live;                     ///< the same, or the one it was merged into
  std::optional<Uuid> reporter;  ///< none for the first one who reported `filed`
  std::optional<Uuid> acts_as;   ///< among those who reported `live`; none for its own first one
  Uuid subject;                  ///< under which this one's words stand
  bool is_first() const { return !reporter; }
};

/// The case a resident names by number and six-digit code, the case's own or those of one who follows it. Any mismatch
/// is the same Refused{"report_not_found"}; looks at one number are limited, right or wrong, and wrong ones by one
/// address (policy/rates.yaml).
Onlooker find_own_report(http::Call& call, Incidents& incidents);
/// The first who reported a case, whoever stands for them.
Onlooker first_reporter_of(db::Connection& db, const Case& filed);
/// One reporter judges the result: the last that is waited for, or a low judgement, decides (INC-14).
void rate_as(http::Call& call, const Onlooker& who, const RatingGiven& rating);
/// What a reporter sees: five plain steps, who answers, until when, the own photos, and what was done (PUB-04). A
/// merged case shows the state of the one that goes on. Names of handlers are not shown, units are; what other
/// reporters wrote or sent is not.
FollowView follow_report(http::Call& call, Incidents& incidents, const Onlooker& who);
/// A copy (`served` or `thumbnail`, never the original) of a picture `follow_report` names, by number and code like it;
/// anything else, of this case or of another, is Refused{"not_found"}.
http::Response show_own_file(http::Call& call, Incidents& incidents);
/// The reporter's rating: low ones go to an independent call-back (INC-14).
FollowView rate_report(http::Call& call, Incidents& incidents, const RatingGiven& rating);
/// The reporter urges (once in so long, `urge` in policy/incidents.yaml).
FollowView urge_report(http::Call& call, Incidents& incidents, const UrgingGiven& urging);
FollowView withdraw_report(http::Call& call, Incidents& incidents, const WithdrawalGiven& withdrawal);
/// More words or photos from the reporter; a `note` in the history, no change of state.
FollowView add_to_report(http::Call& call, Incidents& incidents, const AdditionGiven& addition);

}  // namespace linli::incidents
