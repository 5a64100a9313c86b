// The short lists that all places share: forms of units, posts with the forms that have them, trades.
import type { ReactNode } from 'react'
import type { CallReply } from '../../../base/call.ts'
import type { Coded } from '../../../base/schemas.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { EntryList, RetiredTag } from '../../../kit/entry-list.tsx'
import { Quiet, UnitName } from '../../../kit/marks.tsx'
import { Page } from '../../../kit/page.tsx'
import { Loaded } from '../../../kit/states.tsx'
import type { Column } from '../../../kit/table.tsx'
import { capital, nameOf, t } from '../../../kit/words.ts'
import { type List, listForms, listPosts, listTrades, orderList } from '../../lists/contract.ts'
import { organisationKindNames } from '../../lists/rules.ts'
import { GateList } from '../gates/gate-list.tsx'
import { ImportLink } from '../import-link.tsx'
import { formName } from '../parts/forms.ts'
import { RegisterTabs } from '../register-tabs.tsx'
import { LevelList } from './level-list.tsx'
import { FormEditor, PostEditor, TradeEditor } from './list-editors.tsx'

type Forms = CallReply<typeof listForms>['forms']
type Posts = CallReply<typeof listPosts>['posts']
type Trades = CallReply<typeof listTrades>['trades']

export function ListsPage() {
  const forms = useCall(listForms, {})
  const posts = useCall(listPosts, {})
  const trades = useCall(listTrades, {})
  return (
    <Page
      title={t('Lists')}
      actions={posts.data?.mayChange && <ImportLink kind='posts' />}
      lead={t(
        'The short lists that all places share: what this programme calls its levels, units, posts and trades.',
      )}
    >
      <RegisterTabs />
      <LevelList />
      <Loaded of={forms}>{({ forms, mayChange }) => <FormList forms={forms} mayChange={mayChange} />}</Loaded>
      <GateList />
      <Loaded of={posts}>{({ posts, mayChange }) => <PostList posts={posts} mayChange={mayChange} />}</Loaded>
      <Loaded of={trades}>
        {({ trades, mayChange }) => <TradeList trades={trades} mayChange={mayChange} />}
      </Loaded>
    </Page>
  )
}

function FormList({ forms, mayChange }: { forms: Forms; mayChange: boolean }) {
  const members = (one: Forms[number]) =>
    one.leastMembers === null && one.mostMembers === null
      ? ''
      : t('{least} to {most} members', { least: one.leastMembers ?? 1, most: one.mostMembers ?? '…' })
  return (
    <CodedList
      list='forms'
      title={t('Forms of units')}
      add={t('Add a form')}
      empty={t('No form yet. Without forms no unit can be entered.')}
      entries={forms}
      mayChange={mayChange}
      columns={[
        { key: 'kind', title: t('What it is'), cell: (one) => t(organisationKindNames[one.kind]) },
        {
          key: 'counted',
          title: t('In plans'),
          cell: (one) =>
            one.counted ? (
              <>
                {t('counted')} <Quiet>{members(one)}</Quiet>
              </>
            ) : (
              <Quiet>{t('not counted')}</Quiet>
            ),
        },
      ]}
      editor={(entry, close) => <FormEditor form={entry} onClose={close} />}
    />
  )
}

function PostList({ posts, mayChange }: { posts: Posts; mayChange: boolean }) {
  return (
    <CodedList
      list='posts'
      title={t('Posts')}
      add={t('Add a post')}
      empty={t('No post yet. Without posts nobody can be called to a class.')}
      entries={posts}
      mayChange={mayChange}
      columns={[
        {
          key: 'forms',
          title: t('Units that have it'),
          cell: (one) => capital(one.forms.map(formName).join(', ')),
        },
        {
          key: 'seats',
          title: t('Holders'),
          cell: (one) => (one.singleSeat ? t('one at a time') : t('several')),
        },
      ]}
      editor={(entry, close) => <PostEditor post={entry} onClose={close} />}
    />
  )
}

function TradeList({ trades, mayChange }: { trades: Trades; mayChange: boolean }) {
  return (
    <CodedList
      list='trades'
      title={t('Trades')}
      add={t('Add a trade')}
      empty={t('No trade yet. Plans are made by trade: add the first one.')}
      entries={trades}
      mayChange={mayChange}
      href={(one) => `/organisations?tradeId=${one.id}`}
      columns={[]}
      editor={(entry, close) => <TradeEditor trade={entry} onClose={close} />}
    />
  )
}

type Entry = Coded & { retiredOn: string | null }
type Props<E> = {
  list: List
  title: string
  add: string
  empty: string
  entries: E[]
  mayChange: boolean
  href?: (entry: E) => string
  columns: Column<E>[]
  editor: (entry: E | null, close: () => void) => ReactNode
}

/** A list with its names and codes. */
function CodedList<E extends Entry>({ list, columns, ...rest }: Props<E>) {
  const order = useSend(orderList)
  return (
    <EntryList
      {...rest}
      nameOf={({ names }) => nameOf(names)}
      onOrder={(ids) => order.start({ params: { list }, body: { ids } })}
      columns={[
        {
          key: 'name',
          title: t('Name'),
          width: '28%',
          cell: (one) => (
            <>
              <UnitName of={one.names} /> <RetiredTag of={one} />
            </>
          ),
        },
        ...columns,
        { key: 'code', title: t('Code'), width: '14rem', cell: (one) => <code>{one.code}</code> },
      ]}
    />
  )
}
