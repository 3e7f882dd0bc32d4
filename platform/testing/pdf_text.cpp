#include "platform/testing/pdf_text.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace linli {

std::string pdf_text(const std::string& pdf, bool joined) {
  const std::string file = std::filesystem::temp_directory_path() / ("linli-pdf-" + std::to_string(getpid()) + ".pdf");
  std::ofstream(file, std::ios::binary) << pdf;
  std::string text;
  FILE* reader = popen(("pdftotext -raw " + file + " - 2>&1").c_str(), "r");
  char part[4096];
  while (const std::size_t n = reader ? fread(part, 1, sizeof part, reader) : 0) text.append(part, n);
  const bool well = reader && pclose(reader) == 0;
  EXPECT_TRUE(well) << text;
  std::filesystem::remove(file);
  if (joined) std::erase_if(text, [](char c) { return c == '\n' || c == '\f' || c == ' '; });
  return text;
}

}  // namespace linli
