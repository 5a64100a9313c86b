// Programs elsewhere that are told what happens here: which there are, a new one, their end.
import { useState } from 'react'
import type { Static } from 'typebox'
import { send, useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { CheckGroup } from '../../../kit/check-group.tsx'
import { Confirm, Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Tag } from '../../../kit/marks.tsx'
import { Page } from '../../../kit/page.tsx'
import { Picker } from '../../../kit/picker.tsx'
import { SecretOnce } from '../../../kit/secret-once.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatInstant, nameOf, t, tn } from '../../../kit/words.ts'
import { addWebhook, endWebhook, listWebhooks, webhookKinds, webhookPlaces } from '../../webhooks/contract.ts'

type Listed = Static<typeof listWebhooks.reply>['webhooks'][number]
type Told = Static<typeof webhookKinds.reply>['kinds']

export function WebhooksPage() {
  const found = useCall(listWebhooks, {})
  const told = useCall(webhookKinds, {})
  const [isAdding, setAdding] = useState(false)
  const [ending, setEnding] = useState<Listed | null>(null)
  const end = useSend(endWebhook)
  return (
    <Page
      title={t('Webhooks')}
      lead={t(
        'A program elsewhere, such as a ministry’s own system, is told within seconds what happened in a place. It is told which record, and asks for the rest with a token of its own.',
      )}
      crumbs={[{ text: t('Your account'), href: '/account' }]}
      actions={
        found.data &&
        found.data.webhooks.length > 0 && (
          <Button kind='primary' onClick={() => setAdding(true)}>
            {t('New webhook')}
          </Button>
        )
      }
    >
      <Loaded of={found} closed={t('Your role does not look after webhooks.')}>
        {({ webhooks }) => (
          <Table
            label={t('Webhooks')}
            rows={webhooks}
            rowKey={(one) => one.id}
            href={(one) => `/webhooks/${one.id}`}
            marked={(one) => !one.isLive || one.givenUp > 0}
            empty={
              <Empty action={<Button onClick={() => setAdding(true)}>{t('New webhook')}</Button>}>
                {t('No program is told anything. Somebody who runs one gives you its address.')}
              </Empty>
            }
            columns={[
              { key: 'url', title: t('Address'), cell: (one) => <span>{one.url}</span> },
              { key: 'place', title: t('Place'), cell: (one) => nameOf(one.place.names) },
              {
                key: 'kinds',
                title: t('About'),
                cell: (one) => <About of={one} told={told.data?.kinds ?? []} />,
              },
              { key: 'state', title: t('State'), cell: (one) => <StateOf of={one} /> },
              {
                key: 'last',
                title: t('Last arrived'),
                cell: (one) => (one.lastDeliveredAt ? formatInstant(one.lastDeliveredAt) : t('never')),
              },
              {
                key: 'end',
                title: '',
                cell: (one) => (
                  <Button
                    kind='link'
                    label={t('End the webhook to {url}', { url: one.url })}
                    onClick={() => setEnding(one)}
                  >
                    {t('End')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      <Dialog title={t('New webhook')} open={isAdding} onClose={() => setAdding(false)}>
        <Loaded of={told}>{({ kinds }) => <Adding told={kinds} onClose={() => setAdding(false)} />}</Loaded>
      </Dialog>
      {ending && (
        <Confirm
          title={t('End the webhook?')}
          open
          onClose={() => setEnding(null)}
          action={t('End it')}
          danger
          onConfirm={() => end.send({ params: { webhookId: ending.id } })}
          saidAfter={t('The webhook is ended.')}
        >
          <p>{ending.url}</p>
          <p>{t('The program is told nothing more; what is still on its way is dropped.')}</p>
        </Confirm>
      )}
    </Page>
  )
}

function About({ of, told }: { of: Listed; told: Told }) {
  const called = (kind: string) => told.find((one) => one.kind === kind)?.title ?? kind
  return <>{of.kinds.length === 0 ? t('everything') : of.kinds.map(called).join(t(', '))}</>
}

function StateOf({ of }: { of: Listed }) {
  if (!of.isLive)
    return <Tag tone='warn'>{t('paused: {name} may no longer read there', { name: nameOf(of.account) })}</Tag>
  if (of.givenUp > 0) return <Tag tone='warn'>{tn('{n} given up', '{n} given up', of.givenUp)}</Tag>
  if (of.waiting > 0) return <Tag>{tn('{n} waiting', '{n} waiting', of.waiting)}</Tag>
  return <Tag tone='good'>{t('in order')}</Tag>
}

const loadPlaces = (text: string) => send(webhookPlaces, { query: { text } }).then((reply) => reply.found)

function Adding({ told, onClose }: { told: Told; onClose: () => void }) {
  const draft = useDraft({ url: '', placeId: '', kinds: [] as string[] })
  const add = useSend(addWebhook)
  const [secret, setSecret] = useState('')
  if (secret) return <Secret secret={secret} onDone={onClose} />
  const { kinds } = draft.value
  return (
    <Form
      draft={draft}
      action={t('Add the webhook')}
      saidAfter=''
      submit={(body) => add.send({ body })}
      onDone={(reply) => setSecret(reply.secret)}
    >
      <TextField
        at={draft.at('url')}
        label={t('Address of the program')}
        placeholder='https://example.org/hezuo'
        maxLength={1000}
        required
      />
      <Picker at={draft.at('placeId')} label={t('What happens in')} load={loadPlaces} required />
      <CheckGroup
        label={t('About')}
        pointer='/kinds'
        options={told.map(({ kind, title }) => ({ value: kind, text: title }))}
        chosen={kinds}
        onChange={draft.at('kinds').set}
      >
        <p className='note'>{t('Nothing chosen means everything.')}</p>
      </CheckGroup>
    </Form>
  )
}

const Secret = ({ secret, onDone }: { secret: string; onDone: () => void }) => (
  <SecretOnce title={t('This secret is shown only now.')} label={t('Secret')} secret={secret} onDone={onDone}>
    {t(
      'The program checks with it that a message comes from here (Standard Webhooks, header “webhook-signature”). Give it to whoever runs the program, and to nobody else.',
    )}
  </SecretOnce>
)
