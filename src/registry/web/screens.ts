// The screens of the registers: search, places, organisations, people, lists.
import type { Screen } from '../../kit/screen.ts'

export const screens: Screen[] = [
  { path: '/registers', load: () => import('./registers-page.tsx').then((m) => m.RegistersPage) },
  {
    path: '/registers/duplicates',
    load: () => import('./duplicates-page.tsx').then((m) => m.DuplicatesPage),
  },
  {
    path: '/registers/duplicates/:subject/:twinId/:keptId',
    load: () => import('./twin-page.tsx').then((m) => m.TwinPage),
  },
  { path: '/places', load: () => import('./places-page.tsx').then((m) => m.PlacesPage) },
  { path: '/places/:placeId', load: () => import('./place-page.tsx').then((m) => m.PlacePage) },
  { path: '/organisations', load: () => import('./organisations-page.tsx').then((m) => m.OrganisationsPage) },
  {
    path: '/organisations/:organisationId',
    load: () => import('./organisation-page.tsx').then((m) => m.OrganisationPage),
  },
  { path: '/people', load: () => import('./people-page.tsx').then((m) => m.PeoplePage) },
  { path: '/people/:personId', load: () => import('./person-page.tsx').then((m) => m.PersonPage) },
  { path: '/lists', load: () => import('./lists-page.tsx').then((m) => m.ListsPage) },
]
