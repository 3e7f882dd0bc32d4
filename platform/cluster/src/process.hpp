#pragma once
#include <string>
#include <vector>

#include "platform/cluster/data_dir.hpp"

namespace linli::cluster {

/// Starts a program as the unprivileged user, with a clean environment, only its log as output and none of our
/// descriptors, in a session of its own. When the *thread* that called this ends, the kernel sends the program SIGINT
/// (PostgreSQL: fast shutdown): call it from one that lives as long as the program shall.
pid_t start_program(const std::vector<std::string>& arguments, const RunAs& user, const std::string& log);

/// Exit code, or 128 + signal.
int wait_for(pid_t pid);

/// start_program and wait_for.
int run_program(const std::vector<std::string>& arguments, const RunAs& user, const std::string& log);

}  // namespace linli::cluster
