#include "platform/access/recovery.hpp"

#include <boost/json.hpp>

#include "access_sql.hpp"
#include "asking.hpp"
#include "kernel/refusal.hpp"
#include "links.hpp"
#include "lockout.hpp"
#include "sign_in.hpp"

namespace linli::access {

Recovered recover_account(Access& access, db::Connection& db, const std::string& username, Instant now) {
  const std::string name = username_as_kept(username);
  const LocalDate today = access.zone().date_of(now);
  const auto account = db.run(sql::account_to_sign_in, db::Params::of(name, today)).first();
  if (!account) throw Refused{"no_such_account", {{"username", name}}};
  check_in_force(*account, today);

  const Uuid id = account->uuid("id");
  db::Batch batch;
  const OneTimeLink link = make_link(batch, LinkKind::recovery, id, now);
  batch.add(sql::set_password, db::Params::of(id, nullptr));  // without its second factor it would let its finder in
  batch.add(sql::drop_totp, db::Params::of(id));
  batch.add(sql::end_sessions, db::Params::of(id, Uuid{}));
  Lockout(access, name, "").forget_name(batch);
  Principal system;
  system.kind = Principal::Kind::system;
  note(batch, {system, "", now}, "access.recover", "account:" + id.text(), account->text("unit_prefix"),
       boost::json::object{{"from", "host"}, {"second_factor_dropped", account->boolean("totp_enrolled")}});
  commit(db, batch);
  return {link.path(), link.ends_at};
}

}  // namespace linli::access
