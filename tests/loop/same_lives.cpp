#include "tests/loop/same_lives.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace linli {
namespace {

/// The row of `alias` as a document in which the columns `by_chance` say only whether they hold anything.
std::string row_of(const std::string& alias, const std::string& by_chance) {
  return "select (select jsonb_object_agg(k, case when k = any ('{" + by_chance +
         "}'::text[]) then to_jsonb(v = 'null'::jsonb) else v end) from jsonb_each(to_jsonb(" + alias +
         ")) as e (k, v)) as line from ";
}

}  // namespace

const std::vector<LifeRows>& life_rows() {
  static const std::vector<LifeRows> all = {
      {"cases", row_of("i",
                       "subject,phone_code,collector,collector_unit,owner_unit,owner_person,handler_unit,centre_unit,"
                       "worker_person,first_asked") +
                    "incidents.incident i join sampled s on s.id = i.id"},
      {"reporters", row_of("r", "id,subject,person") + "incidents.reporter r join sampled s on s.id = r.incident"},
      {"attachments", row_of("a", "person") + "incidents.attachment a join sampled s on s.id = a.incident"},
      {"mentions of files", row_of("r", "") + "files.reference r join sampled s on s.id = r.record"},
      {"histories",
       row_of("h", "account,person,unit,digest,fields") + "workflow.history h join sampled s on s.id = h.case_id"},
      {"fields of steps",
       "select to_jsonb(h.fields - 'unit' - 'proper_unit') as line from workflow.history h join sampled s on s.id = "
       "h.case_id"},
      {"instances", row_of("i", "owner_unit,owner_person") + "workflow.instance i join sampled s on s.id = i.case_id"},
      {"duties", row_of("p", "party") + "workflow.participation p join sampled s on s.id = p.root_case"},
      {"timers", row_of("t", "lease_until") + "workflow.timer t join sampled s on s.id = t.case_id"},
      {"log",
       row_of("e", "xid,position,account") + "audit.entry e join sampled s on e.object = 'incident:' || s.id::text"},
      {"vault",
       "select to_jsonb(row(v.field, v.tokens, octet_length(v.cipher), coalesce(h.seq, 0), i.id)) as line from "
       "incidents.incident i join sampled s on s.id = i.id join personal.value v on v.subject = i.subject left join "
       "workflow.history h on h.record_id = v.record"},
  };
  return all;
}

std::vector<std::string> lines_of(db::Connection& db, const std::string& query) {
  std::vector<std::string> lines;
  for (const db::Row row : db.query("select line::text as line from (" + query + ") l (line)"))
    lines.push_back(row.text("line"));
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::size_t expect_same(const std::string& what, const std::vector<std::string>& by_commands,
                        const std::vector<std::string>& in_bulk) {
  std::vector<std::string> missing, added;
  std::set_difference(by_commands.begin(), by_commands.end(), in_bulk.begin(), in_bulk.end(),
                      std::back_inserter(missing));
  std::set_difference(in_bulk.begin(), in_bulk.end(), by_commands.begin(), by_commands.end(),
                      std::back_inserter(added));
  for (std::size_t i = 0; i < std::min<std::size_t>(missing.size(), 3); ++i)
    ADD_FAILURE() << what << ", only by commands: " << missing[i];
  for (std::size_t i = 0; i < std::min<std::size_t>(added.size(), 3); ++i)
    ADD_FAILURE() << what << ", only in bulk: " << added[i];
  if (missing.size() > 3 || added.size() > 3)
    ADD_FAILURE() << what << ": " << missing.size() << " only by commands, " << added.size() << " only in bulk";
  return by_commands.size();
}

}  // namespace linli
