#include "package.hpp"

#include <zip.h>

#include <exception>
#include <memory>
#include <vector>

#include "kernel/refusal.hpp"

namespace linli::xlsx {
namespace {

/// One part on its way through expat. Exceptions of handlers must not pass through C: they are kept, the parser
/// stopped. It still tells the end of an element that was empty; nobody hears that.
struct Reading {
  XML_Parser parser;
  const Package::Handler& handler;
  std::exception_ptr failure;

  template <class Work>
  void guarded(Work work) {
    if (failure) return;
    try {
      work();
    } catch (...) {
      failure = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }
};

std::string_view plain(const char* name) {
  const std::string_view all(name);
  const auto colon = all.find(':');
  return colon == std::string_view::npos ? all : all.substr(colon + 1);
}

void on_start(void* data, const char* name, const char** given) {
  Reading& reading = *static_cast<Reading*>(data);
  reading.guarded([&] {
    Package::Attributes attributes;
    for (; *given; given += 2) attributes.emplace(given[0], given[1]);
    if (reading.handler.start) reading.handler.start(plain(name), attributes);
  });
}
void on_end(void* data, const char* name) {
  Reading& reading = *static_cast<Reading*>(data);
  reading.guarded([&] {
    if (reading.handler.end) reading.handler.end(plain(name));
  });
}
void on_text(void* data, const char* text, int length) {
  Reading& reading = *static_cast<Reading*>(data);
  reading.guarded([&] {
    if (reading.handler.text) reading.handler.text({text, static_cast<std::size_t>(length)});
  });
}
void on_document_type(void* data, const char*, const char*, const char*, int) {
  Reading& reading = *static_cast<Reading*>(data);
  reading.guarded([] { throw Refused{"xlsx_unreadable"}; });
}

}  // namespace

Package::Package(std::string_view bytes, std::size_t unpacked) : left_(unpacked) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source) zip_ = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (source && !zip_) zip_source_free(source);
  zip_error_fini(&error);
  if (!zip_) throw Refused{"xlsx_unreadable"};
}
Package::~Package() { zip_discard(zip_); }

bool Package::has(const std::string& part) const { return zip_name_locate(zip_, part.c_str(), 0) >= 0; }

void Package::read(const std::string& part, const Handler& handler) {
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen(zip_, part.c_str(), 0), zip_fclose);
  if (!file) throw Refused{"xlsx_unreadable"};
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr), XML_ParserFree);
  Reading reading{parser.get(), handler, nullptr};
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_document_type);
  std::vector<char> buffer(64 * 1024);
  for (bool last = false; !last;) {
    const zip_int64_t got = zip_fread(file.get(), buffer.data(), buffer.size());
    if (got < 0) throw Refused{"xlsx_unreadable"};
    if (static_cast<std::size_t>(got) > left_) throw Refused{"xlsx_too_large"};
    left_ -= static_cast<std::size_t>(got);
    last = got == 0;
    const bool good = XML_Parse(parser.get(), buffer.data(), static_cast<int>(got), last) == XML_STATUS_OK;
    if (reading.failure) std::rethrow_exception(reading.failure);
    if (!good) throw Refused{"xlsx_unreadable"};
  }
}

}  // namespace linli::xlsx
