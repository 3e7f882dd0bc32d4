#pragma once
#include "address.hpp"
#include "kernel/time.hpp"
#include "platform/outbox/outbox.hpp"

namespace linli::mail {

inline constexpr const char* kSend = "mail.send";
inline constexpr const char* kDigest = "mail.digest";

/// Orders a mail for everybody who is told of a marked event and wants mail at once: a job each, once however often the
/// event comes.
void mail_at_once(db::Connection& db, const Office& office, const CityZone& zone, const outbox::Event& event,
                  Instant now);
/// After the hour of the day, orders the digest of everybody who has not had this day's.
void order_digests(db::Connection& db, const Office& office, const CityZone& zone, Instant now);
/// Writes and sends one ordered mail; throws when the server did not take it, so that the job is tried again. Who has
/// no proven address any more gets none.
void send_ordered(db::Connection& db, const Office& office, const CityZone& zone, const boost::json::value& order,
                  Instant now);

}  // namespace linli::mail
