#pragma once
#include <string_view>

#include "domain/duplicates.hpp"
#include "kernel/calendar.hpp"

namespace linli::incidents {

/// The city's own figures of the loop, read from policy/incidents.yaml; the file says which are examples.
struct Settings {
  LegalDuration acknowledge_normal, acknowledge_urgent;
  LegalDuration verify, accept, dispatch, sign, check, feed_back, rate, call_back, resubmit, urgent_step, rule;
  int repeat_limit = 0;  ///< self-handled times at one place before a case must go up
  double repeat_radius_m = 0;
  int repeat_days = 0;
  int spot_check_percent = 0;
  int feedback_attempts = 0, rework_limit = 0, returns_limit = 0;
  int review_days = 0;          ///< a suspended case is reviewed at least so often
  int urge_rest_minutes = 0;    ///< between two urgings of one case
  int clock_ahead_minutes = 0;  ///< so far after now a thing may be said to have happened: clocks differ
  LegalDuration supervision_ordinary, supervision_important, supervision_listed;  ///< to answer a supervision letter
  LegalDuration assist, assist_urgent, arrive, settle_assist;                     ///< joint handling and the whistle
  LegalDuration firm_link;  ///< how long a firm's one-time link opens its task
  DuplicateRules duplicates;
  int paper_photos = 0;  ///< most pictures on a printed paper
  int export_rows = 0;   ///< most rows of one export; never more than kMostExportRows, since a file is made in memory
  static constexpr int kMostExportRows = 50'000;
  /// Strict: unknown, missing or duplicate keys are collected into one Refused{fields}.
  static Settings parse(std::string_view yaml);
};

}  // namespace linli::incidents
