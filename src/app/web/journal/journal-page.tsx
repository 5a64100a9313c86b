// The journal: what was done in one's places, by whom and when; and what concerns oneself.
import type { Static } from 'typebox'
import { Link } from 'wouter'
import { listAccounts } from '../../../access/accounts/contract.ts'
import { addDays } from '../../../base/dates.ts'
import { isErased } from '../../../base/erased.ts'
import { send, useCall } from '../../../kit/api.ts'
import { startOf } from '../../../kit/clock.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { DayField, SelectField } from '../../../kit/fields.tsx'
import { Further } from '../../../kit/further.tsx'
import { Tag } from '../../../kit/marks.tsx'
import { Page, Tabs } from '../../../kit/page.tsx'
import { Picker } from '../../../kit/picker.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { useFilter } from '../../../kit/use-filter.ts'
import { formatInstant, nameOf, t } from '../../../kit/words.ts'
import { PlacePicker } from '../../../registry/web/parts/place-picker.tsx'
import { journal, journalWords } from '../../contract.ts'

type Entry = Static<typeof journal.reply>['entries'][number]
type Words = Static<typeof journalWords.reply>

const keys = ['about', 'accountId', 'kind', 'verb', 'under', 'sinceOn', 'untilOn', 'after'] as const

export function JournalPage() {
  const filter = useFilter(keys)
  const { sinceOn, untilOn, about, ...rest } = filter.values
  const query = {
    ...rest,
    about: about === 'own' ? ('own' as const) : undefined,
    since: sinceOn && startOf(sinceOn).toISOString(),
    before: untilOn && startOf(addDays(untilOn, 1)).toISOString(),
  }
  const found = useCall(journal, { query }, { keep: true })
  const words = useCall(journalWords, {}).data ?? { verbs: [], kinds: [] }
  return (
    <Page
      title={t('Journal')}
      lead={t('What was done, when, where and by whom. Nobody can change an entry.')}
      crumbs={[{ text: t('Your account'), href: '/account' }]}
    >
      <Loaded of={found}>
        {({ entries, next, about, mayReadPlaces }) => (
          <>
            {mayReadPlaces && (
              <Tabs
                label={t('Journal')}
                of={[
                  { text: t('Your places'), href: '/journal', current: about === 'places' },
                  { text: t('About you'), href: '/journal?about=own', current: about === 'own' },
                ]}
              />
            )}
            {about === 'own' && (
              <p className='note'>
                {t('What you did, and what was done to your account and your entry in the registers.')}
              </p>
            )}
            <Filters filter={filter} words={words} isOwn={about === 'own'} />
            <Entries of={entries} words={words} />
            <Further after={filter.values.after} next={next} change={filter.change} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

type Filter = ReturnType<typeof useFilter<(typeof keys)[number]>>

const loadPeople = (text: string) =>
  send(listAccounts, { query: { text } }).then(({ accounts }) =>
    accounts.map(({ id, names, login }) => ({ id, names, code: login })),
  )

function Filters({ filter, words, isOwn }: { filter: Filter; words: Words; isOwn: boolean }) {
  const { at, values, change } = filter
  const kind = values.kind ?? ''
  const verbs = words.verbs.map(({ verb, text }) => ({ value: verb, text }))
  const prefix = prefixes[kind] ?? [kind]
  const some = kind ? verbs.filter(({ value }) => prefix.includes(value.split('.')[0])) : verbs
  const kinds = words.kinds.map(({ kind, text }) => ({ value: kind, text }))
  return (
    <div className='form'>
      <FieldRow>
        {!isOwn && <Picker at={at('accountId')} label={t('Done by')} load={loadPeople} />}
        {!isOwn && <PlacePicker at={at('under')} label={t('Place and below')} />}
        <SelectField
          at={{
            ...at('kind'),
            set: (value) => change({ kind: value || undefined, verb: undefined, after: undefined }),
          }}
          label={t('Concerning')}
          none={t('everything')}
          options={kinds}
        />
      </FieldRow>
      <FieldRow>
        <SelectField at={at('verb')} label={t('What was done')} none={t('anything')} options={some} />
        <DayField at={at('sinceOn')} label={t('From the day')} max={values.untilOn} />
        <DayField at={at('untilOn')} label={t('To the day')} min={values.sinceOn} />
      </FieldRow>
    </div>
  )
}

/** Where the verbs of a kind begin otherwise than the kind is called. */
const prefixes: Record<string, string[]> = {
  account: [
    'account',
    'invitation',
    'role',
    'session',
    'password',
    'language',
    'token',
    'identity',
    'passkey',
    'email',
  ],
  instance: ['retention', 'sample'],
  person: ['person', 'appointment'],
  class: ['class', 'seats'],
  session: ['session', 'attendance'],
  case_step: ['case-step'],
  misconception: ['card'],
  condition_sheet: ['condition-sheet'],
  plan_line: ['plan-line'],
  report: ['report', 'evidence'],
}

function Entries({ of, words }: { of: Entry[]; words: Words }) {
  const kinds = new Map(words.kinds.map((one) => [one.kind, one]))
  const verbs = new Map(words.verbs.map(({ verb, text }) => [verb, text]))
  return (
    <Table
      label={t('Journal')}
      rows={of}
      rowKey={(one) => one.id}
      empty={<Empty>{t('Nothing was done that matches this choice.')}</Empty>}
      columns={[
        { key: 'at', title: t('When'), cell: (one) => formatInstant(one.at) },
        {
          key: 'verb',
          title: t('What was done'),
          cell: (one) => (
            <What of={one} text={verbs.get(one.verb) ?? one.verb} path={kinds.get(one.kind)?.path} />
          ),
        },
        {
          key: 'about',
          title: t('Concerning'),
          cell: (one) => (one.subject ? nameOf(one.subject) : (kinds.get(one.kind)?.text ?? one.kind)),
        },
        { key: 'place', title: t('Place'), cell: (one) => (one.place ? nameOf(one.place.names) : '–') },
        { key: 'by', title: t('Done by'), cell: (one) => <By of={one} /> },
      ]}
    />
  )
}

function What({ of, text, path }: { of: Entry; text: string; path: string | null | undefined }) {
  return path && !(of.subject && isErased(of.subject)) ? (
    <Link href={path.replace(':id', of.subjectId)}>{text}</Link>
  ) : (
    text
  )
}

function By({ of }: { of: Entry }) {
  if (!of.by) return <span className='quiet'>{t('not named')}</span>
  return (
    <>
      {nameOf(of.by)} {of.token !== null && <Tag tone='warn'>{t('by token {name}', { name: of.token })}</Tag>}
    </>
  )
}
