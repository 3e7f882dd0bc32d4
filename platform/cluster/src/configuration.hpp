#pragma once
#include <string>

#include "platform/cluster/cluster.hpp"

namespace linli::cluster {

/// Memory this program may use, MB: the machine's or the control group's limit.
std::int64_t memory_mb();

/// The text of pg/linli.conf, written anew at every start so that it follows the machine.
std::string configuration(const Settings& settings, std::int64_t memory);

}  // namespace linli::cluster
