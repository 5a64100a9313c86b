// Writes a card. The wording is about a way of working, never about a person.
import { useLocation } from 'wouter'
import { emptyText } from '../../base/words.ts'
import { StepPicker } from '../../cases/web/parts/step-picker.tsx'
import { useCall, useSend } from '../../kit/api.ts'
import { Bilingual } from '../../kit/bilingual.tsx'
import { Button, ButtonLink } from '../../kit/button.tsx'
import { type Draft, useDraft } from '../../kit/draft.ts'
import { CodeField } from '../../kit/entry-list.tsx'
import { Form } from '../../kit/form.tsx'
import { Page } from '../../kit/page.tsx'
import { Loaded, Notice } from '../../kit/states.tsx'
import { nameOf, t } from '../../kit/words.ts'
import { ClausePicker } from '../../study/web/parts/clause-picker.tsx'
import { cardPage, changeCard, makeCard } from '../contract.ts'
import type { CardEntry, EvidenceEntry } from '../rules.ts'
import { Sealed } from './four-parts.tsx'
import { type CardReply, openTexts } from './shapes.ts'
import './examine.css'

const blank: CardEntry = {
  statement: emptyText,
  reasons: emptyText,
  correction: emptyText,
  instead: emptyText,
  question: emptyText,
  source: emptyText,
  evidence: [],
}
const newEvidence: EvidenceEntry = { text: emptyText, source: emptyText, clauseId: null, stepId: null }

export function NewCardPage() {
  const create = useSend(makeCard)
  const [, go] = useLocation()
  const draft = useDraft({ code: '', ...blank }, 'new-card')
  return (
    <Page title={t('New card')} crumbs={[{ text: t('Examine'), href: '/examine' }]}>
      <Form
        draft={draft}
        submit={(body) => create.send({ body })}
        onDone={({ id }) => go(`/examine/cards/${id}`)}
        action={t('Save')}
        beside={<ButtonLink href='/examine'>{t('Cancel')}</ButtonLink>}
      >
        <Parts draft={draft} />
        <CodeField at={draft.at('code')} />
      </Form>
    </Page>
  )
}

export function EditCardPage({ misconceptionId }: { misconceptionId: string }) {
  const asked = useCall(cardPage, { params: { misconceptionId } })
  return (
    <Loaded of={asked}>
      {({ card, evidence }) => {
        const open = openTexts(card)
        return open && evidence ? (
          <Edit card={{ ...card, ...open }} evidence={evidence} />
        ) : (
          <Sealed until={card.sealedUntil} />
        )
      }}
    </Loaded>
  )
}

type EditProps = {
  card: CardReply['card'] & NonNullable<ReturnType<typeof openTexts>>
  evidence: NonNullable<CardReply['evidence']>
}

function Edit({ card, evidence }: EditProps) {
  const change = useSend(changeCard)
  const [, go] = useLocation()
  const { statement, reasons, correction, instead, question, source } = card
  const draft = useDraft<CardEntry>(() => ({
    statement,
    reasons,
    correction,
    instead,
    question,
    source,
    evidence: evidence.map(({ text, source: from, clauseId, stepId }) => ({
      text,
      source: from,
      clauseId,
      stepId,
    })),
  }))
  const href = `/examine/cards/${card.id}`
  return (
    <Page
      title={t('Edit the card')}
      crumbs={[
        { text: t('Examine'), href: '/examine' },
        { text: nameOf(statement), href },
      ]}
    >
      <Form
        draft={draft}
        submit={(entry) =>
          change.send({ params: { misconceptionId: card.id }, body: { ...entry, version: card.version } })
        }
        onDone={() => go(href)}
        action={t('Save')}
        beside={<ButtonLink href={href}>{t('Cancel')}</ButtonLink>}
      >
        <Parts draft={draft as never} />
      </Form>
    </Page>
  )
}

function Parts({ draft }: { draft: Draft<CardEntry & { code: string }> }) {
  const { evidence } = draft.value
  const put = (next: EvidenceEntry[]) => draft.set({ ...draft.value, evidence: next })
  return (
    <>
      <Notice title={t('Write about a way of working, not about people.')}>
        {t(
          'Name no person and no unit in a statement. Do not ask what anybody believes: a card corrects a practice with facts.',
        )}
      </Notice>
      <Bilingual
        at={draft.at('statement')}
        label={t('Statement')}
        required='one'
        hint={t('As it is said at work, in one sentence')}
      />
      <Bilingual
        at={draft.at('reasons')}
        label={t('Why people believe it')}
        required='one'
        hint={t('What makes it plausible; nobody who believed it should feel foolish')}
        rows={3}
      />
      <Bilingual
        at={draft.at('correction')}
        label={t('What is right')}
        required='one'
        hint={t('Say plainly that it is wrong, then why')}
        rows={4}
      />
      <Bilingual at={draft.at('instead')} label={t('What to do instead')} rows={3} required='one' />
      <Bilingual at={draft.at('question')} label={t('A question to discuss')} rows={2} required='one' />
      <Bilingual at={draft.at('source')} label={t('Where it was recorded')} required='one' />
      {evidence.map((one, at) => (
        <EvidenceFields
          // biome-ignore lint/suspicious/noArrayIndexKey: evidence stands in the order in which it was written
          key={at}
          at={at}
          evidence={one}
          change={(part) => put(evidence.map((old, n) => (n === at ? { ...old, ...part } : old)))}
          onDrop={() => put(evidence.filter((_, n) => n !== at))}
        />
      ))}
      <div className='actions'>
        <Button onClick={() => put([...evidence, newEvidence])}>{t('Add a fact')}</Button>
      </div>
    </>
  )
}

type EvidenceProps = {
  at: number
  evidence: EvidenceEntry
  change: (part: Partial<EvidenceEntry>) => void
  onDrop: () => void
}

function EvidenceFields({ at, evidence, change, onDrop }: EvidenceProps) {
  const pointer = `/evidence/${at}`
  return (
    <fieldset className='question-edit'>
      <legend>{t('Fact {n}', { n: at + 1 })}</legend>
      <Bilingual
        at={{ pointer: `${pointer}/text`, value: evidence.text, set: (text) => change({ text }) }}
        label={t('What it shows')}
        required='one'
        rows={2}
      />
      <Bilingual
        at={{ pointer: `${pointer}/source`, value: evidence.source, set: (source) => change({ source }) }}
        label={t('Source')}
      />
      {!evidence.stepId && (
        <ClausePicker
          value={evidence.clauseId ?? ''}
          pointer={`${pointer}/clauseId`}
          label={t('Clause')}
          onChange={(clauseId) => change({ clauseId: clauseId || null })}
        />
      )}
      {!evidence.clauseId && (
        <StepPicker
          value={evidence.stepId ?? ''}
          pointer={`${pointer}/stepId`}
          label={t('Case step')}
          onChange={(stepId) => change({ stepId: stepId || null })}
        />
      )}
      <div className='actions'>
        <Button small kind='danger' onClick={onDrop}>
          {t('Leave out')}
        </Button>
      </div>
    </fieldset>
  )
}
