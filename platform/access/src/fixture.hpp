#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <functional>
#include <memory>
#include <string>

#include "platform/access/access.hpp"
#include "platform/access/setup.hpp"
#include "platform/personal/instance_keys.hpp"
#include "platform/personal/vault.hpp"
#include "platform/resources.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/refusals.hpp"
#include "platform/testing/shows.hpp"
#include "sign_in.hpp"

namespace linli::access {

inline const char* kLi = "\xe6\x9d\x8e\xe6\x98\x8e";    // Li Ming
inline const char* kWang = "\xe7\x8e\x8b\xe8\x8a\xb3";  // Wang Fang
inline const char* kPassword = "correct horse 1";

/// A city of two districts with a unit in each, and a service that thinks it is 22 November 2026, 11:00 in Guangzhou.
class AccessTest : public DatabaseTest {
 protected:
  void SetUp() override {
    db().script(
        "TRUNCATE access.unit, access.person, access.account, access.assignment, access.state_change, access.session, "
        "access.token, access.attempt, access.link, access.link_use, access.act CASCADE");
    db().script("TRUNCATE personal.value, personal.subject, personal.erasure, personal.instance_key");
    vault = personal::open_vault(db(), folder.path() + "/keys", clock.now());
    access = make();
    city = unit("440", "4401", "city");
    yuexiu = unit("441", "440104", "district");
    tianhe = unit("442", "440106", "district");
  }

  /// A further process over the same database.
  std::unique_ptr<Access> make(bool waived = false) {
    Options options;
    options.data_dir = folder.path();
    options.demo = true;  // cheap hashes
    options.second_factor_waived = waived;
    Roles roles = Roles::parse(resources::get("policy/roles.yaml"), "4401");
    roles.address_lockout.failures = 20;  // a test need not wait for a hundred hashes
    return std::make_unique<Access>(std::move(roles), *vault, zone, options);
  }

  Uuid unit(const std::string& name, const std::string& prefix, const std::string& kind) {
    const Uuid id = Uuid::v7(clock.now());
    make_units(db(), {{id, name, kind, prefix, std::nullopt}}, clock.now());
    return id;
  }

  /// An account with these roles, in force since the first of the month. Each has a person of its own.
  Uuid account(const std::string& username, const Uuid& belongs_to, std::vector<Grant> grants,
               const std::string& phone = "") {
    const Uuid id = Uuid::v7(clock.now());
    const std::string own_phone = phone.empty() ? "138" + std::to_string(10000000 + ++people) : phone;
    make_accounts(*access, db(), {{id, username, kPassword, kLi, own_phone, belongs_to, std::move(grants)}},
                  parse_date("2026-11-01"), clock.now());
    return id;
  }

  http::Request request(http::Method method = http::Method::get, const std::string& cookie = "") {
    http::Request r;
    r.method = method;
    r.peer = "192.0.2.7";
    r.id = request_id;
    if (!cookie.empty()) r.headers["cookie"] = std::string(kSessionCookie) + "=" + cookie;
    return r;
  }

  std::string signed_in(const std::string& username, std::optional<std::string> code = std::nullopt) {
    return sign_in(*access, db(), {username, kPassword, code}, request(), clock.now()).secret;
  }
  std::string sign_in_refusal(const std::string& username, const std::string& password,
                              std::optional<std::string> code = std::nullopt) {
    return refusal_of([&] { sign_in(*access, db(), {username, password, code}, request(), clock.now()); });
  }
  Principal who(const std::string& secret) { return access->resume(secret, db(), clock.now()); }
  /// The principal of an account with every second factor given.
  Principal acting(const Uuid& id) { return act_as(*access, db(), id, clock.now()); }

  std::int64_t count(const std::string& sql) { return db().query(sql)[0].integer("count"); }
  /// Lines of the audit log by this test (the log itself cannot be emptied).
  std::int64_t audited(const std::string& action) {
    return count("SELECT count(*) FROM audit.entry WHERE action = '" + action + "' AND request_id = '" + request_id +
                 "'");
  }

  TestFolder folder;
  SetClock clock{parse_instant("2026-11-22T03:00:00Z")};
  CityZone zone;
  std::shared_ptr<personal::Vault> vault;
  std::unique_ptr<Access> access;
  Uuid city, yuexiu, tianhe;
  int people = 0;
  std::string request_id = Uuid::v7(clock.now()).text();
};

}  // namespace linli::access
