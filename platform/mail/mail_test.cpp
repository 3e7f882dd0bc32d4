#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "kernel/refusal.hpp"
#include "letters.hpp"
#include "platform/access/setup.hpp"
#include "platform/outgoing/mail.hpp"
#include "platform/testing/database.hpp"
#include "platform/testing/refusals.hpp"

namespace linli::mail {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using testing::HasSubstr;
using testing::Not;

const Instant kNow = parse_instant("2026-03-02T01:00:00Z");  // 09:00 in the city

std::string decoded(const std::string& base64) {
  static const std::string kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0, value = 0;
  for (const char c : base64) {
    const auto digit = kDigits.find(c);
    if (digit == std::string::npos) continue;
    value = value << 6 | static_cast<unsigned>(digit);
    if ((bits += 6) >= 8) out += static_cast<char>(value >> (bits -= 8) & 0xff);
  }
  return out;
}

class Mails : public DatabaseTest {
 protected:
  Mails() {
    outside_.mail.folder = folder_.path() + "/mail";
    outside_.mail.from = "linli@city.example";
    outside_.mail.link = "https://linli.city.example/console/";
    auto ring = std::make_shared<crypto::KeyRing>(folder_.path() + "/keys");
    ring->create_missing(kNow);
    vault_ = std::make_shared<personal::Vault>(ring);
    messages_.add(
        "zh-CN", "t.yaml",
        "notice:\n  incidents:\n    dispatch: case {number} is yours\n    accept: case {number} accepted\n"
        "mail:\n  code:\n    subject: code\n    text: \"code {code}.\"\n  at_once:\n    subject: case {number}\n"
        "    text: \"{what} {link}\"\n  digest:\n    subject: digest {day}\n    text: \"{n} in all: {lines}\"\n"
        "    line: \"{n}x {what}\"\n");
    db().script("truncate mail.choice; delete from outbox.job; delete from notices.notice");
  }

  /// An account of a new person with one grant.
  Uuid account(const std::string& role, const std::string& prefix, const Uuid& unit = {}) {
    const Uuid id = Uuid::v7(kNow), person = Uuid::v7(kNow), home = Uuid::v7(kNow);
    db::Batch batch;
    const personal::Subject subject = vault_->create(batch, kNow);
    db().commit(batch);
    for (const Uuid& one : {home, unit})
      if (!one.is_nil())
        db().query(
            "insert into access.unit (id, name, kind, prefix, opened_at) values ($1, 'U', 'department', '440104', $2) "
            "on conflict do nothing",
            db::Params::of(one, kNow));
    db().query("insert into access.person (id, subject, display, registered_at) values ($1, $2, 'Z**', $3)",
               db::Params::of(person, subject.id(), kNow));
    db().query(
        "insert into access.account (id, person, username, state, unit, valid_from, epoch, totp_step, opened_at) "
        "values ($1, $2, $3, 'active', $4, '2026-01-01', 1, 0, $5)",
        db::Params::of(id, person, "u" + id.text().substr(24), home, kNow));
    db().query(
        "insert into access.assignment (id, account, role, prefix, line, unit, valid_from, given_at) "
        "values ($1, $2, $3, $4, '', $5, '2026-01-01', $6)",
        db::Params::of(Uuid::v7(kNow), id, role, prefix, unit.is_nil() ? std::nullopt : std::optional(unit), kNow));
    person_[id] = person;
    return id;
  }
  std::string code_sent() {
    const std::string text = newest();
    return text.substr(text.find("code ") + 5, 6);
  }
  Uuid subscriber(const std::string& role, const std::string& prefix, const Uuid& unit = {}) {
    const Uuid id = account(role, prefix, unit);
    begin_proof(db(), office(), id, "li.ming@city.example", kNow);
    prove(db(), office(), id, code_sent(), kNow);
    choose(db(), id, true, true);
    fs::remove_all(outside_.mail.folder);
    return id;
  }
  std::vector<fs::path> files() {
    std::vector<fs::path> found;
    if (fs::exists(outside_.mail.folder))
      for (const auto& file : fs::directory_iterator(outside_.mail.folder)) found.push_back(file.path());
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return fs::last_write_time(a) < fs::last_write_time(b); });
    return found;
  }
  std::string raw(const fs::path& file) {
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
  }
  std::string newest() {
    const auto all = files();
    if (all.empty()) return "";
    const std::string text = raw(all.back());
    return decoded(text.substr(text.find("\r\n\r\n") + 4));
  }
  void happens(std::int64_t position, const char* tell, const std::string& topic = "incidents.dispatch",
               const Uuid& by = {}) {
    json::object payload{{"workflow", "incident"}, {"number", "E-7"}, {"tell", json::parse(tell)}};
    if (!by.is_nil()) payload["by"] = by.text();
    const json::value value = payload;
    mail_at_once(db(), office(), zone_, {position, topic, "case-1", &value, "440104001002003", "r", kNow}, kNow);
  }
  void work(Instant now = kNow) {
    for (const db::Row row : db().query("select arguments from outbox.job where name = 'mail.send' order by id"))
      send_ordered(db(), office(), zone_, row.document("arguments"), now);
  }
  std::int64_t ordered() {
    return db().query("select count(*) as n from outbox.job where name = 'mail.send'")[0].integer("n");
  }
  Office office() { return {settings_, outside_, *vault_, messages_}; }

  TestFolder folder_;
  CityZone zone_;
  outgoing::Settings outside_;
  std::shared_ptr<personal::Vault> vault_;
  text::Messages messages_;
  std::map<Uuid, Uuid> person_;
  Settings settings_ = Settings::parse(
      "immediate: [incidents.dispatch]\ndigest_at: \"08:00\"\ncodes: {minutes: 15, tries: 3, an_hour: 2}\n");
};

