#include "platform/outgoing/call.hpp"

#include "handle.hpp"

namespace linli::outgoing {
namespace {

struct Read {
  std::size_t bytes = 0, limit = 0;
};

std::size_t throw_away(char*, std::size_t size, std::size_t count, void* into) {
  Read& read = *static_cast<Read*>(into);
  read.bytes += size * count;
  return read.bytes > read.limit ? 0 : size * count;
}

}  // namespace

Answer post(const Post& what) {
  const Handle handle = open_handle();
  CURL* curl = handle.get();
  List headers;
  for (const auto& [name, value] : what.headers) append(headers, name + ": " + value);
  append(headers, "Expect:");  // no waiting for 100 Continue
  Read read{0, what.answer_limit};
  curl_easy_setopt(curl, CURLOPT_URL, what.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(what.body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, what.body.c_str());
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(what.connect_timeout.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(what.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, throw_away);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &read);
  const auto begun = std::chrono::steady_clock::now();
  Answer answer;
  answer.failure = failure_of(curl_easy_perform(curl));
  answer.took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (answer.failure.empty()) answer.status = static_cast<int>(status);
  return answer;
}

}  // namespace linli::outgoing
