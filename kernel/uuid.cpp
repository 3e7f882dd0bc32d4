#include "kernel/uuid.hpp"

#include <algorithm>

#include "kernel/random.hpp"
#include "kernel/refusal.hpp"

namespace linli {
namespace {

constexpr char kHex[] = "0123456789abcdef";

bool hyphen_before(std::size_t byte) { return byte == 4 || byte == 6 || byte == 8 || byte == 10; }

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

bool Uuid::is_nil() const {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b == 0; });
}

std::string Uuid::text() const {
  std::string out(36, '-');
  std::size_t at = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (hyphen_before(i)) ++at;
    out[at++] = kHex[bytes[i] >> 4];
    out[at++] = kHex[bytes[i] & 15];
  }
  return out;
}

Uuid Uuid::parse(std::string_view text) {
  Uuid id;
  std::size_t at = 0;
  bool good = text.size() == 36;
  for (std::size_t i = 0; good && i < id.bytes.size(); ++i) {
    if (hyphen_before(i)) good = text[at++] == '-';
    int high = hex_value(text[at]), low = hex_value(text[at + 1]);
    good = good && high >= 0 && low >= 0;
    id.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    at += 2;
  }
  if (!good) throw Refused{"invalid_id", {{"value", std::string(text.substr(0, 40))}}};
  return id;
}

Uuid Uuid::v7(Instant at) {
  using std::chrono::floor;
  using std::chrono::milliseconds;
  Uuid id;
  fill_random(std::as_writable_bytes(std::span(id.bytes)).subspan(7));
  auto whole = floor<milliseconds>(at);
  auto ms = static_cast<std::uint64_t>(whole.time_since_epoch().count());
  for (int i = 0; i < 6; ++i) id.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  // The microseconds go into the next 12 bits (RFC 9562, 6.2 method 3): ids of one process sort as they were
  // made.
  auto fraction = static_cast<std::uint32_t>((at - whole).count() * 4096 / 1000);
  id.bytes[6] = static_cast<std::uint8_t>(0x70 | (fraction >> 8));
  id.bytes[7] = static_cast<std::uint8_t>((fraction & 0xfc) | (id.bytes[7] & 3));
  id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));
  return id;
}

}  // namespace linli
