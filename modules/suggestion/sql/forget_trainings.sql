-- Classifiers of the past go: erased words are out of use with the next training.
update suggestion.training set model = null where id <> $1 and model is not null
