#include "store/numbers.hpp"

#include <fmt/format.h>

#include "incidents_sql.hpp"
#include "kernel/random.hpp"

namespace linli::incidents {

std::string NumberBlocks::next(db::Connection& db, const std::string& district, LocalDate day) {
  std::lock_guard lock(mutex_);
  Block& block = blocks_[district];
  if (block.day != day || block.next == block.end) {
    const db::Rows rows = db.run(sql::reserve_numbers, db::Params::of(district, day, kBlock));
    block = {day, rows[0].integer("first"), rows[0].integer("first") + kBlock};
  }
  return number_for_life(district, day, block.next++);
}

std::string number_for_life(const std::string& district, LocalDate day, std::int64_t number) {
  return fmt::format("E-{}-{}-{:06d}", district, to_compact_text(day), number);
}

std::string random_phone_code() {
  std::uint32_t bits = 0;
  do {  // a multiple of a million below 2^32 keeps every code equally likely
    fill_random(std::as_writable_bytes(std::span(&bits, 1)));
  } while (bits >= 4294000000U);
  return fmt::format("{:06d}", bits % 1000000U);
}

}  // namespace linli::incidents
