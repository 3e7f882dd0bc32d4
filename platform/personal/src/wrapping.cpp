#include "wrapping.hpp"

#include "kernel/refusal.hpp"

namespace linli::personal {
namespace {

std::string context_of(std::string_view under, const Uuid& subject, std::string_view key_id) {
  std::string_view id{reinterpret_cast<const char*>(subject.bytes.data()), subject.bytes.size()};
  return crypto::framed({"linli subject key 1", under, id, key_id});
}

}  // namespace

SubjectKey SubjectKey::random() { return {crypto::random_bytes(kKeyIdBytes), crypto::Secret::random(32)}; }

std::string wrap(const crypto::Key& under, const Uuid& subject, const SubjectKey& key) {
  return key.id + crypto::SealingKey(under.secret).seal(context_of(under.id, subject, key.id), key.secret.view());
}

SubjectKey unwrap(const crypto::KeyRing& keys, std::string_view under, const Uuid& subject, std::string_view wrapped) {
  auto key = keys.find(under);
  if (!key) throw Refused{"personal_key_missing", {{"key", std::string(under)}}};
  auto id = wrapped.substr(0, kKeyIdBytes);
  std::optional<std::string> secret;
  if (wrapped.size() > kKeyIdBytes)
    secret = crypto::SealingKey(key->secret).open(context_of(under, subject, id), wrapped.substr(kKeyIdBytes));
  if (!secret) throw Refused{"personal_value_damaged", {{"subject", subject.text()}, {"record", ""}, {"field", ""}}};
  return {std::string(id), crypto::Secret(std::move(*secret))};
}

}  // namespace linli::personal
