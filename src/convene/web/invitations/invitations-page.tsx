// A class invited at once: who has signed in, who has a link, whose link ran out; and links for those who are chosen.
import { useState } from 'react'
import { type InvitationState, invitationStateNames, mostInvited } from '../../../access/invitations/rules.ts'
import type { CallReply } from '../../../base/call.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { PersonName, Tag } from '../../../kit/marks.tsx'
import { Facts, Page } from '../../../kit/page.tsx'
import { Empty, Loaded, Notice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatInstant, formatNumber, nameAmong, nameOf, t, tn } from '../../../kit/words.ts'
import { classPage } from '../../classes/contract.ts'
import { classInvitations, inviteClass } from '../../invitations/contract.ts'
import { shortPost } from '../called.ts'
import '../convene.css'
import type { Attendee, Head } from '../shapes.ts'
import { MadeLinks } from './made-links.tsx'

export function InvitationsPage({ classId }: { classId: string }) {
  const params = { classId }
  const head = useCall(classPage, { params })
  const asked = useCall(classInvitations, { params })
  return (
    <Loaded of={head}>
      {(head) => (
        <Page
          title={t('Invite the class')}
          crumbs={[
            { text: t('Classes'), href: '/classes' },
            { text: nameOf(head.class.names), href: `/classes/${classId}` },
            { text: t('Roster'), href: `/classes/${classId}/people` },
          ]}
          lead={t(
            'A link and a code for everybody who was accepted: to print and hand out, to save as a file, or to copy.',
          )}
        >
          <Loaded of={asked} lines={8}>
            {({ people }) => <Inviting head={head} people={people} />}
          </Loaded>
        </Page>
      )}
    </Loaded>
  )
}

const tones = { none: 'plain', invited: 'warn', lapsed: 'accent', in: 'good' } as const

function Inviting({ head, people }: { head: Head; people: Attendee[] }) {
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null)
  const [made, setMade] = useState<CallReply<typeof inviteClass>['made'] | null>(null)
  const invite = useSend(inviteClass, { onDone: (reply) => setMade(reply.made) })
  if (made) return <MadeLinks head={head} people={people} made={made} onDone={() => setMade(null)} />
  const open = people.filter(({ mayInvite }) => mayInvite)
  const first = open.filter(({ state }) => state !== 'invited')
  // Whoever has a link that still works keeps it, unless somebody chooses otherwise.
  const ids = (chosen ? open.filter(({ personId }) => chosen.has(personId)) : first)
    .slice(0, mostInvited)
    .map(({ personId }) => personId)
  const count = (state: InvitationState) => people.filter((one) => one.state === state).length
  const choose = (wanted: Attendee[]) => setChosen(new Set(wanted.map(({ personId }) => personId)))
  const toggle = (personId: string) => {
    const next = new Set(ids)
    if (!next.delete(personId)) next.add(personId)
    setChosen(next)
  }
  if (people.length === 0)
    return <Empty>{t('Nobody has been accepted yet. People appear here as nominations are accepted.')}</Empty>
  return (
    <>
      <Facts
        of={(['in', 'invited', 'lapsed', 'none'] as const).map((state) => ({
          figure: formatNumber(count(state)),
          label:
            state === 'in'
              ? tn('has signed in', 'have signed in', count(state))
              : t(invitationStateNames[state]),
        }))}
      />
      {invite.refusal && (
        <Notice tone='accent' title={invite.refusal.title}>
          {invite.refusal.errors[0]?.detail ?? invite.refusal.detail}
        </Notice>
      )}
      <div className='actions'>
        <Button
          kind='primary'
          busy={invite.busy}
          disabled={ids.length === 0}
          onClick={() => invite.start({ params: { classId: head.class.id }, body: { personIds: ids } })}
        >
          {tn('Make a link for {n} person', 'Make links for {n} people', ids.length)}
        </Button>
        <Button onClick={() => choose(open.filter(({ state }) => state === 'lapsed'))}>
          {t('Choose those whose link ran out')}
        </Button>
        <Button onClick={() => choose(open)}>{t('Choose all who have not signed in')}</Button>
        <Button onClick={() => choose([])}>{t('Choose nobody')}</Button>
      </div>
      <Table
        label={t('Invitations of the class')}
        rows={people}
        rowKey={(one) => one.personId}
        columns={[
          {
            key: 'chosen',
            title: t('Invite'),
            cell: (one) =>
              one.mayInvite ? (
                <input
                  type='checkbox'
                  checked={ids.includes(one.personId)}
                  aria-label={t('Invite {name}', { name: nameOf(one.names) })}
                  onChange={() => toggle(one.personId)}
                />
              ) : (
                ''
              ),
          },
          {
            key: 'name',
            title: t('Full name'),
            cell: (one) => <PersonName of={one.names} />,
            sort: (one) => nameOf(one.names),
          },
          { key: 'place', title: t('Place'), cell: (one) => nameAmong(head.places, one.placeId) },
          { key: 'post', title: t('Post'), cell: (one) => shortPost(head.posts, one.postId) },
          {
            key: 'login',
            title: t('Sign-in name'),
            cell: (one) => (one.login ? <code>{one.login}</code> : '–'),
          },
          {
            key: 'state',
            title: t('State'),
            cell: (one) => <Standing of={one} />,
            sort: (one) => one.state,
          },
        ]}
      />
    </>
  )
}

function Standing({ of: one }: { of: Attendee }) {
  const when = one.state === 'in' ? one.seenAt : one.expiresAt
  return (
    <>
      <Tag tone={tones[one.state]}>{t(invitationStateNames[one.state])}</Tag>
      {when && (
        <small className='below'>
          {one.state === 'in'
            ? t('last seen {when}', { when: formatInstant(when) })
            : one.state === 'invited'
              ? t('until {when}', { when: formatInstant(when) })
              : t('ran out {when}', { when: formatInstant(when) })}
        </small>
      )}
    </>
  )
}
