#include "platform/pdf/document.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "canvas.hpp"

namespace linli::pdf {
namespace {

constexpr double kMargin = 56, kTop = 58, kBottom = 66;  // points
constexpr double kWidth = kPageWidth - 2 * kMargin, kEnd = kPageHeight - kBottom;
constexpr double kPadding = 5, kLabel = 74, kGap = 8;
constexpr double kCodeSide = 62, kCodeWords = 86;
constexpr double kPhotoHeight = 178, kSignHeight = 44, kRemarkHeight = 92;

// A text on its way over one or more pages, line by line.
class Flow {
 public:
  explicit Flow(Text text) : text_(std::move(text)), line_(pango_layout_get_iter(text_.get())) {}
  Flow(Flow&& other) noexcept : text_(std::move(other.text_)), line_(std::exchange(other.line_, nullptr)) {
    done_ = other.done_;
  }
  ~Flow() {
    if (line_) pango_layout_iter_free(line_);
  }
  bool done() const { return done_; }
  /// Of what is left, at most `room`.
  double left() const {
    if (done_) return 0;
    int top = 0, bottom = 0;
    pango_layout_iter_get_line_yrange(line_, &top, nullptr);
    (void)bottom;
    return height_of(text_) - static_cast<double>(top) / PANGO_SCALE;
  }
  double next_line() const {
    int top = 0, bottom = 0;
    pango_layout_iter_get_line_yrange(line_, &top, &bottom);
    return static_cast<double>(bottom - top) / PANGO_SCALE;
  }
  /// Draws lines from `y` on while they fit above `end`; gives where it stopped.
  double draw(Canvas& canvas, double x, double y, double end) {
    while (!done_) {
      int top = 0, bottom = 0;
      pango_layout_iter_get_line_yrange(line_, &top, &bottom);
      const double height = static_cast<double>(bottom - top) / PANGO_SCALE;
      if (y + height > end) return y;
      PangoRectangle logical;
      pango_layout_iter_get_line_extents(line_, nullptr, &logical);
      const double baseline = static_cast<double>(pango_layout_iter_get_baseline(line_) - top) / PANGO_SCALE;
      canvas.draw(pango_layout_iter_get_line_readonly(line_), x + static_cast<double>(logical.x) / PANGO_SCALE,
                  y + baseline);
      y += height;
      done_ = pango_layout_iter_next_line(line_) == FALSE;
    }
    return y;
  }

 private:
  Text text_;
  PangoLayoutIter* line_;
  bool done_ = false;
};

void replace(std::string& text, std::string_view name, int number) {
  if (const auto at = text.find(name); at != std::string::npos) text.replace(at, name.size(), std::to_string(number));
}

}  // namespace

/// Lays the document out on pages; done twice, first to learn how many there are.
class Document::Layout {
 public:
  Layout(const Document& document, int pages)
      : document_(document), canvas_(document.frame_.title, document.frame_.at), pages_(pages) {}

  std::string draw() {
    head();
    for (const Block& block : document_.blocks_) std::visit([this](const auto& b) { put(b); }, block);
    foot();
    return canvas_.finish();
  }
  int pages() const { return page_; }

 private:
  void head() {
    const Frame& frame = document_.frame_;
    if (page_ > 1) {
      canvas_.draw(canvas_.text(frame.title + "  " + frame.number, kWidth, {.size = 9}), kMargin, kTop - 26);
      canvas_.rule(kMargin, kTop - 10, kWidth);
      y_ = kTop;
      return;
    }
    const bool coded = !document_.code_.empty();
    const double side = coded ? kCodeWords : 0;
    const Text title = canvas_.text(frame.title, kWidth - 2 * side,
                                    {.size = 21, .bold = true, .serif = true, .align = PANGO_ALIGN_CENTER});
    const Text number = canvas_.text(frame.number, kWidth - 2 * side, {.size = 9.5, .align = PANGO_ALIGN_CENTER});
    canvas_.draw(title, kMargin + side, kTop);
    canvas_.draw(number, kMargin + side, kTop + height_of(title) + 2);
    y_ = kTop + height_of(title) + height_of(number) + 8;
    if (coded) {
      canvas_.code(document_.code_, kMargin + kWidth - kCodeSide, kTop - 18, kCodeSide);
      const Text caption = canvas_.text(document_.code_caption_, kCodeWords, {.size = 7.5, .align = PANGO_ALIGN_RIGHT});
      canvas_.draw(caption, kMargin + kWidth - kCodeWords, kTop - 18 + kCodeSide + 3);
      y_ = std::max(y_, kTop - 18 + kCodeSide + 3 + height_of(caption) + 6);
    }
  }

