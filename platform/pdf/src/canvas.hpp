#pragma once
#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>

#include "jpeg.hpp"
#include "kernel/time.hpp"

/// Drawing on A4 pages. Lengths are points (1/72 inch) from the upper left corner.
namespace linli::pdf {

constexpr double kPageWidth = 595.28, kPageHeight = 841.89;

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Text = std::unique_ptr<PangoLayout, Unref>;

struct Style {
  double size = 10.5;
  bool bold = false, serif = false;
  PangoAlignment align = PANGO_ALIGN_LEFT;
};

/// A PDF file being drawn.
class Canvas {
 public:
  /// Throws Refused{"pdf_fonts_missing"}.
  Canvas(const std::string& title, Instant at);
  /// Text set in lines of `width`, made plain first (plain.hpp).
  Text text(std::string_view words, double width, const Style& style = {});
  /// Draws the whole text; (x, y) is its upper left corner.
  void draw(const Text& text, double x, double y);
  /// Draws one line; `baseline` from the top of the page.
  void draw(PangoLayoutLine* line, double x, double baseline);
  void box(double x, double y, double width, double height);
  void fill(double x, double y, double width, double height, double grey);
  void rule(double x, double y, double width);
  /// The picture within the given box, in its own proportions, as the JPEG it is.
  void picture(const std::string& jpeg, Size pixels, double x, double y, double width, double height);
  void code(const std::string& content, double x, double y, double side);
  /// `words` slantwise across the page, over what is there, pale.
  void watermark(std::string_view words);
  void next_page();
  /// Ends the file.
  std::string finish();

 private:
  bool can_draw(char32_t character);

  std::string bytes_;
  std::unique_ptr<cairo_surface_t, Unref> surface_;
  std::unique_ptr<cairo_t, Unref> cairo_;
  std::unique_ptr<PangoContext, Unref> context_;
  std::unique_ptr<PangoFontset, Unref> fonts_;
};

/// Height of set text in points.
double height_of(const Text& text);

}  // namespace linli::pdf
