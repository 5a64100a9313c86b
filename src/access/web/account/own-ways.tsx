// One's own ways in beside the password: passkeys, and an account at the provider.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { send, useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Rows, Section } from '../../../kit/page.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { formatInstant, t } from '../../../kit/words.ts'
import {
  connectProvider,
  endIdentity,
  endPasskey,
  listWays,
  namePasskey,
  waysIn,
} from '../../ways/contract.ts'
import { useProof } from '../parts/prove.tsx'
import { makePasskey, mayUsePasskeys } from '../passkeys.ts'
import { leaveTo } from '../sign-in/provider-page.tsx'

/** The passkey that is being named, or the one to come. */
type Named = { id: string; name: string } | 'new' | null

export function OwnWays({ hasPassword }: { hasPassword: boolean }) {
  const offered = useCall(waysIn, {})
  const own = useCall(listWays, {})
  const { proved, dialog } = useProof(hasPassword)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [named, setNamed] = useState<Named>(null)
  const provider = offered.data?.provider
  const isPossible = mayUsePasskeys(offered.data?.passkey ?? null)
  if (!isPossible && !provider) return null
  const attempt = async (work: () => Promise<unknown>) => {
    setRefusal(null)
    try {
      await proved(work)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.stage !== 'prove again') setRefusal(error)
    }
  }
  return (
    <Section
      title={t('Other ways in')}
      note={t('A passkey is kept by your phone or computer and asks for your finger, your face or its PIN.')}
      actions={
        isPossible && (
          <Button small onClick={() => setNamed('new')}>
            {t('Add a passkey')}
          </Button>
        )
      }
    >
      {refusal && (
        <Notice tone='accent' title={refusal.title}>
          {refusal.detail}
        </Notice>
      )}
      <Loaded of={own}>
        {(ways) => <Ways ways={ways} provider={provider} attempt={attempt} onName={setNamed} />}
      </Loaded>
      <Dialog
        title={named === 'new' ? t('Add a passkey') : t('Name the passkey')}
        open={named !== null}
        onClose={() => setNamed(null)}
      >
        <Naming of={named} proved={proved} onDone={() => setNamed(null)} />
      </Dialog>
      {dialog}
    </Section>
  )
}

type WaysProps = {
  ways: CallReply<typeof listWays>
  provider: CallReply<typeof waysIn>['provider'] | undefined
  attempt: (work: () => Promise<unknown>) => Promise<void>
  onName: (named: Named) => void
}

function Ways({ ways: { passkeys, identities }, provider, attempt, onName }: WaysProps) {
  const removePasskey = useSend(endPasskey)
  const removeIdentity = useSend(endIdentity)
  return (
    <Rows
      of={[
        ...passkeys.map((one) => ({
          key: one.id,
          mark: t('passkey'),
          text: one.name,
          note: used(one.seenAt),
          end: (
            <>
              <Button
                kind='link'
                label={t('Name the passkey {name}', { name: one.name })}
                onClick={() => onName(one)}
              >
                {t('Name')}
              </Button>{' '}
              <Button
                kind='link'
                label={t('Remove the passkey {name}', { name: one.name })}
                onClick={() => attempt(() => removePasskey.send({ params: { passkeyId: one.id } }))}
              >
                {t('Remove')}
              </Button>
            </>
          ),
        })),
        ...identities.map((one) => ({
          key: one.id,
          mark: t('connected'),
          text: provider?.name ?? one.issuer,
          note: used(one.seenAt),
          end: (
            <Button
              kind='link'
              onClick={() => attempt(() => removeIdentity.send({ params: { identityId: one.id } }))}
            >
              {t('Disconnect')}
            </Button>
          ),
        })),
        ...(provider && identities.length === 0
          ? [
              {
                key: 'connect',
                mark: t('not connected'),
                text: provider.name,
                end: (
                  <Button
                    small
                    onClick={() =>
                      attempt(async () => leaveTo((await send(connectProvider, {})).address, null))
                    }
                  >
                    {t('Connect')}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

const used = (seenAt: string | null) =>
  seenAt ? t('last used {when}', { when: formatInstant(seenAt) }) : t('never used yet')

type NamingProps = {
  of: Named
  proved: <T>(work: () => Promise<T>) => Promise<T>
  onDone: () => void
}

function Naming({ of, proved, onDone }: NamingProps) {
  const draft = useDraft({ name: of && of !== 'new' ? of.name : '' })
  const rename = useSend(namePasskey)
  const client = useQueryClient()
  const submit = async ({ name }: { name: string }) => {
    if (of === 'new') {
      await proved(() => makePasskey(name))
      await client.invalidateQueries()
    } else if (of) await rename.send({ params: { passkeyId: of.id }, body: { name } })
  }
  return (
    <Form
      draft={draft}
      action={of === 'new' ? t('Make the passkey') : t('Save the name')}
      saidAfter={of === 'new' ? t('The passkey is added.') : t('The name is saved.')}
      submit={submit}
      onDone={onDone}
    >
      <TextField
        at={draft.at('name')}
        label={t('Name')}
        hint={t('By which you will know it again, for example “phone”.')}
        maxLength={100}
        required
      />
    </Form>
  )
}
