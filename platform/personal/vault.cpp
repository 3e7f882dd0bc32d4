#include "platform/personal/vault.hpp"

#include <mutex>

#include "kernel/codes.hpp"
#include "kernel/refusal.hpp"
#include "kernel/text.hpp"
#include "personal_sql.hpp"
#include "tokens.hpp"
#include "wrapping.hpp"

namespace linli::personal {
namespace {

// A stored value: form (1 byte), id of the subject's key (8 bytes), sealed bytes.
constexpr char kForm = 1;
constexpr std::size_t kHead = 1 + kKeyIdBytes;

std::string_view view_of(const Uuid& id) { return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()}; }

std::string context_of(std::string_view head, const Ref& ref, std::string_view field) {
  return crypto::framed({"linli personal value 1", head, view_of(ref.subject), view_of(ref.record), field});
}

[[noreturn]] void damaged(const Ref& ref, std::string_view field) {
  throw Refused{"personal_value_damaged",
                {{"subject", ref.subject.text()}, {"record", ref.record.text()}, {"field", std::string(field)}}};
}

std::string array_of(const std::vector<std::string>& numbers) {
  std::string out = "{";
  for (const auto& number : numbers) out += (out.size() > 1 ? "," : "") + number;
  return out + "}";
}

}  // namespace

struct Vault::Impl {
  Wrapping wrapping;
  crypto::MacKey search, blind, digests;

  Impl(const crypto::KeyRing& keys, const crypto::Key& index)
      : wrapping(keys),
        search(crypto::derive(index.secret.view(), "linli search token 1").view()),
        blind(crypto::derive(index.secret.view(), "linli blind index 1").view()),
        digests(crypto::derive(index.secret.view(), "linli keyed digest 1").view()) {}
};

Vault::Vault(std::shared_ptr<crypto::KeyRing> keys)
    : keys_(std::move(keys)), impl_(std::make_unique<Impl>(*keys_, *keys_->current(crypto::KeyUse::index))) {}
Vault::~Vault() = default;

Subject Vault::create(db::Batch& batch, Instant now) {
  Subject subject;
  subject.id_ = Uuid::v7(now);
  subject.is_new_ = true;
  auto key = SubjectKey::random();
  auto under = keys_->current(crypto::KeyUse::wrap);
  batch.add(sql::add_subject,
            db::Params::of(subject.id_, under->id, db::Bytes{impl_->wrapping.wrap(*under, subject.id_, key)}, now));
  subject.key_ = crypto::SealingKey(key.secret);
  subject.key_id_ = key.id;
  return subject;
}

Subject Vault::unlock(db::Connection& db, const Uuid& id) {
  auto row = db.run(sql::subject, db::Params::of(id)).first();
  if (!row || row->is_null("wrapped")) throw Refused{"person_erased"};
  auto key = impl_->wrapping.unwrap(row->text("wrap_key"), id, row->bytes("wrapped"));
  Subject subject;
  subject.id_ = id;
  subject.key_ = crypto::SealingKey(key.secret);
  subject.key_id_ = key.id;
  return subject;
}

void Vault::put(db::Batch& batch, const Subject& subject, const Uuid& record, const Values& values) {
  if (values.empty()) return;
  std::vector<std::string> fields, ciphers;
  // An array of arrays has one length for all, so each field's tokens travel as the text of an array; none as "{}".
  std::vector<std::string> tokens;
  std::string head = kForm + subject.key_id_;
  for (const auto& [field, value] : values) {
    fields.push_back(field);
    auto sealed = subject.key_.seal(context_of(head, {subject.id_, record}, field), value);
    ciphers.push_back("\\x" + crypto::to_hex(head + sealed));
    tokens.push_back(array_of(tokens_of_value(impl_->search, field, value)));
  }
  batch.add(subject.is_new_ ? sql::add_values : sql::put_values,
            db::Params::of(subject.id_, record, fields, ciphers, tokens));
}

