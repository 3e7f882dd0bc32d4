#include "registration.hpp"

#include <algorithm>

#include "access_sql.hpp"
#include "kernel/codes.hpp"
#include "kernel/refusal.hpp"
#include "kernel/text.hpp"
#include "platform/personal/vault.hpp"
#include "wrong_field.hpp"

namespace linli::access {

void check(const RealPerson& person) {
  std::vector<FieldError> errors;
  const std::size_t length = character_count(tidied(person.name));
  if (length < 2 || length > 40 || person.name.find('*') != std::string::npos)
    errors.push_back({"name", "real_name_needed", {}});
  if (!is_valid_phone(person.phone)) errors.push_back({"phone", "phone_invalid", {}});
  if (!errors.empty()) throw Refused(std::move(errors));
}

void check_username(std::string_view username) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  };
  if (username.size() < 3 || username.size() > 32 || !std::ranges::all_of(username, fits) || username.front() == '.' ||
      username.front() == '_' || username.front() == '-')
    throw wrong_field("username", "username_form");
}

std::optional<Uuid> registered_person(const Access& access, db::Connection& db, const RealPerson& person) {
  const auto row = db.run(sql::person_by_phone, db::Params::of(access.vault().token("phone", person.phone))).first();
  if (!row) return std::nullopt;
  const Uuid id = row->uuid("id");
  const auto values = access.vault().open(db, {row->uuid("subject"), id});
  const auto name = values.find("staff_name");
  if (!row->boolean("registered") || name == values.end() || name->second != tidied(person.name))
    throw Refused{"phone_of_another"};
  return id;
}

Uuid register_person(const Access& access, db::Batch& batch, const RealPerson& person, Instant now) {
  const Uuid id = Uuid::v7(now);
  const std::string name = tidied(person.name), phone = normalised_phone(person.phone);
  const personal::Subject subject = access.vault().create(batch, now);
  access.vault().put(batch, subject, id, {{"staff_name", name}, {"phone", phone}});
  batch.add(sql::add_person,
            db::Params::of(id, subject.id(), masked_name(name), access.vault().token("phone", phone), now));
  return id;
}

void write_account(db::Batch& batch, const AccountToWrite& account, const Uuid& person, const Uuid& opened_by,
                   Instant now) {
  const std::optional<Uuid> by = opened_by.is_nil() ? std::nullopt : std::optional(opened_by);
  batch.add(sql::add_account, db::Params::of(account.id, person, account.username, account.password_hash, account.unit,
                                             account.valid_from, account.valid_to, now, by));
  for (const DatedGrant& dated : account.grants) {
    const Grant& grant = dated.grant;
    const std::optional<Uuid> unit = grant.unit.is_nil() ? std::nullopt : std::optional(grant.unit);
    batch.add(sql::add_assignment, db::Params::of(Uuid::v7(now), account.id, grant.role, grant.prefix, grant.line, unit,
                                                  dated.valid_from, dated.valid_to, by, now));
  }
}

}  // namespace linli::access
