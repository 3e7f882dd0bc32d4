#include "platform/http/web_pages.hpp"

#include <openssl/evp.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "platform/http/url.hpp"
#include "platform/resources.hpp"
#include "wire.hpp"

namespace linli::http {
namespace {

constexpr std::size_t kWorthCompressing = 1024;
constexpr int kBestLevel = 9;
constexpr std::array<std::string_view, 3> kEntries = {"console/", "field/", "screen/"};

struct Page {
  std::shared_ptr<const std::string> plain, gzip;  ///< gzip is null where it saves nothing
  std::string type, etag, cache;
};

std::string etag_of(std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr);
  std::string tag = "W/\"";
  for (int i = 0; i < 8; ++i) {
    constexpr char kHex[] = "0123456789abcdef";
    tag += kHex[digest[i] >> 4];
    tag += kHex[digest[i] & 15];
  }
  return tag + "\"";
}

Page page_of(std::string_view path, std::string_view bytes, bool compressing) {
  Page page;
  page.type = media_type_of(path);
  page.etag = etag_of(bytes);
  page.cache = path.starts_with("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  page.plain = std::make_shared<const std::string>(bytes);
  if (compressing && bytes.size() > kWorthCompressing && is_compressible(page.type)) {
    std::string packed = gzipped(bytes, kBestLevel);
    if (packed.size() < bytes.size()) page.gzip = std::make_shared<const std::string>(std::move(packed));
  }
  return page;
}

Response response_of(const Page& page, const Request& request) {
  Response response;
  response.headers["content-type"] = page.type;
  response.headers["etag"] = page.etag;
  response.headers["cache-control"] = page.cache;
  response.shared = page.plain;
  if (page.gzip) {
    response.headers["vary"] = "Accept-Encoding";
    if (accepts_gzip(request)) {
      response.shared = page.gzip;
      response.headers["content-encoding"] = "gzip";
    }
  }
  answer_not_modified(request, response);
  return response;
}

Response redirect_to(const std::string& location) {
  Response response;
  response.status = 301;
  response.headers["location"] = location;
  response.headers["cache-control"] = "no-cache";
  return response;
}

/// No empty, "." or ".." segment: nothing that could leave the folder.
bool is_plain(std::string_view path) {
  if (path.find("//") != std::string_view::npos) return false;
  for (std::string_view part : path_segments(path))
    if (part == ".." || part == ".") return false;
  return true;
}

/// A link into an application rather than a file: the last segment has no extension and a page would do.
bool is_navigation(const Request& request) {
  const std::string accept = request.header("accept");
  const std::string_view last = std::string_view(request.path).substr(request.path.rfind('/') + 1);
  return last.find('.') == std::string_view::npos &&
         (accept.empty() || accept.find("text/html") != std::string::npos || accept.find("*/*") != std::string::npos);
}

/// Path lookup shared by both kinds; they differ in where a file comes from.
class Site : public WebPages {
 public:
  std::optional<Response> answer(const Request& request) const final {
    const std::string_view path = std::string_view(request.path).substr(1);
    if (!is_plain(request.path)) return std::nullopt;
    const std::string file = path.empty() || path.ends_with('/') ? std::string(path) + "index.html" : std::string(path);
    if (auto page = find(file)) return response_of(*page, request);
    if (find(std::string(path) + "/index.html")) return redirect_to(request.path + "/");
    if (path.starts_with("api/")) return std::nullopt;
    for (std::string_view entry : kEntries)
      if (path.starts_with(entry)) return application(std::string(entry) + "index.html", request);
    if (auto resident = application("index.html", request)) return resident;
    return application("resident/index.html", request);
  }

 private:
  virtual std::shared_ptr<const Page> find(const std::string& file) const = 0;

  std::optional<Response> application(const std::string& index, const Request& request) const {
    if (!is_navigation(request)) return std::nullopt;
    auto page = find(index);
    if (!page) return std::nullopt;
    return response_of(*page, request);
  }
};

class FixedSite final : public Site {
 public:
  explicit FixedSite(const resources::Files& files) {
    for (const auto& [path, bytes] : files) pages_[path] = std::make_shared<const Page>(page_of(path, bytes, true));
  }

 private:
  std::shared_ptr<const Page> find(const std::string& file) const override {
    auto found = pages_.find(file);
    return found == pages_.end() ? nullptr : found->second;
  }
  std::map<std::string, std::shared_ptr<const Page>, std::less<>> pages_;
};

class FolderSite final : public Site {
 public:
  explicit FolderSite(std::string folder) : folder_(std::move(folder)) {}

 private:
  std::shared_ptr<const Page> find(const std::string& file) const override {
    const std::filesystem::path path = std::filesystem::path(folder_) / file;
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return nullptr;
    std::ifstream in(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    auto page = std::make_shared<Page>(page_of(file, bytes.str(), false));
    page->cache = "no-cache";
    return page;
  }
  std::string folder_;
};

}  // namespace

std::string media_type_of(std::string_view path) {
  struct Known {
    std::string_view extension, type;
  };
  static constexpr Known kKnown[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff", "font/woff"},
      {".woff2", "font/woff2"},
      {".ttf", "font/ttf"},
      {".wasm", "application/wasm"},
      {".txt", "text/plain; charset=utf-8"},
      {".xml", "application/xml"},
      {".pdf", "application/pdf"},
      {".mp3", "audio/mpeg"},
      {".mp4", "video/mp4"},
  };
  for (const Known& known : kKnown)
    if (path.ends_with(known.extension)) return std::string(known.type);
  return "application/octet-stream";
}

std::shared_ptr<const WebPages> WebPages::of(const resources::Files& files) {
  return std::make_shared<FixedSite>(files);
}

std::shared_ptr<const WebPages> WebPages::embedded(std::string_view prefix) {
  resources::Files files;
  for (const std::string& path : resources::list(prefix)) files[path.substr(prefix.size())] = resources::get(path);
  return of(files);
}

std::shared_ptr<const WebPages> WebPages::folder(std::string path) {
  return std::make_shared<FolderSite>(std::move(path));
}

}  // namespace linli::http
