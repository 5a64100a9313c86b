// One person: the posts held now and before, and what to do when one ends.
import { useState } from 'react'
import type { Static } from 'typebox'
import { Redirect } from 'wouter'
import { InviteDialog } from '../../../access/web/parts/invite-dialog.tsx'
import { hrefOf, useCall } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Illustrative, PlaceName, UnitName } from '../../../kit/marks.tsx'
import { Columns, Page, Particulars, Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { capital, formatDay, nameOf, t } from '../../../kit/words.ts'
import { personData, personPage } from '../../people/contract.ts'
import { AppointDialog, EndAppointmentDialog } from '../appointments/appointment-form.tsx'
import { StateTag } from '../organisations/organisation-page.tsx'
import { otherName } from '../register-tabs.tsx'
import { TwinDialog } from '../twins/twin-dialog.tsx'
import { ErasePersonDialog } from './erase-person.tsx'
import { EditPersonDialog } from './person-form.tsx'

type Reply = Static<typeof personPage.reply>
type Held = Reply['appointments'][number]

export function PersonPage({ personId }: { personId: string }) {
  const page = useCall(personPage, { params: { personId } })
  return (
    <Loaded of={page}>
      {(found) =>
        // The id of an entry that was merged leads to the one that was kept.
        found.person.id === personId ? (
          <Drawn found={found} />
        ) : (
          <Redirect to={`/people/${found.person.id}`} replace />
        )
      }
    </Loaded>
  )
}

function Drawn({ found }: { found: Reply }) {
  const { person, appointments } = found
  const [open, setOpen] = useState<'edit' | 'appoint' | 'twin' | 'erase' | 'invite' | null>(null)
  const [ending, setEnding] = useState<Held | null>(null)
  const shown = nameOf(person.names)
  const holdsPost = appointments.some(({ state }) => state !== 'before')
  return (
    <Page
      title={shown}
      beside={otherName(person.names, shown)}
      crumbs={[
        { text: t('People and posts'), href: '/people' },
        { text: nameOf(person.place.names), href: `/places/${person.place.id}` },
      ]}
      lead={
        <>
          {appointments
            .filter((held) => held.state === 'now')
            .map((held, at) => (at === 0 ? capital(nameOf(held.post.names)) : nameOf(held.post.names)))
            .join(', ') || t('Holds no post at present.')}{' '}
          {person.illustrative && <Illustrative />}
        </>
      }
      actions={
        <>
          <ButtonLink href={`/people/${person.id}/memberships`}>{t('Memberships')}</ButtonLink>
          {found.mayInviteAs.length > 0 && (
            <Button onClick={() => setOpen('invite')}>{t('Invite to sign in')}</Button>
          )}
          {found.mayChange && (
            <>
              <Button onClick={() => setOpen('edit')}>{t('Correct')}</Button>
              <Button onClick={() => setOpen('appoint')}>{t('Give a post')}</Button>
              <Button onClick={() => setOpen('twin')}>{t('Entered twice')}</Button>
            </>
          )}
        </>
      }
    >
      <Columns
        side={
          <>
            <Particulars
              of={[
                {
                  label: t('Place'),
                  value: <PlaceName of={person.place.names} href={`/places/${person.place.id}`} />,
                },
                ...(person.phone ? [{ label: t('Telephone'), value: person.phone }] : []),
                { label: t('Code'), value: <code>{person.code}</code> },
              ]}
            />
            {found.mayTakeOut && (
              <PersonalData personId={person.id} holdsPost={holdsPost} onErase={() => setOpen('erase')} />
            )}
          </>
        }
      >
        <Posts of={appointments} onEnd={setEnding} />
      </Columns>
      {open === 'edit' && <EditPersonDialog person={person} onClose={() => setOpen(null)} />}
      {open === 'appoint' && <AppointDialog personId={person.id} onClose={() => setOpen(null)} />}
      {open === 'erase' && <ErasePersonDialog person={person} onClose={() => setOpen(null)} />}
      {open === 'invite' && (
        <InviteDialog open onClose={() => setOpen(null)} roles={found.mayInviteAs} person={person} />
      )}
      {open === 'twin' && <TwinDialog subject='person' id={person.id} onClose={() => setOpen(null)} />}
      {ending && (
        <EndAppointmentDialog
          appointment={{ id: ending.id, post: ending.post.names, person: person.names }}
          onClose={() => setEnding(null)}
        />
      )}
    </Page>
  )
}

type PersonalDataProps = { personId: string; holdsPost: boolean; onErase: () => void }

/** What somebody may ask for of what is held about them. */
function PersonalData({ personId, holdsPost, onErase }: PersonalDataProps) {
  return (
    <Section
      title={t('Personal data')}
      note={
        holdsPost
          ? t(
              'Whoever asks gets a copy of all that is held about them. It can be erased once no post is held.',
            )
          : t('Whoever asks gets a copy of all that is held about them, and may have it erased.')
      }
    >
      <div className='actions'>
        <ButtonLink href={hrefOf(personData, { params: { personId } })} file>
          {t('Everything held, as a file')}
        </ButtonLink>
        {!holdsPost && (
          <Button kind='danger' onClick={onErase}>
            {t('Erase …')}
          </Button>
        )}
      </div>
    </Section>
  )
}

function Posts({ of: appointments, onEnd }: { of: Held[]; onEnd: (held: Held) => void }) {
  return (
    <Section title={t('Posts, the latest first')}>
      <Table
        label={t('Posts, the latest first')}
        rows={appointments}
        rowKey={(held) => held.id}
        empty={<Empty>{t('This person has held no post yet.')}</Empty>}
        columns={[
          { key: 'post', title: t('Post'), cell: (held) => nameOf(held.post.names) },
          {
            key: 'unit',
            title: t('Organisation'),
            cell: (held) => (
              <UnitName of={held.organisation.names} href={`/organisations/${held.organisation.id}`} />
            ),
          },
          { key: 'from', title: t('From'), tight: true, cell: (held) => formatDay(held.fromOn) },
          {
            key: 'to',
            title: t('Until'),
            cell: (held) => (held.toOn ? formatDay(held.toOn) : t('ongoing')),
          },
          {
            key: 'state',
            title: t('State'),
            cell: (held) => (
              <>
                <StateTag state={held.state} />{' '}
                {held.mayEnd && (
                  <Button kind='link' onClick={() => onEnd(held)}>
                    {t('End or hand over')}
                  </Button>
                )}
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}
