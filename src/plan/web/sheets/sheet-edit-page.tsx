// Changing a condition sheet.
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { Page } from '../../../kit/page.tsx'
import { Refusal } from '../../../kit/refusal.ts'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { capital, nameOf, t } from '../../../kit/words.ts'
import { changeSheet, sheetPage } from '../../sheets/contract.ts'
import type { Sheet } from '../shapes.ts'
import { ConditionsBeside } from './conditions-beside.tsx'
import { sheetBodyOf, sheetDraftOf } from './sheet-draft.ts'
import { SheetForm } from './sheet-form.tsx'

export function EditSheetPage({ sheetId }: { sheetId: string }) {
  const page = useCall(sheetPage, { params: { sheetId } })
  return <Loaded of={page}>{({ sheet, mayEdit }) => <EditSheet sheet={sheet} mayEdit={mayEdit} />}</Loaded>
}

function EditSheet({ sheet, mayEdit }: { sheet: Sheet; mayEdit: boolean }) {
  const [, go] = useLocation()
  const [base, setBase] = useState(sheet.editVersion)
  const [theirs, setTheirs] = useState<Sheet | null>(null)
  const draft = useDraft(() => sheetDraftOf(sheet), `sheet.${sheet.id}.${sheet.editVersion}`)
  const change = useSend(changeSheet)
  const back = () => go(`/plan/conditions/${sheet.id}`)
  return (
    <Page
      title={t('{trade} in {place}', {
        trade: capital(nameOf(sheet.trade.names)),
        place: nameOf(sheet.place.names),
      })}
      crumbs={[{ text: t('Condition sheets'), href: `/plan/conditions?period=${sheet.periodId}` }]}
    >
      {!mayEdit && (
        <Notice tone='warn' title={t('This sheet cannot be changed now.')}>
          {t('Its plan is with the district or approved.')}
        </Notice>
      )}
      {theirs && (
        <Notice tone='accent' title={t('Somebody changed this sheet while you were writing.')}>
          <ConditionsBeside sheet={theirs} />
          <div className='actions'>
            <Button
              onClick={() => {
                setBase(theirs.editVersion)
                setTheirs(null)
              }}
            >
              {t('Keep mine, and save again')}
            </Button>
            <Button
              onClick={() => {
                setBase(theirs.editVersion)
                draft.reset(sheetDraftOf(theirs))
                setTheirs(null)
              }}
            >
              {t('Take what stands now')}
            </Button>
          </div>
        </Notice>
      )}
      <SheetForm
        draft={draft}
        onDone={back}
        onCancel={() => {
          draft.reset()
          back()
        }}
        submit={async (value) => {
          try {
            return await change.send({
              params: { sheetId: sheet.id },
              body: { ...sheetBodyOf(value), editVersion: base },
            })
          } catch (refusal) {
            if (refusal instanceof Refusal && refusal.kind === 'stale') setTheirs(refusal.current as Sheet)
            throw refusal
          }
        }}
      />
    </Page>
  )
}
