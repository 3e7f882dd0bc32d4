#pragma once
#include "app/incidents.hpp"
#include "http/dto.hpp"
#include "store/cases.hpp"

namespace linli::incidents {

/// The case a resident names by number and six-digit code. Any mismatch is the same Refused{"report_not_found"}; looks
/// at one number are limited, right or wrong, and wrong ones by one address (policy/rates.yaml).
Case find_own_report(http::Call& call, Incidents& incidents);
/// What the reporter sees: five plain steps, who answers, until when, photos, and what was done (PUB-04). Names of
/// handlers are not shown, units are.
FollowView follow_report(http::Call& call, Incidents& incidents, const Case& c);
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
