#include "platform/http/router.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <stdexcept>

#include "platform/http/url.hpp"

namespace linli::http {
namespace {

/// One segment of a pattern: `prefix{name}suffix`, or literal text when there is no name.
struct Segment {
  std::string prefix, name, suffix;
  bool literal() const { return name.empty(); }
  bool fits(std::string_view text) const {
    return text.size() > prefix.size() + suffix.size() && text.starts_with(prefix) && text.ends_with(suffix);
  }
  std::string_view value(std::string_view text) const {
    return text.substr(prefix.size(), text.size() - prefix.size() - suffix.size());
  }
};

Segment parse_segment(std::string_view text, const char* pattern) {
  const auto open = text.find('{');
  if (open == std::string_view::npos) return {std::string(text), "", ""};
  const auto close = text.find('}', open);
  if (close == std::string_view::npos || close == open + 1 || text.find('{', close) != std::string_view::npos)
    throw std::logic_error(std::string("bad route pattern ") + pattern);
  return {std::string(text.substr(0, open)), std::string(text.substr(open + 1, close - open - 1)),
          std::string(text.substr(close + 1))};
}

}  // namespace

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  struct Branch {
    Segment segment;
    std::unique_ptr<Node> node;
  };
  std::vector<Branch> parameters;  ///< the most fixed text first
  std::map<Method, std::size_t> here;

  struct Reached {
    bool route_found = false;
    std::size_t index = 0;
    std::vector<Method> methods;  ///< of every node the path reaches
  };
  Node& child(const Segment& segment) {
    if (segment.literal()) {
      auto& node = literals[segment.prefix];
      if (!node) node = std::make_unique<Node>();
      return *node;
    }
    for (Branch& branch : parameters)
      if (branch.segment.prefix == segment.prefix && branch.segment.suffix == segment.suffix &&
          branch.segment.name == segment.name)
        return *branch.node;
    parameters.push_back({segment, std::make_unique<Node>()});
    Node& added = *parameters.back().node;
    std::stable_sort(parameters.begin(), parameters.end(), [](const Branch& a, const Branch& b) {
      return a.segment.prefix.size() + a.segment.suffix.size() > b.segment.prefix.size() + b.segment.suffix.size();
    });
    return added;
  }

  using Found = std::vector<std::pair<std::string, std::string_view>>;

  /// Collects methods of every node the path reaches; the first one with `method` decides.
  void walk(const std::vector<std::string_view>& path, std::size_t at, Method method, Found& params, Reached& reached,
            Found& chosen) const {
    if (reached.route_found) return;
    if (at == path.size()) {
      for (const auto& [allowed, index] : here) {
        reached.methods.push_back(allowed);
        if (allowed != method) continue;
        reached.route_found = true;
        reached.index = index;
        chosen = params;
      }
      return;
    }
    if (auto literal = literals.find(path[at]); literal != literals.end())
      literal->second->walk(path, at + 1, method, params, reached, chosen);
    for (const Branch& branch : parameters) {
      if (!branch.segment.fits(path[at])) continue;
      params.emplace_back(branch.segment.name, branch.segment.value(path[at]));
      branch.node->walk(path, at + 1, method, params, reached, chosen);
      params.pop_back();
    }
  }
};

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)), root_(std::make_unique<Node>()) {
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    Node* node = root_.get();
    for (std::string_view segment : path_segments(routes_[i].pattern))
      node = &node->child(parse_segment(segment, routes_[i].pattern));
    auto [place, fresh] = node->here.emplace(routes_[i].method, i);
    if (!fresh)
      throw std::logic_error(std::string("two routes for ") + name_of(routes_[i].method) + " " + routes_[i].pattern +
                             ": " + routes_[place->second].operation + ", " + routes_[i].operation);
  }
}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;

Router::Match Router::match(Method method, std::string_view path) const {
  Node::Found walked, chosen;
  Node::Reached found;
  root_->walk(path_segments(path), 0, method, walked, found, chosen);
  Match match;
  std::sort(found.methods.begin(), found.methods.end());
  found.methods.erase(std::unique(found.methods.begin(), found.methods.end()), found.methods.end());
  match.allowed = std::move(found.methods);
  if (!found.route_found) return match;
  match.index = found.index;
  match.route = &routes_[found.index];
  for (const auto& [name, raw] : chosen) {
    auto value = percent_decoded(raw);
    if (!value || value->find('/') != std::string::npos) throw Refused{"malformed_request"};
    match.params[name] = std::move(*value);
  }
  return match;
}

namespace {

template <class Number>
bool is_number(const std::string& text) {
  Number value{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(static_cast<double>(value));
}

bool has_form(FieldType type, const std::string& text) {
  try {
    switch (type) {
      case FieldType::integer:
      case FieldType::fen:
        return is_number<std::int64_t>(text);
      case FieldType::number:
        return is_number<double>(text);
      case FieldType::boolean:
        return text == "true" || text == "false";
      case FieldType::uuid:
        Uuid::parse(text);
        return true;
      case FieldType::instant:
        parse_instant(text);
        return true;
      case FieldType::date:
        parse_date(text);
        return true;
      default:
        return true;
    }
  } catch (const Refused&) {
    return false;
  }
}

// A route for a protocol of others names the parameter "*": whatever comes reaches the handler.
bool takes_anything(const Route& route) {
  return std::any_of(route.query.begin(), route.query.end(),
                     [](const QueryParameter& parameter) { return std::string_view(parameter.name) == "*"; });
}

std::optional<std::string> mistake(const Route& route, const std::string& name, const std::string& value,
                                   bool repeated) {
  const auto known = std::find_if(route.query.begin(), route.query.end(),
                                  [&](const QueryParameter& parameter) { return name == parameter.name; });
  if (known == route.query.end()) return "unknown_parameter";
  if (repeated) return "repeated_parameter";
  if (!value.empty() && !has_form(known->type, value)) return "invalid_parameter";
  return std::nullopt;
}

}  // namespace

std::multimap<std::string, std::string> checked_query(const Route& route, std::string_view raw_query) {
  auto values = parse_query(raw_query);
  if (!values) throw Refused{"malformed_request"};
  if (takes_anything(route)) {
    std::erase_if(*values, [](const auto& parameter) { return parameter.second.empty(); });
    return std::move(*values);
  }
  std::vector<FieldError> mistakes;
  for (auto at = values->begin(); at != values->end();) {
    const bool repeated = at != values->begin() && std::prev(at)->first == at->first;
    if (auto code = mistake(route, at->first, at->second, repeated))
      mistakes.push_back({at->first, *code, {{"name", at->first}}});
    at = at->second.empty() ? values->erase(at) : std::next(at);
  }
  if (mistakes.empty()) return std::move(*values);
  Refused refused{mistakes.front().code, mistakes.front().values};
  refused.fields = std::move(mistakes);
  throw refused;
}

}  // namespace linli::http
