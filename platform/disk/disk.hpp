#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// Files that are whole and on disk when a call returns, whatever is killed meanwhile. Failures of the system throw
/// std::system_error naming the path.
namespace linli::disk {

/// The whole file; nothing if there is none.
std::optional<std::string> read(const std::string& path);
bool exists(const std::string& path);
/// Writes a temporary file beside, fsyncs it, renames it over `path` and fsyncs the folder. `mode` as for chmod.
void write(const std::string& path, std::string_view content, unsigned mode);
/// Appends and fsyncs; creates the file.
void append(const std::string& path, std::string_view content, unsigned mode);
/// Fsyncs the entries of a folder.
void sync_folder(const std::string& folder);
/// Makes the folder and its parents, durably. `mode` is for the last one; parents get 0755.
void make_folder(const std::string& folder, unsigned mode);
/// Overwrites the content once, then removes the file durably. On copy-on-write and flash media old blocks may stay.
void shred(const std::string& path);
/// Runs `work` while holding an exclusive lock on the file, which is created; processes and threads wait for one
/// another.
void while_locked(const std::string& path, const std::function<void()>& work);

}  // namespace linli::disk