Values Vault::open(db::Connection& db, const Ref& ref) {
  auto all = open_many(db, {ref});
  return all.empty() ? Values{} : std::move(all.begin()->second);
}

std::map<Ref, Values> Vault::open_many(db::Connection& db, const std::vector<Ref>& refs) {
  if (refs.empty()) return {};
  db::Batch batch;
  ask(batch, refs);
  return read(db.read(batch)[0]);
}

void Vault::ask(db::Batch& batch, const std::vector<Ref>& refs) {
  std::vector<Uuid> subjects, records;
  for (const Ref& ref : refs) {
    subjects.push_back(ref.subject);
    records.push_back(ref.record);
  }
  batch.add(sql::values_of, db::Params::of(subjects, records));
}

std::map<Ref, Values> Vault::read(const db::Rows& rows) const {
  std::map<Ref, Values> out;
  Uuid unlocked;
  SubjectKey key;
  crypto::SealingKey sealing;
  for (const auto& row : rows) {
    Ref ref{row.uuid("subject"), row.uuid("record")};
    if (unlocked != ref.subject) {  // rows come by subject
      key = impl_->wrapping.unwrap(row.text("wrap_key"), ref.subject, row.bytes("wrapped"));
      sealing = crypto::SealingKey(key.secret);
      unlocked = ref.subject;
    }
    auto field = row.text("field");
    auto cipher = row.bytes("cipher");
    std::string head = kForm + key.id;
    if (!cipher.starts_with(head)) damaged(ref, field);
    auto clear = sealing.open(context_of(head, ref, field), std::string_view(cipher).substr(kHead));
    if (!clear) damaged(ref, field);
    out[ref].emplace(std::move(field), std::move(*clear));
  }
  return out;
}

void Vault::erase(db::Batch& batch, const Uuid& subject, Instant now) {
  batch.add(sql::erase_subject, db::Params::of(subject, now));
  batch.add(sql::erase_values, db::Params::of(subject));
  batch.add(sql::note_erasure, db::Params::of(subject, now));
}

std::vector<Ref> Vault::find(db::Connection& db, std::string_view field, std::string_view query, int limit) {
  auto tokens = tokens_of_query(impl_->search, field, query);
  if (tokens.empty()) return {};
  std::vector<Ref> found;
  for (const auto& row : db.run(sql::find_records, db::Params::of(array_of(tokens), limit)))
    found.push_back({row.uuid("subject"), row.uuid("record")});
  if (tokens.size() > 1) {  // the fragments are all there; in this order?
    auto wanted = normalised(field, query);
    auto values = open_many(db, found);
    std::erase_if(found, [&](const Ref& ref) {
      auto value = values.find(ref);
      return value == values.end() ||
             normalised(field, value->second[std::string(field)]).find(wanted) == std::string::npos;
    });
  }
  return found;
}

std::string Vault::token(std::string_view field, std::string_view value) const {
  auto mac = impl_->blind.sign(crypto::framed({field, normalised(field, value)}));
  return crypto::to_base64url(std::string_view(mac).substr(0, 16));
}

std::string Vault::digest(std::string_view text) const { return crypto::to_base64url(impl_->digests.sign(text)); }

std::string masked(std::string_view field, std::string_view value) {
  field = kind_of(field);
  if (field == "name") return masked_name(value);
  if (field == "phone") return masked_phone(normalised_phone(value));
  auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (field == "id_number") {
    if (value.size() < 8) return std::string(value.size(), '*');
    return std::string(value.substr(0, 3)) + std::string(value.size() - 5, '*') +
           std::string(value.substr(value.size() - 2));
  }
  std::string out(value);
  for (std::size_t from = 0; from < out.size(); ++from) {
    std::size_t end = from;
    while (end < out.size() && is_digit(out[end])) ++end;
    if (end - from >= 7)
      std::fill(out.begin() + static_cast<std::ptrdiff_t>(from + 3), out.begin() + static_cast<std::ptrdiff_t>(end - 2),
                '*');
    from = std::max(from, end);
  }
  return out;
}

}  // namespace linli::personal
