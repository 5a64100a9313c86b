// What people undertook when they went home: what is due, what is overdue, what came of the rest.
import { useState } from 'react'
import { me } from '../../../access/sign-in/contract.ts'
import { useCall } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Further } from '../../../kit/further.tsx'
import { Illustrative, PersonName, Quiet } from '../../../kit/marks.tsx'
import { Facts, Page } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { useFilter } from '../../../kit/use-filter.ts'
import { formatDay, formatNumber, nameOf, t, tn } from '../../../kit/words.ts'
import { listCommitments } from '../../commitments/contract.ts'
import { isOverdue } from '../../commitments/rules.ts'
import { monthPage } from '../../reports/contract.ts'
import { CommitmentTag } from '../marks.tsx'
import type { Commitment } from '../shapes.ts'
import { CarryOutTabs } from '../tabs.tsx'
import { CommitmentDialog } from './commitment-form.tsx'
import { promiseText } from './promise.tsx'

export function CommitmentsPage() {
  const { values, at, change } = useFilter(['show', 'after'])
  const isAll = values.show === 'all'
  const { after } = values
  const list = useCall(listCommitments, { query: { open: isAll ? undefined : true, after } }, { keep: true })
  const month = useCall(monthPage, { query: {} })
  const today = useCall(me, {}).data?.today ?? ''
  const [isOpen, setOpen] = useState(false)
  return (
    <Page
      title={t('Commitments')}
      lead={t(
        '“If …, then I will …”: said at the end of the class. They belong to the person and to the post, and whoever holds the post next sees them.',
      )}
      actions={
        list.data?.mayMake && (
          <Button kind='primary' onClick={() => setOpen(true)}>
            {t('Undertake something')}
          </Button>
        )
      }
    >
      <CarryOutTabs current='commitments' reports={(month.data?.places.length ?? 0) > 0} />
      <Loaded of={list}>
        {(data) => {
          const { open, overdue, dueSoon, done, otherwise } = data.figures
          if (!data.mayRead && open + done + otherwise === 0)
            return (
              <Empty>
                {t('Your role reads no commitments but your own, and you have not undertaken anything.')}
              </Empty>
            )
          return (
            <>
              <Facts
                of={[
                  {
                    figure: formatNumber(open),
                    label: tn('commitment still open', 'commitments still open', open),
                  },
                  {
                    figure: formatNumber(overdue),
                    label: tn('commitment overdue', 'commitments overdue', overdue),
                  },
                  {
                    figure: formatNumber(dueSoon),
                    label: tn('due within two weeks', 'due within two weeks', dueSoon),
                  },
                  { figure: formatNumber(done), label: tn('commitment done', 'commitments done', done) },
                  {
                    figure: formatNumber(otherwise),
                    label: tn('in part or given up', 'in part or given up', otherwise),
                  },
                ]}
              />
              <p>
                <Button kind='link' onClick={() => at('show').set(isAll ? '' : 'all')}>
                  {isAll ? t('Only the open ones') : t('Those that were closed too')}
                </Button>
              </p>
              <CommitmentTable
                of={data.commitments}
                isPart={Boolean(after || data.next)}
                today={today}
                mayMake={data.mayMake}
                onMake={() => setOpen(true)}
              />
              <Further after={after} next={data.next} change={change} />
              <CommitmentDialog data={data} today={today} open={isOpen} onClose={() => setOpen(false)} />
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

type TableProps = { of: Commitment[]; isPart: boolean; today: string; mayMake: boolean; onMake: () => void }

function CommitmentTable({ of, isPart, today, mayMake, onMake }: TableProps) {
  return (
    <>
      <Table
        label={t('Commitments')}
        isPart={isPart}
        rows={of}
        rowKey={(one) => one.id}
        href={(one) => `/carry-out/commitments/${one.id}`}
        marked={(one) => isOverdue(one, today)}
        empty={
          <Empty action={mayMake && <Button onClick={onMake}>{t('Undertake something')}</Button>}>
            {t('Nothing is open. What is to be done after a class is best said as “if …, then I will …”.')}
          </Empty>
        }
        columns={[
          { key: 'what', title: t('Commitment'), cell: (one) => promiseText(one) },
          {
            key: 'who',
            title: t('Undertaken by'),
            width: '13rem',
            sort: (one) => nameOf(one.person.names),
            cell: (one) => (
              <div>
                <PersonName of={one.person.names} />
                <Quiet>
                  <br />
                  {t('{post}, {place}', { post: nameOf(one.post.names), place: nameOf(one.place.names) })}
                  {one.holder &&
                    one.holder.id !== one.person.id &&
                    ` · ${t('now held by {name}', { name: nameOf(one.holder.names) })}`}
                </Quiet>
              </div>
            ),
          },
          {
            key: 'due',
            title: t('Due'),
            width: '9.5rem',
            sort: (one) => one.dueOn,
            cell: (one) => formatDay(one.dueOn),
          },
          {
            key: 'support',
            title: t('Support'),
            width: '9rem',
            cell: (one) =>
              one.supportPromised ? t('promised') : nameOf(one.supportAsked) ? <b>{t('asked for')}</b> : '',
          },
          {
            key: 'state',
            title: t('State'),
            width: '8rem',
            cell: (one) => <CommitmentTag state={one.state} overdue={isOverdue(one, today)} />,
          },
        ]}
      />
      {of.some((one) => one.illustrative) && (
        <p className='note'>
          <Illustrative />
        </p>
      )}
    </>
  )
}
