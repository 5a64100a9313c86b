// The policies on the page of study, and the window that makes one.
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useCall, useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { CodeField } from '../../../kit/entry-list.tsx'
import { CheckField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Further } from '../../../kit/further.tsx'
import { InventedMark, InventedNote, Quiet } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { useFilter } from '../../../kit/use-filter.ts'
import { formatNumber, nameOf, t } from '../../../kit/words.ts'
import { listPolicies, makePolicy } from '../../policies/contract.ts'

export function Policies() {
  const { values, change } = useFilter(['policies'])
  const after = values.policies
  const asked = useCall(listPolicies, { query: { after } }, { keep: true })
  const [isOpen, setOpen] = useState(false)
  return (
    <Section
      title={t('Policies')}
      actions={asked.data?.mayChange && <Button onClick={() => setOpen(true)}>{t('New policy')}</Button>}
    >
      <Loaded of={asked} lines={3}>
        {({ policies, next }) => (
          <>
            <Table
              label={t('Policies')}
              isPart={Boolean(after || next)}
              rows={policies}
              rowKey={(policy) => policy.id}
              href={(policy) => `/study/policies/${policy.id}`}
              empty={
                asked.data?.mayChange ? (
                  <Empty>
                    {t(
                      'No policy text yet. Make one and import its text from a plain text or Markdown file.',
                    )}
                  </Empty>
                ) : (
                  <Empty
                    action={<ButtonLink href='/set-up'>{t('How far the programme is set up')}</ButtonLink>}
                  >
                    {t('No policy text yet. A trainer brings it in once the programme has begun.')}
                  </Empty>
                )
              }
              columns={[
                {
                  key: 'name',
                  title: t('Policy'),
                  cell: (policy) => nameOf(policy.names),
                  sort: (policy) => nameOf(policy.names),
                },
                {
                  key: 'source',
                  title: t('Source'),
                  cell: (policy) => (
                    <Quiet>
                      {nameOf(policy.source)} {policy.illustrative && <InventedMark />}
                    </Quiet>
                  ),
                },
                { key: 'place', title: t('Published by'), cell: (policy) => nameOf(policy.place.names) },
                { key: 'version', title: t('Version'), num: true, cell: (policy) => policy.version || '–' },
                {
                  key: 'clauses',
                  title: t('Clauses'),
                  num: true,
                  cell: (policy) => formatNumber(policy.clauses),
                },
                {
                  key: 'questions',
                  title: t('Questions'),
                  num: true,
                  cell: (policy) => formatNumber(policy.questions),
                },
              ]}
            />
            <InventedNote of={policies} />
            <Further after={after} next={next} change={(to) => change({ policies: to.after })} />
          </>
        )}
      </Loaded>
      <Dialog title={t('New policy')} open={isOpen} onClose={() => setOpen(false)}>
        <NewPolicy />
      </Dialog>
    </Section>
  )
}

function NewPolicy() {
  const create = useSend(makePolicy)
  const [, go] = useLocation()
  const draft = useDraft({
    code: '',
    names: { zh: '', en: '' },
    source: { zh: '', en: '' },
    illustrative: false,
  })
  return (
    <Form
      draft={draft}
      submit={(body) => create.send({ body })}
      action={t('Make, then import the text')}
      saidAfter=''
      onDone={({ id }) => go(`/study/policies/${id}/import`)}
    >
      <Bilingual at={draft.at('names')} label={t('Name of the policy')} required='one' />
      <Bilingual
        at={draft.at('source')}
        label={t('Source')}
        hint={t('Where the text comes from, and its date')}
      />
      <CodeField at={draft.at('code')} />
      <CheckField
        at={draft.at('illustrative')}
        label={t('The wording is illustrative, not that of a document')}
      />
    </Form>
  )
}
