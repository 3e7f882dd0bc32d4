#include "http/dto.hpp"

#include <boost/json.hpp>

#include "kernel/descriptor_fields.hpp"

namespace linli::suggestion {
namespace {

constexpr std::size_t kMostText = 2000;

const Descriptor kGuessView{"MatterGuess",
                            {field("matter", &GuessView::matter), field("name", &GuessView::name),
                             field("percent", &GuessView::percent).between(0, 100)}};
const Descriptor kMatterScoreView{
    "MatterScore",
    {field("matter", &MatterScoreView::matter), field("name", &MatterScoreView::name),
     field("cases", &MatterScoreView::cases), field("answered", &MatterScoreView::answered),
     field("right", &MatterScoreView::right)}};

}  // namespace

const Descriptor kSuggestionGiven{
    "SuggestionGiven",
    {field("text", &SuggestionGiven::text).needed().length(1, kMostText).sensitive(Sensitivity::personal)}};
const Descriptor kSuggestionView{"MatterSuggestion",
                                 {field("outcome", &SuggestionView::outcome).among({"matters", "unknown", "declined"}),
                                  field("items", &SuggestionView::items, kGuessView)}};
const Descriptor kModelView{
    "SuggestionModel",
    {field("standing", &ModelView::standing).among({"none", "demo", "too_few", "not_good_enough", "ready"}),
     field("at", &ModelView::at),
     field("since", &ModelView::since),
     field("until", &ModelView::until),
     field("demo", &ModelView::demo),
     field("cases", &ModelView::cases),
     field("cases_needed", &ModelView::cases_needed),
     field("cases_per_matter", &ModelView::cases_per_matter),
     field("right_percent", &ModelView::right_percent),
     field("answered_percent", &ModelView::answered_percent),
     field("folds", &ModelView::folds),
     field("judged", &ModelView::judged),
     field("answered", &ModelView::answered),
     field("right", &ModelView::right),
     field("within_three", &ModelView::within_three),
     field("most_frequent", &ModelView::most_frequent),
     field("threshold_percent", &ModelView::threshold_percent),
     field("later_cases", &ModelView::later_cases),
     field("later_answered", &ModelView::later_answered),
     field("later_right", &ModelView::later_right),
     field("matters", &ModelView::matters, kMatterScoreView)}};
const Descriptor kTrainingGiven{"TrainingGiven", {field("id", &TrainingGiven::id).needed()}};

}  // namespace linli::suggestion
