// The rules that tests/mutations/run.mjs switches off, one at a time: what the rule is, where it comes from, the change
// that removes it ([file, exact text, its replacement]...), and the test that must then fail.
const workflow = 'modules/incidents/workflows/incident.yaml'
const judge = 'platform/workflow/src/judge.cpp'
const engine = 'platform/workflow/src/engine.cpp'
const report = 'modules/incidents/src/app/report_incident.cpp'
const filing = 'modules/incidents/src/app/write_report.cpp'
const access = 'platform/access/access.cpp'

const line = (file, text) => [file, `${text}\n`, '']

export const rules = [
  { rule: 'who collects does not handle', from: 'INC-04', test: 'crossing_test Rules.TheCollectorDoesNotHandle',
    change: [line(workflow, '    - {between: [collector, handler], why: INC-04}')] },
  { rule: 'who collects does not check', from: 'P-01 step 6', test: 'crossing_test Rules.TheCollectorDoesNotCheck',
    change: [line(workflow, '    - {between: [collector, checker], unless: collector_may_check, why: P-01 step 6}')] },
  { rule: 'who handles does not check', from: 'P-01 step 6', test: 'crossing_test Rules.TheHandlerDoesNotCheck',
    change: [line(workflow, '    - {between: [handler, checker], why: P-01 step 6}')] },
  { rule: 'two accounts of one person are one person', from: 'INC-04, WRK-01', test: 'crossing_test Rules.TheCollectorDoesNotHandle',
    change: [
      [judge, 'units ? passed.unit : attempt.who->person;', 'units ? passed.unit : attempt.who->account;'],
      [engine, 'write_duty(batch, move, {move.attempt.who->person,', 'write_duty(batch, move, {move.attempt.who->account,'],
    ] },
  { rule: 'the separation also holds at the same moment', from: 'INC-04', test: 'workflow_test EngineTest.TheParticipationKeyHoldsAtTheSameMoment',
    change: [['platform/workflow/sql/take_part.sql', 'conflict = p.duties && $6::text[]', 'conflict = p.duties && $6::text[] and false']] },
  { rule: 'staff who report as residents do not handle their own report', from: 'INC-04, P-03 step 5', test: 'crossing_test Rules.StaffWhoReportAsResidentsDoNotHandle',
    change: [[filing, 'if (intake == Intake::open && c.around.staff) others.push_back', 'if (intake == Intake::open && !c.around.staff) others.push_back']] },
  { rule: 'a route asks for its permission', from: 'DAT-09', test: 'crossing_test RoutesTable.EveryRolePassesExactlyItsDoors',
    change: [[access, 'if (permission == "signed_in" || who.may(permission)) return;', 'return;']] },
  { rule: 'without a real name nobody acts', from: 'WRK-16', test: 'crossing_test RoutesTable.WithoutRealNameNobodyActs',
    change: [[access, '  if (!real_name) return who;\n', '']] },
  { rule: 'a list holds only the own place', from: 'DAT-09', test: 'crossing_test Rules.AListHoldsOnlyTheOwnPlace',
    change: [['modules/incidents/sql/parts/list_filters.sql', 'where (i.scope_code ^@ any ($1::text[])', 'where (cardinality($1::text[]) >= 0']] },
  { rule: 'handlers never see the reporter without consent', from: 'DAT-09, P-03', test: 'crossing_test Rules.HandlersDoNotSeeTheReporter',
    change: [['modules/incidents/src/app/show_incident.cpp', 'if (hidden && !r.consent) {', 'if (hidden && r.consent) {']] },
  { rule: 'the third repeat at one place goes up', from: 'INC-19', test: 'crossing_test Rules.TheThirdRepeatAtOnePlaceGoesUp',
    change: [[filing, 'handled_here >= settings.repeat_limit)', 'handled_here > settings.repeat_limit)']] },
  { rule: 'self-handled cases are counted apart', from: 'INC-19', test: 'crossing_test SpotChecks.WhatWasDrawnWaitsForAThirdPersonAndIsCountedApart',
    change: [['modules/incidents/src/app/case_workflow.cpp', 'counters.add(on_the_spot ? "self_handled" : "collected", 1)', 'counters.add("collected", 1)']] },
  { rule: 'the reporter is told before the case ends', from: 'INC-07', test: 'crossing_test Rules.NothingEndsBeforeTheReporterIsTold',
    change: [line(workflow, '    guards: [told_or_unreachable]')] },
  { rule: 'a low rating is called back', from: 'INC-14', test: 'crossing_test Rules.ALowRatingIsCalledBack',
    change: [[workflow, 'to: closed, when: {score: [satisfied, basically]}', 'to: closed, when: {score: [satisfied, dissatisfied]}'],
      [workflow, 'to: callback, when: {score: [dissatisfied]}', 'to: callback, when: {score: [basically]}']] },
  { rule: 'a record id is used once', from: 'architecture 9', test: 'crossing_test Rules.ARecordIdIsUsedOnce',
    change: [[report, 'if (!found || found->content_digest != c.digest) throw', 'if (!found) throw']] },
  { rule: 'a case is worked at its own level', from: 'INC-09', test: 'crossing_test Levels.TheCommunityScreensFirstAndEachLevelWorksItsOwnCases',
    change: [['modules/incidents/src/domain/guards.cpp', ' && grant.prefix == level) return std::nullopt;', ') return std::nullopt;']] },
  { rule: 'a return is asked within the signing time', from: 'DSP-03', test: 'crossing_test Returns.AUnitNamesClauseAndProperUnitWithinTheSigningTimeAndItsClockRests',
    change: [[workflow, 'guards: [returns_left, within_signing]', 'guards: [returns_left]']] },
  { rule: 'after two returns the centre rules for good', from: 'DSP-03', test: 'crossing_test Returns.AfterTwoReturnsTheCentreRulesForGood',
    change: [[workflow, 'guards: [own_level, ruling_not_due]\n    duty: dispatcher\n    assign', 'guards: [own_level]\n    duty: dispatcher\n    assign']] },
  { rule: 'the handling unit does not confirm a withdrawal', from: 'INC-05', test: 'crossing_test Returns.OnceAcceptedAReportIsTakenBackOnlyAfterSomebodyElseHasAsked',
    change: [[workflow, 'guards: [withdrawal_asked, sole_reporter, outside_handling_unit, assists_settled]', 'guards: [withdrawal_asked, sole_reporter, assists_settled]']] },
  { rule: 'a supervised case does not pass unanswered', from: 'DSP-05', test: 'crossing_test Returns.ASupervisionLetterIsAnsweredByTheUnitsHeadBeforeTheCaseMayPass',
    change: [[workflow, 'guards: [supervision_not_waiting, withdrawal_not_waiting]', 'guards: [withdrawal_not_waiting]']] },
  { rule: 'one closure after all helpers', from: 'DSP-04', test: 'crossing_test Assists.OneLeadSeveralHelpersSeparateResultsOneClosure',
    change: [[workflow, 'guards: [assists_settled, after_evidence]', 'guards: [after_evidence]']] },
  { rule: 'who helps holds the duty in the case itself', from: 'INC-04, DSP-04', test: 'crossing_test Assists.WhoHelpedNeverChecks',
    change: [['modules/incidents/src/app/assists.cpp', '  initial.root_case = parent->root_case;', '  initial.root_case = given.id;']] },
  { rule: 'a form opened before the case moved is refused', from: 'architecture 4', test: 'crossing_test Rules.AFormOpenedBeforeTheCaseMovedIsRefused',
    change: [[judge, '*attempt.seen_version < at.settled || ', '']] },
  { rule: 'make-up Saturdays are workdays, holidays are none', from: 'INC-05', test: 'crossing_test Deadlines.A1_SpringFestivalIsSkippedAndItsMakeUpSaturdayCounts',
    change: [['kernel/calendar.cpp', 'auto found = exceptions_.find(day);\n  return found != exceptions_.end() ? found->second.workday : !is_weekend(day);', 'return !is_weekend(day);']] },
  { rule: 'a changed audit entry is named', from: 'DAT-09', test: 'audit_test AuditTest.NamesAChangedEntryWhateverWasChanged',
    change: [['platform/audit/src/form.cpp', '"account", "display",', '"account",']] },
  { rule: 'every point of a border has one owner', from: 'TER-01', test: 'territory_test Locator.GivesEveryPointOfACrookedTilingExactlyOneOwner',
    change: [line('modules/territory/include/territory/shape.hpp', '  if (a.lat_e7 > b.lat_e7) std::swap(a, b);')] },
]
