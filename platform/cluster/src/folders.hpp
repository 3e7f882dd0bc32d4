#pragma once
#include <cstdint>
#include <string>

#include "platform/cluster/data_dir.hpp"

/// What the cluster and its backup do with folders and logs.
namespace linli::cluster {

/// One call for the whole file system, where a tree holds thousands of files. Throws Refused{"cannot_write"}.
void sync_file_system_of(const std::string& folder);
/// Replaces the file by a rename and gives it to the user.
void replace_file(const std::string& path, const std::string& text, const RunAs& user);
/// Gives a folder and all below it to the user, for nobody else to read.
void give_tree(const std::string& folder, const RunAs& user);

std::uintmax_t length_of(const std::string& file);
/// What stands in the file from `position` on; empty if there is no file.
std::string text_after(const std::string& file, std::uintmax_t position);
/// What a program that failed had to say: the line with FATAL or error, or else its last one.
std::string complaint_in(const std::string& log);

}  // namespace linli::cluster
