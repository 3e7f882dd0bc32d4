#pragma once
#include "domain/guide.hpp"
#include "http/dto.hpp"
#include "platform/http/call.hpp"
#include "platform/http/rate_limit.hpp"

namespace linli::neighbours {

/// How often one address, device or phone may remind (policy/neighbours.yaml, `limits`): per process, as everywhere.
struct Limits {
  http::Rate address, device, phone, joins;
  static Limits parse(std::string_view yaml);
};

/// What the module keeps while the program runs.
class Neighbours {
 public:
  Neighbours(Guide guide, const Limits& limits)
      : guide_(std::move(guide)),
        address_(limits.address),
        device_(limits.device),
        phone_(limits.phone),
        joins_(limits.joins) {}
  const Guide& guide() const { return guide_; }
  http::RateLimit& address() { return address_; }
  http::RateLimit& device() { return device_; }
  http::RateLimit& phone() { return phone_; }
  http::RateLimit& joins() { return joins_; }

 private:
  Guide guide_;
  http::RateLimit address_, device_, phone_, joins_;
};

/// Introduction, guide, kinds of members and of reports, and how many joined (PUB-01, PUB-02).
GuideView show_guide(http::Call& call, Neighbours& neighbours);
/// Somebody joins after reading the present guide; one member a phone: who joined before gets the first answer. Throws
/// Refused: guide_not_read, member_kind_unknown, record_id_reused, invalid fields.
MemberView join(http::Call& call, Neighbours& neighbours, const JoinGiven& given);
/// One-key reminder to the grid's worker (PUB-03), with or without a name; its receipt and the link to its progress.
/// Over a limit it says so and what to do, unless the matter is urgent: an honest report is never dropped in silence
/// (PUB-08). Throws Refused: report_kind_unknown, code_withdrawn, reminders_too_many (minutes), place_needed, and what
/// filing throws.
ReminderReceipt remind(http::Call& call, Neighbours& neighbours, const ReminderGiven& given);
/// The progress of a reminder for whoever has its link; no personal data. Refused{"link_not_found"} for any mismatch.
ProgressView show_progress(http::Call& call, Neighbours& neighbours);
/// The link opens nothing any more.
void revoke_link(http::Call& call);
/// What the reporter says to a mark as false report; once.
ProgressView appeal(http::Call& call, Neighbours& neighbours, const AppealGiven& given);

/// A building's code as it was scanned: its place and kind; Refused{"code_withdrawn"} once it was withdrawn.
BuildingView scan_code(http::Call& call, Neighbours& neighbours);
BuildingCodeView make_code(http::Call& call, Neighbours& neighbours, const BuildingGiven& given);
BuildingCodesView list_codes(http::Call& call, Neighbours& neighbours);
BuildingCodeView withdraw_code(http::Call& call, Neighbours& neighbours);
/// The code as a picture to print (SVG); its text is the resident page's address at `origin`.
http::Response draw_code(http::Call& call, Neighbours& neighbours);

/// The centre holds a report to be false, with its reason; counted nowhere, shown to the reporter, who may object.
MarkView mark_false(http::Call& call, const MarkGiven& given);
/// A second person decides on the objection. Throws Refused: mark_by_same_person, mark_not_appealed.
MarkView decide_mark(http::Call& call, const DecisionGiven& given);
MarkView show_mark(http::Call& call);

}  // namespace linli::neighbours