TEST_F(Mails, AnAddressCountsOnceItsCodeCameBack) {
  const Uuid id = account("leader", "440104");
  begin_proof(db(), office(), id, "li.ming@city.example", kNow);
  EXPECT_EQ(choice_of(db(), office(), id).address, "l***@city.example");
  EXPECT_FALSE(choice_of(db(), office(), id).proven);
  EXPECT_EQ(refusal_of([&] { choose(db(), id, true, true); }), "mail_not_proven");
  EXPECT_FALSE(proven_address(db(), office(), id));
  prove(db(), office(), id, code_sent(), kNow);
  EXPECT_TRUE(choice_of(db(), office(), id).proven);
  EXPECT_EQ(proven_address(db(), office(), id), "li.ming@city.example");
  EXPECT_EQ(
      db().query("select count(*) as n from personal.value where position('li.ming'::bytea in cipher) > 0")[0].integer(
          "n"),
      0);
  forget(db(), office(), id);
  EXPECT_FALSE(proven_address(db(), office(), id));
}

TEST_F(Mails, ACodeIsTriedAFewTimesAndForAWhile) {
  const Uuid id = account("leader", "440104");
  begin_proof(db(), office(), id, "li.ming@city.example", kNow);
  const std::string code = code_sent(), wrong = code == "000000" ? "000001" : "000000";
  EXPECT_EQ(refusal_of([&] { prove(db(), office(), id, code, kNow + std::chrono::minutes(16)); }), "mail_code_wrong");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(refusal_of([&] { prove(db(), office(), id, wrong, kNow); }), "mail_code_wrong");
  EXPECT_EQ(refusal_of([&] { prove(db(), office(), id, code, kNow); }), "mail_code_wrong") << "tries are used up";
  begin_proof(db(), office(), id, "li.ming@city.example", kNow);
  EXPECT_EQ(refusal_of([&] { begin_proof(db(), office(), id, "li.ming@city.example", kNow); }), "mail_codes_too_many");
  EXPECT_EQ(refusal_of([&] { begin_proof(db(), office(), id, "li.ming@city.example", kNow + std::chrono::hours(1)); }),
            "");
}

