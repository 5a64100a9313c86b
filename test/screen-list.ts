// The main screens and who looks at them: for their pictures and for the test that anybody can use them.
import { sql } from 'kysely'
import { newId } from '../src/base/ids.ts'
import { uploadImport } from '../src/exchange/import/contract.ts'
import type { Town } from './town.ts'

/** name, who looks, and the address; `{…}` is filled with an id that a statement of `found` gives. */
export const screens: [name: string, login: string | null, path: string][] = [
  ['sign-in', null, '/sign-in'],
  ['guide', null, '/guide/en'],
  ['guide-compared', null, '/guide/compared-with.md'],
  ['account', 'xuchang-officer', '/account'],
  ['accounts', 'administrator', '/accounts'],
  ['backups', 'administrator', '/backups'],
  ['webhooks', 'xuchang-officer', '/webhooks'],
  ['journal', 'administrator', '/journal'],
  ['journal-own', 'linying-officer', '/journal?about=own'],
  ['exports', 'linying-officer', '/exports'],
  ['convene-classes', 'xuchang-officer', '/classes'],
  ['convene-seats', 'xuchang-officer', '/classes/{class}'],
  ['convene-nominations', 'xuchang-officer', '/classes/{class}/nominations'],
  ['convene-nominations-county', 'jia-officer', '/classes/{class}/nominations'],
  ['convene-people', 'xuchang-officer', '/classes/{class}/people'],
  ['convene-invitations', 'xuchang-officer', '/classes/{class}/invitations'],
  ['convene-timetable', 'linying-trainee', '/classes/{class}/timetable'],
  ['convene-attendance', 'trainer', '/classes/{class}/attendance'],
  ['convene-papers', 'xuchang-officer', '/classes/{class}/papers'],
  ['convene-summary', 'xuchang-officer', '/classes/{class}/summary'],
  ['convene-new', 'xuchang-officer', '/classes/new'],
  ['convene-roll-call', 'trainer', '/sessions/{session}/attendance'],
  ['paper-notice', 'xuchang-officer', '/classes/{class}/papers/notice'],
  ['paper-sign-in-sheet', 'xuchang-officer', '/sessions/{session}/sign-in-sheet'],
  ['study', 'linying-trainee', '/study'],
  ['study-policy', 'linying-trainee', '/study/policies/{policy}'],
  ['study-import', 'administrator', '/study/policies/{policy}/import'],
  ['study-check', 'trainer', '/study/checks/{check}'],
  ['study-answer', 'linying-trainee', '/study/checks/{asking}'],
  ['study-check-cards', 'trainer', '/examine/checks/{asking}'],
  ['study-results', 'trainer', '/study/checks/{check}/results'],
  ['cases', 'linying-trainee', '/cases'],
  ['cases-tin', 'linying-officer', '/cases/{case}'],
  ['cases-edit', 'knitting-presenter', '/cases/{draft-case}/edit'],
  ['paper-case', 'linying-officer', '/cases/{case}/paper'],
  ['examine', 'linying-trainee', '/examine'],
  ['examine-card', 'linying-trainee', '/examine/cards/{card}'],
  ['examine-round', 'trainer', '/examine/rounds/{round}'],
  ['examine-answer', 'linying-trainee', '/examine/rounds/{round}'],
  ['examine-figures', 'trainer', '/examine/rounds/{finished}/figures'],
  ['examine-figures-open', 'trainer', '/examine/rounds/{round}/figures'],
  ['plan-board', 'xuchang-officer', '/plan'],
  ['plan-county', 'linying-officer', '/plan/{plan}'],
  ['plan-review', 'xuchang-officer', '/plan/{submitted}'],
  ['plan-line', 'linying-officer', '/plan/{plan}/lines/{line}'],
  ['plan-line-edit', 'xihua-officer', '/plan/{draft}/lines/new'],
  ['plan-versions', 'linying-officer', '/plan/{plan}/versions'],
  ['paper-plan', 'linying-officer', '/plan/{plan}/paper'],
  ['plan-conditions', 'linying-officer', '/plan/conditions'],
  ['plan-sheet', 'linying-officer', '/plan/conditions/{sheet}'],
  ['carry-out-reporter', 'linying-reporter', '/carry-out'],
  ['carry-out-reporter-due', 'baofeng-officer', '/carry-out'],
  ['carry-out-district', 'xuchang-officer', '/carry-out'],
  ['carry-out-counties', 'xuchang-officer', '/carry-out/counties'],
  ['carry-out-line', 'linying-officer', '/carry-out/lines/{line}'],
  ['carry-out-commitments', 'linying-trainee', '/carry-out/commitments'],
  ['carry-out-report', 'xuchang-officer', '/carry-out/reports/{report}'],
  ['roll-up', 'xuchang-officer', '/roll-up'],
  ['roll-up-own', 'linying-officer', '/roll-up'],
  ['roll-up-province', 'henan-viewer', '/roll-up'],
  ['paper-roll-up', 'xuchang-officer', '/roll-up'],
  ['thread', 'xuchang-officer', '/thread'],
  ['thread-line', 'linying-officer', '/thread/plan_line/{line}'],
  ['imports', 'linying-officer', '/imports'],
  ['import-new', 'administrator', '/imports/new'],
  ['import-preview', 'linying-officer', '/imports/{import}'],
  ['registers', 'xuchang-officer', '/registers'],
  ['registers-duplicates', 'xuchang-officer', '/registers/duplicates'],
  ['registers-merged', 'xuchang-officer', '/registers/duplicates?view=merged'],
  ['registers-twin', 'xuchang-officer', '/registers/duplicates/person/{person}/{other-person}'],
  [
    'registers-twin-units',
    'xuchang-officer',
    '/registers/duplicates/organisation/{organisation}/{other-organisation}',
  ],
  ['registers-tree', 'xuchang-officer', '/places'],
  ['registers-place', 'xuchang-officer', '/places/{place}'],
  ['registers-organisation', 'xuchang-officer', '/organisations/{organisation}'],
  ['programme', 'administrator', '/programme'],
  ['set-up', 'administrator', '/set-up'],
  ['plan-set-up', 'administrator', '/plan/set-up'],
  ['registers-lists', 'administrator', '/lists'],
  ['registers-person', 'xuchang-officer', '/people/{person}'],
  ['registers-person-former', 'xuchang-officer', '/people/{former}'],
  ['registers-members', 'linying-officer', '/organisations/{joint}/members'],
  ['registers-members-left', 'linying-officer', '/organisations/{joint}/members?show=ever'],
  ['registers-memberships', 'linying-officer', '/people/{member}/memberships'],
  ['registers-memberships-own', 'tin-presenter', '/people/{self}/memberships'],
  ['paper-members', 'xuchang-officer', '/organisations/{joint}/members/paper'],
]

