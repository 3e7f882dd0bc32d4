#include "form.hpp"

#include <utility>

namespace linli::audit {
namespace {

constexpr const char* kColumns[] = {"xid",    "position", "at_us",      "actor",      "account", "display",
                                    "action", "object",   "scope_code", "request_id", "purpose", "detail"};

void append_number(std::string& out, std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xff);
}

std::string number(std::int64_t value) {
  std::string out;
  append_number(out, static_cast<std::uint64_t>(value));
  return out;
}

}  // namespace

std::string digest_of(const db::Row& entry) {
  std::string form;
  form.reserve(512);
  for (const char* column : kColumns) {
    if (entry.is_null(column)) {
      form += '\0';
      continue;
    }
    auto text = entry.view(column);
    form += '\1';
    append_number(form, text.size());
    form += text;
  }
  return crypto::sm3(form);
}

void BatchBuilder::add(const db::Row& entry) {
  auto digest = digest_of(entry);
  digest_.add(digest);
  batch_.marks += number(entry.integer("position"));
  batch_.marks += digest.substr(0, kMark - 8);
  ++batch_.entries;
}

Batch BatchBuilder::finish() {
  batch_.digest = digest_.finish();
  return std::exchange(batch_, {});
}

std::int64_t position_of(std::string_view mark) {
  std::uint64_t position = 0;
  for (std::size_t i = 0; i < 8; ++i) position = position << 8 | static_cast<unsigned char>(mark[i]);
  return static_cast<std::int64_t>(position);
}

std::string sign(const crypto::MacKey& key, const Seal& seal, std::string_view previous) {
  return key.sign(crypto::framed({"linli audit seal 1", number(seal.number), previous, number(seal.from_xid),
                                  number(seal.until_xid), number(seal.batch.entries), seal.batch.digest,
                                  crypto::sm3(seal.batch.marks), number(seal.sealed_us), seal.key_id}));
}

std::string no_seal() { return std::string(32, '\0'); }

crypto::MacKey sealing_key(const crypto::Secret& secret) {
  return crypto::MacKey(crypto::derive(secret.view(), "linli audit seal 1").view());
}
crypto::MacKey noting_key(const crypto::Secret& secret) {
  return crypto::MacKey(crypto::derive(secret.view(), "linli audit anchor note 1").view());
}

}  // namespace linli::audit
