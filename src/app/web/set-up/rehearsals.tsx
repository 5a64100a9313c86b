// What will be possible with what stands, before any of it is done: read only.
import { roleNames } from '../../../access/rules.ts'
import type { CallReply } from '../../../base/call.ts'
import { emptyText, nameIn } from '../../../base/words.ts'
import { listPapers } from '../../../convene/papers/contract.ts'
import { usualStages } from '../../../convene/programmes/rules.ts'
import { useCall } from '../../../kit/api.ts'
import { Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import {
  capital,
  formatMonth,
  formatNumber,
  languageName,
  languages,
  nameOf,
  t,
  tn,
} from '../../../kit/words.ts'
import { indicatorNames } from '../../../plan/web/parts/indicator-names.ts'
import { tierNames } from '../../../registry/levels/rules.ts'
import type { setUpPath } from '../../set-up/contract.ts'
import type { Deed } from '../../set-up/rules.ts'

export type Path = CallReply<typeof setUpPath>
type Props = { of: Path }
const listed = (texts: string[]): string => texts.join(t(', '))

export const LevelsDo = ({ of: { levels } }: Props) => (
  <Table
    label={t('What each level will do')}
    rows={levels}
    rowKey={({ code }) => code}
    columns={[
      { key: 'level', title: t('Level'), cell: ({ names }) => capital(nameOf(names)) },
      { key: 'does', title: t('What its places will do'), cell: ({ tier }) => capital(t(tierNames[tier])) },
      { key: 'places', title: t('There are'), num: true, cell: ({ places }) => formatNumber(places) },
    ]}
  />
)

type Level = Path['levels'][number]
/** The first of its places, and how many more there are. */
const firstOf = ({ first, places }: Level): string =>
  places > first.length
    ? t('{places} and {n} more', {
        places: listed(first.map(nameOf)),
        n: formatNumber(places - first.length),
      })
    : listed(first.map(nameOf))

export const PlacesDo = ({ of: { levels } }: Props) => (
  <Table
    label={t('Which place will do what')}
    rows={levels.filter(({ places }) => places > 0)}
    rowKey={({ code }) => code}
    columns={[
      { key: 'places', title: t('Places'), width: '60%', cell: firstOf },
      { key: 'does', title: t('What they will do'), cell: ({ tier }) => capital(t(tierNames[tier])) },
    ]}
  />
)

/** Where a text lacks the reader's language, the other one stands there. */
export function LanguagesRead({ of: { levels } }: Props) {
  const names = levels.find((level) => level.names.zh && level.names.en)?.names ?? emptyText
  const rows = [
    { entered: t('in both'), as: names },
    { entered: t('in {language} alone', { language: languageName('zh') }), as: { ...names, en: '' } },
    { entered: t('in {language} alone', { language: languageName('en') }), as: { ...names, zh: '' } },
  ]
  return (
    <Table
      label={t('What a name looks like')}
      rows={rows}
      rowKey={({ entered }) => entered}
      columns={[
        { key: 'entered', title: t('Entered'), cell: ({ entered }) => capital(entered) },
        ...languages().map((language) => ({
          key: language,
          title: languageName(language),
          cell: ({ as }: (typeof rows)[number]) => capital(nameIn(as, language)),
        })),
      ]}
    />
  )
}

const deedNames = (): Record<Deed, string> => ({
  'list.change': t('Change levels, forms, posts and trades'),
  'account.change': t('Make accounts and give roles'),
  'class.change': t('Prepare classes'),
  'nomination.make': t('Put people forward'),
  'nomination.decide': t('Decide on who is put forward'),
  'attendance.record': t('Mark attendance'),
  'study.change': t('Write policies, materials and checks'),
  'plan.write': t('Draw up plans'),
  'plan.review': t('Review plans'),
  'report.make': t('Report figures'),
  'report.verify': t('Verify reports'),
  'roll_up.read': t('Read totals'),
})

export function WhoMay({ of: { levels, whoMay } }: Props) {
  const nameOfLevel = (code: string) => {
    const level = levels.find((one) => one.code === code)
    return level ? nameOf(level.names) : code
  }
  return (
    <Table
      label={t('Who may do what')}
      rows={whoMay}
      rowKey={({ deed }) => deed}
      columns={[
        { key: 'deed', title: t('What is done'), cell: ({ deed }) => deedNames()[deed] },
        {
          key: 'roles',
          title: t('By these roles'),
          cell: ({ roles }) => capital(listed(roles.map((role) => t(roleNames[role])))),
        },
        {
          key: 'levels',
          title: t('Held for a place of one of these levels'),
          cell: ({ levels }) => capital(listed(levels.map(nameOfLevel))),
        },
      ]}
    />
  )
}

export function PapersSaid() {
  const found = useCall(listPapers, {})
  return (
    <Loaded of={found}>
      {({ papers }) => (
        <Table
          label={t('Papers')}
          rows={papers}
          rowKey={({ code }) => code}
          empty={<p>{t('Papers stand as they come until there is a programme.')}</p>}
          columns={[
            {
              key: 'title',
              title: t('Title'),
              cell: ({ said, told }) => capital(said ? nameOf(said.title) : told.title),
            },
            {
              key: 'signed',
              title: t('Signed by'),
              cell: ({ said, told }) =>
                listed(said ? said.signatures.map(nameOf) : told.signatures) || t('nobody'),
            },
          ]}
        />
      )}
    </Loaded>
  )
}

export function FirstClass({ of: path }: Props) {
  const { stages, sessions, days, posts } = path.class
  const all = path.counts.planningPlaces
  const planning = path.levels.find(({ tier }) => tier === 'planning')
  const names = (stages.length > 0 ? stages : usualStages).map((stage) => nameOf(stage.names))
  return (
    <>
      <p>
        {t('A first class would go through {stages}.', { stages: listed(names) })}{' '}
        {sessions > 0
          ? t('Begun from the example it has {sessions} sessions on {days} days.', {
              sessions: formatNumber(sessions),
              days: formatNumber(days),
            })
          : t('There is no example to begin it from: its timetable would be empty.')}
      </p>
      <p>
        {planning && all > 0
          ? t('It would call {places}.', { places: firstOf(planning) })
          : t('Nobody would be called: there is no {planningPlace} yet.')}
      </p>
      <Table
        label={t('Seats of a first class')}
        rows={posts}
        rowKey={(post) => nameOf(post.names)}
        empty={<p>{t('There is no post yet, and so no seat.')}</p>}
        columns={[
          { key: 'post', title: t('Post'), cell: (post) => capital(nameOf(post.names)) },
          { key: 'forms', title: t('In units of'), cell: ({ forms }) => capital(listed(forms.map(nameOf))) },
          {
            key: 'seats',
            title: t('Seats, with one for each place'),
            num: true,
            cell: () => formatNumber(all),
          },
        ]}
      />
    </>
  )
}

export function FirstPlan({ of: { plan } }: Props) {
  const { sections, indicators, trades, forms } = plan
  const lines = ({ byTrade, byForm }: { byTrade: boolean; byForm: boolean }) =>
    (byTrade ? trades.length : 1) * (byForm ? forms.length : 1)
  const by = ({ byTrade, byForm, isReckoned }: (typeof indicators)[number]) => {
    if (isReckoned) return t('comes from others')
    const parts = [byTrade && t('by trade'), byForm && t('by form')].filter((part) => part !== false)
    return parts.length > 0 ? listed(parts) : t('as a whole')
  }
  const often = ({ frequency, dueIn }: (typeof indicators)[number]) => {
    const name = t(indicatorNames.frequency[frequency])
    if (frequency === 'month' || dueIn.length === 0) return name
    return t('{often}: {months}', { often: name, months: listed(dueIn.map((month) => formatMonth(month))) })
  }
  return (
    <>
      <p>
        {sections.length > 0
          ? t('A first plan would have the sections {sections}.', { sections: listed(sections.map(nameOf)) })
          : t('A first plan would be one list.')}{' '}
        {trades.length > 0 && t('Trades: {trades}.', { trades: listed(trades.map(nameOf)) })}{' '}
        {forms.length > 0 && t('Forms that it counts: {forms}.', { forms: listed(forms.map(nameOf)) })}
      </p>
      <Table
        label={t('Indicators of a first plan')}
        rows={indicators}
        rowKey={({ names }) => nameOf(names)}
        empty={<p>{t('There is no indicator yet, and so no line.')}</p>}
        columns={[
          { key: 'name', title: t('Indicator'), cell: ({ names }) => capital(nameOf(names)) },
          { key: 'unit', title: t('Unit'), cell: ({ unit }) => capital(nameOf(unit)) },
          { key: 'by', title: t('Planned'), cell: (one) => capital(by(one)) },
          {
            key: 'often',
            title: t('How often it is reported'),
            cell: (one) => (one.isReckoned ? capital(t('comes from others')) : capital(often(one))),
          },
          {
            key: 'lines',
            title: t('Lines at most'),
            num: true,
            cell: (one) => (one.isReckoned ? t('none') : formatNumber(lines(one))),
          },
        ]}
      />
    </>
  )
}

export function FirstMonths({ of: { plan } }: Props) {
  const { period } = plan
  if (!period) return <p>{t('No period is open: there is nothing to plan for.')}</p>
  const name = nameOf(period.names)
  return (
    <p>
      {period.parts.length > 0
        ? t('{period} would add up {parts}.', { period: name, parts: listed(period.parts.map(nameOf)) })
        : tn(
            '{period} has {n} month: {months}.',
            '{period} has {n} months: {months}.',
            period.months.length,
            {
              period: name,
              months: listed(period.months.map((month) => formatMonth(month))),
            },
          )}
    </p>
  )
}
