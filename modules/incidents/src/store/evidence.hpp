#pragma once
#include <string>
#include <vector>

#include "http/dto.hpp"
#include "platform/http/call.hpp"

namespace linli::incidents {

std::vector<std::string> digests_of(const std::vector<AttachmentGiven>& attachments);

/// Evidence named by a report or an action, matched with what the file store found out about each file.
class Evidence {
 public:
  Evidence() = default;
  /// `known` = rows of sql::file_kinds for these digests. Throws Refused{fields} with `file_unknown` for each digest that
  /// was never uploaded.
  Evidence(const std::vector<AttachmentGiven>& given, const db::Rows& known);
  /// Adds the attachments, and their references in the file store, to the case's batch.
  void write(db::Batch& batch, const Uuid& incident, const std::string& district, const http::Call& call) const;
  bool empty() const { return items_.empty(); }

 private:
  struct Item {
    AttachmentGiven given;
    std::string media_type;
    std::optional<Instant> taken_at;
    std::optional<std::int64_t> lon_e7, lat_e7;
  };
  std::vector<Item> items_;
};

}  // namespace linli::incidents