TEST_F(Mails, RefuseWhatIsNoAddress) {
  const Uuid id = account("leader", "440104");
  for (const std::string bad : {"li", "li@", "@city.example", "li@city", "li@city.example\r\nBcc: x@y.z",
                                "a b@city.example", "li@city.example>", "\"x\"@city.example"})
    EXPECT_EQ(refusal_of([&] { begin_proof(db(), office(), id, bad, kNow); }), "mail_address_malformed") << bad;
  outside_.mail = {};
  EXPECT_EQ(refusal_of([&] { begin_proof(db(), office(), id, "li@city.example", kNow); }), "mail_not_configured");
}

TEST_F(Mails, GoAtOnceToThoseWhoAreToldAndChoseIt) {
  const Uuid unit = Uuid::v7(kNow);
  const Uuid clerk = subscriber("department", "", unit), leader = subscriber("leader", "440104"),
             elsewhere = subscriber("leader", "440105");
  account("leader", "440104");  // chose nothing
  const std::string tell = R"([{"role":"department","unit":")" + unit.text() + R"("},{"role":"leader"}])";
  for (int i = 0; i < 3; ++i) happens(7, tell.c_str());
  EXPECT_EQ(ordered(), 2) << "each once however often the event comes";
  happens(8, tell.c_str(), "incidents.accept");
  EXPECT_EQ(ordered(), 2) << "only topics that are marked";
  work();
  work();  // a job that is done again
  ASSERT_EQ(files().size(), 2u);
  EXPECT_EQ(newest(), "case E-7 is yours https://linli.city.example/console/");
  EXPECT_THAT(raw(files()[0]), HasSubstr("To: <li.ming@city.example>\r\nMessage-ID: <mail-7-"));
  static_cast<void>(clerk), static_cast<void>(leader), static_cast<void>(elsewhere);
}

TEST_F(Mails, NobodyIsMailedTheOwnActOrAfterLosingTheRole) {
  const Uuid leader = subscriber("leader", "440104");
  happens(7, R"([{"role":"leader"}])", "incidents.dispatch", person_.at(leader));
  EXPECT_EQ(ordered(), 0);
  db().query("update access.assignment set ended_at = $2 where account = $1", db::Params::of(leader, kNow));
  happens(8, R"([{"role":"leader"}])");
  EXPECT_EQ(ordered(), 0);
}

TEST_F(Mails, TheErasedGetNone) {
  const Uuid leader = subscriber("leader", "440104");
  happens(7, R"([{"role":"leader"}])");
  db::Batch batch;
  vault_->erase(
      batch,
      db().query("select subject from access.person where id = $1", db::Params::of(person_.at(leader)))[0].uuid(
          "subject"),
      kNow);
  db().commit(batch);
  work();
  EXPECT_TRUE(files().empty());
}

TEST_F(Mails, ADigestComesOnceADayWhenThereIsSomethingToTell) {
  const Uuid leader = subscriber("leader", "440104");
  subscriber("leader", "440105");
  for (int i = 0; i < 3; ++i)
    db().query(
        "insert into notices.notice (id, at, topic, subject, subject_id, details, scope_code, role) "
        "values ($1, $2, 'incidents.accept', 'incident', 'c', '{}', '440104001002003', 'leader')",
        db::Params::of(Uuid::v7(kNow), kNow - std::chrono::hours(3)));
  order_digests(db(), office(), zone_, parse_instant("2026-03-01T23:59:00Z"));  // 07:59 in the city
  EXPECT_EQ(ordered(), 0);
  for (int i = 0; i < 2; ++i) order_digests(db(), office(), zone_, kNow);
  EXPECT_EQ(ordered(), 2);
  work();
  ASSERT_EQ(files().size(), 1u) << "nothing to tell, no mail";
  EXPECT_THAT(newest(), HasSubstr("3 in all: 3x case accepted"));
  order_digests(db(), office(), zone_, kNow + std::chrono::hours(24));
  EXPECT_EQ(ordered(), 4);
  static_cast<void>(leader);
}

