#pragma once
#include "domain/settings.hpp"
#include "http/dto.hpp"
#include "platform/http/call.hpp"

namespace linli::worklists {

/// The views the caller sees, with what is open in each; at most four round trips however many there are.
ViewsView show_views(http::Call& call, const Settings& settings);

/// Keeps conditions under a name. Throws Refused: fields (a name too long, conditions that make no sense),
/// view_name_taken, too_many_views (most), too_many_shared_views (most), view_not_your_unit, record_id_reused.
void keep_view(http::Call& call, const Settings& settings, const ViewGiven& given);
/// Replaces what a view of the caller's holds; refuses as keep_view, and view_not_found.
void change_view(http::Call& call, const Settings& settings, const Uuid& id, const ViewContent& given);
/// Drops a view of the caller's; one that is gone already is no mistake.
void drop_view(http::Call& call, const Uuid& id);
void order_views(http::Call& call, const OrderGiven& given);

}  // namespace linli::worklists
