#include "platform/http/event_stream.hpp"

#include <algorithm>
#include <charconv>
#include <mutex>
#include <shared_mutex>

#include "subscription.hpp"

namespace linli::http {
namespace {

std::shared_ptr<const std::string> message_of(const StreamEvent& event) {
  std::string text;
  if (event.id != 0) text += "id: " + std::to_string(event.id) + "\n";
  text += "event: " + event.name + "\ndata: " + event.data + "\n\n";
  return std::make_shared<const std::string>(std::move(text));
}

std::optional<std::int64_t> last_event_id(const Request& request) {
  const std::string text = request.header("last-event-id");
  std::int64_t id = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || id < 0) return std::nullopt;
  return id;
}

}  // namespace

struct EventStream::Impl {
  Limits limits;
  mutable std::shared_mutex mutex;
  std::vector<std::shared_ptr<Subscription>> listeners;

  void forget_detached() {
    std::unique_lock lock(mutex);
    std::erase_if(listeners, [](const auto& listener) { return listener->detached(); });
  }
};

EventStream::EventStream() : EventStream(Limits{}) {}
EventStream::EventStream(Limits limits) : impl_(std::make_unique<Impl>()) { impl_->limits = limits; }
EventStream::~EventStream() = default;

Response EventStream::open(const Call& call, Filter filter, const Missed& missed) {
  const auto ends = std::chrono::steady_clock::now() + impl_->limits.longest;
  auto subscription = std::make_shared<Subscription>(call.who, std::move(filter), ends);
  {  // first in line for what happens from now on, then what happened before: nothing falls between
    std::unique_lock lock(impl_->mutex);
    std::erase_if(impl_->listeners, [](const auto& listener) { return listener->detached(); });
    impl_->listeners.push_back(subscription);
  }
  std::vector<std::pair<std::int64_t, std::shared_ptr<const std::string>>> first;
  try {
    first.emplace_back(
        0, std::make_shared<const std::string>("retry: " + std::to_string(impl_->limits.reconnect_ms) + "\n\n"));
    if (auto after = last_event_id(call.request); after && missed)
      for (const StreamEvent& event : missed(*after))
        if (subscription->wants(event)) first.emplace_back(event.id, message_of(event));
  } catch (...) {
    subscription->detach();
    throw;
  }
  subscription->release(std::move(first));
  Response response;
  response.headers["cache-control"] = "no-store";
  response.stream = std::move(subscription);
  return response;
}

void EventStream::broadcast(const StreamEvent& event) {
  const auto message = message_of(event);
  bool any_detached = false;
  {
    std::shared_lock lock(impl_->mutex);
    for (const auto& listener : impl_->listeners) {
      if (listener->detached()) {
        any_detached = true;
      } else if (listener->wants(event) && listener->push(event.id, message, impl_->limits)) {
        listener->wake();
      }
    }
  }
  if (any_detached) impl_->forget_detached();
}

void EventStream::close_if(const std::function<bool(const access::Principal&)>& outdated) {
  std::shared_lock lock(impl_->mutex);
  for (const auto& listener : impl_->listeners)
    if (outdated(listener->who())) {
      listener->close();
      listener->wake();
    }
}

std::size_t EventStream::listeners() const {
  std::shared_lock lock(impl_->mutex);
  return static_cast<std::size_t>(std::count_if(impl_->listeners.begin(), impl_->listeners.end(),
                                                [](const auto& listener) { return !listener->detached(); }));
}

EventStream::Filter filter_by_grants(const access::Principal& who) {
  std::vector<std::string> prefixes;
  for (const access::Grant& grant : who.grants) prefixes.push_back(grant.prefix);
  return [prefixes = std::move(prefixes), units = who.units(), person = who.person,
          permissions = who.permissions](const StreamEvent& event) {
    if (std::find(event.persons.begin(), event.persons.end(), person) != event.persons.end()) return true;
    if (!event.permission.empty() && !permissions.count(event.permission)) return false;
    const bool in_territory = std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& prefix) {
      return !prefix.empty() && event.scope_code.starts_with(prefix);
    });
    return in_territory || std::any_of(units.begin(), units.end(), [&](const Uuid& unit) {
             return std::find(event.units.begin(), event.units.end(), unit) != event.units.end();
           });
  };
}

}  // namespace linli::http
