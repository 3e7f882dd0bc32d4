#include <boost/json.hpp>

#include "app/neighbours.hpp"
#include "incidents/channel.hpp"
#include "kernel/codes.hpp"
#include "kernel/text.hpp"
#include "neighbours_sql.hpp"
#include "platform/app/module.hpp"
#include "platform/personal/vault.hpp"
#include "platform/yaml/strict.hpp"

namespace linli::neighbours {
namespace {

http::Rate rate(yaml::Mistakes& mistakes, const YAML::Node& root, const char* name) {
  const YAML::Node node = root[name];
  const std::string path = std::string("limits.") + name;
  if (!mistakes.only_keys(node, path, {"count", "seconds", "why"})) return {};
  return {static_cast<int>(mistakes.integer(node, path, "count")),
          std::chrono::seconds(mistakes.integer(node, path, "seconds"))};
}

}  // namespace

Limits Limits::parse(std::string_view text) {
  const YAML::Node root = yaml::load(text)["limits"];
  yaml::Mistakes mistakes;
  mistakes.only_keys(root, "limits", {"address", "device", "phone", "joins"});
  Limits limits{rate(mistakes, root, "address"), rate(mistakes, root, "device"), rate(mistakes, root, "phone"),
                rate(mistakes, root, "joins")};
  mistakes.done();
  return limits;
}

GuideView show_guide(http::Call& call, Neighbours& neighbours) {
  const Guide& guide = neighbours.guide();
  GuideView view{guide.version, guide.introduction, guide.steps, guide.members, {}, {}, guide.example};
  const incidents::Catalogue& catalogue = incidents::catalogue(call.app);
  for (const Kind& kind : guide.kinds)
    if (const incidents::Matter* matter = catalogue.find(kind.matter); matter && matter->open_to_public)
      view.kinds.push_back({kind.code, kind.name, kind.matter, matter->name, matter->urgent, kind.from_source});
  for (const db::Row row : call.db.run(sql::count_members))
    view.joined.push_back({row.text("kind"), row.integer("total"), row.integer("verified")});
  return view;
}

MemberView join(http::Call& call, Neighbours& neighbours, const JoinGiven& given) {
  const Guide& guide = neighbours.guide();
  const std::string phone = normalised_phone(given.phone), name = tidied(given.name);
  std::vector<FieldError> mistakes;
  if (given.id.is_nil()) mistakes.push_back({"id", "required", {}});
  if (!is_valid_phone(phone)) mistakes.push_back({"phone", "invalid_phone", {}});
  if (name.empty()) mistakes.push_back({"name", "required", {}});
  if (!mistakes.empty()) throw Refused(std::move(mistakes));
  if (std::find(guide.members.begin(), guide.members.end(), given.kind) == guide.members.end())
    throw Refused("member_kind_unknown");
  if (given.guide_version != guide.version) throw Refused("guide_not_read");
  neighbours.joins().take(call.request.peer, call.now);

  personal::Vault& vault = call.app.get<personal::Vault>();
  const std::string token = vault.token("phone", phone), digest = vault.digest(call.request.body);
  for (const db::Row row : call.db.run(sql::find_member, db::Params::of(given.id, token))) {
    // A retry, or somebody who joined before; whether a phone belongs to a member is told to nobody else's record id.
    if (row.uuid("id") != given.id) return {given.id, given.kind};
    if (row.text("content_digest") != digest) throw Refused("record_id_reused");
    return {row.uuid("id"), row.text("kind")};
  }
  db::Batch batch;
  const personal::Subject subject = vault.create(batch, call.now);
  vault.put(batch, subject, given.id, {{"name", name}, {"phone", phone}});
  batch.add(sql::insert_member,
            db::Params::of(given.id, given.kind, subject.id(), token, guide.version, digest, call.now));
  call.db.commit(batch);
  return {given.id, given.kind};
}

}  // namespace linli::neighbours
