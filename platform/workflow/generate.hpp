#pragma once
#include <string>
#include <vector>

#include "platform/workflow/workflow.hpp"

/// What is generated from a definition, so that no picture or table of it can be out of date.
namespace linli::workflow {

/// "state x action x role": one line for every state and action somebody may take there, with the state each role
/// would reach; `.` = refused. Combinations without a line are refused to everybody.
std::string golden_table(const Definition& definition);
/// A Mermaid state diagram; asides are left out.
std::string diagram(const Definition& definition);

enum class Bar { staff, resident };
/// The progress bar of a case with this history (oldest first).
std::vector<Step> progress(const Definition& definition, Bar bar, const std::vector<HistoryRow>& history);

}  // namespace linli::workflow
