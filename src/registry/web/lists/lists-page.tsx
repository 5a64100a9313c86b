// The short lists that all places share: forms of units, posts with the forms that have them, trades.
import { type ReactNode, useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { Quiet, Tag, UnitName } from '../../../kit/marks.tsx'
import { OrderButtons } from '../../../kit/order.tsx'
import { Page, Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { type Column, Table } from '../../../kit/table.tsx'
import { capital, nameOf, t } from '../../../kit/words.ts'
import { type List, listForms, listPosts, listTrades, orderList } from '../../lists/contract.ts'
import { organisationKindNames } from '../../rules.ts'
import { GateList } from '../gates/gate-list.tsx'
import { ImportLink } from '../import-link.tsx'
import { formName } from '../parts/forms.ts'
import { RegisterTabs } from '../register-tabs.tsx'
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
      title={t('Forms, posts and trades')}
      actions={posts.data?.mayChange && <ImportLink kind='posts' />}
      lead={t(
        'The short lists that all places share: what this programme calls its units, posts and trades.',
      )}
    >
      <RegisterTabs />
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
    <EntryList
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
    <EntryList
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
    <EntryList
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

type Entry = { id: string; code: string; names: { zh: string; en: string }; retiredOn: string | null }
type Props<E> = {
  list: List
  title: string
  add: string
  empty: string
  entries: E[]
  mayChange: boolean
  href?: (entry: E) => string
  columns: Column<E>[]
  /** Draws the form for a new entry, or for one that is changed. */
  editor: (entry: E | null, close: () => void) => ReactNode
}

function EntryList<E extends Entry>(props: Props<E>) {
  const { list, title, add, empty, entries, mayChange, href, columns, editor } = props
  const [open, setOpen] = useState<E | 'new' | null>(null)
  const order = useSend(orderList)
  const ids = entries.map((one) => one.id)
  const close = () => setOpen(null)
  return (
    <Section title={title} actions={mayChange && <Button onClick={() => setOpen('new')}>{add}</Button>}>
      <Table<E>
        label={title}
        rows={entries}
        rowKey={(one) => one.id}
        href={href}
        empty={<Empty>{empty}</Empty>}
        columns={[
          {
            key: 'name',
            title: t('Name'),
            width: '28%',
            cell: (one) => (
              <>
                <UnitName of={one.names} /> {one.retiredOn && <Tag>{t('no longer offered')}</Tag>}
              </>
            ),
          },
          ...columns,
          { key: 'code', title: t('Code'), width: '14rem', cell: (one) => <code>{one.code}</code> },
          ...(mayChange
            ? [
                {
                  key: 'change',
                  title: '',
                  width: '12rem',
                  cell: (one: E) => (
                    <>
                      <OrderButtons
                        ids={ids}
                        id={one.id}
                        name={nameOf(one.names)}
                        onOrder={(next) => order.start({ params: { list }, body: { ids: next } })}
                      />{' '}
                      <Button
                        small
                        label={t('Change {name}', { name: nameOf(one.names) })}
                        onClick={() => setOpen(one)}
                      >
                        {t('Change')}
                      </Button>
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Dialog title={open === 'new' ? add : t('Change the entry')} open={open !== null} onClose={close}>
        {open !== null && editor(open === 'new' ? null : open, close)}
      </Dialog>
    </Section>
  )
}
