// What evidence of one figure was seen, by whom and when.
import { useState } from 'react'
import { useSend } from '../../kit/api.ts'
import { Button } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { useDraft } from '../../kit/draft.ts'
import { DayField, SelectField, TextField } from '../../kit/fields.tsx'
import { Form } from '../../kit/form.tsx'
import { nameOf, t } from '../../kit/words.ts'
import { written } from '../../kit/written.tsx'
import * as calls from '../contract.ts'
import { evidenceLevels, evidenceNames } from '../rules.ts'
import type { Result } from './results.tsx'

/** Opens the question what evidence of one figure was seen. */
export function VerifyButton({ caseId, result }: { caseId: string; result: Result }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        kind='link'
        small
        label={t('Verify {indicator}', { indicator: nameOf(result.indicator) })}
        onClick={() => setOpen(true)}
      >
        {t('Verify')}
      </Button>
      <Dialog title={t('What was seen of this figure')} open={isOpen} onClose={() => setOpen(false)}>
        <VerifyForm caseId={caseId} result={result} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function VerifyForm({ caseId, result, onDone }: { caseId: string; result: Result; onDone: () => void }) {
  const verify = useSend(calls.verifyResult)
  const draft = useDraft({
    evidence: result.evidence,
    by: result.verifiedBy ? nameOf(result.verifiedBy) : '',
    on: result.verifiedOn ?? '',
  })
  const isSeen = draft.value.evidence !== 'self_reported'
  return (
    <Form
      draft={draft}
      action={t('Save')}
      saidAfter={t('Evidence saved.')}
      submit={({ evidence, by, on }) => {
        const kept = result.verifiedBy && nameOf(result.verifiedBy) === by ? result.verifiedBy : null
        const verifiedBy = kept ?? written(by)
        const verifiedOn = on || '1900-01-01'
        return verify.send({
          params: { caseId, resultId: result.id },
          body: { evidence, verifiedBy, verifiedOn },
        })
      }}
      onDone={onDone}
    >
      <p>{t('Source named by the unit: {source}', { source: nameOf(result.source) })}</p>
      <SelectField
        at={draft.at('evidence')}
        label={t('Evidence')}
        options={evidenceLevels.map((level) => ({ value: level, text: t(evidenceNames[level]) }))}
      />
      {isSeen && (
        <TextField
          at={{ ...draft.at('by'), pointer: '/verifiedBy' }}
          label={t('Who saw it')}
          hint={t('Name and post')}
          maxLength={200}
          required
        />
      )}
      {isSeen && (
        <DayField at={{ ...draft.at('on'), pointer: '/verifiedOn' }} label={t('When it was seen')} required />
      )}
    </Form>
  )
}
