#pragma once
#include <functional>
#include <string>

#include "kernel/refusal.hpp"

namespace linli {

/// The code of what `work` is refused with; a field's code when it is about one field; "" when it is not refused.
inline std::string refusal_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Refused& refused) {
    return refused.fields.empty() ? refused.code : refused.fields[0].code;
  }
  return "";
}

}  // namespace linli
