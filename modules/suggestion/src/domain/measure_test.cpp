#include "domain/measure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <random>

#include "domain/characters.hpp"
#include "kernel/refusal.hpp"
#include "platform/resources.hpp"
#include "platform/testing/shows.hpp"

// When the instance suggests a matter from words, and when it says nothing. Made-up words show the mechanism only; how
// good it is on a city's texts is what the city's own measures say.
namespace linli::suggestion {
namespace {

Settings few() {
  Settings s = Settings::parse(resources::get("policy/suggestion.yaml"));
  s.cases_needed = 100;
  s.cases_per_matter = 10;
  return s;
}

const YAML::Node& words() {
  static const YAML::Node kWords = YAML::LoadFile(LINLI_SOURCE_DIR "/modules/suggestion/tests/words.yaml");
  return kWords;
}
std::string word(const char* name) { return words()["texts"][name].as<std::string>(); }

// Sentences about three matters, no two alike: each draws five of its matter's own words.
std::vector<Example> distinct(std::size_t of_each) {
  std::mt19937 chance(1);
  std::vector<Example> all;
  for (std::size_t i = 0; i < of_each; ++i)
    for (const auto& entry : words()["matters"]) {
      const YAML::Node own = entry.second;
      std::string text;
      for (int n = 0; n < 5; ++n) text += own[chance() % own.size()].as<std::string>() + ", ";
      all.push_back({entry.first.as<std::string>(), text + std::to_string(chance() % 1000)});
    }
  return all;
}

TEST(Characters, NumbersAreNotRemembered) {
  EXPECT_THAT(characters("\u7CA4A12345\uFF0C\u57283\u53F7"),
              testing::ElementsAre("\u7CA4", "a", "0", "\u5728", "0", "\u53F7"));
  EXPECT_THAT(characters("\U0001F44D\uFF01 \n"), testing::IsEmpty());
  EXPECT_THAT(characters("\U00020BB7"), testing::ElementsAre("\U00020BB7"));
}

TEST(Suggestion, SaysWhatItLearnedAndOnlyThat) {
  const Settings settings = few();
  const std::vector<Example> examples = learnable(distinct(60), settings);
  const Measured m = measure(examples, settings);
  ASSERT_EQ(standing(examples, m, settings), Standing::ready) << m.right << " of " << m.answered << " of " << m.cases;
  EXPECT_EQ(m.cases, 180);
  EXPECT_EQ(m.most_frequent, 60);
  const Classifier classifier = Classifier::read(Classifier::learn(examples).bytes());
  const auto said = suggest(classifier, m.threshold, settings, word("charging"));
  ASSERT_FALSE(said.empty());
  EXPECT_EQ(said[0].matter, "030101");
  EXPECT_TRUE(suggest(classifier, m.threshold, settings, "").empty());
  EXPECT_TRUE(suggest(classifier, m.threshold, settings, word("short")).empty()) << "too short";
  EXPECT_TRUE(suggest(classifier, m.threshold, settings, word("foreign")).empty()) << "words never seen";
  EXPECT_TRUE(suggest(classifier, m.threshold, settings, "13800000000 13900000000").empty());
}

TEST(Suggestion, WordsThatSayNothingAboutTheMatterAreNotTaughtAway) {
  const Settings settings = few();
  std::vector<Example> examples = distinct(60);
  std::mt19937 chance(7);
  std::vector<std::string> matters;
  for (const Example& e : examples) matters.push_back(e.matter);
  std::shuffle(matters.begin(), matters.end(), chance);
  for (std::size_t i = 0; i < examples.size(); ++i) examples[i].matter = matters[i];
  const Measured m = measure(learnable(examples, settings), settings);
  EXPECT_EQ(standing(examples, m, settings), Standing::not_good_enough) << m.right << " of " << m.answered;
}

TEST(Suggestion, TheSameWordsAreNeverOnBothSides) {
  const Settings settings = few();
  // Every wording stands 20 times, always under the matter it has by chance: learned by heart it would be all right.
  std::vector<Example> examples;
  std::mt19937 chance(3);
  for (const Example& e : distinct(20)) {
    const std::string matter = "01010" + std::to_string(1 + chance() % 3);
    for (int i = 0; i < 20; ++i) examples.push_back({matter, e.text});
  }
  const Measured m = measure(learnable(examples, settings), settings);
  EXPECT_EQ(standing(examples, m, settings), Standing::not_good_enough) << m.right << " of " << m.answered;
}

TEST(Suggestion, RareMattersAreNeverSaid) {
  const Settings settings = few();
  std::vector<Example> examples = distinct(60);
  for (int i = 0; i < 9; ++i)
    examples.push_back({"050505", word("rare") + std::string(static_cast<std::size_t>(i), 'x')});
  const std::vector<Example> learned = learnable(examples, settings);
  const Measured m = measure(learned, settings);
  EXPECT_EQ(m.matters.at(kRare).cases, 9);
  EXPECT_EQ(m.matters.at(kRare).right, 0);
  const Classifier classifier = Classifier::learn(learned);
  EXPECT_TRUE(suggest(classifier, m.threshold, settings, word("rare")).empty());
}

TEST(Suggestion, TooFewCasesAreSaidToBeTooFew) {
  const Settings settings = few();
  const std::vector<Example> examples = learnable(distinct(33), settings);
  EXPECT_EQ(examples.size(), 99U);
  EXPECT_EQ(standing(examples, measure(examples, settings), settings), Standing::too_few);
  EXPECT_TRUE(learnable({{"1", "a"}, {"2", "b"}}, settings).empty());
}

TEST(Suggestion, EqualExamplesGiveAnEqualClassifier) {
  EXPECT_EQ(Classifier::learn(distinct(20)).bytes(), Classifier::learn(distinct(20)).bytes());
  EXPECT_THROW(Classifier::read("no model"), std::invalid_argument);
}

TEST(SuggestionSettings, MistakesAreNamed) {
  try {
    Settings::parse("cases_needed: 0\nrigth_percent: 5\n");
    FAIL();
  } catch (const Refused& refused) {
    EXPECT_GT(refused.fields.size(), 5U);
  }
}

}  // namespace
}  // namespace linli::suggestion
