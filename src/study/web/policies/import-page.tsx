// Brings in the text of a policy: choose or paste it, look at what it would change clause by clause, mend, save.
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { CallReply } from '../../../base/call.ts'
import { sendFile, useCall, useSend } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { FileField, RadioGroup, TextArea, TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Facts, Page, Section } from '../../../kit/page.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { formatNumber, htmlLang, nameOf, side, t, tn } from '../../../kit/words.ts'
import { addVersion, policyPage, previewText } from '../../policies/contract.ts'
import type { TextLanguage } from '../../policies/rules.ts'
import { largestText } from '../../texts/rules.ts'
import { ChangeItem, type Row } from './import-row.tsx'
import '../study.css'

type Preview = CallReply<typeof previewText>

export function ImportPage({ policyId }: { policyId: string }) {
  const asked = useCall(policyPage, { params: { policyId }, query: {} })
  const [found, setFound] = useState<{ preview: Preview; language: TextLanguage } | null>(null)
  return (
    <Loaded of={asked}>
      {({ policy }) => (
        <Page
          title={t('Import the text')}
          crumbs={[
            { text: t('Study'), href: '/study' },
            { text: nameOf(policy.names), href: `/study/policies/${policyId}` },
          ]}
          lead={t(
            'The text is split at its own numbering. Nothing is saved before you have seen every clause.',
          )}
        >
          {found ? (
            <Check policyId={policyId} {...found} onBack={() => setFound(null)} />
          ) : (
            <Choose policyId={policyId} onFound={(preview, code) => setFound({ preview, language: code })} />
          )}
        </Page>
      )}
    </Loaded>
  )
}

function Choose({
  policyId,
  onFound,
}: {
  policyId: string
  onFound: (preview: Preview, code: TextLanguage) => void
}) {
  const draft = useDraft({
    language: side() as TextLanguage,
    file: null as File | null,
    text: '',
  })
  const submit = ({ file, text, language: code }: typeof draft.value) => {
    const content = file ?? new Blob([text])
    return sendFile(previewText, { params: { policyId }, query: { language: code } }, content)
  }
  // The language is guessed from the text itself, until the person says which it is.
  const [isSaid, setSaid] = useState(false)
  const guess = (text: string) => {
    const chinese = [...text.slice(0, 4000)].filter((sign) => /[\u4e00-\u9fff\ufffd]/.test(sign)).length
    return isSaid || text.trim() === ''
      ? draft.value.language
      : chinese > text.slice(0, 4000).length / 10
        ? ('zh' as const)
        : ('en' as const)
  }
  const setText = (text: string) => draft.set({ ...draft.value, text, language: guess(text) })
  const setFile = (file: File | null) => {
    draft.set({ ...draft.value, file })
    void file
      ?.slice(0, 12_000)
      .text()
      .then((text) => draft.set({ ...draft.value, file, language: guess(text) }))
  }
  const isTooLarge = (draft.value.file?.size ?? 0) > largestText
  return (
    <Form
      draft={draft}
      submit={submit}
      action={t('Read the text')}
      saidAfter=''
      onDone={(preview) => onFound(preview as Preview, draft.value.language)}
      beside={<ButtonLink href={`/study/policies/${policyId}`}>{t('Cancel')}</ButtonLink>}
    >
      <RadioGroup
        at={{
          ...draft.at('language'),
          set: (language) => {
            setSaid(true)
            draft.at('language').set(language)
          },
        }}
        label={t('Language of the text')}
        inline
        options={[
          { value: 'zh', text: t('Chinese') },
          { value: 'en', text: t('English') },
        ]}
      />
      <FileField
        at={{ pointer: '', value: draft.value.file, set: setFile }}
        label={t('File')}
        accept='.txt,.md,.markdown,text/plain,text/markdown'
        required={false}
        error={
          isTooLarge
            ? t('The text is larger than 1 MB. Import it in parts, or leave pictures out.')
            : undefined
        }
        hint={t('Plain text or Markdown; UTF-8, UTF-16 and GB18030 are recognised')}
      />
      <TextArea
        at={{ ...draft.at('text'), set: setText }}
        label={t('or paste the text here')}
        rows={10}
        required={false}
        disabled={draft.value.file !== null}
        lang={htmlLang(draft.value.language)}
      />
    </Form>
  )
}

type CheckProps = { policyId: string; preview: Preview; language: TextLanguage; onBack: () => void }

function Check({ policyId, preview, language: code, onBack }: CheckProps) {
  const [, go] = useLocation()
  const save = useSend(addVersion)
  const [rows, setRows] = useState<Row[]>(() => preview.rows.map((row, key) => ({ ...row, key })))
  const draft = useDraft({ note: '' })
  const kept = rows.filter((row) => row.after !== null)
  const put = (key: number, change: (row: Row) => Row) =>
    setRows((all) => all.map((row) => (row.key === key ? change(row) : row)))
  const joinUp = (key: number) =>
    setRows((all) => {
      const at = all.findIndex((row) => row.key === key)
      const up = all.slice(0, at).findLastIndex((row) => row.after !== null)
      const [target, joined] = [all[up], all[at]]
      if (!target?.after || !joined?.after) return all
      const after = { ...target.after, text: `${target.after.text}\n${joined.after.text}` }
      return all
        .map((row, n) =>
          n === up
            ? { ...row, after, change: row.change === 'same' ? ('changed' as const) : row.change }
            : row,
        )
        .map((row, n) =>
          n === at ? { ...row, after: null, change: row.clauseId ? ('removed' as const) : row.change } : row,
        )
        .filter((row) => row.after !== null || row.clauseId !== null)
    })
  const leaveOut = (key: number) =>
    setRows((all) =>
      all
        .map((row) => (row.key === key ? { ...row, after: null, change: 'removed' as const } : row))
        .filter((row) => row.after || row.clauseId),
    )
  const [added, changed, removed] = (['added', 'changed', 'removed'] as const).map(
    (change) => rows.filter((row) => row.change === change).length,
  )
  const submit = () =>
    save.send({
      params: { policyId },
      body: {
        language: code,
        baseVersion: preview.baseVersion,
        note: draft.value.note,
        clauses: kept.map(({ clauseId, after }) => ({ clauseId, ...(after as NonNullable<Row['after']>) })),
      },
    })
  let position = -1
  return (
    <Form
      draft={draft}
      submit={submit}
      onDone={() => go(`/study/policies/${policyId}`)}
      saidAfter={t('The text is saved.')}
    >
      <Facts
        of={[
          { figure: formatNumber(kept.length), label: tn('clause in all', 'clauses in all', kept.length) },
          { figure: formatNumber(added), label: tn('clause added', 'clauses added', added) },
          { figure: formatNumber(changed), label: tn('clause changed', 'clauses changed', changed) },
          { figure: formatNumber(removed), label: tn('clause dropped', 'clauses dropped', removed) },
        ]}
      />
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
      <Section title={preview.title || t('Clauses')}>
        {rows.map((row, at) => {
          if (row.after) position += 1
          return (
            <ChangeItem
              key={row.key}
              row={row}
              language={code}
              pointer={row.after ? `/clauses/${position}` : undefined}
              put={(change) => put(row.key, change)}
              onJoin={
                row.after && rows.slice(0, at).some((before) => before.after)
                  ? () => joinUp(row.key)
                  : undefined
              }
              onLeaveOut={row.after ? () => leaveOut(row.key) : undefined}
            />
          )
        })}
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
