const button = document.querySelector('.Method')
const icon = button.querySelector('svg')
const form = document.querySelector('form')
const isCollapsed = () => form.classList.contains('collapsed')

/**
 * The row of the one payment method, the card: it stands above the fields in an accordion, and
 * alone when the Element is collapsed. `onChange` hears when that changes.
 */
export function newMethodRow(fields, onChange) {
  let isAccordion = false
  let isDrawn = false
  const draw = (isOpen) => {
    const name = isAccordion ? 'AccordionItem' : 'Tab'
    form.classList.toggle('collapsed', !isOpen)
    button.setAttribute('aria-expanded', String(isOpen))
    button.hidden = isOpen && !isAccordion
    button.className = isOpen ? `Method ${name} ${name}--selected` : `Method ${name}`
    icon.setAttribute('class', isOpen ? 'TabIcon TabIcon--selected' : 'TabIcon')
  }
  button.addEventListener('click', () => {
    if (!isCollapsed()) return
    draw(true)
    fields.focus()
    onChange()
  })
  return {
    state: () => ({ collapsed: isCollapsed(), value: { type: isCollapsed() ? '' : 'card' } }),
    focus: () => button.focus(),
    collapse() {
      if (isCollapsed()) return
      draw(false)
      onChange()
    },
    /**
     * `layout` is the option of the Payment Element: a name, or an object with more. Whether it is
     * collapsed counts only the first time.
     */
    setLayout(layout = 'tabs') {
      isAccordion = (layout.type ?? layout) === 'accordion'
      draw(isDrawn ? !isCollapsed() : !layout.defaultCollapsed)
      isDrawn = true
    },
  }
}
