#include "app/read_request.hpp"

#include <charconv>
#include <cmath>
#include <set>

#include "app/services.hpp"
#include "kernel/codes.hpp"
#include "kernel/text.hpp"
#include "territory/territory.hpp"

namespace linli::open311 {
namespace {

constexpr std::size_t kLongestDescription = 4000;  // characters
constexpr std::size_t kLongestLink = 500, kMostLinks = 3;
constexpr std::size_t kLongestName = 40, kLongestEmail = 254, kLongestOther = 200;

/// Collects mistakes while a form is read.
class Reader {
 public:
  Reader(const Open311& open311, const Form& form, Instant now) : open311_(open311), form_(form), now_(now) {}

  void mistake(std::string field, std::string code, std::map<std::string, std::string> values = {}) {
    mistakes_.push_back({std::move(field), std::move(code), std::move(values)});
  }
  void done() {
    if (!mistakes_.empty()) throw Refused(std::move(mistakes_));
  }
  std::string text(const char* name, std::size_t longest) {
    const std::vector<std::string> given = form_.all(name);
    if (given.empty()) return "";
    if (given.size() > 1) mistake(name, "repeated_parameter", {{"name", name}});
    if (character_count(given[0]) > longest) mistake(name, "too_long", {{"max", std::to_string(longest)}});
    return given[0];
  }
  std::optional<double> number(const char* name, double limit) {
    const std::string given = text(name, 40);
    if (given.empty()) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
    if (error == std::errc() && end == given.data() + given.size() && std::isfinite(value) && std::abs(value) <= limit)
      return value;
    mistake(name, "open311_number");
    return std::nullopt;
  }

  void place(incidents::ChannelReport& report) {
    report.address = text("address_string", kLongestOther);
    const std::string id = text("address_id", 20);
    const std::size_t before = mistakes_.size();
    const std::optional<double> lat = number("lat", 90), lon = number("long", 180);
    if (mistakes_.size() > before) return;
    const territory::Territory& territory = open311_.context().get<territory::Territory>();
    if (lat && lon) {
      report.place = Wgs84Point::of(*lon, *lat);
      if (!territory.locate_code(report.place).empty()) return;
      const bool swapped = std::abs(*lon) <= 90 && !territory.locate_code(Wgs84Point::of(*lat, *lon)).empty();
      mistake("lat", swapped ? "open311_swapped" : "outside_city");
    } else if (lat || lon) {
      mistake(lat ? "long" : "lat", "open311_half_a_place");
    } else if (!id.empty()) {
      const std::optional<territory::Division> grid = territory.find(id);
      if (!grid || !grid->drawn || !territory.children(id).empty())
        mistake("address_id", "open311_address_id");
      else
        report.place = grid->centre;
    } else {
      mistake("lat", report.address.empty() ? "open311_no_place" : "open311_address_alone");
    }
  }

  void reporter(incidents::ChannelReport& report) {
    incidents::ChannelReporter who;
    const std::string first = text("first_name", kLongestName), last = text("last_name", kLongestName);
    // Chinese names stand together, family name first.
    const bool latin = !first.empty() && !last.empty() && static_cast<unsigned char>(last[0]) < 0x80;
    const std::string name = latin ? first + " " + last : last + first;
    const std::string phone = text("phone", 20), email = text("email", kLongestEmail);
    if (!phone.empty() && !is_valid_phone(normalised_phone(phone))) mistake("phone", "invalid_phone");
    if (!email.empty() && (email.find('@') == std::string::npos || email.find(' ') != std::string::npos))
      mistake("email", "open311_email");
    if (!name.empty()) who.name = name;
    if (!phone.empty()) who.phone = phone;
    if (!email.empty()) who.email = email;
    who.consent = consent_;
    if (who.name || who.phone || who.email || who.consent) report.reporter = who;
  }

  void attributes(incidents::ChannelReport& report) {
    std::set<std::string> seen;
    for (const auto& [name, value] : form_.values) {
      if (!name.starts_with("attribute[")) continue;
      std::string code = name.substr(10);
      if (code.ends_with("][]")) code.resize(code.size() - 2);
      if (code.empty() || code.back() != ']') {
        mistake(name, "open311_attribute_unknown");
        continue;
      }
      code.pop_back();
      if (!seen.insert(code).second) {
        mistake(name, "repeated_parameter", {{"name", name}});
      } else if (code == kConsent) {
        if (value != "yes" && value != "no") mistake(name, "open311_consent");
        consent_ = value == "yes";
      } else if (code == kOccurred) {
        report.occurred_at = read_moment(open311_.context().zone(), value);
        if (!report.occurred_at)
          mistake(name, "open311_moment");
        else if (*report.occurred_at > now_)
          mistake(name, "open311_future");
      } else {
        mistake(name, "open311_attribute_unknown");
      }
    }
  }

  void words(incidents::ChannelReport& report) {
    report.words = text("description", kLongestDescription);
    const std::vector<std::string> links = form_.all("media_url");
    if (links.size() > kMostLinks) mistake("media_url", "too_many", {{"max", std::to_string(kMostLinks)}});
    for (const std::string& link : links) {
      if ((!link.starts_with("https://") && !link.starts_with("http://")) || link.size() > kLongestLink ||
          link.find_first_of(" \n\t") != std::string::npos)
        mistake("media_url", "open311_link", {{"max", std::to_string(kLongestLink)}});
      else
        report.words += (report.words.empty() ? "" : "\n") + open311_.text("link", {{"link", link}});
    }
    if (report.words.empty() && form_.files.empty()) mistake("description", "open311_nothing_said");
  }

 private:
  const Open311& open311_;
  const Form& form_;
  Instant now_;
  bool consent_ = false;
  std::vector<FieldError> mistakes_;
};

}  // namespace

incidents::ChannelReport read_request(const Open311& open311, const Form& form, Instant now) {
  const std::optional<std::string> code = form.value("service_code");
  if (!code) throw Refused{"open311_service_missing"};
  incidents::ChannelReport report;
  report.source = "open311";
  report.matter = open311.service(*code).code;
  Reader reader(open311, form, now);
  reader.text("service_code", 20);
  reader.text("device_id", kLongestOther);
  reader.text("account_id", kLongestOther);
  reader.place(report);
  reader.attributes(report);
  reader.reporter(report);
  reader.words(report);
  reader.done();
  return report;
}

std::optional<Instant> read_moment(const CityZone& zone, std::string text, bool end_of_day) {
  try {
    if (text.size() == 10) {
      const LocalDate day = parse_date(text);
      return zone.to_instant(LocalTime(end_of_day ? day + std::chrono::days(1) : day));
    }
    if (text.size() < 17 || text[10] != 'T') return std::nullopt;
    if (text[text.size() - 6] == ' ') text[text.size() - 6] = '+';
    if (text[16] != ':') text.insert(16, ":00");  // W3C lets seconds be left out
    return parse_instant(text);
  } catch (const Refused&) {
    return std::nullopt;
  }
}

}  // namespace linli::open311
