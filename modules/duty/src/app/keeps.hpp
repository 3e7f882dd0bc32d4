#pragma once
#include "domain/settings.hpp"
#include "http/dto.hpp"
#include "platform/http/call.hpp"
#include "store/store.hpp"

namespace linli::duty {

/// Whether the caller has `permission` for the unit, by its territory or as its own.
bool reaches(const http::Call& call, std::string_view permission, const store::Unit& unit);
/// The same for a division: a grid, a community.
bool reaches(const http::Call& call, std::string_view permission, std::string_view place);
/// The unit, or Refused{"forbidden"}.
store::Unit unit_for(http::Call& call, std::string_view permission, const Uuid& unit);

ShiftView shift_view(const OnDuty& one);
/// The text of a message key in the caller's language.
std::string said(const http::Call& call, const std::string& key);

}  // namespace linli::duty