const found: Record<string, string> = {
  class: `select id from convene.class order by starts_said limit 1`,
  session: `select session_id as id from convene.attendance group by session_id order by count(*) desc limit 1`,
  policy: `select policy_id as id from study.clause group by policy_id order by count(*) desc limit 1`,
  check: `select id from study.check where state = 'closed' limit 1`,
  asking: `select id from study.check where state = 'open' limit 1`,
  case: `select id from cases.practice_case where state = 'published' order by id limit 1`,
  'draft-case': `select id from cases.practice_case where state = 'draft' order by id limit 1`,
  card: `select id from examine.misconception order by id limit 1`,
  round: `select id from examine.round where stage like '%_open' order by id limit 1`,
  finished: `select id from examine.round where stage in ('finished', 'after_closed') order by id limit 1`,
  plan: `select plan.id from plan.plan join registry.place on place.id = plan.place_id where place.code = 'linying' order by plan.id limit 1`,
  draft: `select plan.id from plan.plan join registry.place on place.id = plan.place_id where place.code = 'xihua' order by plan.id limit 1`,
  sheet: `select s.id from plan.condition_sheet s join registry.place on place.id = s.place_id where place.code = 'linying' order by s.id limit 1`,
  submitted: `select plan.id from plan.plan join registry.place_parent as own on own.place_id = plan.place_id
    join registry.place as district on district.id = own.parent_id and district.code = 'xuchang-district'
    where plan.state = 'submitted' order by plan.place_id limit 1`,
  report: `select id from carry_out.report where supersedes_id is not null limit 1`,
  line: `select c.plan_line_id as id from plan.citation c join plan.plan_line l on l.id = c.plan_line_id join plan.plan p on p.id = l.plan_id join registry.place on place.id = p.place_id where place.code = 'linying' group by 1 order by count(*) desc limit 1`,
  place: `select id from registry.place where code = 'linru'`,
  organisation: `select organisation_id as id from registry.organisation_form group by 1 order by count(*) desc, 1 limit 1`,
  'other-organisation': `select organisation_id as id from registry.appointment group by 1 order by count(*) desc, 1 limit 1`,
  'other-person': `select person_id as id from registry.appointment group by 1 order by count(*) desc, 1 offset 1 limit 1`,
  joint: `select id from registry.organisation where code = 'linying-knitting-coop'`,
  member: `select m.person_id as id from formation.membership_change c join formation.membership m on m.id = c.membership_id limit 1`,
  former: `select person_id as id from registry.appointment group by 1 having max(to_on) < '1954-07-10' order by 1 limit 1`,
  self: `select id from registry.person where code = 'tin-head'`,
  person: `select person_id as id from registry.appointment group by 1 order by count(*) desc, 1 limit 1`,
}

/** An address with its ids, taken from the sample. */
export async function fill(town: Town, path: string): Promise<string> {
  let filled = path
  if (path.includes('{import}')) filled = path.replace('{import}', await importUnderWay(town))
  for (const [whole, name] of filled.matchAll(/\{([a-z-]+)\}/g)) {
    const { rows } = await sql.raw<{ id: string }>(found[name]).execute(town.database.kysely)
    if (!rows[0]) throw new Error(`the sample has no ${name} for ${path}`)
    filled = filled.replace(whole, rows[0].id)
  }
  return filled
}

const roster = `临颍县培训班名册,,,
姓名,地区,电话,备注
贺楼兰,临颍县,13800000000,
,临颍县,,
钟离昧,临颖县,,新
尚忠堂,临颍县,,
尚忠堂,郏县,1.38E+10,
`
const imports = new WeakMap<Town, string>()

/** No preview is part of the sample: the county officer of Linying has a roster under way. */
async function importUnderWay(town: Town): Promise<string> {
  const before = imports.get(town)
  if (before) return before
  const importId = newId()
  const officer = await town.as('linying-officer')
  const query = { importId, kind: 'people' as const, name: '临颍县名册.csv' }
  await officer.ask(uploadImport, { query, body: Buffer.from(roster) })
  imports.set(town, importId)
  return importId
}
