// The screens of carrying out: a reporter's month, what is late, one county, one line, one report, and commitments.
import { msg } from '../../base/words.ts'
import { inArea, type Stage } from '../../kit/screen.ts'

export const stage: Stage = { area: 'carry-out', part: 'loop', at: 6, ch: '行', title: msg('Carry out') }

export const screens = inArea('carry-out', [
  {
    path: '/carry-out',
    guide: 'carry-out-reports',
    entrance: true,
    load: () => import('./carry-out-page.tsx').then((m) => m.CarryOutPage),
  },
  {
    path: '/carry-out/counties',
    guide: 'carry-out-counties',
    load: () => import('./coverage/counties-page.tsx').then((m) => m.CountiesPage),
  },
  {
    path: '/carry-out/commitments',
    guide: 'carry-out-commitments',
    load: () => import('./commitments/commitments-page.tsx').then((m) => m.CommitmentsPage),
  },
  {
    path: '/carry-out/places/:placeId',
    guide: 'carry-out-counties',
    load: () => import('./reports/place-page.tsx').then((m) => m.PlacePage),
  },
  {
    path: '/carry-out/lines/:planLineId',
    guide: 'carry-out-reports',
    load: () => import('./reports/line-page.tsx').then((m) => m.LinePage),
  },
  {
    path: '/carry-out/reports/:reportId',
    guide: 'carry-out-checked',
    load: () => import('./reports/report-page.tsx').then((m) => m.ReportPage),
  },
  {
    path: '/carry-out/commitments/:commitmentId',
    guide: 'carry-out-commitments',
    load: () => import('./commitments/commitment-page.tsx').then((m) => m.CommitmentPage),
  },
])
