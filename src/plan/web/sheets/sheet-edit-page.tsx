// Changing a condition sheet.
import { useLocation } from 'wouter'
import type { CallReply } from '../../../base/call.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Page } from '../../../kit/page.tsx'
import { useSharedDraft } from '../../../kit/shared-draft.ts'
import { Choice, Loaded, Notice } from '../../../kit/states.tsx'
import { capital, nameOf, t } from '../../../kit/words.ts'
import { changeSheet, sheetPage } from '../../sheets/contract.ts'
import { ConditionsBeside } from './conditions-beside.tsx'
import { sheetBodyOf, sheetDraftOf } from './sheet-draft.ts'
import { SheetForm } from './sheet-form.tsx'

export function EditSheetPage({ sheetId }: { sheetId: string }) {
  const page = useCall(sheetPage, { params: { sheetId } })
  return <Loaded of={page}>{(page) => <EditSheet {...page} />}</Loaded>
}

function EditSheet({ sheet, outlooks, mayEdit }: CallReply<typeof sheetPage>) {
  const [, go] = useLocation()
  const change = useSend(changeSheet)
  const back = () => go(`/plan/conditions/${sheet.id}`)
  const shared = useSharedDraft(sheet, {
    draftOf: sheetDraftOf,
    keepAs: `sheet.${sheet.id}`,
    send: (value, editVersion) =>
      change.send({ params: { sheetId: sheet.id }, body: { ...sheetBodyOf(value), editVersion } }),
  })
  const { draft, theirs } = shared
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
          {t('Its plan is with the {reviewer} or approved.')}
        </Notice>
      )}
      {theirs && (
        <Choice title={t('Somebody changed this sheet while you were writing.')}>
          <ConditionsBeside sheet={theirs} outlooks={outlooks} />
          <div className='actions'>
            <Button onClick={shared.keepMine}>{t('Keep mine, and save again')}</Button>
            <Button onClick={shared.takeTheirs}>{t('Take what stands now')}</Button>
          </div>
        </Choice>
      )}
      <SheetForm
        draft={draft}
        outlooks={outlooks}
        onDone={back}
        onCancel={() => {
          draft.reset()
          back()
        }}
        submit={shared.save}
        id={shared.formId}
      />
    </Page>
  )
}
