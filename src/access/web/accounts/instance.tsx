// Settings of the whole instance: its clock, who decides on what was submitted, and the sample with how to be rid of
// it.
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { CheckField, TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Section } from '../../../kit/page.tsx'
import { Picker } from '../../../kit/picker.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { formatNumber, language, t } from '../../../kit/words.ts'
import { changeInstance, clearSample, instance } from '../../instance/contract.ts'
import { findZones, type Zone, zoneNamed } from './zones.ts'

export function Instance() {
  const found = useCall(instance, {})
  return (
    <Loaded of={found}>
      {(data) => (
        <>
          <Ways of={data} />
          <Sample of={data} />
        </>
      )}
    </Loaded>
  )
}

const choiceOf = ({ id, text }: Zone) => ({ id, names: { zh: text, en: text } })
const loadZones = async (text: string) => findZones(language(), text).map(choiceOf)

function Ways({ of: found }: { of: CallReply<typeof instance> }) {
  const { timeZone, onePerson, otherDeciders, machineTimeZone } = found
  const draft = useDraft({ timeZone: timeZone ?? '', onePerson, confirmed: false })
  const save = useSend(changeInstance)
  const byMachine = t('by the clock of the machine ({zone})', { zone: machineTimeZone })
  const asksBack = draft.value.onePerson && !onePerson && otherDeciders > 0
  return (
    <Section title={t('How this office works')}>
      <Form
        draft={draft}
        action={t('Save')}
        submit={(ways) =>
          save.send({
            body: {
              timeZone: ways.timeZone || null,
              onePerson: ways.onePerson,
              confirmed: asksBack ? ways.confirmed : undefined,
            },
          })
        }
      >
        <FieldRow>
          <Picker
            at={draft.at('timeZone')}
            label={t('Time zone')}
            hint={t(
              'Where the day of the programme begins and ends, and by whose clock its hours are shown. Found by its name, a city or the hours, such as UTC+8.',
            )}
            chosen={timeZone ? choiceOf(zoneNamed(language(), timeZone)) : null}
            load={loadZones}
            placeholder={byMachine}
            required={false}
          />
          <span />
        </FieldRow>
        <CheckField
          at={draft.at('onePerson')}
          label={t('One person does everything in this whole programme')}
          hint={t(
            'A plan or figure that somebody submitted is otherwise decided on by somebody else; then the same person may, in every place, and every approval says so.',
          )}
        />
        {asksBack && (
          <CheckField
            at={draft.at('confirmed')}
            label={t('Yes, although others could decide: {n}', { n: formatNumber(otherDeciders) })}
            hint={t(
              'So many other accounts submit or decide in this programme. It would hold for each of them too: nobody needs a second person any more.',
            )}
          />
        )}
      </Form>
    </Section>
  )
}

function Sample({ of: { sample, demo, hasPassword } }: { of: CallReply<typeof instance> }) {
  const [isOpen, setOpen] = useState(false)
  if (!sample) return null
  return (
    <Section
      title={t('The sample')}
      note={
        demo
          ? t('This instance shows the sample {pack}, and anybody may sign in as one of its people.', {
              pack: sample,
            })
          : t('This instance shows the sample {pack}.', { pack: sample })
      }
    >
      {!hasPassword && (
        <Notice tone='warn' title={t('Set a password for your own account first.')}>
          {t('Once the sample is cleared, nobody can sign in by one click any more.')}
        </Notice>
      )}
      <div className='actions'>
        {hasPassword ? (
          <Button kind='danger' onClick={() => setOpen(true)}>
            {t('Clear the sample …')}
          </Button>
        ) : (
          <ButtonLink href='/account'>{t('Set a password')}</ButtonLink>
        )}
      </div>
      <Dialog title={t('Clear the sample?')} open={isOpen} onClose={() => setOpen(false)}>
        <Clearing pack={sample} />
      </Dialog>
    </Section>
  )
}

function Clearing({ pack }: { pack: string }) {
  const draft = useDraft({ pack: '' })
  const clear = useSend(clearSample)
  return (
    <Form
      draft={draft}
      submit={(body) => clear.send({ body })}
      saidAfter=''
      onDone={() => location.assign('/accounts')}
    >
      <p>
        {t(
          'Everything goes: places, people, the class, plans and reports, and whatever was entered into them since. Only your account stays. This cannot be undone.',
        )}
      </p>
      <TextField
        at={draft.at('pack')}
        label={t('To confirm, write the name of the sample: {pack}', { pack })}
        required
      />
      <div className='form-end'>
        <Button kind='danger' submit>
          {t('Clear the sample and leave demo mode')}
        </Button>
      </div>
    </Form>
  )
}
