#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kernel/calendar.hpp"

namespace linli::incidents {

/// Where somebody is sent with what the grid does not take (INC-03).
struct Channel {
  std::string code, name, phone, hint;
};

/// One matter admitted to the grid, a leaf below a middle category (INC-01).
struct Matter {
  std::string code;  ///< six digits: major 2, middle 2, matter 2
  std::string name;
  std::string major_code, major_name, middle_code, middle_name;
  LegalDuration limit;  ///< from dispatch to reported done
  bool urgent = false;  ///< natural hours instead of working time
  bool open_to_public = false;
  bool self_handled = false;  ///< on the city's list of trifles closed on the spot
  bool collector_may_check = false;
  std::vector<std::string> evidence;
  std::string filing_standard, closing_standard;
  std::string default_unit_kind;
  std::string channel;  ///< code of the channel for it where it is not admitted
};

/// A version of the city's catalogue of matters. A case keeps the version it was filed under.
class Catalogue {
 public:
  /// Reads YAML in the form of policy/matters/example.yaml. Unknown, missing or duplicate keys, doubled codes and
  /// codes outside their category are collected and thrown as one Refused{fields}.
  static Catalogue parse(std::string_view yaml);
  const std::string& version() const { return version_; }
  const std::string& label() const { return label_; }
  bool example() const { return example_; }
  std::size_t majors() const { return majors_; }
  std::size_t middles() const { return middles_; }
  const std::vector<Matter>& matters() const { return matters_; }
  /// nullptr if the catalogue has no such matter.
  const Matter* find(std::string_view code) const;
  const std::vector<Channel>& channels() const { return channels_; }
  /// The right channel for a matter that is not admitted; nullptr if the catalogue names none.
  const Channel* channel_for(const Matter& matter) const;

 private:
  std::string version_, label_;
  bool example_ = false;
  std::size_t majors_ = 0, middles_ = 0;
  std::vector<Matter> matters_;
  std::vector<Channel> channels_;
};

}  // namespace linli::incidents
