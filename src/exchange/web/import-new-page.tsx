// Brings in a file: of which kind, and which file. Nothing changes before its preview was seen.
import { useRef } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { newId } from '../../base/ids.ts'
import { hrefOf, sendFile, useCall } from '../../kit/api.ts'
import { ButtonLink } from '../../kit/button.tsx'
import { useDraft } from '../../kit/draft.ts'
import { RadioGroup } from '../../kit/fields.tsx'
import { Form } from '../../kit/form.tsx'
import { Page } from '../../kit/page.tsx'
import { Empty, Loaded } from '../../kit/states.tsx'
import { t } from '../../kit/words.ts'
import { importTemplate, listImports, uploadImport } from '../import/contract.ts'
import { type ImportKind, importKindNames, largestFile } from '../import/rules.ts'
import { DropField } from './drop-field.tsx'

export function ImportNewPage() {
  const found = useCall(listImports, { query: {} })
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
        {({ kinds }) =>
          kinds.length > 0 ? (
            <Choosing kinds={kinds} />
          ) : (
            <Empty>{t('Files are brought in by the officers of a place.')}</Empty>
          )
        }
      </Loaded>
    </Page>
  )
}

const kindNotes: Record<ImportKind, () => string> = {
  places: () => t('Provinces, counties, townships, each with what it stands under.'),
  posts: () => t('The short list of posts that all places share.'),
  organisations: () => t('Offices, cooperatives, plants and groups.'),
  people: () => t('Names and the place that each belongs to.'),
  appointments: () => t('Who holds which post of which unit, from when to when.'),
  memberships: () => t('Who is a member of which unit, when and how they agreed to it.'),
}

function Choosing({ kinds }: { kinds: ImportKind[] }) {
  const [, go] = useLocation()
  const [query] = useSearchParams()
  const wanted = kinds.find((kind) => kind === query.get('kind'))
  const draft = useDraft({
    kind: wanted ?? kinds[kinds.length > 1 ? kinds.indexOf('people') : 0],
    file: null as File | null,
  })
  // One id for one choice of a file: sent twice, it is still one import.
  const id = useRef({ file: null as File | null, kind: '', importId: '' })
  const { kind, file } = draft.value
  const submit = () => {
    if (!file) throw new Error('the field is required')
    if (id.current.file !== file || id.current.kind !== kind) id.current = { file, kind, importId: newId() }
    const importId = id.current.importId
    return sendFile(uploadImport, { query: { importId, kind, name: file.name } }, file)
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
        options={kinds.map((one) => ({ value: one, text: t(importKindNames[one]), note: kindNotes[one]() }))}
      />
      <DropField
        at={{ ...draft.at('file'), pointer: '' }}
        label={t('File')}
        required
        accept='.csv,.tsv,.txt,.xlsx'
        error={file && file.size > largestFile ? t('The file is larger than 10 MB. Divide it.') : undefined}
        hint={t(
          'CSV or Excel workbook (.xlsx), up to 10 MB and 50,000 rows. Headings in Chinese or English, in any order; UTF-8, UTF-16 and GB18030 are recognised.',
        )}
      />
      <p>
        <ButtonLink href={hrefOf(importTemplate, { params: { kind } })} file>
          {t('Template: {kind}', { kind: t(importKindNames[kind]) })}
        </ButtonLink>
      </p>
    </Form>
  )
}
