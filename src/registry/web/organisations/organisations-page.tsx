// All organisations that the reader may see, by form, trade and place, a page at a time.
import { useCall } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { FieldRow } from '../../../kit/field.tsx'
import { SelectField } from '../../../kit/fields.tsx'
import { Further } from '../../../kit/further.tsx'
import { InventedMark, InventedNote, Tag, UnitName } from '../../../kit/marks.tsx'
import { Page } from '../../../kit/page.tsx'
import { SearchField } from '../../../kit/search-field.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { useFilter } from '../../../kit/use-filter.ts'
import { nameOf, t } from '../../../kit/words.ts'
import { listTrades } from '../../lists/contract.ts'
import { listOrganisations } from '../../organisations/contract.ts'
import { organisationStatusNames } from '../../organisations/rules.ts'
import { placePage } from '../../places/contract.ts'
import { ImportLink } from '../import-link.tsx'
import { allForms, formName } from '../parts/forms.ts'
import { RegisterTabs } from '../register-tabs.tsx'

export function OrganisationsPage() {
  const { values, at, change } = useFilter(['text', 'form', 'tradeId', 'under', 'after'])
  const found = useCall(listOrganisations, { query: values }, { keep: true })
  const trades = useCall(listTrades, {})
  return (
    <Page
      title={t('Organisations')}
      actions={found.data?.mayAdd && <ImportLink kind='organisations' />}
      lead={t('A group that became a cooperative stays one entry, so that nothing is counted twice.')}
    >
      <RegisterTabs />
      <FieldRow>
        <SearchField at={at('text')} label={t('Find')} placeholder={t('Name or code')} />
        <SelectField
          at={at('form')}
          label={t('Form')}
          none={t('All forms')}
          options={allForms().map(({ code }) => ({ value: code, text: formName(code) }))}
        />
        <SelectField
          at={at('tradeId')}
          label={t('Trade')}
          none={t('all trades')}
          options={(trades.data?.trades ?? []).map(({ id, names }) => ({ value: id, text: nameOf(names) }))}
        />
      </FieldRow>
      {values.under && (
        <OnlyUnder placeId={values.under} onAll={() => change({ under: undefined, after: undefined })} />
      )}
      <Loaded of={found}>
        {({ organisations, next }) => (
          <>
            <Table
              label={t('Organisations')}
              rows={organisations}
              rowKey={(one) => one.id}
              href={(one) => `/organisations/${one.id}`}
              empty={
                <Empty>
                  {t(
                    'No organisation that you may see matches. New ones are entered on the page of their place.',
                  )}
                </Empty>
              }
              columns={[
                {
                  key: 'name',
                  title: t('Organisation'),
                  cell: (one) => (
                    <>
                      <UnitName of={one.names} /> {one.illustrative && <InventedMark />}
                    </>
                  ),
                },
                { key: 'form', title: t('Form'), cell: (one) => formName(one.form) },
                {
                  key: 'trade',
                  title: t('Trade'),
                  cell: (one) => (one.trade ? nameOf(one.trade.names) : '–'),
                },
                { key: 'place', title: t('Place'), cell: (one) => nameOf(one.place.names) },
                {
                  key: 'status',
                  title: t('State'),
                  cell: (one) =>
                    one.status === 'active' ? (
                      t(organisationStatusNames[one.status])
                    ) : (
                      <Tag tone={one.status === 'dormant' ? 'warn' : 'plain'}>
                        {t(organisationStatusNames[one.status])}
                      </Tag>
                    ),
                },
              ]}
            />
            <InventedNote of={organisations} />
            <Further after={values.after} next={next} change={change} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** Says that the list holds one place's entries only, and lets that go. */
export function OnlyUnder({ placeId, onAll }: { placeId: string; onAll: () => void }) {
  const place = useCall(placePage, { params: { placeId }, query: {} })
  if (!place.data) return null
  return (
    <p>
      <Tag tone='accent'>{t('Only {place} and below', { place: nameOf(place.data.place.names) })}</Tag>{' '}
      <Button kind='link' onClick={onAll}>
        {t('Show all places')}
      </Button>
    </p>
  )
}
