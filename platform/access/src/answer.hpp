#pragma once
#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "asking.hpp"
#include "kernel/descriptor.hpp"
#include "platform/access/access.hpp"
#include "platform/app/module.hpp"
#include "platform/personal/vault.hpp"

namespace linli::access {

inline Access& access_of(const http::Call& call) { return call.app.get<Access>(); }

template <class View>
http::Response answer(const Descriptor& descriptor, const View& view, int status = 200) {
  return http::Response::of_json(write_record(descriptor, &view), status);
}

template <class View>
http::Response answer_page(const Descriptor& descriptor, const std::vector<View>& views,
                           const std::optional<std::string>& next = std::nullopt) {
  boost::json::array items;
  for (const View& view : views) items.push_back(write_record(descriptor, &view));
  boost::json::object page{{"items", std::move(items)}, {"next", nullptr}};
  if (next) page["next"] = *next;
  return http::Response::of_json(page);
}

/// The client's act: its id, and a keyed digest of what it asked where.
inline Act act_of(const http::Call& call, const Uuid& id) {
  std::string text = http::name_of(call.request.method);
  text += ' ' + call.request.path + '\n' + call.request.body;
  return {id, call.who.account, access_of(call).vault().digest(text)};
}

}  // namespace linli::access
