#pragma once
#include <map>
#include <mutex>
#include <string>

#include "platform/db/connection.hpp"

namespace linli::incidents {

/// Business numbers for life, `E-440104-20261122-000123`: blocks reserved per process, district and day; gaps are
/// allowed, numbers are never given twice. A reservation costs one round trip in `kBlock` numbers.
class NumberBlocks {
 public:
  std::string next(db::Connection& db, const std::string& district, LocalDate day);

 private:
  static constexpr std::int64_t kBlock = 64;
  struct Block {
    LocalDate day;
    std::int64_t next = 0, end = 0;
  };
  std::mutex mutex_;
  std::map<std::string, Block> blocks_;
};

/// `E-440104-20261122-000123`
std::string number_for_life(const std::string& district, LocalDate day, std::int64_t number);
/// Six random digits that can be said on the phone.
std::string random_phone_code();

}  // namespace linli::incidents
