#pragma once
#include "app/keeps.hpp"
#include "platform/app/module.hpp"

namespace linli::duty {

/// Takes every event of cases: a new step of an urgent one outside working hours calls whoever answers then.
void call_who_answers(const Settings& settings, app::Context& context, db::Connection& db, const app::Event& event);

CallView call_view(const app::Context& context, const db::Row& row);
/// What concerns the caller now.
NowView show_now(http::Call& call, const Settings& settings);

}  // namespace linli::duty
