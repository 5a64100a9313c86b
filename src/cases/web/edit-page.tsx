// Writing on at a draft. A version that somebody else saved meanwhile is never overwritten unseen.
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useCall, useSend } from '../../kit/api.ts'
import { Button, ButtonLink } from '../../kit/button.tsx'
import { useDraft } from '../../kit/draft.ts'
import { Page } from '../../kit/page.tsx'
import { LeftToChoose, Refusal } from '../../kit/refusal.ts'
import { Choice, Empty, Loaded, Notice } from '../../kit/states.tsx'
import { nameOf, t } from '../../kit/words.ts'
import { casePage, changeCase } from '../contract.ts'
import { bodyOf, type CaseEntry, entryOf } from './case-draft.ts'
import { CaseForm, Discard } from './case-form.tsx'
import type { Case } from './telling.tsx'

export function EditPage({ caseId }: { caseId: string }) {
  const asked = useCall(casePage, { params: { caseId } })
  return <Loaded of={asked}>{(one) => (one.mayEdit ? <Editing of={one} /> : <Closed of={one} />)}</Loaded>
}

const crumbs = (one: Case) => [
  { text: t('Practice cases'), href: '/cases' },
  { text: nameOf(one.title), href: `/cases/${one.id}` },
]

function Closed({ of: one }: { of: Case }) {
  return (
    <Page title={nameOf(one.title)} crumbs={crumbs(one)}>
      <Empty action={<ButtonLink href={`/cases/${one.id}`}>{t('Read the case')}</ButtonLink>}>
        {t('Only a draft can be edited. A submitted case is returned first, a published one withdrawn.')}
      </Empty>
    </Page>
  )
}

function Editing({ of: one }: { of: Case }) {
  const [, go] = useLocation()
  const save = useSend(changeCase)
  const draft = useDraft<CaseEntry>(() => entryOf(one), `case.${one.id}`)
  const [newer, setNewer] = useState<number | null>(null)
  const submit = async (entry: CaseEntry) => {
    setNewer(null)
    try {
      return await save.send({ params: { caseId: one.id }, body: bodyOf(entry) })
    } catch (error) {
      const current =
        error instanceof Refusal && error.kind === 'stale' ? (error.current as { version: number }) : null
      if (!current) throw error
      setNewer(current.version)
      throw new LeftToChoose()
    }
  }
  return (
    <Page title={t('Edit the case')} beside={nameOf(one.title)} narrow crumbs={crumbs(one)}>
      {one.reason && (
        <Notice tone='warn' title={t('Why it was returned')}>
          {one.reason}
        </Notice>
      )}
      {newer !== null && (
        <Choice title={t('Somebody else saved this case meanwhile.')}>
          <p>
            <Link href={`/cases/${one.id}`} target='_blank'>
              {t('Look at what they saved')}
            </Link>
          </p>
          <Button
            onClick={() => {
              draft.set({ ...draft.value, version: newer })
              setNewer(null)
            }}
          >
            {t('Mine shall stand; save it next')}
          </Button>
        </Choice>
      )}
      <CaseForm
        draft={draft}
        saidAfter={t('Draft saved.')}
        submit={submit}
        onDone={() => go(`/cases/${one.id}`)}
        beside={draft.changed && <Discard onClick={() => draft.reset(entryOf(one))} />}
      />
    </Page>
  )
}
