#include "domain/shown_steps.hpp"

namespace linli::incidents {

const std::set<std::string, std::less<>>& shown_steps() {
  static const std::set<std::string, std::less<>> kShown = {"public_report",
                                                            "report",
                                                            "acknowledge",
                                                            "submit",
                                                            "accept",
                                                            "dispatch",
                                                            "sign",
                                                            "report_done",
                                                            "suspend",
                                                            "resume",
                                                            "pass",
                                                            "fail",
                                                            "feed_back",
                                                            "rate",
                                                            "rework",
                                                            "explain",
                                                            "close_unrated",
                                                            "withdraw",
                                                            "cancel",
                                                            "self_handle",
                                                            "self_report",
                                                            "add",
                                                            "escalate",
                                                            "extend",
                                                            "urge",
                                                            "ask_withdrawal",
                                                            "confirm_withdrawal",
                                                            "refuse_withdrawal",
                                                            "review",
                                                            "merge",
                                                            "unmerge"};
  return kShown;
}

}  // namespace linli::incidents
