// One's own tokens for machines: which there are, a new one, and their end.
import { useState } from 'react'
import type { Static } from 'typebox'
import { send, useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Confirm, Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { RadioGroup, SelectField, TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Tag } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { Picker } from '../../../kit/picker.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatInstant, nameOf, t, tn } from '../../../kit/words.ts'
import { endToken, listTokens, makeToken, tokenPlaces } from '../../tokens/contract.ts'
import { tokenLives } from '../../tokens/rules.ts'
import { useProof } from '../parts/prove.tsx'
import { SecretCard } from '../secret-card.tsx'

export type ListedToken = Static<typeof listTokens.reply>['tokens'][number]

export function Tokens({ hasPassword }: { hasPassword: boolean }) {
  const found = useCall(listTokens, {})
  const [isMaking, setMaking] = useState(false)
  const [ending, setEnding] = useState<ListedToken | null>(null)
  const end = useSend(endToken)
  return (
    <Section
      title={t('Tokens for machines')}
      note={t(
        'With a token a program works in your name, in one place and what lies under it. It can neither invite nor change passwords.',
      )}
      actions={
        <Button small onClick={() => setMaking(true)}>
          {t('New token')}
        </Button>
      }
    >
      <Loaded of={found}>
        {({ tokens }) => (
          <Table
            label={t('Tokens for machines')}
            rows={tokens}
            rowKey={(one) => one.id}
            empty={
              <Empty>{t('You have no token. A spreadsheet or a program of yours would need one.')}</Empty>
            }
            columns={[
              { key: 'name', title: t('Used for'), cell: (one) => one.name },
              { key: 'place', title: t('Place'), cell: (one) => nameOf(one.place.names) },
              { key: 'may', title: t('May'), cell: (one) => <May of={one} /> },
              {
                key: 'seen',
                title: t('Last used'),
                cell: (one) => (one.seenAt ? formatInstant(one.seenAt) : t('never')),
              },
              { key: 'until', title: t('Works until'), cell: (one) => formatInstant(one.expiresAt) },
              {
                key: 'end',
                title: '',
                cell: (one) => (
                  <Button
                    kind='link'
                    label={t('End the token {name}', { name: one.name })}
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
      <Dialog title={t('New token')} open={isMaking} onClose={() => setMaking(false)}>
        <Making hasPassword={hasPassword} onClose={() => setMaking(false)} />
      </Dialog>
      {ending && (
        <Confirm
          title={t('End the token {name}?', { name: ending.name })}
          open
          onClose={() => setEnding(null)}
          action={t('End the token')}
          danger
          onConfirm={() => end.send({ params: { tokenId: ending.id } })}
          saidAfter={t('The token is ended.')}
        >
          <p>{t('The program that uses it is refused from now on.')}</p>
        </Confirm>
      )}
    </Section>
  )
}

export const May = ({ of }: { of: ListedToken }) =>
  of.mayWrite ? <Tag tone='warn'>{t('read and write')}</Tag> : <Tag>{t('read only')}</Tag>

const loadPlaces = (text: string) => send(tokenPlaces, { query: { text } }).then((reply) => reply.found)

function Making({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
  const { proved, dialog } = useProof(hasPassword)
  const draft = useDraft({ name: '', placeId: '', may: 'read' as 'read' | 'write', days: '90' })
  const make = useSend(makeToken)
  const [made, setMade] = useState<{ secret: string; expiresAt: string } | null>(null)
  if (made) return <SecretCard {...made} onDone={onClose} />
  return (
    <>
      <Form
        draft={draft}
        action={t('Make the token')}
        saidAfter=''
        submit={({ name, placeId, may, days }) =>
          proved(() => make.send({ body: { name, placeId, mayWrite: may === 'write', days: Number(days) } }))
        }
        onDone={setMade}
      >
        <TextField
          at={draft.at('name')}
          label={t('What is it for?')}
          hint={t('For example “figures for the ministry’s sheet”.')}
          maxLength={100}
          required
        />
        <FieldRow>
          <Picker at={draft.at('placeId')} label={t('Over')} load={loadPlaces} required />
          <SelectField
            at={draft.at('days')}
            label={t('Works for')}
            options={tokenLives.map((n) => ({ value: String(n), text: tn('{n} day', '{n} days', n) }))}
            required
          />
        </FieldRow>
        <RadioGroup
          at={{ ...draft.at('may'), pointer: '/mayWrite' }}
          label={t('It may')}
          options={[
            {
              value: 'read',
              text: t('read only'),
              note: t('Enough for sheets, maps and figures elsewhere.'),
            },
            {
              value: 'write',
              text: t('read and write'),
              note: t('Whatever your roles allow in this place. The journal names you and the token.'),
            },
          ]}
          required
        />
      </Form>
      {dialog}
    </>
  )
}
