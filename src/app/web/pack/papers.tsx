// What papers are called and who signs them: each as it comes, until the programme says it in its own words.
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { mostSignatures } from '../../../base/schemas.ts'
import { emptyText, type Names } from '../../../base/words.ts'
import { changePaper, listPapers } from '../../../convene/papers/contract.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { type Draft, useDraft } from '../../../kit/draft.ts'
import { Field } from '../../../kit/field.tsx'
import { CheckField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Quiet, Tag } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { type Column, Table } from '../../../kit/table.tsx'
import { nameOf, t } from '../../../kit/words.ts'

type Paper = CallReply<typeof listPapers>['papers'][number]

export function Papers() {
  const found = useCall(listPapers, {})
  return (
    <Loaded of={found}>
      {({ papers, programmeId, mayChange }) =>
        programmeId && <PaperList papers={papers} programmeId={programmeId} mayChange={mayChange} />
      }
    </Loaded>
  )
}

type ListProps = { papers: Paper[]; programmeId: string; mayChange: boolean }

function PaperList({ papers, programmeId, mayChange }: ListProps) {
  const [open, setOpen] = useState<Paper | null>(null)
  const change = (paper: Paper) => t('Change {name}', { name: paper.name })
  const button: Column<Paper> = {
    key: 'change',
    title: '',
    width: '8rem',
    cell: (paper) => (
      <Button small label={change(paper)} onClick={() => setOpen(paper)}>
        {t('Change')}
      </Button>
    ),
  }
  return (
    <Section title={t('Papers')} note={t('What printed papers are called, and who signs them.')}>
      <Table
        label={t('Papers')}
        rows={papers}
        rowKey={({ code }) => code}
        columns={[
          {
            key: 'name',
            title: t('Which paper'),
            cell: ({ name, said }) => (
              <>
                {name} {said && <Tag>{t('in own words')}</Tag>}
              </>
            ),
          },
          {
            key: 'title',
            title: t('Title'),
            width: '36%',
            cell: ({ said, told }) => (said ? nameOf(said.title) : told.title),
          },
          {
            key: 'signatures',
            title: t('Signed by'),
            cell: ({ said, told }) =>
              (said?.signatures.map(nameOf) ?? told.signatures).join(' · ') || <Quiet>{t('nobody')}</Quiet>,
          },
          ...(mayChange ? [button] : []),
        ]}
      />
      {open && (
        <Dialog title={change(open)} open onClose={() => setOpen(null)}>
          <PaperEditor paper={open} programmeId={programmeId} onClose={() => setOpen(null)} />
        </Dialog>
      )}
    </Section>
  )
}

type Words = { isOwn: boolean; title: Names; signatures: Names[] }
type EditorProps = { paper: Paper; programmeId: string; onClose: () => void }

function PaperEditor({ paper, programmeId, onClose }: EditorProps) {
  const draft = useDraft<Words>({ isOwn: paper.said !== null, ...(paper.said ?? paper.asItComes) })
  const edit = useSend(changePaper)
  const filled = paper.holds.map((name) => `{${name}}`).join(' ')
  return (
    <Form
      draft={draft}
      action={t('Save')}
      submit={({ isOwn, ...said }) =>
        edit.send({ params: { programmeId, paper: paper.code }, body: { said: isOwn ? said : null } })
      }
      onDone={onClose}
    >
      <CheckField
        at={draft.at('isOwn')}
        label={t('In own words')}
        hint={t('Otherwise it stands as it comes, in the reader’s language.')}
      />
      {draft.value.isOwn && (
        <>
          <Bilingual
            at={{ ...draft.at('title'), pointer: '/said/title' }}
            label={t('Title')}
            hint={t('Filled in by itself where it stands in braces: {filled}', { filled })}
            required
          />
          <SignatureFields draft={draft} />
        </>
      )}
    </Form>
  )
}

function SignatureFields({ draft }: { draft: Draft<Words> }) {
  const { signatures } = draft.value
  const set = (next: Names[]) => draft.set({ ...draft.value, signatures: next })
  return (
    <Field label={t('Lines to sign on')} pointer='/said/signatures' group>
      {() => (
        <>
          {signatures.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing but their place
            <div key={at} className='stack'>
              <Bilingual
                at={{
                  pointer: `/said/signatures/${at}`,
                  value: line,
                  set: (names) => set(signatures.map((one, n) => (n === at ? names : one))),
                }}
                label={t('Line {n}', { n: at + 1 })}
                required
              />
              <div>
                <Button small onClick={() => set(signatures.filter((_, n) => n !== at))}>
                  {t('Take line {n} off', { n: at + 1 })}
                </Button>
              </div>
            </div>
          ))}
          {signatures.length < mostSignatures && (
            <div>
              <Button small onClick={() => set([...signatures, emptyText])}>
                {t('Add a line to sign on')}
              </Button>
            </div>
          )}
        </>
      )}
    </Field>
  )
}
