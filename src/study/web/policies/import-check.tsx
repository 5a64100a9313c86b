// An imported text before it is saved: what it would change, clause by clause, and everything of it open to be mended.
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { CallReply } from '../../../base/call.ts'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Facts, Section } from '../../../kit/page.tsx'
import { Notice } from '../../../kit/states.tsx'
import { formatNumber, t, tn } from '../../../kit/words.ts'
import { addVersion, type previewText } from '../../policies/contract.ts'
import type { TextLanguage } from '../../policies/rules.ts'
import { joinedUp, leftOut, type Row } from './clause-rows.ts'
import { ChangeItem } from './import-row.tsx'

export type Preview = CallReply<typeof previewText>
type Props = { policyId: string; preview: Preview; language: TextLanguage; onBack: () => void }

export function ImportCheck({ policyId, preview, language, onBack }: Props) {
  const [, go] = useLocation()
  const save = useSend(addVersion)
  const [rows, setRows] = useState<Row[]>(() => preview.rows.map((row, key) => ({ ...row, key })))
  const draft = useDraft({ note: '' })
  const kept = rows.filter((row) => row.after !== null)
  const submit = () =>
    save.send({
      params: { policyId },
      body: {
        language,
        baseVersion: preview.baseVersion,
        note: draft.value.note,
        clauses: kept.map(({ clauseId, after }) => ({ clauseId, ...(after as NonNullable<Row['after']>) })),
      },
    })
  return (
    <Form
      draft={draft}
      submit={submit}
      onDone={() => go(`/study/policies/${policyId}`)}
      saidAfter={t('The text is saved.')}
    >
      <Changes rows={rows} />
      <Doubts preview={preview} rows={rows} />
      <Section title={preview.title || t('Clauses')}>
        <Clauses rows={rows} setRows={setRows} language={language} />
      </Section>
      {preview.baseVersion > 0 && (
        <TextField
          at={draft.at('note')}
          label={t('What changed, in a sentence')}
          required={false}
          maxLength={300}
        />
      )}
      <div className='form-end'>
        <Button kind='primary' submit busy={save.busy}>
          {t('Save as version {version}', { version: preview.baseVersion + 1 })}
        </Button>
        <Button onClick={onBack}>{t('Choose another text')}</Button>
      </div>
    </Form>
  )
}

/** How much the text would change. */
function Changes({ rows }: { rows: Row[] }) {
  const all = rows.filter((row) => row.after !== null).length
  const [added, changed, removed] = (['added', 'changed', 'removed'] as const).map(
    (change) => rows.filter((row) => row.change === change).length,
  )
  return (
    <Facts
      of={[
        { figure: formatNumber(all), label: tn('clause in all', 'clauses in all', all) },
        { figure: formatNumber(added), label: tn('clause added', 'clauses added', added) },
        { figure: formatNumber(changed), label: tn('clause changed', 'clauses changed', changed) },
        { figure: formatNumber(removed), label: tn('clause dropped', 'clauses dropped', removed) },
      ]}
    />
  )
}

/** Why the text may not be what it seems. */
function Doubts({ preview, rows }: { preview: Preview; rows: Row[] }) {
  return (
    <>
      {preview.counted && (
        <Notice tone='warn' title={t('No numbering was found, so the paragraphs were counted.')}>
          {t('Check the numbers: a clause is cited by its number.')}
        </Notice>
      )}
      {preview.baseVersion > 0 && !rows.some((row) => row.before && row.after) && (
        <Notice tone='warn' title={t('Nothing of this continues the present text.')}>
          {t('Is it the right policy, and the right language?')}
        </Notice>
      )}
      {preview.encoding !== 'UTF-8' && (
        <Notice>
          {t('The file was written in {encoding} and was converted.', { encoding: preview.encoding })}
        </Notice>
      )}
    </>
  )
}

type ClausesProps = {
  rows: Row[]
  setRows: (change: (rows: Row[]) => Row[]) => void
  language: TextLanguage
}

function Clauses({ rows, setRows, language }: ClausesProps) {
  const put = (key: number, change: (row: Row) => Row) =>
    setRows((all) => all.map((row) => (row.key === key ? change(row) : row)))
  let position = -1
  return rows.map((row, at) => {
    if (row.after) position += 1
    return (
      <ChangeItem
        key={row.key}
        row={row}
        language={language}
        pointer={row.after ? `/clauses/${position}` : undefined}
        put={(change) => put(row.key, change)}
        onJoin={
          row.after && rows.slice(0, at).some((before) => before.after)
            ? () => setRows((all) => joinedUp(all, row.key))
            : undefined
        }
        onLeaveOut={row.after ? () => setRows((all) => leftOut(all, row.key)) : undefined}
      />
    )
  })
}
