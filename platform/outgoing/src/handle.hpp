#pragma once
#include <curl/curl.h>

#include <memory>
#include <string>

namespace linli::outgoing {

struct CloseHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Handle = std::unique_ptr<CURL, CloseHandle>;

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

/// A transfer that takes nothing from the environment and lets no signal handler be installed.
Handle open_handle();
void append(List& list, const std::string& line);
/// Why a transfer failed, as a code.
std::string failure_of(CURLcode code);

}  // namespace linli::outgoing
