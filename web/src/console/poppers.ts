import { t } from '@/kit/i18n'

/** Element Plus panels (select, date) have a role but no name: give them one, so that a reader announces them. */
export function namePoppers() {
  const name = (node: Node) => {
    if (!(node instanceof HTMLElement)) return
    for (const popper of [node, ...node.querySelectorAll<HTMLElement>('.el-popper')])
      if (popper.matches('.el-popper[role]') && !popper.hasAttribute('aria-label')) popper.setAttribute('aria-label', t('console.options'))
  }
  new MutationObserver(changes => { for (const change of changes) change.addedNodes.forEach(name) }).observe(document.body, { childList: true, subtree: true })
}