  void foot() {
    const Frame& frame = document_.frame_;
    std::string page = frame.page;
    replace(page, "{page}", page_);
    replace(page, "{pages}", pages_);
    const double y = kPageHeight - kBottom + 18;
    canvas_.rule(kMargin, y - 5, kWidth);
    canvas_.draw(canvas_.text(frame.printed, kWidth - 90, {.size = 8}), kMargin, y);
    canvas_.draw(canvas_.text(page, 88, {.size = 8, .align = PANGO_ALIGN_RIGHT}), kMargin + kWidth - 88, y);
    if (!frame.watermark.empty()) canvas_.watermark(frame.watermark);
  }

  void turn() {
    foot();
    canvas_.next_page();
    ++page_;
    head();
  }
  /// A new page unless so much fits on this one; what never fits on one is not held together.
  void keep(double height) {
    if (y_ + height > kEnd && height <= kEnd - kTop) turn();
  }

  void flow(std::string_view words, const Style& style, double after) {
    Flow text(canvas_.text(words, kWidth, style));
    while (true) {
      y_ = text.draw(canvas_, kMargin, y_, kEnd);
      if (text.done()) break;
      turn();
    }
    y_ += after;
  }

  void put(const Words& words) {
    switch (words.look) {
      case Words::Look::subtitle:
        return flow(words.text, {.size = 12, .align = PANGO_ALIGN_CENTER}, kGap);
      case Words::Look::heading:
        keep(60);  // never alone at a page's end
        y_ += 4;
        return flow(words.text, {.size = 12, .bold = true}, 4);
      case Words::Look::paragraph:
        return flow(words.text, {.size = 11}, kGap);
      case Words::Look::closing:
        keep(40);
        y_ += kGap;
        return flow(words.text, {.size = 11, .align = PANGO_ALIGN_RIGHT}, kGap);
    }
  }

  struct Cell {
    double x = 0, width = 0;
    Flow label, text;
  };

  Cell cell(const Field& field, double x, double width) {
    return {x, width, Flow(canvas_.text(field.label, kLabel - 2 * kPadding, {.size = 9.5})),
            Flow(canvas_.text(field.text, width - kLabel - 2 * kPadding, {.size = 10.5}))};
  }

  // One row; a cell longer than a page goes on over the next ones.
  void row(std::vector<Cell> cells) {
    double needed = 0;
    for (const Cell& c : cells) needed = std::max({needed, c.label.left(), c.text.left()});
    keep(needed + 2 * kPadding);
    while (true) {
      double first = 0;
      for (const Cell& c : cells)
        if (!c.text.done()) first = std::max(first, c.text.next_line());
      if (y_ + first + 2 * kPadding > kEnd) turn();
      // The ground of the labels lies below the words, so the height is known first.
      double left = 0;
      for (const Cell& c : cells) left = std::max({left, c.text.left(), c.label.left()});
      const double room = kEnd - y_ - 2 * kPadding, height = std::min(left, room) + 2 * kPadding;
      for (const Cell& c : cells) canvas_.fill(c.x, y_, kLabel, height, 0.955);
      bool done = true;
      for (Cell& c : cells) {
        c.label.draw(canvas_, c.x + kPadding, y_ + kPadding, kEnd);
        c.text.draw(canvas_, c.x + kLabel + kPadding, y_ + kPadding, kEnd - kPadding + 0.01);
        canvas_.box(c.x, y_, kLabel, height);
        canvas_.box(c.x + kLabel, y_, c.width - kLabel, height);
        done = done && c.text.done();
      }
      y_ += height;
      if (done) return;
      turn();
    }
  }

