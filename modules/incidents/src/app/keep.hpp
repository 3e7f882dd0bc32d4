#pragma once
#include "app/incidents.hpp"
#include "platform/workflow/workflow.hpp"

namespace linli::incidents {

/// Puts the words of an action's form into the vault under the case's subject and the act's own record id; history
/// keeps digests only. When the subject was erased meanwhile, a new one is opened for what staff write from then on.
void keep_words(Incidents& incidents, const workflow::Snapshot& at, const workflow::Attempt& attempt,
                db::Connection& db, db::Batch& batch);

/// What the files of an act must be, judged by what was found in them and not by their names.
enum class Proof {
  any,              ///< whatever helps
  of_matter,        ///< of the stage `after`, one of each kind the catalogue asks for (INC-01)
  before_and_after  ///< a photo of each; the one before may be on the case already
};

/// Adds the files an action's form names to the case. Refused{fields} `file_unknown` for what was never uploaded;
/// Refused `evidence_kind_missing` (values: matter, stage, kind) for a kind that `proof` asks for and is not there.
void keep_evidence(const Incidents& incidents, const workflow::Snapshot& at, const workflow::Attempt& attempt,
                   db::Connection& db, db::Batch& batch, Proof proof = Proof::any);

/// The files of a list, checked against the file store; adds them to the case.
struct NamedFile {
  std::string digest, stage;
  std::optional<Instant> taken_at;
};
/// The act by which files came: what a resident may see of them is decided by it.
struct Adding {
  std::string_view action;
  const access::Principal* who = nullptr;
  Instant now;
  std::optional<Uuid> reporter = {};  ///< of several; none for the first one and for staff
};
void attach(const Incidents& incidents, db::Connection& db, db::Batch& batch, const Uuid& incident,
            const std::string& district, const std::vector<NamedFile>& files, const Adding& act);

}  // namespace linli::incidents