/// Speaks just enough SMTP to take one mail, or to refuse its recipient.
class Postbox {
 public:
  explicit Postbox(bool refuses = false) : listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 1) != 0)
      throw std::runtime_error("no port");
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    thread_ = std::thread([this, refuses] {
      const int link = accept(listener_, nullptr, nullptr);
      const auto say = [link](const std::string& line) {
        static_cast<void>(!write(link, (line + "\r\n").c_str(), line.size() + 2));
      };
      say("220 here");
      bool data = false;
      std::string text;
      char piece[4096];
      for (ssize_t n = 0; (n = read(link, piece, sizeof piece)) > 0;) {
        text.append(piece, static_cast<std::size_t>(n));
        for (std::size_t end = 0; (end = text.find("\r\n")) != std::string::npos; text.erase(0, end + 2)) {
          const std::string line = text.substr(0, end);
          got += line + "\n";
          if (data && line != ".") continue;
          if (data)
            data = false, say("250 taken");
          else if (line == "DATA")
            data = true, say("354 go on");
          else if (line == "QUIT")
            say("221 bye");
          else
            say(refuses && line.starts_with("RCPT") ? "550 nobody here" : "250 well");
        }
      }
      close(link);
    });
  }
  ~Postbox() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }
  void finished() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    thread_ = std::thread([] {});
  }
  int port = 0;
  std::string got;

 private:
  int listener_;
  std::thread thread_;
};

TEST(Smtp, TakesAMailWithItsSenderAndRecipient) {
  Postbox postbox;
  outgoing::Mail how;
  how.host = "127.0.0.1";
  how.port = postbox.port;
  how.security = outgoing::Mail::Security::none;
  how.from = "linli@city.example";
  EXPECT_EQ(outgoing::deliver(how, {"id-1", "li@city.example", "subject", "text", kNow}), "");
  postbox.finished();
  EXPECT_THAT(postbox.got, HasSubstr("MAIL FROM:<linli@city.example>"));
  EXPECT_THAT(postbox.got, HasSubstr("RCPT TO:<li@city.example>"));
  EXPECT_THAT(postbox.got, HasSubstr("Date: Mon, 02 Mar 2026 01:00:00 +0000"));
}

TEST(Smtp, SaysWhatWentWrong) {
  outgoing::Mail how;
  how.host = "127.0.0.1";
  how.security = outgoing::Mail::Security::none;
  how.from = "linli@city.example";
  {
    Postbox postbox(true);
    how.port = postbox.port;
    EXPECT_EQ(outgoing::deliver(how, {"id-1", "li@city.example", "subject", "text", kNow}), "mail_refused");
  }
  EXPECT_EQ(outgoing::deliver(how, {"id-1", "li@city.example", "subject", "text", kNow}), "no_connection");
  Postbox plain;
  how.port = plain.port;
  how.security = outgoing::Mail::Security::starttls;
  EXPECT_EQ(outgoing::deliver(how, {"id-1", "li@city.example", "subject", "text", kNow}), "tls_failed")
      << "never in clear";
}

TEST(Letter, CutsNoCharacterInTwo) {
  std::string chinese;
  for (int i = 0; i < 40; ++i) chinese += "\xe9\x82\xbb";
  outgoing::Mail how;
  how.from = "a@b.example";
  const std::string text = outgoing::written(how, {"id", "c@d.example", chinese, chinese, kNow});
  std::string subject;
  for (std::size_t at = text.find("=?UTF-8?B?"); at != std::string::npos; at = text.find("=?UTF-8?B?", at + 1)) {
    const std::string word = decoded(text.substr(at + 10, text.find("?=", at) - at - 10));
    EXPECT_EQ(word.size() % 3, 0u);
    subject += word;
  }
  EXPECT_EQ(subject, chinese);
}

}  // namespace
}  // namespace linli::mail
