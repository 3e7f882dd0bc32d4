#pragma once
#include <optional>
#include <string>
#include <vector>

#include "kernel/descriptor.hpp"

/// What the routes of paper take and give.
namespace linli::incidents {

/// POST /incidents/{id}/prints.
struct PrintGiven {
  Uuid id;
  std::string kind;                              ///< dispatch_slip, supervision_letter, rectification_notice
  std::optional<Uuid> letter;                    ///< of a supervision letter; nothing for the newest
  std::optional<std::string> addressee, demand;  ///< of a rectification notice
  std::optional<LocalDate> until;                ///< likewise: to be rectified by
  std::optional<std::string> contact_purpose;    ///< of a dispatch slip: consenting reporters in clear, and why
};
/// What was printed of a case.
struct PrintRow {
  std::string number, kind;
  Instant at;
  std::string by;
  std::optional<Instant> signed_at;
  std::optional<std::string> signed_by, signed_digest;  ///< who brought the signed copy back; the file
  std::optional<std::string> addressee;                 ///< of a rectification notice
};
/// POST /incidents/{id}/prints/{number}/signed.
struct SignedGiven {
  Uuid id;
  std::string digest;
};

extern const Descriptor kPrintGiven, kPrintRow, kSignedGiven;

}  // namespace linli::incidents
