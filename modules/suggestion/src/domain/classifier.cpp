#include "domain/classifier.hpp"

#include <fasttext/fasttext.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include "domain/characters.hpp"

namespace linli::suggestion {
namespace {

constexpr std::string_view kLabel = "__label__";

// A file without a place on any disk: the library reads and writes by path, and reported words never lie in clear.
class MemoryFile {
 public:
  MemoryFile() : fd_(memfd_create("suggestion", MFD_CLOEXEC)) {
    if (fd_ < 0) throw std::system_error(errno, std::generic_category(), "memfd_create");
  }
  ~MemoryFile() { close(fd_); }
  MemoryFile(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }
  void append(std::string_view text) {
    while (!text.empty()) {
      const ssize_t n = write(fd_, text.data(), text.size());
      if (n < 0) throw std::system_error(errno, std::generic_category(), "memfd");
      text.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  std::string read() const {
    std::string all(static_cast<std::size_t>(lseek(fd_, 0, SEEK_END)), '\0');
    for (std::size_t at = 0; at < all.size();) {
      const ssize_t n = pread(fd_, all.data() + at, all.size() - at, static_cast<off_t>(at));
      if (n <= 0) throw std::system_error(errno, std::generic_category(), "memfd");
      at += static_cast<std::size_t>(n);
    }
    return all;
  }

 private:
  int fd_;
};

std::string line_of(std::string_view text) {
  std::string line;
  for (const std::string& c : characters(text)) (line += c) += ' ';
  return line;
}

fasttext::Args arguments(const std::string& input) {
  // 30,000 buckets for runs of characters: some 4 MB, where the library's default would take 250.
  fasttext::Args args;
  args.parseArgs({"fasttext", "supervised", "-input", input,     "-output", "-",        "-dim",
                  "32",       "-lr",        "0.5",    "-epoch",  "20",      "-loss",    "softmax",
                  "-minn",    "0",          "-maxn",  "0",       "-bucket", "30000",    "-wordNgrams",
                  "3",        "-minCount",  "2",      "-thread", "1",       "-verbose", "0"});
  return args;
}

}  // namespace

struct Classifier::Impl {
  mutable fasttext::FastText model;  // asking changes nothing in it, but is not declared so
};

Classifier Classifier::learn(const std::vector<Example>& examples) {
  if (std::adjacent_find(examples.begin(), examples.end(),
                         [](const Example& a, const Example& b) { return a.matter != b.matter; }) == examples.end())
    throw std::invalid_argument("examples of one matter only");
  MemoryFile file;
  for (const Example& e : examples) file.append(std::string(kLabel) + e.matter + " " + line_of(e.text) + "\n");
  auto impl = std::make_shared<Impl>();
  impl->model.train(arguments(file.path()));
  return Classifier(impl);
}

Classifier Classifier::read(const std::string& bytes) {
  auto impl = std::make_shared<Impl>();
  std::istringstream in(bytes);
  if (bytes.size() < 8) throw std::invalid_argument("not a model");
  MemoryFile file;
  file.append(bytes);
  impl->model.loadModel(file.path());
  return Classifier(impl);
}

std::string Classifier::bytes() const {
  MemoryFile file;
  impl_->model.saveModel(file.path());
  return file.read();
}

std::vector<Guess> Classifier::guess(std::string_view text, int most) const {
  std::istringstream line(line_of(text) + "\n");
  std::vector<std::pair<fasttext::real, std::string>> found;
  std::vector<Guess> guesses;
  if (!impl_->model.predictLine(line, found, most, 0)) return guesses;
  for (const auto& [share, label] : found) guesses.push_back({label.substr(kLabel.size()), share});
  return guesses;
}

int Classifier::known_percent(std::string_view text) const {
  const std::vector<std::string> all = characters(text);
  if (all.empty()) return 0;
  const auto known =
      std::count_if(all.begin(), all.end(), [&](const std::string& c) { return impl_->model.getWordId(c) >= 0; });
  return static_cast<int>(known * 100 / static_cast<std::ptrdiff_t>(all.size()));
}

}  // namespace linli::suggestion
