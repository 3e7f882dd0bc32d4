#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kernel/time.hpp"

namespace linli::pdf {

/// What stands on every page. Texts are whole sentences in the reader's language.
struct Frame {
  std::string title;      ///< large on the first page, small on the others
  std::string number;     ///< beside the title
  std::string printed;    ///< foot, left: when and by whom it was printed
  std::string page;       ///< foot, right: `{page}` and `{pages}` are replaced
  std::string watermark;  ///< across every page, pale: the account and the time
  Instant at;             ///< the file's date; the same document of the same time gives the same bytes
};

/// One cell of the field table: two beside each other, or alone in its row when `wide`.
struct Field {
  std::string label, text;
  bool wide = false;
};
/// A JPEG with its line of time and place. Scaled to half the width.
struct Photo {
  std::string jpeg, caption;
};

/// A document of A4 pages, put together block by block and written by `bytes`. Not for several threads at once.
class Document {
 public:
  explicit Document(Frame frame) : frame_(std::move(frame)) {}

  /// A line under the title, in the middle: whom it is for.
  Document& subtitle(std::string text);
  Document& heading(std::string text);
  /// Wraps and goes on over as many pages as it needs; line breaks are kept.
  Document& paragraph(std::string text);
  /// At the right margin: who issued it and when.
  Document& closing(std::string text);
  Document& fields(std::vector<Field> fields);
  /// Two in a row. A picture that is no readable JPEG leaves its caption.
  Document& photos(std::vector<Photo> photos);
  /// Empty boxes to be filled in by hand: `columns` beside each other, `remark` tall below them.
  Document& signing(std::string heading, std::vector<std::string> columns, std::string remark);
  /// A QR code in the first page's corner, with a line below. Throws std::length_error beyond 1,000 bytes.
  Document& code(std::string content, std::string caption);

  /// The file. Throws Refused{"pdf_fonts_missing"} when the machine has no font for Chinese.
  std::string bytes() const;

 private:
  struct Words {
    enum class Look { subtitle, heading, paragraph, closing } look;
    std::string text;
  };
  struct Table {
    std::vector<Field> fields;
  };
  struct Pictures {
    std::vector<Photo> photos;
  };
  struct Signing {
    std::string heading;
    std::vector<std::string> columns;
    std::string remark;
  };
  using Block = std::variant<Words, Table, Pictures, Signing>;
  class Layout;

  Frame frame_;
  std::string code_, code_caption_;
  std::vector<Block> blocks_;
};

}  // namespace linli::pdf
