#pragma once
#include "domain/settings.hpp"
#include "platform/workflow/workflow.hpp"

namespace linli::incidents {

/// The rules of the loop as pure judgements on a snapshot; every one is named in incident.yaml. Figures come from the
/// city's settings, `zone` only tells which hour an attempt to call fell into.
void register_guards(workflow::Engine& engine, const Settings& settings, const CityZone& zone);

/// The fact that tells when one of those who reported was last called ("" = never).
std::string last_attempt_at(const std::string& reporter);

/// The fact that tells whether one of them has judged the result ("" = the first one).
std::string rated_by(const std::string& reporter);

}  // namespace linli::incidents
