// The checks of understanding on the page of study.
import { Link } from 'wouter'
import { ClassLink } from '../../../convene/web/parts/class-link.tsx'
import { useCall } from '../../../kit/api.ts'
import { Further } from '../../../kit/further.tsx'
import { Tag } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { useFilter } from '../../../kit/use-filter.ts'
import { formatDay, formatNumber, nameOf, t } from '../../../kit/words.ts'
import { listChecks } from '../../checks/contract.ts'
import { checkStateNames } from '../../checks/rules.ts'

const tones = { draft: 'plain', open: 'accent', closed: 'good' } as const

export function Checks() {
  const { values, change } = useFilter(['checks'])
  const after = values.checks
  const asked = useCall(listChecks, { query: { after } }, { keep: true })
  return (
    <Section
      title={t('Checks of understanding')}
      actions={
        <ClassLink
          text={t('New check')}
          may='study.change'
          href={(classId) => `/study/classes/${classId}/new-check`}
        />
      }
    >
      <Loaded of={asked} lines={3}>
        {({ checks, next }) => (
          <>
            <Table
              label={t('Checks of understanding')}
              isPart={Boolean(after || next)}
              rows={checks}
              rowKey={(check) => check.id}
              href={(check) => `/study/checks/${check.id}`}
              empty={
                <Empty>{t('No check yet. A check asks a class about the clauses it has studied.')}</Empty>
              }
              columns={[
                { key: 'title', title: t('Check'), cell: (check) => nameOf(check.title) },
                { key: 'class', title: t('Class'), cell: (check) => nameOf(check.class) },
                {
                  key: 'day',
                  title: t('Day'),
                  cell: (check) => formatDay(check.onDay),
                  sort: (check) => check.onDay,
                },
                {
                  key: 'questions',
                  title: t('Questions'),
                  num: true,
                  cell: (check) => formatNumber(check.questions),
                },
                {
                  key: 'named',
                  title: t('Answered'),
                  cell: (check) => (check.named ? t('with names') : t('without names')),
                },
                {
                  key: 'state',
                  title: t('State'),
                  cell: (check) => <Tag tone={tones[check.state]}>{t(checkStateNames[check.state])}</Tag>,
                },
              ]}
            />
            <Further after={after} next={next} change={(to) => change({ checks: to.after })} />
          </>
        )}
      </Loaded>
      <p className='note'>
        <Link href='/examine'>{t('Past work is held against common misconceptions under “Examine”.')}</Link>
      </p>
    </Section>
  )
}
