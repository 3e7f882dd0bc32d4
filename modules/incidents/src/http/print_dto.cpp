#include "http/print_dto.hpp"

#include "kernel/descriptor_fields.hpp"

namespace linli::incidents {

const Descriptor kPrintGiven{
    "PrintGiven",
    {field("id", &PrintGiven::id).needed(),
     field("kind", &PrintGiven::kind).needed().among({"dispatch_slip", "supervision_letter", "rectification_notice"}),
     field("letter", &PrintGiven::letter),
     field("addressee", &PrintGiven::addressee).length(1, 100).sensitive(Sensitivity::personal),
     field("demand", &PrintGiven::demand).length(1, 2000).sensitive(Sensitivity::personal),
     field("until", &PrintGiven::until), field("contact_purpose", &PrintGiven::contact_purpose).length(2, 200)}};

const Descriptor kPrintRow{
    "Print",
    {field("number", &PrintRow::number), field("kind", &PrintRow::kind), field("at", &PrintRow::at),
     field("by", &PrintRow::by), field("signed_at", &PrintRow::signed_at), field("signed_by", &PrintRow::signed_by),
     field("signed_digest", &PrintRow::signed_digest),
     field("addressee", &PrintRow::addressee).sensitive(Sensitivity::personal)}};

const Descriptor kSignedGiven{
    "SignedGiven",
    {field("id", &SignedGiven::id).needed(), field("digest", &SignedGiven::digest).needed().matches("[0-9a-f]{64}")}};

}  // namespace linli::incidents
