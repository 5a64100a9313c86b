// What stands in the place of plans for whoever's role does not read them: nothing to see is not nothing there.
import { Empty } from '../../kit/states.tsx'
import { t } from '../../kit/words.ts'

export const NotRead = () => (
  <Empty>{t('Your role does not read plans. Classes, policies and cases are open to you.')}</Empty>
)