  void put(const Table& table) {
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
      std::vector<Cell> cells;
      const Field& field = table.fields[i];
      const bool pair = !field.wide && i + 1 < table.fields.size() && !table.fields[i + 1].wide;
      cells.push_back(cell(field, kMargin, pair ? kWidth / 2 : kWidth));
      if (pair) cells.push_back(cell(table.fields[++i], kMargin + kWidth / 2, kWidth / 2));
      row(std::move(cells));
    }
    y_ += kGap;
  }

  void put(const Pictures& pictures) {
    const double width = (kWidth - 12) / 2;
    for (std::size_t i = 0; i < pictures.photos.size(); i += 2) {
      const std::size_t end = std::min(i + 2, pictures.photos.size());
      std::vector<Text> captions;
      double tall = 0;
      for (std::size_t n = i; n < end; ++n) {
        captions.push_back(canvas_.text(pictures.photos[n].caption, width, {.size = 8.5}));
        tall = std::max(tall, height_of(captions.back()));
      }
      keep(kPhotoHeight + tall + kGap);
      for (std::size_t n = i; n < end; ++n) {
        const Photo& photo = pictures.photos[n];
        const double x = kMargin + static_cast<double>(n - i) * (width + 12);
        if (const auto size = jpeg_size(photo.jpeg)) canvas_.picture(photo.jpeg, *size, x, y_, width, kPhotoHeight);
        canvas_.box(x, y_, width, kPhotoHeight);
        canvas_.draw(captions[n - i], x, y_ + kPhotoHeight + 2);
      }
      y_ += kPhotoHeight + tall + kGap;
    }
  }

  void put(const Signing& signing) {
    const double count = static_cast<double>(signing.columns.size()), width = kWidth / std::max(1.0, count);
    const Text heading = canvas_.text(signing.heading, kWidth, {.size = 11, .bold = true});
    const double above = height_of(heading) + 4;
    keep(above + kSignHeight + kRemarkHeight + kGap);
    canvas_.draw(heading, kMargin, y_);
    y_ += above;
    double x = kMargin;
    for (const std::string& column : signing.columns) {
      canvas_.box(x, y_, width, kSignHeight);
      canvas_.draw(canvas_.text(column, width - 2 * kPadding, {.size = 9}), x + kPadding, y_ + 3);
      x += width;
    }
    y_ += kSignHeight;
    canvas_.box(kMargin, y_, kWidth, kRemarkHeight);
    canvas_.draw(canvas_.text(signing.remark, kWidth - 2 * kPadding, {.size = 9}), kMargin + kPadding, y_ + 3);
    y_ += kRemarkHeight + kGap;
  }

  const Document& document_;
  Canvas canvas_;
  int page_ = 1, pages_;
  double y_ = kTop;
};

Document& Document::subtitle(std::string text) {
  blocks_.emplace_back(Words{Words::Look::subtitle, std::move(text)});
  return *this;
}
Document& Document::heading(std::string text) {
  blocks_.emplace_back(Words{Words::Look::heading, std::move(text)});
  return *this;
}
Document& Document::paragraph(std::string text) {
  blocks_.emplace_back(Words{Words::Look::paragraph, std::move(text)});
  return *this;
}
Document& Document::closing(std::string text) {
  blocks_.emplace_back(Words{Words::Look::closing, std::move(text)});
  return *this;
}
Document& Document::fields(std::vector<Field> fields) {
  blocks_.emplace_back(Table{std::move(fields)});
  return *this;
}
Document& Document::photos(std::vector<Photo> photos) {
  if (!photos.empty()) blocks_.emplace_back(Pictures{std::move(photos)});
  return *this;
}
Document& Document::signing(std::string heading, std::vector<std::string> columns, std::string remark) {
  blocks_.emplace_back(Signing{std::move(heading), std::move(columns), std::move(remark)});
  return *this;
}
Document& Document::code(std::string content, std::string caption) {
  if (content.size() > 1000) throw std::length_error("too long for a code");
  code_ = std::move(content);
  code_caption_ = std::move(caption);
  return *this;
}

std::string Document::bytes() const {
  Layout first(*this, 0);
  first.draw();
  return Layout(*this, first.pages()).draw();
}

}  // namespace linli::pdf
