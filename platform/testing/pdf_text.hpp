#pragma once
#include <string>

namespace linli {

/// The text of a PDF in the order it was drawn, as a reader copies it out (pdftotext of poppler-utils); fails the test
/// when the file cannot be read. `joined` leaves out spaces and line breaks, which follow the layout.
std::string pdf_text(const std::string& pdf, bool joined = false);

}  // namespace linli
