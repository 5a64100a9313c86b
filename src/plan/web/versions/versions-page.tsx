// The kept versions of a plan, and what changed between two of them.
import { useSearchParams } from 'wouter'
import { useCall } from '../../../kit/api.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { SelectField } from '../../../kit/fields.tsx'
import { Quiet, Tag } from '../../../kit/marks.tsx'
import { Page, Rows, Section } from '../../../kit/page.tsx'
import { Empty, Loaded, Notice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import { planPage } from '../../plans/contract.ts'
import { planVersion } from '../../versions/contract.ts'
import { compareVersions, type LineDifference, type VersionLine } from '../../versions/rules.ts'
import { figureText } from '../figures.tsx'
import { lineTitle } from '../parts/lines.ts'
import { unitText } from '../parts/units.ts'
import type { Plan, Version } from '../shapes.ts'

export function VersionsPage({ planId }: { planId: string }) {
  const plan = useCall(planPage, { params: { planId } })
  return <Loaded of={plan}>{(plan) => <Versions plan={plan} />}</Loaded>
}

function Versions({ plan }: { plan: Plan }) {
  const [query, setQuery] = useSearchParams()
  const last = plan.versions.length
  const [before, after] = [
    query.get('before') ?? String(Math.max(1, last - 1)),
    query.get('after') ?? String(last),
  ]
  const kinds = { submitted: t('submitted'), approved: t('approved') }
  const options = plan.versions.map((one) => ({
    value: String(one.number),
    text: `${one.number} · ${kinds[one.kind]} · ${formatDay(one.on)}`,
  }))
  const put = (name: string) => (value: string) =>
    setQuery((now) => {
      now.set(name, value)
      return now
    })
  return (
    <Page
      title={t('Versions of the plan')}
      crumbs={[
        { text: t('Plans'), href: `/plan?period=${plan.period.id}` },
        { text: nameOf(plan.place.names), href: `/plan/${plan.id}` },
      ]}
      lead={t('Each submission and each approval is kept as it was.')}
    >
      {last === 0 ? (
        <Empty>{t('No version yet. The first one is kept when the plan is submitted.')}</Empty>
      ) : (
        <>
          <Rows
            of={plan.versions.map((one) => ({
              key: String(one.number),
              mark: t('version {n}', { n: one.number }),
              text: `${kinds[one.kind]} · ${formatDay(one.on)}`,
              note: `${nameOf(one.by)} · SHA-256 ${one.sha256.slice(0, 16)}…`,
            }))}
          />
          <Section title={t('Differences')}>
            <FieldRow>
              <SelectField
                at={{ pointer: '/before', value: before, set: put('before') }}
                label={t('From')}
                options={options}
              />
              <SelectField
                at={{ pointer: '/after', value: after, set: put('after') }}
                label={t('To')}
                options={options}
              />
            </FieldRow>
            <Compared plan={plan} before={Number(before)} after={Number(after)} />
          </Section>
        </>
      )}
    </Page>
  )
}

function Compared({ plan, before, after }: { plan: Plan; before: number; after: number }) {
  const first = useCall(planVersion, { params: { planId: plan.id, number: before } })
  const second = useCall(planVersion, { params: { planId: plan.id, number: after } })
  return (
    <Loaded of={first}>
      {(first) => (
        <Loaded of={second}>
          {(second) => <Differences before={first} after={second} sections={plan.sections.length} />}
        </Loaded>
      )}
    </Loaded>
  )
}

type Two = { before: Version; after: Version; sections: number }

function Differences({ before, after, sections }: Two) {
  const rows = compareVersions(before.content, after.content)
  const figure = (line: VersionLine | null, value: (line: VersionLine) => number | null) => {
    const found = line && value(line)
    return line && found !== null ? figureText(found as number, line.indicator.unit) : '–'
  }
  return (
    <>
      {(!before.intact || !after.intact) && (
        <Notice tone='accent' title={t('A digest no longer fits its content. Tell the administrator.')} />
      )}
      <Table
        label={t('Differences')}
        rows={rows}
        rowKey={(row) => row.line.id}
        empty={<p>{t('These two versions are the same.')}</p>}
        columns={[
          {
            key: 'what',
            title: t('What is planned'),
            cell: (row) => (
              <>
                {lineTitle(row.line)} <Quiet>{unitText(row.line.indicator.unit)}</Quiet>
              </>
            ),
          },
          {
            key: 'before',
            title: t('Proposal before'),
            num: true,
            cell: (row) => figure(row.before, (line) => line.target),
          },
          {
            key: 'after',
            title: t('Proposal after'),
            num: true,
            cell: (row) => figure(row.after, (line) => line.target),
          },
          {
            key: 'decided',
            title: t('Decision'),
            num: true,
            cell: (row) => figure(row.after, (line) => line.decidedTarget),
          },
          { key: 'changed', title: t('Changed'), cell: (row) => <Changed row={row} sections={sections} /> },
        ]}
      />
    </>
  )
}

function Changed({ row, sections }: { row: LineDifference; sections: number }) {
  if (!row.before) return <Tag tone='good'>{t('new')}</Tag>
  if (!row.after) return <Tag tone='accent'>{t('taken out')}</Tag>
  const words: Partial<Record<keyof VersionLine, string>> = {
    section: sections === 2 ? t('half of the plan') : t('part of the plan'),
    baseline: t('baseline'),
    target: t('proposal'),
    phasing: t('months'),
    reporters: t('who reports'),
    decidedTarget: t('decision'),
    decidedReason: t('reason'),
    ownerPost: t('post'),
    means: t('means'),
    risk: t('risk'),
    note: t('note'),
    actions: t('actions'),
    citations: t('sources'),
  }
  return <>{row.changed.map((part) => words[part]).join(', ')}</>
}
