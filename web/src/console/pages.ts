import type { RouteRecordRaw } from 'vue-router'

/**
 * Pages that modules bring to the console by themselves: `pages` of src/modules/<name>/console/pages.ts. A page whose
 * meta names an icon (`nav`) stands in the navigation for those who may see it.
 */
const found = import.meta.glob<{ pages: RouteRecordRaw[] }>('../modules/*/console/pages.ts', { eager: true })
export const broughtPages = Object.values(found).flatMap(module => module.pages)
