// Brings in a file: of which kind, and which file. Nothing changes before its preview was seen.
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useLocation, useSearchParams } from 'wouter'
import { newId } from '../../../base/ids.ts'
import { intlTag } from '../../../base/words.ts'
import { hrefOf, sendFile, useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { RadioGroup } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Page } from '../../../kit/page.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { language, languages, t } from '../../../kit/words.ts'
import { importKinds, importTemplate, listImports, uploadImport } from '../../import/contract.ts'
import { type Encoding, encodings, largestFile } from '../../import/rules.ts'
import type { KindOf } from '../shapes.ts'
import { DropField } from './drop-field.tsx'

export function ImportNewPage() {
  const found = useCall(listImports, { query: {} })
  const told = useCall(importKinds, {})
  return (
    <Page
      narrow
      title={t('Import a file')}
      crumbs={[
        { text: t('Registers'), href: '/registers' },
        { text: t('Imports'), href: '/imports' },
      ]}
      lead={t('First you see every row and what it would do. Only then, and all at once, does it go in.')}
    >
      <Loaded of={found}>
        {({ kinds: mine }) =>
          mine.length > 0 ? (
            <Loaded of={told}>
              {({ kinds }) => <Choosing kinds={kinds.filter(({ kind }) => mine.includes(kind))} />}
            </Loaded>
          ) : (
            <Empty>{t('Files are brought in by the officers of a place.')}</Empty>
          )
        }
      </Loaded>
    </Page>
  )
}

function Choosing({ kinds }: { kinds: KindOf[] }) {
  const [, go] = useLocation()
  const [query] = useSearchParams()
  const among = (name: string | null) => kinds.find(({ kind }) => kind === name)?.kind
  const draft = useDraft({
    kind: among(query.get('kind')) ?? among('people') ?? kinds[0].kind,
    file: null as File | null,
    encoding: '' as Encoding | '',
  })
  const [choices, setChoices] = useState<Choice[]>([])
  // One id for one choice of a file: sent twice, it is still one import.
  const id = useRef({ file: null as File | null, kind: '', importId: '' })
  const { kind, file, encoding } = draft.value
  const submit = () => {
    if (!file) throw new Error('the field is required')
    if (id.current.file !== file || id.current.kind !== kind) id.current = { file, kind, importId: newId() }
    const importId = id.current.importId
    const query = { importId, kind, name: file.name, encoding: encoding || undefined }
    return sendFile(uploadImport, { query }, file).catch((refusal: Refusal) => {
      const found = choicesIn(refusal)
      // Drawn before the refusal is shown: it stands at this field then, and the keyboard with it.
      flushSync(() => setChoices(found))
      throw found.length > 0 ? asChoice(refusal) : refusal
    })
  }
  return (
    <Form
      draft={draft}
      submit={submit}
      action={t('Read the file')}
      saidAfter=''
      onDone={(reply) => go(`/imports/${(reply as { id: string }).id}`)}
      beside={<ButtonLink href='/imports'>{t('Cancel')}</ButtonLink>}
    >
      <RadioGroup
        at={draft.at('kind')}
        label={t('What does the file hold?')}
        options={kinds.map((one) => ({ value: one.kind, text: one.title, note: one.note }))}
      />
      <DropField
        at={{
          ...draft.at('file'),
          pointer: '',
          set: (next) => {
            setChoices([])
            draft.set({ ...draft.value, file: next, encoding: '' })
          },
        }}
        label={t('File')}
        required
        accept='.csv,.tsv,.txt,.xlsx'
        error={file && file.size > largestFile ? t('The file is larger than 10 MB. Divide it.') : undefined}
        hint={t(
          'CSV or Excel workbook (.xlsx), up to 10 MB and 150,000 rows. Headings in {languages}, in any order; how text is encoded is recognised, or asked where it is not clear.',
          { languages: anyLanguage() },
        )}
      />
      {choices.length > 0 && (
        <RadioGroup
          at={draft.at('encoding')}
          label={t('How does the file read correctly?')}
          options={choices}
        />
      )}
      <p>
        <ButtonLink href={hrefOf(importTemplate, { params: { kind } })} file>
          {t('Template: {kind}', { kind: kinds.find((one) => one.kind === kind)?.title ?? '' })}
        </ButtonLink>
      </p>
    </Form>
  )
}

/** 'Chinese, English or Spanish' */
function anyLanguage(): string {
  const tag = intlTag(language())
  const named = new Intl.DisplayNames(tag, { type: 'language' })
  return new Intl.ListFormat(tag, { type: 'disjunction' }).format(
    languages().map((code) => named.of(code) ?? code),
  )
}

type Choice = { value: Encoding; text: string }

/** The encodings that the server asks about, each with how the text reads in it. */
const choicesIn = ({ errors = [] }: Refusal): Choice[] =>
  errors.flatMap(({ pointer, detail }) => {
    const value = encodings.find((one) => pointer === `/encoding/${one}`)
    return value ? { value, text: detail } : []
  })

/** The same question, once: at the field that offers what there is to choose from. */
const asChoice = ({ kind, status, title, detail }: Refusal): Refusal =>
  new Refusal({ kind, status, title, errors: [{ pointer: '/encoding', code: 'which-encoding', detail }] })
