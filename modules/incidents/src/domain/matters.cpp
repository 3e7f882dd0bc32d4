#include "incidents/matters.hpp"

#include <set>

#include "platform/yaml/strict.hpp"

namespace linli::incidents {
namespace {

// A matter's code begins with its middle category's, that with its major's: a misplaced entry shows at once.
void check_code(yaml::Mistakes& mistakes, const std::string& path, const std::string& code, const std::string& parent,
                std::size_t digits, std::set<std::string>& seen) {
  if (code.size() != digits || code.find_first_not_of("0123456789") != std::string::npos || !code.starts_with(parent))
    mistakes.add(path + ".code", "matter_code", {{"code", code}, {"parent", parent}});
  if (!seen.insert(code).second) mistakes.add(path + ".code", "matter_code_doubled", {{"code", code}});
}

Matter read_matter(const YAML::Node& node, const std::string& path, yaml::Mistakes& mistakes) {
  mistakes.only_keys(node, path,
                     {"code", "name", "limit", "urgent", "public", "self_handled", "collector_may_check", "evidence",
                      "filing_standard", "closing_standard", "default_unit_kind", "channel"});
  Matter m;
  m.code = mistakes.text(node, path, "code");
  m.name = mistakes.text(node, path, "name");
  m.limit = mistakes.duration(node["limit"], path + ".limit");
  m.urgent = mistakes.flag(node, path, "urgent");
  m.open_to_public = mistakes.flag(node, path, "public");
  m.self_handled = mistakes.flag(node, path, "self_handled");
  m.collector_may_check = mistakes.flag(node, path, "collector_may_check");
  m.filing_standard = mistakes.text(node, path, "filing_standard");
  m.closing_standard = mistakes.text(node, path, "closing_standard");
  m.default_unit_kind = mistakes.text_or(node, "default_unit_kind", "");
  m.channel = mistakes.text_or(node, "channel", "");
  static const std::set<std::string> kKinds = {"photo", "video", "audio", "document"};
  for (const auto& kind : node["evidence"]) {
    m.evidence.push_back(kind.as<std::string>(""));
    if (!kKinds.contains(m.evidence.back()))
      mistakes.add(path + ".evidence", "not_among", {{"choices", "photo, video, audio, document"}});
  }
  return m;
}

Channel read_channel(const YAML::Node& node, const std::string& path, yaml::Mistakes& mistakes) {
  mistakes.only_keys(node, path, {"code", "name", "phone", "hint"});
  return {mistakes.text(node, path, "code"), mistakes.text(node, path, "name"), mistakes.text(node, path, "phone"),
          mistakes.text(node, path, "hint")};
}

}  // namespace

Catalogue Catalogue::parse(std::string_view text) {
  const YAML::Node root = yaml::load(text);
  yaml::Mistakes mistakes;
  Catalogue c;
  mistakes.only_keys(root, "",
                     {"catalogue", "label", "example", "valid_from", "source", "quote", "channels", "majors"});
  c.version_ = mistakes.text(root, "", "catalogue");
  c.label_ = mistakes.text(root, "", "label");
  c.example_ = mistakes.text_or(root, "example", "false") == "true";
  for (std::size_t i = 0; i < root["channels"].size(); ++i)
    c.channels_.push_back(read_channel(root["channels"][i], "channels[" + std::to_string(i) + "]", mistakes));
  std::set<std::string> seen;
  for (std::size_t i = 0; i < root["majors"].size(); ++i) {
    const YAML::Node major = root["majors"][i];
    const std::string major_path = "majors[" + std::to_string(i) + "]";
    mistakes.only_keys(major, major_path, {"code", "name", "middles"});
    const std::string major_code = mistakes.text(major, major_path, "code");
    check_code(mistakes, major_path, major_code, "", 2, seen);
    ++c.majors_;
    for (std::size_t j = 0; j < major["middles"].size(); ++j) {
      const YAML::Node middle = major["middles"][j];
      const std::string middle_path = major_path + ".middles[" + std::to_string(j) + "]";
      mistakes.only_keys(middle, middle_path, {"code", "name", "default_unit_kind", "channel", "matters"});
      const std::string middle_code = mistakes.text(middle, middle_path, "code");
      check_code(mistakes, middle_path, middle_code, major_code, 4, seen);
      ++c.middles_;
      const std::string unit_kind = mistakes.text(middle, middle_path, "default_unit_kind");
      for (std::size_t k = 0; k < middle["matters"].size(); ++k) {
        const std::string path = middle_path + ".matters[" + std::to_string(k) + "]";
        Matter m = read_matter(middle["matters"][k], path, mistakes);
        check_code(mistakes, path, m.code, middle_code, 6, seen);
        m.major_code = major_code;
        m.major_name = mistakes.text(major, major_path, "name");
        m.middle_code = middle_code;
        m.middle_name = mistakes.text(middle, middle_path, "name");
        if (m.default_unit_kind.empty()) m.default_unit_kind = unit_kind;
        if (m.channel.empty()) m.channel = mistakes.text_or(middle, "channel", "");
        if (!m.channel.empty() && !c.channel_for(m))
          mistakes.add(path + ".channel", "channel_unknown", {{"code", m.channel}});
        c.matters_.push_back(std::move(m));
      }
    }
  }
  if (c.matters_.empty()) mistakes.add("majors", "yaml_missing", {{"key", "majors"}});
  mistakes.done();
  return c;
}

const Channel* Catalogue::channel_for(const Matter& matter) const {
  if (matter.channel.empty()) return channels_.empty() ? nullptr : &channels_.front();
  for (const Channel& channel : channels_)
    if (channel.code == matter.channel) return &channel;
  return nullptr;
}

const Matter* Catalogue::find(std::string_view code) const {
  for (const Matter& m : matters_)
    if (m.code == code) return &m;
  return nullptr;
}

}  // namespace linli::incidents
