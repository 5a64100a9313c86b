// A new case: the form, empty. What is typed stays on this device until it is saved.
import { useLocation } from 'wouter'
import { useSend } from '../../kit/api.ts'
import { useDraft } from '../../kit/draft.ts'
import { Page } from '../../kit/page.tsx'
import { t } from '../../kit/words.ts'
import { makeCase } from '../contract.ts'
import { bodyOf, emptyCase } from './case-draft.ts'
import { CaseForm, Discard } from './case-form.tsx'

export function NewPage() {
  const [, go] = useLocation()
  const create = useSend(makeCase)
  const draft = useDraft(emptyCase, 'case.new')
  return (
    <Page
      title={t('A new case')}
      narrow
      crumbs={[{ text: t('Practice cases'), href: '/cases' }]}
      lead={t(
        'Save as often as you like: a draft is seen only by the writers of its place and the {reviewer}.',
      )}
    >
      <CaseForm
        draft={draft}
        saidAfter={t('Draft saved.')}
        submit={(entry) => {
          const { version: _, ...body } = bodyOf(entry)
          return create.send({ body: { id: entry.id, ...body } })
        }}
        onDone={({ id }) => {
          draft.reset(emptyCase())
          go(`/cases/${id}`)
        }}
        beside={draft.changed && <Discard onClick={() => draft.reset(emptyCase())} />}
      />
    </Page>
  )
}
