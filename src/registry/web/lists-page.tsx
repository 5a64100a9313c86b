// The short lists that all places share: trades, and posts with the kind of unit that has them.
import { useState } from 'react'
import { useCall, useSend } from '../../kit/api.ts'
import { Button } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import type { At } from '../../kit/draft.ts'
import { useDraft } from '../../kit/draft.ts'
import { FieldRow } from '../../kit/field.tsx'
import { CheckField, SelectField, TextField } from '../../kit/fields.tsx'
import { Form } from '../../kit/form.tsx'
import { UnitName } from '../../kit/marks.tsx'
import { Page, Section } from '../../kit/page.tsx'
import { Empty, Loaded } from '../../kit/states.tsx'
import { Table } from '../../kit/table.tsx'
import { t } from '../../kit/words.ts'
import { addPost, addTrade, listPosts, listTrades } from '../contract.ts'
import { type OrganisationKind, organisationKindNames, organisationKinds } from '../rules.ts'
import { RegisterTabs } from './register-tabs.tsx'

export function ListsPage() {
  const trades = useCall(listTrades, {})
  const posts = useCall(listPosts, {})
  const [open, setOpen] = useState<'trade' | 'post' | null>(null)
  const close = () => setOpen(null)
  return (
    <Page title={t('Trades and posts')} lead={t('The short lists that all places share.')}>
      <RegisterTabs />
      <Loaded of={posts}>
        {({ posts, mayChange }) => (
          <Section
            title={t('Posts')}
            actions={mayChange && <Button onClick={() => setOpen('post')}>{t('Add a post')}</Button>}
          >
            <Table
              label={t('Posts')}
              rows={posts}
              rowKey={(one) => one.id}
              empty={<Empty>{t('No post yet. Without posts nobody can be called to a class.')}</Empty>}
              columns={[
                { key: 'name', title: t('Post'), cell: (one) => <UnitName of={one.names} /> },
                {
                  key: 'kind',
                  title: t('Kind of unit'),
                  cell: (one) => t(organisationKindNames[one.organisationKind]),
                },
                {
                  key: 'seats',
                  title: t('Holders'),
                  cell: (one) => (one.singleSeat ? t('one at a time') : t('several')),
                },
                { key: 'code', title: t('Code'), cell: (one) => <code>{one.code}</code> },
              ]}
            />
          </Section>
        )}
      </Loaded>
      <Loaded of={trades}>
        {({ trades, mayChange }) => (
          <Section
            title={t('Trades')}
            actions={mayChange && <Button onClick={() => setOpen('trade')}>{t('Add a trade')}</Button>}
          >
            <Table
              label={t('Trades')}
              rows={trades}
              rowKey={(one) => one.id}
              href={(one) => `/organisations?tradeId=${one.id}`}
              empty={<Empty>{t('No trade yet. Plans are made by trade: add the first one.')}</Empty>}
              columns={[
                {
                  key: 'name',
                  title: t('Trade'),
                  cell: (one) => <UnitName of={one.names} />,
                  sort: (one) => one.names.en,
                },
                {
                  key: 'code',
                  title: t('Code'),
                  cell: (one) => <code>{one.code}</code>,
                  sort: (one) => one.code,
                },
              ]}
            />
          </Section>
        )}
      </Loaded>
      <Dialog title={t('Add a trade')} open={open === 'trade'} onClose={close}>
        <NewTrade onClose={close} />
      </Dialog>
      <Dialog title={t('Add a post')} open={open === 'post'} onClose={close}>
        <NewPost onClose={close} />
      </Dialog>
    </Page>
  )
}

function EntryFields({ zh, en, code }: { zh: At<string>; en: At<string>; code: At<string> }) {
  return (
    <>
      <FieldRow>
        <TextField at={zh} label={t('Name in Chinese')} lang='zh-Hans' required />
        <TextField at={en} label={t('Name in English')} required />
      </FieldRow>
      <TextField at={code} label={t('Code')} hint={t('Small Latin letters, digits and hyphens')} required />
    </>
  )
}

function NewTrade({ onClose }: { onClose: () => void }) {
  const draft = useDraft({ names: { zh: '', en: '' }, code: '' })
  const save = useSend(addTrade)
  return (
    <Form draft={draft} action={t('Add')} submit={(body) => save.send({ body })} onDone={onClose}>
      <EntryFields zh={draft.at('names', 'zh')} en={draft.at('names', 'en')} code={draft.at('code')} />
    </Form>
  )
}

function NewPost({ onClose }: { onClose: () => void }) {
  const draft = useDraft({
    names: { zh: '', en: '' },
    code: '',
    organisationKind: '' as OrganisationKind,
    singleSeat: true,
  })
  const save = useSend(addPost)
  return (
    <Form draft={draft} action={t('Add')} submit={(body) => save.send({ body })} onDone={onClose}>
      <EntryFields zh={draft.at('names', 'zh')} en={draft.at('names', 'en')} code={draft.at('code')} />
      <SelectField
        at={draft.at('organisationKind')}
        label={t('Kind of unit that has it')}
        options={organisationKinds.map((one) => ({ value: one, text: t(organisationKindNames[one]) }))}
        required
      />
      <CheckField at={draft.at('singleSeat')} label={t('Only one person holds it at a time')} />
    </Form>
  )
}
