#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <stdexcept>

#include "platform/xlsx/xlsx.hpp"

namespace linli::xlsx {
namespace {

constexpr double kColumnWidth = 18;

/// A file that has no name on any disk.
class MemoryFile {
 public:
  MemoryFile() : fd_(memfd_create("sheet.xlsx", MFD_CLOEXEC)) {
    if (fd_ < 0) throw std::runtime_error("no memory file");
  }
  ~MemoryFile() { close(fd_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }
  std::string content() const {
    std::string bytes(static_cast<std::size_t>(lseek(fd_, 0, SEEK_END)), '\0');
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t got = pread(fd_, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
      if (got <= 0) throw std::runtime_error("memory file cut off");
      at += static_cast<std::size_t>(got);
    }
    return bytes;
  }

 private:
  int fd_;
};

void write_row(lxw_worksheet* sheet, std::size_t row, const Row& cells, lxw_format* format) {
  for (std::size_t column = 0; column < cells.size(); ++column)
    if (!cells[column].empty())
      worksheet_write_string(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), cells[column].c_str(),
                             format);
}

}  // namespace

std::string write(const std::string& name, const Row& heading, const std::vector<Row>& rows) {
  const MemoryFile file;
  lxw_workbook* book = workbook_new(file.path().c_str());
  if (!book) throw std::runtime_error("no workbook");
  lxw_worksheet* sheet = workbook_add_worksheet(book, name.c_str());
  lxw_format* bold = workbook_add_format(book);
  format_set_bold(bold);
  if (sheet && !heading.empty()) {
    worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(heading.size() - 1), kColumnWidth, nullptr);
    worksheet_freeze_panes(sheet, 1, 0);
    write_row(sheet, 0, heading, bold);
    for (std::size_t i = 0; i < rows.size(); ++i) write_row(sheet, i + 1, rows[i], nullptr);
  }
  if (workbook_close(book) != LXW_NO_ERROR || !sheet) throw std::runtime_error("workbook not written");
  return file.content();
}

}  // namespace linli::xlsx
