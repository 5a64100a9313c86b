import { Link, useSearchParams } from 'wouter'
import type { CallReply } from '../../base/call.ts'
import { type RefKind, refKey, refKinds } from '../../base/refs.ts'
import { useCall } from '../../kit/api.ts'
import { Quiet } from '../../kit/marks.tsx'
import { Page, Section } from '../../kit/page.tsx'
import { SearchField } from '../../kit/search-field.tsx'
import { Empty, Loaded } from '../../kit/states.tsx'
import { Table } from '../../kit/table.tsx'
import { capital, formatNumber, nameOf, t } from '../../kit/words.ts'
import { threadStart } from '../contract.ts'
import { kindNames } from '../rules.ts'
import './thread.css'

type Reply = CallReply<typeof threadStart>
type Lesson = Reply['lessons'][number]
const lessonKinds: RefKind[] = ['clause', 'case_step', 'misconception']

export function StartPage() {
  const [query, setQuery] = useSearchParams()
  const wanted = query.get('text') ?? ''
  const search = (text: string) => setQuery(text ? { text } : {}, { replace: true })
  const start = useCall(threadStart, { query: { text: wanted || undefined } }, { keep: true })
  return (
    <Page
      title={t('Thread')}
      lead={t(
        'From a clause, a case or a misconception to the plan lines that cite it and the results reported against them, and back.',
      )}
    >
      <search className='thread-search'>
        <SearchField
          at={{ pointer: '/text', value: wanted, set: search }}
          label={t('Find a clause, step, misconception or plan line')}
          placeholder={t('Chinese or Latin letters')}
        />
      </search>
      <Loaded of={start}>
        {(reply) => (wanted ? <Found of={reply.found} /> : <Beginnings of={reply} />)}
      </Loaded>
    </Page>
  )
}

function Found({ of: found }: { of: Reply['found'] }) {
  if (found.length === 0)
    return <Empty>{t('Nothing that you may see contains this. Try fewer characters.')}</Empty>
  return (
    <>
      {refKinds
        .filter((kind) => found.some((one) => one.kind === kind))
        .map((kind) => (
          <div key={kind} className='thread-kind'>
            <h2>{t(kindNames[kind])}</h2>
            <ul>
              {found
                .filter((one) => one.kind === kind)
                .map((one) => (
                  <li key={one.id}>
                    <Link href={`/thread/${one.kind}/${one.id}`}>{capital(nameOf(one.title))}</Link>{' '}
                    <Quiet>{nameOf(one.of)}</Quiet>
                  </li>
                ))}
            </ul>
          </div>
        ))}
    </>
  )
}

function Beginnings({ of: reply }: { of: Reply }) {
  if (reply.lessons.length === 0) {
    return (
      <Empty>
        {t(
          'No plan line that you may see cites anything yet. The thread begins when {planners} name the clause, the case step or the misconception that a target comes from.',
        )}
      </Empty>
    )
  }
  return (
    <>
      <Section
        title={t('Which lesson led to which result')}
        note={t(
          'Counted over the plans that you may see. It shows what stands behind a target, not what caused a result.',
        )}
      >
        {lessonKinds.map((kind) => (
          <Lessons key={kind} kind={kind} of={reply.lessons.filter((one) => one.kind === kind).slice(0, 8)} />
        ))}
      </Section>
      {reply.lines.length > 0 && (
        <Section title={t('Plan lines with most behind them')}>
          <Table
            label={t('Plan lines with most behind them')}
            rows={reply.lines}
            rowKey={refKey}
            href={(one) => `/thread/${one.kind}/${one.id}`}
            columns={[
              { key: 'line', title: t('Plan line'), cell: (one) => capital(nameOf(one.title)) },
              {
                key: 'of',
                title: t('{Planner} and period'),
                cell: (one) => nameOf(one.of),
                sort: (one) => nameOf(one.of),
              },
              {
                key: 'cites',
                title: t('Cites'),
                num: true,
                cell: (one) => formatNumber(one.lines),
                sort: (one) => one.lines,
              },
              {
                key: 'reports',
                title: t('Reports'),
                num: true,
                cell: (one) => formatNumber(one.reports),
                sort: (one) => one.reports,
              },
            ]}
          />
        </Section>
      )}
    </>
  )
}

function Lessons({ kind, of: lessons }: { kind: RefKind; of: Lesson[] }) {
  if (lessons.length === 0) return null
  return (
    <Table
      label={t(kindNames[kind])}
      caption
      rows={lessons}
      rowKey={refKey}
      href={(one) => `/thread/${one.kind}/${one.id}`}
      columns={[
        { key: 'what', title: t('Lesson'), cell: (one) => capital(nameOf(one.title)) },
        { key: 'of', title: t('Where it stands'), cell: (one) => nameOf(one.of), width: '26%' },
        {
          key: 'lines',
          title: t('Plan lines'),
          num: true,
          cell: (one) => formatNumber(one.lines),
          sort: (one) => one.lines,
        },
        {
          key: 'places',
          title: t('{Planners}'),
          num: true,
          cell: (one) => formatNumber(one.places),
          sort: (one) => one.places,
        },
        {
          key: 'reports',
          title: t('Reports'),
          num: true,
          cell: (one) => formatNumber(one.reports),
          sort: (one) => one.reports,
        },
      ]}
    />
  )
}
