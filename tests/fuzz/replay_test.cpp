// Every reader of outside input reads what once broke it or a reader like it, and a valid thing of each kind
// (tests/fuzz/corpus/NAME/); a crash or an abort is the failure.
#include <gmock/gmock.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace {

using Reader = int (*)(const std::uint8_t*, std::size_t);
}  // namespace
/// Every target of this build by its name; written by tests/fuzz/CMakeLists.txt.
const std::map<std::string, Reader>& fuzz_readers();
namespace {

namespace fs = std::filesystem;

TEST(FuzzReplay, EveryReaderBearsItsCorpus) {
  for (const auto& [name, read] : fuzz_readers()) {
    const fs::path folder = fs::path(LINLI_SOURCE_DIR "/tests/fuzz/corpus") / name;
    ASSERT_TRUE(fs::is_directory(folder)) << "no corpus for " << name;
    int inputs = 0;
    for (const auto& file : fs::directory_iterator(folder)) {
      std::ifstream in(file.path(), std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(in)), {});
      SCOPED_TRACE(file.path().string());
      // Whole, and cut off everywhere where that is cheap.
      const std::size_t step = bytes.size() / 200 + 1;
      for (std::size_t size = bytes.size();; size = size > step ? size - step : 0) {
        EXPECT_EQ(read(reinterpret_cast<const std::uint8_t*>(bytes.data()), size), 0);
        if (size == 0) break;
      }
      ++inputs;
    }
    EXPECT_GT(inputs, 0) << name;
  }
}

}  // namespace
