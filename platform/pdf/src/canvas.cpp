#include "canvas.hpp"

#include <cairo-pdf.h>
#include <qrencode.h>

#include <algorithm>
#include <numbers>
#include <stdexcept>

#include "kernel/refusal.hpp"
#include "plain.hpp"

namespace linli::pdf {
namespace {

constexpr const char *kSans = "Noto Sans CJK SC", *kSerif = "Noto Serif CJK SC";
constexpr char32_t kMiddle = 0x4e2d;  // a character every Chinese font has
constexpr double kInk = 0.12, kLine = 0.45;
constexpr std::size_t kCodeBytes = 1000;

struct FreeFont {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using Font = std::unique_ptr<PangoFontDescription, FreeFont>;

Font font_of(const Style& style) {
  Font font(pango_font_description_new());
  pango_font_description_set_family_static(font.get(), style.serif ? kSerif : kSans);
  pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
  return font;
}

cairo_status_t append(void* target, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

double height_of(const Text& text) {
  int width = 0, height = 0;
  pango_layout_get_size(text.get(), &width, &height);
  return static_cast<double>(height) / PANGO_SCALE;
}

Canvas::Canvas(const std::string& title, Instant at)
    : surface_(cairo_pdf_surface_create_for_stream(append, &bytes_, kPageWidth, kPageHeight)) {
  const std::string date = to_text(std::chrono::floor<std::chrono::seconds>(at));
  cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE, date.c_str());
  cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_.reset(cairo_create(surface_.get()));
  context_.reset(pango_cairo_create_context(cairo_.get()));
  pango_context_set_language(context_.get(), pango_language_from_string("zh-cn"));
  pango_cairo_context_set_resolution(context_.get(), 72);
  fonts_.reset(pango_font_map_load_fontset(pango_context_get_font_map(context_.get()), context_.get(),
                                           font_of({}).get(), pango_context_get_language(context_.get())));
  if (!can_draw(kMiddle)) throw Refused{"pdf_fonts_missing"};
}

bool Canvas::can_draw(char32_t character) {
  const std::unique_ptr<PangoFont, Unref> font(pango_fontset_get_font(fonts_.get(), character));
  return font && pango_font_has_char(font.get(), character);
}

Text Canvas::text(std::string_view words, double width, const Style& style) {
  Text layout(pango_layout_new(context_.get()));
  const std::string clean = plain(words, [this](char32_t c) { return can_draw(c); });
  pango_layout_set_font_description(layout.get(), font_of(style).get());
  pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir(layout.get(), FALSE);  // a line's words never move its start to the other margin
  pango_layout_set_alignment(layout.get(), style.align);
  pango_layout_set_line_spacing(layout.get(), 1.15F);
  pango_layout_set_text(layout.get(), clean.data(), static_cast<int>(clean.size()));
  return layout;
}

void Canvas::draw(const Text& text, double x, double y) {
  cairo_set_source_rgb(cairo_.get(), kInk, kInk, kInk);
  cairo_move_to(cairo_.get(), x, y);
  pango_cairo_show_layout(cairo_.get(), text.get());
}

void Canvas::draw(PangoLayoutLine* line, double x, double baseline) {
  cairo_set_source_rgb(cairo_.get(), kInk, kInk, kInk);
  cairo_move_to(cairo_.get(), x, baseline);
  pango_cairo_show_layout_line(cairo_.get(), line);
}

void Canvas::box(double x, double y, double width, double height) {
  cairo_set_source_rgb(cairo_.get(), kLine, kLine, kLine);
  cairo_set_line_width(cairo_.get(), 0.6);
  cairo_rectangle(cairo_.get(), x, y, width, height);
  cairo_stroke(cairo_.get());
}

void Canvas::fill(double x, double y, double width, double height, double grey) {
  cairo_set_source_rgb(cairo_.get(), grey, grey, grey);
  cairo_rectangle(cairo_.get(), x, y, width, height);
  cairo_fill(cairo_.get());
}

void Canvas::rule(double x, double y, double width) {
  cairo_set_source_rgb(cairo_.get(), kLine, kLine, kLine);
  cairo_set_line_width(cairo_.get(), 0.6);
  cairo_move_to(cairo_.get(), x, y);
  cairo_line_to(cairo_.get(), x + width, y);
  cairo_stroke(cairo_.get());
}

void Canvas::picture(const std::string& jpeg, Size pixels, double x, double y, double width, double height) {
  // The surface's own pixels are never looked at: the JPEG goes into the file as it is.
  const std::unique_ptr<cairo_surface_t, Unref> image(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels.width, pixels.height));
  auto* bytes = new std::string(jpeg);
  cairo_surface_set_mime_data(
      image.get(), CAIRO_MIME_TYPE_JPEG, reinterpret_cast<const unsigned char*>(bytes->data()), bytes->size(),
      [](void* kept) { delete static_cast<std::string*>(kept); }, bytes);
  const double scale = std::min(width / pixels.width, height / pixels.height);
  cairo_save(cairo_.get());
  cairo_translate(cairo_.get(), x + (width - pixels.width * scale) / 2, y + (height - pixels.height * scale) / 2);
  cairo_scale(cairo_.get(), scale, scale);
  cairo_set_source_surface(cairo_.get(), image.get(), 0, 0);
  cairo_paint(cairo_.get());
  cairo_restore(cairo_.get());
}

void Canvas::code(const std::string& content, double x, double y, double side) {
  if (content.size() > kCodeBytes) throw std::length_error("too long for a code");
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(content.c_str(), 0, QR_ECLEVEL_M),
                                                             QRcode_free);
  if (!code) throw std::runtime_error("no code for " + content);
  const double module = side / code->width;
  for (int row = 0; row < code->width; ++row)
    for (int column = 0; column < code->width; ++column)
      if ((code->data[row * code->width + column] & 1) != 0)
        cairo_rectangle(cairo_.get(), x + column * module, y + row * module, module, module);
  cairo_set_source_rgb(cairo_.get(), 0, 0, 0);
  cairo_fill(cairo_.get());
}

void Canvas::watermark(std::string_view words) {
  const Text line = text(words, kPageWidth, {.size = 16});
  for (const double y : {0.24, 0.52, 0.8}) {
    cairo_save(cairo_.get());
    cairo_translate(cairo_.get(), kPageWidth * 0.14, kPageHeight * y);
    cairo_rotate(cairo_.get(), -std::numbers::pi / 7);
    cairo_move_to(cairo_.get(), 0, 0);
    cairo_set_source_rgba(cairo_.get(), 0.2, 0.2, 0.2, 0.13);
    pango_cairo_show_layout(cairo_.get(), line.get());
    cairo_restore(cairo_.get());
  }
}

void Canvas::next_page() { cairo_show_page(cairo_.get()); }

std::string Canvas::finish() {
  cairo_surface_finish(surface_.get());
  if (const cairo_status_t status = cairo_surface_status(surface_.get()); status != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(std::string("pdf: ") + cairo_status_to_string(status));
  return std::move(bytes_);
}

}  // namespace linli::pdf
