// The accounts of others: who has which role where, invitations, and the instance's sample.
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { useCall } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Tag } from '../../../kit/marks.tsx'
import { Page } from '../../../kit/page.tsx'
import { SearchField } from '../../../kit/search-field.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { capital, formatInstant, nameOf, t } from '../../../kit/words.ts'
import { listAccounts } from '../../accounts/contract.ts'
import { roleNames } from '../../rules.ts'
import { me } from '../../sign-in/contract.ts'
import { InviteDialog } from '../parts/invite-dialog.tsx'
import type { ListedAccount } from '../shapes.ts'
import { AccountDialog } from './account-dialog.tsx'
import { Instance } from './instance.tsx'
import { Retention } from './retention.tsx'

export function AccountsPage() {
  const [query, setQuery] = useSearchParams()
  const text = query.get('text') ?? ''
  const after = query.get('after') ?? undefined
  const accounts = useCall(listAccounts, { query: { text, after } }, { keep: true })
  const who = useCall(me, {})
  const [isInviting, setInviting] = useState(false)
  const [openId, setOpenId] = useState('')
  const open = accounts.data?.accounts.find((one) => one.id === openId)
  const change = (values: Record<string, string>) =>
    setQuery(new URLSearchParams(Object.entries(values).filter(([, value]) => value)), { replace: true })
  return (
    <Page
      title={t('Accounts')}
      lead={t(
        'Everybody works under their own account; a role over a place holds for all that lies under it.',
      )}
      crumbs={[{ text: t('Your account'), href: '/account' }]}
      actions={
        accounts.data && (
          <>
            <ButtonLink href='/webhooks'>{t('Webhooks')}</ButtonLink>
            {who.data?.account?.mayChangeInstance && <ButtonLink href='/backups'>{t('Backups')}</ButtonLink>}
            <ButtonLink href='/journal'>{t('Journal')}</ButtonLink>
            <Button kind='primary' onClick={() => setInviting(true)}>
              {t('Invite somebody')}
            </Button>
          </>
        )
      }
    >
      {accounts.error?.kind !== 'not-permitted' && (
        <SearchField
          at={{ pointer: '/text', value: text, set: (value) => change({ text: value }) }}
          label={t('Find an account')}
          placeholder={t('Name or sign-in name')}
          unlabelled
        />
      )}
      <Loaded of={accounts} closed={t('Your role does not look after the accounts of others.')}>
        {({ accounts, next, roles }) => (
          <>
            <AccountsTable accounts={accounts} isSearched={text !== ''} onChange={setOpenId} />
            {(after || next) && (
              <div className='actions'>
                {after && <Button onClick={() => change({ text })}>{t('From the beginning')}</Button>}
                {next && (
                  <Button onClick={() => change({ text, after: next })}>{t('Further accounts')}</Button>
                )}
              </div>
            )}
            <InviteDialog open={isInviting} onClose={() => setInviting(false)} roles={roles} />
            {open && <AccountDialog account={open} roles={roles} onClose={() => setOpenId('')} />}
          </>
        )}
      </Loaded>
      {who.data?.account?.mayChangeInstance && (
        <>
          <Retention />
          <Instance />
        </>
      )}
    </Page>
  )
}

type TableProps = { accounts: ListedAccount[]; isSearched: boolean; onChange: (accountId: string) => void }

function AccountsTable({ accounts, isSearched, onChange }: TableProps) {
  return (
    <Table
      label={t('Accounts')}
      rows={accounts}
      rowKey={(one) => one.id}
      empty={
        <Empty>
          {isSearched
            ? t('No account matches.')
            : t('There are no accounts here yet. Invite the first person.')}
        </Empty>
      }
      columns={[
        {
          key: 'name',
          title: t('Full name'),
          cell: (one) => (
            <>
              {nameOf(one.names)} <small className='quiet'>{one.login}</small>
            </>
          ),
          sort: (one) => nameOf(one.names),
        },
        { key: 'roles', title: t('Roles'), cell: (one) => <Roles of={one} /> },
        { key: 'state', title: t('State'), cell: (one) => <State of={one} /> },
        {
          key: 'seen',
          title: t('Last seen'),
          cell: (one) => (one.seenAt ? formatInstant(one.seenAt) : '–'),
          sort: (one) => one.seenAt,
        },
        {
          key: 'open',
          title: '',
          cell: (one) =>
            one.mayChange && (
              <Button
                kind='link'
                label={t('Change the account of {name}', { name: nameOf(one.names) })}
                onClick={() => onChange(one.id)}
              >
                {t('Change')}
              </Button>
            ),
        },
      ]}
    />
  )
}

function Roles({ of }: { of: ListedAccount }) {
  if (of.roles.length === 0) return <span className='quiet'>{t('none any more')}</span>
  return (
    <>
      {of.roles.map(({ id, role, place }) => (
        <div key={id}>
          {t('{role}, {place}', { role: capital(t(roleNames[role])), place: nameOf(place.names) })}
        </div>
      ))}
    </>
  )
}

function State({ of }: { of: ListedAccount }) {
  if (of.isOwn) return <Tag tone='accent'>{t('you')}</Tag>
  if (of.state === 'active') return <Tag tone='good'>{t('in use')}</Tag>
  if (of.state === 'invited') return <Tag tone='warn'>{t('invited')}</Tag>
  if (of.state === 'cast') return <Tag>{t('of the sample')}</Tag>
  return <Tag>{t('no way in')}</Tag>
}
