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

crypto::SealingKey Wrapping::prepared(const crypto::Key& key) {
  std::lock_guard lock(mutex_);
  auto found = prepared_.find(key.id);
  if (found == prepared_.end()) found = prepared_.emplace(key.id, crypto::SealingKey(key.secret)).first;
  return found->second;
}

std::string Wrapping::wrap(const crypto::Key& under, const Uuid& subject, const SubjectKey& key) {
  return key.id + prepared(under).seal(context_of(under.id, subject, key.id), key.secret.view());
}

SubjectKey Wrapping::unwrap(std::string_view under, const Uuid& subject, std::string_view wrapped) {
  auto key = keys_.find(under);
  if (!key) throw Refused{"personal_key_missing", {{"key", std::string(under)}}};
  auto id = wrapped.substr(0, kKeyIdBytes);
  std::optional<std::string> secret;
  if (wrapped.size() > kKeyIdBytes)
    secret = prepared(*key).open(context_of(under, subject, id), wrapped.substr(kKeyIdBytes));
  if (!secret) throw Refused{"personal_value_damaged", {{"subject", subject.text()}, {"record", ""}, {"field", ""}}};
  return {std::string(id), crypto::Secret(std::move(*secret))};
}

}  // namespace linli::personal
