// The lists of replies that do not come page by page, and why they cannot grow without end. With `where` a limit is
// kept there, in a file, by what stands in it; without, the field itself has the bound and nothing else keeps it.
export type Bounded = { why: string; where?: [file: string, text: string]; lists: string[] }

export const bounded: Bounded[] = [
  {
    why: 'the living sessions of one account: the hundred that were seen last',
    where: ['src/access/sessions/queries.ts', 'limit 100'],
    lists: ['/api/account/sign-ins .signIns[]'],
  },
  {
    why: 'tokens of one account',
    where: ['src/access/tokens/rules.ts', 'mostTokens = 50'],
    lists: ['/api/account/tokens .tokens[]', '/api/accounts/:accountId/tokens .tokens[]'],
  },
  {
    why: 'passkeys of one account',
    where: ['src/access/passkeys/actions.ts', 'mostPasskeys = 20'],
    lists: ['/api/account/ways .passkeys[]'],
  },
  {
    why: 'one for each provider that the instance is set up with',
    lists: ['/api/account/ways .identities[]'],
  },
  {
    why: 'the roles that there are',
    where: ['src/access/rules.ts', "'reader',\n] as const"],
    lists: ['/api/accounts .roles[]', '/api/people/:personId .mayInviteAs[]'],
  },
  {
    why: 'the roles of one account, once each over a place',
    lists: ['/api/accounts .accounts[].roles[]', '/api/me .account.roles[]'],
  },
  {
    why: 'the cast of the sample, which comes with its files; an instance without a sample has none',
    lists: ['/api/cast .cast[]', '/api/cast .cast[].posts[]', '/api/cast .cast[].roles[]'],
  },
  {
    why: 'places to choose from: the first that a text fits',
    where: ['src/registry/places/queries.ts', 'limits.count ?? 20'],
    lists: [
      '/api/accounts/places .found[]',
      '/api/account/token-places .found[]',
      '/api/places/find .found[]',
      '/api/exports/places .found[]',
      '/api/webhooks/places .found[]',
    ],
  },
  {
    why: 'the tree from the top down to where it is read at once; below that it is asked for place by place',
    where: ['src/registry/places/page-queries.ts', 'limit 5000'],
    lists: ['/api/places .places[]'],
  },
  {
    why: 'the places above one, of which there are as many as levels',
    where: ['src/registry/levels/rules.ts', 'mostLevels = 9'],
    lists: [
      '/api/places/:placeId .path[]',
      '/api/roll-up .above[]',
      '/api/levels .levels[]',
      '/api/programme-words .levels[]',
    ],
  },
  {
    why: 'geography: the places directly under one, what stood over it when, and what would stand over it later',
    lists: [
      '/api/places/:placeId .children[]',
      '/api/places/:placeId .parents[]',
      '/api/places/:placeId/transfer-preview .dropped[]',
      '/api/roll-up .rows[].parts[]',
      '/api/roll-up .grid.rows[]',
      '/api/roll-up/cell .absent[]',
    ],
  },
  {
    why: 'the first thirty of each register that a text fits',
    where: ['src/registry/places/page-queries.ts', 'limit 30'],
    lists: [
      '/api/registers/search .places[]',
      '/api/registers/search .organisations[]',
      '/api/registers/search .people[]',
    ],
  },
  {
    why: 'the posts that one person holds at a time',
    lists: [
      '/api/registers/search .people[].posts[]',
      '/api/people .people[].posts[]',
      '/api/people/near .near[].entry.posts[]',
      '/api/organisations/near .near[].entry.posts[]',
      '/api/people/twins .pairs[].first.posts[]',
      '/api/people/twins .pairs[].second.posts[]',
      '/api/organisations/twins .pairs[].first.posts[]',
      '/api/organisations/twins .pairs[].second.posts[]',
      '/api/people/:personId/twins/:keptPersonId .twin.posts[]',
      '/api/people/:personId/twins/:keptPersonId .kept.posts[]',
      '/api/organisations/:organisationId/twins/:keptOrganisationId .twin.posts[]',
      '/api/organisations/:organisationId/twins/:keptOrganisationId .kept.posts[]',
      '/api/commitments .posts[]',
    ],
  },
  {
    why: 'the lists that a programme sets up by hand and chooses from in every form, put in order a thousand at most',
    where: ['src/registry/lists/contract.ts', 'maxItems: 1000'],
    lists: [
      '/api/forms .forms[]',
      '/api/trades .trades[]',
      '/api/posts .posts[]',
      '/api/programme-words .forms[]',
      '/api/organisations/:organisationId .posts[]',
      '/api/class-form .posts[]',
      '/api/classes/:classId .posts[]',
      '/api/classes/:classId/summary .figures.posts[]',
      '/api/sessions/:sessionId/attendance .posts[]',
      '/api/cases .trades[]',
      '/api/cases/choices .trades[]',
      '/api/plan-choices .trades[]',
      '/api/plan-choices .posts[]',
      '/api/plan-sheets .trades[]',
      '/api/roll-up .trades[]',
      '/api/roll-up .grid.rows[].cells[]',
      '/api/places/:placeId .counts[]',
    ],
  },
  {
    why: 'the outlooks and sections that a programme sets up by hand, put in order a thousand at most',
    where: ['src/plan/lists/contract.ts', 'maxItems: 1000'],
    lists: [
      '/api/plan-lists .outlooks[]',
      '/api/plan-lists .sections[]',
      '/api/plan-sheets .outlooks[]',
      '/api/plan-sheets/:sheetId .outlooks[]',
      '/api/plans/:planId .outlooks[]',
      '/api/plans/:planId .sections[]',
    ],
  },
  {
    why: 'what a programme tells its figures apart by, put in order a thousand at most; parts of each',
    where: ['src/plan/disaggregations/rules.ts', 'mostParts = 20'],
    lists: ['/api/disaggregations .disaggregations[]', '/api/disaggregations .disaggregations[].parts[]'],
  },
  {
    why: 'the papers that there are, with what each may name',
    lists: ['/api/papers .papers[]', '/api/papers .papers[].holds[]'],
  },
  {
    why: 'the units and indicators that a programme sets up by hand, put in order a thousand at most',
    where: ['src/plan/indicators/contract.ts', 'maxItems: 1000'],
    lists: [
      '/api/units .units[]',
      '/api/programme-words .units[]',
      '/api/indicators .indicators[]',
      '/api/indicators .beginnings[]',
      '/api/plan-choices .indicators[]',
      '/api/roll-up .rows[]',
    ],
  },
  {
    why: 'the periods of a programme, two a year',
    lists: [
      '/api/periods .periods[]',
      '/api/plan-board .periods[]',
      '/api/place-events/:eventId/take-back .periods[]',
      '/api/carry-out/late .periods[]',
      '/api/carry-out/month .periods[]',
      '/api/carry-out/places/:placeId .periods[]',
      '/api/roll-up .periods[]',
    ],
  },
  {
    why: 'the months of a period, and the periods that hold them',
    lists: [
      '/api/carry-out/month .months[]',
      '/api/carry-out/places/:placeId .sent[]',
      '/api/carry-out/late .months[]',
      '/api/carry-out/late .rows[].months[]',
      '/api/carry-out/places/:placeId .months[]',
      '/api/plan-lines/:planLineId/reports .months[]',
      '/api/plan-lines/:planLineId/reports .dueMonths[]',
      '/api/roll-up .months[]',
      '/api/roll-up .madeOf[]',
      '/api/roll-up/cell .madeOf[]',
    ],
  },
  {
    why: 'the formation path: a step leads from one form of the programme to another, once',
    where: ['src/registry/migrations/2026-11-24-gates.sql', 'unique (from_form, to_form)'],
    lists: ['/api/gates .gates[]', '/api/organisations/:organisationId .ways[]'],
  },
  {
    why: 'the questions of a gate, and the steps that are skipped on the way to it',
    where: ['src/registry/gates/contract.ts', 'maxItems: 30'],
    lists: [
      '/api/gates .gates[].questions[]',
      '/api/organisations/:organisationId .ways[].questions[]',
      '/api/organisations/:organisationId .ways[].skipped[]',
    ],
  },
  {
    why: 'what was answered at a gate',
    where: ['src/registry/organisations/contract.ts', 'maxItems: 100'],
    lists: [
      '/api/organisations/:organisationId .forms[].passed.answers[]',
      '/api/organisations/:organisationId .forms[].passed.skipped[]',
    ],
  },
  {
    why: 'the forms that a post belongs to',
    where: ['src/registry/lists/contract.ts', 'maxItems: 100'],
    lists: ['/api/posts .posts[].forms[]', '/api/organisations/:organisationId .posts[].forms[]'],
  },
  {
    why: 'the life of one unit: the forms that it had and the mergers that it came from or went into',
    lists: ['/api/organisations/:organisationId .forms[]', '/api/organisations/:organisationId .lineage[]'],
  },
  {
    why: 'the life of one person: the posts held and the units joined, with what was corrected',
    lists: [
      '/api/people/:personId .appointments[]',
      '/api/people/:personId/memberships .memberships[]',
      '/api/people/:personId/memberships .memberships[].changes[]',
    ],
  },
  {
    why: 'the five nearest, and in what two entries are alike',
    lists: [
      '/api/people/near .near[]',
      '/api/people/near .near[].alike[]',
      '/api/organisations/near .near[]',
      '/api/organisations/near .near[].alike[]',
      '/api/people/twins .pairs[].alike[]',
      '/api/organisations/twins .pairs[].alike[]',
      '/api/people/:personId/twins/:keptPersonId .alike[]',
      '/api/organisations/:organisationId/twins/:keptOrganisationId .alike[]',
    ],
  },
  {
    why: 'one row for each column of the house that names a person or a unit',
    lists: [
      '/api/people/:personId/twins/:keptPersonId .moves[]',
      '/api/organisations/:organisationId/twins/:keptOrganisationId .moves[]',
      '/api/twins .twins[].moved[]',
    ],
  },
  {
    why: 'what speaks against making two entries one: where both stand in the same seat, class, unit or check',
    lists: [
      '/api/people/:personId/twins/:keptPersonId .conflicts[]',
      '/api/organisations/:organisationId/twins/:keptOrganisationId .conflicts[]',
    ],
  },
  {
    why: 'classes to choose from: the thirty latest that a text fits',
    where: ['src/convene/classes/contract.ts', 'maxItems: 30'],
    lists: ['/api/class-choices .found[]'],
  },
  {
    why: 'the places for which the reader may prepare a class',
    where: ['src/convene/classes/page-queries.ts', 'limit 200'],
    lists: ['/api/class-form .organisers[]'],
  },
  {
    why: 'geography: the counties under the organiser of a class',
    lists: ['/api/class-form .places[]'],
  },
  {
    why: 'the programmes that the reader takes part in: a place runs one or a few',
    lists: ['/api/class-form .programmes[]'],
  },
  {
    why: 'the stages of a class',
    where: ['src/convene/classes/rules.ts', 'mostStages = 20'],
    lists: [
      '/api/set-up/path .class.stages[]',
      '/api/class-form .programmes[].stages[]',
      '/api/classes/:classId .stages[]',
      '/api/classes/:classId/summary .figures.stages[]',
    ],
  },
  {
    why: 'the places that a class calls',
    where: ['src/convene/classes/contract.ts', 'placeIds: Type.Array(Id, { maxItems: 300 })'],
    lists: [
      '/api/classes/:classId .places[]',
      '/api/classes/:classId .mayNominateFor[]',
      '/api/classes/:classId/attendance .places[]',
      '/api/classes/:classId/summary .figures.byPlace[]',
      '/api/sessions/:sessionId/attendance .places[]',
    ],
  },
  {
    why: 'the seat table of a class: the places that it calls by the posts that it calls, and what a cell still needs',
    where: ['src/convene/classes/contract.ts', 'placeIds: Type.Array(Id, { maxItems: 300 })'],
    lists: ['/api/classes/:classId/seats .cells[]', '/api/classes/:classId .needs[]'],
  },
  {
    why: 'the first of those who could have put people on a roster',
    where: ['src/access/accounts/queries.ts', 'limit 20'],
    lists: ['/api/checks/:checkId .roster.by[]', '/api/rounds/:roundId .roster.by[]'],
  },
  {
    why: 'the people of one class, whose papers and tabs show it whole; more are accepted than there are seats at no time',
    where: ['src/convene/classes/contract.ts', 'capacity: Type.Integer({ minimum: 1, maximum: 100000 })'],
    lists: [
      '/api/classes/:classId/people .people[]',
      '/api/classes/:classId/invitations .people[]',
      '/api/sessions/:sessionId/attendance .people[]',
      '/api/checks/:checkId/results .people[]',
      '/api/checks/:checkId/results .parts[]',
    ],
  },
  {
    why: 'of whom a batch of marks was: the first ten, beside how many there are',
    where: ['src/convene/classes/corrections.ts', 'limit 10'],
    lists: ['/api/classes/:classId/corrections .corrections[].marked[]'],
  },
  {
    why: 'the people of one class and those who were nominated for it besides, place by place: nobody twice at a time',
    lists: ['/api/classes/:classId/nominations .nominations[]'],
  },
  {
    why: 'the timetable of one class, whose papers and tabs show it whole',
    where: ['src/convene/sessions/rules.ts', 'mostSessions = 800'],
    lists: [
      '/api/classes/:classId .day.sessions[]',
      '/api/classes/:classId/sessions .sessions[]',
      '/api/classes/:classId/attendance .sessions[]',
      '/api/classes/:classId/attendance .own[]',
    ],
  },
  {
    why: 'those who present a session',
    where: ['src/convene/sessions/contract.ts', 'maxItems: 12'],
    lists: [
      '/api/classes/:classId .day.sessions[].presenters[]',
      '/api/classes/:classId/sessions .sessions[].presenters[]',
      '/api/sessions/:sessionId/attendance .session.presenters[]',
    ],
  },
  {
    why: 'people to nominate: the first thirty that a text fits',
    where: ['src/convene/nominations/queries.ts', 'limit 30'],
    lists: ['/api/classes/:classId/candidates .found[]'],
  },
  {
    why: 'one text for each language of the house, and its sentences',
    lists: ['/api/classes/:classId/summary .texts[]', '/api/classes/:classId/summary .texts[].sentences[]'],
  },
  {
    why: 'the clauses of one text',
    where: ['src/study/policies/rules.ts', 'mostClauses = 1000'],
    lists: ['/api/policies/:policyId .clauses[]'],
  },
  {
    why: 'the versions of one text, each brought in by hand, and what they dropped',
    lists: ['/api/policies/:policyId .versions[]', '/api/policies/:policyId .dropped[]'],
  },
  {
    why: 'the latest of what cites or tells of a clause',
    where: ['src/study/policies/queries.ts', 'n <= 10'],
    lists: ['/api/policies/:policyId .clauses[].questions[]', '/api/policies/:policyId .clauses[].results[]'],
  },
  {
    why: 'clauses and steps to cite: the first fifty that a text fits',
    where: ['src/study/queries.ts', 'query.limit ?? 50'],
    lists: ['/api/clauses .found[]', '/api/case-steps .steps[]'],
  },
  {
    why: 'the questions of a check, their choices and what they cite',
    where: ['src/study/checks/rules.ts', 'mostQuestions = 60'],
    lists: [
      '/api/checks/:checkId .questions[]',
      '/api/checks/:checkId .questions[].choices[]',
      '/api/checks/:checkId .questions[].clauses[]',
      '/api/checks/:checkId/results .questions[]',
      '/api/checks/:checkId/results .clauses[]',
      '/api/checks/:checkId/results .repeated[]',
      '/api/checks/:checkId/results .parts[].clauses[]',
    ],
  },
  {
    why: 'units to write a case about: the first thirty that a text fits, and of one a hundred people',
    where: ['src/cases/case-queries.ts', 'limit 100'],
    lists: ['/api/cases/choices .units[]', '/api/cases/choices .people[]'],
  },
  {
    why: 'what one case is made of',
    where: ['src/cases/contract.ts', 'maxItems: 40'],
    lists: [
      '/api/cases/:caseId .record.decisions[]',
      '/api/cases/:caseId .record.objections[]',
      '/api/cases/:caseId .steps[]',
      '/api/cases/:caseId .steps[].clauseIds[]',
      '/api/cases/:caseId .steps[].clauses[]',
      '/api/cases/:caseId .results[]',
    ],
  },
  {
    why: 'the latest places that took up a step, and the latest sessions that presented a case',
    where: ['src/cases/case-page-queries.ts', 'limit 40'],
    lists: ['/api/cases/:caseId .steps[].adoptions[]', '/api/cases/:caseId .sessions[]'],
  },
  {
    why: 'the evidence of a card',
    where: ['src/examine/contract.ts', 'maxItems: 20'],
    lists: ['/api/misconceptions/:misconceptionId .evidence[]', '/api/rounds/:roundId .cards[].evidence[]'],
  },
  {
    why: 'the latest questions that test a card and the latest rounds that examined it, each with its phases',
    where: ['src/examine/cards/queries.ts', 'limit 30'],
    lists: [
      '/api/misconceptions/:misconceptionId .questions[]',
      '/api/misconceptions/:misconceptionId .rounds[]',
      '/api/misconceptions/:misconceptionId .rounds[].phases[]',
    ],
  },
  {
    why: 'the cards of a round, those offered for one, and its phases',
    where: ['src/examine/contract.ts', 'maxItems: 30'],
    lists: [
      '/api/rounds/:roundId .cards[]',
      '/api/rounds/:roundId/figures .cards[]',
      '/api/rounds/:roundId/figures .phases[]',
      '/api/classes/:classId/round-choices .found[]',
    ],
  },
  {
    why: 'the counties that plan in a period',
    where: ['src/plan/board/queries.ts', 'mostCounties = 400'],
    lists: ['/api/plan-board .counties[]', '/api/plan-sheets .counties[]'],
  },
  {
    why: 'condition sheets, one for each trade of a county and period',
    lists: ['/api/plan-sheets .sheets[]', '/api/plans/:planId .sheets[]'],
  },
  {
    why: 'months of a year',
    where: ['src/plan/shapes.ts', 'maxItems: 12'],
    lists: ['/api/plan-sheets/:sheetId .sheet.busyMonths[]', '/api/plans/:planId .sheets[].busyMonths[]'],
  },
  {
    why: 'the lines of one plan: one for each indicator, trade and form, what stands in their versions and was asked of them',
    where: ['src/plan/lines/rules.ts', "'twice'"],
    lists: [
      '/api/plans/:planId .lines[]',
      '/api/plans/:planId .confirmed[]',
      '/api/plans/:planId .confirmed[].about[]',
      '/api/plans/:planId/versions/:number .content.lines[]',
      '/api/plans/:planId/versions/:number .content.conditions[]',
      '/api/carry-out/month .lines[]',
      '/api/carry-out/month .later[]',
      '/api/carry-out/places/:placeId .lines[]',
    ],
  },
  {
    why: 'the actions and citations of a line',
    where: ['src/plan/shapes.ts', 'maxItems: 20'],
    lists: [
      '/api/plans/:planId .lines[].actions[]',
      '/api/plans/:planId .lines[].citations[]',
      '/api/plans/:planId/versions/:number .content.lines[].actions[]',
      '/api/plans/:planId/versions/:number .content.lines[].citations[]',
      '/api/plans/:planId/sources .sources[]',
    ],
  },
  {
    why: 'what was said about one line of a plan',
    where: ['src/plan/lines/rules.ts', 'mostComments = 200'],
    lists: ['/api/plans/:planId .lines[].comments[]'],
  },
  {
    why: 'the steps of the review of one plan, of one county for one period, and the versions that came of it',
    lists: ['/api/plans/:planId .events[]', '/api/plans/:planId .versions[]'],
  },
  {
    why: 'the places for which somebody reports',
    where: ['src/carry-out/reports/page-queries.ts', 'limit 200'],
    lists: ['/api/carry-out/month .places[]'],
  },
  {
    why: 'the counties that report in a period',
    where: ['src/carry-out/reports/page-queries.ts', 'mostCounties = 400'],
    lists: ['/api/carry-out/late .rows[]'],
  },
  {
    why: 'one figure of a line for each month of its period, and those that corrected it',
    lists: [
      '/api/carry-out/month .lines[].figures[]',
      '/api/carry-out/places/:placeId .lines[].figures[]',
      '/api/plan-lines/:planLineId/reports .reports[]',
      '/api/plan-lines/:planLineId/reports .account[].figures[]',
      '/api/reports/:reportId .chain[]',
      '/api/reports/:reportId .account[].figures[]',
    ],
  },
  {
    why: 'the lines of the closing accounts that a line is in: of its own trade and form, one for each indicator',
    lists: ['/api/plan-lines/:planLineId/reports .account[]', '/api/reports/:reportId .account[]'],
  },
  {
    why: 'the reasons for leaving that there are, once each',
    where: ['src/carry-out/reports/contract.ts', 'maxItems: 12'],
    lists: [
      '/api/plan-lines/:planLineId/reports .reports[].leftReasons[]',
      '/api/reports/:reportId .report.leftReasons[]',
      '/api/reports/:reportId .chain[].leftReasons[]',
      '/api/organisations/:organisationId/members .figures.reasons[]',
    ],
  },
  {
    why: 'the files of one report',
    where: ['src/carry-out/evidence/actions.ts', 'mostFiles = 20'],
    lists: ['/api/reports/:reportId .evidence[]'],
  },
  {
    why: 'what was looked at and the visits that were made over one figure of one month',
    lists: ['/api/reports/:reportId .looks[]', '/api/reports/:reportId .visits[]'],
  },
  {
    why: 'the list of members to sign: a paper, of one unit on one day',
    lists: ['/api/organisations/:organisationId/members/list .members[]'],
  },
  {
    why: 'places to open the roll-up of: the first sixty that a text fits',
    where: ['src/roll-up/place-queries.ts', 'mostOffered = 60'],
    lists: ['/api/roll-up/places .found[]'],
  },
  {
    why: 'what a total is made of: at most sixty counties with their lines, else the places below, each opened by itself',
    where: ['src/roll-up/cell-queries.ts', 'mostWithRows = 60'],
    lists: ['/api/roll-up/cell .groups[]', '/api/roll-up/cell .groups[].rows[]'],
  },
  {
    why: 'where threads begin: the lessons and lines that most hangs on, and what a text fits',
    where: ['src/thread/queries.ts', 'limit 60'],
    lists: ['/api/thread .lessons[]', '/api/thread .lines[]', '/api/thread .found[]'],
  },
  {
    why: 'what is drawn around one thing; the rest is counted by its kind',
    where: ['src/thread/rules.ts', 'shownAtMost = 60'],
    lists: [
      '/api/thread/:refKind/:refId .nodes[]',
      '/api/thread/:refKind/:refId .links[]',
      '/api/thread/:refKind/:refId .more[]',
    ],
  },
  {
    why: 'the kinds of records that a program may be told about, as many as the rooms name',
    lists: ['/api/webhooks/kinds .kinds[]'],
  },
  {
    why: 'the tables that go out, as many as the rooms describe',
    lists: ['/api/exports/tables .tables[]'],
  },
  {
    why: 'what the journal calls deeds and kinds of things, as many as the rooms name',
    lists: ['/api/journal/words .verbs[]', '/api/journal/words .kinds[]'],
  },
  {
    why: 'the kinds of files that can be brought in, as many as the rooms describe',
    lists: ['/api/imports .kinds[]', '/api/imports/kinds .kinds[]'],
  },
  {
    why: 'the head of one file and what is wrong with it',
    where: ['src/exchange/import/rules.ts', 'mostColumns = 200'],
    lists: [
      '/api/imports/:importId .sheets[]',
      '/api/imports/:importId .sheets[].columns[]',
      '/api/imports/:importId .columns[]',
      '/api/imports/:importId .problems[]',
      '/api/imports/:importId/rows .rows[].cells[]',
    ],
  },
  {
    why: 'what is wrong in one row of a file, and the few entries that would set it right',
    lists: [
      '/api/imports/:importId/rows .rows[].marks[]',
      '/api/imports/:importId/rows .rows[].marks[].suggestions[]',
      '/api/imports/:importId/rows .rows[].candidates[]',
    ],
  },
  {
    why: 'webhooks, of which an account has at most twenty, and the kinds of what they tell',
    where: ['src/exchange/webhooks/rules.ts', 'mostWebhooks = 20'],
    lists: ['/api/webhooks .webhooks[]', '/api/webhooks .webhooks[].kinds[]'],
  },
  {
    why: 'the steps of setting up, what each may lack, and what is done by which roles: as the code lists them',
    where: ['src/app/set-up/rules.ts', "'other-accounts',\n] as const"],
    lists: [
      '/api/set-up/path .steps[]',
      '/api/set-up/path .steps[].lacks[]',
      '/api/set-up/path .whoMay[]',
      '/api/set-up/path .whoMay[].roles[]',
    ],
  },
  {
    why: 'the levels of places',
    where: ['src/registry/levels/rules.ts', 'mostLevels = 9'],
    lists: ['/api/set-up/path .levels[]', '/api/set-up/path .whoMay[].levels[]'],
  },
  {
    why: 'the short lists that a programme sets up by hand, and a period by its months or parts',
    lists: [
      '/api/set-up/path .class.posts[]',
      '/api/set-up/path .class.posts[].forms[]',
      '/api/set-up/path .plan.sections[]',
      '/api/set-up/path .plan.indicators[]',
      '/api/set-up/path .plan.trades[]',
      '/api/set-up/path .plan.forms[]',
      '/api/set-up/path .plan.period.months[]',
      '/api/set-up/path .plan.period.parts[]',
      '/api/set-up/path .plan.indicators[].dueIn[]',
    ],
  },
  {
    why: 'the policies of one programme, with the questions that stand ready: as many as people wrote by hand',
    lists: ['/api/classes/:classId/ready-questions .policies[]'],
  },
  {
    why: 'the packs that come with the program, and what is in each by its kind',
    lists: ['/api/packs .packs[]', '/api/packs .packs[].counts[]'],
  },
  {
    why: 'the backups in the folder, of which the schedule keeps as many as were set',
    lists: ['/api/instance/backups .kept[]'],
  },
  {
    why: 'what may be missing in a period: the kinds that the rooms know, and of each the first places',
    where: ['src/plan/periods/closing.ts', 'mostNamed = 20'],
    lists: ['/api/periods/:periodId/closing .lacks[]', '/api/periods/:periodId/closing .lacks[].places[]'],
  },
  {
    why: 'when a period was closed and opened again: the last times',
    where: ['src/plan/periods/queries.ts', 'mostSteps = 20'],
    lists: ['/api/periods/:periodId/closing .steps[]'],
  },
  {
    why: 'what rests on something: one for each kind of rows, as the rooms declare them',
    where: ['src/platform/resting.ts', 'Map.groupBy(columns'],
    lists: ['/api/place-events/:eventId/take-back .resting[]', '/api/imports/:importId/take-back .resting[]'],
  },
]
