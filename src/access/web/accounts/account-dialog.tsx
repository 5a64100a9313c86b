// One account of somebody else: its roles and tokens, a new link, and its end.
import { useState } from 'react'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Confirm, Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { SelectField, TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { DialogContext } from '../../../kit/form-state.ts'
import { Rows } from '../../../kit/page.tsx'
import { Picker } from '../../../kit/picker.tsx'
import { said } from '../../../kit/said.tsx'
import { Notice } from '../../../kit/states.tsx'
import { formatInstant, nameOf, t } from '../../../kit/words.ts'
import { endAccount, endRole, endSignInsOf, giveRole, inviteAgain } from '../../accounts/contract.ts'
import { type Role, roleNames } from '../../rules.ts'
import { endTokenOf, listTokensOf } from '../../tokens/contract.ts'
import { changeEmail, waysIn } from '../../ways/contract.ts'
import { loadPlaces } from '../parts/invite-dialog.tsx'
import { LinkCard } from '../parts/link-card.tsx'
import type { ListedAccount } from '../shapes.ts'
import { May } from '../tokens/tokens.tsx'

type Props = { account: ListedAccount; roles: Role[]; onClose: () => void }

export function AccountDialog({ account, roles, onClose }: Props) {
  const [made, setMade] = useState<{ secret: string; expiresAt: string } | null>(null)
  const [isEnding, setEnding] = useState(false)
  const link = useSend(inviteAgain, { onDone: setMade })
  const shut = useSend(endSignInsOf, { onDone: () => said(t('Signed out on all devices.')) })
  const end = useSend(endAccount)
  const params = { accountId: account.id }
  return (
    <>
      <Dialog title={nameOf(account.names)} open={!isEnding} onClose={onClose}>
        {made ? (
          <LinkCard {...made} onDone={onClose} />
        ) : (
          // Several forms, each kept by itself: the window is left by its own button.
          <DialogContext value={null}>
            {account.openedBy && (
              <p className='note'>{t('Opened by {name}.', { name: nameOf(account.openedBy) })}</p>
            )}
            <RoleList account={account} />
            <GiveRole accountId={account.id} roles={roles} />
            <TokenList accountId={account.id} />
            <Email account={account} />
            {[link, shut].map(
              ({ refusal }) => refusal && <Notice key={refusal.title} tone='accent' title={refusal.title} />,
            )}
            <div className='actions'>
              <Button busy={link.busy} onClick={() => link.start({ params })}>
                {t('New one-time link')}
              </Button>
              <Button busy={shut.busy} onClick={() => shut.start({ params })}>
                {t('Sign out everywhere')}
              </Button>
              <Button kind='danger' onClick={() => setEnding(true)}>
                {t('End the account')}
              </Button>
            </div>
          </DialogContext>
        )}
      </Dialog>
      <Confirm
        title={t('End the account of {name}?', { name: nameOf(account.names) })}
        open={isEnding}
        onClose={onClose}
        action={t('End the account')}
        danger
        onConfirm={() => end.send({ params })}
        saidAfter={t('The account is ended.')}
      >
        <p>{t('All devices are signed out at once. What the person did stays, under the person’s name.')}</p>
      </Confirm>
    </>
  )
}

function RoleList({ account }: { account: ListedAccount }) {
  const end = useSend(endRole)
  return (
    <>
      {end.refusal && (
        <Notice tone='accent' title={end.refusal.title}>
          {end.refusal.errors[0]?.detail ?? end.refusal.detail}
        </Notice>
      )}
      <Rows
        of={account.roles.map((grant) => ({
          key: grant.id,
          text: t(roleNames[grant.role]),
          note: nameOf(grant.place.names),
          end: grant.mayEnd && (
            <Button
              kind='link'
              busy={end.busy}
              onClick={() => end.start({ params: { accountId: account.id, roleGrantId: grant.id } })}
            >
              {t('End')}
            </Button>
          ),
        }))}
      />
    </>
  )
}

/** The tokens of the account, where there are any. */
function TokenList({ accountId }: { accountId: string }) {
  const found = useCall(listTokensOf, { params: { accountId } })
  const end = useSend(endTokenOf)
  const tokens = found.data?.tokens ?? []
  if (found.error) return <Notice tone='accent' title={found.error.title} />
  if (tokens.length === 0) return null
  return (
    <>
      <h3>{t('Tokens for machines')}</h3>
      {end.refusal && <Notice tone='accent' title={end.refusal.title} />}
      <Rows
        of={tokens.map((one) => ({
          key: one.id,
          text: one.name,
          note: t('{place}, last used: {when}', {
            place: nameOf(one.place.names),
            when: one.seenAt ? formatInstant(one.seenAt) : t('never'),
          }),
          end: (
            <>
              <May of={one} />{' '}
              <Button
                kind='link'
                busy={end.busy}
                label={t('End the token {name}', { name: one.name })}
                onClick={() => end.start({ params: { accountId, tokenId: one.id } })}
              >
                {t('End')}
              </Button>
            </>
          ),
        }))}
      />
    </>
  )
}

/** Offered where a provider could make use of it. */
function Email({ account }: { account: ListedAccount }) {
  const offered = useCall(waysIn, {})
  const draft = useDraft({ email: account.email ?? '' })
  const save = useSend(changeEmail)
  const provider = offered.data?.provider
  if (!provider) return null
  return (
    <Form
      draft={draft}
      action={t('Save the e-mail')}
      submit={({ email }) =>
        save.send({ params: { accountId: account.id }, body: { email: email.trim() || null } })
      }
    >
      <TextField
        at={draft.at('email')}
        label={t('E-mail')}
        type='email'
        hint={t('Who arrives from {name} with this address is let in as this account.', {
          name: provider.name,
        })}
        required={false}
      />
    </Form>
  )
}

function GiveRole({ accountId, roles }: { accountId: string; roles: Role[] }) {
  const draft = useDraft({ role: '' as Role, placeId: '' })
  const [round, setRound] = useState(0)
  const give = useSend(giveRole)
  return (
    <Form
      key={round}
      draft={draft}
      action={t('Add the role')}
      saidAfter={t('The role is added.')}
      submit={(body) => give.send({ params: { accountId }, body })}
      onDone={() => {
        draft.reset({ role: '' as Role, placeId: '' })
        setRound(round + 1)
      }}
    >
      <FieldRow>
        <SelectField
          at={draft.at('role')}
          label={t('Another role')}
          options={roles.map((role) => ({ value: role, text: t(roleNames[role]) }))}
          required
        />
        <Picker at={draft.at('placeId')} label={t('Over')} load={loadPlaces} required />
      </FieldRow>
    </Form>
  )
}
