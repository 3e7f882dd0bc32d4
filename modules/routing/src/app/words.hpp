#pragma once
#include <string>
#include <vector>

#include "domain/rules.hpp"
#include "platform/app/module.hpp"
#include "platform/text/messages.hpp"

namespace linli::routing {

/// Rules and decisions in words, in one language (texts: `routing.` of policy/locale).
class Words {
 public:
  Words(const app::Context& context, std::string_view language);
  /// What a rule asks for.
  std::string conditions(const Rule& rule) const;
  /// Which rule of how many, its conditions, the unit; then those passed over, grouped by reason.
  std::string explanation(const Decision& decision, std::size_t of) const;
  std::string why(const Miss& miss) const;
  std::string label(std::string_view key) const;
  /// Of a matter or a category; the code itself where there is none.
  std::string matter(const std::string& code) const;
  std::string area(const std::string& code) const;
  const std::vector<AnswerChoice>& answers() const { return answers_; }

 private:
  std::string text(std::string_view key, const std::map<std::string, std::string>& values = {}) const;
  std::string joined(const std::vector<std::string>& parts, std::string_view key) const;
  std::string answer(const Answer& answer) const;
  std::string passed(const Decision& decision) const;
  std::string numbers(const std::vector<std::size_t>& list) const;

  const app::Context& context_;
  const text::Messages& messages_;
  std::string language_;
  std::vector<AnswerChoice> answers_;
};

}  // namespace linli::routing
