#include "links.hpp"

#include <boost/json.hpp>

#include "access_sql.hpp"
#include "kernel/refusal.hpp"
#include "lockout.hpp"
#include "passwords.hpp"

namespace linli::access {
namespace {

std::chrono::hours lasts(LinkKind kind) {
  switch (kind) {
    case LinkKind::new_account:
      return std::chrono::hours(24 * 7);
    case LinkKind::new_password:
      return std::chrono::hours(24);
    case LinkKind::recovery:
      return std::chrono::hours(1);
  }
  return {};
}

}  // namespace

std::string OneTimeLink::path() const { return page + "#" + secret; }

OneTimeLink make_link(db::Batch& batch, LinkKind kind, const Uuid& account, Instant now) {
  OneTimeLink link{new_secret(), now + lasts(kind), "/console/welcome"};
  const char* const name = kind == LinkKind::new_account ? "new_account" : "new_password";
  batch.add(sql::add_link, db::Params::of(digest_of(link.secret), name, account, now, link.ends_at));
  return link;
}

LinkOwner owner_of(db::Connection& db, std::string_view secret, Instant now) {
  const auto row = db.run(sql::link_by_digest, db::Params::of(digest_of(secret), now)).first();
  if (!row) throw Refused{"link_over"};
  LinkOwner owner;
  owner.kind = row->text("kind");
  owner.ends_at = row->instant("ends_at");
  if (row->is_null("account")) return owner;
  if (row->text("state") == "closed") throw Refused{"link_over"};
  owner.account = row->uuid("account");
  owner.username = row->text("username");
  owner.display = row->text("display");
  owner.unit_prefix = row->text("unit_prefix");
  return owner;
}

void set_password_by_link(Access& access, db::Connection& db, const Asking& by, std::string_view secret,
                          std::string_view password) {
  const LinkOwner owner = owner_of(db, secret, by.now);
  if (owner.account.is_nil()) throw Refused{"link_over"};
  check_password(password, owner.username);
  db::Batch batch;
  batch.add(sql::use_link, db::Params::of(digest_of(secret), by.now));
  batch.add(sql::set_password, db::Params::of(owner.account, access.passwords().hash(password)));
  batch.add(sql::end_sessions, db::Params::of(owner.account, Uuid{}));
  Lockout(access, owner.username, "").forget_name(batch);
  note(batch, by, "access.password_by_link", "account:" + owner.account.text(), owner.unit_prefix,
       boost::json::object{{"kind", owner.kind}});
  commit(db, batch);
}

void open_first_account(Access& access, db::Connection& db, const Asking& by, std::string_view secret,
                        const FirstAdministrator& first) {
  const LinkOwner owner = owner_of(db, secret, by.now);
  if (!owner.account.is_nil()) throw Refused{"link_over"};
  check(first.person);
  check_username(first.username);
  check_password(first.password, first.username);

  const LocalDate today = access.zone().date_of(by.now);
  const std::string& city = access.roles().city();
  const db::Row known = db.run(sql::any_account)[0];
  if (known.boolean("account")) throw Refused{"link_over"};

  db::Batch batch;
  batch.add(sql::use_link, db::Params::of(digest_of(secret), by.now));
  Uuid unit;
  if (const auto existing = known.maybe_uuid("unit")) {
    unit = *existing;
  } else {
    unit = Uuid::v7(by.now);
    batch.add(sql::add_unit, db::Params::of(unit, access.scope_name(city), "city", city, nullptr, by.now));
  }
  AccountToWrite account;
  account.id = Uuid::v7(by.now);
  account.username = first.username;
  account.password_hash = access.passwords().hash(first.password);
  account.unit = unit;
  account.valid_from = today;
  account.grants = {{Grant{"administrator", city, "", {}}, today, std::nullopt}};
  const Uuid person = register_person(access, batch, first.person, by.now);
  write_account(batch, account, person, {}, by.now);
  note(batch, by, "access.first_administrator", "account:" + account.id.text(), city);
  commit(db, batch);
}

}  // namespace linli::access
