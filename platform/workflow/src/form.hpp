#pragma once
#include "platform/workflow/workflow.hpp"

namespace linli::workflow {

/// Checks the form of an attempt against what the action needs and takes; throws Refused{fields} with every mistake.
void check_form(const Definition& definition, const Action& action, const Attempt& attempt);

/// What history may keep of a form: codes, figures, ids and dates, never words, lists or records. JSON text.
json::value kept_fields(const Definition& definition, const Attempt& attempt);

}  // namespace linli::workflow
